"""Where in the space of a sweep the reform backfires, or helps: from a folder to boxes and groups."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from experiments.answer.discovery.findings import Discovery
from experiments.answer.discovery.of_sweep import searched
from experiments.answer.discovery.tree import Tree
from experiments.store.folder import RunStore
from experiments.tell.figures.boxes import draw
from experiments.tell.figures.catalogue import save_answer
from experiments.tell.figures.style import DEFAULT_WIDTH
from experiments.tell.html import sections
from experiments.tell.sentences.discovery import conditions, sentences_of_discovery, sentences_of_tree
from experiments.tell.sentences.sensitivity import outcome_name
from experiments.words import Language, Text
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from experiments.words.notes import note
from sim.errors import BadInput
from sim.language import language as spoken


@dataclass(frozen=True)
class Discovered:
    """Boxes that hold most of the cases looked for, and groups that differ.

    Attributes
    ----------
    folder : RunStore
        The sweep: `folder.path`.
    measure, reference : str
        What differs, and from which scenario.
    points, replications : int
    better : bool
    margin : float
        What was looked for.
    found : Discovery or None
        Boxes; None where the cases are too few or too many.
    tree : Tree or None
        Groups; None where the points are too few.
    """

    folder: RunStore
    measure: str
    reference: str
    points: int
    replications: int
    better: bool
    margin: float
    found: Discovery | None = field(repr=False)
    tree: Tree | None = field(repr=False)

    def boxes(self) -> pd.DataFrame:
        """Return the limits of the boxes, a row a box and input; empty where nothing was found."""
        return pd.DataFrame() if self.found is None else self.found.frame()

    def groups(self) -> pd.DataFrame:
        """Return the groups of points that differ, a row a group, each with its condition in words."""
        if self.tree is None:
            return pd.DataFrame()
        table = self.tree.frame()
        table.insert(0, "when", [conditions(leaf.box, None, "en") for leaf in self.tree.leaves])
        return table

    def outcome(self, language: Language | None = None) -> str:
        """Return what is looked at: the measure's difference from the reference."""
        return outcome_name(self.measure, self.reference)(language or spoken())

    def title(self, language: Language | None = None) -> str:
        """Say what was looked at, and over how many points."""
        language = language or spoken()
        values = {"points": self.points, "replications": self.replications}
        return say.DISCOVERED(language, measure=self.outcome(language), **values)

    def sentences(self, language: Language | None = None) -> list[str]:
        """Say what was found."""
        language = language or spoken()
        said = [] if self.found is None else sentences_of_discovery(self.found, language)
        return said + ([] if self.tree is None else sentences_of_tree(self.tree, language, self.outcome(language)))

    def plot(self, language: Language | None = None, width: float = DEFAULT_WIDTH) -> Figure:
        """Draw the boxes; `width` in cm."""
        if self.found is None:
            raise bad_input((say.NO_BOXES, {"measure": self.measure}))
        return draw(self.found, language or spoken(), width)

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook."""
        return sections(self.title(), {"": self.sentences()})


def discovered(folder: Path, measure: str | None = None, *, better: bool = False, margin: float = 0.0) -> Discovered:
    """Look for where the reform does worse than the reference, or with `better` where it does better.

    Raises
    ------
    sim.errors.BadInput
        If the folder holds no sweep with a reference and something that varies, or nothing can be found.
    """
    if not 0.0 <= margin < math.inf:
        raise bad_input((say.BAD_MARGIN, {"value": margin}))
    store = RunStore(folder)
    found = searched(store, measure)
    result, no_box = _made(lambda: found.boxes(better=better, margin=margin))
    tree, no_tree = _made(found.tree)
    if no_box is not None and no_tree is not None:
        raise no_box
    for reason, told_of in ((no_box, say.NO_BOX), (no_tree, say.NO_TREE)):
        if reason is not None:
            note(told_of, reason=Text(en=reason.text("en"), zh=reason.text("zh")))
    points, replications = found.differences.shape
    return Discovered(store, found.measure.name, found.reference, points, replications, better, margin, result, tree)


def draw_into(found: Discovered) -> list[Path]:
    """Remember in the folder what was asked, and draw the boxes; return what was written."""
    if found.found is None:
        return []
    options = {"better": found.better, "margin": found.margin}
    shown = {"boxes": {found.measure: found.found}}
    return save_answer(found.folder, {f"discover.{found.measure}": options}, shown)


def _made[Found](make: Callable[[], Found]) -> tuple[Found | None, BadInput | None]:
    """Return what is found, or why nothing can be."""
    try:
        return make(), None
    except BadInput as error:
        return None, error
