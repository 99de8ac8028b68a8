"""What institutions decide, as scalar functions: one sentence of docs/behaviour.md each, no state."""

from math import sqrt

LEAST, MOST = 0.02, 0.98  # nobody is ever quite certain


def share_of_the_way(share: float, days: float, per_days: float) -> float:
    """Return how far `days` bring one who goes `share` of the way in `per_days`; the same for any rhythm."""
    return 1.0 - (1.0 - share) ** (days / per_days)


def within(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return the value, or the nearer bound."""
    return min(max(value, low), high)


def best_response(baseline: float, gain: float, cost: float = 1.0) -> float:
    """Share of an effort with concave returns, (√x₀ + gain)² ÷ ((√x₀ + gain)² + (1 − x₀) cost²).

    Maximises (√x₀ + gain) √x + √(1 − x₀) cost √(1 − x): x₀ where nothing is gained (gain 0, cost 1).
    """
    towards = (sqrt(baseline) + gain) ** 2
    return towards / (towards + (1.0 - baseline) * cost**2)


def showing_up(street_share: float, weight: float, check_in: float, cooperation: float) -> float:
    """What a department's score has to gain from coming in time: weights × what is missing to 1."""
    return (1.0 - street_share) * weight * (1.0 - check_in) + street_share * 0.5 * (1.0 - cooperation)


def solving(
    street_share: float, solved_weight: float, satisfied_weight: float, professional: float, satisfied: float
) -> float:
    """What a department's score has to gain from solving: weights × what is missing to 1."""
    platform = solved_weight * (1.0 - professional) + satisfied_weight * (1.0 - satisfied)
    return (1.0 - street_share) * platform + street_share * 0.5 * (1.0 - professional)


def stake(stakes: float, weight: float, seen: float) -> float:
    """What a score is worth to a department (P6, S2, S3): stakes × weight of the evaluation × chance of being seen."""
    return stakes * weight * seen


def passed_down(base: float, relief: float, relief_gain: float, held_back: float) -> float:
    """Share of candidate work passed down (clause F1): liability × (1 + relief − what holds back), within 0 and 1."""
    return within(base * (1.0 + relief_gain * relief - held_back))


def relabelled(base: float, gain: float, refused: float, strictness: float) -> float:
    """Share of work outside the list presented as exempt (P5): more the more is refused, the less is noticed."""
    return within(base + (1.0 - base) * gain * refused * (1.0 - strictness))


def answerable(weight: float, accountability: float, missing: float) -> float:
    """Weight of the evaluation of whistles for a department that streets may propose to hold to account (clause S3).

    weight + (1 − weight) × accountability × what is missing to a full check-in score.
    """
    return weight + (1.0 - weight) * accountability * missing


def worth_of_whistling(prior: float, memory: float, worth: float, whistles: float) -> float:
    """What whistling for a department is worth to a street: its own record, with the prior as `memory` whistles."""
    if memory + whistles <= 0.0:
        return prior
    return within((memory * prior + worth) / (memory + whistles), LEAST, MOST)


def rank_pressure(stakes: float, weight: float, place: int, streets: int) -> float:
    """Pressure of a ranking on a street (clause S4): stakes × weight × (½ for the first … 1 for the last)."""
    behind = (place - 1) / (streets - 1) if streets > 1 else 0.5
    return stakes * weight * (0.5 + 0.5 * behind)


def attention(upward_weight: float, gain: float, pressure: float) -> float:
    """Weight of upward work under pressure: a share is given up, never all of it (weights are positive)."""
    return max(upward_weight * (1.0 - gain * pressure), min(upward_weight, LEAST))


def overtime(day: float, most: float, pressed: float) -> float:
    """Hours by which sections close later: a share of the day under full pressure and strain, in quarter hours."""
    return round(4.0 * day * most * pressed) / 4.0


def made_up(rigour: float, gain: float, pressure: float) -> float:
    """Rigour under pressure: a share of what is missing to 1 is made up."""
    return rigour + (1.0 - rigour) * gain * pressure


def tempted(false_closing: float, gain: float, pressure: float, rigour: float) -> float:
    """False closings under pressure: a share of the honest ones, less where verification is rigorous."""
    return false_closing + (1.0 - false_closing) * gain * pressure * (1.0 - rigour)


def next_skill(
    skill: float, gain: float, cases: float, training_gain: float, trained: float, loss: float, newcomer: float
) -> float:
    """Skill rises with evaluated cases and hours of training a person, falls with turnover to that of newcomers."""
    learned = share_of_the_way(gain, cases, 100.0)
    learned += (1.0 - learned) * share_of_the_way(training_gain, trained, 100.0)
    return skill + learned * (1.0 - skill) - loss * (skill - newcomer)


def team_target(stakes: float, review_days: float, idle: float, heard: bool) -> float:
    """Diligence that a stationed team moves to (clauses S1, S3).

    `idle` where nobody reviews it and the street is not heard on its leaders' careers; else ½ + ½ stakes × the
    reviews it gets in half a year, at most one, a hearing counting as half of one.
    """
    seen = (min(1.0, 182.0 / review_days) if review_days > 0.0 else 0.0) + (0.5 if heard else 0.0)
    if seen <= 0.0:
        return idle
    return 0.5 + 0.5 * stakes * min(1.0, seen)


def is_rotated(cases: float, solved: float, threshold: float) -> bool:
    """A reviewed team of at least 10 cases is rotated where the share it has solved is below the threshold."""
    return cases >= 10.0 and solved / cases < threshold


def composite(response: float, resolution: float, satisfaction: float) -> float:
    """The score of a ranking: 0.30, 0.35 and 0.35 of the three rates (fact 2.42, not published for Beijing)."""
    return 0.30 * response + 0.35 * resolution + 0.35 * satisfaction
