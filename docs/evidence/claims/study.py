"""Measures every headline claim: at the shipped values, without what it lives on, and over sets of parameters.

`python docs/make.py claims --page` writes `docs/data/claims.csv` and the pages that show it. Runs that are
finished stay in `--out`; the same command goes on there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docs.evidence.claims.sentences import CLAIMS, Claim
from docs.evidence.freshness import Contrast, marks
from docs.evidence.levers.effects import finding
from docs.evidence.levers.study import BURN_IN_DAYS, check
from docs.evidence.numbers import read_digest, write_digest, write_rows
from docs.evidence.pages_anew import write_pages
from docs.evidence.runs import runs_folder
from docs.evidence.worlds import Runs, Settings, Span, Task, World, settings_of
from experiments.answer.statistics import Difference, paired_difference
from experiments.seeds import replication_seed
from scenarios.parameter_sets import FILE, parameter_sets
from sim.errors import BadInput

TABLE = "claims.csv"
SHIPPED: Settings = ()


def spread(most: int, path: Path = FILE) -> list[Settings]:
    """Return up to `most` parameter sets, evenly from those that are shipped; the place's own values where none is."""
    if not path.is_file():
        return [SHIPPED]
    found = [settings_of(each) for each in parameter_sets(path)]
    return found[:: max(1, len(found) // most)][:most]


def under(world: World, settings: Settings = SHIPPED, without: tuple[str, ...] = ()) -> World:
    """Return a world with settings that hold from the start, over its own, and behaviours switched off.

    What is taken away stays away: it wins over what the world sets from day 0 on, too.
    """
    fixed = dict(settings)
    return world._replace(
        given=tuple(sorted((dict(world.given) | fixed).items())),
        added=tuple((name, value) for name, value in world.added if name not in fixed),
        without=without,
    )


def pair(claim: Claim, settings: Settings = SHIPPED, ablated: bool = False) -> tuple[World, World]:
    """Return the claim's base and reform under a set of parameters, whole or without what it lives on."""
    without = claim.ablation.without if ablated else ()
    fixed = tuple((dict(settings) | dict(claim.ablation.settings if ablated else ())).items())
    return under(claim.base, fixed, without), under(claim.reform, fixed, without)


def contrast(claim: Claim) -> Contrast:
    """Return what tells whether the claim's numbers still hold."""
    measures = (claim.measure, claim.minus) if claim.minus else (claim.measure,)
    ablation = [*claim.ablation.without, *(f"{name}={value}" for name, value in claim.ablation.settings)]
    declared = {"measure": list(measures), "sign": claim.sign, "ablation": ablation}
    return Contrast(f"claim {claim.name}", *pair(claim), measures, declared)


def difference(claim: Claim, worlds: tuple[World, World], runs: Runs, span: Span, seeds: Sequence[int]) -> Difference:
    """Return reform minus base."""
    base, reform = ([claim.value(runs[Task(world, span, seed)]) for seed in seeds] for world in worlds)
    return paired_difference(base, reform, None)


def row(claim: Claim, runs: Runs, span: Span, seeds: Sequence[int], sets: Sequence[Settings]) -> dict[str, Any]:
    """Return what was found of one claim."""
    whole = difference(claim, pair(claim), runs, span, seeds)
    ablated = difference(claim, pair(claim, ablated=True), runs, span, seeds)
    over = [difference(claim, pair(claim, s), runs, span, seeds[:1]).difference for s in sets]
    return {
        "claim": claim.name,
        "without": whole.base_mean,
        "with": whole.mean,
        "difference": whole.difference,
        "low": whole.low,
        "high": whole.high,
        "finding": finding(whole, claim.sign).value,
        "ablated": ablated.difference,
        "ablated_low": ablated.low,
        "ablated_high": ablated.high,
        "ablated_finding": finding(ablated, claim.sign).value,
        "sets": len(sets),
        "holding": sum(claim.sign * value > 0.0 for value in over),
    }


def needed(span: Span, seeds: Sequence[int], sets: Sequence[Settings]) -> list[Task]:
    """Return every run that is needed, each once."""
    tasks = [
        Task(world, span, seed)
        for seed in seeds
        for claim in CLAIMS
        for ablated in (False, True)
        for world in pair(claim, ablated=ablated)
    ]
    tasks += [Task(world, span, seeds[0]) for claim in CLAIMS for s in sets for world in pair(claim, s)]
    return list(dict.fromkeys(tasks))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the study; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", default="classroom")
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--replications", type=int, default=6)
    parser.add_argument("--sets", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, default=runs_folder("claims"), help="where finished runs are kept")
    parser.add_argument("--page", action="store_true", help="write the pages, too")
    asked = parser.parse_args(arguments)
    try:
        check(asked.days, asked.replications, asked.seed, asked.workers, asked.place)
    except BadInput as error:
        print(f"claims_study: {error}", file=sys.stderr)
        return 2
    span = Span(asked.place, asked.days, BURN_IN_DAYS)
    seeds = [replication_seed(asked.seed, replication) for replication in range(asked.replications)]
    sets = spread(asked.sets)
    runs = Runs(asked.out).finish(needed(span, seeds, sets), asked.workers)
    write_rows(TABLE, [row(claim, runs, span, seeds, sets) for claim in CLAIMS], ("claim",))
    study = {"place": span.place, "days": span.days, "replications": len(seeds), "seed": asked.seed,
             "sets": 0 if sets == [SHIPPED] else len(sets)}  # fmt: skip
    digest = {name: mark for name, mark in read_digest().items() if not name.startswith("claim ")}
    write_digest(digest | {name: {"study": study, **m} for name, m in marks(map(contrast, CLAIMS)).items()})
    if asked.page:
        return write_pages()
    return 0


if __name__ == "__main__":
    sys.exit(main())
