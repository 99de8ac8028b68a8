"""The chance of being satisfied for many residents at once, by the sentence that a survey is answered by."""

import numpy as np

from sim.compiled import entrance
from sim.kernel.choices import satisfied_probability


@entrance
def satisfied_probabilities(
    solved: np.ndarray,
    expected_days: np.ndarray,
    waited_days: np.ndarray,
    contact_hours: float,
    base: float,
    solved_weight: float,
    wait_weight: float,
    wait_clip: float,
    wait_loss: float,
    contact_weight: float,
    contact_half: float,
    chance: np.ndarray,
) -> None:
    """Write `choices.satisfied_probability` of every resident into `chance` (float64[N]).

    Reads `solved` (bool[N]), `expected_days` and `waited_days` (float64[N]).
    """
    for n in range(chance.shape[0]):
        chance[n] = satisfied_probability(
            solved[n],
            expected_days[n],
            waited_days[n],
            contact_hours,
            base,
            solved_weight,
            wait_weight,
            wait_clip,
            wait_loss,
            contact_weight,
            contact_half,
        )
