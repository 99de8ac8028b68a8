"""Regular fractions of two-level factorials: which half, quarter, … of all combinations tells most.

Every added factor is set by a product of basic ones, chosen so that the shortest product of factors that is
constant (the resolution of the design) stays as long as it can (Box, Hunter and Hunter 2005, chapter 6).
"""

from __future__ import annotations

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

    For every resolution, the highest first, factors are added one at a time, each the simplest product that keeps it;
    the first that goes through is taken. This reaches the resolutions of the published tables (see the test); among
    designs of one resolution it is not always the one with the fewest products of that length.
    """
    basic = min(exponent, factors)
    runs = (np.arange(2**basic)[:, None] >> np.arange(basic)[None, ::-1]) & 1 == 1
    grown = (_grown(basic, factors, resolution) for resolution in range(basic + 1, 2, -1))
    columns = next(found for found in grown if found is not None)
    generators = tuple(tuple(at for at in range(basic) if column >> at & 1) for column in columns[basic:])
    # A product of signs is high where an even number of its factors is low.
    signs = [runs[:, at] for at in range(basic)]
    signs += [~np.logical_xor.reduce(~runs[:, list(product)], axis=1) for product in generators]
    return Fraction(np.column_stack(signs), generators, _resolution(basic, columns))


def _grown(basic: int, factors: int, resolution: int) -> list[int] | None:
    """Return every factor as the basic ones whose product it is, bit by bit; None where that is not found."""
    places = np.arange(2**basic)
    columns = [1 << at for at in range(basic)]
    size = np.array([x.bit_count() for x in range(2**basic)])
    simplest = np.lexsort((places, size))
    # Products of up to resolution − 2 factors; a factor equal to one would make a product too short constant.
    reached = [np.flatnonzero(size == n) for n in range(resolution - 1)]
    taken = size < resolution - 1
    while len(columns) < factors:
        free = simplest[~taken[simplest]]
        if not len(free):
            return None
        new = int(free[0])
        columns.append(new)
        for n in range(resolution - 2, 0, -1):
            reached[n] = np.union1d(reached[n], reached[n - 1] ^ new)
            taken[reached[n]] = True
    return columns


def _resolution(basic: int, columns: list[int]) -> int | None:
    """Return the length of the shortest constant product."""
    places = np.arange(2**basic)
    sets = np.zeros((basic + 2, 2**basic))  # [n, x]: how many sets of n factors have x as their product
    sets[0, 0] = 1.0
    for column in columns:
        sets[1:] += sets[:-1, places ^ column]
    return next((n for n in range(3, basic + 2) if sets[n, 0]), None)
