"""The pages of the studies whose numbers are in docs/data: of combinations, and the shipped study files."""

from collections.abc import Callable
from functools import partial

from docs.evidence.combinations import four_mechanisms, whistle_and_ranking
from docs.evidence.combinations.carry_out import page_name
from docs.evidence.study_pages import page as study_page
from experiments.words import LANGUAGES


def pages() -> dict[str, Callable[[], str]]:
    """Return them by file name."""
    combinations = {
        f"docs/studies/{page_name(study.name, language)}": partial(study.document, language)
        for study in (whistle_and_ranking.STUDY, four_mechanisms.STUDY)
        if study.is_documented()
        for language in LANGUAGES
    }
    shipped = {
        f"docs/studies/{study_page.page_name(name, language)}": partial(study_page.document, name, language)
        for name in study_page.documented()
        for language in LANGUAGES
    }
    return {**combinations, **shipped}
