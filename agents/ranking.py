"""The city's monthly ranking of streets by three rates, in four classes (clause S4, fact 2.43)."""

from typing import Any

import numpy as np

from agents.decisions import composite
from agents.sight import TownInSight
from agents.street_office import StreetOffice
from sim.stages import Standing

_RATES = ("responded", "resolved", "satisfied")
GOVERNED_SHARE = 0.03  # of streets, at least one: 10 of 343 (fact 2.43)
ADVANCED_SHARE = IMPROVING_SHARE = 0.25  # assumption: the published classes do not say how large they are


class Ranking:
    """What the hotline centre publishes every month, city-wide.

    Attributes
    ----------
    rows : list of tuple
        One a street and month, columns of `sim.tables.RANKINGS`.
    """

    def __init__(self, model: TownInSight) -> None:
        self.model = model
        self.rows: list[tuple[float, ...]] = []
        number = len(model.world.street_district)
        self._known = np.zeros((len(_RATES) + 2, number))
        self._last = np.full(number, np.nan)

    @property
    def memory(self) -> dict[str, Any]:
        """All that it carries from one ranking to the next."""
        return {name: value for name, value in vars(self).items() if name != "model"}

    def publish(self, day: int, streets: list[StreetOffice]) -> None:
        """Rank all streets on what was rated since the last ranking, if any district ranks; tell the streets."""
        cards = self.model.engine.town.scorecards
        now = np.array([cards[name] for name in ("rated", "filed", *_RATES)])
        new, self._known = now - self._known, now
        if not (self.model.rules.districts.ranking > 0.0).any():
            return
        rated, filed = new[0], new[1]
        rates = np.divide(new[2:], rated, out=np.zeros_like(new[2:]), where=rated > 0)
        scores = np.array([composite(*rates[:, s]) for s in range(len(streets))])
        order = sorted(range(len(streets)), key=lambda s: (-scores[s], s))
        standing = self._classes(scores, filed, order)
        self._last = scores
        for place, s in enumerate(order, start=1):
            streets[s].missing = 1.0 - float(scores[s])
            streets[s].place = len(order) if standing[s] == Standing.GOVERNED else place
            self.rows.append((day, s, rated[s], *rates[:, s], scores[s], place, standing[s]))

    def _classes(self, scores: np.ndarray, filed: np.ndarray, order: list[int]) -> list[Standing]:
        """Sort streets into the four classes: most demand first, then the best, then who improved most."""
        number = len(order)
        standing = [Standing.RECTIFYING] * number
        most = sorted(range(number), key=lambda s: (-filed[s], s))[: max(1, round(GOVERNED_SHARE * number))]
        for s in most:
            standing[s] = Standing.GOVERNED
        rest = [s for s in order if s not in most]
        advanced = rest[: round(ADVANCED_SHARE * number)]
        for s in advanced:
            standing[s] = Standing.ADVANCED
        gains = {s: scores[s] - self._last[s] for s in rest if s not in advanced and scores[s] > self._last[s]}
        for s in sorted(gains, key=lambda s: (-gains[s], s))[: round(IMPROVING_SHARE * number)]:
            standing[s] = Standing.IMPROVING
        return standing
