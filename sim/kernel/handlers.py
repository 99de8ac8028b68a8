"""Cases settled by others: property firms, utilities, volunteers, hired firms, social organisations, local units."""

from sim.compiled import inner
from sim.kernel.draws import draw
from sim.kernel.intake import place_of, street_work
from sim.kernel.jobs import HANDLE, HANDOVER, new_job
from sim.kernel.offered import offer_saved
from sim.kernel.queues import enqueue_since
from sim.kernel.servers import department_desk, dispatch_around, dispatch_unit, section_unit
from sim.kernel.state import Town
from sim.kernel.work import community_work, department_work, over_tray
from sim.randomness import COMMUNITY_ROLE, STREET_ROLE, Purpose, row_role
from sim.stages import NONE, CommunityClass, Handler, Level, StreetClass, Work


@inner
def handler_unit(town: Town, kind: int, office: int, utility: int) -> int:
    """Return the unit of a handler: of a community, a street, or of a district's utility (see `sim.handlers`)."""
    communities = town.communities.shape[0]
    streets = town.streets.shape[0]
    first = department_desk(town, town.departments.shape[0])
    if kind == Handler.PROPERTY:
        return first + office
    if kind == Handler.VOLUNTEERS:
        return first + communities + office
    if kind == Handler.CONTRACTOR:
        return first + 2 * communities + office
    if kind == Handler.SOCIAL:
        return first + 2 * communities + streets + office
    utilities = (town.handlers.shape[0] - 2 * (communities + streets)) // town.districts.shape[0]
    return first + 2 * (communities + streets) + office * utilities + utility


@inner
def goes_outside(town: Town, issue: int, time: float) -> bool:
    """Hand a case to who can settle it without an office (clauses P2, P3, W3); tell whether somebody has taken it."""
    i = town.issues[issue]
    i.handler = NONE
    i.helper = NONE
    i.resourced = 0
    return (
        _ally_takes_it(town, issue, time)
        or _local_units_provide(town, issue, time)
        or _hired_or_willing_take_it(town, issue, time)
    )


@inner
def _ally_takes_it(town: Town, issue: int, time: float) -> bool:
    """A property firm, or beyond the community a utility, settles a share of what it could (clause P2)."""
    i = town.issues[issue]
    category = town.categories[i.category]
    alliance = town.communities[i.community].alliance
    if alliance <= 0.0:
        return False
    share = category.property_share if i.authority < Level.DEPARTMENT else 0.0
    kind = Handler.PROPERTY.value
    office = int(i.community)
    utility = 0
    if category.utility >= 0:
        share = category.utility_share if i.authority > Level.COMMUNITY else 0.0
        kind = Handler.UTILITY.value
        office = int(town.streets[i.street].district)
        utility = int(category.utility)
    if share <= 0.0 or draw(town, Purpose.ALLIED, i.row, i.visits) >= share * alliance:
        return False
    return _hand_over(town, issue, kind, handler_unit(town, kind, office, utility), time)


@inner
def _local_units_provide(town: Town, issue: int, time: float) -> bool:
    """Space, parking or money of local units lets the community settle a case while they last (clause P3)."""
    i = town.issues[issue]
    share = town.categories[i.category].resource_share
    if share <= 0.0 or town.communities[i.community].resources <= 0.0:
        return False
    purse = town.streets.shape[0] + town.districts.shape[0] + i.community
    if town.funds[purse] < 1.0 or draw(town, Purpose.RESOURCED, i.row, i.visits) >= share:
        return False
    town.funds[purse] -= 1.0
    i.resourced = 1
    _ask_handover(town, issue, True, time)
    return True


@inner
def _hired_or_willing_take_it(town: Town, issue: int, time: float) -> bool:
    """Volunteers, social organisations, hired firms take what they could do where they wait less (clauses P3, W3)."""
    i = town.issues[issue]
    category = town.categories[i.category]
    if i.authority == Level.COMMUNITY:
        office_unit = int(i.community)
        unit = handler_unit(town, Handler.VOLUNTEERS.value, i.community, 0)
        if _waits_less(town, unit, office_unit) and category.volunteer_share > 0.0:
            if draw(town, Purpose.VOLUNTEERED, i.row, i.visits) < category.volunteer_share:
                return _hand_over(town, issue, Handler.VOLUNTEERS.value, unit, time)
        unit = handler_unit(town, Handler.SOCIAL.value, i.street, 0)
        if _waits_less(town, unit, office_unit) and category.social_share > 0.0:
            if draw(town, Purpose.SOCIAL_WORK, i.row, i.visits) < category.social_share:
                return _hand_over(town, issue, Handler.SOCIAL.value, unit, time)
    elif i.authority == Level.STREET:
        unit = handler_unit(town, Handler.CONTRACTOR.value, i.street, 0)
        if _waits_less(town, unit, section_unit(town, i.street, i.section)) and category.contract_share > 0.0:
            if draw(town, Purpose.CONTRACTED, i.row, i.visits) < category.contract_share:
                return _hand_over(town, issue, Handler.CONTRACTOR.value, unit, time)
    return False


@inner
def _waits_less(town: Town, unit: int, office_unit: int) -> bool:
    """Tell whether a handler has people, and fewer hours of waiting work for each than the office has."""
    servers = town.units[unit].servers
    if servers <= 0:
        return False
    return town.queues[unit, CommunityClass.RESIDENT].hours / servers <= _waiting(town, office_unit)


@inner
def _waiting(town: Town, unit: int) -> float:
    """Return the hours of waiting work for each server of an office's unit."""
    hours = 0.0
    for klass in range(town.queues.shape[1]):
        hours += town.queues[unit, klass].hours
    return hours / max(1, town.units[unit].servers)


@inner
def _hand_over(town: Town, issue: int, kind: int, unit: int, time: float) -> bool:
    """Begin to hand a case over; nobody takes it where the handler has no people."""
    if town.units[unit].servers <= 0:
        return False
    i = town.issues[issue]
    i.handler = kind
    i.helper = unit
    if i.authority == Level.COMMUNITY:
        i.helped = community_work(town, issue)
    elif i.authority == Level.STREET:
        i.helped = i.work if i.visits == 0 else street_work(town, issue)
    else:
        i.helped = department_work(town, issue, i.departments[0])
    _ask_handover(town, issue, i.authority == Level.COMMUNITY, time)
    return True


@inner
def _ask_handover(town: Town, issue: int, by_community: bool, time: float) -> None:
    """Ask community or street to hand the case over: somebody has to call, explain and see it through."""
    i = town.issues[issue]
    hours = town.service[0].handover_hours
    role = COMMUNITY_ROLE if by_community else STREET_ROLE
    job = new_job(town, HANDOVER, row_role(i.row, role), issue, hours, Work.HANDOVER, 1, i.lendable)
    if by_community:
        enqueue_since(town, job, i.community, CommunityClass.RESIDENT, place_of(town, issue, time), time)
        dispatch_unit(town, i.community, time)
        return
    unit = section_unit(town, i.street, i.section)
    enqueue_since(town, job, unit, StreetClass.COORDINATION.value, place_of(town, issue, time), time)
    dispatch_around(town, unit, time)


@inner
def handed_over(town: Town, issue: int, time: float) -> None:
    """The case is with its handler, or with the community that now has what it takes."""
    i = town.issues[issue]
    unit = int(i.helper)
    hours = i.helped
    if unit == NONE:
        unit = int(i.community)
        pace, i.slip = over_tray(town, unit)
        hours = community_work(town, issue) * pace
        hours *= town.street_policy[i.street].care_hours
        offer_saved(town, unit, Work.RESIDENT.value, hours, pace, time)
    else:
        i.slip = 0.0
    job = new_job(town, HANDLE, row_role(i.row, COMMUNITY_ROLE), issue, hours, Work.RESIDENT, 1, 0)
    place = place_of(town, issue, time) if unit == i.community else time
    enqueue_since(town, job, unit, CommunityClass.RESIDENT, place, time)
    dispatch_unit(town, unit, time)
