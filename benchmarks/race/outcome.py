"""What a run tells, and whether it agrees with theory."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.race.network import STATIONS, STREETS, Network
from sim.theory import sample_of

BATCHES = 40
WARM_UP, END = 0.1, 0.95  # what is judged, as shares of a run; visits begun before END are over when it ends
CONFIDENCE = 0.999  # that a correct program agrees at all stations and in both sums
WIDEST = 0.15  # half of the widest interval of a sum that still is a test, relative


class Outcome(NamedTuple):
    """One run."""

    customers: int  # that arrived
    events: int  # of the program's own, where it counts them; else arrivals and ends of visits
    cpu: float  # seconds of the run itself, without imports, compiling and building
    numbers: list[list[float]]  # mean number at every station, by batch


def edges(hours: float) -> NDArray[np.float64]:
    """Return the ends of the batches of a run of so many hours."""
    return np.linspace(WARM_UP * hours, END * hours, BATCHES + 1)


def numbers_of(visits: list[tuple[int, float, float]], hours: float) -> list[list[float]]:
    """Return the mean number at every station by batch, from visits as (station, came, left)."""
    log = np.array(visits)
    station, came, left = log[:, 0].astype(np.int64), log[:, 1], log[:, 2]
    ends = edges(hours)
    spent = [
        np.bincount(station, np.maximum(end - came, 0.0) - np.maximum(end - left, 0.0), STATIONS) for end in ends
    ]
    return (np.diff(spent, axis=0) / (ends[1] - ends[0])).tolist()


def disagreements(outcome: Outcome, network: Network) -> list[str]:
    """Return where a run is not what theory says: any station, all streets together, all departments together."""
    found, expected = np.array(outcome.numbers), network.numbers
    sides = {"streets": slice(0, STREETS), "departments": slice(STREETS, STATIONS)}
    cases = [(f"station {n}", found[:, n], expected[n], math.inf) for n in range(STATIONS)]
    cases += [(name, found[:, s].sum(axis=1), expected[s].sum(), WIDEST) for name, s in sides.items()]
    confidence = 1.0 - (1.0 - CONFIDENCE) / len(cases)
    wrong = []
    for name, batches, theory, widest in cases:
        sample = sample_of(batches, confidence)
        told = f"{name}: {sample.mean:.3f} ± {sample.half_width:.3f}, theory {theory:.3f}"
        if not sample.holds(theory):
            wrong.append(told)
        elif sample.half_width > widest * theory:
            wrong.append(f"{told}: too wide to be a test")
    return wrong
