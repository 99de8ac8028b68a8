"""First contacts and the contact desk in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday and day 0 is a Monday: 33.0 is nine o'clock on day 1. Desks that sit
every day do so from 8 to 20. A row is sent on after 1.5 h, a first contact takes 0.5 h, as does any second look.
"""

from typing import Any

import numpy as np
import pytest

from sim.clock import Calendar, staffed_hours
from sim.stages import CommunityClass, ContactClass, Grade, Level, Solvability, Stage, Status, StreetClass

from .by_hand import SEED, occupy, put, quiet_town, run_row, times
from .flow_oracle import run_oracle
from .small_town import small_town
from .variants import VARIANTS

ALONE: dict[str, Any] = {"section_staff": [[1, 1, 1], [2, 2, 0]], "lending": 0.0}  # nobody helps whoever is busy
FRIDAY = 24.0 * 4
SUNDAY = 24.0 * 6
MONDAY = 24.0 * 7


# --- when a desk sits -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every_day", "contacted", "handled"),
    [([1, 0], SUNDAY + 12.0, MONDAY + 11.0), ([0, 1], MONDAY + 9.5, MONDAY + 11.5)],
)
def test_a_contact_on_sunday(every_day: list[int], contacted: float, handled: float) -> None:
    # filed at 10:00, at the street at 11:30; the section has 2 h of work from Monday 9:00 or from 9:30
    town = quiet_town(streets={"desk_every_day": every_day})
    _, row = run_row(town, at=SUNDAY + 10.0, authority=Level.STREET)
    assert times(row, Stage.INTEGRATE, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx(
        [SUNDAY + 11.5, contacted, handled]
    )
    assert row.contacted_at == pytest.approx(contacted)


@pytest.mark.parametrize(
    ("every_day", "filed", "contacted"),
    [
        (1, 18.25, 24.0 + 8.25),  # a quarter to 20:00, a quarter from 8:00
        (0, 15.75, 24.0 + 9.25),  # a quarter to 17:30, a quarter from 9:00
        (1, 10.25, 12.25),  # no break at noon
        (0, 10.25, 13.75),
        (1, 24.0 * 4 + 18.25, 24.0 * 5 + 8.25),  # from Friday to Saturday
        (0, 24.0 * 4 + 15.75, MONDAY + 9.25),
        (1, 18.5, 24.0 + 8.5),  # there when the desk closes
        (1, 18.0, 20.0),
    ],
)
def test_a_job_at_a_desk_pauses_while_the_desk_is_closed(every_day: int, filed: float, contacted: float) -> None:
    town = quiet_town(streets={"desk_every_day": every_day})
    _, row = run_row(town, at=filed, authority=Level.COMMUNITY)
    assert row.contacted_at == pytest.approx(contacted)


def test_what_came_at_night_is_called_when_the_desk_opens_in_the_order_in_which_it_came() -> None:
    # filed on Saturday evening, the first last; the desk has two people and opens on Sunday at 8:00
    town = quiet_town(streets={"desk_every_day": 1, "desk_positions": 2})
    keys = [put(town, SUNDAY - 2.0 - 0.5 * n, Level.COMMUNITY, n=n) for n in range(3)]
    town.env.run(until=MONDAY)
    contacted = [town.ledger.issues[key].contacted_at for key in keys]
    assert contacted == pytest.approx([SUNDAY + 9.0, SUNDAY + 8.5, SUNDAY + 8.5])


def test_a_reply_is_written_on_sunday_where_the_desk_sits() -> None:
    # filed on Saturday at noon, due on Sunday at noon: the last working hour is on Friday, so at once, after the contact
    town = quiet_town(streets={"desk_every_day": 1}, districts={"ranking": 1.0})
    _, row = run_row(town, at=SUNDAY - 12.0, authority=Level.STREET, grade=Grade.URGENT)
    assert [row.contacted_at, row.replied_at] == pytest.approx([SUNDAY - 10.0, SUNDAY - 9.75])


# --- who sits there ---------------------------------------------------------------------------------


def test_a_desk_does_not_meet() -> None:
    # a tenth of 35 staffed hours: person 10, a section, meets on Monday 9:00-12:00 and 13:30-14:00, the desk calls
    town = quiet_town(streets=ALONE, service={"meeting_share": 0.1})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([9.5, 16.0])


def test_the_head_of_no_section_sits_at_the_desk() -> None:
    # the committee meets on day 0 from 9:00 to 10:30, its heads are the only people of their sections
    town = quiet_town(streets=ALONE | {"committee_days": 30.0})
    _, row = run_row(town, at=7.5, authority=Level.COMMUNITY)
    assert row.contacted_at == 9.5


def test_sections_do_not_help_at_the_desk_nor_the_desk_in_sections() -> None:
    # The desk is busy to 10:00, where the call ends at 10:30, the sections to 11:00: then 1 h and, after noon, another.
    town = quiet_town(streets=ALONE | {"lending": 1.0})
    occupy(town, town.contact_desks[0], ContactClass.CONTACT, 8.0, 1.0)
    for section in range(3):
        occupy(town, town.streets[0], StreetClass.UPWARD, 8.0, 2.0, key=10 + section, section=section)
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([10.5, 14.5])


# --- what is found out at the first contact -----------------------------------------------------------


def test_the_right_section_is_found_at_once() -> None:
    town = quiet_town(streets=ALONE | {"accuracy": 1.0})
    for section in (1, 2):
        occupy(town, town.streets[0], StreetClass.UPWARD, 8.0, 2.0, key=section, section=section)
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([9.5, 11.5])
    assert (row.triages, row.misroutes) == (1, 0)


def test_a_street_of_one_section_has_no_wrong_one() -> None:
    one = {"section_staff": [[3, 0, 0], [2, 2, 0]], "section_of_category": 0, "accuracy": 0.0}
    _, row = run_row(quiet_town(streets=one), at=7.5, authority=Level.STREET)
    assert (row.first[Stage.CLASSIFY], row.triages, row.misroutes) == (9.5, 1, 0)


def test_what_is_explained_has_been_to_the_wrong_section_before() -> None:
    town = quiet_town(streets={"accuracy": 0.0}, demand={"explain_share": 1.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET, solvability=Solvability.UNREASONABLE)
    assert (row.status, row.closed_at, row.contacted_at, row.misroutes) == (Status.EXCLUDED, 10.0, 9.5, 1)


# --- emergencies ------------------------------------------------------------------------------------


def test_an_emergency_skips_dispatch_desk_and_sections() -> None:
    # on Sunday, with a contact desk that is busy and inaccurate: at the emergency desk at once
    town = quiet_town(streets={"desk_every_day": 1, "accuracy": 0.0})
    occupy(town, town.contact_desks[0], ContactClass.CONTACT, SUNDAY + 8.0, 12.0)
    _, row = run_row(town, at=SUNDAY + 10.0, authority=Level.STREET, grade=Grade.EMERGENCY)
    assert times(row, Stage.COLLECT, Stage.INTEGRATE, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx(
        [SUNDAY + 10.0, SUNDAY + 10.0, SUNDAY + 10.5, SUNDAY + 12.5]
    )
    assert (row.contacted_at, row.triages, row.misroutes) == (SUNDAY + 10.5, 1, 0)


def test_an_emergency_that_is_filed_again_skips_dispatch_too() -> None:
    town = quiet_town(
        demand={"refile": 1.0, "refile_days": 0.01, "dispatch_hours": 1.5},
        service={"quality": 0.0, "max_visits": 1},
    )
    key, first = run_row(town, at=10.0, authority=Level.STREET, grade=Grade.EMERGENCY)
    second = town.ledger.issues[key + 1]
    assert first.answer == 0 and second.first[Stage.COLLECT] > first.evaluated_at
    assert second.first[Stage.INTEGRATE] == second.first[Stage.COLLECT]
    assert second.contacted_at == pytest.approx(second.first[Stage.COLLECT] + 0.5)


def test_a_reopened_emergency_has_no_second_contact() -> None:
    # called 10:00 to 10:30, worked to 12:30, verified 13:30 to 13:45, then as others at the section, first of all classes
    town = quiet_town(streets=ALONE | {"rigour": 1.0}, service={"quality": 0.0, "max_visits": 2})
    occupy(town, town.streets[0], StreetClass.UPWARD, 13.6, 3.0)
    _, row = run_row(town, at=10.0, authority=Level.STREET, grade=Grade.EMERGENCY)
    assert (row.contacted_at, row.visits, row.triages) == (10.5, 1, 1)
    assert times(row, Stage.HANDLE, Stage.VERIFY) == pytest.approx([12.5, 13.75])
    assert row.last[[Stage.HANDLE, Stage.VERIFY]] == pytest.approx([15.75, 16.0])


def test_communities_wait_for_the_first_contact() -> None:
    # a case of the community is called by the street as well; the community's own work begins after it
    town = quiet_town()
    occupy(town, town.communities[0], CommunityClass.UPWARD, 8.0, 0.75)
    occupy(town, town.communities[0], CommunityClass.UPWARD, 8.0, 0.75, key=2)
    _, row = run_row(town, at=7.5, authority=Level.COMMUNITY)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([9.5, 10.95])


# --- whole towns ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["one desk every day", "overloaded desks"])
def test_contacts_are_made_while_the_desk_sits_and_in_the_order_in_which_the_street_has_the_rows(name: str) -> None:
    world, rules, residents = small_town(**VARIANTS[name])
    ledger = run_oracle(world, rules, residents, SEED, 28, 40)
    for s in range(2):
        desk: Calendar = world.duty if rules.streets.desk_every_day[s] else world.calendar
        contacts = sorted(
            (float(row.first[Stage.INTEGRATE]), key, row.contacted_at)
            for key, row in ledger.issues.items()
            if world.community_street[row.community] == s
            and row.first[Stage.INTEGRATE] > row.first[Stage.COLLECT] >= -24.0 * 28  # no emergency, no old case
        )
        made = np.array([time for _, _, time in contacts])
        assert (~np.isnan(made)).sum() > 50
        first_open = int(np.argmax(np.isnan(made))) if np.isnan(made).any() else len(made)
        assert rules.streets.desk_positions[s] > 1 or np.isnan(made[first_open:]).all()
        assert (np.diff(made[:first_open]) >= 0.0).all()
        for time in made[:first_open]:
            assert staffed_hours(desk, time) > staffed_hours(desk, time - 1e-6)
