"""Meetings in the oracle, spread over the week, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30, seven hours a day, every weekday, and day 0 is a Monday. Meetings are called at
the opening of a staffed day.
"""

from collections.abc import Generator
from typing import Any

import pytest
import simpy

from sim.stages import CommunityClass, EventKind, StreetClass

from .by_hand import QUIET, SEED, occupy, quiet_town
from .flow_oracle import meetings_of_day, open_town
from .offices import Job, Unit
from .small_town import small_town
from .town import Town

TENTH: dict[str, Any] = {"service": {"meeting_share": 0.1}}  # of 35 h: 3.5 h
WEDNESDAY, THURSDAY, FRIDAY, MONDAY = 24.0 * 2, 24.0 * 3, 24.0 * 4, 24.0 * 7


def free_at(town: Town, unit: Unit, times: list[float]) -> list[int]:
    """Run and return how many people of a unit are free at each of the times (h)."""
    free = []
    for time in times:
        town.env.run(until=time)
        free.append(unit.free)
    return free


def start_of(town: Town, unit: Unit, at: float, klass: int, hours: float = 1.0) -> list[float]:
    """Let a job join at `at`; the list that is returned holds its start once it has been."""
    started: list[float] = []

    def serve() -> Generator[simpy.Event, None, None]:
        yield town.env.at(at, EventKind.TASK, 99)
        job: Job = unit.join(klass, 99, hours)
        yield job.started
        started.append(town.env.now)
        yield town.env.at(job.later(hours), EventKind.DONE, 99)
        job.leave()

    town.env.process(serve())
    return started


# --- who meets when ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "servers", "days", "meet"),
    [
        (0, 1, 5, [1, 0, 0, 0, 0]),
        (4, 1, 5, [0, 0, 0, 0, 1]),
        (3, 4, 5, [1, 1, 0, 1, 1]),
        (0, 7, 5, [2, 2, 1, 1, 1]),
        (9, 3, 4, [0, 1, 1, 1]),
        (3, 2, 1, [2]),
        (6, 3, 7, [1, 1, 0, 0, 0, 0, 1]),
        (3, 0, 5, [0, 0, 0, 0, 0]),
    ],
)
def test_how_many_meet_on_each_day(first: int, servers: int, days: int, meet: list[int]) -> None:
    # person p has its turn on day 1 + p mod days
    assert [meetings_of_day(first, servers, j, days) for j in range(1, days + 1)] == meet


def test_everybody_meets_once_a_week() -> None:
    for first in range(9):
        for servers in range(20):
            for days in range(1, 8):
                each = [meetings_of_day(first, servers, j, days) for j in range(1, days + 1)]
                assert sum(each) == servers and max(each) - min(each) <= 1


def test_three_people_meet_on_three_days() -> None:
    # People 2, 3 and 4, community 1: on Wednesday, Thursday and Friday from 9:00 to 12:00 and 13:30 to 14:00, as in the week after
    town = quiet_town(**TENTH)
    week = [24.0 * day + hour for day in range(5) for hour in (8.9, 9.1, 13.9, 14.1)]
    free = 2 * [3, 3, 3, 3] + 3 * [3, 2, 2, 3]
    unit = town.communities[1].unit
    assert free_at(town, unit, week) == free
    assert free_at(town, unit, [MONDAY + time for time in week]) == free


def test_a_week_with_a_holiday_is_shared_by_the_days_that_are_left() -> None:
    # Monday and Wednesday are off, so everybody meets for 2.1 of 21 hours: people 2, 3 and 4 one on each of the other
    # days, 0 and 1 on Tuesday and Thursday, person 7 on Thursday.
    parts = {**QUIET, "service": {**QUIET["service"], "meeting_share": 0.1}}
    times = [24.0 * day + hour for day in range(5) for hour in (11.0, 11.2)]
    for community, free in (
        (1, [3, 3, 2, 3, 3, 3, 2, 3, 2, 3]),
        (0, [2, 2, 1, 2, 2, 2, 1, 2, 2, 2]),
        (3, [1, 1, 1, 1, 1, 1, 0, 1, 1, 1]),
    ):
        town = open_town(*small_town(0, 60, False, frozenset({0, 2}), False, **parts), SEED, 0)
        assert free_at(town, town.communities[community].unit, times) == free


def test_sections_meet_each_for_itself() -> None:
    # People 10 to 12, 13 and 14, 15: after the opening of every day so many are free in each section.
    town, free = quiet_town(**TENTH), []
    for day in range(5):
        town.env.run(until=24.0 * day + 9.1)
        free.append([unit.free for unit in town.streets[0].units])
    assert free == [[2, 2, 0], [2, 2, 1], [2, 2, 1], [3, 1, 1], [3, 1, 1]]


def test_a_department_sends_every_day_one_of_five() -> None:
    town = quiet_town(**TENTH)
    mornings = [24.0 * day + 9.1 for day in range(5)]
    assert free_at(town, town.departments[0].unit, mornings) == [4, 4, 4, 4, 4]


def test_a_week_that_began_before_the_start_has_no_meeting() -> None:
    # The run begins on a Wednesday: people 0 and 1 meet on Monday and Tuesday of the next week.
    parts = {**QUIET, "service": {**QUIET["service"], "meeting_share": 0.1}}
    town = open_town(*small_town(19, 60, False, frozenset(), False, **parts), SEED, 19)
    start = -24.0 * 19
    days = [start + 24.0 * day + 9.1 for day in range(10)]
    assert free_at(town, town.communities[0].unit, days) == [2, 2, 2, 2, 2, 1, 1, 2, 2, 2]


def test_nobody_meets_where_the_share_is_nothing() -> None:
    town = quiet_town(service={"meeting_share": [0.0, 0.0, 0.1, 0.0, 0.0]})
    assert free_at(town, town.communities[0].unit, [9.1]) == [2]
    assert town.streets[0].units[2].free == 0


# --- meetings and work ------------------------------------------------------------------------------


def test_a_meeting_comes_before_a_job_that_has_waited() -> None:
    # person 7, the only one of community 3, meets on Wednesday to 14:00; on Monday nothing keeps it from the job
    for day, start in ((WEDNESDAY, WEDNESDAY + 14.0), (0.0, 9.0)):
        town = quiet_town(**TENTH)
        started = start_of(town, town.communities[3].unit, day + 8.0, CommunityClass.RESIDENT)
        town.env.run(until=day + 24.0)
        assert started == pytest.approx([start])


def test_who_is_at_work_meets_later() -> None:
    # Both people of community 4, 8 and 9, are at work since 14:00 on Wednesday, one to 10:30 on Thursday. The meeting of that
    # morning lasts from then to 12:00 and from 13:30 to 15:30, when a job begins that has waited since 9:30.
    town = quiet_town(**TENTH)
    for key, hours in ((1, 5.0), (2, 1000.0)):
        occupy(town, town.communities[4], CommunityClass.UPWARD, WEDNESDAY + 14.0, hours, key=key)
    started = start_of(town, town.communities[4].unit, THURSDAY + 9.5, CommunityClass.RESIDENT)
    town.env.run(until=FRIDAY)
    assert started == pytest.approx([THURSDAY + 15.5])


def test_owed_meetings_are_averaged() -> None:
    unit = Unit(2, {1: 1.0})
    unit.owe_meetings(2, 3.0)
    unit.owed = 1
    unit.owe_meetings(2, 6.0)
    assert (unit.owed, unit.meeting_hours) == (3, 5.0)  # (1 x 3 + 2 x 6) / 3


def test_a_morning_on_which_nobody_meets_changes_nothing() -> None:
    unit = Unit(2, {1: 1.0})
    unit.owe_meetings(1, 3.0)
    unit.owe_meetings(0, 6.0)
    unit.owe_meetings(1, 0.0)
    assert (unit.owed, unit.meeting_hours) == (1, 3.0)


@pytest.mark.parametrize(
    ("committee_days", "day", "start"), [(4.0, 0.0, 15.5), (4.0, FRIDAY, 10.5), (4.0, MONDAY, 14.0)]
)
def test_the_committee_comes_on_top_of_the_day_s_meeting(committee_days: float, day: float, start: float) -> None:
    # Person 10, the only one of a section, owes 3.5 h on Mondays, to 14:00, and where the committee meets on that day, too,
    # twice the mean of both, 2.5 h, to 15:30; on Friday only the 1.5 h of the committee.
    alone = {"section_staff": [[1, 1, 1], [2, 2, 0]], "lending": 0.0, "committee_days": committee_days}
    town = quiet_town(streets=alone, **TENTH)
    started = start_of(town, town.streets[0].units[0], day + 8.0, StreetClass.RESIDENT)
    town.env.run(until=day + 24.0)
    assert started == pytest.approx([day + start])
