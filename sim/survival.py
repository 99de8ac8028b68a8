"""Times of things not all of which have ended: Kaplan–Meier, quantiles, restricted means.

Kaplan and Meier 1958; Greenwood's variance; log–log confidence band (Kalbfleisch and Prentice
2002, section 1.4), which stays inside [0, 1].
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Survival:
    """A Kaplan–Meier curve.

    Attributes
    ----------
    times : float64[n]
        Distinct times of events, ascending.
    survival : float64[n]
        Share not yet ended just after each time.
    at_risk, events : int64[n]
        How many were under observation just before, how many ended then.
    variance : float64[n]
        Greenwood's sum Σ d ÷ (n (n − d)).
    total : int
        Number of durations.
    """

    times: np.ndarray
    survival: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    variance: np.ndarray
    total: int

    def at(self, time: float) -> float:
        """Return the share not yet ended at `time`; 1 before the first event."""
        before = int(np.searchsorted(self.times, time, side="right"))
        return 1.0 if before == 0 else float(self.survival[before - 1])

    def quantile(self, share: float) -> float:
        """Return the first time by which `share` have ended; NaN if the curve does not reach it."""
        reached = np.flatnonzero(self.survival <= 1.0 - share + 1e-12)
        return float(self.times[reached[0]]) if len(reached) else float("nan")

    def restricted_mean(self, limit: float) -> float:
        """Return the mean of min(duration, limit): the area under the curve up to `limit`."""
        if self.total == 0:
            return float("nan")
        inside = self.times < limit
        edges = np.concatenate([[0.0], self.times[inside], [limit]])
        heights = np.concatenate([[1.0], self.survival[inside]])
        return float(np.sum(np.diff(edges) * heights))

    def band(self, z: float = 1.959963984540054) -> tuple[np.ndarray, np.ndarray]:
        """Return the lower and upper pointwise band at each time (log–log)."""
        s = np.clip(self.survival, 1e-12, 1.0 - 1e-12)
        spread = z * np.sqrt(self.variance) / np.abs(np.log(s))
        low, high = s ** np.exp(spread), s ** np.exp(-spread)
        certain = ~np.isfinite(self.variance)
        return np.where(certain, 0.0, low), np.where(certain, self.survival, high)


def kaplan_meier(durations: np.ndarray, ended: np.ndarray) -> Survival:
    """Estimate the survival curve of durations some of which are censored.

    Parameters
    ----------
    durations : float64[n]
        Time under observation, non-negative; rows with NaN are left out.
    ended : bool[n]
        Whether the duration ended with the event; otherwise it is censored there.
    """
    durations = np.asarray(durations, dtype=np.float64)
    known = ~np.isnan(durations)
    durations, ended = durations[known], np.asarray(ended, dtype=bool)[known]
    ascending = np.sort(durations)
    times, events = np.unique(durations[ended], return_counts=True)
    at_risk = len(durations) - np.searchsorted(ascending, times, side="left")
    with np.errstate(divide="ignore"):
        steps = 1.0 - events / at_risk
        variance = np.cumsum(events / (at_risk * (at_risk - events.astype(np.float64))))
    return Survival(times, np.cumprod(steps), at_risk, events, variance, len(durations))
