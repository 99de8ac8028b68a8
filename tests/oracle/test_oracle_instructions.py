"""Instructions inside the street office in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday, day 0 is a Monday, and one hour of a day is its clock hour.
"""

import pytest

from sim.stages import Grade, Level, Solvability, Stage

from .by_hand import quiet_town, run_row, times


def test_a_major_matter_waits_for_the_committee() -> None:
    # called 9:30 on day 0; meetings on days 0, 3, 6, …: 9:00 on day 3 (81.0), then 2 h of work
    town = quiet_town(streets={"committee_days": 3.0, "committee_delegated": 0.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET, solvability=Solvability.HISTORIC)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE, Stage.VERIFY) == pytest.approx([9.5, 83.0, 83.25])
    assert (row.major, row.contacted_at) == (1, 9.5)


def test_a_committee_due_at_the_weekend_meets_on_monday() -> None:
    # day 5 is a Saturday: 9:00 on day 7
    town = quiet_town(streets={"committee_days": 5.0, "committee_delegated": 0.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET, solvability=Solvability.HISTORIC)
    assert times(row, Stage.HANDLE) == pytest.approx([179.0])


@pytest.mark.parametrize(
    ("authority", "solvability", "grade", "departments", "major"),
    [
        (Level.COMMUNITY, Solvability.HISTORIC, Grade.COMPLEX, [0, 1], 0),
        (Level.STREET, Solvability.SOLVABLE, Grade.COMPLEX, [0, 1], 1),
        (Level.DEPARTMENT, Solvability.SOLVABLE, Grade.COMPLEX, [0, 1], 1),
        (Level.DEPARTMENT, Solvability.SOLVABLE, Grade.COMPLEX, [0], 0),
        (Level.DEPARTMENT, Solvability.SOLVABLE, Grade.ORDINARY, [0, 1], 0),
        (Level.DEPARTMENT, Solvability.HISTORIC, Grade.EMERGENCY, [0, 1], 0),  # an emergency waits for nobody
    ],
)
def test_what_is_a_major_matter(
    authority: Level, solvability: Solvability, grade: Grade, departments: list[int], major: int
) -> None:
    town = quiet_town(streets={"committee_days": 3.0, "committee_delegated": 0.0})
    _, row = run_row(town, at=7.5, authority=authority, solvability=solvability, grade=grade, departments=departments)
    assert row.major == major


def test_the_director_decides_what_is_delegated() -> None:
    town = quiet_town(streets={"committee_days": 3.0, "committee_delegated": 1.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET, solvability=Solvability.HISTORIC)
    assert (row.major, row.first[Stage.HANDLE]) == (0, 11.5)


def test_the_committee_takes_the_head_of_every_section() -> None:
    # one person a section: on day 3 the head is back after 1.5 h, 10:30, and works until 12:00 and 13:30 to 14:00
    alone = {"section_staff": [[1, 1, 1], [2, 2, 0]], "committee_days": 3.0, "committee_delegated": 0.0}
    _, row = run_row(quiet_town(streets=alone), at=7.5, authority=Level.STREET, solvability=Solvability.HISTORIC)
    assert times(row, Stage.HANDLE) == pytest.approx([86.0])


def test_an_instruction_lies_at_every_layer() -> None:
    # called 9:30, two layers of an hour: 11:30; half an hour before lunch, 1.5 h after it
    town = quiet_town(streets={"layers": 2.0}, service={"layer_hours": 1.0, "layer_loss": 0.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([9.5, 15.0])


def test_layers_come_after_the_committee() -> None:
    # 81.0 + two layers of an hour: 83.0; one hour before lunch, one from 85.5
    slow = {"committee_days": 3.0, "committee_delegated": 0.0, "layers": 2.0}
    town = quiet_town(streets=slow, service={"layer_hours": 1.0, "layer_loss": 0.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET, solvability=Solvability.HISTORIC)
    assert times(row, Stage.HANDLE) == pytest.approx([86.5])


def test_who_misunderstood_asks_again() -> None:
    # called 9:30; what is certainly lost is asked again at once, 10:00; 2 h of work
    town = quiet_town(streets={"layers": 1.0}, service={"layer_hours": 0.0, "layer_loss": 1.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([9.5, 12.0])
    assert (row.contacted_at, row.triages, row.garbled, row.misroutes) == (9.5, 2, 1, 0)
    assert row.last[Stage.CLASSIFY] == 9.5


def test_reporting_makes_weekly_meetings_longer() -> None:
    # 5 h a week of 35: person 10, the only one, meets for 5 h on Monday, to 12:00 and 15:30; then 2 h of work
    town = quiet_town(streets={"reporting": 5.0, "section_staff": [[1, 0, 0], [2, 2, 0]]})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert times(row, Stage.CLASSIFY, Stage.HANDLE) == pytest.approx([9.5, 17.5])


def test_a_reopened_row_needs_no_second_instruction() -> None:
    # instructed 10:30, worked 12:00 and 13:30 to 14:00, verified 14:15, again 2 h and a verification
    town = quiet_town(
        streets={"layers": 1.0, "rigour": 1.0, "false_closing": 0.0},
        service={"layer_hours": 1.0, "layer_loss": 0.0, "quality": 0.0, "max_visits": 2},
    )
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert (row.visits, row.first[Stage.HANDLE]) == (1, 14.0)
    assert row.last[Stage.HANDLE] == pytest.approx(16.25)
