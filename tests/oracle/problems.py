"""Latent problems and who reports them (section 3): facts that follow from draws on keys alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, isnan, log

from sim.randomness import Purpose, choose, community_day, exponential, person_key, poisson, problem_key
from sim.stages import Family, Grade, Ground, Level, Solvability

from .ledger import ProblemRecord
from .town import Town

MOST_PROBLEMS = 127
MOST_AFFECTED = 64
_LAST_TRY = 9


@dataclass(eq=False)
class Problem:
    """A latent problem, what it needs, and the state its rows share."""

    key: int
    community: int
    category: int
    grade: Grade
    solvability: Solvability
    authority: Level
    departments: list[int]  # numbers within the district, the lead first
    family: Family
    ground: Ground
    record: ProblemRecord
    rows: int = 0
    open_rows: int = 0

    def solved_by(self, time: float) -> bool:
        """Tell whether the problem has been truly solved by `time` (h)."""
        return not isnan(self.record.solved_at) and self.record.solved_at <= time


def logistic(x: float) -> float:
    """Return the probability with log odds `x`."""
    return 1.0 / (1.0 + exp(-x))


def problems_of_day(town: Town, day: int, factor: float = 1.0) -> Iterator[Problem]:
    """Yield the problems that arise anywhere on a day, at `factor` times the rate; they are not yet in the ledger."""
    demand = town.rules.demand
    for c in range(demand.problems_a_day.shape[0]):
        for k in range(demand.problems_a_day.shape[1]):
            mean = float(demand.problems_a_day[c, k] * demand.season[k, day % 365]) * factor
            n = min(poisson(town.draw(Purpose.PROBLEMS, community_day(c, k, day)), mean), MOST_PROBLEMS)
            for i in range(n):
                yield problem_of(town, c, k, day, i)


def problem_of(town: Town, community: int, category: int, day: int, n: int) -> Problem:
    """Return the `n`-th problem of a community, category and day."""
    demand, categories, k = town.rules.demand, town.rules.categories, category
    key = problem_key(community, k, day, n)
    grade = Grade(choose(town.draw(Purpose.GRADE, key), categories.grade_cumulative[k]))
    departments = _departments_of(town, key, k)
    if demand.season[k, day % 365] >= categories.phase_season:
        ground = Ground.PHASE
    else:
        ground = Ground.OVERLAP if len(departments) >= 2 else Ground.AUTHORITY
    further = poisson(town.draw(Purpose.AFFECTED, key), float(demand.further_affected[k]))
    return Problem(
        key=key,
        community=community,
        category=k,
        grade=grade,
        solvability=Solvability(choose(town.draw(Purpose.SOLVABILITY, key), categories.solvability_cumulative[k])),
        authority=Level(1 + choose(town.draw(Purpose.AUTHORITY, key), categories.authority_cumulative[k])),
        departments=departments,
        family=Family.EMERGENCY if grade == Grade.EMERGENCY else Family(int(categories.family[k])),
        ground=ground,
        record=ProblemRecord(
            arises_at=24.0 * day + _hour_of_day(town, key),
            affected=min(1 + further, MOST_AFFECTED),
        ),
    )


def _hour_of_day(town: Town, key: int) -> float:
    u, cumulative = town.draw(Purpose.ARISES, key), town.rules.demand.hour_cumulative
    hour = choose(u, cumulative)
    before = float(cumulative[hour - 1]) if hour else 0.0
    return hour + (u - before) / (float(cumulative[hour]) - before)


def _departments_of(town: Town, key: int, category: int) -> list[int]:
    categories = town.rules.categories
    number = 1 + choose(town.draw(Purpose.DEPARTMENTS, key, 0), categories.number_cumulative[category])
    chosen = [choose(town.draw(Purpose.DEPARTMENTS, key, 1), categories.lead_cumulative[category])]
    for attempt in range(2, _LAST_TRY + 1):
        if len(chosen) >= number:
            break
        other = choose(town.draw(Purpose.DEPARTMENTS, key, attempt), categories.support_cumulative[category])
        if other not in chosen:
            chosen.append(other)
    return chosen


def resident_of(town: Town, problem: Problem, j: int) -> int:
    """Return the resident number of the `j`-th affected person."""
    first, end = (int(n) for n in town.world.community_residents[problem.community : problem.community + 2])
    return first + int(town.draw(Purpose.WHO, person_key(problem.key, j)) * (end - first))


def reports_of(town: Town, problem: Problem) -> list[tuple[float, int]]:
    """Return (time, person) of everyone who reports the problem, in the order of persons."""
    demand, residents = town.rules.demand, town.residents
    base = log(demand.report_base / (1.0 - demand.report_base)) + float(demand.severity[problem.category])
    district = town.district_of_community(problem.community)
    base += demand.report_awareness * (float(demand.awareness[district]) - 0.5)
    reports = []
    for j in range(problem.record.affected):
        person, who = person_key(problem.key, j), resident_of(town, problem, j)
        channel = int(residents.channel[who])
        odds = base + float(residents.activity[who]) + demand.report_trust * (float(residents.trust[who]) - 0.5)
        if town.draw(Purpose.REPORTS, person) < demand.channel_reach[district, channel] * logistic(odds):
            delay = exponential(town.draw(Purpose.DISCOVERY, person), float(demand.channel_delay[district, channel]))
            reports.append((problem.record.arises_at + delay, j))
    return reports
