"""The study of patterns, on numbers made by hand."""

import numpy as np
import pandas as pd
import pytest

from docs.evidence.patterns.list import PATTERNS
from docs.evidence.patterns.study import Cell, Setting, found_in, world
from docs.evidence.patterns.study import page as study_page
from scenarios.loading import load_scenario
from sim.measures import MEASURES
from sim.still import BEHAVIOURS


def test_every_world_of_the_study_can_be_loaded_and_every_measure_exists():
    names = {measure.name for measure in MEASURES}
    for pattern in PATTERNS:
        assert set(pattern.measures) <= names
        for _, setting in pattern.worlds:
            load_scenario(setting.scenario, dict(setting.settings))
            assert set(setting.without) <= set(BEHAVIOURS)


def _rows(values: dict[Setting, list[float]], measures: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"label": setting.label, "seed": seed, **dict.fromkeys(measures, value)}
            for setting, numbers in values.items()
            for seed, value in enumerate(numbers, start=1)
        ]
    )


def test_differences_are_paired_by_seed():
    powers = next(p for p in PATTERNS if p.name == "Powers without staff")
    settings = [setting for _, setting in powers.worlds]
    luck = [0.3, 0.5, 0.4]
    rows = _rows({s: [x + 0.1 * n for x in luck] for n, s in enumerate(settings)}, powers.measures)
    found = found_in(powers, rows, [1, 2, 3])
    cell = found["powers alone", "true_resolution_rate"]
    assert cell.mean == pytest.approx(0.5) and cell.difference == pytest.approx(0.1)
    assert cell.half == pytest.approx(0.0, abs=1e-12) and cell.clear == 1  # luck is shared: nothing is left of it
    assert "make waiting longer but solve more" in powers.verdict(found)  # both have grown by 0.1


def test_what_an_interval_cannot_tell_is_said_so():
    assert Cell(0.5, 0.1, 0.2).clear == 0 and "not distinguishable from zero" in Cell(0.5, 0.1, 0.2).told()
    assert Cell(0.5, -0.3, 0.2).clear == -1
    assert Cell(0.5, 0.1, float("nan")).clear == 0


def test_an_inner_optimum_is_told_from_one_at_the_edge():
    u = PATTERNS[0]
    rising = {(name, "true_resolution_rate"): Cell(0.1 * n, 0.0, 0.0) for n, (name, _) in enumerate(u.worlds)}
    assert "no inner optimum" in u.verdict(rising)
    inner = {key: Cell(-abs(cell.mean - 0.2), 0.0, 0.0) for key, cell in rising.items()}
    assert "an inner optimum appears" in u.verdict(inner) and "willingness 0.2" in u.verdict(inner)


def test_the_study_is_written_whole():
    settings = dict.fromkeys(s for p in PATTERNS for _, s in p.worlds)
    measures = tuple({m for p in PATTERNS for m in p.measures})
    luck = np.random.default_rng(1)
    rows = _rows({s: list(luck.uniform(0.2, 0.8, 2)) for s in settings}, measures)
    text = study_page(PATTERNS, rows, [1, 2])
    assert text.count("## ") == len(PATTERNS) and text.count("**Found:**") == len(PATTERNS)
    assert world("status_quo").label != world("status_quo", days=730).label
