"""Law 3, second half: special cases of the kernel against queueing theory.

Offices are staffed around the clock, work is exponential (or constant), arrivals are Poisson.
The time average of the number at a unit is compared with theory inside a 99.9 % interval by
batch means, whose half-width must be under 1 % of the mean. Formulas: `sim/theory.py`, and Jackson 1957.
"""

import numpy as np
import pytest

from sim.randomness import CONSTANT, EXPONENTIAL
from sim.reductions import numbers_by_batch
from sim.theory import mg1_number, mmc_number, sample_of, two_class_number, two_kinds_number
from tests.oracle.small_town import small_town

pytestmark = pytest.mark.slow
DAYS, WARM_UP, BATCHES = 11500, 100, 30
COMMUNITIES, STREETS, SECTIONS = 5, 2, 3
FIRST_DEPARTMENT = COMMUNITIES + STREETS * SECTIONS + STREETS


def batches(seeds: int, units: list[int], **overrides: object) -> np.ndarray:
    """Return the mean number at each unit in each batch of each run, float64[seeds × BATCHES, units].

    Days are packed into 14 bits, so a sample that must be longer is made of several runs.
    """
    town = small_town(burn_in_days=0, days=DAYS, always_open=True, **overrides)
    runs = [numbers_by_batch(town, units, 3 + seed, DAYS, WARM_UP, BATCHES) for seed in range(seeds)]
    return np.concatenate(runs)


def assert_agrees(sample: np.ndarray, theory: float) -> None:
    """Hold a 99.9 % interval by batch means against theory."""
    found = sample_of(sample)
    wide = f"interval too wide to be a test: {found.half_width / found.mean:.4f} of {found.mean}"
    assert found.half_width < 0.01 * found.mean, wide
    assert found.holds(theory), f"{found.mean:.4f} ± {found.half_width:.4f}, theory {theory:.4f}"


NO_ISSUES = {"demand": {"problems_a_day": 0.0}, "communities": {"statutory_a_day": 0.0, "walk_ins_a_day": 0.0}}


def own_line(rates: list[float], staff: list[int], shape: int, hours: float) -> dict:
    """Only departments with own-line work."""
    return NO_ISSUES | {
        "departments": {"own_a_day": rates, "staff": staff, "derived_a_day": 0.0, "transferred_a_day": 0.0},
        "service": {"shape": shape, "own_hours": hours, "meeting_share": 0.0},
    }


def test_mmc():
    hours, staff, utilisation = 0.2, [1, 2, 3, 1], [0.5, 0.7, 0.8, 0.7]
    rates = [24.0 * rho * c / hours for rho, c in zip(utilisation, staff, strict=True)]
    rates = [min(rate, 200.0) for rate in rates]
    sample = batches(6, [FIRST_DEPARTMENT + d for d in range(4)], **own_line(rates, staff, EXPONENTIAL, hours))
    for d in range(4):
        assert_agrees(sample[:, d], mmc_number(staff[d], rates[d] * hours / 24.0))


def test_mg1_with_constant_work():
    hours = 0.12
    rates = [24.0 * rho / hours for rho in (0.4, 0.6, 0.75, 0.85)]
    sample = batches(7, [FIRST_DEPARTMENT + d for d in range(4)], **own_line(rates, [1] * 4, CONSTANT, hours))
    for d, rho in enumerate((0.4, 0.6, 0.75, 0.85)):
        assert_agrees(sample[:, d], mg1_number(rho, 0.0))


EVERY_HOUR = [hour / 24.0 for hour in range(1, 25)]  # problems arise at an even rate: Poisson
FEW_PROBLEMS = {"hour_cumulative": EVERY_HOUR, "further_affected": 0.0, "report_base": 1.0 - 1e-12,
                "channel_reach": 1.0, "channel_delay": 1.0, "severity": 0.0, "refile": 0.0, "explain_share": 0.0, "season": 1.0}  # fmt: skip
MANY = 200  # servers: a station at which nobody waits


def test_two_kinds_of_work():
    """Own line and letters that are taken up at once, one server: Pollaczek and Khinchine."""
    own_hours, own_rate, letters_a_day, letter_hours = 0.2, 48.0, 40.0, 0.25
    world_categories = {
        "authority_cumulative": [0.0, 0.0, 1.0], "grade_cumulative": [0.0, 0.0, 1.0, 1.0],
        "solvability_cumulative": [1.0, 1.0, 1.0], "number_cumulative": [1.0, 1.0, 1.0],
        "lead_cumulative": [0.0, 0.0, 0.0, 1.0], "department_hours": letter_hours,
    }  # fmt: skip
    sample = batches(
        13, [FIRST_DEPARTMENT + 3],
        demand=FEW_PROBLEMS | {"problems_a_day": letters_a_day / 20.0}, categories=world_categories,
        communities={"statutory_a_day": 0.0, "walk_ins_a_day": 0.0},
        streets={"whistle": 0.0, "whistle_solvable": 0.0, "delegated": 0.0, "section_staff": MANY, "desk_positions": MANY,
                 "accuracy": 1.0},
        departments={"own_a_day": [0.0, 0.0, 0.0, own_rate], "staff": 1, "acceptance": 1.0, "derived_a_day": 0.0, "transferred_a_day": 0.0},
        service={"shape": EXPONENTIAL, "own_hours": own_hours, "meeting_share": 0.0, "take_up": 1.0, "letter_tray": 1e12,
                 "quality": 1.0, "letter_hours": 0.0, "piece_hours": 0.0},
    )  # fmt: skip
    rates = (own_rate / 24.0, letters_a_day / 24.0)
    assert_agrees(sample[:, 0], two_kinds_number(rates, (own_hours, letter_hours)))


def test_tandem_with_returns():
    """Community, then verification where nobody waits, then back with chance 1 − quality: Jackson."""
    quality, hours, first = 0.7, 0.3, 36.0
    categories = {
        "authority_cumulative": [1.0, 1.0, 1.0], "grade_cumulative": [0.0, 0.0, 1.0, 1.0],
        "solvability_cumulative": [1.0, 1.0, 1.0], "community_hours": hours, "first_call": 0.0,
    }  # fmt: skip
    sample = batches(
        10, [0, 1],
        demand=FEW_PROBLEMS | {"problems_a_day": [[first / 4.0]] * 2 + [[0.0]] * 3}, categories=categories,
        communities={"statutory_a_day": 0.0, "walk_ins_a_day": 0.0, "staff": [1, 2, 1, 1, 1], "false_closing": 0.0},
        streets={"section_staff": MANY, "desk_positions": MANY, "accuracy": 1.0, "rigour": 1.0},
        departments={"own_a_day": 0.0, "derived_a_day": 0.0, "transferred_a_day": 0.0},
        service={"shape": EXPONENTIAL, "meeting_share": 0.0, "quality": quality, "max_visits": 100},
    )  # fmt: skip
    load = first / 24.0 / quality * hours
    assert_agrees(sample[:, 0], mmc_number(1, load))
    assert_agrees(sample[:, 1], mmc_number(2, load))


def test_contact_desks():
    """One person a desk, constant work: first contacts alone are M/D/1, and come before replies where those are due.

    A row lies twelve days in the office, so that everybody must be replied to a day before it is due after ten: long
    after its contact, so that the two do not meet in one busy spell.
    """
    contact_hours, reply_hours, contacts_a_day = 0.3, 0.18, (50.0, 36.0)  # by street
    rates = [[0.0] * 4 for _ in range(COMMUNITIES)]
    rates[0], rates[3] = [contacts_a_day[0] / 4.0] * 4, [contacts_a_day[1] / 4.0] * 4
    categories = {
        "authority_cumulative": [1.0, 1.0, 1.0], "grade_cumulative": [0.0, 0.0, 1.0, 1.0],
        "solvability_cumulative": [1.0, 1.0, 1.0], "community_hours": 0.1, "first_call": 0.0,
    }  # fmt: skip
    sample = batches(
        6, [-STREETS, 1 - STREETS], two_districts=True,
        demand=FEW_PROBLEMS | {"problems_a_day": rates}, categories=categories,
        communities={"statutory_a_day": 0.0, "walk_ins_a_day": 0.0, "staff": MANY},
        streets={"section_staff": MANY, "accuracy": 1.0, "layers": 1.0, "committee_days": 0.0, "desk_every_day": [0, 1]},
        departments={"own_a_day": 0.0, "derived_a_day": 0.0, "transferred_a_day": 0.0},
        service={"contact_hours": contact_hours, "reply_hours": reply_hours, "meeting_share": 0.0, "quality": 1.0,
                 "layer_hours": 288.0, "layer_loss": 0.0},
        deadlines={"grade_hours": [2.0, 24.0, 240.0, 360.0]}, districts={"ranking": [0.0, 1.0]},
    )  # fmt: skip
    assert_agrees(sample[:, 0], mg1_number(contacts_a_day[0] / 24.0 * contact_hours, 0.0))
    rate = contacts_a_day[1] / 24.0
    assert_agrees(sample[:, 1], two_class_number((rate, rate), (contact_hours, reply_hours), 0.0))
