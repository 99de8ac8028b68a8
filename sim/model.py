"""The town as a Mesa model on SimPy's calendar: `step()` is one day, `run()` returns a `Trace`."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import simpy

from agents import mesa_core as mesa
from agents.community import Community
from agents.department import Department
from agents.grid_centre import GridCentre
from agents.institution import Institution
from agents.ranking import Ranking
from agents.residents import Population
from agents.street_office import StreetOffice
from scenarios.compile import Compiled, compile_scenario
from scenarios.loading import load_scenario, root_of, split_settings
from scenarios.needs import refuse_what_cannot_be_held
from scenarios.place import Place, load_place
from scenarios.scenario import Scenario
from sim import calendar, still
from sim.asked import BURN_IN_DAYS, MOST_DAYS, MOST_SEED, Asked
from sim.engine import Engine
from sim.errors import BadInput, Fault
from sim.past import Past, begin_from, keep
from sim.rules import Rules
from sim.trace import Trace, collect

CALENDAR_MARGIN_DAYS = 200


class StreetModel(mesa.Model):
    """A town under a scenario.

    Parameters
    ----------
    scenario
        Name or file of a scenario, or a `Scenario`.
    place
        Name or file of a place, or a `Place`.
    days : int
        Reported days, 1 to 3650; a burn-in under `base` comes before.
    seed : int
        0 to 2⁶³ − 1; two models with the same seed meet the same problems.
    base
        Scenario of the burn-in; default: the root of the scenario's `extends` chain.
    burn_in_days : int
        Days before day 0, not reported.
    settings
        Lever fields and place parameters by dotted name: numbers, switches, or text as `--set` takes it.
    without
        Behaviours switched off, in the burn-in too: names of `sim.still.BEHAVIOURS`.
    kernel_step_hours : float
        Longest stretch of one kernel call; changes no byte.
    creation_order
        Permutation of the institutions' creation; changes no byte, for tests.
    progress
        Called with (days done, days in all) after each day.
    past
        Days already lived by a model of the same burn-in, place, seed and days (`past`); this one goes on from there
        and ends with the same bytes as one that lives them itself.

    Raises
    ------
    sim.errors.BadInput
        If an argument cannot be used; says which, and what is allowed.

    Attributes
    ----------
    env : simpy.Environment
        The institutions' calendar; its clock is the model's, in hours from day 0.
    rules : Rules
        The rules in force.
    engine : Engine
        The kernel with the town's tables.
    residents : Population
        Residents as columns.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario = "status_quo",
        place: str | Path | Place = "district",
        days: int = 365,
        seed: int | None = 1,
        base: str | Path | Scenario | None = None,
        burn_in_days: int = BURN_IN_DAYS,
        settings: dict[str, Any] | None = None,
        without: Iterable[str] = (),
        kernel_step_hours: float = 24.0,
        creation_order: Callable[[list], Iterable] | None = None,
        progress: Callable[[int, int], None] | None = None,
        past: Past | None = None,
    ) -> None:
        if seed is None:  # what mesa.batch_run hands on where `rng` is left out
            need = Fault(
                en="a seed is needed; mesa.batch_run takes seeds as rng=[1, 2, …]",
                zh="需要种子；mesa.batch_run 的种子写作 rng=[1, 2, …]",
            )
            raise BadInput([need])
        asked = Asked()
        days = asked.whole("days", days, 1, MOST_DAYS)
        burn_in_days = asked.whole("burn_in_days", burn_in_days, 0, MOST_DAYS)
        seed = asked.whole("seed", seed, 0, MOST_SEED)
        named = ("a name, a file or a {} that was loaded", "名称、文件，或已载入的 {}")
        for name, value, kind in (("scenario", scenario, Scenario), ("place", place, Place), ("base", base, Scenario)):
            told = (text.format(kind.__name__) for text in named)
            if name != "base" or value is not None:
                asked.instance(name, value, (str, Path, kind), *told)
        without = asked.names("without", list(without) if isinstance(without, dict) else without, "('care',)")
        settings = asked.settings(settings)
        asked.positive("kernel_step_hours", kernel_step_hours)
        asked.check()
        super().__init__(rng=seed)
        levers, parameters = split_settings(settings)
        base = base if base is not None else root_of(scenario)
        self.town_scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, levers)
        self.base_scenario = base if isinstance(base, Scenario) else load_scenario(base)
        self.place = place if isinstance(place, Place) else load_place(str(place), parameters)
        self.first_day, self.last_day = -burn_in_days, days
        refuse_what_cannot_be_held(self.place, burn_in_days + days)
        span = (self.first_day - CALENDAR_MARGIN_DAYS, days + CALENDAR_MARGIN_DAYS)
        before = compile_scenario(self.base_scenario, self.place, *span)
        compiled = compile_scenario(self.town_scenario, self.place, *span)
        self.without = without
        self.dated = [(day, still.without(rules, *self.without)) for day, rules in _dates_of(compiled)]
        self.world = before.world
        self.rules: Rules = still.without(before.dated[0][1], *self.without)
        self.first_weekday = 0
        self.engine = Engine(self.world, self.rules, before.residents, seed, self.first_day, days)
        self.residents = Population(self.engine.residents, self.world)
        self.ranking = Ranking(self)
        self.decisions: list[tuple[float, ...]] = []
        self._awareness: tuple[float, Rules | None, float] = (float("nan"), None, 0.0)
        self.began = self.first_day if past is None else past.day
        self.env = simpy.Environment(initial_time=24.0 * self.began)
        self.day = self.began
        self.town_seed = seed
        self._kernel_step = kernel_step_hours
        self._progress = progress
        self._create(creation_order or (lambda offices: offices))
        self._schedule()
        self.datacollector = mesa.DataCollector(
            model_reporters={"day": "day", "open_issues": "open_issues", "whistles": "whistles_blown"}
        )
        if past is not None:
            begin_from(self, past)
            return
        for actor in self.institutions:
            actor.decide()
        self.engine.load_backlog()
        self.engine.open_offices()

    def _create(self, order: Callable[[list], Iterable]) -> None:
        """Create every institution, in any order; sort them by kind and number."""
        plans = [(Community, n) for n in range(len(self.world.community_street))]
        plans += [(StreetOffice, n) for n in range(len(self.world.street_district))]
        plans += [(Department, n) for n in range(len(self.world.department_district))]
        plans += [(GridCentre, n) for n in range(len(self.world.district_streets) - 1)]
        for kind, number in order(plans):
            kind(self, number)
        self.institutions: list[Institution] = [
            actor
            for kind in (Community, StreetOffice, Department, GridCentre)
            for actor in sorted(self.agents_by_type[kind], key=lambda a: a.number)
        ]
        self.streets = [actor for actor in self.institutions if isinstance(actor, StreetOffice)]
        self.centres = [actor for actor in self.institutions if isinstance(actor, GridCentre)]

    def _schedule(self) -> None:
        """Start the calendar's processes."""
        self.env.process(calendar.days(self))
        self.env.process(calendar.reforms(self))
        rhythms = sorted({actor.rhythm_days for actor in self.institutions})
        if self.began > self.first_day:  # of two that fall on one day the slower has been waiting longer
            rhythms.sort(key=lambda rhythm: calendar.next_decision(self, rhythm) - rhythm)
        for rhythm in rhythms:
            actors = [a for a in self.institutions if a.rhythm_days == rhythm]
            self.env.process(calendar.decisions(self, actors, rhythm))
        for process in (
            calendar.meetings,
            calendar.conventions,
            calendar.funding,
            calendar.rankings,
            calendar.talks,
            calendar.supervision,
        ):
            self.env.process(process(self))

    @property
    def now(self) -> float:
        """Hours from the start of day 0."""
        return float(self.env.now)

    @property
    def open_issues(self) -> int:
        """Ledger rows that are open."""
        return int(self.engine.town.days["open_issues"][max(self.day - 1 - self.first_day, 0)])

    @property
    def whistles_blown(self) -> int:
        """Whistles blown since day 0."""
        town = self.engine.town
        return int(town.days["whistles"][-self.first_day :].sum())

    def state_hash(self) -> str:
        """Return a SHA-256 of all that the rest of the run depends on: tables, residents, rules, actors' memory.

        The calendar is not part of it: it is the same for equal rules, rhythms and days.
        """
        digest = hashlib.sha256(self.engine.state_hash().encode())
        for memory in (self.rules, self.decisions, *(each.memory for each in self.remembering)):
            for piece in _pieces(memory):
                digest.update(piece)
        return digest.hexdigest()

    @property
    def remembering(self) -> list[Any]:
        """Institutions and the ranking: all that have a `memory`."""
        return [*self.institutions, self.ranking]

    @property
    def awareness_path(self) -> float:
        """What history adds to awareness today."""
        if self._awareness[0] != self.now or self._awareness[1] is not self.rules:
            voice = self.rules.voice
            gain = float(np.interp(self.now / 24.0, voice.path_days, voice.path_gain))
            self._awareness = (self.now, self.rules, gain)
        return self._awareness[2]

    def note_decision(self, department: int, decided: tuple[float, ...]) -> None:
        """Keep a department's monthly decision and what it has seen, in the order of `sim.tables.DECISIONS`."""
        self.decisions.append((self.now // 24.0, department, *decided))

    def adopt(self, rules: Rules) -> None:
        """Put new rules into force and let every actor decide under them at once."""
        before, self.rules = self.rules, rules
        self.engine.set_rules(rules, self.now)
        self.engine.fund_more(before, calendar.share_of_year_left(int(self.now // 24.0)))
        for actor in self.institutions:
            actor.decide()

    def step(self) -> None:
        """Live one day."""
        self._advance(24.0 * (self.day + 1))
        self.engine.end_day(self.day)
        self.day += 1
        if self.day >= 0:
            self.datacollector.collect(self)
        if self._progress is not None:
            self._progress(self.day - self.first_day, self.last_day - self.first_day)
        if self.day >= self.last_day:
            self.running = False

    def _advance(self, until: float) -> None:
        """Let calendar and kernel take turns: the calendar first where both have something at one time."""
        while self.env.peek() < until:
            self._carry(self.env.peek())
            self.env.step()
        self._carry(until)
        self.env.run(until=until)

    def _carry(self, until: float) -> None:
        time = self.now
        while time + self._kernel_step < until:
            time += self._kernel_step
            self.engine.advance(time)
        self.engine.advance(until)

    def run(self) -> Trace:
        """Live all days that are left and return what they leave behind."""
        while self.running:
            self.step()
        return self.trace()

    def run_model(self) -> None:
        """Live all days that are left (Mesa's name for it)."""
        while self.running:
            self.step()

    def close(self) -> None:
        """Let go of the tables once the run is over: nothing can be asked of the model any more.

        Actors, calendar and Mesa know the model and it knows them; left alone all of it waits for the garbage
        collector, and a worker that runs many towns would hold several at a time.
        """
        del self.engine, self.residents, self.rules, self.dated

    def past(self) -> Past:
        """Return what has been lived so far, for models that go on from here under other rules."""
        return keep(self)

    def trace(self) -> Trace:
        """Return the tables as they are now."""
        rules = self.rules
        evaluation = {k: float(np.mean(v)) for k, v in rules.evaluation._asdict().items()}
        provenance: dict[str, Any] = {
            "scenario": self.town_scenario.name,
            "base": self.base_scenario.name,
            "resolved_scenario": self.town_scenario.model_dump(mode="json"),
            "resolved_base": self.base_scenario.model_dump(mode="json"),
            "place": self.place.name,
            "categories": [{"en": each.en, "zh": each.zh} for each in self.place.categories],
            "days": self.last_day,
            "burn_in_days": -self.first_day,
            "seed": self.town_seed,
            "versions": {name: version(name) for name in ("whistle-lab", "mesa", "simpy", "numpy", "numba", "pandas")},
            "python": platform.python_version(),
            "platform": f"{platform.system()} {platform.machine()}",
            "commit": _commit(),
            "response_hours": float(rules.deadlines.contact_hours),
            "origin_hours": float(rules.top_down.origin_hours),
            "section_people": int(rules.streets.section_staff.sum()),
            "segments": [list(each) for each in self.place.calendar.segments],
            "contact_hours": float(rules.service.contact_hours),
            "reply_hours": float(rules.service.reply_hours),
            "call_back_hours": float(rules.conduct.call_back_hours),
            "satisfaction": evaluation,
            "mean_trust": float(np.mean(self.engine.residents.trust, dtype=np.float64)),
            "residents": len(self.residents),
            "without": list(self.without),
        }
        return collect(self.engine, provenance, self.ranking.rows, self.decisions)


def _pieces(value: Any) -> Iterator[bytes]:
    """Yield a value's bytes, piece by piece; equal values of one type give equal bytes."""
    if isinstance(value, np.ndarray):
        yield f"{value.dtype}{value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, dict):
        yield from _pieces(tuple(sorted(value.items())))
    elif isinstance(value, list | tuple):
        yield str(len(value)).encode()
        for item in value:
            yield from _pieces(item)
    else:
        yield repr(value.item() if isinstance(value, np.generic) else value).encode()


def _dates_of(compiled: Compiled) -> list[tuple[int, Rules]]:
    """Return the days from day 0 on at which rules change; the burn-in is under the base's first rules."""
    dates = [(max(day, 0) if day is not None else 0, rules) for day, rules in compiled.dated]
    latest: dict[int, Rules] = dict(dates)
    return sorted(latest.items(), key=lambda item: item[0])


def _commit() -> str | None:
    """Return the source's git commit if it is run from a checkout."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists() or os.environ.get("WHISTLE_NO_GIT"):
        return None
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
