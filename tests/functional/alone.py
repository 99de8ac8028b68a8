"""The same town, the same seeds, with and without one thing: rows that say what it moves, and what runs found."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from experiments.run.one import town
from sim.model import StreetModel
from sim.trace import Trace

DAYS = 120
END = 24.0 * DAYS
SEEDS = (1, 2, 3)
FIVE = (1, 2, 3, 4, 5)  # where luck moves as much as what is looked at: of three pairs the interval is wide
Settings = Mapping[str, object]
NONE_SET: Settings = MappingProxyType({})


class Run(NamedTuple):
    """One run: the model as it stands at the end, and its tables."""

    model: StreetModel
    trace: Trace


class World(NamedTuple):
    """What is run: a scenario, behaviours switched off, settings as text."""

    scenario: str
    without: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]

    def asked(self, seed: int) -> dict[str, Any]:
        """Return the arguments of the model."""
        return {"scenario": self.scenario, "place": "classroom", "days": DAYS, "seed": seed, "burn_in_days": 30,
                "settings": dict(self.settings), "without": self.without}  # fmt: skip


def world(scenario: str, settings: Settings, without: tuple[str, ...] = ()) -> World:
    """Return a world of the classroom."""
    return World(scenario, without, tuple(sorted((name, str(value)) for name, value in settings.items())))


@cache
def _run(of: World) -> Run:
    model = StreetModel(**of.asked(seed=1))
    return Run(model, model.run())


def run(scenario: str = "status_quo", settings: Settings | None = None, without: tuple[str, ...] = ()) -> Run:
    """Run the classroom at one seed; what has been run before is not run again."""
    return _run(world(scenario, settings or {}, without))


def runs(scenario: str, settings: Settings, without: tuple[str, ...] = (), seeds: tuple[int, ...] = SEEDS) -> Iterator[Run]:
    """Run the classroom at one seed after another; nothing is kept."""
    of = world(scenario, settings, without)
    for seed in seeds:
        with town(**of.asked(seed)) as model:
            yield Run(model, model.run())


def let_go() -> bool:
    """Forget what has been run; tell whether there was anything."""
    kept = _run.cache_info().currsize
    _run.cache_clear()
    return kept > 0


Quantity = Callable[[Run], float]


class Ablation(NamedTuple):
    """One thing, and the direction in which it moves one quantity.

    Attributes
    ----------
    name
        Of the behaviour (`sim.still.BEHAVIOURS`) or of the process.
    quantity, sign
        It moves the quantity in this direction: the interval of the difference lies on this side of zero.
    settings, scenario
        Of the run with it.
    reference
        Settings of the run without it; None: the same settings, and the behaviour switched off.
    least
        Where a few seeds cannot tell the sign: by how much at least it moves the quantity at the first.
    pairs
        Seeds of the runs where `least` is None.
    """

    name: str
    what: str
    quantity: Quantity
    sign: int
    settings: Settings = NONE_SET
    reference: Settings | None = None
    scenario: str = "status_quo"
    least: float | None = None
    pairs: tuple[int, ...] = SEEDS

    def worlds(self) -> list[World]:
        """Return the world without and the world with it."""
        if self.reference is None:
            gone = world(self.scenario, self.settings, (self.name,))
        else:
            gone = world(self.scenario, self.reference)
        return [gone, world(self.scenario, self.settings)]

    @property
    def seeds(self) -> tuple[int, ...]:
        """Seeds of the runs."""
        return self.pairs if self.least is None else SEEDS[:1]


class Dose(NamedTuple):
    """A quantity that rises (sign 1) or falls with the strength of one setting, from each strength to the next.

    `seeds` are those of the runs; where they are one, its differences count as they are.
    """

    name: str
    quantity: Quantity
    sign: int
    setting: str
    strengths: tuple[Any, ...]
    settings: Settings = NONE_SET
    scenario: str = "status_quo"
    seeds: tuple[int, ...] = SEEDS

    def worlds(self) -> list[World]:
        """Return a world for each strength."""
        return [world(self.scenario, {**self.settings, self.setting: strength}) for strength in self.strengths]


Row = Ablation | Dose


def named(row: Row) -> str:
    """Return the name of a row's test."""
    return f"{row.name}: {row.what}" if isinstance(row, Ablation) else f"{row.name} by {row.setting}"


class Measured:
    """What rows ask of their worlds: each is run once a seed, all that is asked of it is taken, and it is let go."""

    def __init__(self, *rows: Row) -> None:
        self._asked: dict[tuple[World, int], list[Quantity]] = {}
        self._found: dict[tuple[World, int], dict[Quantity, float]] = {}
        for row in rows:
            for key in product(row.worlds(), row.seeds):
                self._asked.setdefault(key, []).append(row.quantity)

    def values(self, row: Row) -> NDArray[np.float64]:
        """Return the quantity of a row, by world and seed."""
        return np.array([[self._of((w, seed))[row.quantity] for seed in row.seeds] for w in row.worlds()])

    def differences(self, row: Row) -> NDArray[np.float64]:
        """Return by how much the quantity moves as declared from each world to the next, by seed: positive is right."""
        return row.sign * np.diff(self.values(row), axis=0)

    def _of(self, key: tuple[World, int]) -> dict[Quantity, float]:
        if key not in self._found:
            with town(**key[0].asked(seed=key[1])) as model:
                made = Run(model, model.run())
                self._found[key] = {quantity: quantity(made) for quantity in self._asked[key]}
        return self._found[key]


def low(differences: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lower ends of 95 % intervals of paired differences, by row; of one pair it is the difference itself."""
    pairs = differences.shape[1]
    if pairs == 1:
        return differences[:, 0]
    of_student = student.ppf(0.975, pairs - 1)
    return np.asarray(differences.mean(axis=1) - of_student * differences.std(axis=1, ddof=1) / np.sqrt(pairs))


def assert_it_acts(ablation: Ablation, taken: Measured) -> None:
    """The interval of what one thing does lies on the declared side; where a least effect is declared, each pair has it."""
    found = taken.differences(ablation)
    assert (low(found) > 0.0).all() if ablation.least is None else (found >= ablation.least).all(), taken.values(ablation)


def assert_more_does_more(dose: Dose, taken: Measured) -> None:
    """Every step of a dose moves what it is about, to the declared side."""
    assert (low(taken.differences(dose)) > 0.0).all(), taken.values(dose)


def table(measured: Measured, ablations: tuple[Ablation, ...]) -> pd.DataFrame:
    """Return what every ablation did: means over seeds, and the lower end of the interval in the declared direction."""
    found = []
    for a in ablations:
        (gone, there), (end,) = measured.values(a).mean(axis=1), low(measured.differences(a))
        found.append((a.name, a.what, there, gone, there - gone, a.sign, end, a.least))
    columns = ["thing", "what it does", "with", "without", "difference", "sign", "low", "at least"]
    return pd.DataFrame(found, columns=columns)


def dose_table(measured: Measured, doses: tuple[Dose, ...]) -> pd.DataFrame:
    """Return what every dose did: means over seeds, and the lower ends of intervals in the declared direction."""
    found = [
        (d.name, d.setting, d.strengths, measured.values(d).mean(axis=1).round(4), d.sign, low(measured.differences(d)))
        for d in doses
    ]
    return pd.DataFrame(found, columns=["thing", "setting", "strengths", "quantity", "sign", "low"])
