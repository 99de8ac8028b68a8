"""Regular fractions of two-level factorials: which half, quarter, … of all combinations tells most.

Every added factor is set by a product of basic ones, chosen so that the shortest product of factors that is
constant (the resolution of the design) stays as long as it can (Box, Hunter and Hunter 2005, chapter 6).
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np


class Fraction(NamedTuple):
    """A regular fraction.

    Attributes
    ----------
    signs : ndarray of bool, shape (runs, factors)
        Which factors are high.
    generators : tuple of tuple of int
        For each added factor, the basic factors whose product sets it.
    resolution : int or None
        Length of the shortest constant product; None: nothing is confounded.
    """

    signs: np.ndarray
    generators: tuple[tuple[int, ...], ...]
    resolution: int | None


def fraction(factors: int, exponent: int) -> Fraction:
    """Return a fraction with 2 to the power `exponent` runs; needs exponent ≤ factors < 2 ** exponent.

    Generators are added one at a time, each the one that keeps the design best: greedy, which reaches the
    highest resolution there is for up to 7 basic factors in all designs of the tables.
    """
    basic = min(exponent, factors)
    runs = (np.arange(2**basic)[:, None] >> np.arange(basic)[None, ::-1]) & 1 == 1
    words: list[int] = []  # the defining relation, products as bit masks over all factors
    chosen: list[tuple[int, ...]] = []
    options = [c for size in range(2, basic + 1) for c in combinations(range(basic), size)]
    for added in range(basic, factors):
        best: tuple[tuple[int, ...], tuple[int, ...], list[int]] | None = None
        for option in options:
            if option in chosen:
                continue
            word = sum(1 << at for at in option) | 1 << added
            relation = [*words, word, *(word ^ other for other in words)]
            # How many products of each length there are, short ones first: fewer is better (aberration).
            lengths = tuple(sum(w.bit_count() == n for w in relation) for n in range(1, factors + 1))
            if best is None or lengths < best[0]:
                best = lengths, option, relation
        assert best is not None
        chosen.append(best[1])
        words = best[2]
    columns = [runs[:, at] for at in range(basic)]
    # A product of signs is high where an even number of its factors is low.
    columns += [np.logical_xor.reduce(~runs[:, list(option)], axis=1) ^ True for option in chosen]
    resolution = min((word.bit_count() for word in words), default=None)
    return Fraction(np.column_stack(columns), tuple(chosen), resolution)
