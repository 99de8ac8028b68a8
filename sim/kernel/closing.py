"""Stages handle and verify: outcomes, reopening, applications for exclusion, closing."""

import numpy as np

from sim.clock import day_of
from sim.compiled import inner
from sim.kernel import choices
from sim.kernel.draws import draw
from sim.kernel.feedback import learn
from sim.kernel.heap import push
from sim.kernel.intake import another_visit, ask_contact_desk, ask_street, district_of, pass_stage
from sim.kernel.jobs import APPLY, CALL_BACK, VERIFY
from sim.kernel.replies import no_reply_needed, replied
from sim.kernel.routing import end_row, note_contact, route
from sim.kernel.state import Town
from sim.randomness import Purpose
from sim.rules import Residents
from sim.stages import Authority, Channel, ContactClass, EventKind, Level, Solvability, Stage, Status, Work


@inner
def handled(town: Town, issue: int, level: int, time: float) -> None:
    """Somebody has handled the issue: what is true, what is reported (stage handle)."""
    i = town.issues[issue]
    pass_stage(town, issue, Stage.HANDLE, time)
    problem = town.problems[i.problem_index]
    i.lapsed = 0
    i.reversed = 0
    if i.delegated == Authority.DELEGATED:
        i.reversed = draw(town, Purpose.REVERSED, i.row, i.visits) < town.streets[i.street].reversed
    already = problem.solved_at <= time
    u = draw(town, Purpose.SOLVED, i.row, i.visits) if np.isnan(i.luck) else i.luck
    quality = quality_of(town, issue, level)
    solvability = int(i.solvability)
    if i.resourced == 1 and solvability == Solvability.HISTORIC:
        solvability = Solvability.SOLVABLE.value  # what local units lend is what it lacked
    truly = choices.truly_solved(already, solvability, u, quality, i.reversed == 1)
    if not truly and i.stays == 1:
        second = draw(town, Purpose.STAYED, i.row, i.visits)
        truly = choices.truly_solved(already, solvability, second, quality, False)
    i.luck = np.nan
    i.stays = 0
    if not truly and solvability == Solvability.HISTORIC and u < quality and i.reversed == 0:
        truly = _paid_for(town, issue, level)
    if truly and not already:
        problem.solved_at = time
    if level == Level.DEPARTMENT:
        false_closing = town.department_policy[i.departments[0]].false_closing
    elif level == Level.STREET:
        false_closing = town.street_policy[i.street].false_closing
    elif level == Level.HANDLER:
        false_closing = town.service[0].handler_false_closing
    else:
        false_closing = town.community_policy[i.community].false_closing
    i.truly_solved = truly
    reported = truly
    if not truly:
        u = draw(town, Purpose.FALSE_CLOSING, i.row, i.visits)
        reported = choices.reported_solved(truly, i.reversed == 1, u, false_closing)
    i.reported_solved = reported and i.reversed == 0
    ask_verification(town, issue, time)


@inner
def settled_at_once(town: Town, issue: int, time: float) -> None:
    """The first call settles the case: no handling, no verification (stages classify to verify in one)."""
    note_contact(town, issue, time)
    i = town.issues[issue]
    pass_stage(town, issue, Stage.CLASSIFY, time)
    problem = town.problems[i.problem_index]
    if problem.solved_at <= time:
        end_row(town, issue, Status.WITHDRAWN, time)
        return
    pass_stage(town, issue, Stage.HANDLE, time)
    i.truly_solved = draw(town, Purpose.SOLVED, i.row, i.visits) < town.service[0].first_call_quality
    i.reported_solved = i.truly_solved
    if i.truly_solved == 1:
        problem.solved_at = time
    else:
        u = draw(town, Purpose.FALSE_CLOSING, i.row, i.visits)
        i.reported_solved = choices.reported_solved(False, False, u, town.street_policy[i.street].false_closing)
    i.recorded_solved = i.reported_solved
    replied(town, issue, time)
    _close(town, issue, time)


@inner
def quality_of(town: Town, issue: int, level: int) -> float:
    """Return the chance of a true solution: by whom, over how full a tray, with how much skill and care."""
    i = town.issues[issue]
    if i.deliberated == 1:
        return town.stocks[0].deliberation_quality
    if level == Level.HANDLER:
        return town.service[0].quality[level]
    kept = 1.0 - i.slip
    policy = town.street_policy[i.street]
    tired = town.pressure[0].fatigue * policy.later / town.calendar.hours_a_day
    if level == Level.DEPARTMENT:
        chance = kept * town.service[0].quality[level]
        if i.by_whistle == 1:
            return choices.shifted(chance, town.department_policy[i.departments[0]].quality)
        return chance * (1.0 - town.service[0].apart) ** (i.called - 1)  # each has answered for itself
    if level == Level.STREET:
        if i.delegated == Authority.STATIONED:
            chance = kept * town.service[0].quality[Level.DEPARTMENT]
            return choices.shifted(chance, policy.quality + policy.care_quality + policy.team_quality - tired)
        shift = policy.quality + policy.care_quality - tired
        return choices.shifted(kept * town.service[0].quality[level], shift)
    return choices.shifted(kept * town.service[0].quality[level], policy.care_quality)


@inner
def _paid_for(town: Town, issue: int, level: int) -> bool:
    """A historic problem is solved while this year's money lasts: the district's or the street's, first come."""
    i = town.issues[issue]
    purse = int(i.street)
    if level == Level.DEPARTMENT:
        purse = town.streets.shape[0] + district_of(town, issue)
    if town.funds[purse] < 1.0:
        return False
    town.funds[purse] -= 1.0
    return True


@inner
def ask_verification(town: Town, issue: int, time: float) -> None:
    """Ask the street to verify, perhaps with professional assessment."""
    i = town.issues[issue]
    service = town.service[0]
    hours = service.verify_hours
    i.professional = draw(town, Purpose.PROFESSIONAL, i.row, i.visits) < town.streets[i.street].professional
    if i.professional == 1:
        hours += service.professional_hours
    if i.by_whistle == 1:
        gate = town.districts[district_of(town, issue)]
        hours += 0.5 * gate.evidence_hours * i.called
        i.third_party = 0
        if gate.third_party > 0.0 and draw(town, Purpose.THIRD_PARTY, i.row, i.visits) < gate.third_party:
            i.third_party = 1
            hours += service.third_party_hours
    ask_street(town, issue, VERIFY, hours, Work.VERIFY, i.section, False, time)


@inner
def verified(town: Town, issue: int, time: float) -> None:
    """The street has verified: catch, reopen or close (stage verify); the whistle is evaluated."""
    i = town.issues[issue]
    service = town.service[0]
    pass_stage(town, issue, Stage.VERIFY, time)
    i.verifications += 1
    insists = False
    if i.truly_solved == 0:
        rigour = choices.insist_probability(
            town.street_policy[i.street].rigour, i.professional == 1, service.professional_catch
        )
        if i.by_whistle == 1:
            hours = town.districts[district_of(town, issue)].evidence_hours
            rigour = choices.shown_by_evidence(rigour, hours, service.evidence_half)
        insists = draw(town, Purpose.CAUGHT, i.row, i.visits) < rigour
    caught = insists and i.reported_solved == 1
    if i.by_whistle == 1:
        _evaluate_whistle(town, issue, caught, time)
    if i.delegated == Authority.STATIONED:
        town.scorecards[i.street].team += 1.0
        town.scorecards[i.street].team_solved += i.truly_solved
    if i.visits + 1 < service.max_visits and choices.goes_on(
        i.solvability, i.lapsed == 1, insists, i.reversed == 1, i.reported_solved == 1, i.truly_solved == 1
    ):
        _reopen(town, issue, time)
        return
    i.recorded_solved = i.reported_solved == 1 and not caught
    if i.channel != Channel.GRID:
        replied(town, issue, time)
    no_reply_needed(town, issue, time)
    if i.recorded_solved == 0 and _asks_for_exclusion(town, issue):
        i.applied = 1
        town.scorecards[i.street].applied += 1.0
        town.days[day_of(time) - town.first_day].applications += 1
        ask_street(town, issue, APPLY, town.conduct[0].apply_hours, Work.APPLICATION, i.section, False, time)
        return
    _close(town, issue, time)


@inner
def _asks_for_exclusion(town: Town, issue: int) -> bool:
    """A street under ranking asks for unsolved rows to be taken out of the rates (clause S4)."""
    i = town.issues[issue]
    share = town.street_policy[i.street].apply
    return share > 0.0 and draw(town, Purpose.APPLIES, i.row, i.visits) < share


@inner
def application_decided(town: Town, residents: Residents, issue: int, time: float) -> None:
    """The grid centre grants an application or not; who is excluded takes it as a bad experience."""
    i = town.issues[issue]
    grant = town.district_policy[district_of(town, issue)].grant[i.solvability]
    if draw(town, Purpose.GRANTED, i.row, i.visits) < grant:
        end_row(town, issue, Status.EXCLUDED, time)
        town.scorecards[i.street].granted += 1.0
        if i.channel != Channel.GRID and np.isnan(i.evaluated_at):
            learn(town, residents, issue, False, 0.0)
        return
    _close(town, issue, time)


@inner
def _close(town: Town, issue: int, time: float) -> None:
    """Close a row; the city calls some time later or when it is due, and perhaps the street itself (clause S4)."""
    i = town.issues[issue]
    end_row(town, issue, Status.CLOSED, time)
    if i.channel == Channel.GRID:
        return
    at = time + town.evaluation[0].feedback_hours
    if at < i.due_at if np.isnan(i.evaluated_at) else i.solved_then == 0:
        push(town, at, EventKind.CALL, i.row, issue, 1)
    share = town.street_policy[i.street].call_back
    if share > 0.0 and draw(town, Purpose.OWN_CHECK, i.row, 0) < share:
        hours, klass = town.conduct[0].call_back_hours, ContactClass.CHECK.value
        ask_contact_desk(town, issue, CALL_BACK, hours, Work.CALL_BACK, klass, time, time)


@inner
def _reopen(town: Town, issue: int, time: float) -> None:
    """Begin another visit."""
    another_visit(town, issue)
    route(town, issue, time)


@inner
def _evaluate_whistle(town: Town, issue: int, caught: bool, time: float) -> None:
    """One whistle, one evaluation of every department it called (clause W4)."""
    i = town.issues[issue]
    w = town.whistles[i.whistle]
    w.evaluated_at = time
    leniency = 0.0 if i.third_party == 1 else town.street_policy[i.street].leniency
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        a.evaluated_at = time
        a.score_check_in = choices.check_in_score(w.check_in_due_at, a.checked_in_at, w.released_at)
        if a.absent == 1:
            a.score_check_in = 0.0
        a.score_cooperation = choices.lenient(choices.cooperation_score(a.returns, w.appointments), leniency)
        professional = 0.0 if a.absent == 1 else choices.professional_score(i.reported_solved == 1, caught)
        a.score_professional = choices.lenient(professional, leniency)
        seen = town.records[i.street, a.role]
        seen.evaluated += 1.0
        seen.check_in += a.score_check_in
        seen.cooperation += a.score_cooperation
        seen.professional += a.score_professional
        seen.appointments += w.appointments
        seen.worth += a.score_check_in * professional  # the street knows what the mark leaves out
