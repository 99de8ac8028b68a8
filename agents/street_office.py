"""A street office: attention, when to whistle, how to live with a ranking; skill and what it learns."""

import numpy as np

from agents import decisions
from agents.decisions import share_of_the_way
from agents.institution import Institution
from agents.sight import TownInSight
from sim.stages import NONE, Level, TaskKind

UNDER_SUPERVISION = 0.2  # pressure of supervision alone: assumption
_OF_FOUR_WEEKS = 0.25  # share of the way that the mean of spare hours moves in a week
_RECENT = 0.2  # share of what was filed that is forgotten in a week when the worst root cause is named


class StreetOffice(Institution):
    """A street office (街道) with its sections.

    Attributes
    ----------
    skill : float
        0 to 1; rises with evaluated cases, falls with turnover.
    place : int
        In the last ranking; 0: there was none.
    missing : float
        What its score in that ranking had left to gain, ½ before there was one.
    care : float
        Taken over cases, 0 to 1, ½ as the place has it.
    leniency : float
        What it adds to the marks it gives, of what is missing to 1.
    team : float
        Diligence of the teams stationed here, 0 to 1, ½ as the departments' own.
    """

    level = Level.STREET

    def __init__(self, model: TownInSight, number: int) -> None:
        super().__init__(model, number)
        world = model.world
        self.district = int(world.street_district[number])
        first, end = (int(n) for n in world.district_departments[self.district : self.district + 2])
        self.departments = end - first
        self.communities = slice(*(int(n) for n in world.street_communities[number : number + 2]))
        self.skill = float(model.rules.stocks.skill)
        self.place = 0
        self.missing = 0.5
        self.care = 0.5
        self.leniency = float(model.rules.conduct.leniency)
        self.team, self.newness, self._teams_here = 0.5, 0.0, False
        self._worth = np.zeros(self.departments)
        self._whistles = np.zeros(self.departments)
        self._known = np.zeros((2, self.departments))
        self._evaluated = self._trained = self._team = self._team_solved = self._missed = 0.0
        self._reviewed_at = model.now
        self._idle = self._spared = self._free = 0.0
        self._free_before = np.zeros(2)  # hours, weeks
        self._filed = np.zeros_like(model.engine.town.filed[self.communities])
        self._recent = np.zeros(self._filed.shape)

    @property
    def policy(self) -> np.record:
        """Row of the street policies."""
        return self.model.engine.town.street_policy[self.number]

    def react(self, days: float) -> None:
        """Set attention, whistling and rate management; learn from what has been seen (docs/behaviour.md, 3)."""
        self._attend()
        self._take_care(days)
        self._judge_whistling(days)
        self._learn(days)
        self._lead_the_team(days)
        self._mark(days)
        self._hold_to_account()
        self._name_the_worst(days)
        if days > 0.0:
            self._spare_time(days)

    @property
    def pressure(self) -> float:
        """How hard it is pressed, 0 to 1: by the ranking, in the middle before the first is out, or supervision."""
        districts, g = self.model.rules.districts, self.district
        weight = float(districts.ranking[g])
        if weight <= 0.0:
            return UNDER_SUPERVISION if float(districts.supervision_days[g]) > 0.0 else 0.0
        streets = len(self.model.world.street_district)
        place = self.place if self.place > 0 else (streets + 1) // 2
        return decisions.rank_pressure(float(districts.stakes[g]), weight, place, streets)

    @property
    def strain(self) -> float:
        """How much work waits in its sections: 0 none, 1 `pressure.strain_days` for everybody there or more."""
        town, rules = self.model.engine.town, self.model.rules
        mine = self.model.engine.sections(self.number)
        people, most = float(town.units["servers"][mine].sum()), rules.pressure.strain_days
        if people <= 0.0 or most <= 0.0:
            return 0.0
        days = float(town.queues["hours"][mine].sum()) / (people * self.model.world.calendar.hours_a_day)
        return min(1.0, days / most)

    def _attend(self) -> None:
        """Follow the scenario, bent by the ranking (clause S4)."""
        rules, n, policy, pressure = self.model.rules, self.number, self.policy, self.pressure
        streets, conduct = rules.streets, rules.conduct
        strain = self.strain
        pressed = pressure * strain
        policy["upward_weight"] = decisions.attention(float(streets.upward_weight[n]), conduct.attention_gain, pressed)
        policy["strain"] = strain if rules.pressure.shed_most > 0.0 else 0.0  # nobody else reads it
        day = float(self.model.world.calendar.hours_a_day)
        policy["later"] = decisions.overtime(day, rules.pressure.overtime_most, pressed)
        policy["easy_weight"] = 1.0 + conduct.easy_gain * pressure
        policy["whistle_solvable"] = streets.whistle_solvable[n]
        rigour = decisions.made_up(float(streets.rigour[n]), conduct.insist_gain, pressure)
        policy["rigour"] = rigour
        policy["false_closing"] = decisions.tempted(
            float(streets.false_closing[n]), conduct.false_gain, pressure, rigour
        )
        policy["call_back"] = decisions.within(conduct.call_back_gain * pressure)
        excluding = float(rules.districts.exclusions[self.district]) > 0.0
        policy["apply"] = decisions.within(conduct.apply_gain * pressure) if excluding else 0.0

    def _take_care(self, days: float) -> None:
        """Take more care over cases, its own and its communities', the more its score has to gain."""
        conduct, policy = self.model.rules.conduct, self.policy
        wanted = decisions.best_response(0.5, conduct.care_gain * self.pressure * self.missing)
        self.care += share_of_the_way(conduct.adjustment, days, 30.0) * (wanted - self.care)
        policy["care_hours"] = 1.0 + conduct.diligence_hours * (self.care - 0.5)
        policy["care_quality"] = conduct.diligence_quality * (self.care - 0.5)

    def _judge_whistling(self, days: float) -> None:
        """Learn what whistling is worth, department by department, where the scenario lets it learn (clause W2)."""
        rules, town, n = self.model.rules, self.model.engine.town, self.number
        conduct, prior = rules.conduct, float(rules.streets.whistle[n])
        records = town.records[n, : self.departments]
        worth = records["worth"] - conduct.relations_cost * records["appointments"]
        kept = 1.0 - share_of_the_way(conduct.fading, days, 7.0)
        self._worth = kept * self._worth + worth - self._known[0]
        self._whistles = kept * self._whistles + records["evaluated"] - self._known[1]
        self._known = np.array([worth, records["evaluated"]])
        willing = town.willingness[n]
        willing[:] = prior
        if rules.streets.learning[n] and prior > 0.0:
            for d in range(self.departments):
                willing[d] = decisions.worth_of_whistling(
                    prior, conduct.memory, float(self._worth[d]), float(self._whistles[d])
                )

    def _learn(self, days: float) -> None:
        """Gain skill by evaluated cases, lose it by turnover."""
        stocks, n, policy = self.model.rules.stocks, self.number, self.policy
        evaluated = float(self.model.engine.town.scorecards["evaluated"][n])
        trained = float(self.model.engine.town.scorecards["trained"][n])
        people = float(self.model.rules.streets.staff[n])
        cases, hours = (evaluated - self._evaluated) / people, (trained - self._trained) / people
        self._evaluated, self._trained = evaluated, trained
        loss = share_of_the_way(stocks.turnover, days, 7.0)
        self.skill = decisions.next_skill(
            self.skill, stocks.skill_gain, cases, stocks.training_gain, hours, loss, stocks.newcomer
        )
        more = self.skill - stocks.skill
        policy["hours"] = 1.0 - stocks.skill_hours * more
        policy["quality"] = stocks.skill_quality * more

    def _lead_the_team(self, days: float) -> None:
        """Stationed teams slacken unless they are reviewed; a poor team is rotated (clauses S1, S3)."""
        rules, g = self.model.rules, self.district
        stocks, every = rules.stocks, float(rules.districts.review_days[g])
        here = float(rules.streets.stationed[self.number]) > 0.0
        if here and self._teams_here:
            heard = float(rules.districts.hearing[g]) > 0.0
            target = decisions.team_target(float(rules.districts.stakes[g]), every, stocks.team_idle, heard)
            self.team += share_of_the_way(rules.conduct.adjustment, days, 30.0) * (target - self.team)
            self.newness *= 1.0 - share_of_the_way(0.5, days, 30.0)
        else:  # they come only now, or nobody has come
            self.team, self.newness = 0.5, 0.0
        self._teams_here = here
        if not here or every <= 0.0 or self.model.now - self._reviewed_at >= 24.0 * every:
            self._review(float(rules.districts.rotation[g]) if here and every > 0.0 else 0.0)
        self.policy["team_quality"] = stocks.team_quality * (self.team - 0.5) - stocks.team_new * self.newness

    def _review(self, threshold: float) -> None:
        """Judge the team's cases since the last review, and begin to count anew; too few solved: it is rotated."""
        card = self.model.engine.town.scorecards[self.number]
        cases, solved = float(card["team"]) - self._team, float(card["team_solved"]) - self._team_solved
        self._team, self._team_solved = float(card["team"]), float(card["team_solved"])
        self._reviewed_at = self.model.now
        if decisions.is_rotated(cases, solved, threshold):
            self.team, self.newness = 0.5, 1.0

    def _mark(self, days: float) -> None:
        """Give better marks than are due where departments learn who gave them; feedback back to back ends it (S3)."""
        conduct = self.model.rules.conduct
        target = 0.0 if float(self.model.rules.districts.blind[self.district]) > 0.0 else conduct.leniency_most
        self.leniency += share_of_the_way(conduct.leniency_drift, days, 30.0) * (target - self.leniency)
        self.policy["leniency"] = self.leniency

    def _hold_to_account(self) -> None:
        """Write proposals on check-ins that were missed and seen, as far as they are followed (clause S3)."""
        rules, records = self.model.rules, self.model.engine.town.records[self.number]
        missed = float((records["evaluated"] - records["check_in"]).sum())
        new, self._missed = missed - self._missed, missed
        followed = float(rules.districts.accountability[self.district] * rules.districts.monitoring[self.district])
        hours = rules.conduct.proposal_hours * new * followed
        if hours > 0.0:
            self.model.engine.write(TaskKind.PROPOSAL, self.number, int(self.model.now // 24.0), 1, hours)

    def convene(self, last: int, day: int) -> None:
        """Hold the meetings that fall due after the day `last`, up to `day` (clauses D1, D2)."""
        rules, n, engine, time = self.model.rules, self.number, self.model.engine, self.model.now
        streets = rules.streets

        def due(interval: float) -> bool:
            return interval > 0.0 and day // interval > last // interval

        if due(float(streets.committee_days[n])):
            engine.convene(n, rules.service.committee_hours, time)
        if due(float(streets.consultation_days[n])):
            engine.consult(n, time)
        if streets.topic_meetings[n] > 0.0 and due(30.0 / float(streets.topic_meetings[n])):
            engine.take_up_topic(n, time)

    def _name_the_worst(self, days: float) -> None:
        """Name the root cause behind most of what is filed; proactive work goes there (clause W3)."""
        town, rules = self.model.engine.town, self.model.rules
        filed = town.filed[self.communities]
        self._recent = self._recent * (1.0 - share_of_the_way(_RECENT, days, 7.0)) + filed - self._filed
        self._filed = filed.copy()
        if float(rules.streets.proactive[self.number]) <= 0.0 and rules.stocks.slack_used <= 0.0:
            return
        left = np.maximum(town.roots[self.communities] - rules.stocks.root_floor, 0.0)
        worst = int(np.argmax(self._recent * left))
        categories = filed.shape[1]
        community = self.communities.start + worst // categories
        self.policy["target"] = community * categories + worst % categories if left.max() > 0.0 else NONE

    def _spare_time(self, days: float) -> None:
        """Use a share of the hours it has to spare, beyond what it used to have, for root causes (clause W3).

        What was done in spare hours before day 0 is in the rate at which problems arise; only more than that moves it.
        """
        town, mine = self.model.engine.town, self.model.engine.sections(self.number)
        idle = float(town.units["idle"][mine].sum())
        free = max(idle - self._idle, 0.0) + self._spared - float(self.policy["spare"])
        self._idle = idle
        self._free += share_of_the_way(_OF_FOUR_WEEKS, days, 7.0) * (free * 7.0 / days - self._free)
        if self.model.now <= 0.0:
            self._free_before += np.array([free, days / 7.0])
        usual = self._free_before[0] / self._free_before[1] if self._free_before[1] > 0.0 else 0.0
        beyond = max(self._free - usual, 0.0) * self.rhythm_days / 7.0
        self.policy["spare"] = self._spared = self.model.rules.stocks.slack_used * beyond
