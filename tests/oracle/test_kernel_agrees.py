"""Law 6: the kernel and the per-issue oracle agree in every stage time to 1e-6 hours."""

import numpy as np
import pytest

from sim.drive import run_bare
from sim.kernel.state import Count
from sim.stages import Stage, TaskKind, TaskStatus
from tests.slow import all_slow_but

from .flow_oracle import run_oracle
from .small_town import small_town
from .variants import VARIANTS

BURN_IN, DAYS = 28, 40
TOLERANCE = 1e-6  # hours
END = 24.0 * DAYS


def _before_end(times: np.ndarray) -> np.ndarray:
    """Blank times that are only planned when the run ends; nobody has lived them."""
    return np.where(np.asarray(times, dtype=float) < END, times, np.nan)


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return bool(np.allclose(_before_end(a), _before_end(b), rtol=0.0, atol=TOLERANCE, equal_nan=True))


# Those in which most happens; the others are slow proofs.
SOME = (
    "delegated", "gate", "overloaded", "two districts", "a street of layers", "whistle with returns", "ranked",
    "assessed and overloaded", "one of two assessed", "one desk every day", "overloaded desks",
    "letters that are returned", "all whistles, few pairs", "many pairs at one time", "impatient",
    "appointments at closing", "emergencies that come again", "late work", "late work in one of two districts",
    "first calls", "first calls that last", "uneven meetings",
)  # fmt: skip

# With other luck: there an order inside one moment shows that the first seed does not.
AGAIN = {
    "all whistles, few pairs, other luck": 3,
    "many pairs at one time, other luck": 4,
    "nobody comes, other luck": 8,
    "overloaded, other luck": 7,
    "late work, other luck": 5,
    "first calls that last, other luck": 6,
    "uneven meetings, other luck": 9,
}


@pytest.fixture(scope="module", params=all_slow_but(SOME, sorted([*VARIANTS, *AGAIN])))
def both(request):
    overrides, seed = VARIANTS[request.param.removesuffix(", other luck")], AGAIN.get(request.param, 11)
    world, rules, residents = small_town(burn_in_days=BURN_IN, days=DAYS, **overrides)
    ledger = run_oracle(world, rules, residents, seed, BURN_IN, DAYS)
    engine = run_bare(world, rules, residents, seed, BURN_IN, DAYS)
    return ledger, engine


def test_every_row_has_the_same_stage_times(both):
    ledger, engine = both
    town = engine.town
    issues = town.issues[: town.counts[Count.ISSUES]]
    assert set(ledger.issues) == {int(row) for row in issues["row"]}
    wrong = []
    for index, row in enumerate(issues):
        record = ledger.issues[int(row["row"])]
        first, last = town.first[:, index], town.last[:, index]
        if not (_same(first, record.first) and _same(last, record.last)):
            stages = [
                s.name for s in Stage if not (_same(first[s], record.first[s]) and _same(last[s], record.last[s]))
            ]
            earliest = np.nanmin(
                np.concatenate([[np.inf], *([last[s], record.last[s]] for s in Stage if s.name in stages)])
            )
            wrong.append((earliest, int(row["row"]), stages))
    wrong.sort()
    assert not wrong, f"{len(wrong)} of {len(issues)} rows differ; the earliest: {wrong[:3]}"


def test_every_row_has_the_same_outcome(both):
    ledger, engine = both
    town = engine.town
    for row in town.issues[: town.counts[Count.ISSUES]]:
        record = ledger.issues[int(row["row"])]
        for name in (
            "status", "visits", "returns", "triages", "whistles", "letters", "lapsed", "person", "round",
            "major", "recorded_solved", "truly_solved", "replied", "surveyed", "rated", "satisfied",
            "answer", "answer_later", "solved_then",
        ):  # fmt: skip
            assert int(row[name]) == int(getattr(record, name)), (int(row["row"]), name)
        for name in ("contacted_at", "replied_at", "closed_at", "evaluated_at"):
            assert _same(row[name], getattr(record, name)), (int(row["row"]), name)
        assert abs(row["due_at"] - record.due_at) < TOLERANCE  # often after the end, but known from the start


def test_every_department_has_the_same_times(both):
    ledger, engine = both
    town = engine.town
    seen = 0
    for a in town.assignments[: town.counts[Count.ASSIGNMENTS]]:
        key = (int(town.issues["row"][a["issue"]]), int(a["visit"]), int(a["department"]))
        record = ledger.assignments[key]
        seen += 1
        for name in ("released_at", "signed_at", "accepted_at", "called_at", "checked_in_at", "done_at", "hours"):
            assert _same(a[name], getattr(record, name)), (key, name)
        for name in ("returns", "lapsed", "asks", "missed"):
            assert int(a[name]) == int(getattr(record, name)), (key, name)
    assert seen == len(ledger.assignments)


def test_every_whistle_has_the_same_appointments(both):
    ledger, engine = both
    town = engine.town
    whistles = town.whistles[: town.counts[Count.WHISTLES]]
    for w in whistles:
        key = (int(town.issues["row"][w["issue"]]), int(w["visit"]))
        record = ledger.whistles[key]
        for name in ("released_at", "accepted_at", "all_present_at", "done_at"):
            assert _same(w[name], getattr(record, name)), (key, name)
        for name in ("departments", "booked", "appointments", "not_booked"):
            assert int(w[name]) == int(getattr(record, name)), (key, name)
    assert len(whistles) == len(ledger.whistles)


def test_every_task_has_the_same_times(both):
    ledger, engine = both
    town = engine.town
    tasks = town.tasks[: town.counts[Count.TASKS]]
    for t in tasks:
        record = ledger.tasks[int(t["task"])]
        assert _same(t["done_at"], record.done_at)
        assert t["hours"] == pytest.approx(record.hours, rel=1e-12)
        if t["status"] != TaskStatus.CANCELLED:
            assert _same(t["arrives_at"], record.arrives_at)
    # the oracle keeps a second record where refused transferred work would have gone
    twins = sum(int(t["status"]) == TaskStatus.RETURNED for t in tasks)
    assert len(tasks) + twins == len(ledger.tasks)
    assert {int(k) for k in tasks["kind"]} <= {int(k) for k in TaskKind}


def test_every_problem_is_solved_at_the_same_time(both):
    ledger, engine = both
    town = engine.town
    for p in town.problems[: town.counts[Count.PROBLEMS]]:
        record = ledger.problems[int(p["problem"])]
        assert p["affected"] == record.affected
        assert _same(p["solved_at"], record.solved_at)
        assert _same(p["arises_at"], record.arises_at)
