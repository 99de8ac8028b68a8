"""After the first call, and again when a case is reopened: who is to do it."""

from sim.clock import add_staffed, day_of, next_morning
from sim.compiled import inner
from sim.kernel.accounts import count_open
from sim.kernel.choices import is_major, is_urgent, next_meeting_day, share_garbled
from sim.kernel.draws import draw
from sim.kernel.handlers import goes_outside
from sim.kernel.heap import push
from sim.kernel.intake import ask_street, pass_stage, petition_hours, place_of, street_work
from sim.kernel.jobs import DELIBERATE, HANDLE, PREPARE, TRIAGE, new_job
from sim.kernel.offered import offer_saved
from sim.kernel.queues import enqueue_since
from sim.kernel.replies import no_reply_needed, replied
from sim.kernel.servers import dispatch_unit, section_unit
from sim.kernel.state import Count, Town
from sim.kernel.work import community_work, department_work, local_number, over_tray
from sim.randomness import COMMUNITY_ROLE, Purpose, row_role
from sim.stages import Authority, CommunityClass, EventKind, Level, Solvability, Stage, Status, Work


@inner
def may_whistle(town: Town, issue: int) -> bool:
    """Tell whether the street may whistle in the issue's family and on its ground (clause W2)."""
    i = town.issues[issue]
    street = town.streets[i.street]
    return street.families[i.family] == 1 and street.grounds[i.ground] == 1


@inner
def end_row(town: Town, issue: int, status: int, time: float) -> None:
    """Take a row off the ledger's open list."""
    i = town.issues[issue]
    i.status = status
    i.closed_at = time
    no_reply_needed(town, issue, time)
    today = town.days[day_of(time) - town.first_day]
    if status == Status.CLOSED:
        today.closed += 1
    elif status == Status.WITHDRAWN:
        today.withdrawn += 1
    else:
        today.excluded += 1
    town.problems[i.problem_index].open_rows -= 1
    town.counts[Count.OPEN_ISSUES] -= 1
    count_open(town, time, -1)


@inner
def route(town: Town, issue: int, time: float) -> None:
    """Ask the community, the street or, by whistle or letter, the departments (stage classify and after)."""
    i = town.issues[issue]
    urgent = is_urgent(i.grade, i.visits)
    i.delegated = Authority.NONE
    i.decided = 0
    i.deliberated = 0
    if not urgent and goes_outside(town, issue, time):
        return
    if i.authority == Level.COMMUNITY:
        if _settle_themselves(town, issue):
            i.deliberated = 1
            hours = town.stocks[0].deliberation_hours
            key = row_role(i.row, COMMUNITY_ROLE)
            job = new_job(town, DELIBERATE, key, issue, hours, Work.DELIBERATION, 1, 0)
            enqueue_since(town, job, i.community, CommunityClass.RESIDENT, place_of(town, issue, time), time)
            dispatch_unit(town, i.community, time)
            return
        pace, i.slip = over_tray(town, i.community)
        work = community_work(town, issue) * pace
        work *= town.street_policy[i.street].care_hours
        offer_saved(town, i.community, Work.RESIDENT.value, work, pace, time)
        job = new_job(town, HANDLE, row_role(i.row, COMMUNITY_ROLE), issue, work, Work.RESIDENT, 1, 0)
        enqueue_since(town, job, i.community, CommunityClass.RESIDENT, place_of(town, issue, time), time)
        dispatch_unit(town, i.community, time)
    elif i.authority == Level.STREET:
        if may_whistle(town, issue):
            if draw(town, Purpose.WHISTLE_SOLVABLE, i.row, i.visits) < town.street_policy[i.street].whistle_solvable:
                i.decided = 1
                prepare(town, issue, True, time)
                return
        work = i.work if i.visits == 0 else street_work(town, issue)
        _handle_at_street(town, issue, work, urgent, time)
    elif draw(town, Purpose.DELEGATED, i.row, i.visits) < town.streets[i.street].delegated:
        i.delegated = Authority.DELEGATED
        work = _whole_work(town, issue) * town.streets[i.street].delegated_factor
        _handle_at_street(town, issue, work, urgent, time)
    elif _team_takes_it(town, issue):
        i.delegated = Authority.STATIONED
        _handle_at_street(town, issue, _whole_work(town, issue), urgent, time)
    else:
        whistled = False
        if may_whistle(town, issue):
            willing = town.willingness[i.street, local_number(town, i.departments[0])]
            whistled = draw(town, Purpose.WHISTLE, i.row, i.visits) < willing
        prepare(town, issue, whistled, time)


@inner
def _handle_at_street(town: Town, issue: int, work: float, urgent: bool, time: float) -> None:
    """Ask the street to handle a case; its skill, its care and the section's tray set the pace. Desks have no tray."""
    i = town.issues[issue]
    pace = town.street_policy[i.street].hours * town.street_policy[i.street].care_hours
    i.slip = 0.0
    if not urgent:
        unit = section_unit(town, i.street, i.section)
        quickened, i.slip = over_tray(town, unit)
        pace *= quickened
        offer_saved(town, unit, Work.RESIDENT.value, work * pace, quickened, time)
    ask_street(town, issue, HANDLE, work * pace, Work.RESIDENT, i.section, urgent, time)


@inner
def _whole_work(town: Town, issue: int) -> float:
    """Return the hours of all departments' parts, done by one hand."""
    work = 0.0
    for d in range(town.issues[issue].number):
        work += department_work(town, issue, town.issues[issue].departments[d])
    return work


@inner
def _team_takes_it(town: Town, issue: int) -> bool:
    """A department's team stationed at the street handles this share of what is beyond its authority (clause S1)."""
    i = town.issues[issue]
    share = town.streets[i.street].stationed
    return share > 0.0 and draw(town, Purpose.STATIONED, i.row, i.visits) < share


@inner
def _settle_themselves(town: Town, issue: int) -> bool:
    """Residents settle this share of what they could settle themselves in their deliberation hall (clause D3)."""
    i = town.issues[issue]
    share = town.communities[i.community].deliberation * town.categories[i.category].self_governable
    return share > 0.0 and draw(town, Purpose.SELF_GOVERN, i.row, i.visits) < share


@inner
def prepare(town: Town, issue: int, whistled: bool, time: float) -> None:
    """Ask the street to prepare a whistle or to draft a letter (clause W2)."""
    i = town.issues[issue]
    i.by_whistle = whistled
    i.summoned = 0
    urgent = is_urgent(i.grade, i.visits)
    hours = town.service[0].prepare_hours if whistled else town.service[0].draft_hours
    if whistled and not urgent and _committee_summons(town, issue):
        i.summoned = 1
        hours += town.service[0].summon_hours
    ask_street(town, issue, PREPARE, hours, Work.PREPARE, i.section, urgent, time)


@inner
def _committee_summons(town: Town, issue: int) -> bool:
    """The working committee summons the departments of a share of whistles (clause P1)."""
    i = town.issues[issue]
    share = town.streets[i.street].authority
    return share > 0.0 and draw(town, Purpose.SUMMONED, i.row, i.visits) < share


@inner
def note_contact(town: Town, issue: int, time: float) -> None:
    """The first contact with who has filed a row."""
    i = town.issues[issue]
    i.contacted_at = time
    i.triages += 1
    if i.told == 1:
        i.replied = 1
        replied(town, issue, time)


@inner
def contacted(town: Town, issue: int, time: float) -> None:
    """The street has called the reporter; a petition, or a wrong section, takes a section's time on top."""
    note_contact(town, issue, time)
    i = town.issues[issue]
    if is_urgent(i.grade, i.visits):
        _classify(town, issue, time)
        return
    section = int(i.section)
    sections = int(town.streets[i.street].sections)
    hours = petition_hours(town, issue)
    if sections > 1 and draw(town, Purpose.MISROUTE, i.row, 0) >= town.streets[i.street].accuracy:
        shift = int(draw(town, Purpose.MISROUTE, i.row, 1) * (sections - 1))
        section = (section + 1 + shift) % sections
        hours += town.service[0].contact_hours
    if hours > 0.0:
        ask_street(town, issue, TRIAGE, hours, Work.CONTACT, section, False, time)
    else:
        _classify(town, issue, time)


@inner
def sorted_out(town: Town, issue: int, time: float) -> None:
    """A section has found out whose a misrouted case is, answered a petition, or asked the reporter again."""
    i = town.issues[issue]
    i.triages += 1
    if i.garbled == 1:
        i.garbled = 2
        route(town, issue, time)
    else:
        _classify(town, issue, time)


@inner
def _classify(town: Town, issue: int, time: float) -> None:
    """What the case is has become clear (stage classify): withdrawn, explained, or to be instructed."""
    i = town.issues[issue]
    pass_stage(town, issue, Stage.CLASSIFY, time)
    if town.problems[i.problem_index].solved_at <= time:
        end_row(town, issue, Status.WITHDRAWN, time)
        return
    if i.solvability == Solvability.UNREASONABLE:
        if draw(town, Purpose.EXPLAIN, i.row, 0) < town.demand[0].explain_share:
            end_row(town, issue, Status.EXCLUDED, time)
            return
    _instruct(town, issue, time)


@inner
def _instruct(town: Town, issue: int, time: float) -> None:
    """The case goes up to the committee if it is a major matter, then down through the office (clauses D1, D4)."""
    i = town.issues[issue]
    if is_urgent(i.grade, i.visits):
        route(town, issue, time)
        return
    street = town.streets[i.street]
    at = time
    if street.committee_days > 0.0 and is_major(i.authority, i.solvability, i.grade, i.number):
        share = street.committee_delegated
        if share <= 0.0 or draw(town, Purpose.DIRECTOR, i.row, 0) >= share:
            i.major = 1
            at = next_morning(town.calendar, 24.0 * next_meeting_day(time, street.committee_days) - 1e-9)
    at = add_staffed(town.calendar, at, street.layers * town.service[0].layer_hours)
    if at > time:
        push(town, at, EventKind.INSTRUCTED, i.row, issue, 0)
    else:
        instructed(town, issue, time)


@inner
def instructed(town: Town, issue: int, time: float) -> None:
    """The section has its instruction; if it came down garbled, the reporter must be asked again."""
    i = town.issues[issue]
    street = town.streets[i.street]
    service = town.service[0]
    garbled = share_garbled(street.layers, service.layer_loss, street.reporting, service.reporting_half)
    if garbled > 0.0 and not is_urgent(i.grade, i.visits) and draw(town, Purpose.GARBLED, i.row, 0) < garbled:
        i.garbled = 1
        ask_street(town, issue, TRIAGE, service.contact_hours, Work.CONTACT, i.section, False, time)
        return
    route(town, issue, time)
