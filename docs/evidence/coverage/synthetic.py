"""Paired experiments whose true difference is known: what the answers are tried on."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from experiments.tell.sentences.remarks import KINDS
from experiments.words import Text

Generator = np.random.Generator
Shape = tuple[int, int]  # experiments, replications
Pair = tuple[np.ndarray, np.ndarray]


class Experiment(NamedTuple):
    """A kind of paired experiment.

    Attributes
    ----------
    title : Text
        What its differences are like.
    ours : bool
        Whether differences between scenarios of the model are like this: the stated coverage has to hold.
    difference : float
        True mean of reform minus base.
    draw : callable
        Return base and reform, each of the shape asked.
    """

    title: Text
    ours: bool
    difference: float
    draw: Callable[[Generator, Shape], Pair]


def _normal(rng: Generator, shape: Shape) -> Pair:
    """Shared luck nine times as large as what is each scenario's own."""
    shared = rng.normal(20.0, 3.0, shape)
    return shared + rng.normal(size=shape), shared + rng.normal(1.0, 1.0, shape)


def _mild(rng: Generator, shape: Shape) -> Pair:
    """Differences with skewness 1: a gamma of shape 4."""
    shared = rng.normal(20.0, 3.0, shape)
    return shared, shared + rng.gamma(4.0, 0.5, shape)


def _proportional(rng: Generator, shape: Shape) -> Pair:
    """A reform that takes 15 to 25 % off lognormal values."""
    shared = rng.lognormal(2.0, 0.3, shape)
    return shared, shared * (1.0 - rng.uniform(0.15, 0.25, shape))


def _skewed(rng: Generator, shape: Shape) -> Pair:
    """Lognormal differences, skewness 6."""
    shared = rng.normal(20.0, 3.0, shape)
    return shared, shared + rng.lognormal(0.0, 1.0, shape)


def _laplace(rng: Generator, shape: Shape) -> Pair:
    shared = rng.normal(20.0, 3.0, shape)
    return shared, shared + rng.laplace(1.0, 1.0, shape)


def _heavy(rng: Generator, shape: Shape) -> Pair:
    shared = rng.normal(20.0, 3.0, shape)
    return shared, shared + 1.0 + rng.standard_t(3.0, shape)


def _rate(rng: Generator, shape: Shape) -> Pair:
    """Of 200 cases 96 % are solved under the base; a tenth of the rest is won and nothing lost."""
    solved = rng.binomial(200, 0.96, shape)
    return solved / 200.0, (solved + rng.binomial(200 - solved, 0.1)) / 200.0


def _rare(rng: Generator, shape: Shape) -> Pair:
    """One replication in ten is changed at all."""
    shared = rng.normal(20.0, 3.0, shape)
    return shared, shared + (rng.random(shape) < 0.1)


EXPERIMENTS = {
    "normal": Experiment(*KINDS["normal"], 1.0, _normal),
    "mildly_skewed": Experiment(*KINDS["mildly_skewed"], 2.0, _mild),
    "proportional": Experiment(*KINDS["proportional"], -0.2 * float(np.exp(2.0 + 0.3**2 / 2.0)), _proportional),
    "laplace": Experiment(*KINDS["laplace"], 1.0, _laplace),
    "heavy_tailed": Experiment(*KINDS["heavy_tailed"], 1.0, _heavy),
    "skewed": Experiment(*KINDS["skewed"], float(np.exp(0.5)), _skewed),
    "near_one": Experiment(*KINDS["near_one"], 0.004, _rate),
    "rare": Experiment(*KINDS["rare"], 0.1, _rare),
}


def gaps(kind: str, rng: Generator, shape: Shape) -> np.ndarray:
    """Return reform minus base of so many experiments (rows) and replications (columns)."""
    base, reform = EXPERIMENTS[kind].draw(rng, shape)
    return reform - base
