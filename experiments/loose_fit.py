"""The loose fit: whether the first historical scenarios start where they should and move the right way.

`python -m experiments.loose_fit` draws points of the declared ranges (Latin hypercube), runs the three
scenarios of 2017 to 2019 on `district` at each, and lists the points by how far the simulated rates lie
outside the published ranges. `--points 0` tries the shipped values alone, `--page FILE` writes what they
give as a page. The fine fit, by history matching, follows when every mechanism is in.
"""

import argparse
import gc
import math
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pandas as pd

PLACE, DAYS, MONTH_9 = "district", 300, 8
PILOT_SHARE = 0.51  # of streets that took part in 2018 (fact 3.06)


class Target(NamedTuple):
    """A published rate and the range that counts as reached; `slack` is the distance that counts as one."""

    name: str
    low: float
    high: float
    slack: float
    source: str
    meaning: str


TARGETS = (
    Target("start_resolution", 0.40, 0.53, 0.05, "facts 2.01, 2.02",
           "resolution, 0.51 `pilot_2018` + 0.49 `status_quo`"),
    Target("start_satisfaction", 0.61, 0.65, 0.05, "facts 2.01, 2.02", "satisfaction, the same mixture"),
    Target("month_9_resolution", 0.65, 0.75, 0.05, "fact 2.02", "resolution of `ranking_2019` in month 9"),
    Target("month_9_satisfaction", 0.84, 0.94, 0.05, "fact 2.02", "satisfaction of `ranking_2019` in month 9"),
    Target("start_unsolved_satisfied", 0.32, 0.42, 0.10, "docs/facts.md", "satisfied among the unsolved, mixture"),
    Target("month_9_unsolved_satisfied", 0.61, 0.81, 0.10, "docs/facts.md",
           "satisfied among the unsolved, `ranking_2019`, month 9"),
    Target("repeats", 0.10, 0.20, 0.05, "SF6", "repeat filings in `status_quo`"),
    Target("demand_growth", 1.20, 1.50, 0.20, "fact 2.02",
           "reports under `ranking_2019` in month 9 over those under `pilot_2018`"),
)  # fmt: skip

# What is tried: names that move together. Ranges are those declared in the place file.
PARAMETERS = (
    ("service.quality_street", "service.quality_community", "service.quality_department"),
    ("evaluation.satisfied_base",),
    ("evaluation.satisfied_contact",),
    ("conduct.care_gain",),
    ("conduct.diligence_quality",),
    ("conduct.attention_gain",),
    ("conduct.insist_gain",),
    ("conduct.call_back_hours",),
    ("pressure.haste",),
)


def simulate(settings: Mapping[str, float], seed: int = 1) -> dict[str, float]:
    """Return the simulated value of every target under settings of place parameters."""
    from sim.model import StreetModel

    found: dict[str, pd.DataFrame] = {}
    given = {name: repr(value) for name, value in settings.items()}
    repeats = math.nan
    reports: dict[str, float] = {}
    for scenario in ("status_quo", "pilot_2018", "ranking_2019"):
        trace = StreetModel(scenario, place=PLACE, days=DAYS, seed=seed, settings=given).run()
        columns = ["first_collect", "rated", "recorded_solved", "satisfied"]
        days = trace.daily[(trace.daily["day"] // 30) == MONTH_9]
        reports[scenario] = float(days["reports"].sum())
        found[scenario] = trace.issues[columns][trace.issues["first_collect"] >= 0.0].copy()
        gc.collect()  # a town and its actors know one another
        if scenario == "status_quo":
            repeats = trace.measures()["repeat_share"]
    before, pilot, ranked = found["status_quo"], found["pilot_2018"], _month(found["ranking_2019"], MONTH_9)

    def mixture(value: float, other: float) -> float:
        return PILOT_SHARE * value + (1.0 - PILOT_SHARE) * other

    return {
        "start_resolution": mixture(_rate(pilot, "recorded_solved"), _rate(before, "recorded_solved")),
        "start_satisfaction": mixture(_rate(pilot, "satisfied"), _rate(before, "satisfied")),
        "month_9_resolution": _rate(ranked, "recorded_solved"),
        "month_9_satisfaction": _rate(ranked, "satisfied"),
        "start_unsolved_satisfied": mixture(
            _rate(_unsolved(pilot), "satisfied"), _rate(_unsolved(before), "satisfied")
        ),
        "month_9_unsolved_satisfied": _rate(_unsolved(ranked), "satisfied"),
        "repeats": repeats,
        "demand_growth": reports["ranking_2019"] / max(reports["pilot_2018"], 1.0),
    }


def _month(rows: pd.DataFrame, month: int) -> pd.DataFrame:
    """Rows registered in a month of 30 days."""
    return rows[(rows["first_collect"] // 720.0) == month]


def _rate(rows: pd.DataFrame, name: str) -> float:
    rated = rows[rows["rated"] == 1]
    return float(rated[name].mean()) if len(rated) else math.nan


def _unsolved(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["recorded_solved"] == 0]


def distance(found: Mapping[str, float]) -> float:
    """Return the root of summed squares of how far values lie outside their ranges, in units of slack."""
    total = 0.0
    for target in TARGETS:
        value = found[target.name]
        outside = max(target.low - value, value - target.high, 0.0)
        total += (outside / target.slack) ** 2
    return math.sqrt(total)


def points(number: int, seed: int) -> list[dict[str, float]]:
    """Return settings: a Latin hypercube over the declared ranges; the shipped values first."""
    from scipy.stats import qmc  # type: ignore[import-untyped]

    from scenarios.place import load_place

    place = load_place(PLACE)
    shipped: list[dict[str, float]] = [{}]
    if number < 1:
        return shipped
    cube = qmc.LatinHypercube(d=len(PARAMETERS), rng=seed).random(number)
    drawn = []
    for row in cube:
        point: dict[str, float] = {}
        for u, names in zip(row, PARAMETERS, strict=True):
            part, field = names[0].split(".")
            record = getattr(getattr(place, part), field)
            point |= dict.fromkeys(names, round(float(record.low + u * (record.high - record.low)), 4))
        drawn.append(point)
    return shipped + drawn


def page(found: Mapping[str, float]) -> str:
    """Return the page that says what the shipped values give."""
    lines = [
        "# The loose fit\n",
        "Whether the first historical scenarios start where they should and move the right way: one run of 300 days",
        "each on `district`, measured rates by month of registration. Written by `python -m experiments.loose_fit",
        "--points 0 --page docs/loose_fit.md`; the fine fit follows when every mechanism is in.\n",
        "| target | range | source | simulated | verdict |",
        "| --- | --- | --- | --- | --- |",
    ]
    for t in TARGETS:
        value = found[t.name]
        verdict = "inside" if t.low <= value <= t.high else "below" if value < t.low else "above"
        lines.append(f"| {t.meaning} | {t.low:.2f}–{t.high:.2f} | {t.source} | {value:.3f} | {verdict} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Try points and list them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("results/loose_fit.csv"))
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    tried = points(asked.points, asked.seed)
    rows = []
    with ProcessPoolExecutor(max_workers=asked.workers) as pool:
        for point, found in zip(tried, pool.map(simulate, tried), strict=True):
            rows.append({"distance": distance(found), **found, **point})
            print(f"{len(rows)} of {len(tried)}: distance {rows[-1]['distance']:.2f}", flush=True)
    if asked.page is not None:
        asked.page.write_text(page({t.name: float(rows[0][t.name]) for t in TARGETS}), encoding="utf-8")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    table = pd.DataFrame(rows).sort_values("distance")
    table.to_csv(asked.out, index=False)
    print(table.head(5).T.to_string())


if __name__ == "__main__":
    main()
