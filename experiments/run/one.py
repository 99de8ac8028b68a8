"""One run: the only place where a model is made, and where it is let go of again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from experiments.run.compiling import Telling, compiled_first
from experiments.store.address import World

if TYPE_CHECKING:
    from sim.model import StreetModel
    from sim.past import Past


@contextmanager
def town(*, telling: Telling | None = None, **asked: Any) -> Iterator[StreetModel]:
    """Make a model; let go of it when the block ends, what it has left behind (its trace) included.

    Parameters
    ----------
    telling : callable, optional
        Called with the seconds it has taken while the kernel compiles.
    asked
        Arguments of `sim.model.StreetModel`.

    Raises
    ------
    sim.errors.BadInput
        If the model refuses something.
    """
    from sim.model import StreetModel

    compiled_first(telling)
    model = StreetModel(**asked)
    asked.clear()  # a past that was given is not held for as long as the run takes
    try:
        yield model
    finally:
        model.close()
        del model
        gc.collect()  # a town and its actors know one another
        _spare_what_stays()


@cache
def _spare_what_stays() -> None:
    """Spare the collector, once, everything that modules hold: going through it takes as long as a short run."""
    gc.freeze()


class Branches:
    """Runs made one after another; what two neighbours have both lived before day 0 is lived once.

    One past is held at a time, in memory, and only while the next run is of the same burn-in, place, days and seed.

    Attributes
    ----------
    lived, spared : int
        Days that were simulated, and days that a run took over from the one before it.
    """

    def __init__(self) -> None:
        self.lived = self.spared = 0
        self._of: tuple[Any, ...] | None = None
        self._past: Past | None = None

    @contextmanager
    def run(self, world: World, seed: int, following: tuple[World, int] | None = None, **more: Any) -> Iterator[Any]:
        """Make a run; the block gets its trace.

        Parameters
        ----------
        world : World
        seed : int
        following : tuple of World and int, optional
            World and seed of the run that comes next: for it the past is kept.
        more
            Further arguments of the model.
        """
        of = _shared(world, seed)
        past, self._past = (self._past if of == self._of else None), None
        with town(scenario=world.scenario, place=world.place, days=world.days, seed=seed, base=world.base,
                  burn_in_days=world.burn_in_days, without=world.without, past=past, **more) as model:  # fmt: skip
            self.spared += model.day - model.first_day
            self.lived += model.last_day - model.day
            if following is not None and world.burn_in_days and _shared(*following) == of:
                while model.day < 0:
                    model.step()
                self._of, self._past = of, past or model.past()
            del past  # the last run of a family goes on without it
            yield model.run().without_words()


def _shared(world: World, seed: int) -> tuple[Any, ...]:
    """Return what runs have in common that live the same days before day 0."""
    return (seed, world.days, world.burn_in_days, tuple(sorted(world.without)), world.base, world.place)
