"""How satisfied residents truly are: the sentence a call is answered by, said for everybody affected by a problem."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from sim.cohorts import COHORT_MARGIN_DAYS, solved_within, started
from sim.kernel.satisfaction import satisfied_probabilities

if TYPE_CHECKING:
    from sim.trace import Trace


class Outcome(NamedTuple):
    """What is the case for some residents at some time.

    Attributes
    ----------
    solved : ndarray
        Whether the problem is solved by then; bool[N].
    waited_days : ndarray
        Days waited until the solution, or until then; float64[N].
    """

    solved: np.ndarray
    waited_days: np.ndarray


def after_thirty_days(problems: pd.DataFrame) -> Outcome:
    """Return what is the case 30 days after the first filing of each problem, after its arising where nobody filed."""
    solved = solved_within(problems, COHORT_MARGIN_DAYS)
    until_solved = (problems["solved_at"] - started(problems)).to_numpy() / 24.0
    return Outcome(solved, np.where(solved, np.maximum(until_solved, 0.0), float(COHORT_MARGIN_DAYS)))


def satisfied_chance(trace: "Trace", expected_days: pd.Series, outcome: Outcome, contact_hours: float) -> np.ndarray:
    """Return how likely somebody with each outcome is satisfied, after so many hours of contact; float64[N]."""
    e = trace.provenance["satisfaction"]
    chance = np.empty(len(expected_days))
    satisfied_probabilities(
        np.array(outcome.solved, dtype=np.bool_),  # the door is compiled for arrays of one's own
        expected_days.to_numpy(dtype=np.float64, copy=True),
        np.array(outcome.waited_days, dtype=np.float64),
        contact_hours,
        e["satisfied_base"],
        e["satisfied_solved"],
        e["satisfied_wait"],
        e["wait_clip"],
        e["wait_loss"],
        e["satisfied_contact"],
        e["contact_half_hours"],
        chance,
    )
    return chance


def truly_satisfied(trace: "Trace", problems: pd.DataFrame) -> np.ndarray:
    """Return how many of those affected by each problem are satisfied 30 days after it was filed, in the mean.

    Their chance is that of who is called; who reported has had a first contact, who did not has had none.
    """
    outcome = after_thirty_days(problems)
    hours = (0.0, float(trace.provenance["contact_hours"]))
    chance = [satisfied_chance(trace, problems["mean_expected_days"], outcome, contact) for contact in hours]
    affected = problems["affected"].to_numpy(dtype=np.float64)
    reporters = np.minimum(problems["reports"].to_numpy(dtype=np.float64), affected)
    return np.asarray(reporters * chance[1] + (affected - reporters) * chance[0])
