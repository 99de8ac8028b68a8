"""Measure what families, selections and stop rules promise, on synthetic experiments whose truth is known."""

import csv
import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from docs.evidence.coverage.synthetic import EXPERIMENTS, gaps
from experiments.answer.differences.many import Method, many
from experiments.answer.differences.selection import certainty, chances_of_best
from experiments.answer.differences.sequences import LOOKS, always_valid_multiplier, is_decided, precise_multiplier
from experiments.answer.differences.stopping import StopRule
from experiments.answer.statistics import CONFIDENCE, t_quantile

PROMISES = Path(__file__).with_name("promises.csv")
FAMILIES: tuple[tuple[Method, tuple[int, ...]], ...] = (("bonferroni", (5, 10, 30)), ("max-t", (30,)))
REFORMS = (2, 5, 10)
KINDS = ("normal", "mildly_skewed", "heavy_tailed")
NEEDED = (5, 10, 15, 20, 40, 80)  # replications that a known spread would need for the half-width
EFFECTS = (0.0, 0.2, 0.3, 0.5, 1.0, 2.0)  # true difference in standard deviations of a pair
BUDGET = 400
SMALLEST = 0.5  # standard deviations
_SEED = 20_261
_SPREADS = {"normal": math.sqrt(2.0), "mildly_skewed": 1.0, "heavy_tailed": math.sqrt(3.0)}


class Promise(NamedTuple):
    """One promise and what became of it.

    Attributes
    ----------
    promise : str
        "family": an interval of several misses. "certainty", "chance": a selection is right. "half-width": the interval
        at the stop holds the difference ("plain": without correction). "decided": a decision is wrong.
    case : str
        Kind of experiment, of true means, or the method.
    scenarios : int
        Reforms or scenarios; 1 for stop rules.
    n : float
        Replications; for "half-width" those a known spread would need, for "decided" the true difference in
        standard deviations.
    stated, measured : float
        Shares of experiments.
    decided, mean_n, fixed_n : float
        Of stop rules: share that stopped with an answer, mean replications until the stop, and replications of a
        fixed plan that answers in that share (0.99 at most). NaN where it makes no sense.
    """

    promise: str
    case: str
    scenarios: int
    n: float
    experiments: int
    stated: float
    measured: float
    decided: float = math.nan
    mean_n: float = math.nan
    fixed_n: float = math.nan


class Stops(NamedTuple):
    """Where a rule stops in every experiment (first axis)."""

    n: np.ndarray
    answered: np.ndarray
    low: np.ndarray
    high: np.ndarray


def promises(count: int) -> Iterator[Promise]:
    """Measure every promise; `count` experiments each, a quarter of it where each is computed alone."""
    few = max(count // 4, 2)
    for method, sizes in FAMILIES:
        for kind in KINDS[:2]:
            for reforms in REFORMS:
                yield from (family(method, kind, reforms, n, few) for n in sizes)
    for case in MEANS:
        for scenarios in (2, 5, 10):
            yield from (selected("certainty", case, scenarios, n, few) for n in (5, 10, 30))
    yield from (selected("chance", "spread", scenarios, n, few) for scenarios in (2, 5, 10) for n in (5, 30))
    for kind in KINDS:
        yield from (half_width(kind, needed, count) for needed in NEEDED)
    yield from (half_width("normal", needed, count, 0.0) for needed in NEEDED)
    for kind in KINDS:
        yield from (decided(kind, effect, count) for effect in EFFECTS)
    yield from (decided("normal", effect, count, SMALLEST) for effect in (0.0, 0.1, 0.5, 1.0))


def family(method: Method, kind: str, reforms: int, n: int, count: int) -> Promise:
    """Measure how often an interval misses where no reform does anything; half of a difference's variance is shared."""
    generator = _generator("family", kind, reforms, n)
    wrong = 0
    for _ in range(count):
        own, shared = _centred(kind, generator, (reforms, n)), _centred(kind, generator, (1, n))
        found = many(np.zeros(n).tolist(), dict(enumerate((own + shared).tolist())), method=method)  # type: ignore[arg-type]
        wrong += any(one.low > 0.0 or one.high < 0.0 for one in found.reforms)
    return Promise("family", f"{method}, {kind}", reforms, n, count, 1.0 - CONFIDENCE, wrong / count)


# True means, the first the best: all but equal, two but equal and the others far off, a slippage, drawn anew each time.
MEANS = ("equal", "two_equal", "slippage", "spread")


def selected(promise: str, case: str, scenarios: int, n: int, count: int) -> Promise:
    """Measure how often the best sample mean belongs to the best true mean; scenarios share luck."""
    generator = _generator(promise, case, scenarios, n)
    means = {
        "equal": np.zeros(scenarios),
        "two_equal": np.where(np.arange(scenarios) < 2, 0.0, -5.0),
        "slippage": np.where(np.arange(scenarios) < 1, 0.5, 0.0),
    }
    spreads = np.linspace(0.6, 1.4, scenarios)
    right = stated = 0.0
    for _ in range(count):
        true = means[case] if case in means else generator.normal(size=scenarios)
        best = 0 if case in means else int(true.argmax())
        table = true + generator.normal(size=(n, 1)) + generator.normal(size=(n, scenarios)) * spreads
        top = int(table.mean(axis=0).argmax())
        right += top == best
        stated += certainty(table, top) if promise == "certainty" else float(chances_of_best(table)[top])
    return Promise(promise, case, scenarios, n, count, stated / count, right / count)


def half_width(kind: str, needed: int, count: int, looks: float = LOOKS) -> Promise:
    """Measure the coverage at the stop where `needed` replications would do if the spread were known.

    With `looks` 0 the interval is Student's t, as if one had not looked.
    """
    spread = _SPREADS[kind]
    rule = StopRule("half-width", half_width=t_quantile(1e9) * spread / math.sqrt(needed))
    found = stops(_centred(kind, _generator("half-width", kind, 1, needed), (count, BUDGET)), rule, looks)
    held = (found.low <= 0.0) & (found.high >= 0.0)
    promise = "half-width" if looks else "plain half-width"
    return Promise(promise, kind, 1, needed, count, CONFIDENCE, float(held.mean()), float(found.answered.mean()),
                   float(found.n.mean()), needed)  # fmt: skip


def decided(kind: str, effect: float, count: int, smallest: float = 0.0) -> Promise:
    """Measure wrong decisions, and how many replications they took, for a true difference in standard deviations."""
    spread = _SPREADS[kind]
    rule = StopRule("decided", smallest=smallest * spread or None)
    drawn = _centred(kind, _generator("decided", kind, 1, round(100 * effect)), (count, BUDGET)) + effect * spread
    found = stops(drawn, rule)
    true = effect * spread
    wrong = found.answered & ((found.low > true) | (found.high < true)) & _says_wrong(found, true, rule)
    share = float(found.answered.mean())
    case = f"{kind}, smallest {smallest:g}" if smallest else kind
    fixed = fixed_plan(effect, min(share, 0.99), smallest) if effect or smallest else math.nan
    return Promise("decided", case, 1, effect, count, 1.0 - CONFIDENCE, float(wrong.mean()), share,
                   float(found.n.mean()), fixed)  # fmt: skip


def _says_wrong(found: Stops, true: float, rule: StopRule) -> np.ndarray:
    """Say which answers are untrue: the wrong sign, any sign for no difference, small for one that is not."""
    bound = rule.smallest or 0.0
    small = (found.low > -bound) & (found.high < bound)
    up, down = (found.low > 0.0) & ~small, (found.high < 0.0) & ~small
    return (small & (abs(true) >= bound)) | (up & (true <= 0.0)) | (down & (true >= 0.0))


def stops(found: np.ndarray, rule: StopRule, looks: float = LOOKS) -> Stops:
    """Look after every replication of every experiment at once, as `StopRule.look` does one by one.

    Parameters
    ----------
    found : ndarray, shape (experiments, replications)
        Differences, of which no two are equal.
    rule : StopRule
        With a target of its own, not a relative one.
    looks : float
        Correction of a half-width.
    """
    n = np.arange(1, found.shape[1] + 1)
    mean = np.cumsum(found, axis=1) / n
    square = np.cumsum(found * found, axis=1)
    spread = np.sqrt(np.maximum(square - n * mean**2, 0.0) / np.maximum(n - 1, 1))
    with np.errstate(invalid="ignore"):
        if rule.kind == "half-width":
            half = precise_multiplier(n, rule.confidence, looks) * spread
            enough = half <= (rule.half_width or 0.0)
        else:
            half = always_valid_multiplier(n, rule.confidence) * spread
            enough = is_decided(mean - half, mean + half, rule.smallest or 0.0)
    enough[:, : rule.first - 1] = False
    answered = enough.any(axis=1)
    at = np.where(answered, enough.argmax(axis=1), found.shape[1] - 1)
    rows = np.arange(len(found))
    return Stops(n[at], answered, (mean - half)[rows, at], (mean + half)[rows, at])


def fixed_plan(effect: float, power: float, smallest: float = 0.0) -> float:
    """Return the replications with which a paired t test, or two one-sided ones, looked at once, answers so often.

    Parameters
    ----------
    effect, smallest : float
        In standard deviations of a pair.
    """
    from scipy.stats import nct, t  # type: ignore[import-untyped]

    n = np.arange(3.0, 5_000.0)
    ends = t.ppf(0.5 + CONFIDENCE / 2.0, n - 1.0)
    shift = effect * np.sqrt(n)
    answers = nct.sf(ends, n - 1.0, shift) + nct.cdf(-ends, n - 1.0, shift)
    if smallest:
        one_sided = t.ppf(CONFIDENCE, n - 1.0)
        above = nct.sf(one_sided, n - 1.0, (effect + smallest) * np.sqrt(n))
        below = nct.cdf(-one_sided, n - 1.0, (effect - smallest) * np.sqrt(n))
        answers = np.maximum(answers, np.maximum(above + below - 1.0, 0.0))
    enough = np.nan_to_num(answers) >= power
    return float(n[enough.argmax()]) if enough.any() else math.nan


@lru_cache(maxsize=1)
def kept() -> tuple[Promise, ...]:
    """Return the shipped table."""
    with PROMISES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Promise(row["promise"], row["case"], int(row["scenarios"]), float(row["n"]), int(row["experiments"]),
                    *(float(row[key]) for key in Promise._fields[5:]))
            for row in csv.DictReader(file)
        )  # fmt: skip


def _centred(kind: str, generator: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return gaps(kind, generator, shape) - EXPERIMENTS[kind].difference


def _generator(*key: str | int) -> np.random.Generator:
    return np.random.default_rng([_SEED, *("|".join(map(str, key)).encode())])
