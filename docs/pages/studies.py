"""The pages of the studies of combinations whose numbers are in docs/data."""

from collections.abc import Callable
from functools import partial

from experiments.combinations import four_mechanisms, whistle_and_ranking
from experiments.combinations.carry_out import page_name
from experiments.texts import LANGUAGES


def pages() -> dict[str, Callable[[], str]]:
    """Return them by file name."""
    return {
        f"docs/studies/{page_name(study.name, language)}": partial(study.document, language)
        for study in (whistle_and_ranking.STUDY, four_mechanisms.STUDY)
        if study.is_documented()
        for language in LANGUAGES
    }
