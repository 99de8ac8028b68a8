"""The sentences of the institution as scalar functions: formula, unit, clause. No arrays, no state."""

import numpy as np

from sim.compiled import inner
from sim.stages import Family, Grade, Level, Solvability


@inner
def logistic(x: float) -> float:
    """Return 1 ÷ (1 + e^−x)."""
    return 1.0 / (1.0 + np.exp(-x))


@inner
def report_probability(
    reach: float,
    base: float,
    severity: float,
    activity: float,
    trust: float,
    trust_weight: float,
    awareness: float,
    awareness_weight: float,
) -> float:
    """An affected resident reports with this probability (clauses F5, W1).

    reach × logistic(logit base + severity + activity + w_trust (trust − ½) + w_aware (awareness − ½)).
    """
    odds = np.log(base / (1.0 - base)) + severity + activity
    odds += trust_weight * (trust - 0.5) + awareness_weight * (awareness - 0.5)
    return reach * logistic(odds)


@inner
def shifted(p: float, log_odds: float) -> float:
    """Return a probability moved by log odds; exactly `p` where they are 0."""
    if log_odds == 0.0 or p <= 0.0 or p >= 1.0:
        return p
    return logistic(np.log(p / (1.0 - p)) + log_odds)


@inner
def tray_effect(hours: float, servers: float, hours_a_day: float, half_days: float) -> float:
    """How full a tray is, 0 to 1 (clause F6): d ÷ (d + half), d = days of waiting work per server."""
    if half_days <= 0.0 or servers <= 0.0:
        return 0.0
    days = hours / (servers * hours_a_day)
    return days / (days + half_days)


@inner
def refile_probability(refile: float, trust: float, trust_weight: float) -> float:
    """Who is left unsolved files again with this probability: refile × (1 + w (trust − ½)), within 0 and 1."""
    return min(1.0, max(0.0, refile * (1.0 + trust_weight * (trust - 0.5))))


@inner
def petition_probability(petition: float, trust: float) -> float:
    """Who is left unsolved and dissatisfied petitions with this probability: petition × (1 − trust)."""
    return petition * (1.0 - trust)


@inner
def speaks_for_many(reports: int, group_size: int) -> bool:
    """A repeat filing is a group complaint where so many affected residents have reported the problem."""
    return 0 < group_size <= reports


@inner
def next_expectation(expected_days: float, waited_days: float, adaptation: float) -> float:
    """Expected waiting moves a share of the way to what was waited, on the scale of ratios (facts 8.20, 8.21)."""
    return expected_days * (max(waited_days, 1.0 / 24.0) / expected_days) ** adaptation


@inner
def next_trust(trust: float, content: bool, adaptation: float) -> float:
    """Trust moves a share of the way to 1 after a good experience, to 0 after a bad one."""
    return trust + adaptation * ((1.0 if content else 0.0) - trust)


@inner
def treated(root: float, hours: float, residents: float, rate: float, floor: float) -> float:
    """A root cause after proactive work (clause W3): × exp(−rate × hours ÷ thousand residents), not below the floor."""
    return max(min(root, floor), root * np.exp(-rate * hours / (residents / 1000.0)))


@inner
def is_urgent(grade: int, visit: int) -> bool:
    """An emergency goes to the duty desks until it has been dealt with once (clause W2)."""
    return grade == Grade.EMERGENCY and visit == 0


@inner
def finds_not_its_duty(ambiguity: float, acceptance: float, authority: float) -> float:
    """A department returns what is asked of it with this probability (clauses F4, P1).

    It is ambiguity × (1 − acceptance) × (1 − a); a is the standing of the street's working committee, 0 for letters.
    """
    return ambiguity * (1.0 - acceptance) * (1.0 - authority)


@inner
def is_major(authority: int, solvability: int, grade: int, departments: int) -> bool:
    """A major matter for the street's committee (clause D1): policy or money, or a complex case of several departments.

    What the community settles is never one.
    """
    if authority < Level.STREET:
        return False
    return solvability == Solvability.HISTORIC or (grade == Grade.COMPLEX and departments >= 2)


@inner
def next_meeting_day(time: float, interval_days: float) -> float:
    """Return the day of the next regular meeting after `time` (h): the next multiple of the interval."""
    return (np.floor(time / (24.0 * interval_days)) + 1.0) * interval_days


@inner
def share_garbled(layers: float, loss: float, reporting: float, half: float) -> float:
    """An instruction is misunderstood with this probability (clause D4): 1 − (1 − loss × half ÷ (half + hours))^layers.

    Hours of reporting to one another in a week make the loss at each layer smaller.
    """
    if layers <= 0.0 or loss <= 0.0:
        return 0.0
    return 1.0 - (1.0 - loss * half / (half + reporting)) ** layers


@inner
def is_dispatched(right: int, family: int) -> bool:
    """A street with the right of dispatch sends enforcement departments itself (clause P4)."""
    return right == 1 and family == Family.ENFORCEMENT


@inner
def shown_by_evidence(rigour: float, hours: float, half: float) -> float:
    """Evidence of what was done on site shows a share of what verification would miss (clause W3): h ÷ (h + half)."""
    if hours <= 0.0:
        return rigour
    return rigour + (1.0 - rigour) * hours / (hours + half)


@inner
def lenient(score: float, leniency: float) -> float:
    """A mark as a street gives it (clause S3): score + leniency × (1 − score)."""
    return score + leniency * (1.0 - score)


@inner
def truly_solved(already: bool, solvability: int, draw: float, quality: float, reversed_: bool) -> bool:
    """Handling solves what can be solved with chance `quality`, unless the decision is reversed (clause W3)."""
    if already:
        return True
    return solvability == Solvability.SOLVABLE and draw < quality and not reversed_


@inner
def reported_solved(truly: bool, reversed_: bool, draw: float, false_closing: float) -> bool:
    """Unsolved work is reported as solved with this probability (clause F6); a reversal cannot be."""
    return truly or (not reversed_ and draw < false_closing)


@inner
def says_solved(solved: bool, told: bool, confirmed: float, believed: float) -> float:
    """Return the chance that a reporter says it is solved: where it is, and where that is only reported."""
    if solved:
        return confirmed
    return believed if told else 0.0


@inner
def insist_probability(rigour: float, professional: bool, professional_catch: float) -> float:
    """Verification insists on a solution with this probability (clause W4)."""
    if professional:
        return rigour + (1.0 - rigour) * professional_catch
    return rigour


@inner
def goes_on(solvability: int, lapsed: bool, insists: bool, reversed_: bool, reported: bool, truly: bool) -> bool:
    """A case gets another visit if reversed, or if verification insists (clause W4).

    It insists on what was falsely reported as solved, and on what was honestly left unsolved though it
    could be solved. Before the reform nobody insists much, and an unsolved case is simply closed.
    """
    if lapsed:
        return False
    if reversed_:
        return True
    return insists and not truly and (reported or solvability == Solvability.SOLVABLE)


@inner
def satisfied_probability(
    solved: bool,
    expected_days: float,
    waited_days: float,
    contact_hours: float,
    base: float,
    solved_weight: float,
    wait_weight: float,
    wait_clip: float,
    wait_loss: float,
    contact_weight: float,
    contact_half: float,
) -> float:
    """A reporter is satisfied with this probability: outcome, waiting against expectation, contact.

    logistic(base + w_solved·solved + w_wait·x + w_contact·h ÷ (h + half)), x = ln(expected ÷ waited)
    clipped, losses weighing `wait_loss` times gains. Sources: facts 8.20 to 8.22 (signs), weights assumed.
    """
    x = np.log(expected_days / max(waited_days, 1.0 / 24.0))
    x = min(max(x, -wait_clip), wait_clip)
    if x < 0.0:
        x *= wait_loss
    odds = base + wait_weight * x + contact_weight * contact_hours / (contact_hours + contact_half)
    if solved:
        odds += solved_weight
    return logistic(odds)


@inner
def keeps_appointment(no_show: float, effort: float, authority: float) -> float:
    """Return the chance that a department comes (clauses W3, P1): its effort and the committee's standing help."""
    return 1.0 - no_show * (1.0 - effort) * (1.0 - authority)


@inner
def quickened(effort: float, at_first: float) -> float:
    """Return the factor on the delays of signing and answering that a department's effort makes."""
    return (1.0 - effort) / max(1.0 - at_first, 1e-9)


@inner
def check_in_score(due: float, checked_in: float, released: float) -> float:
    """Check-in efficiency (clause W4): 1 in time, then allowed ÷ used time; 0 if nobody came."""
    if np.isnan(checked_in):
        return 0.0
    if checked_in <= due:
        return 1.0
    return max(0.0, (due - released) / (checked_in - released))


@inner
def cooperation_score(returns: int, appointments: int) -> float:
    """Cooperation (clause W4): 1 ÷ (1 + returns + missed appointments)."""
    return 1.0 / (1.0 + returns + max(0, appointments - 1))


@inner
def professional_score(reported: bool, caught: bool) -> float:
    """Professionalism (clause W4): solved and not caught 1, honestly unsolved ½, caught 0."""
    if caught:
        return 0.0
    return 1.0 if reported else 0.5
