"""Sentences of the institution, number by number: `sim/kernel/choices.py` against pencil and paper."""

from math import exp, log, nan

import numpy as np
import pytest

from sim.kernel import choices
from sim.stages import Family, Grade, Level, Solvability

SHARES = np.linspace(0.0, 1.0, 11)


def rising(values) -> bool:
    return bool((np.diff(values) > 0.0).all())


def test_logistic():
    assert choices.logistic(0.0) == 0.5
    assert choices.logistic(log(3.0)) == pytest.approx(0.75)  # odds of 3 to 1
    assert choices.logistic(-700.0) >= 0.0 and choices.logistic(700.0) <= 1.0


def report(reach=1.0, base=0.5, severity=0.0, activity=0.0, trust=0.5, w_trust=1.0, aware=0.5, w_aware=1.0):
    return choices.report_probability(reach, base, severity, activity, trust, w_trust, aware, w_aware)


@pytest.mark.clause("F5")
def test_report_probability_by_hand():
    # odds 0.25 ÷ 0.75 = 1 ÷ 3; severity ln 2, activity ln 1.5: odds 1; trust + 0.5 at weight 1, awareness − 0.5: none left
    p = report(0.9, 0.25, log(2.0), log(1.5), trust=1.0, aware=0.0)
    assert p == pytest.approx(0.45)  # 0.9 × ½
    # trust and awareness both a half above the middle, weights 1 and 2: odds 1 ÷ 3 × e^(0.5 + 1)
    odds = exp(1.5) / 3.0
    assert report(1.0, 0.25, trust=1.0, aware=1.0, w_aware=2.0) == pytest.approx(odds / (1.0 + odds))


def test_report_probability_edges():
    assert report(base=0.45) == pytest.approx(0.45)  # the middle of everything
    assert report(base=0.45, trust=0.9, aware=0.1, w_trust=0.0, w_aware=0.0) == pytest.approx(0.45)
    assert report(reach=0.0) == 0.0
    for name in ("reach", "severity", "activity", "trust", "aware"):
        assert rising([report(**{name: x}) for x in SHARES]), name


def test_shifted():
    # odds 0.6 ÷ 0.4 = 1.5, doubled 3: 0.75
    assert choices.shifted(0.6, log(2.0)) == pytest.approx(0.75)
    assert choices.shifted(0.62, 0.0) == 0.62  # exactly
    assert choices.shifted(0.0, 3.0) == 0.0 and choices.shifted(1.0, -3.0) == 1.0  # what is certain stays so
    assert choices.shifted(choices.shifted(0.3, 0.7), -0.7) == pytest.approx(0.3)
    assert rising([choices.shifted(0.6, x) for x in (-2.0, -0.1, 0.0, 0.1, 2.0)])


@pytest.mark.clause("F6")
def test_tray_effect():
    # 70 hours for 2 people of 7 hours a day: 5 days; 5 ÷ (5 + 10)
    assert choices.tray_effect(70.0, 2, 7.0, 10.0) == pytest.approx(1.0 / 3.0)
    assert choices.tray_effect(140.0, 2, 7.0, 10.0) == 0.5  # half of the effect at the days that say so
    assert choices.tray_effect(0.0, 2, 7.0, 10.0) == 0.0
    assert choices.tray_effect(70.0, 2, 7.0, 0.0) == 0.0  # switched off
    assert choices.tray_effect(70.0, 0, 7.0, 10.0) == 0.0  # nobody is there
    assert rising([choices.tray_effect(hours, 2, 7.0, 10.0) for hours in range(0, 500, 50)])
    assert choices.tray_effect(1e9, 1, 7.0, 10.0) < 1.0


def test_refile_probability():
    # 0.3 × (1 + 1 × (0.9 − 0.5)) = 0.42
    assert choices.refile_probability(0.3, 0.9, 1.0) == pytest.approx(0.42)
    assert choices.refile_probability(0.3, 0.9, 0.0) == 0.3
    assert choices.refile_probability(0.3, 0.5, 2.0) == 0.3
    assert choices.refile_probability(0.9, 1.0, 2.0) == 1.0 and choices.refile_probability(0.9, 0.0, 4.0) == 0.0
    assert rising([choices.refile_probability(0.3, trust, 1.0) for trust in SHARES])


def test_petition_probability():
    assert choices.petition_probability(0.06, 0.25) == pytest.approx(0.045)  # 0.06 × 0.75
    assert choices.petition_probability(0.06, 1.0) == 0.0 == choices.petition_probability(0.0, 0.2)
    assert choices.petition_probability(0.06, 0.0) == 0.06
    assert rising([-choices.petition_probability(0.06, trust) for trust in SHARES])


def test_speaks_for_many():
    assert [choices.speaks_for_many(reports, 3) for reports in (0, 2, 3, 9)] == [False, False, True, True]
    assert not choices.speaks_for_many(50, 0)  # switched off


def test_next_expectation():
    # from 8 days, after waiting 2, half of the way on the scale of ratios: 8 × (1 ÷ 4)^½ = 4
    assert choices.next_expectation(8.0, 2.0, 0.5) == pytest.approx(4.0)
    assert choices.next_expectation(8.0, 32.0, 0.5) == pytest.approx(16.0)
    assert choices.next_expectation(8.0, 2.0, 0.0) == 8.0
    assert choices.next_expectation(8.0, 2.0, 1.0) == pytest.approx(2.0)
    assert choices.next_expectation(8.0, 0.0, 1.0) == pytest.approx(1.0 / 24.0)  # at least an hour
    assert rising([choices.next_expectation(8.0, waited, 0.1) for waited in (0.1, 1.0, 8.0, 30.0)])


def test_next_trust():
    # 0.6 + 0.1 × (1 − 0.6) = 0.64; 0.6 − 0.1 × 0.6 = 0.54
    assert choices.next_trust(0.6, True, 0.1) == pytest.approx(0.64)
    assert choices.next_trust(0.6, False, 0.1) == pytest.approx(0.54)
    assert choices.next_trust(0.6, True, 0.0) == choices.next_trust(0.6, False, 0.0) == 0.6
    assert choices.next_trust(0.6, True, 1.0) == pytest.approx(1.0) and choices.next_trust(0.6, False, 1.0) == 0.0


def test_treated():
    # 35 hours among 7,000 residents at 0.04: e^(−0.04 × 5) = e^−0.2
    assert choices.treated(1.0, 35.0, 7000.0, 0.04, 0.35) == pytest.approx(0.8187308)
    assert choices.treated(0.9, 0.0, 7000.0, 0.04, 0.35) == choices.treated(0.9, 35.0, 7000.0, 0.0, 0.35) == 0.9
    assert choices.treated(1.0, 1e6, 7000.0, 0.04, 0.35) == 0.35
    assert choices.treated(0.3, 35.0, 7000.0, 0.04, 0.35) == 0.3  # a floor does not lift what is below it
    assert rising([-choices.treated(1.0, hours, 7000.0, 0.04, 0.35) for hours in range(0, 150, 15)])


def test_treatment_adds_up():
    twice = choices.treated(choices.treated(1.0, 10.0, 5000.0, 0.04, 0.35), 25.0, 5000.0, 0.04, 0.35)
    assert twice == pytest.approx(choices.treated(1.0, 35.0, 5000.0, 0.04, 0.35))


def test_is_urgent():
    assert choices.is_urgent(Grade.EMERGENCY, 0)
    assert not choices.is_urgent(Grade.EMERGENCY, 1) and not choices.is_urgent(Grade.URGENT, 0)


@pytest.mark.clause("F4")
def test_finds_not_its_duty():
    # 0.3 × (1 − 0.6) = 0.12; where the committee stands for a quarter 0.12 × 0.75
    assert choices.finds_not_its_duty(0.3, 0.6, 0.0) == pytest.approx(0.12)
    assert choices.finds_not_its_duty(0.3, 0.6, 0.25) == pytest.approx(0.09)
    assert choices.finds_not_its_duty(0.3, 1.0, 0.0) == choices.finds_not_its_duty(0.0, 0.0, 0.0) == 0.0
    assert choices.finds_not_its_duty(1.0, 0.0, 1.0) == 0.0  # nobody disputes what the committee asks
    assert rising([-choices.finds_not_its_duty(0.3, acceptance, 0.2) for acceptance in SHARES])
    assert rising([-choices.finds_not_its_duty(0.3, 0.6, authority) for authority in SHARES])


@pytest.mark.parametrize(
    ("authority", "solvability", "grade", "departments", "major"),
    [
        (Level.COMMUNITY, Solvability.HISTORIC, Grade.COMPLEX, 3, False),  # what the community settles never is one
        (Level.STREET, Solvability.HISTORIC, Grade.ORDINARY, 1, True),  # policy or money
        (Level.DEPARTMENT, Solvability.HISTORIC, Grade.URGENT, 1, True),
        (Level.STREET, Solvability.SOLVABLE, Grade.COMPLEX, 2, True),  # complex, of several departments
        (Level.DEPARTMENT, Solvability.UNREASONABLE, Grade.COMPLEX, 3, True),
        (Level.DEPARTMENT, Solvability.SOLVABLE, Grade.COMPLEX, 1, False),  # complex, of one
        (Level.DEPARTMENT, Solvability.SOLVABLE, Grade.ORDINARY, 3, False),  # of several, not complex
    ],
)
def test_is_major(authority, solvability, grade, departments, major):
    assert choices.is_major(authority, solvability, grade, departments) == major


def test_next_meeting_day():
    # hour 100 is on day 4: of meetings on days 0, 7, 14, … the next is on day 7, of those every 2 days on day 6
    assert choices.next_meeting_day(100.0, 7.0) == 7.0 and choices.next_meeting_day(100.0, 2.0) == 6.0
    assert choices.next_meeting_day(0.0, 7.0) == 7.0  # strictly after: day 0 has begun
    assert choices.next_meeting_day(167.9, 7.0) == 7.0 and choices.next_meeting_day(168.0, 7.0) == 14.0
    assert choices.next_meeting_day(-0.1, 7.0) == 0.0 and choices.next_meeting_day(-168.0, 7.0) == 0.0
    assert choices.next_meeting_day(100.0, 1.0) == 5.0
    waits = [24.0 * choices.next_meeting_day(t, 7.0) - t for t in np.arange(-400.0, 400.0, 0.5)]
    assert min(waits) > 0.0 and max(waits) == 168.0
    assert np.mean(waits) == pytest.approx(84.0, rel=0.02)  # half an interval on average


def test_share_garbled_by_hand():
    # 0.1 a layer, halved by an hour of reporting where half = 1: 1 − 0.95² = 0.0975; without reporting 1 − 0.9² = 0.19
    assert choices.share_garbled(2.0, 0.1, 1.0, 1.0) == pytest.approx(0.0975)
    assert choices.share_garbled(2.0, 0.1, 0.0, 1.0) == pytest.approx(0.19)


def test_share_garbled_edges():
    assert choices.share_garbled(0.0, 0.1, 0.0, 1.0) == choices.share_garbled(3.0, 0.0, 0.0, 1.0) == 0.0
    assert choices.share_garbled(1.0, 1.0, 0.0, 1.0) == 1.0  # lost with certainty
    assert rising([choices.share_garbled(layers, 0.1, 1.0, 1.0) for layers in range(7)])
    assert rising([choices.share_garbled(3.0, loss, 1.0, 1.0) for loss in SHARES])
    assert rising([-choices.share_garbled(3.0, 0.1, hours, 1.0) for hours in range(8)])


def test_is_dispatched():
    assert choices.is_dispatched(1, Family.ENFORCEMENT)
    assert not choices.is_dispatched(0, Family.ENFORCEMENT)
    assert not choices.is_dispatched(1, Family.KEY_WORK) and not choices.is_dispatched(1, Family.EMERGENCY)


def test_shown_by_evidence():
    # verification insists on 0.2; half an hour of evidence where half = 0.5 shows half of the other 0.8
    assert choices.shown_by_evidence(0.2, 0.5, 0.5) == pytest.approx(0.6)
    assert choices.shown_by_evidence(0.2, 1.5, 0.5) == pytest.approx(0.8)  # three quarters of it: 0.2 + 0.6
    assert choices.shown_by_evidence(0.2, 0.0, 0.5) == choices.shown_by_evidence(0.2, 0.0, 0.0) == 0.2
    assert choices.shown_by_evidence(1.0, 0.5, 0.5) == 1.0
    assert rising([choices.shown_by_evidence(0.2, hours, 0.5) for hours in SHARES])
    assert choices.shown_by_evidence(0.2, 1e6, 0.5) < 1.0  # something always stays hidden


def test_lenient():
    # 0.6 + 0.3 × 0.4 = 0.72
    assert choices.lenient(0.6, 0.3) == pytest.approx(0.72)
    assert choices.lenient(0.6, 0.0) == 0.6  # the mark that is due
    assert choices.lenient(1.0, 0.3) == choices.lenient(0.0, 1.0) == 1.0
    assert rising([choices.lenient(0.6, leniency) for leniency in SHARES])
    assert rising([choices.lenient(score, 0.3) for score in SHARES])  # never so lenient that marks change places


def test_truly_solved():
    assert choices.truly_solved(False, Solvability.SOLVABLE, 0.6, 0.62, False)
    assert not choices.truly_solved(False, Solvability.SOLVABLE, 0.63, 0.62, False)
    assert not choices.truly_solved(False, Solvability.SOLVABLE, 0.1, 0.62, True)  # reversed
    assert not choices.truly_solved(False, Solvability.UNREASONABLE, 0.0, 1.0, False)
    assert not choices.truly_solved(False, Solvability.HISTORIC, 0.0, 1.0, False)  # not without money
    assert choices.truly_solved(True, Solvability.UNREASONABLE, 1.0, 0.0, True)  # somebody has solved it


def test_reported_solved():
    assert choices.reported_solved(True, False, 1.0, 0.0)
    assert choices.reported_solved(False, False, 0.1, 0.15) and not choices.reported_solved(False, False, 0.2, 0.15)
    assert not choices.reported_solved(False, True, 0.0, 1.0)


def test_says_solved():
    assert choices.says_solved(True, False, 0.97, 0.3) == choices.says_solved(True, True, 0.97, 0.3) == 0.97
    assert choices.says_solved(False, True, 0.97, 0.3) == 0.3
    assert choices.says_solved(False, False, 0.97, 0.3) == 0.0


def test_insist_probability():
    # 0.2 + 0.8 × 0.6 = 0.68
    assert choices.insist_probability(0.2, True, 0.6) == pytest.approx(0.68)
    assert choices.insist_probability(0.2, False, 0.6) == choices.insist_probability(0.2, True, 0.0) == 0.2
    assert choices.insist_probability(1.0, True, 0.6) == 1.0


@pytest.mark.parametrize(
    ("solvability", "lapsed", "insists", "reversed_", "reported", "truly", "on"),
    [
        (Solvability.SOLVABLE, False, True, False, True, False, True),  # a false closing, caught
        (Solvability.SOLVABLE, False, True, False, False, False, True),  # honest, but it could be solved
        (Solvability.HISTORIC, False, True, False, False, False, False),  # honest, and it could not
        (Solvability.HISTORIC, False, True, False, True, False, True),  # could not, yet reported as solved
        (Solvability.SOLVABLE, False, False, False, True, False, False),  # nobody insists
        (Solvability.SOLVABLE, False, True, False, True, True, False),  # it is solved
        (Solvability.SOLVABLE, False, False, True, False, False, True),  # reversed
        (Solvability.SOLVABLE, True, True, True, True, False, False),  # nothing of this after a lapse
    ],
)
def test_goes_on(solvability, lapsed, insists, reversed_, reported, truly, on):
    assert choices.goes_on(solvability, lapsed, insists, reversed_, reported, truly) == on


def satisfied(solved=False, expected=7.0, waited=7.0, contact=0.0, loss=2.0):
    return choices.satisfied_probability(solved, expected, waited, contact, -0.5, 2.0, 0.4, 2.0, loss, 0.6, 0.4)


def test_satisfied_probability_by_hand():
    assert satisfied() == pytest.approx(1.0 / (1.0 + exp(0.5)))  # base alone
    # solved, waited half of what was expected, 0.4 hours of contact: −0.5 + 2 + 0.4 ln 2 + 0.6 × ½ = 1.8 + 0.2772589
    assert satisfied(True, 7.0, 3.5, 0.4) == pytest.approx(1.0 / (1.0 + exp(-2.0772589)))
    # unsolved, waited twice: a loss weighs twice, −0.5 − 0.4 × 2 × ln 2
    assert satisfied(waited=14.0) == pytest.approx(1.0 / (1.0 + exp(0.5 + 0.8 * log(2.0))))


def test_satisfied_probability_edges():
    assert satisfied(waited=0.0) == satisfied(waited=7.0 / exp(2.0))  # clipped
    assert satisfied(waited=1000.0) == satisfied(waited=7.0 * exp(2.0))
    assert satisfied(waited=3.0, loss=1.0) == satisfied(waited=3.0, loss=5.0)  # no loss to be averse to
    assert satisfied(True) > satisfied(False)
    assert rising([satisfied(contact=hours) for hours in SHARES])
    assert rising([-satisfied(waited=days) for days in (1.0, 3.0, 7.0, 14.0, 40.0)])
    assert satisfied(contact=1e9) < choices.logistic(-0.5 + 0.6)  # contact alone never makes up for the outcome


def test_check_in_score():
    assert choices.check_in_score(30.0, 29.0, 10.0) == choices.check_in_score(30.0, 30.0, 10.0) == 1.0
    assert choices.check_in_score(30.0, 50.0, 10.0) == 0.5  # 20 hours allowed, 40 used
    assert choices.check_in_score(30.0, nan, 10.0) == 0.0
    assert rising([-choices.check_in_score(30.0, at, 10.0) for at in (31.0, 40.0, 100.0, 1000.0)])


def test_cooperation_score():
    assert choices.cooperation_score(0, 0) == choices.cooperation_score(0, 1) == 1.0
    assert choices.cooperation_score(1, 3) == 0.25  # one return, two missed appointments: 1 ÷ (1 + 1 + 2)


def test_professional_score():
    assert choices.professional_score(True, False) == 1.0
    assert choices.professional_score(False, False) == 0.5
    assert choices.professional_score(True, True) == 0.0


@pytest.mark.clause("W3")
def test_keeps_appointment_more_often_with_more_effort():
    # of who makes no effort one in five stays away; with a quarter of the effort, 0.2 × 0.75
    assert choices.keeps_appointment(0.2, 0.25, 0.0) == pytest.approx(0.85)
    assert choices.keeps_appointment(0.2, 0.25, 0.5) == pytest.approx(0.925)  # half the standing, half the absence
    assert choices.keeps_appointment(0.2, 1.0, 0.0) == choices.keeps_appointment(0.2, 0.0, 1.0) == 1.0
    assert rising([choices.keeps_appointment(0.2, effort, 0.0) for effort in SHARES])


@pytest.mark.clause("W4")
def test_quickened_by_effort():
    assert choices.quickened(0.35, 0.35) == 1.0  # as at first
    assert choices.quickened(0.675, 0.35) == pytest.approx(0.5)
    assert rising([-choices.quickened(effort, 0.35) for effort in SHARES])
    assert choices.quickened(1.0, 1.0) == 0.0  # nothing is left of who makes every effort from the start


def test_every_function_of_the_module_has_its_test():
    own = {name for name, f in vars(choices).items() if getattr(f, "__module__", "") == choices.__name__}
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    missing = [name for name in sorted(own) if not any(t.startswith(name) for t in tested)]
    assert missing == []
