"""Places in the queues of streets and communities in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday and day 0 is a Monday: 33.0 is nine o'clock on day 1. A row is sent
on after 1.5 h, a first contact takes 0.5 h, work at the street 2 h, in the community 1.2 h, a verification 0.25 h. The
street's sections have one person each and do not lend, unless a test says otherwise.
"""

from collections.abc import Generator
from typing import Any

import pytest
import simpy

from sim.stages import CommunityClass, DepartmentClass, EventKind, Grade, Level, Stage, StreetClass

from .by_hand import occupy, put, quiet_town
from .offices import Job
from .places import next_date
from .tasks import piecewise
from .town import Town

ALONE: dict[str, Any] = {"section_staff": [[1, 1, 1], [2, 2, 0]], "lending": 0.0}
ASSESSED: list[dict[str, float]] = [{"ranking": 1.0}, {"supervision_days": 7.0}]
RANKED: dict[str, Any] = {"districts": {"ranking": 1.0}}


def due_after(urgent: float, ordinary: float) -> dict[str, Any]:
    """Return deadlines under which urgent and ordinary rows are due after so many hours."""
    return {"deadlines": {"grade_hours": [2.0, urgent, ordinary, 360.0]}}


def two_rows(town: Town, first: Grade, second: Grade) -> list[float]:
    """Let two rows wait for the section from 9:30 and 10:00 while it is busy to 12:00; when they are handled, verified."""
    occupy(town, town.streets[0], StreetClass.UPWARD, 8.0, 3.0)
    keys = [put(town, 7.5, Level.STREET, grade=first), put(town, 7.75, Level.STREET, grade=second, n=1)]
    town.env.run(until=24.0 * 6)
    rows = [town.ledger.issues[key] for key in keys]
    return [float(row.first[stage]) for stage in (Stage.HANDLE, Stage.VERIFY) for row in rows]


# --- the date to which work is done ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "date"),
    [(50.0, 100.0), (100.0, 100.0), (100.1, 124.0), (124.0, 124.0), (124.1, 148.0), (-500.0, 100.0)],
)
def test_the_first_date_that_is_not_over(now: float, date: float) -> None:
    # due at 100.0, then every term of 24 hours; a date is over after its time
    assert next_date(100.0, 24.0, now) == date


@pytest.mark.parametrize("assessed", ASSESSED)
def test_what_is_due_first_is_done_first(assessed: dict[str, float]) -> None:
    # The second is due on day 7: 13:30 to 15:30, verified to 15:45. The first: to 17:30 and 33.25, verified 33.5.
    done = two_rows(quiet_town(streets=ALONE, districts=assessed), Grade.COMPLEX, Grade.ORDINARY)
    assert done == pytest.approx([33.25, 15.5, 33.5, 15.75])


def test_elsewhere_what_came_first_is_done_first() -> None:
    # 13:30 to 15:30, the second to 17:30; then the verifications, since 15:30 and 17:30
    done = two_rows(quiet_town(streets=ALONE), Grade.COMPLEX, Grade.ORDINARY)
    assert done == pytest.approx([15.5, 17.5, 33.25, 33.5])


def test_what_is_late_waits_for_its_next_date() -> None:
    # The first is due at 9:24, just before it comes to the section, so its place is another term on, 11:18; the second is due
    # at 10:45: 13:30 to 15:30, the first to 17:30. The next dates of their verifications are 18:54 and in 30 days.
    done = two_rows(quiet_town(streets=ALONE, **RANKED, **due_after(1.9, 3.0)), Grade.URGENT, Grade.ORDINARY)
    assert done == pytest.approx([17.5, 15.5, 33.25, 33.5])


def test_a_place_stays_what_it_was_when_the_job_came() -> None:
    # They come at 9:30 and 10:00 and are due at 10:30 and 12:00. At 13:30 both are over, and yet the first comes first, to
    # 15:30, the second to 17:30. The next dates of their verifications are 16:30 and in 30 days.
    done = two_rows(quiet_town(streets=ALONE, **RANKED, **due_after(3.0, 4.25)), Grade.URGENT, Grade.ORDINARY)
    assert done == pytest.approx([15.5, 17.5, 33.25, 33.5])


# --- where there are places ---------------------------------------------------------------------------


@pytest.mark.parametrize(("districts", "handled"), [({"ranking": 1.0}, 15.7), ({}, 14.7)])
def test_who_walks_into_a_community_comes_before_what_is_due_later(districts: dict[str, float], handled: float) -> None:
    # One of two people is busy for weeks, the other to 12:00. The row waits since 9:30, a resident of one hour since
    # 11:00; where nobody is assessed the row comes first.
    town = quiet_town(districts=districts)
    occupy(town, town.communities[0], CommunityClass.UPWARD, 8.0, 1000.0)
    occupy(town, town.communities[0], CommunityClass.UPWARD, 8.0, 3.0, key=2)
    occupy(town, town.communities[0], CommunityClass.RESIDENT, 11.0, 1.0, key=3)
    key = put(town, 7.5, Level.COMMUNITY)
    town.env.run(until=24.0)
    assert town.ledger.issues[key].first[Stage.HANDLE] == pytest.approx(handled)


def test_contact_desks_call_in_the_order_in_which_rows_come() -> None:
    town = quiet_town(**RANKED)
    keys = [put(town, 7.0, Level.STREET), put(town, 7.25, Level.STREET, grade=Grade.URGENT, n=1)]
    town.env.run(until=24.0)
    assert [town.ledger.issues[key].contacted_at for key in keys] == [9.5, 10.0]


def test_departments_do_letters_in_the_order_in_which_they_come() -> None:
    # Sent at 11:30 and 12:00, due on days 15 and 7; the only one of the department is busy to 14:30.
    town = quiet_town(streets={"whistle": 0.0}, service={"piece_hours": 0.0}, **RANKED)
    occupy(town, town.departments[3], DepartmentClass.OWN_LINE, 8.0, 4.0)
    grades = (Grade.COMPLEX, Grade.ORDINARY)
    keys = [
        put(town, 7.5 + 0.25 * n, Level.DEPARTMENT, grade=grade, departments=[3], n=n) for n, grade in enumerate(grades)
    ]
    town.env.run(until=48.0)
    assert [town.ledger.issues[key].first[Stage.HANDLE] for key in keys] == pytest.approx([17.5, 36.0])


def test_reminders_have_the_place_of_their_row() -> None:
    # Letters of 11:30 and 14:00 are not taken up and reminded of at once, while the only one of the section is busy
    # from 11:30 to 16:00. The second row is due first, so the department is asked again about it at 16:30.
    town = quiet_town(
        streets=ALONE | {"whistle": 0.0}, service={"take_up": 0.0, "remind_days": 1e-9, "reminders": 1}, **RANKED
    )
    occupy(town, town.streets[0], StreetClass.UPWARD, 11.0, 3.0)
    keys = [put(town, 7.5, Level.DEPARTMENT), put(town, 7.75, Level.DEPARTMENT, grade=Grade.ORDINARY, n=1)]
    town.env.run(until=15.0)
    waiting = town.streets[0].units[0].queues[StreetClass.COORDINATION]
    assert [job.place for job in waiting] == pytest.approx([175.75, 367.5])
    town.env.run(until=16.6)
    assert [town.ledger.assignments[key, 0, 0].asks for key in keys] == [1, 2]


# --- lending ------------------------------------------------------------------------------------------


def lent(town: Town, at: float, section: int, place: float | None, key: int) -> list[int]:
    """Let a lendable job of 0.1 h join a section; the list that is returned holds the section that took it."""
    took: list[int] = []

    def serve() -> Generator[simpy.Event, None, None]:
        yield town.env.at(at, EventKind.TASK, key)
        unit = town.streets[0].units[section]
        job: Job = unit.join(StreetClass.RESIDENT, key, 0.1, lendable=True, place=place)
        yield job.started
        assert job.server is not None
        took.append(job.server.section)
        yield town.env.at(job.later(0.1), EventKind.DONE, key)
        job.leave()

    town.env.process(serve())
    return took


def test_a_free_section_takes_who_came_first_whatever_its_place() -> None:
    # Sections 0 and 1 are busy to 12:00, section 2 to 10:00. Of section 0 the first job is that of 9:12, place 300, not
    # that of 9:06; it has been there longer than that of section 1 since 9:18, though this has place 100.
    town = quiet_town(streets={"section_staff": [[1, 1, 1], [2, 2, 0]]})
    for section, hours in ((0, 3.0), (1, 3.0), (2, 1.0)):
        occupy(town, town.streets[0], StreetClass.UPWARD, 8.0, hours, key=section, section=section)
    behind, first, other = lent(town, 9.1, 0, 500.0, 10), lent(town, 9.2, 0, 300.0, 11), lent(town, 9.3, 1, 100.0, 12)
    town.env.run(until=10.05)
    assert (behind, first, other) == ([], [2], [])
    town.env.run(until=10.15)
    assert (behind, first, other) == ([2], [2], [])
    town.env.run(until=10.35)
    assert (behind, first, other) == ([2], [2], [2])


def test_the_rest_of_a_task_has_been_there_since_the_task_came() -> None:
    # A task of 1.6 h came at 8:00; its first piece is done in section 0 from 9:00 to 9:48, when an emergency keeps this
    # for 2 h. Section 2 is free from 10:00 and takes the rest before a job that waits in section 1 since 9:06.
    town = quiet_town(streets={"section_staff": [[1, 1, 1], [2, 2, 0]]})
    for section, hours in ((1, 3.0), (2, 1.0)):
        occupy(town, town.streets[0], StreetClass.UPWARD, 8.0, hours, key=section, section=section)
    occupy(town, town.streets[0], StreetClass.EMERGENCY, 9.5, 2.0, key=4)
    ends: list[float] = []

    def task() -> Generator[simpy.Event, None, None]:
        yield town.env.at(8.0, EventKind.TASK, 3)
        unit = town.streets[0].units[0]
        yield from piecewise(town, unit, int(StreetClass.UPWARD), 3, 1.6, 8.0, lendable=True)
        ends.append(town.env.now)

    town.env.process(task())
    other = lent(town, 9.1, 1, None, 12)
    town.env.run(until=10.1)
    assert other == []
    town.env.run(until=11.0)
    assert ends == pytest.approx([10.8])
    assert other == [2]
