"""Whole numbers in proportion to weights, by largest remainder."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def apportion(total: int, weights: ArrayLike, least: int = 0, most: int | None = None) -> NDArray[np.int64]:
    """Split `total` into whole numbers in proportion to `weights`, each from `least` to `most`.

    Ties go to the lower index. If the bounds cannot be met, the nearest bound holds for all.
    """
    w = np.asarray(weights, dtype=np.float64)
    cap = total if most is None else most
    if len(w) == 0:
        return np.zeros(0, dtype=np.int64)
    if w.sum() <= 0.0:
        w = np.ones_like(w)
    quota = np.zeros_like(w)
    free = np.ones(len(w), dtype=bool)
    for _ in range(len(w) + 1):  # fix at a bound what leaves it, share out the rest again
        rest = total - quota[~free].sum()
        quota[free] = rest * w[free] / max(w[free].sum(), 1e-300)
        low, high = free & (quota < least), free & (quota > cap)
        if not (low.any() or high.any()):
            break
        hit = low if low.any() else high
        quota[hit] = least if low.any() else cap
        free &= ~hit
        if not free.any():
            break
    whole = np.floor(quota + 1e-9).astype(np.int64)
    order = np.argsort(-(quota - whole), kind="stable")
    missing = int(total - whole.sum())
    for i in order[: max(missing, 0)]:
        whole[i] += 1
    return whole
