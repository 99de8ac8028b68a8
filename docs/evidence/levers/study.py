"""Measures the main effect and the doses of every lever and keeps the numbers for the documents.

`python docs/make.py levers --page` runs them (`--only LEVER` some of them), writes `docs/data/` and the
figures, and the pages that show them. Runs that are finished stay in `--out`; the same command goes on there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docs.evidence.freshness import marks, of_lever
from docs.evidence.levers.effects import LeverWorlds, row, worlds_of
from docs.evidence.numbers import FIGURES, FOLDER, read_digest, read_rows, write_digest, write_rows
from docs.evidence.pages_anew import write_pages
from docs.evidence.runs import runs_folder
from docs.evidence.worlds import Runs, Span, Task, World
from experiments.seeds import replication_seed
from experiments.words.faults import whole_number_fault
from scenarios.levers import LEVERS, Lever
from sim.errors import BadInput, Fault, unknown

BURN_IN_DAYS = 120
EFFECTS, DOSES = "main_effects.csv", "doses.csv"


def chosen(names: Sequence[str]) -> list[type[Lever]]:
    """Return the levers of these names, all where none is given."""
    known = {lever.name: lever for lever in LEVERS}
    faults = [unknown(("lever", "杠杆"), name, known) for name in names if name not in known]
    if faults:
        raise BadInput(faults, "--only")
    return [known[name] for name in names] if names else list(LEVERS)


def needed(worlds: Sequence[LeverWorlds], span: Span, seeds: Sequence[int]) -> list[Task]:
    """Return every run that is needed, those that several levers share once."""
    asked = [world for w in worlds for world in (w.base, w.strong, *(dose for _, dose in w.doses))]
    return [Task(world, span, seed) for seed in seeds for world in dict.fromkeys(asked)]


def effect_rows(worlds: LeverWorlds, runs: Runs, span: Span, seeds: Sequence[int]) -> list[dict[str, Any]]:
    """Return a row for each measure: the strong setting against the world without the lever."""
    effect = worlds.lever.effect
    base, strong = (_measured(world, runs, span, seeds) for world in (worlds.base, worlds.strong))
    return [
        {"lever": worlds.lever.name, **row(name, effect.sign if name == effect.measure else 0, base, strong)}
        for name in worlds.measures
    ]


def dose_rows(worlds: LeverWorlds, runs: Runs, span: Span, seeds: Sequence[int]) -> list[dict[str, Any]]:
    """Return a row for each dose and measure, each against the world without the lever."""
    lever, base = worlds.lever, _measured(worlds.base, runs, span, seeds)
    if lever.doses is None:
        return []
    return [
        {
            "lever": lever.name,
            "dose": number,
            "value": value,
            **row(name, lever.effect.sign if name == lever.effect.measure else 0, base, measured),
        }
        for number, (value, world) in enumerate(worlds.doses)
        for measured in (_measured(world, runs, span, seeds),)
        for name in worlds.measures
    ]


def _measured(world: World, runs: Runs, span: Span, seeds: Sequence[int]) -> list[dict[str, float]]:
    return [runs[Task(world, span, seed)] for seed in seeds]


def measure(
    levers: Sequence[type[Lever]], span: Span, seed: int, replications: int, runs: Runs, workers: int = 1,
    folder: Path = FOLDER,
) -> None:
    """Measure some levers and put their numbers in the place of older ones of theirs."""
    seeds = [replication_seed(seed, replication) for replication in range(replications)]
    worlds = [worlds_of(lever) for lever in levers]
    runs.finish(needed(worlds, span, seeds), workers)
    mine = {lever.name for lever in levers}
    known = {lever.name for lever in LEVERS}
    for name, keys, rows in (
        (EFFECTS, ("lever", "measure"), [r for w in worlds for r in effect_rows(w, runs, span, seeds)]),
        (DOSES, ("lever", "dose", "measure"), [r for w in worlds for r in dose_rows(w, runs, span, seeds)]),
    ):
        kept = [r for r in read_rows(name, folder) if r["lever"] in known - mine]
        write_rows(name, [*kept, *rows], keys, folder)
    study = {"place": span.place, "days": span.days, "replications": replications, "seed": seed}
    digest = {key: mark for key, mark in read_digest(folder).items() if key.partition(" ")[2] in known - mine
              or not key.startswith("lever ")}  # fmt: skip
    digest |= {name: {"study": study, **mark} for name, mark in marks(map(of_lever, levers)).items()}
    write_digest(digest, folder)


def draw() -> None:
    """Draw the figures of the documents from the numbers that are kept."""
    from docs.evidence.figures.saving import save_doses

    for path in save_doses(FIGURES):
        print(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the study; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", default="classroom")
    parser.add_argument("--days", type=int, default=240)
    parser.add_argument("--replications", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, default=runs_folder("main_effects"), help="where finished runs are kept")
    parser.add_argument("--only", nargs="+", default=[], metavar="LEVER", help="levers to measure anew")
    parser.add_argument("--page", action="store_true", help="write the figures and pages, too")
    parser.add_argument("--figure", action="store_true", help="only draw the figures from the numbers that are kept")
    asked = parser.parse_args(arguments)
    try:
        if not asked.figure:
            levers = chosen(asked.only)
            check(asked.days, asked.replications, asked.seed, asked.workers, asked.place)
            span = Span(asked.place, asked.days, BURN_IN_DAYS)
            measure(levers, span, asked.seed, asked.replications, Runs(asked.out), asked.workers)
    except BadInput as error:
        print(f"main_effects: {error}", file=sys.stderr)
        return 2
    if asked.page or asked.figure:
        draw()
    if asked.page:
        return write_pages()
    return 0


def check(days: int, replications: int, seed: int, workers: int, place: str) -> None:
    """Refuse numbers and places that cannot be used."""
    from scenarios.place import load_place

    faults = [
        Fault(en=text("en", **values), zh=text("zh", **values))
        for found in (
            whole_number_fault("days", days, 31, 3650),
            whole_number_fault("replications", replications, 2, 1000),
            whole_number_fault("seed", seed, 0, 2**63 - 1),
            whole_number_fault("workers", workers, 1, 1024),
        )
        if found is not None
        for text, values in (found,)
    ]
    if faults:
        raise BadInput(faults)
    load_place(place)


if __name__ == "__main__":
    sys.exit(main())
