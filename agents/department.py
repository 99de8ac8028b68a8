"""A district department: effort and care for whistled work, acceptance, passing work down."""

from typing import NamedTuple

import numpy as np

from agents.decisions import (
    answerable,
    best_response,
    passed_down,
    relabelled,
    share_of_the_way,
    showing_up,
    solving,
    stake,
    within,
)
from agents.institution import Institution
from agents.sight import TownInSight
from sim.kernel.choices import tray_effect
from sim.stages import Level

LEAST_EFFORT = 0.05
_SEEN = ("evaluated", "check_in", "cooperation", "professional", "rated", "satisfied")


class Seen(NamedTuple):
    """What a department's last month looked like; NaN where nothing was evaluated."""

    evaluated: int
    check_in: float
    cooperation: float
    professional: float
    satisfied: float


class Department(Institution):
    """A district department (区级部门) with its field staff.

    Attributes
    ----------
    diligence, acceptance, effort, pass_share, relabel : float
        Its policies, which move a part of the way to its best response every month (docs/behaviour.md, 2).
    """

    level = Level.DEPARTMENT
    rhythm_days = 30

    def __init__(self, model: TownInSight, number: int) -> None:
        super().__init__(model, number)
        world, departments = model.world, model.rules.departments
        self.district = int(world.department_district[number])
        self.local = number - int(world.district_departments[self.district])
        self.streets = slice(*(int(n) for n in world.district_streets[self.district : self.district + 2]))
        self.effort = float(departments.effort[number])
        self.diligence = float(departments.diligence[number])
        self.acceptance = float(departments.acceptance[number])
        self.pass_share = float(departments.pass_share[number])
        self.relabel = float(model.rules.top_down.relabel)
        self._known = dict.fromkeys(_SEEN, 0.0)
        self._offered = self._refused = 0.0

    @property
    def policy(self) -> np.record:
        """Row of the department policies."""
        return self.model.engine.town.department_policy[self.number]

    def react(self, days: float) -> None:
        """Move towards the best response to last month's scores; follow the scenario in the rest."""
        rules, conduct = self.model.rules, self.model.rules.conduct
        departments, districts = rules.departments, rules.districts
        way = share_of_the_way(conduct.adjustment, days, 30.0)
        if way > 0.0:
            seen, refused = self._look()
            g, n = self.district, self.number
            followed = float(districts.accountability[g])
            missing = 1.0 - seen.check_in if seen.evaluated > 0 else 0.0
            weight = answerable(float(districts.evaluation_weight[g]), followed, missing)
            worth = stake(float(districts.stakes[g]), weight, float(districts.monitoring[g]))
            present, solved = self._pulls(seen)
            cost = 1.0 - weight if conduct.effort_gain > 0.0 else 1.0
            effort = best_response(float(departments.effort[n]), conduct.effort_gain * worth * present, cost)
            diligence = best_response(float(departments.diligence[n]), conduct.diligence_gain * worth * solved)
            acceptance = best_response(float(departments.acceptance[n]), conduct.acceptance_gain * worth * present)
            held_back = conduct.gate_deterrence * refused
            held_back += conduct.accountability_gain * followed * float(districts.monitoring[g])
            down = passed_down(float(departments.pass_share[n]), self._relief(), conduct.relief_gain, held_back)
            strictness = float(rules.top_down.strictness[g])
            relabel = relabelled(float(rules.top_down.relabel), conduct.relabel_gain, refused, strictness)
            self.effort += way * (effort - self.effort)
            self.diligence += way * (diligence - self.diligence)
            self.acceptance += way * (acceptance - self.acceptance)
            self.pass_share += way * (down - self.pass_share)
            self.relabel += way * (relabel - self.relabel)
            decided = (self.effort, self.diligence, self.acceptance, self.pass_share, self.relabel)
            self.model.note_decision(n, (*decided, seen.evaluated, seen.check_in, seen.professional))
        policy = self.policy
        policy["effort"] = within(self.effort, LEAST_EFFORT, 1.0 - LEAST_EFFORT)
        policy["acceptance"] = self.acceptance
        policy["pass_share"] = self.pass_share
        policy["relabel"] = self.relabel
        policy["false_closing"] = departments.false_closing[self.number]
        more_care = self.diligence - float(departments.diligence[self.number])
        policy["hours"] = 1.0 + conduct.diligence_hours * more_care
        policy["quality"] = conduct.diligence_quality * more_care

    def _look(self) -> tuple[Seen, float]:
        """Return the scores since the last look, and the share of offered work that was refused."""
        town = self.model.engine.town
        records = town.records[self.streets, self.local]
        now = {name: float(records[name].sum()) for name in self._known}
        new = {name: now[name] - self._known[name] for name in now}
        self._known = now
        offered, refused = (float(x) for x in town.gates[self.number])
        share = (refused - self._refused) / (offered - self._offered) if offered > self._offered else 0.0
        self._offered, self._refused = offered, refused

        def mean(name: str, over: str) -> float:
            return new[name] / new[over] if new[over] > 0.0 else float("nan")

        seen = Seen(
            int(new["evaluated"]),
            mean("check_in", "evaluated"),
            mean("cooperation", "evaluated"),
            mean("professional", "evaluated"),
            mean("satisfied", "rated"),
        )
        return seen, share

    def _pulls(self, seen: Seen) -> tuple[float, float]:
        """Return what its score has to gain from showing up and from solving; nothing where nothing was evaluated."""
        if seen.evaluated == 0:
            return 0.0, 0.0
        d, g = self.model.rules.districts, self.district
        share = float(d.street_share[g])
        satisfied = seen.satisfied if seen.satisfied == seen.satisfied else 1.0
        present = showing_up(share, float(d.score_check_in[g]), seen.check_in, seen.cooperation)
        solved = solving(share, float(d.score_solved[g]), float(d.score_satisfied[g]), seen.professional, satisfied)
        return present, solved

    def _relief(self) -> float:
        """Return how full its tray is: what it would be relieved of."""
        town, rules = self.model.engine.town, self.model.rules
        unit = self.model.engine.department_unit(self.number)
        waiting = float(town.queues["hours"][unit].sum())
        half = rules.pressure.tray_days if rules.pressure.tray_days > 0.0 else 10.0
        servers = int(town.units["servers"][unit])
        return float(tray_effect(waiting, servers, self.model.world.calendar.hours_a_day, half))
