"""Booked appointments in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday and day 0 is a Monday: 33.0 is nine o'clock on day 1. A row filed at
7:30 is called from 9:00, its whistle prepared by 10:30, blown and accepted at 12:00. Appointments are at 9:00, 10:30,
13:30 and 15:00, at least 2.5 staffed hours after the booking; departments 0 to 3 have 5, 3, 2 and 1 people, travel for
0.5, 0.75, 1 and 0.4 h and have 3 person-hours of work; who has come waits until 0.5 h after the longest way. An escort
takes 0.75 h, a verification 0.25 h.
"""

from typing import Any

import numpy as np
import pytest

from sim.randomness import Purpose, row_role, uniform
from sim.stages import DepartmentClass, EventKind, Grade, Level, Stage, Status, StreetClass

from .by_hand import FIRST, SEED, occupy, put, quiet_town, run_row, times
from .flow_oracle import run_oracle
from .ledger import AssignmentRecord, IssueRecord, WhistleRecord
from .small_town import small_town
from .tasks import piecewise
from .town import Town
from .variants import VARIANTS

ALONE: dict[str, Any] = {"section_staff": [[1, 1, 1], [2, 2, 0]], "lending": 0.0}
THURSDAY, FRIDAY, MONDAY = 24.0 * 3, 24.0 * 4, 24.0 * 7


def run_whistle(
    town: Town, departments: list[int], at: float = 7.5, **row: Any
) -> tuple[IssueRecord, dict[int, AssignmentRecord], WhistleRecord]:
    """Put the row in, run, return its record, those of the departments it called and that of its first whistle."""
    key, record = run_row(town, at=at, authority=Level.DEPARTMENT, departments=departments, **row)
    assert key == FIRST
    return record, {d: town.ledger.assignments[key, 0, d] for d in departments}, town.ledger.whistles[key, 0]


def luck(department: int, appointment: int) -> float:
    """Return the draw below which a department of the first row keeps an appointment."""
    return uniform(SEED, Purpose.KEPT, row_role(FIRST, department), appointment)


# --- booking ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "called"),
    [(2.5, 33.0), (1.5, 15.0), (1.5625, 33.0), (0.0, 13.5), (4.0, 33.0), (4.25, 34.5), (8.5, 39.0)],
)
def test_an_appointment_is_at_the_next_time_after_the_lead(lead: float, called: float) -> None:
    _, asked, whistle = run_whistle(quiet_town(service={"booking_lead": lead}), [0])
    assert (asked[0].called_at, asked[0].checked_in_at) == pytest.approx((called, called + 0.5))
    assert (whistle.booked, whistle.appointments, whistle.not_booked) == (1, 1, 0)


@pytest.mark.parametrize(
    ("department", "bookable", "called"),
    [
        (0, 0.7, [33.0, 33.0, 34.5]),  # 1.75 pairs: two
        (0, 1.0, [33.0, 33.0, 34.5]),  # 2.5: two, not three
        (0, 0.5, [33.0, 34.5, 37.5]),  # 1.25
        (1, 1.0, [33.0, 33.0, 34.5]),  # 1.5: two
        (2, 0.2, [33.0, 34.5, 37.5]),  # 0.2: one all the same
        (3, 1.0, [33.0, 34.5, 37.5]),
    ],
)
def test_when_all_pairs_are_booked_it_is_the_next_time(department: int, bookable: float, called: list[float]) -> None:
    town = quiet_town(service={"bookable": bookable})
    keys = [put(town, 7.5, Level.DEPARTMENT, departments=[department], n=n) for n in range(3)]
    town.env.run(until=24.0 * 10)
    assert [town.ledger.assignments[key, 0, department].called_at for key in keys] == called


def test_all_departments_need_a_pair_at_one_time() -> None:
    # the first row books department 2 for 33.0; who needs both goes to 34.5, who needs the other alone does not
    town = quiet_town()
    keys = [put(town, 7.5, Level.DEPARTMENT, departments=d, n=n) for n, d in enumerate(([2], [0, 2], [0]))]
    town.env.run(until=24.0 * 10)
    asked = town.ledger.assignments
    called = [asked[keys[0], 0, 2], asked[keys[1], 0, 0], asked[keys[1], 0, 2], asked[keys[2], 0, 0]]
    assert [record.called_at for record in called] == [33.0, 34.5, 34.5, 33.0]


def test_what_cannot_be_booked_within_the_horizon_goes_out_as_letters_at_once() -> None:
    # from 16:00 to 17:00 there is none: asked at 12:00, worked 13:30 to 16:30, verified to 16:45
    town = quiet_town(service={"booking_horizon": 0.5, "max_visits": 1})
    row, asked, whistle = run_whistle(town, [0])
    assert times(row, Stage.RELEASE, Stage.ACCEPT, Stage.HANDLE, Stage.VERIFY) == pytest.approx(
        [12.0, 12.0, 16.5, 16.75]
    )
    assert np.isnan(row.first[Stage.CHECK_IN])
    assert (row.visits, row.whistles, row.letters, row.status, row.recorded_solved) == (1, 1, 1, Status.CLOSED, 1)
    assert (whistle.booked, whistle.appointments, whistle.not_booked) == (0, 0, 1)
    letter = town.ledger.assignments[FIRST, 1, 0]
    assert (letter.released_at, letter.accepted_at, letter.done_at) == pytest.approx((12.0, 12.0, 16.5))
    assert np.isnan([asked[0].called_at, asked[0].done_at]).all()


def test_what_cannot_be_booked_anew_goes_out_as_letters() -> None:
    # At 9:00 alone, within 4.9 h: that of day 1 (33.9 at the latest) is missed, at 34.0, and 38.9 is before the next.
    town = quiet_town(
        departments={"effort": 0.0}, service={"no_show": 1.0, "slots": 9.0, "booking_horizon": 0.7, "booking_lead": 1.0}
    )
    row, asked, whistle = run_whistle(town, [0])
    assert row.last[Stage.RELEASE] == 34.0 and row.first[Stage.HANDLE] == pytest.approx(38.5)
    assert (whistle.booked, whistle.appointments, whistle.not_booked, asked[0].missed) == (1, 1, 1, 1)
    assert (row.visits, row.lapsed, row.recorded_solved) == (1, 0, 1)


def test_letters_instead_are_asked_for_before_those_who_came_in_vain_take_up_other_work() -> None:
    # Two of department 0 come, department 2 does not: missed at 34.5. The other three have work, and 1,000 h wait: of
    # them the two will begin as soon as they are free, but the department is asked before, when they still wait.
    assert luck(0, 0) < 0.53 < luck(2, 0)
    assert uniform(SEED, Purpose.TAKEN, row_role(FIRST, 0), 1) > 1.0 / (1.0 + 1000.0 / 35.0)
    one_slot = {"slots": 9.0, "booking_horizon": 0.7, "booking_lead": 1.0}
    town = quiet_town(departments={"effort": 0.0}, service=one_slot | {"no_show": 0.47, "patience": 0.5})
    for key in range(4):
        occupy(town, town.departments[0], DepartmentClass.OWN_LINE, 33.5, 1000.0, key=key)
    put(town, 7.5, Level.DEPARTMENT, departments=[0, 2])
    town.env.run(until=34.6)
    assert (town.departments[0].unit.free, town.departments[0].unit.queues[DepartmentClass.OWN_LINE]) == (1, [])
    letter = town.ledger.assignments[FIRST, 1, 0]
    assert (letter.released_at, letter.asks) == (34.5, 1) and np.isnan(letter.accepted_at)


# --- coming -----------------------------------------------------------------------------------------


def in_pieces(town: Town, department: int, key: int, start: float, hours: float) -> None:
    """Keep one person of a department at own line, done in pieces, from `start` on."""

    def steps() -> Any:
        yield town.env.at(start, EventKind.TASK, key)
        unit = town.departments[department].unit
        yield from piecewise(town, unit, int(DepartmentClass.OWN_LINE), key, hours, start)

    town.env.process(steps())


PIECES: dict[str, Any] = {"piece_hours": [0.0, 0.0, 0.0, 0.5, 0.0]}


def test_a_pair_waits_for_the_partner_to_end_a_piece() -> None:
    # Pieces of 0.5 h end at 33.25 and 33.4: the first waits reserved, both travel from 33.4 to 34.4, 1.5 h of work.
    town = quiet_town(service=PIECES)
    in_pieces(town, 2, 1, 15.25, 100.0)
    in_pieces(town, 2, 2, 15.4, 100.0)
    row, asked, whistle = run_whistle(town, [2])
    assert (asked[2].called_at, asked[2].checked_in_at) == pytest.approx((33.0, 34.4))
    assert times(row, Stage.CHECK_IN, Stage.HANDLE) == pytest.approx([34.4, 35.9])
    assert whistle.appointments == 1


def test_who_is_on_the_way_turns_back_when_it_is_too_late() -> None:
    # the same, but missed at 34.3, on the way; booked again for 9:00 on day 2, where nobody is late
    town = quiet_town(service=PIECES | {"patience": 0.3, "booking_lead": 4.0})
    in_pieces(town, 2, 1, 15.25, 8.0)
    in_pieces(town, 2, 2, 15.4, 8.0)
    row, asked, whistle = run_whistle(town, [2])
    assert (asked[2].called_at, asked[2].checked_in_at, asked[2].missed) == pytest.approx((33.0, 58.0, 1))
    assert (whistle.booked, whistle.appointments) == (2, 2)
    assert times(row, Stage.CHECK_IN, Stage.HANDLE) == pytest.approx([58.0, 59.5])


def test_who_is_reserved_goes_back_to_work_when_it_is_too_late() -> None:
    # One is busy to 17:30 on day 1. The other waits reserved from 33.0 to 34.5, then works on what came at 33.1.
    town, ends = quiet_town(), []
    occupy(town, town.departments[2], DepartmentClass.OWN_LINE, 15.0, 9.5)

    def own_line() -> Any:
        yield town.env.at(33.1, EventKind.TASK, 2)
        yield from piecewise(town, town.departments[2].unit, int(DepartmentClass.OWN_LINE), 2, 1.0, 33.1)
        ends.append(town.env.now)

    town.env.process(own_line())
    _, asked, whistle = run_whistle(town, [2])
    assert ends == pytest.approx([35.5])
    assert (asked[2].missed, whistle.appointments >= 2) == (whistle.appointments - 1, True)


def test_a_department_that_does_not_come_is_booked_anew() -> None:
    # missed at 34.5; 2.5 h later it is 38.5: 15:00 on day 1, there at 16:00, 1.5 h of work
    assert luck(2, 1) < 0.54 < luck(2, 0)
    town = quiet_town(departments={"effort": 0.0}, service={"no_show": 0.46})
    row, asked, whistle = run_whistle(town, [2])
    assert (asked[2].called_at, asked[2].checked_in_at, asked[2].missed) == pytest.approx((33.0, 40.0, 1))
    assert times(row, Stage.ACCEPT, Stage.CHECK_IN, Stage.HANDLE) == pytest.approx([12.0, 40.0, 41.5])
    assert (whistle.booked, whistle.appointments, whistle.all_present_at) == (2, 2, 40.0)


def test_who_makes_every_effort_comes() -> None:
    _, asked, whistle = run_whistle(quiet_town(departments={"effort": 1.0}, service={"no_show": 1.0}), [2])
    assert (asked[2].missed, whistle.appointments) == (0, 1)


def test_who_has_come_in_vain_goes_home_and_comes_again() -> None:
    # Department 0 comes to the first and third, 2 to the second and third: 33.0, 39.0, and from 40.5 on 2.5 h: 10:30 on
    # day 2 (58.5), there at 59.5; 0.5 h of work before noon, 1 h after.
    assert max(luck(0, 0), luck(2, 1), luck(0, 2), luck(2, 2)) < 0.54 < min(luck(2, 0), luck(0, 1))
    town = quiet_town(departments={"effort": 0.0}, service={"no_show": 0.46})
    row, asked, whistle = run_whistle(town, [2, 0])
    assert times(row, Stage.CHECK_IN, Stage.HANDLE) == pytest.approx([59.5, 62.5])
    assert [asked[d].checked_in_at for d in (0, 2)] == pytest.approx([33.5, 40.0])
    assert [asked[d].missed for d in (0, 2)] == [1, 1]
    assert (whistle.booked, whistle.appointments) == (3, 3)
    assert all(unit.free == unit.servers for office in town.staffed_offices for unit in office.units)


@pytest.mark.parametrize(("most", "verified", "booked"), [(3, 61.75, 3), (2, 40.75, 2), (1, 34.75, 1)])
def test_who_misses_the_last_appointment_is_missing(most: int, verified: float, booked: int) -> None:
    # missed at 34.5, 40.5 and 60.0, at noon, whatever may still be insisted on
    town = quiet_town(
        streets={"rigour": 1.0}, departments={"effort": 0.0}, service={"no_show": 1.0, "max_appointments": most}
    )
    row, asked, whistle = run_whistle(town, [2])
    assert row.first[Stage.VERIFY] == pytest.approx(verified)
    assert np.isnan(row.first[[Stage.CHECK_IN, Stage.HANDLE]]).all()
    assert (row.status, row.lapsed, row.visits, row.recorded_solved, row.letters) == (Status.CLOSED, 1, 0, 0, 0)
    assert (asked[2].missed, asked[2].lapsed, whistle.booked, whistle.not_booked) == (booked, 0, booked, 0)


def test_an_appointment_at_the_closing_hour_waits_for_the_next_opening() -> None:
    # booked at noon for noon; asked for at 13:30, there at 14:00
    town = quiet_town(service={"slots": 12.0, "booking_lead": 0.0})
    row, asked, _ = run_whistle(town, [0])
    assert (asked[0].called_at, asked[0].checked_in_at) == pytest.approx((12.0, 14.0))
    assert row.first[Stage.HANDLE] == pytest.approx(15.5)


# --- meetings ---------------------------------------------------------------------------------------


def test_a_pair_for_friday_morning_goes_before_the_meeting_of_its_department() -> None:
    # one of the two owes 3.5 h of meeting: the pair is there at 10:00, works to 11:30, then one meets to 12:00 and from
    # 13:30 to 16:30
    town = quiet_town(service={"meeting_share": [0.0, 0.0, 0.0, 0.1, 0.0]})
    occupy(town, town.departments[2], DepartmentClass.OWN_LINE, FRIDAY + 9.5, 1.0)
    row, _, _ = run_whistle(town, [2], at=THURSDAY + 7.5)
    assert times(row, Stage.ACCEPT, Stage.CHECK_IN, Stage.HANDLE) == pytest.approx(
        [THURSDAY + 12.0, FRIDAY + 10.0, FRIDAY + 11.5]
    )
    town = quiet_town(service={"meeting_share": [0.0, 0.0, 0.0, 0.1, 0.0]})
    put(town, THURSDAY + 7.5, Level.DEPARTMENT, departments=[2])
    unit = town.departments[2].unit
    for time, owed, free in ((9.5, 1, 0), (11.6, 0, 1), (16.4, 0, 1), (16.6, 0, 2)):
        town.env.run(until=FRIDAY + time)
        assert (unit.owed, unit.free) == (owed, free)


ONE_AT_THE_STREET: dict[str, Any] = {"section_staff": [[1, 0, 0], [2, 2, 0]], "lending": 0.0}
MEETING_AT_STREETS = {"meeting_share": [0.0, 0.0, 0.1, 0.0, 0.0]}


def test_an_escort_waits_for_a_meeting_that_has_begun() -> None:
    # person 10, the only one at the street, meets on Mondays from 9:00 to 12:00 and to 14:00
    town = quiet_town(streets=ONE_AT_THE_STREET, service=MEETING_AT_STREETS)
    row, asked, whistle = run_whistle(town, [2], at=FRIDAY + 7.5)
    assert (asked[2].checked_in_at, whistle.all_present_at) == pytest.approx((MONDAY + 10.0, MONDAY + 14.0))
    assert (row.first[Stage.HANDLE], whistle.appointments) == (pytest.approx(MONDAY + 15.5), 1)


def test_an_escort_goes_before_a_meeting_that_is_owed() -> None:
    # The only one at the street is busy to 10:12 and owes a meeting since 9:00.
    town = quiet_town(streets=ONE_AT_THE_STREET, service=MEETING_AT_STREETS)
    occupy(town, town.streets[0], StreetClass.RESIDENT, FRIDAY + 16.0, 2.7)
    _, _, whistle = run_whistle(town, [2], at=FRIDAY + 7.5)
    assert whistle.all_present_at == pytest.approx(MONDAY + 10.2)
    assert town.streets[0].units[0].owed == 0


# --- escorts ----------------------------------------------------------------------------------------


def test_another_section_escorts_though_the_street_lends_nothing() -> None:
    # the section is busy for weeks, so the verification waits
    town = quiet_town(streets=ALONE)
    occupy(town, town.streets[0], StreetClass.RESIDENT, 13.0, 1000.0)
    put(town, 7.5, Level.DEPARTMENT, departments=[0])
    town.env.run(until=34.0)
    assert [section.free for section in town.streets[0].units] == [0, 0, 1]
    town.env.run(until=34.5)
    assert [section.free for section in town.streets[0].units] == [0, 1, 1]
    town.env.run(until=24.0 * 5)
    row = town.ledger.issues[FIRST]
    assert times(row, Stage.CHECK_IN, Stage.HANDLE) == pytest.approx([33.5, 35.0]) and np.isnan(row.first[Stage.VERIFY])


def test_another_section_does_its_own_work_before_it_escorts() -> None:
    # section 0 is busy for weeks, section 2 too; section 1 has work of 1 h at 33.2 and more of 1 h since 33.3
    town = quiet_town(streets=ALONE)
    for section in (0, 2):
        occupy(town, town.streets[0], StreetClass.RESIDENT, 13.0, 1000.0, key=section, section=section)
    for key, start in ((5, 33.2), (6, 33.3)):
        occupy(town, town.streets[0], StreetClass.UPWARD, start, 1.0, key=key, section=1)
    _, _, whistle = run_whistle(town, [0])
    assert whistle.all_present_at == pytest.approx(35.2)


def test_departments_that_are_all_there_wait_for_their_escort_beyond_their_patience() -> None:
    town = quiet_town(streets=ALONE)
    for section in range(3):
        occupy(town, town.streets[0], StreetClass.RESIDENT, 13.0, 5.5, key=section, section=section)
    row, _, whistle = run_whistle(town, [0])
    assert (whistle.all_present_at, whistle.appointments) == pytest.approx((34.5, 1))  # patience ends at 34.0
    assert row.first[Stage.HANDLE] == pytest.approx(36.0)


def test_who_waits_on_site_at_closing_time_pauses() -> None:
    # for 15:00: there at 15:30; the section is busy to 33.25, then both work 1.5 h
    town = quiet_town(streets=ALONE, service={"booking_lead": 1.5})
    for section in range(3):
        occupy(town, town.streets[0], StreetClass.RESIDENT, 13.0, 4.25, key=section, section=section)
    row, asked, whistle = run_whistle(town, [0])
    assert (asked[0].checked_in_at, whistle.all_present_at) == pytest.approx((15.5, 33.25))
    assert (row.first[Stage.HANDLE], whistle.appointments) == (pytest.approx(34.75), 1)


def test_the_escort_of_an_emergency_that_comes_again_has_the_class_of_emergencies() -> None:
    # the first in vain, verified 9:00 to 9:15, prepared to 10:15, blown at 11:45; all sections are busy from 12:00
    town = quiet_town(streets=ALONE | {"rigour": 1.0}, service={"quality": 0.0, "max_visits": 2})
    for section in range(3):
        occupy(town, town.streets[0], StreetClass.RESIDENT, 12.0, 1000.0, key=section, section=section)
    put(town, 2.0, Level.DEPARTMENT, departments=[0], grade=Grade.EMERGENCY)
    town.env.run(until=36.0)
    queues = town.streets[0].units[0].queues
    assert [job.work for job in queues[StreetClass.EMERGENCY]] == [0.75] and queues[StreetClass.ESCORT] == []


# --- whole towns ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["all whistles, few pairs", "many pairs at one time", "always open"])
def test_no_department_offers_more_pairs_than_it_has(name: str) -> None:
    world, rules, residents = small_town(**VARIANTS[name])
    ledger = run_oracle(world, rules, residents, SEED, 28, 40)
    pairs = np.maximum(1, np.rint(rules.service.bookable * rules.departments.staff / 2.0))
    first: dict[tuple[int, float], int] = {}
    for (key, _, department), asked in ledger.assignments.items():
        emergency = ledger.issues[key].first[Stage.INTEGRATE] == ledger.issues[key].first[Stage.COLLECT]
        if emergency or np.isnan(asked.called_at):
            continue
        day, hour = divmod(asked.called_at, 24.0)
        assert hour in rules.service.slots and world.calendar.staffed[int(day) - world.calendar.first_day]
        first[department, asked.called_at] = first.get((department, asked.called_at), 0) + 1
    assert len(first) > 30
    assert all(n <= pairs[department] for (department, _), n in first.items())


@pytest.mark.parametrize("name", ["all whistles, few pairs", "impatient", "emergencies that come again"])
def test_whistles_end_as_told(name: str) -> None:
    world, rules, residents = small_town(**VARIANTS[name])
    ledger = run_oracle(world, rules, residents, SEED, 28, 40)
    most = rules.service.max_appointments
    for (key, visit), whistle in ledger.whistles.items():
        row = ledger.issues[key]
        asked = [record for (of, on, _), record in ledger.assignments.items() if (of, on) == (key, visit)]
        assert len(asked) == whistle.departments and whistle.appointments <= most
        assert not (whistle.not_booked and whistle.done_at < np.inf)
        assert all(record.missed <= whistle.appointments for record in asked)
        assert not np.nanmax([record.checked_in_at for record in asked] + [-np.inf]) > whistle.all_present_at
        if whistle.done_at < np.inf:
            assert whistle.done_at == max(record.done_at for record in asked)
        if whistle.not_booked:
            assert row.visits > visit and any(of == key and on == visit + 1 for of, on, _ in ledger.assignments)
        if row.visits == visit and row.status == Status.CLOSED and row.lapsed:
            assert whistle.appointments == most
