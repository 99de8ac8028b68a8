"""The oracle's queues against hand-worked schedules and Lindley's recursion."""

from collections.abc import Generator

import numpy as np
import pytest
import simpy

from sim.stages import ContactClass, DepartmentClass, EventKind, StreetClass

from .by_hand import SEED, quiet_town
from .environment import FlowEnvironment
from .flow_oracle import run_oracle
from .offices import Job, Office, Unit, contact_desk_unit, department_unit, section_unit
from .small_town import small_town
from .tasks import next_piece, piecewise


def starts_of(jobs: dict[str, tuple[float, int, float, int]], unit: Unit) -> dict[str, float]:
    """Return when jobs (name: join time, class, hours, servers) start at an office that never closes."""
    env = FlowEnvironment(0.0)
    Office(env, 0, None, [unit])
    starts: dict[str, float] = {}

    def serve(
        name: str, key: int, at: float, klass: int, hours: float, needs: int
    ) -> Generator[simpy.Event, None, None]:
        yield env.at(at, EventKind.TASK, key)
        job: Job = unit.join(klass, key, hours * needs, needs)
        yield job.started
        starts[name] = env.now
        yield env.at(job.later(hours), EventKind.DONE, key)
        job.leave()

    for key, (name, job) in enumerate(jobs.items()):
        env.process(serve(name, key, *job))
    env.run()
    return starts


def test_fair_queue_by_hand() -> None:
    # Weights 0.75 and 0.25, jobs of 3 h: an upward job costs its clock 4, an easy one 12. a1 starts as it
    # joins, at service clock 0, so b1's class enters at 0 and comes next; at 12 all, upward work wins the tie.
    # Clocks (upward, easy) after each start: a1 (4, 0), b1 (4, 12), a2 (8, 12), a3 (12, 12), a4 (16, 12), b2 (16, 24).
    upward, easy = int(StreetClass.UPWARD), int(StreetClass.EASY)
    jobs = {f"a{i}": (0.0, upward, 3.0, 1) for i in (1, 2, 3, 4)} | {f"b{i}": (0.0, easy, 3.0, 1) for i in (1, 2)}
    unit = Unit(1, {upward: 0.75, easy: 0.25})
    assert starts_of(jobs, unit) == {"a1": 0.0, "b1": 3.0, "a2": 6.0, "a3": 9.0, "a4": 12.0, "b2": 15.0}
    assert unit.clocks == {upward: 16.0, easy: 24.0}


def test_a_department_serves_emergencies_then_pairs_then_what_came_first() -> None:
    emergency, own, whistled = int(DepartmentClass.EMERGENCY), int(DepartmentClass.OWN_LINE), DepartmentClass.WHISTLED
    jobs = {
        "first": (0.0, own, 2.0, 1),
        "second": (0.5, own, 1.0, 1),
        "pair": (1.0, int(whistled), 1.0, 1),
        "emergency": (1.5, emergency, 1.0, 1),
    }
    starts = {"first": 0.0, "emergency": 2.0, "pair": 3.0, "second": 4.0}
    assert starts_of(jobs, department_unit(1)) == starts


def test_a_section_serves_emergencies_then_escorts_then_shares() -> None:
    emergency, escort, resident = (int(k) for k in (StreetClass.EMERGENCY, StreetClass.ESCORT, StreetClass.RESIDENT))
    jobs = {
        "first": (0.0, resident, 2.0, 1),
        "second": (0.5, resident, 1.0, 1),
        "escort": (1.0, escort, 1.0, 1),
        "emergency": (1.5, emergency, 1.0, 1),
    }
    starts = {"first": 0.0, "emergency": 2.0, "escort": 3.0, "second": 4.0}
    assert starts_of(jobs, section_unit(1, 0.9)) == starts


@pytest.mark.parametrize(
    ("klass", "start"),
    [(DepartmentClass.EMERGENCY, 1.0), (DepartmentClass.WHISTLED, 1.0), (DepartmentClass.OWN_LINE, 3.0)],
)
def test_only_what_presses_comes_before_a_meeting(klass: DepartmentClass, start: float) -> None:
    # busy with an emergency to 1:00, a meeting of 2 h is owed
    unit = department_unit(1)
    unit.owe_meetings(1, 2.0)
    jobs = {"first": (0.0, int(DepartmentClass.EMERGENCY), 1.0, 1), "second": (0.5, int(klass), 1.0, 1)}
    assert starts_of(jobs, unit) == {"first": 0.0, "second": start}


def test_a_contact_desk_calls_first_then_replies_then_checks() -> None:
    contact, reply, check = (int(k) for k in (ContactClass.CONTACT, ContactClass.REPLY, ContactClass.CHECK))
    jobs = {
        "first": (0.0, check, 2.0, 1),
        "check": (0.5, check, 1.0, 1),
        "reply": (1.0, reply, 1.0, 1),
        "contact": (1.5, contact, 1.0, 1),
        "another contact": (2.5, contact, 1.0, 1),
    }
    starts = {"first": 0.0, "contact": 2.0, "another contact": 3.0, "reply": 4.0, "check": 5.0}
    assert starts_of(jobs, contact_desk_unit(1)) == starts


@pytest.mark.parametrize(
    ("left", "most", "piece"),
    [(0.5, 0.8, 0.5), (0.8, 0.8, 0.8), (2.0, 0.8, 0.8), (0.8 + 5e-10, 0.8, 0.8 + 5e-10), (0.8 + 2e-9, 0.8, 0.8)],
)
def test_a_rest_that_is_hardly_there_belongs_to_the_last_piece(left: float, most: float, piece: float) -> None:
    assert next_piece(left, most) == piece


@pytest.mark.parametrize(("more", "done"), [(1e-10, 10.2), (1e-8, 13.6)])
def test_who_waits_does_not_come_before_a_rest_that_is_hardly_there(more: float, done: float) -> None:
    # Two pieces of 0.6 h from 9:00 on. An emergency's letter waits during the second: 1.9 h from 10:12 on.
    town = quiet_town()
    unit, ends = town.departments[3].unit, []

    def own_line() -> Generator[simpy.Event, None, None]:
        yield town.env.at(9.0, EventKind.TASK, 1)
        yield from piecewise(town, unit, DepartmentClass.OWN_LINE, 1, 1.2 + more, 9.0)
        ends.append(town.env.now)

    def emergency() -> Generator[simpy.Event, None, None]:
        yield town.env.at(10.0, EventKind.TASK, 2)
        yield from piecewise(town, unit, DepartmentClass.EMERGENCY, 2, 1.9, 10.0)

    town.env.process(own_line())
    town.env.process(emergency())
    town.env.run(until=24.0)
    assert ends == pytest.approx([done], abs=1e-6)


def test_first_of_a_pair_waits_reserved() -> None:
    # a and b leave at 1 and 3; the pair's first officer waits from 1 to 3; c has to wait for the pair
    own, whistled = int(DepartmentClass.OWN_LINE), int(DepartmentClass.WHISTLED)
    jobs = {
        "a": (0.0, own, 1.0, 1),
        "b": (0.0, own, 3.0, 1),
        "pair": (0.5, whistled, 2.0, 2),
        "c": (0.6, own, 1.0, 1),
    }
    assert starts_of(jobs, department_unit(2)) == {"a": 0.0, "b": 0.0, "pair": 3.0, "c": 5.0}


def test_a_free_section_takes_the_longest_waiting_lendable_job() -> None:
    town = quiet_town(streets={"section_staff": np.array([[1, 1, 0], [2, 2, 0]])})
    street, started = town.streets[0], {}

    def serve(
        name: str, at: float, section: int, hours: float, lendable: bool, key: int
    ) -> Generator[simpy.Event, None, None]:
        yield town.env.at(at, EventKind.TASK, key)
        job = street.units[section].join(StreetClass.RESIDENT, key, hours, lendable=lendable)
        yield job.started
        started[name] = (town.env.now, job.server.section if job.server else None)
        yield town.env.at(job.later(hours), EventKind.DONE, key)
        job.leave()

    town.env.process(serve("long", 9.0, 0, 3.0, True, 1))
    town.env.process(serve("other", 9.0, 1, 1.0, True, 2))
    town.env.process(serve("kept", 9.1, 0, 0.5, False, 3))  # its section's first: hides the lendable one behind
    town.env.process(serve("behind", 9.2, 0, 0.5, True, 4))
    town.env.run(until=24.0)
    assert started == {"long": (9.0, 0), "other": (9.0, 1), "kept": (13.5, 0), "behind": (13.5, 1)}


def test_one_server_follows_lindley() -> None:
    # W(n+1) = max(0, W(n) + S(n) - A(n)): a day-and-night community with one class and one server
    world, rules, residents = small_town(
        7,
        30,
        always_open=True,
        demand={"problems_a_day": 0.0},
        communities={"statutory_a_day": 14.0, "walk_ins_a_day": 0.0, "staff": 1},
        departments={"derived_a_day": 0.0, "transferred_a_day": 0.0},
        service={"meeting_share": 0.0},
    )
    ledger = run_oracle(world, rules, residents, SEED, 7, 30)
    mine = sorted(
        (task.arrives_at, key, task)
        for key, task in ledger.tasks.items()
        if key & 0xFFFFF == 3 and task.arrives_at < 720
    )
    assert len(mine) > 300
    free_at = -np.inf
    for arrives, _, task in mine:
        free_at = max(free_at, arrives) + task.hours
        if free_at < 720.0:
            assert task.done_at == pytest.approx(free_at, abs=1e-8)
        else:
            assert np.isnan(task.done_at)


def test_a_class_that_was_idle_gets_no_credit() -> None:
    # After 6 h of upward work served alone the easy class enters at the clock the last upward job started at,
    # not at 0: so from then on the two classes alternate instead of all easy jobs going first.
    upward, easy = int(StreetClass.UPWARD), int(StreetClass.EASY)
    jobs = {f"a{i}": (0.0, upward, 1.0, 1) for i in range(10)} | {f"b{i}": (6.5, easy, 1.0, 1) for i in range(3)}
    unit = Unit(1, {upward: 0.5, easy: 0.5})
    starts = starts_of(jobs, unit)
    assert [starts[f"b{i}"] for i in range(3)] == [7.0, 9.0, 11.0]
