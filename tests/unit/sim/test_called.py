"""What departments are asked for: appointments until one is kept, letters and reminders, by hand and by drawing."""

import numpy as np
import pytest

from scenarios.base_rules import Built
from scenarios.compile import build_world
from scenarios.place import load_place
from sim.called import Assigned, Whistled
from sim.involvement import Involvement, involvement, until_kept


@pytest.fixture(scope="module")
def built() -> Built:
    return build_world(load_place("classroom"), -300, 500)


def test_appointments_until_one_is_kept_by_hand():
    asked, kept = until_kept(np.array([1.0, 0.5, 0.0]), 3)
    assert asked == pytest.approx([1.0, 1.0 + 0.5 + 0.25, 3.0])
    assert kept == pytest.approx([1.0, 0.875, 0.0])


def test_departments_come_as_often_as_the_rule_of_the_flow_has_it():
    """One case of two departments and one of three, against appointments that are drawn."""
    come, most = np.array([0.9, 0.6, 0.8]), 3
    pair, trio = np.zeros((3, 3)), np.zeros((3, 3, 3))
    pair[0, 1], trio[2, 0, 1] = 0.3, 0.7
    trips, done = Involvement(np.zeros(3), pair, trio).called_until(come, most)
    luck = np.random.default_rng(1).uniform(size=(200_000, most, 3)) < come
    for needed, share in (([0, 1], 0.3), ([0, 1, 2], 0.7)):
        held = luck[:, :, needed].all(axis=2)
        still = np.concatenate([np.ones((len(held), 1), bool), ~np.logical_or.accumulate(held, axis=1)[:, :-1]], axis=1)
        trips[needed] -= share * (luck[:, :, needed] & still[:, :, None]).sum(axis=1).mean(axis=0)
        done[needed] -= share * held.any(axis=1).mean()
    assert trips == pytest.approx(np.zeros(3), abs=0.01)
    assert done == pytest.approx(np.zeros(3), abs=0.01)


def hours(built, **service):
    """Hours of one whistle a street and category, of work with travel and in vain."""
    rules = built.rules._replace(service=built.rules.service._replace(**service))
    found = Whistled(rules, built.world, involvement(rules.categories))
    cases = np.ones((len(rules.streets.staff), len(rules.categories.ambiguity)))
    return found.hours(cases, 0.0 * cases), found.hours(0.0 * cases, cases)


def test_where_everybody_comes_nobody_comes_in_vain(built: Built) -> None:
    (work, in_vain), (alone, alone_in_vain) = hours(built, no_show=0.0)
    assert not in_vain.any() and not alone_in_vain.any()
    rules = built.rules
    called = np.array([x.expected() for x in involvement(rules.categories)])
    size = len(rules.departments.staff)
    pair = np.minimum(2, rules.departments.staff) * rules.departments.travel_hours
    each = len(rules.streets.staff) * called[:, :size]
    expected = (each * (rules.categories.department_hours[:, None] + pair[None, :size])).sum(axis=0)
    assert work == pytest.approx(expected)
    assert (alone < work).all()


def test_who_alone_is_called_never_waits_for_others(built: Built) -> None:
    """It may be missing, and has then not travelled."""
    (work, in_vain), (alone, alone_in_vain) = hours(built, no_show=0.5)
    assert (in_vain > 0.0).all() and alone_in_vain == pytest.approx(np.zeros(len(alone)), abs=1e-9)
    (whole, _), (whole_alone, _) = hours(built, no_show=0.0)
    assert (work < whole).all() and (alone < whole_alone).all()  # some end with the last appointment missed
    assert (hours(built, no_show=0.5, patience=2.0)[0][1] > in_vain).all()


def test_a_committee_with_standing_is_not_stood_up(built: Built) -> None:
    streets = built.rules.streets._replace(authority=np.ones(len(built.rules.streets.staff)))
    assert not hours(built._replace(rules=built.rules._replace(streets=streets)), no_show=0.5)[0][1].any()


def letters(built: Built, **service):
    rules = built.rules._replace(service=built.rules.service._replace(**service))
    return Assigned(rules, built.world, involvement(rules.categories)), rules


def test_reminders_by_hand(built: Built) -> None:
    """A letter to one department, taken up at one ask in two: 1/2 + 1/4 + 1/8 reminders of three."""
    assigned, rules = letters(built, reminders=3)
    cases = np.ones((len(rules.streets.staff), len(rules.categories.ambiguity)))
    number = assigned.reminded(cases, np.zeros(len(rules.departments.staff))) / 3.0  # nobody takes one up: 3 each
    served = np.full(len(rules.departments.staff), 1.0 - 0.5**4)
    assert assigned.reminded(cases, served) == pytest.approx((0.5 + 0.25 + 0.125) * number)
    assert not assigned.reminded(cases, np.ones(len(served))).any()
    assert not letters(built, reminders=0)[0].reminded(cases, served).any()


def test_letters_returned_by_hand(built: Built) -> None:
    assigned, rules = letters(built, max_returns=2)
    cases = np.ones((len(rules.streets.staff), len(rules.categories.ambiguity)))
    number = assigned.reminded(cases, np.zeros(len(rules.departments.staff))) / rules.service.reminders
    acceptance = float(rules.departments.acceptance[0])
    assert (rules.departments.acceptance == acceptance).all()
    chance = rules.categories.ambiguity * (1.0 - acceptance)
    assert assigned.returned(cases) == pytest.approx((chance + chance**2) * number)
