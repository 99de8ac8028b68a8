"""Which reforms no other beats, and which loses least whatever the state of the world: front and regret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from experiments.answer.tradeoffs.criteria import WORKLOAD_TIME_SATISFACTION
from experiments.answer.tradeoffs.outcomes import outcomes_of
from experiments.answer.tradeoffs.pareto import Front
from experiments.answer.tradeoffs.regret import Regrets, robust_front
from experiments.store.folder import RunStore
from experiments.store.manifest import holds_points
from experiments.store.result_folder import ResultFolder
from experiments.tell.figures import front as front_figure
from experiments.tell.figures import regret as regret_figure
from experiments.tell.figures.catalogue import save_answer
from experiments.tell.figures.style import DEFAULT_WIDTH
from experiments.tell.html import sections
from experiments.tell.sentences.tradeoffs import (
    sentence_of_robust_front,
    sentences_of_front,
    sentences_of_regrets,
)
from experiments.words import Language
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from sim.language import language as spoken

STAFF_COST = "staffed_hours"


@dataclass(frozen=True)
class Tradeoffs:
    """The front of reforms over several criteria, and their regret over states of the world.

    Attributes
    ----------
    folder : ResultFolder or RunStore
        Where the runs lie: `folder.path`.
    asked : tuple of str
        Criteria that were asked for.
    front : Front
    regrets : dict of criterion to Regrets
        Empty where there is one state of the world.
    states : int
    """

    folder: ResultFolder | RunStore
    asked: tuple[str, ...]
    front: Front = field(repr=False)
    regrets: dict[str, Regrets] = field(repr=False)
    states: int

    @property
    def robust(self) -> tuple[str, ...]:
        """Reforms that no other beats in largest regret over all criteria; none where there is one state."""
        return robust_front(self.regrets) if self.regrets else ()

    def table(self) -> pd.DataFrame:
        """Return means, half-widths and the front, a row a reform."""
        return self.front.frame()

    def title(self, language: Language | None = None) -> str:
        """Say by what reforms are compared, and over how many states."""
        language = language or spoken()
        comma = "、" if language == "zh" else ", "
        named = comma.join(c.words(language) for c in self.front.criteria)
        return say.TRADED(language, criteria=named, states=self.states)

    def sentences(self, language: Language | None = None) -> list[str]:
        """Say what was found."""
        language = language or spoken()
        said = [*sentences_of_front(self.front, language)]
        for one in self.regrets.values():
            said += sentences_of_regrets(one, language)
        return said + ([sentence_of_robust_front(self.regrets, language)] if self.regrets else [])

    def plot(
        self, criterion: str | None = None, language: Language | None = None, width: float = DEFAULT_WIDTH
    ) -> Figure:
        """Draw the front, or with a criterion the regret in it; `width` in cm."""
        language = language or spoken()
        if criterion is None:
            return front_figure.draw(self.front, language, width)
        if criterion not in self.regrets:
            raise bad_input((say.NO_REGRET, {"name": criterion, "names": ", ".join(self.regrets) or "–"}))
        return regret_figure.draw(self.regrets[criterion], language, width)

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook."""
        return sections(self.title(), {"": self.sentences()})


def traded(folder: Path, names: Sequence[str] = ()) -> Tradeoffs:
    """Compare the reforms of a comparison, or the points of a sweep, by the measures named.

    Raises
    ------
    sim.errors.BadInput
        If there are too few or too many, or a measure has no good direction.
    """
    asked = tuple(dict.fromkeys(names)) or (*WORKLOAD_TIME_SATISFACTION, STAFF_COST)
    opened = RunStore(folder) if holds_points(folder) else ResultFolder.open(folder)
    found = outcomes_of(opened, asked)
    return Tradeoffs(opened, asked, found.front(), found.regrets(), len(found.states))


def draw_into(found: Tradeoffs) -> list[Path]:
    """Remember in the folder what was asked, and draw front and regrets; return what was written."""
    options = {"tradeoffs": {"criteria": list(found.asked)}, **{f"tradeoffs.{name}": {} for name in found.regrets}}
    return save_answer(found.folder, options, {"front": {"": found.front}, "regret": found.regrets})
