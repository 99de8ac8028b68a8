"""Solvable special cases of a place's own offices, run through the kernel and held against theory."""

from typing import Any, NamedTuple

import numpy as np

from experiments.before.expected_load import Dated
from scenarios.compile import Compiled
from sim import reductions, theory
from sim.randomness import EXPONENTIAL, LOGNORMAL
from sim.stages import Level

HIGHEST = 0.85  # above, no short run could tell
_A_DAY = 180.0  # jobs a day and queue; the work's length follows from it and changes nothing but the scale
_JOBS_A_DAY = 120.0  # own line and letters together; far more than that no day of the kernel holds
_DAYS, _WARM_UP, _BATCHES = 4000, 100, 30
_MEMORY = 2e8  # bytes of the daily accounts


class Case(NamedTuple):
    """One special case.

    Attributes
    ----------
    kind : str
        "mmc", "mg1" or "mixed".
    level : Level
        Whose office it is.
    servers : int
    own : float
        Utilisation the office is expected to have.
    used : float
        Utilisation of the special case: at most `HIGHEST`.
    theory : float
        Mean number waiting or served.
    sample : theory.Sample
        The kernel's.
    """

    kind: str
    level: Level
    servers: int
    own: float
    used: float
    theory: float
    sample: theory.Sample

    @property
    def agrees(self) -> bool:
        """Whether theory lies inside the interval."""
        return self.sample.holds(self.theory)


def special_cases(compiled: Compiled, dated: Dated, seed: int = 1) -> list[Case]:
    """Run the special cases of a place under the rules of a date."""
    offices = len(compiled.world.community_street) + len(compiled.world.street_district)
    each = 16 * 8 * (offices + len(compiled.world.department_district))
    days = int(min(_DAYS, max(_MEMORY // each, _WARM_UP + 4 * _BATCHES)))
    world = reductions.round_the_clock(compiled.world, days)
    return [
        *_queues(compiled, dated, world, seed, days),
        _one_worker(compiled, dated, world, seed + 1, days),
        _two_kinds(compiled, dated, world, seed + 2, days),
    ]


def _queues(compiled: Compiled, dated: Dated, world: Any, seed: int, days: int) -> list[Case]:
    """M/M/c: the smallest and the largest department, the most loaded street's first section, a community."""
    rules = dated.rules
    communities, departments = rules.communities.staff, rules.departments.staff
    street = int(np.argmax(dated.must(Level.STREET)))
    section = int(rules.streets.section_staff[street, 0])
    community = int(np.argmax(dated.must(Level.COMMUNITY)))
    chosen = sorted({int(np.argmin(departments)), int(np.argmax(departments))}, key=lambda d: (departments[d], d))
    stations = [(Level.STREET, street, section), (Level.COMMUNITY, community, int(communities[community]))]
    stations = [*((Level.DEPARTMENT, d, int(departments[d])) for d in chosen), *stations]
    loads = []  # Erlang
    for level, office, servers in stations:
        own = float(dated.must(level)[office])
        loads.append((own, min(own, HIGHEST) * servers))
    hours = {level: 24.0 * max(load[1] for s, load in zip(stations, loads, strict=True) if s[0] == level) / _A_DAY
             for level in (Level.DEPARTMENT, Level.STREET, Level.COMMUNITY)}  # fmt: skip
    rates = [24.0 * load / hours[s[0]] for s, (_, load) in zip(stations, loads, strict=True)]
    own_line = np.zeros(len(departments))
    for (level, office, _), rate in zip(stations, rates, strict=True):
        if level == Level.DEPARTMENT:
            own_line[office] = rate
    window = np.zeros(len(communities))
    window[community] = rates[-1]
    overrides = reductions.together(
        reductions.SILENCE,
        reductions.upward(world, street, rates[-2], hours[Level.STREET]),
        reductions.own_line(own_line, departments, hours[Level.DEPARTMENT]),
        reductions.windows(window, communities, hours[Level.COMMUNITY], EXPONENTIAL),
    )
    town = (world, reductions.changed(rules, overrides), compiled.residents)
    units = [reductions.unit_of(world, rules, level, office) for level, office, _ in stations]
    found = reductions.numbers_by_batch(town, units, seed, days, _WARM_UP, _BATCHES)
    cases = []
    for (level, _, servers), (own, load), batches in zip(stations, loads, found.T, strict=True):
        expected, sample = theory.mmc_number(servers, load), theory.sample_of(batches)
        cases.append(Case("mmc", level, servers, own, load / servers, expected, sample))
    return cases


def _one_worker(compiled: Compiled, dated: Dated, world: Any, seed: int, days: int) -> Case:
    """M/G/1: one worker of a community, work spread as it is in this place."""
    rules = dated.rules
    community = int(np.argmax(dated.must(Level.COMMUNITY)))
    own = float(dated.must(Level.COMMUNITY)[community])
    used = min(own, HIGHEST)
    rates = np.zeros(len(rules.communities.staff))
    rates[community] = _A_DAY
    overrides = reductions.together(
        reductions.SILENCE,
        reductions.windows(rates, np.ones_like(rules.communities.staff), 24.0 * used / _A_DAY, LOGNORMAL),
    )
    town = (world, reductions.changed(rules, overrides), compiled.residents)
    found = reductions.numbers_by_batch(town, [community], seed, days, _WARM_UP, _BATCHES)
    expected = theory.mg1_number(used, theory.lognormal_squared_variation(rules.service.task_sigma))
    return Case("mg1", Level.COMMUNITY, 1, own, used, expected, theory.sample_of(found[:, 0]))


def _two_kinds(compiled: Compiled, dated: Dated, world: Any, seed: int, days: int) -> Case:
    """Two kinds of work: one officer of the smallest department, own line and letters that are taken up at once."""
    rules, load = dated.rules, dated.load
    department = int(np.argmin(rules.departments.staff))
    capacity = float(load.capacity[Level.DEPARTMENT][department])
    shares = np.array([dated.must(Level.DEPARTMENT)[department], load.letters[department] / capacity])
    own = float(shares.sum())
    shares = shares * min(1.0, HIGHEST / max(own, 1e-12))
    ratio = rules.service.own_hours / max(float(rules.categories.department_hours.mean()), 1e-12)
    letter_hours = 24.0 * float(shares[0] / ratio + shares[1]) / _JOBS_A_DAY
    own_hours = letter_hours * ratio
    own_rate, letter_rate = 24.0 * float(shares[0]) / own_hours, 24.0 * float(shares[1]) / letter_hours
    case = reductions.letters_beside_own_line(
        world, rules, department, (own_rate, own_hours), (letter_rate, letter_hours)
    )
    town = (world, reductions.changed(rules, reductions.together(reductions.SILENCE, case)), compiled.residents)
    unit = reductions.unit_of(world, rules, Level.DEPARTMENT, department)
    found = reductions.numbers_by_batch(town, [unit], seed, days, _WARM_UP, _BATCHES)
    expected = theory.two_kinds_number((own_rate / 24.0, letter_rate / 24.0), (own_hours, letter_hours))
    return Case(
        "mixed", Level.DEPARTMENT, 1, own, float(shares.sum()), expected, theory.sample_of(found[:, 0])
    )
