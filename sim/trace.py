"""What a run leaves behind: immutable tables, measures, provenance; saved and loaded as one folder."""

import hashlib
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import numpy as np
import pandas as pd

from sim import tables
from sim.engine import Engine
from sim.errors import BadInput, Fault
from sim.kernel import state
from sim.kernel.state import Town
from sim.language import language
from sim.names import named, names_in
from sim.stages import NONE, Level, Stage, Work
from sim.text import Language

RESIDENT_WORK = (Work.CONTACT, Work.RESIDENT, Work.PREPARE, Work.COORDINATION, Work.VERIFY, Work.LETTER,
                 Work.ASSIGNMENT, Work.WALK_IN, Work.TRAVEL, Work.WAITING, Work.DESK, Work.DELIBERATION,
                 Work.CALL_BACK, Work.HANDOVER, Work.REPLY, Work.DUTY, Work.CHASING)  # fmt: skip


def origin_of(kind: Work, doer: Level) -> Level:
    """Return the level that creates a kind of work."""
    if kind in RESIDENT_WORK:
        return Level.RESIDENT
    return Level.DEPARTMENT if kind in (Work.TRANSFERRED, Work.DERIVED, Work.SUPERVISED) else doer


class Trace:
    """The tables of one run, read-only; each becomes a data frame when it is first asked for.

    Attributes
    ----------
    problems, issues, assignments, whistles, tasks, workload, funnel, offered, offices, daily : DataFrame
        Columns as in `sim.tables`, and beside each column of codes `x` its words, `x_name`, in the language spoken
        (`sim.language`). Times are hours from day 0; what the run did not live to see is NaN.
    days : int
        Reported days.
    provenance : Mapping
        Scenario, base, place, seed, versions, hash of the final state.
    """

    def __init__(
        self, makers: Mapping[str, Callable[[], pd.DataFrame]], provenance: Mapping[str, Any], *, words: bool = True
    ) -> None:
        self._makers = dict(makers)
        self._words = words
        self._frames: dict[str, pd.DataFrame] = {}
        self._named: dict[tuple[str, Language], pd.DataFrame] = {}
        self.provenance = MappingProxyType(dict(provenance))
        self._measures: dict[str, float] | None = None
        self._worked_out: dict[Hashable, Any] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._makers:
            raise AttributeError(name)
        if not self._words:
            return self._frame(name)
        asked = name, language()
        if asked not in self._named:
            words = names_in(name, self.provenance.get("categories", ()))
            self._named[asked] = named(self._frame(name), words, asked[1])
        return self._named[asked]

    def __dir__(self) -> list[str]:
        """Return what there is, tables among it."""
        return sorted({*super().__dir__(), *self._makers})

    def without_words(self) -> "Trace":
        """Return this trace with its codes alone, as files hold them: for whoever reads numbers only."""
        return Trace({name: partial(self._frame, name) for name in self._makers}, self.provenance, words=False)

    def _frame(self, name: str) -> pd.DataFrame:
        """Return a table as files hold it."""
        if name not in self._frames:
            self._frames[name] = self._makers[name]()
        return self._frames[name]

    @property
    def days(self) -> int:
        """Reported days, from day 0."""
        return int(self.provenance["days"])

    def measures(self) -> dict[str, float]:
        """Return every measure of `sim.measures` by name."""
        from sim.measures import MEASURES

        if self._measures is None:
            self._measures = {measure.name: measure.of(self) for measure in MEASURES}
            self._worked_out.clear()
        return dict(self._measures)

    def once[T](self, name: Hashable, work_out: Callable[[], T]) -> T:
        """Return what several measures read, worked out by the first of them and kept until all are taken."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        return cast("T", self._worked_out[name])

    def content_hash(self) -> str:
        """Return a SHA-256 of all tables, independent of the order of rows."""
        digest = hashlib.sha256()
        for name in sorted(self._makers):
            frame = self._frame(name)
            rows = pd.util.hash_pandas_object(frame, index=False).to_numpy(dtype=np.uint64)
            digest.update(f"{name} {len(frame)}".encode() + np.sort(rows).tobytes())
        return digest.hexdigest()

    def save(self, folder: str | Path) -> Path:
        """Write one Parquet file a table and `provenance.json`; returns the folder."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in self._makers:
            self._frame(name).to_parquet(folder / f"{name}.parquet", index=False)
        text = json.dumps(dict(self.provenance), indent=1, ensure_ascii=False, sort_keys=True)
        (folder / "provenance.json").write_text(text + "\n", encoding="utf-8")
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> "Trace":
        """Read a trace that `save` wrote; BadInput if something is missing or damaged."""
        folder = Path(folder)
        try:
            provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
            makers = {name: _reader(folder / f"{name}.parquet") for name in tables.TABLES}
        except (OSError, ValueError) as error:
            raise BadInput(
                [Fault(en=f"not a complete saved run: {error}", zh=f"不是一次完整保存的运行：{error}")], str(folder)
            ) from error
        return cls(makers, provenance)


def collect(
    engine: Engine,
    provenance: Mapping[str, Any],
    rankings: Sequence[tuple[float, ...]] = (),
    decisions: Sequence[tuple[float, ...]] = (),
) -> Trace:
    """Turn a finished engine's arrays into a trace."""
    town = engine.town
    end = 24.0 * engine.last_day
    days = town.days[: engine.last_day - engine.first_day]
    makers = {
        "problems": lambda: _frame(town, "problems", tables.PROBLEMS),
        "issues": lambda: _issues(town, end),
        "assignments": lambda: _blank_future(_frame(town, "assignments", tables.ASSIGNMENTS), end),
        "whistles": lambda: _blank_future(_frame(town, "whistles", tables.WHISTLES), end, ("check_in_due_at",)),
        "tasks": lambda: _frame(town, "tasks", tables.TASKS),
        "workload": lambda: _workload(engine),
        "funnel": lambda: _funnel(engine),
        "offered": lambda: _offered(engine),
        "offices": lambda: _offices(engine),
        "daily": lambda: _columns({c.name: days[c.name] for c in tables.DAILY}),
        "rankings": lambda: _from_rows(rankings, tables.RANKINGS),
        "decisions": lambda: _from_rows(decisions, tables.DECISIONS),
    }
    return Trace(makers, provenance)


def _reader(path: Path) -> Callable[[], pd.DataFrame]:
    """Read a table now, so that a damaged file is found at once, and hand it on."""
    frame = pd.read_parquet(path)
    return lambda: frame


def _from_rows(rows: Sequence[tuple[float, ...]], columns: tuple[tables.Column, ...]) -> pd.DataFrame:
    """Return rows as a data frame with the declared types."""
    data = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return _columns({c.name: np.array(values, dtype=c.dtype) for c, values in zip(columns, data, strict=True)})


def _columns(data: dict[str, np.ndarray]) -> pd.DataFrame:
    """View arrays as a data frame without copying them."""
    for array in data.values():
        array.flags.writeable = False
    return pd.DataFrame(data, copy=False)


def _frame(town: Town, name: str, columns: tuple[tables.Column, ...]) -> pd.DataFrame:
    rows = getattr(town, name)[: state.used(town, name)]
    return _columns({c.name: rows[c.name] for c in columns})


def _issues(town: Town, end: float) -> pd.DataFrame:
    number = state.used(town, "issues")
    rows = town.issues[:number]
    data: dict[str, np.ndarray] = {}
    for column in tables.ISSUES:
        which, _, stage = column.name.partition("_")
        if stage.upper() in Stage.__members__ and which in ("first", "last"):
            data[column.name] = getattr(town, which)[Stage[stage.upper()], :number]
        else:
            data[column.name] = rows[column.name]
    return _blank_future(_columns(data), end, ("due_at",))


def _blank_future(frame: pd.DataFrame, end: float, keep: tuple[str, ...] = ()) -> pd.DataFrame:
    """Blank times that are planned for after the end: nobody has lived them."""
    for name in frame.columns:
        if frame[name].dtype == np.float64 and name not in (*keep, "hours") and not name.startswith("score"):
            future = frame[name] >= end
            if future.any():
                frame[name] = frame[name].mask(future)
    return frame


def _offices_of(engine: Engine) -> tuple[np.ndarray, np.ndarray]:
    """Return level and number of every office, in the order of the accounts."""
    world = engine.world
    sizes = (
        len(world.community_street),
        len(world.street_district),
        len(world.department_district),
        len(engine.rules.handlers.kind),
    )
    levels = np.repeat([int(Level.COMMUNITY), int(Level.STREET), int(Level.DEPARTMENT), int(Level.HANDLER)], sizes)
    return levels, np.concatenate([np.arange(size) for size in sizes])


def _workload(engine: Engine) -> pd.DataFrame:
    levels, numbers = _offices_of(engine)
    town = engine.town
    office, kind = np.nonzero(town.hours_row != NONE)  # in their order
    hours = town.hours[town.hours_row[office, kind], : engine.last_day - engine.first_day].T
    day, column = np.nonzero(hours)
    office, kind = office[column], kind[column]
    origin = np.array([[int(origin_of(kind, level)) for kind in Work] for level in Level])
    return pd.DataFrame(
        {
            "day": (day + engine.first_day).astype(np.int32),
            "origin_level": origin[levels[office], kind].astype(np.int8),
            "level": levels[office].astype(np.int8),
            "office": numbers[office].astype(np.int32),
            "kind": kind.astype(np.int8),
            "hours": hours[day, column],
        }
    )


def _funnel(engine: Engine) -> pd.DataFrame:
    hours = engine.town.funnel[: engine.last_day - engine.first_day]
    day, origin, level, kind = np.nonzero(hours)
    return pd.DataFrame(
        {
            "day": (day + engine.first_day).astype(np.int32),
            "origin": origin.astype(np.int32),
            "level": level.astype(np.int8),
            "kind": (kind + int(Work.TRANSFERRED)).astype(np.int8),
            "hours": hours[day, origin, level, kind],
        }
    )


def _offered(engine: Engine) -> pd.DataFrame:
    hours = engine.town.offered[: engine.last_day - engine.first_day]
    day, level, kind = np.nonzero(hours)
    return pd.DataFrame(
        {
            "day": (day + engine.first_day).astype(np.int32),
            "level": level.astype(np.int8),
            "kind": kind.astype(np.int8),
            "hours": hours[day, level, kind],
        }
    )


def _offices(engine: Engine) -> pd.DataFrame:
    levels, numbers = _offices_of(engine)
    town, days = engine.town, engine.last_day - engine.first_day
    day, office = np.nonzero(town.staffed[:days] + town.overrun[:days] + town.backlog[:days])
    return pd.DataFrame(
        {
            "day": (day + engine.first_day).astype(np.int32),
            "level": levels[office].astype(np.int8),
            "office": numbers[office].astype(np.int32),
            "staffed": town.staffed[day, office],
            "idle": town.idle[day, office],
            "overrun": town.overrun[day, office],
            "backlog": town.backlog[day, office],
        }
    )
