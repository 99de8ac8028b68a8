"""What a town needs: how many residents, offices, problems and tasks, and the memory their tables take.

Rough, from the numbers of the place alone and before anything is made: enough to refuse what no machine can hold,
and to say which settings ask for it.
"""

from __future__ import annotations

from functools import cache
from math import fsum, isfinite
from typing import NamedTuple

import numpy as np

from scenarios.base_rules import demand_of
from scenarios.geography_schema import Listed
from scenarios.place_schema import Place
from sim.errors import BadInput, Fault
from sim.filing import expected_filing
from sim.kernel import state
from sim.rules import Residents
from sim.stages import Stage, Work

_SAMPLE = 1_000  # residents who stand for all when reports of a problem are reckoned
_OLD_DAYS = 240  # days of old cases a run begins with, and what tables have to spare
_STAFFED_DAYS = 250.0 / 365.0
_BYTES_OF_RESIDENT = 40  # columns of the place, copies of what residents learn
_BYTES_OF_OFFICE = 8_000  # an actor, its unit and queue
_BYTES_OF_OFFICE_DAY = 8 * (len(Work) + 6)


class Need(NamedTuple):
    """How much of one thing there is, the memory it takes, and the settings that ask for it."""

    what: tuple[str, str]  # English, Chinese
    number: float
    size: float  # bytes
    settings: tuple[str, ...]


def refuse_what_cannot_be_held(place: Place, days: int) -> None:
    """Refuse a place whose tables do not fit into the memory of this machine.

    Parameters
    ----------
    days
        Days of the run, burn-in included.

    Raises
    ------
    BadInput
        Naming the settings that ask for most of it, and what they would need.
    """
    needs = needs_of(place, days)
    total, memory = fsum(need.size for need in needs), memory_of_this_machine()
    if total <= memory:
        return
    most = max(needs, key=lambda need: need.size)
    given = ", ".join(f"{name} = {_value(place, name)}" for name in most.settings)
    asked, needed, there = _count(most.number), _gibibytes(total), _gibibytes(memory)
    raise BadInput(
        [
            Fault(
                en=f"{given} ask for about {asked} {most.what[0]} in {days} days: that needs {needed} of memory; "
                f"this machine has {there}",
                zh=f"{given} 在 {days} 天内约需 {asked} {most.what[1]}：要占内存 {needed}，本机只有 {there}",
            )
        ],
        place.name,
    )


def needs_of(place: Place, days: int) -> tuple[Need, ...]:
    """Return what a run of a place needs; where the sizes alone are beyond all bounds, nothing else is reckoned."""
    people, places = _residents(place)
    lists = isinstance(place.geography, Listed)
    geography = ("geography.streets",) if lists else ("geography.residents", "geography.residents_a_community")
    at_home = Need(("residents", "名居民"), people, people * _BYTES_OF_RESIDENT, geography[:1])
    offices = Need(("offices", "个机构"), places, places * (_BYTES_OF_OFFICE + days * _BYTES_OF_OFFICE_DAY), geography)
    return at_home, offices, _problems(place, people, days), *_tasks(place, people, places, days)


def _residents(place: Place) -> tuple[int, int]:
    """Return how many residents and how many streets and communities there are."""
    given = place.geography
    if isinstance(given, Listed):
        communities = [n for street in given.streets for n in street.communities]
        return sum(communities), len(given.streets) + len(communities)
    return given.residents.value, given.streets.value + round(given.residents.value / given.residents_a_community.value)


def _problems(place: Place, people: int, days: int) -> Need:
    filing = expected_filing(demand_of(place), _residents_in_small(place))
    share = np.array([c.share for c in place.categories])
    filed = people * place.demand.filed_a_year.value * place.demand.street_level.value / 365.0
    with np.errstate(divide="ignore"):
        number = filed * float((share / filing.rows).sum()) * (days + _OLD_DAYS) if filed else 0.0
    columns = 2 * 8 * len(Stage) + sum(
        t.itemsize for t in (state.PROBLEM, state.ISSUE, state.ASSIGNMENT, state.WHISTLE, state.JOB, state.EVENT)
    )
    names = ("demand.filed_a_year", "residents.report_base", "residents.awareness", "residents.report_awareness")
    return Need(("problems", "个问题"), number, number * columns, names)


def _residents_in_small(place: Place) -> Residents:
    """Return a few residents who report about as often as all do, without any luck."""
    steps = (np.arange(_SAMPLE) + 0.5) / _SAMPLE
    share = np.cumsum(place.channels.share)
    none = np.zeros(0)
    return Residents(
        trust=np.full(_SAMPLE, place.residents.trust_mean.value),
        expected_days=none,
        activity=place.residents.activity_mean.value * (-np.log(1.0 - steps) - 1.0),
        # Six in ten forward each time: every channel meets every activity.
        channel=np.searchsorted(share / share[-1], (steps * 0.618 * _SAMPLE) % 1.0),
        age=none,
        digital=none,
        party=none,
    )


def _tasks(place: Place, people: int, places: int, days: int) -> tuple[Need, ...]:
    """Return the tasks of streets, communities and departments by what they come from."""
    down, service = place.top_down, place.service
    hours = days * _STAFFED_DAYS * fsum(end - start for start, end in place.calendar.segments)
    departments = sum(department.staff for department in place.departments)
    table = place.communities
    workers = max(people / 3.0 / table.households_a_worker.value, places * table.least_staff.value)
    kept = max(1.0 - down.passed_down.value, 1e-9)
    counted = (
        (down.sheets_a_year.value * days / 365.0 * places, "top_down.sheets_a_year"),
        (place.department_work.own_share.value * departments * hours / service.own_hours.value, "service.own_hours"),
        (
            down.transferred_a_resident.value * people * days / 365.0 / kept / down.transferred_hours.value,
            "top_down.transferred_hours",
        ),
        (
            place.communities.statutory_share.value * workers * hours / service.statutory_hours.value,
            "service.statutory_hours",
        ),
        (
            place.communities.residents_share.value * workers * hours / service.walk_in_hours.value,
            "service.walk_in_hours",
        ),
    )
    each = state.TASK.itemsize + state.EVENT.itemsize
    return tuple(Need(("tasks", "项任务"), number, number * each, (name,)) for number, name in counted)


@cache
def memory_of_this_machine() -> int:
    """Return its memory in bytes."""
    import psutil  # type: ignore[import-untyped]

    return int(psutil.virtual_memory().total)


def _value(place: Place, name: str) -> str:
    table, _, key = name.partition(".")
    value = getattr(getattr(place, table), key)
    return "[…]" if isinstance(value, tuple) else f"{value.value:g}"


def _count(number: float) -> str:
    return f"{number:,.0f}" if isfinite(number) else "∞"


def _gibibytes(size: float) -> str:
    return f"{size / 2**30:,.0f} GiB" if isfinite(size) else "∞ GiB"
