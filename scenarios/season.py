"""The year of a category: monthly levels and shocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.place_schema import Category

_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def season_of(category: Category) -> NDArray[np.float64]:
    """Return the multiplier of a category by day of the year, mean 1.

    Months are relative levels; a flat shock multiplies its days by its factor, a decaying one its
    first day by its factor and day i after it by factor^(1 − i / days).
    """
    season = np.repeat(np.array(category.months), _MONTHS)
    for shock in category.shocks:
        for i in range(shock.days):
            power = 1.0 - i / shock.days if shock.shape == "decay" else 1.0
            season[(shock.day + i) % 365] *= shock.factor**power
    return np.asarray(season / season.mean())
