"""Stages handle, verify, evaluate: outcomes, reopening, closing, the survey, filing again."""

from sim.clock import day_of
from sim.compiled import inner
from sim.kernel import choices
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import ask_street, pass_stage
from sim.kernel.jobs import VERIFY
from sim.kernel.routing import end_row, route
from sim.kernel.state import Town
from sim.randomness import STREET_ROLE, Purpose, exponential, person_key, row_role
from sim.rules import Residents
from sim.stages import EventKind, Level, Stage, Status, Work


@inner
def handled(town: Town, issue: int, level: int, time: float) -> None:
    """Somebody has handled the issue: what is true, what is reported (stage handle)."""
    i = town.issues[issue]
    pass_stage(town, issue, Stage.HANDLE, time)
    problem = town.problems[i.problem_index]
    i.lapsed = 0
    i.reversed = 0
    if i.delegated == 1:
        i.reversed = draw(town, Purpose.REVERSED, i.row, i.visits) < town.streets[i.street].reversed
    already = problem.solved_at <= time
    u = draw(town, Purpose.SOLVED, i.row, i.visits)
    truly = choices.truly_solved(already, i.solvability, u, town.service[0].quality[level], i.reversed == 1)
    if truly and not already:
        problem.solved_at = time
    if level == Level.DEPARTMENT:
        false_closing = town.department_policy[i.departments[0]].false_closing
    elif level == Level.STREET:
        false_closing = town.street_policy[i.street].false_closing
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
def ask_verification(town: Town, issue: int, time: float) -> None:
    """Ask the street to verify, perhaps with professional assessment."""
    i = town.issues[issue]
    service = town.service[0]
    hours = service.verify_hours
    i.professional = draw(town, Purpose.PROFESSIONAL, i.row, i.visits) < town.streets[i.street].professional
    if i.professional == 1:
        hours += service.professional_hours
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
            town.streets[i.street].rigour, i.professional == 1, service.professional_catch
        )
        insists = draw(town, Purpose.CAUGHT, i.row, i.visits) < rigour
    caught = insists and i.reported_solved == 1
    if i.by_whistle == 1:
        _evaluate_whistle(town, issue, caught, time)
    if i.visits + 1 < service.max_visits and choices.goes_on(
        i.solvability, i.lapsed == 1, insists, i.reversed == 1, i.reported_solved == 1, i.truly_solved == 1
    ):
        _reopen(town, issue, time)
        return
    i.recorded_solved = i.reported_solved == 1 and not caught
    end_row(town, issue, Status.CLOSED, time)
    town.days[day_of(time) - town.first_day].closed += 1
    push(town, time + town.evaluation[0].feedback_hours, EventKind.EVALUATED, i.row, issue, 0)


@inner
def _reopen(town: Town, issue: int, time: float) -> None:
    """Begin another visit."""
    i = town.issues[issue]
    i.visits += 1
    i.by_whistle = 0
    lending = town.streets[i.street].lending
    i.lendable = draw(town, Purpose.LENDABLE, row_role(i.row, STREET_ROLE), i.visits) < lending
    route(town, issue, time)


@inner
def _evaluate_whistle(town: Town, issue: int, caught: bool, time: float) -> None:
    """One whistle, one evaluation of every department it called (clause W4)."""
    i = town.issues[issue]
    w = town.whistles[i.whistle]
    w.evaluated_at = time
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        a.evaluated_at = time
        a.score_check_in = choices.check_in_score(w.check_in_due_at, a.checked_in_at, w.released_at)
        a.score_cooperation = choices.cooperation_score(a.returns, w.appointments)
        a.score_professional = choices.professional_score(i.reported_solved == 1, caught)


@inner
def evaluated(town: Town, residents: Residents, issue: int, time: float) -> None:
    """The survey asks the reporter, who may file again (stage evaluate)."""
    i = town.issues[issue]
    e = town.evaluation[0]
    pass_stage(town, issue, Stage.EVALUATE, time)
    solved = town.problems[i.problem_index].solved_at <= time
    if draw(town, Purpose.SURVEYED, i.row, i.visits) < e.coverage:
        i.surveyed = 1
        if draw(town, Purpose.RATED, i.row, i.visits) < e.rated:
            i.rated = 1
            waited = (town.last[Stage.VERIFY, issue] - town.first[Stage.COLLECT, issue]) / 24.0
            contact = town.service[0].contact_hours * i.triages + town.service[0].verify_hours * i.verifications
            p = choices.satisfied_probability(
                solved, residents.expected_days[i.reporter], waited, contact, e.satisfied_base, e.satisfied_solved,
                e.satisfied_wait, e.wait_clip, e.wait_loss, e.satisfied_contact, e.contact_half_hours,
            )  # fmt: skip
            i.satisfied = draw(town, Purpose.SATISFIED, i.row, i.visits) < p
    if not solved and i["round"] < 15:
        if draw(town, Purpose.REFILES, i.row, i.visits) < town.demand[0].refile:
            delay = exponential(draw(town, Purpose.REFILE_DELAY, i.row, i.visits), 24.0 * town.demand[0].refile_days)
            origin = (i.row >> 4) & 0x7F
            detail = pack_report(i.person, i["round"] + 1, origin, i.channel, i.reporter)
            key = person_key(town.problems[i.problem_index].problem, i.person)
            push(town, time + delay, EventKind.REPORT, key, i.problem_index, detail)


@inner
def pack_report(person: int, round_: int, origin: int, channel: int, reporter: int) -> int:
    """Pack what a REPORT event must know beside its problem."""
    return (reporter << 20) | (channel << 17) | (origin << 10) | (round_ << 6) | person
