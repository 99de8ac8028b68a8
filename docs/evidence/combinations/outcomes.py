"""What a study of combinations found: one number for every world, replication and measure, in one small file."""

import csv
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from docs.evidence.combinations.complementarity import Estimate, estimate
from experiments.question.measures import QUESTIONS
from experiments.words import Language

MEASURES = tuple(name for question in QUESTIONS for name in question.first)
_DIGITS = 9


class Outcomes(NamedTuple):
    """Outcomes of all combinations of bundles.

    Attributes
    ----------
    about : dict
        study, bundles (names), titles (by bundle and language), base, place, days, replications, seed, model, commit.
    table : DataFrame
        One row for every replication and combination: `replication`, a column of 0 and 1 for every bundle, and the
        headline measures.
    """

    about: dict[str, Any]
    table: pd.DataFrame

    @property
    def bundles(self) -> list[str]:
        """Names of the bundles."""
        return list(self.about["bundles"])

    def title(self, bundle: str, language: Language) -> str:
        """Return what a bundle is called."""
        return str(self.about["titles"][bundle][language])

    def of(self, measure: str) -> np.ndarray:
        """Return a measure by replication and combination, shape (replications, 2^n).

        A replication in which any combination has no value is left out: nothing can be compared in it.
        """
        mask = sum(self.table[name].to_numpy() << bit for bit, name in enumerate(self.bundles))
        wide = self.table.assign(mask=mask).pivot(index="replication", columns="mask", values=measure)
        wide = wide.reindex(columns=range(2 ** len(self.bundles)))
        return wide.dropna().to_numpy(dtype=float)

    def level(self, measure: str, mask: int) -> Estimate:
        """Return a measure's mean in one combination, over all replications in which it has a value there."""
        rows = self.table
        for bit, name in enumerate(self.bundles):
            rows = rows[rows[name] == (mask >> bit & 1)]
        return estimate(rows[measure].dropna().to_numpy(dtype=float))

    def save(self, path: Path) -> None:
        """Write a CSV file whose first line, after `#`, says what it is about."""
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = io.StringIO()
        writer = csv.writer(rows, lineterminator="\n")
        writer.writerow(self.table.columns)
        writer.writerows([_written(value) for value in row] for row in self.table.itertuples(index=False))
        head = json.dumps(self.about, ensure_ascii=False, sort_keys=True)
        path.write_text(f"# {head}\n{rows.getvalue()}", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Outcomes":
        """Read a file back."""
        head, _, rows = path.read_text(encoding="utf-8").partition("\n")
        return cls(json.loads(head.removeprefix("#")), pd.read_csv(io.StringIO(rows)))


def _written(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.{_DIGITS}g}"
    return str(value)
