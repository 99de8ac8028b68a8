"""Numbers in documents go stale when the model moves or a declaration changes, and not before."""

import pytest

from docs.evidence import freshness
from docs.evidence.claims.sentences import CLAIMS
from docs.evidence.claims.study import contrast
from docs.evidence.freshness import lever_contrasts, marks, of_lever, stale
from scenarios.levers import LEVERS
from scenarios.levers.base import Effect


@pytest.fixture
def town(monkeypatch):
    """A model in which every measure is a number of the world, and one that may be moved."""
    shift = {"by": 0.0}

    def run(task):
        moved = shift["by"] if task.world.added else 0.0
        return {name: 0.25 + moved for c in (*lever_contrasts(), *map(contrast, CLAIMS)) for name in c.measures}

    monkeypatch.setattr("docs.evidence.worlds.run_task", run)
    return shift


def test_what_has_not_moved_is_fresh(town):
    kept = marks(lever_contrasts())
    assert stale(marks(lever_contrasts()), kept) == {}
    town["by"] = 1e-9  # beyond the sixth digit: another platform
    assert stale(marks(lever_contrasts()), kept) == {}


def test_a_number_that_moves_is_named(town):
    lever = LEVERS[0]
    kept = marks([of_lever(lever)])
    town["by"] = 0.001
    found = stale(marks([of_lever(lever)]), kept)
    assert list(found) == [f"lever {lever.name}"]
    assert "it was 0.25, is 0.251" in found[f"lever {lever.name}"]


def test_a_declaration_that_changes_is_named(town, monkeypatch):
    lever = LEVERS[0]
    kept = marks([of_lever(lever)])
    monkeypatch.setattr(lever, "effect", Effect(lever.effect.measure, -lever.effect.sign))
    assert stale(marks([of_lever(lever)]), kept) == {f"lever {lever.name}": "declared otherwise"}


def test_what_is_new_or_gone_is_named(town):
    kept = marks([of_lever(LEVERS[0])])
    now = marks([of_lever(LEVERS[1])])
    assert set(stale(now, kept).values()) == {"not measured yet", "is there no more"}


def test_claims_are_watched_too(town):
    kept = marks(map(contrast, CLAIMS))
    assert len(kept) == len(CLAIMS) and stale(kept, kept) == {}


def test_short_runs_are_long_enough_for_rates_and_a_month_of_decisions():
    from sim.cohorts import COHORT_MARGIN_DAYS

    assert freshness.SHORT.days >= COHORT_MARGIN_DAYS + 14


def test_a_short_run_of_the_model_itself_gives_the_same_marks_twice():
    one = of_lever(LEVERS[0])
    assert marks([one]) == marks([one])
