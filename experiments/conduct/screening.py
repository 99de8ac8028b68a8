"""A sensitivity study from its file to what the measures hang on, and the object that holds it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from experiments.answer.screened import analysis_of, options_of
from experiments.answer.screening import Effects, Screening, screening
from experiments.plan.of_points import build_plan
from experiments.plan.plan import Plan
from experiments.plan.study_file import find_study, load_study, read_study
from experiments.provenance import model_hash
from experiments.question.measures import HEADLINES
from experiments.store.answers import answers_of
from experiments.store.folder import RunStore
from experiments.tell.figures.catalogue import save_answer
from experiments.tell.figures.sensitivity import Analysed, draw
from experiments.tell.figures.style import DEFAULT_WIDTH
from experiments.tell.html import sections
from experiments.tell.sentences.sensitivity import outcome_name, sentences_of_sensitivity
from experiments.words import Language, Text, answered
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from experiments.words.notes import note
from sim.errors import BadInput, Fault
from sim.language import language as spoken

METHODS = ("morris", "sobol")


@dataclass(frozen=True)
class Sensitivity:
    """Which inputs the measures of a study hang on; lives as long as its folder.

    Attributes
    ----------
    folder : RunStore
        Where the runs lie: `folder.path`.
    effects : dict of measure to MorrisEffects or SobolIndices
    left_out : dict of measure to BadInput
        Why nothing can be said of others.
    """

    folder: RunStore
    effects: dict[str, Effects] = field(repr=False)
    left_out: dict[str, BadInput] = field(default_factory=dict, repr=False)
    _kept: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)

    @property
    def method(self) -> str:
        """How it was looked at: morris or sobol."""
        return str(self.folder.manifest["method"])

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run of the study: scenario, what varies, replication, seed, measures."""
        return self.folder.of_plan(self.folder.columns())

    def table(self) -> pd.DataFrame:
        """Return the effects, a row a measure and input: columns as `frame()` of each of `effects`, measure first."""
        parts = []
        for name, one in self.effects.items():
            part = one.frame()
            part.insert(0, "measure", name)
            parts.append(part)
        return pd.concat(parts, ignore_index=True)

    def title(self, language: Language | None = None) -> str:
        """Return the title of the study, its name if it has none."""
        manifest = self.folder.manifest
        return str((manifest["study"].get("title") or {}).get(language or spoken(), manifest["name"]))

    def sentences(self, language: Language | None = None) -> dict[str, list[str]]:
        """Say by measure what it hangs on."""
        language = language or spoken()
        return {name: sentences_of_sensitivity(one, language, self._outcome(name)(language))
                for name, one in self.effects.items()}  # fmt: skip

    def plot(
        self, measure: str | None = None, language: Language | None = None, width: float = DEFAULT_WIDTH
    ) -> Figure:
        """Draw what a measure hangs on, the first unless it is named; `width` in cm."""
        name = measure or next(iter(self.effects))
        if name not in self.effects:
            raise self.left_out.get(name) or bad_input((say.NO_MEASURE, {"name": name}))
        return draw(Analysed(self.effects[name], self._outcome(name)), language or spoken(), width)

    def _outcome(self, measure: str) -> Text:
        return outcome_name(measure, self.folder.manifest["study"].get("reference"))

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook."""
        return sections(self.title(), self.sentences())


def planned(
    study: str | Path, method: str | None = None, points: int | None = None, replications: int | None = None
) -> tuple[Screening, Plan]:
    """Read a study, draw the points of its sensitivity design and work out all their runs.

    Raises
    ------
    sim.errors.BadInput
        With what is wrong with it.
    """
    if method is not None and method not in METHODS:
        raise bad_input((say.BAD_METHOD, {"value": method, "names": ", ".join(METHODS)}))
    screened = screening(load_study(study, _changes(study, method, points, replications)))
    return screened, build_plan(screened.study, model_hash())


def analysed(
    screened: Screening, plan: Plan, store: RunStore, kept: tempfile.TemporaryDirectory[str] | None = None
) -> Sensitivity:
    """Say what the runs tell of each measure, with a remark on each of which nothing can be told.

    Raises
    ------
    sim.errors.BadInput
        If that are all.
    """
    found, left_out = screened.analyse(plan, store, tuple(plan.study.file.measures or HEADLINES))
    if not found:
        faults = [_named(name, fault) for name, error in left_out.items() for fault in error.faults]
        raise BadInput(faults, str(store.path))
    for name, error in left_out.items():
        note(say.NOT_ANALYSED, name=name, reason=Text(en=error.text("en"), zh=error.text("zh")))
    return Sensitivity(store, found, left_out, kept)


def reopened(store: RunStore) -> Sensitivity:
    """Give the answers of a folder again, from its runs as they are now.

    Raises
    ------
    sim.errors.BadInput
        If none was given, or one cannot be given any more.
    """
    asked = {measure: one.options for measure, one in answers_of(store.path, "sensitivity").items() if measure}
    if not asked:
        told = {"name": "sensitivity", "folder": store.path, "command": "sensitivity"}
        raise bad_input((answered.NOT_ASKED, told))
    order = [*(store.manifest["study"].get("measures") or HEADLINES), *asked]
    own = [measure for measure in dict.fromkeys(order) if measure in asked]
    return Sensitivity(store, {measure: analysis_of(store, asked[measure], measure) for measure in own})


def draw_into(found: Sensitivity, screened: Screening) -> list[Path]:
    """Remember in the folder what was asked, and draw every measure; return what was written."""
    options = {f"sensitivity.{name}": options_of(screened) for name in found.effects}
    reference = screened.study.file.reference
    shown = {name: Analysed(one, outcome_name(name, reference)) for name, one in found.effects.items()}
    return save_answer(found.folder, options, {"sensitivity": shown})


def _named(name: str, fault: Fault) -> Fault:
    return Fault(en=f"{name}: {fault.en}", zh=f"{name}：{fault.zh}")


def _changes(study: str | Path, method: str | None, points: int | None, replications: int | None) -> dict[str, Any]:
    """Return what is asked otherwise than the file has it."""
    changes: dict[str, Any] = {} if replications is None else {"replications": replications}
    if method is None and points is None:
        return changes
    own = read_study(find_study(str(study))).get("sensitivity", {})
    if not isinstance(own, dict):
        return changes  # refused with the rest of the file
    table = dict(own)
    if method is not None:
        table["method"] = method
    if points is not None:
        table["base" if table.get("method") == "sobol" else "trajectories"] = points
    return {**changes, "sensitivity": table}
