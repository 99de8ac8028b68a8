"""Which departments a problem needs: exact probabilities from the catalogue's weights."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.rules import Categories


class Involvement(NamedTuple):
    """Probabilities for one category, by department number within its district (L of them).

    Attributes
    ----------
    alone : float64[L]
        One department, this one.
    pair : float64[L, L]
        Two departments, lead and support.
    trio : float64[L, L, L]
        Three departments, lead and two supports in order.
    """

    alone: NDArray[np.float64]
    pair: NDArray[np.float64]
    trio: NDArray[np.float64]

    def expected(self) -> NDArray[np.float64]:
        """Return the probability that each department is among those needed."""
        pair = self.pair.sum(axis=1) + self.pair.sum(axis=0)
        trio = self.trio.sum(axis=(1, 2)) + self.trio.sum(axis=(0, 2)) + self.trio.sum(axis=(0, 1))
        return np.asarray(self.alone + pair + trio)

    def all_of(self, chance: NDArray[np.float64]) -> float:
        """Return the probability that every department needed succeeds, each with its own chance."""
        one = float(self.alone @ chance)
        two = float(chance @ self.pair @ chance)
        three = float(np.einsum("abc,a,b,c->", self.trio, chance, chance, chance))
        return one + two + three

    def called_until(self, come: NDArray[np.float64], most: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return, of each department, how often it comes and how likely all have come at once, float64[L] each.

        Parameters
        ----------
        come : float64[L]
            Chance that each comes to an appointment.
        most : int
            Appointments, until one is kept; only who is needed counts.
        """
        together = come, np.multiply.outer(come, come), np.multiply.outer(np.multiply.outer(come, come), come)
        both = [until_kept(each, most) for each in together]
        asked, kept = (
            Involvement(*(part * each[n] for part, each in zip(self, both, strict=True))).expected() for n in (0, 1)
        )
        return asked * come, kept


def until_kept(chance: NDArray[np.float64], most: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return appointments made, at most so many, until one is kept with this chance, and the chance that one is."""
    kept = 1.0 - (1.0 - chance) ** most
    return np.divide(kept, chance, out=np.full_like(chance, float(most)), where=chance > 0.0), kept


def shares(cumulative: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shares behind cumulative shares, along the last axis."""
    return np.diff(cumulative, axis=-1, prepend=0.0)


def involvement(categories: Categories) -> list[Involvement]:
    """Work out, for every category, which departments its problems need.

    The rule of the flow tries eight times to find supports that differ; the chance that eight tries
    are not enough is left out (below 0.001 unless one department has nearly all the weight).
    """
    found = []
    for number, lead, support in zip(
        shares(categories.number_cumulative),
        shares(categories.lead_cumulative),
        shares(categories.support_cumulative),
        strict=True,
    ):
        size = len(lead)
        distinct = 1.0 - np.eye(size)
        second = _normalised(support[None, :] * distinct)  # given the lead
        third = _normalised(support[None, None, :] * distinct[:, None, :] * distinct[None, :, :])
        pair = lead[:, None] * second
        trio = number[2] * pair[:, :, None] * third
        lost = number[2] * pair - trio.sum(axis=2)  # no third department exists
        alone = number[0] * lead + (number[1] + number[2]) * (lead - pair.sum(axis=1))
        found.append(Involvement(alone, number[1] * pair + lost, trio))
    return found


def _normalised(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    total = weights.sum(axis=-1, keepdims=True)
    return np.divide(weights, total, out=np.zeros_like(weights), where=total > 1e-12)
