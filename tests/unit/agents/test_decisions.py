"""What institutions decide, number by number: every function of `agents/decisions.py` against pencil and paper."""

from math import inf, sqrt

import numpy as np
import pytest

from agents import decisions

SHARES = np.linspace(0.0, 1.0, 11)


def rising(values) -> bool:
    return bool((np.diff(values) > 0.0).all())


def test_share_of_the_way_by_hand():
    # half of the way in 30 days; in 15 days 1 − 0.5^0.5 = 1 − 0.70711; in 60 days 1 − 0.5² = 0.75
    assert decisions.share_of_the_way(0.5, 30.0, 30.0) == 0.5
    assert decisions.share_of_the_way(0.5, 15.0, 30.0) == pytest.approx(1.0 - 0.7071068)
    assert decisions.share_of_the_way(0.5, 60.0, 30.0) == 0.75


def test_share_of_the_way_edges():
    assert decisions.share_of_the_way(0.0, 7.0, 30.0) == 0.0
    assert decisions.share_of_the_way(0.3, 0.0, 30.0) == 0.0  # no time has passed
    assert decisions.share_of_the_way(1.0, 7.0, 30.0) == 1.0  # who goes all the way is there at once
    assert rising([decisions.share_of_the_way(0.3, days, 7.0) for days in range(20)])


@pytest.mark.parametrize("rhythm", [1, 3, 10])
def test_share_of_the_way_does_not_depend_on_the_rhythm(rhythm):
    left = 1.0
    for _ in range(30 // rhythm):
        left *= 1.0 - decisions.share_of_the_way(0.4, rhythm, 30.0)
    assert left == pytest.approx(0.6)


def test_within():
    assert [decisions.within(x) for x in (-0.1, 0.0, 0.4, 1.0, 1.1)] == [0.0, 0.0, 0.4, 1.0, 1.0]
    assert decisions.within(0.01, 0.05, 0.95) == 0.05 and decisions.within(0.99, 0.05, 0.95) == 0.95


def test_best_response_by_hand():
    # √0.25 + 0.5 = 1, squared 1; 1 ÷ (1 + 0.75) = 0.571429
    assert decisions.best_response(0.25, 0.5) == pytest.approx(1.0 / 1.75)
    # the same at half the cost: 1 ÷ (1 + 0.75 × 0.25) = 1 ÷ 1.1875
    assert decisions.best_response(0.25, 0.5, 0.5) == pytest.approx(1.0 / 1.1875)


def test_best_response_edges():
    for baseline in (0.0, 0.05, 0.35, 0.5, 1.0):
        assert decisions.best_response(baseline, 0.0) == pytest.approx(baseline, abs=1e-15)
    assert decisions.best_response(0.35, 0.3, 0.0) == 1.0  # what costs nothing is done in full
    assert rising([decisions.best_response(0.35, gain) for gain in SHARES])
    assert rising([decisions.best_response(0.35, 0.2, cost) for cost in SHARES[::-1]])
    assert all(0.0 <= decisions.best_response(0.35, gain) <= 1.0 for gain in (0.0, 3.0, 100.0))


@pytest.mark.parametrize(("baseline", "gain", "cost"), [(0.35, 0.2, 1.0), (0.5, 0.6, 0.7), (0.8, 0.1, 0.3)])
def test_best_response_is_the_best(baseline, gain, cost):
    """It maximises (√x₀ + g) √x + √(1 − x₀) c √(1 − x), on a fine grid."""
    x = np.linspace(0.0, 1.0, 100_001)
    worth = (sqrt(baseline) + gain) * np.sqrt(x) + sqrt(1.0 - baseline) * cost * np.sqrt(1.0 - x)
    assert decisions.best_response(baseline, gain, cost) == pytest.approx(x[np.argmax(worth)], abs=2e-5)


def test_showing_up_by_hand():
    # 0.6 × 0.34 × (1 − 0.7) + 0.4 × ½ × (1 − 0.5) = 0.0612 + 0.1
    assert decisions.showing_up(0.4, 0.34, 0.7, 0.5) == pytest.approx(0.1612)


def test_showing_up_edges():
    assert decisions.showing_up(0.4, 0.34, 1.0, 1.0) == 0.0  # nothing is missing
    assert decisions.showing_up(1.0, 0.34, 0.0, 0.5) == 0.25  # only the street's score counts: ½ × ½
    assert decisions.showing_up(0.0, 0.34, 0.5, 0.0) == pytest.approx(0.17)  # only the platform's
    assert rising([-decisions.showing_up(0.4, 0.34, s, 0.5) for s in SHARES])
    assert rising([-decisions.showing_up(0.4, 0.34, 0.5, s) for s in SHARES])


def test_solving_by_hand():
    # platform 0.33 × (1 − 0.6) + 0.33 × (1 − 0.5) = 0.132 + 0.165 = 0.297; 0.6 × 0.297 + 0.4 × ½ × 0.4 = 0.1782 + 0.08
    assert decisions.solving(0.4, 0.33, 0.33, 0.6, 0.5) == pytest.approx(0.2582)


def test_solving_edges():
    assert decisions.solving(0.4, 0.33, 0.33, 1.0, 1.0) == 0.0
    assert decisions.solving(1.0, 0.33, 0.33, 0.5, 0.0) == 0.25  # the street does not ask the reporter
    assert rising([-decisions.solving(0.4, 0.33, 0.33, s, 0.5) for s in SHARES])
    assert rising([-decisions.solving(0.4, 0.33, 0.33, 0.5, s) for s in SHARES])


def test_stake():
    assert decisions.stake(0.5, 0.33, 0.4) == pytest.approx(0.066)  # 0.5 × 0.33 × 0.4
    for without in ((0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0)):
        assert decisions.stake(*without) == 0.0  # any of the three alone takes away all of it


def test_passed_down_by_hand():
    # tray half full, gain 0.3; held back 0.3 × 0.2 by the gate: 0.8 × (1 + 0.15 − 0.06) = 0.8 × 1.09
    assert decisions.passed_down(0.8, 0.5, 0.3, 0.06) == pytest.approx(0.872)
    # proposals followed by half and seen by 0.4 hold back 0.5 × 0.2 more: 0.8 × (1 + 0.15 − 0.06 − 0.1)
    assert decisions.passed_down(0.8, 0.5, 0.3, 0.06 + 0.1) == pytest.approx(0.792)


def test_passed_down_edges():
    assert decisions.passed_down(0.8, 0.9, 0.0, 0.0) == 0.8  # neither relief nor anything that holds back
    assert decisions.passed_down(0.8, 1.0, 0.9, 0.0) == 1.0  # never more than all of it
    assert decisions.passed_down(0.8, 0.0, 0.3, 2.0) == 0.0  # nor less than nothing
    assert rising([decisions.passed_down(0.5, tray, 0.3, 0.06) for tray in SHARES])
    assert rising([-decisions.passed_down(0.5, 0.2, 0.3, held) for held in SHARES])


def test_relabelled_by_hand():
    # 0.1 + 0.9 × 0.5 × 0.4 × (1 − 0.25) = 0.1 + 0.135
    assert decisions.relabelled(0.1, 0.5, 0.4, 0.25) == pytest.approx(0.235)


def test_relabelled_edges():
    assert decisions.relabelled(0.1, 0.0, 0.9, 0.0) == decisions.relabelled(0.1, 0.5, 0.0, 0.0) == 0.1
    assert decisions.relabelled(0.1, 0.5, 0.9, 1.0) == 0.1  # everything is noticed: no use
    assert decisions.relabelled(0.0, 0.5, 1.0, 0.0) == 0.5 and decisions.relabelled(1.0, 0.5, 1.0, 0.0) == 1.0
    assert decisions.relabelled(0.1, 5.0, 1.0, 0.0) == 1.0  # never more than all of it
    assert rising([decisions.relabelled(0.1, 0.5, refused, 0.4) for refused in SHARES])
    assert rising([-decisions.relabelled(0.1, 0.5, 0.6, strictness) for strictness in SHARES])


def test_answerable_by_hand():
    # 0.2 + 0.8 × 0.5 × 0.25 = 0.3
    assert decisions.answerable(0.2, 0.5, 0.25) == pytest.approx(0.3)


def test_answerable_edges():
    assert decisions.answerable(0.2, 0.0, 0.9) == 0.2  # no right to propose anything
    assert decisions.answerable(0.2, 1.0, 0.0) == 0.2  # nothing was missing
    assert decisions.answerable(0.0, 1.0, 1.0) == decisions.answerable(1.0, 0.5, 0.5) == 1.0
    assert rising([decisions.answerable(0.2, followed, 0.4) for followed in SHARES])
    assert rising([decisions.answerable(0.2, 0.5, missing) for missing in SHARES])


def test_worth_of_whistling_by_hand():
    # 20 whistles' worth of prior 0.35 and 10 whistles worth 8 together: (7 + 8) ÷ 30
    assert decisions.worth_of_whistling(0.35, 20.0, 8.0, 10.0) == 0.5


def test_worth_of_whistling_edges():
    assert decisions.worth_of_whistling(0.35, 20.0, 0.0, 0.0) == pytest.approx(0.35)  # no experience
    assert decisions.worth_of_whistling(0.01, 0.0, 0.0, 0.0) == 0.01  # neither memory nor experience: the prior
    assert decisions.worth_of_whistling(0.35, 20.0, -50.0, 50.0) == decisions.LEAST
    assert decisions.worth_of_whistling(0.9, 20.0, 1e6, 1e6) == decisions.MOST
    assert rising([decisions.worth_of_whistling(0.35, 20.0, worth, 10.0) for worth in range(10)])
    near = [abs(decisions.worth_of_whistling(0.35, memory, 8.0, 10.0) - 0.35) for memory in (1.0, 20.0, 1000.0)]
    assert rising(near[::-1])  # a long memory holds on to its prior


def test_rank_pressure_by_hand():
    # second of five: behind 1 ÷ 4; 0.8 × 0.5 × (½ + ½ × ¼) = 0.4 × 0.625
    assert decisions.rank_pressure(0.8, 0.5, 2, 5) == pytest.approx(0.25)


def test_rank_pressure_edges():
    assert decisions.rank_pressure(1.0, 1.0, 1, 8) == 0.5 and decisions.rank_pressure(1.0, 1.0, 8, 8) == 1.0
    assert decisions.rank_pressure(1.0, 1.0, 1, 1) == 0.75  # alone: in the middle
    assert decisions.rank_pressure(1.0, 0.0, 8, 8) == decisions.rank_pressure(0.0, 1.0, 8, 8) == 0.0
    assert rising([decisions.rank_pressure(0.5, 1.0, place, 8) for place in range(1, 9)])


def test_made_up():
    # 0.2 + 0.8 × 0.6 × 0.5 = 0.44
    assert decisions.made_up(0.2, 0.6, 0.5) == pytest.approx(0.44)
    assert decisions.made_up(0.2, 0.0, 0.5) == decisions.made_up(0.2, 0.6, 0.0) == 0.2
    assert decisions.made_up(1.0, 0.6, 1.0) == decisions.made_up(0.2, 1.0, 1.0) == 1.0
    assert rising([decisions.made_up(0.2, 0.6, pressure) for pressure in SHARES])


def test_tempted():
    # 0.15 + 0.85 × 0.2 × 0.5 × (1 − 0.44) = 0.15 + 0.0476
    assert decisions.tempted(0.15, 0.2, 0.5, 0.44) == pytest.approx(0.1976)
    assert decisions.tempted(0.15, 0.0, 0.5, 0.2) == decisions.tempted(0.15, 0.2, 0.0, 0.2) == 0.15
    assert decisions.tempted(0.15, 1.0, 1.0, 1.0) == 0.15  # nothing gets past a rigorous verification
    assert decisions.tempted(0.15, 1.0, 1.0, 0.0) == 1.0
    assert rising([decisions.tempted(0.15, 0.2, pressure, 0.2) for pressure in SHARES])
    assert rising([-decisions.tempted(0.15, 0.2, 0.5, rigour) for rigour in SHARES])


def test_next_skill_by_hand():
    # 100 cases a person, a tenth of the way to 1, a hundredth lost of what is above 0.3:
    # 0.5 + 0.1 × 0.5 − 0.01 × 0.2 = 0.548
    assert decisions.next_skill(0.5, 0.1, 100.0, 0.0, 0.0, 0.01, 0.3) == pytest.approx(0.548)
    # and 100 hours of training, a fifth of what is left after the cases: 0.1 + 0.9 × 0.2 = 0.28 of the way
    assert decisions.next_skill(0.5, 0.1, 100.0, 0.2, 100.0, 0.01, 0.3) == pytest.approx(0.5 + 0.28 * 0.5 - 0.002)
    # 50 hours alone: 1 − 0.8^½ = 0.105573 of the way
    assert decisions.next_skill(0.5, 0.1, 0.0, 0.2, 50.0, 0.0, 0.3) == pytest.approx(0.5 + 0.5 * 0.1055728)


def test_next_skill_edges():
    def after(cases=0.0, trained=0.0, loss=0.0, gain=0.1, training_gain=0.2):
        return decisions.next_skill(0.5, gain, cases, training_gain, trained, loss, 0.3)

    assert after(cases=100.0, gain=0.0) == 0.5 and after(trained=100.0, training_gain=0.0) == 0.5
    assert after() == 0.5  # no cases, no training, no turnover
    assert after(loss=1.0) == pytest.approx(0.3)  # all are new
    assert after(cases=inf) == 1.0 == after(trained=inf)
    assert rising([after(cases=cases, loss=0.01) for cases in range(0, 500, 50)])
    assert rising([after(trained=hours, loss=0.01) for hours in range(0, 500, 50)])
    assert rising([-after(cases=50.0, trained=20.0, loss=loss) for loss in SHARES])


def test_team_target():
    # reviewed every 364 days at stakes 0.5: ½ + ½ × 0.5 × 182 ÷ 364 = 0.625; half-yearly 0.75
    assert decisions.team_target(0.5, 364.0, 0.35, False) == pytest.approx(0.625)
    assert decisions.team_target(0.5, 182.0, 0.35, False) == decisions.team_target(0.5, 30.0, 0.35, False) == 0.75
    assert decisions.team_target(0.5, 0.0, 0.35, False) == 0.35  # nobody reviews it
    assert decisions.team_target(0.0, 182.0, 0.35, False) == 0.5  # nothing hangs on the review
    assert rising([decisions.team_target(stakes, 182.0, 0.35, False) for stakes in SHARES])


def test_team_target_with_a_hearing():
    # alone it counts as half a review, ½ + ½ × 0.5 × ½; with a review in 728 days ¼ + ½: ½ + ½ × 0.5 × ¾
    assert decisions.team_target(0.5, 0.0, 0.35, True) == pytest.approx(0.625)
    assert decisions.team_target(0.5, 728.0, 0.35, True) == pytest.approx(0.6875)
    assert decisions.team_target(0.5, 182.0, 0.35, True) == 0.75  # at most one
    assert decisions.team_target(0.0, 0.0, 0.35, True) == 0.5  # nothing hangs on it, but somebody looks


def test_is_rotated():
    assert decisions.is_rotated(20.0, 9.0, 0.5) and not decisions.is_rotated(20.0, 10.0, 0.5)  # 0.45 and 0.5
    assert not decisions.is_rotated(9.0, 0.0, 0.5)  # too few cases to judge
    assert not decisions.is_rotated(20.0, 0.0, 0.0)  # never
    assert not decisions.is_rotated(0.0, 0.0, 1.0)


def test_composite():
    # 0.30 × 0.9 + 0.35 × 0.6 + 0.35 × 0.8 = 0.27 + 0.21 + 0.28
    assert decisions.composite(0.9, 0.6, 0.8) == pytest.approx(0.76)
    assert decisions.composite(1.0, 1.0, 1.0) == pytest.approx(1.0) and decisions.composite(0.0, 0.0, 0.0) == 0.0


def test_attention_by_hand():
    # 0.6 × (1 − 0.5 × 0.4) = 0.48
    assert decisions.attention(0.6, 0.5, 0.4) == pytest.approx(0.48)


def test_attention_edges():
    assert decisions.attention(0.6, 0.5, 0.0) == decisions.attention(0.6, 0.0, 1.0) == 0.6
    assert decisions.attention(0.6, 1.0, 1.0) == decisions.LEAST  # weights are positive
    assert decisions.attention(0.01, 1.0, 1.0) == 0.01  # never more than without pressure


def test_overtime_by_hand():
    # 7 h × 0.3 × 0.5 = 1.05 h: four quarters; × 0.6 = 1.26 h: five
    assert (decisions.overtime(7.0, 0.3, 0.5), decisions.overtime(7.0, 0.3, 0.6)) == (1.0, 1.25)


def test_overtime_edges():
    assert decisions.overtime(7.0, 0.1, 0.0) == decisions.overtime(7.0, 0.0, 1.0) == 0.0
    assert decisions.overtime(7.0, 0.1, 0.17) == 0.0  # 0.119 h: less than half a quarter of an hour
    assert decisions.overtime(7.0, 0.1, 1.0) == 0.75  # never more than a share of the day, to the nearest quarter


def test_every_function_of_the_module_has_its_test():
    own = {name for name, f in vars(decisions).items() if getattr(f, "__module__", "") == decisions.__name__}
    tested = " ".join(name for name in globals() if name.startswith("test_"))
    assert [name for name in sorted(own) if name not in tested] == []
