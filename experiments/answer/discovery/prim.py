"""PRIM: a box in the space of inputs that holds many cases of interest and few others.

Friedman and Fisher 1999 (Statistics and Computing 9: 123–143), for scenario discovery Bryant and Lempert 2010
(Technological Forecasting and Social Change 77: 34–49). About a twentieth of the box is peeled off at one side, or
one category, until too few points are left. A twentieth of a hundred points says little, so that the side is chosen
by what the outer 5, 10, 20 and 40 % of the box there hold: the largest standardised lack of cases of interest. It is
done twice, from everything and from the better side of the best single cut. Of the boxes on the way the one with the
highest F (van Rijsbergen 1979: harmonic mean of coverage and density) is chosen, limits that chance would improve as
much are given up, and what can be won back at the borders is pasted on. Why this is not a library:
docs/adr/0011-boxes.md.
"""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import bdtrc  # type: ignore[import-untyped]

PEEL = 0.05  # share of a box peeled off or pasted on at a time
SCALES = (PEEL, 0.1, 0.2, 0.4)  # of the box, looked at to choose the side that is peeled
CUTS = (0.2, 0.4, 0.6, 0.8)  # shares of the points below a first cut
LEAST_MASS = 0.05  # of all points: smaller boxes are not looked at
QUASI_P = 0.05  # a limit that chance would improve as much with this probability is given up
LEAST_POINTS = 8
FEW = 12  # different values
Mask = NDArray[np.bool_]


class Limit(NamedTuple):
    """What a box asks of one input: a range, or some of its categories."""

    low: float = -math.inf
    high: float = math.inf
    allowed: frozenset[Any] | None = None

    def holds(self, column: NDArray[Any]) -> Mask:
        """Tell which values are inside."""
        if self.allowed is not None:
            return np.array([value in self.allowed for value in column.tolist()], dtype=bool)
        return np.asarray((column >= self.low) & (column <= self.high), dtype=bool)


Box = dict[str, Limit]  # restricted inputs only


class Step(NamedTuple):
    """One box on the way from everything to the smallest."""

    box: Box
    coverage: float
    density: float
    mass: float


class Found(NamedTuple):
    """The chosen box and the way to it."""

    box: Box  # empty: nothing is gained by any restriction
    coverage: float  # cases of interest inside ÷ all of them
    density: float  # cases of interest inside ÷ cases inside
    mass: float  # cases inside ÷ cases
    quasi_p: dict[str, float]  # chance to do as well without the restriction of that input
    trajectory: tuple[Step, ...]


def inside(inputs: pd.DataFrame, box: Box) -> Mask:
    """Tell which points are in a box."""
    return _inside(_columns(inputs), box, len(inputs))


class _Column(NamedTuple):
    """Values of one input; `few`: so few different ones that limits are values and do not lie between them."""

    values: NDArray[Any]
    few: bool


_Columns = dict[str, _Column]


def _columns(inputs: pd.DataFrame) -> _Columns:
    # By name, so that the order of inputs decides nothing.
    return {name: _Column(inputs[name].to_numpy(), inputs[name].nunique() <= FEW) for name in sorted(inputs.columns)}


def _inside(columns: _Columns, box: Box, rows: int) -> Mask:
    mask = np.ones(rows, dtype=bool)
    for name, limit in box.items():
        mask &= limit.holds(columns[name].values)
    return mask


def find_box(inputs: pd.DataFrame, interest: Any) -> Found:
    """Return the best box.

    Parameters
    ----------
    inputs : DataFrame (n, k)
        Float columns have an order, object columns are categories.
    interest : array of bool (n,)
    """
    columns, target = _columns(inputs), np.asarray(interest, dtype=bool)
    ways = [_peel(columns, target, start) for start in ({}, _half(columns, target))]
    chosen = [max(way, key=lambda step: (round(_f_score(step), 9), -len(step.box))) for way in ways]
    # Peeling gets stuck where cases lie in two opposite corners; cutting once first does not.
    cut = _f_score(chosen[1]) > _f_score(chosen[0]) + 1e-9
    best, trajectory = chosen[cut], ways[cut]
    box = _paste(columns, target, _simplify(columns, target, best.box))
    box = _simplify(columns, target, box)
    step = _step(columns, target, box)
    return Found(*step, _quasi_p(columns, target, box), trajectory)


def _f_score(step: Step) -> float:
    return 2 * step.coverage * step.density / (step.coverage + step.density) if step.coverage > 0 else 0.0


def _step(columns: _Columns, target: Mask, box: Box) -> Step:
    mask = _inside(columns, box, len(target))
    hits, count = int((mask & target).sum()), int(mask.sum())
    return Step(box, hits / max(int(target.sum()), 1), hits / max(count, 1), count / len(target))


def _half(columns: _Columns, target: Mask) -> Box:
    """Return the box that one cut through one input gives, the cut with the largest difference between both sides."""
    n, hits = len(target), int(target.sum())
    best, chosen = 0.0, Limit()
    at = ""
    for name, (column, few) in columns.items():
        if column.dtype == object:
            continue
        order = np.argsort(column, kind="stable")
        ordered, sums = column[order], np.concatenate([[0], np.cumsum(target[order])])
        for share in CUTS:
            cut = int(np.searchsorted(ordered, ordered[math.ceil(share * n) - 1], side="right"))
            if cut == n:
                continue
            worth = (int(sums[cut]) / cut - hits / n) / math.sqrt(1 / cut - 1 / n)
            if abs(worth) > best:
                ends = float(ordered[cut - 1]), float(ordered[cut])
                limit = Limit(high=_between(ends[1], ends[0], few)) if worth > 0 else Limit(low=_between(*ends, few))
                best, chosen, at = abs(worth), limit, name
    return {at: chosen} if at else {}


def _peel(columns: _Columns, target: Mask, box: Box) -> tuple[Step, ...]:
    least = max(LEAST_POINTS, math.ceil(LEAST_MASS * len(target)))
    rows = np.flatnonzero(_inside(columns, box, len(target)))
    steps = [_step(columns, target, {})] + ([_step(columns, target, box)] if box else [])
    while steps[-1].density < 1.0:
        options = [peel for peel in _peels(columns, target, rows, box) if len(rows) - peel.size >= least]
        if not options:
            break
        best = max(options, key=lambda peel: peel.worth)
        box = {**box, best.name: best.limit}
        rows = rows[best.limit.holds(columns[best.name].values[rows])]
        hits = int(target[rows].sum())
        steps.append(Step(box, hits / max(int(target.sum()), 1), hits / len(rows), len(rows) / len(target)))
    return tuple(steps)


class _Peel(NamedTuple):
    """One way to make a box a little smaller."""

    worth: float
    size: int  # cases peeled off
    name: str
    limit: Limit


def _peels(columns: _Columns, target: Mask, rows: NDArray[np.int64], box: Box) -> Iterator[_Peel]:
    """Yield every way to make the box of `rows` a little smaller."""
    here = target[rows]
    n, hits = len(rows), int(here.sum())

    def worth(count: int, lost: int) -> float:
        """Return the standardised difference of density between the box and what is peeled off it."""
        share = hits / n
        scale = math.sqrt(share * (1 - share) * (n - count) / max(n - 1, 1) / count)
        return (share - lost / count) / scale if scale > 0 else 0.0

    for name, (column, few) in columns.items():
        values, limit = column[rows], box.get(name, Limit())
        if values.dtype == object:
            kinds = sorted(set(values.tolist()), key=str)
            for kind in kinds if len(kinds) > 1 else ():
                off = np.array([value == kind for value in values.tolist()], dtype=bool)
                count = int(off.sum())
                rest = Limit(allowed=frozenset(kinds) - {kind})
                yield _Peel(worth(count, int(here[off].sum())), count, name, rest)
            continue
        order = np.argsort(values, kind="stable")
        ordered, sums = values[order], np.concatenate([[0], np.cumsum(here[order])])
        # So many from below and from above, with all that are equal to the last of them.
        counts = np.ceil(np.array(SCALES) * n).astype(int)
        below = np.searchsorted(ordered, ordered[counts - 1], side="right").tolist()
        above = np.searchsorted(ordered, ordered[n - counts], side="left").tolist()
        if below[0] < n:
            best = max(worth(at, int(sums[at])) for at in below if at < n)
            low = _between(ordered[below[0] - 1], ordered[below[0]], few)
            yield _Peel(best, below[0], name, limit._replace(low=low))
        if above[0] > 0:
            best = max(worth(n - at, int(hits - sums[at])) for at in above if at > 0)
            high = _between(ordered[above[0]], ordered[above[0] - 1], few)
            yield _Peel(best, n - above[0], name, limit._replace(high=high))


def _between(out: float, inner: float, few: bool) -> float:
    """Return the limit between a value outside and one inside: half way, but a value itself where there are few."""
    return float(inner) if few else float(out + inner) / 2


def _without(box: Box, name: str) -> Box:
    return {other: limit for other, limit in box.items() if other != name}


def _quasi_p(columns: _Columns, target: Mask, box: Box) -> dict[str, float]:
    """Return for each restricted input the binomial chance to have so many cases of interest without it."""
    mask = _inside(columns, box, len(target))
    hits, count = int((mask & target).sum()), int(mask.sum())
    found = {}
    for name in box:
        rest = _inside(columns, _without(box, name), len(target))
        share = float(target[rest].mean()) if rest.any() else 0.0
        found[name] = float(bdtrc(hits - 1, count, share)) if hits else 1.0
    return found


def _simplify(columns: _Columns, target: Mask, box: Box) -> Box:
    """Give up the restrictions that chance would match, the weakest first, and those the box is better without."""
    while box:
        score = _f_score(_step(columns, target, box))
        values = _quasi_p(columns, target, box)
        worth = {name: score - _f_score(_step(columns, target, _without(box, name))) for name in box}
        weak = [name for name in box if values[name] > QUASI_P or worth[name] <= 0]
        if not weak:
            break
        box = _without(box, max(weak, key=lambda name: (values[name], -worth[name])))
    return box


def _paste(columns: _Columns, target: Mask, box: Box) -> Box:
    """Move borders outwards as long as the box becomes better by it."""
    while box:
        score = _f_score(_step(columns, target, box))
        options = [{**box, name: limit} for name, limit in _pastes(columns, target, box)]
        best = max(options, key=lambda other: _f_score(_step(columns, target, other)), default=None)
        if best is None or _f_score(_step(columns, target, best)) <= score + 1e-12:
            break
        box = best
    return box


def _pastes(columns: _Columns, target: Mask, box: Box) -> Any:
    count = max(int(_inside(columns, box, len(target)).sum()), 1)
    for name, limit in box.items():
        column, few = columns[name]
        around = column[_inside(columns, _without(box, name), len(target))]
        if limit.allowed is not None:
            for kind in sorted(set(around.tolist()) - limit.allowed, key=str):
                yield name, Limit(allowed=limit.allowed | {kind})
            continue
        for size in sorted({1, max(1, round(PEEL * count / 2)), max(1, round(PEEL * count))}):
            below, above = np.sort(around[around < limit.low]), np.sort(around[around > limit.high])
            if len(below):
                at = max(len(below) - size, 0)
                low = _between(below[at - 1], below[at], few) if at else -math.inf
                yield name, limit._replace(low=low)
            if len(above):
                at = min(size, len(above)) - 1
                high = _between(above[at + 1], above[at], few) if at + 1 < len(above) else math.inf
                yield name, limit._replace(high=high)
