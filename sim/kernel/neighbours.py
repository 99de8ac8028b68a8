"""Trust among neighbours: one pass over all residents."""

import numpy as np

from sim.compiled import entrance


@entrance
def drift_of_trust(trust: np.ndarray, bounds: np.ndarray, share: float) -> float:
    """Move every resident's trust a share of the way to the community's mean; return the mean of all.

    Reads and writes `trust` (float32[N]); residents of community c are bounds[c] to bounds[c + 1].
    """
    total = 0.0
    for c in range(bounds.shape[0] - 1):
        first = bounds[c]
        end = bounds[c + 1]
        inside = 0.0
        for who in range(first, end):
            inside += trust[who]
        total += inside
        if share > 0.0 and end > first:
            mean = inside / (end - first)
            for who in range(first, end):
                trust[who] += share * (mean - trust[who])
    if trust.shape[0] == 0:
        return np.nan
    return total / trust.shape[0]
