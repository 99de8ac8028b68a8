"""A result folder as an object: its tables, figures and report; alone it is a single run."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from experiments.answer.table import answer_table
from experiments.store.result_folder import ResultFolder
from experiments.tables.names import names_of
from experiments.tell.figures.catalogue import draw_figure
from experiments.tell.html import answers_table
from experiments.tell.page import Page, page_of
from experiments.words import Language
from sim.asked import Asked
from sim.errors import unknown
from sim.language import language as spoken
from sim.measures import MEASURES
from sim.names import named

MEASURE_NAMES = [measure.name for measure in MEASURES]


class Opened:
    """What can be asked of any result folder.

    Each of its tables is an attribute, `found.workload`, and beside each column of codes `x` stands a column of words,
    `x_name`, in the language spoken (`sim.language`).
    """

    folder: ResultFolder

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._tables():
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        read = self.__dict__.setdefault("_read", {})
        if name not in read:
            read[name] = self.folder.table(name)
        return named(read[name], names_of(name, self.folder.manifest["engine"].get("categories", ())), spoken())

    def __dir__(self) -> list[str]:
        """Return what there is, tables among it."""
        return sorted({*super().__dir__(), *self._tables()})

    def plot(self, name: str = "resolution", language: Language | None = None, width: float = 16.0) -> Figure:
        """Draw one of the figures (`experiments.tell.figures.catalogue.FIGURES`); `width` in cm."""
        return draw_figure(self.folder, name, language or spoken(), width)

    def report(self, path: str | Path | None = None, language: Language | None = None) -> Page:
        """Return the report, one HTML page; with `path`, write it there too."""
        return page_of(self.folder, language or spoken(), None if path is None else Path(path), self)

    def answer_table(self, matters: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Return what the folder answers: a row for every measure and reform, columns as in `experiments.answer.table`.

        Parameters
        ----------
        matters : mapping, optional
            Smallest differences that matter, by measure and in its unit (shares as fractions): `{"late_share": 0.05}`.

        Raises
        ------
        sim.errors.BadInput
            If a measure is unknown or a difference no number above 0.
        """
        asked, given = Asked(), {} if matters is None else matters
        asked.instance(
            "matters", given, (Mapping,), 'a dict such as {"late_share": 0.05}', '字典，例如 {"late_share": 0.05}'
        )
        asked.check()
        for name, value in given.items():
            if name in MEASURE_NAMES:
                asked.positive(f"matters[{name!r}]", value)
            else:
                asked.faults.append(unknown(("measure", "指标"), str(name), MEASURE_NAMES))
        asked.check()
        return answer_table(self.folder, given).frame()

    def _tables(self) -> list[str]:
        folder = self.__dict__.get("folder")
        return [] if folder is None else list(folder.manifest.get("tables", ()))

    def _repr_html_(self) -> str:
        """Show the answers in a notebook."""
        return answers_table(self.folder, spoken(), self._tables())


@dataclass(frozen=True)
class Run(Opened):
    """One finished run of a scenario, with everything that was written; lives as long as its folder.

    Attributes
    ----------
    folder : ResultFolder
        Where it lies: `folder.path`.
    """

    folder: ResultFolder
    _kept: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return self.folder.scenarios[0]

    @property
    def runs(self) -> pd.DataFrame:
        """One row, columns as in `runs.parquet`."""
        return self.folder.runs

    def measures(self) -> dict[str, Any]:
        """Return every measure by name."""
        row = self.folder.runs.iloc[0]
        return {measure.name: row[measure.name].item() for measure in MEASURES if measure.name in row}
