"""Files of a finished study: what is shipped, and every point for those who want to look."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from docs.evidence.fit.judging import Known
from docs.evidence.fit.ruling_out import CUTOFF
from docs.evidence.fit.runs import BURN_IN_DAYS
from docs.evidence.fit.study import LUCK_POINTS, REPORTED_SETS, Found, Study
from docs.evidence.fit.targets import Target

SHIPPED = Path(__file__).resolve().parents[3] / "scenarios" / "fitted"
SETS, SIMULATED, CONFIRMED, FIT = "sets.csv", "simulated.csv", "confirmed.csv", "fit.toml"
POINTS = "points.csv"
_DIGITS = 5


def write(study: Study, found: Found, confirmed: tuple[np.ndarray, np.ndarray]) -> None:
    """Write the outputs of a study into its folder.

    Parameters
    ----------
    confirmed : pair of arrays
        Which of the sets (from 0) were run again in the other place, and what they gave there.
    """
    out, known = study.plan.out, found.known
    names = [target.name for target in study.targets]
    points = [*(known.points[at] for at in found.chosen), *_not_simulated(found, study.plan.sets, study.plan.seed)]
    settings = [study.space.settings(point) for point in points]
    rows = [[n, *(repr(s[name]) for name in study.space.names)] for n, s in enumerate(settings, start=1)]
    _table(out / SETS, ["set", *study.space.names], rows)
    numbers = range(1, len(found.chosen) + 1)
    _table(out / SIMULATED, ["set", *names], _numbered(numbers, known.values[found.chosen]))
    again = [int(at) + 1 for at in confirmed[0]]
    _table(out / CONFIRMED, ["set", *names], _numbered(again, confirmed[1]))
    every = [[int(wave), *(repr(study.space.settings(point)[name]) for name in study.space.names),
              *(f"{value:.{_DIGITS}g}" for value in values)]
             for wave, point, values in zip(known.waves, known.points, known.values, strict=True)]  # fmt: skip
    _table(out / POINTS, ["wave", *study.space.names, *names], every)
    (out / FIT).write_text(_fit(study, found), encoding="utf-8")


def _not_simulated(found: Found, sets: int, seed: int) -> np.ndarray:
    """Return as many points as are wanting, from what the last emulators leave."""
    cloud = np.unique(found.judged.cloud.points, axis=0)
    wanting = max(sets - len(found.chosen), 0)
    chosen = np.random.default_rng([seed, 101]).choice(len(cloud), wanting, replace=wanting > len(cloud))
    return np.asarray(cloud[chosen])


def ship(out: Path, target: Path = SHIPPED) -> list[Path]:
    """Copy what is shipped from a study's folder into the package."""
    target.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(out / name, target / name)) for name in (SETS, SIMULATED, CONFIRMED, FIT)]


def _numbered(numbers: Sequence[int] | range, values: np.ndarray) -> list[list[Any]]:
    return [[n, *(f"{value:.{_DIGITS}g}" for value in row)] for n, row in zip(numbers, values, strict=True)]


def _table(path: Path, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _fit(study: Study, found: Found) -> str:
    """Return the sidecar: where the sets come from, and what became of every target."""
    plan, known, judged = study.plan, found.known, found.judged
    lines = [
        "# Where the parameter sets come from; written by `python docs/make.py fit`.",
        f'place = "{plan.place}"',
        f'confirmed_in = "{plan.other}"',
        f"tried = {LUCK_POINTS}  # points at which both places were compared",
        f"reported = {min(REPORTED_SETS, len(found.chosen))}  # sets that reported scenarios were run at",
        f"burn_in_days = {BURN_IN_DAYS}",
        f"seeds = {plan.seeds}",
        f"waves = {int(known.waves.max())}",
        f"points = {int((known.waves > 0).sum())}",
        f"not_ruled_out = {max(plan.sets, len(found.chosen))}",
        f"simulated = {len(found.chosen)}  # of these by what they gave when simulated, the others by emulators",
        f"share_of_the_box = {judged.cloud.share:.2g}",
        f"cutoff = {CUTOFF}",
        f'code = "{study.code}"',
        f"worlds = [{', '.join(f'"{world.scenario}, {world.days} days"' for world in study.worlds)}]",
    ]
    for at, target in enumerate(study.targets):
        reached = known.implausibility(study.targets)[:, at] <= CUTOFF
        status = "ruling" if at in judged.ruling else "reported" if at not in judged.dropped else (
            "together" if reached.any() else "alone")  # fmt: skip
        lines += [
            "",
            f"[targets.{target.name}]",
            f"low = {target.low!r}",
            f"high = {target.high!r}",
            f"discrepancy = {target.discrepancy!r}",
            f"luck = {float(np.sqrt(known.luck[at])):.4g}  # standard deviation, the offset's included",
            f"offset = {study.offset[at]:.4g}  # {plan.place} less {plan.other}, taken off what was simulated",
            f'status = "{status}"',
            f"nearest = {_nearest(known.values[:, at], target):.4g}",
            f"shipped = {known.values[0, at]:.4g}  # at the shipped values",
        ]
        if at in judged.emulators:
            lines.append(f"explained = {judged.emulators[at].explained:.3f}")
        if status == "together":
            lines.append(f'against = "{_against(known, study.targets, at, judged.ruling)}"')
    for name in study.space.names:
        low, high = study.space.ranges[name]
        lines += ["", f'[parameters."{name}"]', f"low = {low!r}", f"high = {high!r}",
                  f"shipped = {study.space.shipped[name]!r}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _nearest(values: np.ndarray, target: Target) -> float:
    """Return the value nearest to the range, the middle of those inside if there are any."""
    numbers = values[np.isfinite(values)]
    if not len(numbers):
        return float("nan")
    outside = np.maximum(np.maximum(target.low - numbers, numbers - target.high), 0.0)
    return float(np.median(numbers[outside == outside.min()]))


def _against(known: Known, targets: tuple[Target, ...], at: int, ruling: Sequence[int]) -> str:
    """Return the target that is missed most often where a dropped one is reached."""
    kept = known.implausibility(targets) <= CUTOFF
    where = kept[kept[:, at]]
    return targets[min(ruling, key=lambda other: where[:, other].mean())].name
