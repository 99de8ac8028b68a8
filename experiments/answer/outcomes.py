"""Outcomes by world and replication, looked up by address: what analyses of a design work on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.plan.plan import Plan
from experiments.store import parts
from experiments.store.folder import RunStore
from experiments.store.planned import KEY_TYPE, RUN


def levels(plan: Plan, store: RunStore, measures: Sequence[str]) -> np.ndarray:
    """Return measures by world, replication and measure; NaN where there is no run or no value.

    Shape (worlds, replications, measures). Parts are read one at a time.

    Raises
    ------
    experiments.store.parts.DamagedPart
        If a part cannot be read.
    """
    flat = plan.keys.ravel()
    order = np.argsort(flat, kind="stable")
    ordered = flat[order]
    found = np.full((flat.size, len(measures)), np.nan)
    for table in parts.tables_of(store.parts, parts.RUNS, [RUN, *measures]):
        keys = np.asarray(table.column(RUN).to_pylist(), dtype=KEY_TYPE)
        values = np.column_stack([table.column(name).to_numpy() for name in measures])
        # Worlds that are one have one address: all of their places take the row.
        first = np.searchsorted(ordered, keys, "left")
        last = np.searchsorted(ordered, keys, "right")
        for at in np.flatnonzero(last > first):
            found[order[first[at] : last[at]]] = values[at]
    return found.reshape(*plan.keys.shape, len(measures))


def outcomes(plan: Plan, store: RunStore, measures: Sequence[str]) -> np.ndarray:
    """Return, by design point × state and replication, differences from the reference, levels where there is none.

    Shape (points × states, replications, measures), points slowest.
    """
    found = levels(plan, store, measures)
    worlds = [at for at, world in enumerate(plan.worlds) if world.point >= 0]
    own = found[worlds]
    against = np.array([plan.worlds[at].reference for at in worlds])
    return own - found[against] if (against >= 0).all() else own
