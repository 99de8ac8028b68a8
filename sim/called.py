"""What cases bring to departments, by letter and by whistle: hours, returns, reminders, missed appointments."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.fate import Array
from sim.involvement import Involvement, shares, until_kept
from sim.rules import Rules, World
from sim.stages import Family


class Assigned:
    """What cases bring to every department: hours of work content."""

    def __init__(self, rules: Rules, world: World, involved: list[Involvement]) -> None:
        self._departments = len(rules.departments.staff)
        self._rules = rules
        self._expected_number = np.array([x.expected() for x in involved])
        self._expected = self._expected_number * rules.categories.department_hours[:, None]
        self._districts = _streets_and_departments(world)

    def hours(self, cases: Array) -> Array:
        """Return hours by department of cases, float64[S, K]."""
        hours = np.zeros(self._departments)
        for streets, begin, end in self._districts:
            hours[begin:end] = (cases[streets].sum(axis=0) @ self._expected)[: end - begin]
        return hours

    def returned(self, cases: Array) -> Array:
        """Return how many letters are sent back as none of a department's duty, float64[S, K]."""
        chance = self._rules.categories.ambiguity[:, None] * (1.0 - self._rules.departments.acceptance[None, :])
        most = self._rules.service.max_returns
        return self._by_street(cases, np.sum([chance**i for i in range(1, most + 1)], axis=0))

    def reminded(self, cases: Array, served: Array) -> Array:
        """Return how many reminders letters need, float64[S, K].

        Parameters
        ----------
        served : float64[D]
            Share that each department takes up in the end, alike at every ask.
        """
        asks = self._rules.service.reminders + 1
        missed = (1.0 - np.minimum(served, 1.0)) ** (1.0 / asks)  # at one ask
        each = (missed[None, :] ** np.arange(1, asks)[:, None]).sum(axis=0)
        return self._by_street(cases, np.broadcast_to(each, (cases.shape[1], len(each))))

    def _by_street(self, cases: Array, each: Array) -> Array:
        """Return the sum over departments of what each letter to them brings, `each` of a category: float64[S, K]."""
        found = np.zeros_like(cases)
        for streets, begin, end in self._districts:
            number = (self._expected_number[:, : end - begin] * each[:, begin:end]).sum(axis=1)
            found[streets] = cases[streets] * number
        return found


class Appointed(NamedTuple):
    """What streets of one district that expect the same of departments ask of them; float64[K, L] each.

    Attributes
    ----------
    streets : bool[S]
        Whose these are.
    begin, end : int
        Which departments are the district's: L of them.
    trips, done
        Of a whistle to all departments the problem needs: how often each comes, and whether it does its work.
    lead_trips, lead_done
        Of a whistle to the lead department alone.
    """

    streets: NDArray[np.bool_]
    begin: int
    end: int
    trips: Array
    done: Array
    lead_trips: Array
    lead_done: Array


class Whistled:
    """What whistles bring to every department, and how often they are returned.

    Cases are given as float64[S, K] twice: those that need all departments of the problem, and those of the lead alone.
    """

    def __init__(self, rules: Rules, world: World, involved: list[Involvement]) -> None:
        self._rules, self._world, self._districts = rules, world, _streets_and_departments(world)
        self._lead = shares(rules.categories.lead_cumulative)
        self._expected = np.array([x.expected() for x in involved])
        departments = rules.departments
        pair = np.minimum(2, departments.staff)
        self._pair_travel, self._pair_waits = pair * departments.travel_hours, pair * rules.service.patience
        self._appointed = [x for place in self._districts for x in self._of_district(*place, involved)]

    def _of_district(
        self, mine: NDArray[np.bool_], begin: int, end: int, involved: list[Involvement]
    ) -> list[Appointed]:
        """Work out how often departments come, for every standing that committees of the district have."""
        rules, size = self._rules, end - begin
        found = []
        for authority in np.unique(rules.streets.authority[mine]):
            missing = rules.service.no_show * (1.0 - rules.departments.effort[begin:end]) * (1.0 - authority)
            come = np.zeros(self._lead.shape[1])
            come[:size] = 1.0 - missing
            most = rules.service.max_appointments
            all_of = [x.called_until(come, most) for x in involved]
            asked, kept = until_kept(come, most)
            found.append(
                Appointed(
                    mine & (rules.streets.authority == authority), begin, end,
                    *(np.array([x[n] for x in all_of])[:, :size] for n in (0, 1)),
                    *((self._lead * each)[:, :size] for each in (asked * come, kept)),
                )
            )  # fmt: skip
        return found

    def hours(self, both: Array, alone: Array) -> tuple[Array, Array]:
        """Return hours by department: of who does the work, travel of a pair included, and of who has come in vain."""
        work = self._rules.categories.department_hours[:, None]
        hours, in_vain = np.zeros(len(self._pair_travel)), np.zeros(len(self._pair_travel))
        for x in self._appointed:
            several, one = both[x.streets].sum(axis=0), alone[x.streets].sum(axis=0)
            evidence = self._rules.districts.evidence_hours[self._world.department_district[x.begin]]
            done, trips = several @ x.done + one @ x.lead_done, several @ x.trips + one @ x.lead_trips
            mine = slice(x.begin, x.end)
            hours[mine] += several @ (x.done * work) + one @ (x.lead_done * work)
            hours[mine] += done * (self._pair_travel[mine] + evidence)
            in_vain[mine] += (trips - done) * (self._pair_travel[mine] + self._pair_waits[mine])
        return hours, in_vain

    def returns(self, both: Array, alone: Array) -> Array:
        """Return returned assignments, float64[S, K]."""
        rules, world = self._rules, self._world
        chance = rules.categories.ambiguity[:, None] * (1.0 - rules.departments.acceptance[None, :])
        chance = chance * (1.0 - rules.districts.first_receiver[world.department_district])[None, :]
        # a street whose committee has standing meets fewer disputes; one that dispatches enforcement itself none there
        standing = (1.0 - rules.streets.authority)[:, None] * np.where(
            (rules.streets.dispatch == 1)[:, None] & (rules.categories.family == Family.ENFORCEMENT)[None, :], 0.0, 1.0
        )
        per_assignment = np.sum(
            [(standing[:, :, None] * chance[None, :, :]) ** i for i in range(1, rules.service.max_returns + 1)], axis=0
        ).reshape((*standing.shape, chance.shape[1]))
        returns = np.zeros_like(both)
        for mine, begin, end in self._districts:
            returned = per_assignment[mine][:, :, begin:end]
            returns[mine] = both[mine] * (self._expected[None, :, : end - begin] * returned).sum(axis=2)
            returns[mine] += alone[mine] * (self._lead[None, :, : end - begin] * returned).sum(axis=2)
        return returns


def _streets_and_departments(world: World) -> list[tuple[NDArray[np.bool_], int, int]]:
    """Return, for every district, which streets are its own and where its departments begin and end."""
    return [
        (world.street_district == district, int(begin), int(end))
        for district, (begin, end) in enumerate(pairwise(world.district_departments))
    ]
