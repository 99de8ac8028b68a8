"""Which parameters move a target at all: each candidate alone to the farther end of its range."""

from pathlib import Path

import numpy as np
import pandas as pd

from docs.evidence.fit.parameters import PARAMETERS
from docs.evidence.fit.space import Group
from docs.evidence.fit.study import Plan, Study
from experiments.words import Text

_LEFT = Text(en="tried, and left at its value", zh="试过，保持原值")
_REST = (
    "evaluation.satisfied_wait",
    "conduct.insist_gain",
    "conduct.false_gain",
    "pressure.haste",
    "pressure.slip",
    "pressure.tray_days",
    "demand.refile_days",
    "demand.merge_share",
    "demand.filed_a_year",
    "department_work.effort",
    "department_work.own_share",
    "evaluation.coverage",
    "voice.word_of_mouth",
    "voice.adaptation",
    "residents.expected_days",
    "stocks.skill_gain",
    "stocks.skill_quality",
    "residents.trust_mean",
    "residents.report_trust",
    "conduct.relations_cost",
    "service.letter_hours",
    "conduct.diligence_hours",
    "conduct.gate_deterrence",
    "department_work.pass_share",
)
CANDIDATES = (
    *PARAMETERS,
    *(Group((name,), _LEFT) for name in _REST),
    Group(("conduct.effort_gain", "conduct.diligence_gain", "conduct.acceptance_gain"), _LEFT),
)


def screen(out: Path, place: str = "classroom", workers: int = 1) -> str:
    """Return a table: what each candidate changes in each target against the shipped values, with one seed."""
    study = Study(Plan(out=out, place=place, workers=workers), groups=CANDIDATES)
    shipped = study.space.point(study.space.shipped)
    points = np.tile(shipped, (len(CANDIDATES) + 1, 1))
    for at in range(len(CANDIDATES)):
        points[at + 1, at] = 1.0 if shipped[at] < 0.0 else -1.0
    values = study.simulate(points, "screening")
    names = [target.name for target in study.targets]
    ends = [f"{group.label} {'+' if points[at + 1, at] > 0 else '-'}" for at, group in enumerate(CANDIDATES)]
    table = pd.DataFrame(values[1:] - values[0], index=ends, columns=names)
    return str(table.round(3).to_string())
