"""The study: waves of points until enough parameter sets are known that no reachable target rules out."""

import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from docs.evidence.fit.judging import Judged, Known, judge, value_of
from docs.evidence.fit.parameters import PARAMETERS
from docs.evidence.fit.readings import Counts
from docs.evidence.fit.ruling_out import CUTOFF
from docs.evidence.fit.runs import BURN_IN_DAYS, Ask, Store, ask
from docs.evidence.fit.space import Group, Space
from docs.evidence.fit.targets import TARGETS, WORLDS, Target, World

LUCK_SEEDS = 3  # of the points that the luck of a run is estimated from
LUCK_POINTS = 4
REPORTED_SETS = 40  # at which scenarios that are only reported are run
_SECONDS_A_DAY = 1.0 / 300.0  # of the classroom, measured on one core of 2026; only for the first guess


@dataclass(frozen=True)
class Plan:
    """What is asked for.

    Attributes
    ----------
    out : Path
        Where runs and outputs are kept.
    waves, rounds, points, seeds, sets, confirm : int
        Waves, most waves after them until there are enough sets, points in each, seeds of each point, sets wanted,
        sets that are run again in `other`.
    place, other : str
        Where points are simulated, and where some of the sets are confirmed.
    workers, seed : int
    """

    out: Path
    waves: int = 3
    rounds: int = 12
    points: int = 120
    seeds: int = 1
    sets: int = 200
    confirm: int = 6
    place: str = "classroom"
    other: str = "district"
    workers: int = 1
    seed: int = 1


class Study:
    """Points of one plan: where they lie, what they give.

    Parameters
    ----------
    plan : Plan
    worlds, targets, groups
        What is run, what it is held against, which parameters are moved.
    """

    def __init__(
        self,
        plan: Plan,
        worlds: tuple[World, ...] = WORLDS,
        targets: tuple[Target, ...] = TARGETS,
        groups: tuple[Group, ...] = PARAMETERS,
    ) -> None:
        from experiments.provenance import model_hash

        self.plan, self.worlds, self.targets = plan, worlds, targets
        self.searched = tuple(world for world in worlds if world.searched)
        self.space = Space(plan.place, groups)
        self.offset = np.zeros(len(targets))
        self.code = model_hash()
        self.store = Store(plan.out / "runs", self.code, plan.workers)

    def asks(self, point: np.ndarray, seed: int, place: str | None = None, every: bool = False) -> list[Ask]:
        """Return the runs of a point with one seed: of every scenario, or of those that are searched."""
        settings, worlds = self.space.settings(point), self.worlds if every else self.searched
        return [ask(place or self.plan.place, world, settings, seed) for world in worlds]

    def values(self, point: np.ndarray, seed: int, place: str | None = None, every: bool = False) -> np.ndarray:
        """Return what a finished point gives for every target; NaN where its scenario was not run."""
        asked = {one.world.scenario: one for one in self.asks(point, seed, place, every)}
        kept: dict[str, Counts] = {name: self.store.get(one) for name, one in asked.items()}
        return np.array([
            value_of(target.quantity, kept.__getitem__) if target.quantity.scenarios <= kept.keys() else math.nan
            for target in self.targets
        ])  # fmt: skip

    def simulate(
        self, points: np.ndarray, title: str, seeds: int | None = None, place: str | None = None, every: bool = False
    ) -> np.ndarray:
        """Return values by point and target, means over seeds."""
        return self.by_seed(points, title, seeds or self.plan.seeds, place, every).mean(axis=1)

    def by_seed(
        self, points: np.ndarray, title: str, seeds: int, place: str | None = None, every: bool = False
    ) -> np.ndarray:
        """Return values by point, seed and target, as the other place would give them; run what is missing."""
        numbers = range(1, seeds + 1)
        asked = (one for point in points for s in numbers for one in self.asks(point, s, place, every))
        self.store.make(asked, title)
        found = np.array([[self.values(point, s, place, every) for s in numbers] for point in points])
        return found if place == self.plan.other else found - self.offset

    def set_against(self, points: np.ndarray) -> np.ndarray:
        """Learn by how much the place of the search differs from the other; return the variance of that over points.

        The mean difference is taken off whatever the search simulates from now on.
        """
        if self.plan.place == self.plan.other:
            return np.zeros(len(self.targets))
        here = self.by_seed(points, "luck", LUCK_SEEDS, every=True).mean(axis=1)
        gap = here - self.by_seed(points, f"in {self.plan.other}", 1, place=self.plan.other, every=True)[:, 0]
        self.offset = gap.mean(axis=0)
        return np.asarray(gap.var(axis=0, ddof=1))

    def luck(self, points: np.ndarray) -> np.ndarray:
        """Return the variance of every target between seeds, pooled over points, for a mean over the plan's seeds."""
        values = self.by_seed(points, "luck", LUCK_SEEDS)
        return np.asarray(values.var(axis=1, ddof=1).mean(axis=0) / self.plan.seeds)


@dataclass(frozen=True)
class Found:
    """What a study has found.

    Attributes
    ----------
    known : Known
    judged : Judged
    chosen : (sets,) array
        Row numbers of the points that are kept as sets.
    """

    known: Known
    judged: Judged
    chosen: np.ndarray


def search(study: Study) -> Found:
    """Run wave after wave; finished runs are taken from disk, so a killed study goes on where it was."""
    plan, space = study.plan, study.space
    luck = np.random.default_rng([plan.seed, 0])
    shipped = space.point(space.shipped)[None, :]
    first = space.latin(plan.points, luck)
    print(_expected(study), flush=True)
    tried = np.concatenate([shipped, first[: LUCK_POINTS - 1]])
    between = study.set_against(tried)
    spread = study.luck(tried) + between
    gaps = zip(study.targets, study.offset, np.sqrt(between), strict=True)
    print("taken off: " + ", ".join(f"{t.name} {gap:+.3g} ± {sd:.2g}" for t, gap, sd in gaps), flush=True)
    known = Known(shipped, study.simulate(shipped, "shipped values"), np.zeros(1, dtype=int), spread)
    points, judged = first, None
    for wave in range(1, plan.waves + plan.rounds + 1):
        title = f"wave {wave}"
        known.add(points, study.simulate(points, title), wave)
        judged = judge(known, study.targets, np.random.default_rng([plan.seed, wave]))
        accepted = not_ruled_out(known, study.targets, judged)
        _say(study, title, known, judged, len(accepted))
        if wave >= plan.waves and len(accepted) >= plan.sets:
            break
        points = _next(judged, plan.points, np.random.default_rng([plan.seed, wave, 1]))
    assert judged is not None
    accepted = not_ruled_out(known, study.targets, judged)
    if len(accepted) < plan.sets:
        told = f"{len(accepted)} sets of {plan.sets} are simulated, the others emulated: try more --points"
        print(told, file=sys.stderr)
    # All are spread evenly over what is left; later waves knew better where that is.
    latest = accepted[np.argsort(-known.waves[accepted], kind="stable")]
    chosen = np.sort(latest[: plan.sets])
    kept = np.append(0, chosen[:: max(1, len(chosen) // REPORTED_SETS)][:REPORTED_SETS])  # the shipped values, too
    known.values[kept] = study.simulate(known.points[kept], "reported scenarios", every=True)
    return Found(known, judged, chosen)


def not_ruled_out(known: Known, targets: tuple[Target, ...], judged: Judged) -> np.ndarray:
    """Return the rows whose simulated values none of the ruling targets rules out; the shipped values are no draw."""
    worst = known.implausibility(targets)[:, list(judged.ruling)].max(axis=1)
    return np.flatnonzero((worst <= CUTOFF) & (known.waves > 0))


def _next(judged: Judged, number: int, luck: np.random.Generator) -> np.ndarray:
    cloud = np.unique(judged.cloud.points, axis=0)  # some of the cloud may not have moved
    return cloud[luck.choice(len(cloud), number, replace=number > len(cloud))]


def _expected(study: Study) -> str:
    """Say how long it will take, from runs that are there or, before any, from the days to run."""
    plan = study.plan
    point = study.store.cost(study.searched)
    if np.isnan(point):
        point = sum((world.days + BURN_IN_DAYS) * _SECONDS_A_DAY for world in study.searched)
    points = plan.points * plan.seeds * (plan.waves + 1) + LUCK_POINTS * LUCK_SEEDS
    minutes = points * point / plan.workers / 60.0
    other = plan.confirm * 8.0 * point / plan.workers / 60.0
    return (
        f"{len(study.worlds)} scenarios, {study.space.size} parameters, {len(study.targets)} targets; a point costs "
        f"about {point:.1f} processor seconds. About {points} points: {minutes:.0f} minutes with {plan.workers} "
        f"worker(s), {other:.0f} more to confirm {plan.confirm} sets in {plan.other}, compiling apart. More if "
        "the last wave leaves too few sets."
    )


def _say(study: Study, title: str, known: Known, judged: Judged, accepted: int) -> None:
    """Tell what a wave has taught."""
    names = [target.name for target in study.targets]
    quality = {names[at]: emulator for at, emulator in judged.emulators.items()}
    left = judged.cloud.share
    print(f"{title}: {left:.2g} of the box is left; {accepted} points are not ruled out by what they gave")
    print("  " + ", ".join(f"{name} {e.explained:.2f}/{e.checked:.2f}" for name, e in quality.items())
          + " (explained / within 3 sd, leave-one-out)")  # fmt: skip
    if judged.dropped:
        print("  not reached: " + ", ".join(names[at] for at in judged.dropped))
    best = pd.DataFrame(known.values, columns=names).describe().loc[["min", "50%", "max"]]
    print(best.T.round(3).to_string(), flush=True)
