"""What the numbers of a shipped study depend on: its file, and short runs of its last world and of the reference."""

from __future__ import annotations

from typing import Any

from docs.evidence.freshness import Contrast
from docs.evidence.worlds import World, settings_of
from experiments.plan.study_file import load_study
from experiments.question.measures import HEADLINES
from scenarios.documents import setting_text
from scenarios.loading import split_settings

WORDS = {"title", "question", "replications"}  # what does not move a number, or only narrows its interval


def contrast_of(name: str) -> Contrast:
    """Return the contrast that stands for a study when it is asked whether its numbers still hold."""
    study = load_study(name)
    file = study.file
    told = {**study.constants, **study.points[-1], **study.states[-1]}
    levers, parameters = split_settings({key: setting_text(value) for key, value in told.items()})
    burn_in = file.burn_in or file.base
    given = settings_of(parameters)
    base = World(burn_in, given, reform=file.reference or file.base)
    other = World(burn_in, given, settings_of(levers), reform=file.base)
    declared: dict[str, Any] = file.model_dump(mode="json", exclude_none=True, exclude=WORDS)
    return Contrast(f"study {name}", base, other, tuple(file.measures or HEADLINES), declared)
