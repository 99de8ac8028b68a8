"""The funnel figure: what communities, streets and departments spend their staffed hours on."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LIGHT,
    ORANGE,
    SKY,
    VERMILLION,
    label_width,
    new_figure,
    wrapped,
)
from experiments.words import Language, Text
from experiments.words import figures as say
from sim.stages import Level, Work

TITLE = say.FUNNEL_TITLE
LEVELS = (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)

# Order of the segments: what came from above next to the axis, where bars compare best.
GROUPS: tuple[tuple[Text, tuple[Work, ...], str, str], ...] = (
    (say.DERIVED, (Work.DERIVED,), ORANGE, ""),
    (say.TRANSFERRED, (Work.TRANSFERRED,), VERMILLION, "////"),
    (
        say.RESIDENTS_WORK,
        (
            Work.CONTACT,
            Work.RESIDENT,
            Work.PREPARE,
            Work.VERIFY,
            Work.REPLY,
            Work.LETTER,
            Work.ASSIGNMENT,
            Work.WALK_IN,
        ),
        BLUE,
        "",
    ),
    (say.TOGETHER, (Work.COORDINATION, Work.CHASING, Work.TRAVEL), GREEN, ""),
    (say.WAITING, (Work.WAITING,), SKY, "...."),
    (say.OWN, (Work.OWN_LINE, Work.STATUTORY), LIGHT, ""),
    (say.MEETINGS, (Work.MEETING,), GREY, ""),
)
PASSED_DOWN = (0, 1)
_OWN = 5


def shares(workload: pd.DataFrame, capacity: pd.DataFrame) -> pd.DataFrame:
    """Return hours as shares of staffed hours, by scenario and level (rows) and group of work (columns).

    Emergency desks are left out: their hours lie outside staffed hours. Work passed down that a
    department does itself is its own work.

    Parameters
    ----------
    workload, capacity : DataFrame
        Rows of the tables of these names, by any office and time; replications are pooled.
    """
    group = {int(kind): at for at, (_, kinds, _, _) in enumerate(GROUPS) for kind in kinds}
    table = workload.assign(group=workload["kind"].map(group)).dropna(subset=["group"])
    home = (table["level"] == Level.DEPARTMENT) & table["group"].isin(PASSED_DOWN)
    table["group"] = table["group"].mask(home, _OWN).astype(int)
    hours = table.pivot_table(index=["scenario", "level"], columns="group", values="hours", aggfunc="sum")
    hours = hours.reindex(columns=range(len(GROUPS))).fillna(0.0)
    staffed = capacity.groupby(["scenario", "level"])["staffed"].sum().reindex(hours.index)
    return hours.div(staffed, axis=0)


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    parts = shares(data["workload"], data["capacity"])
    stacked = width < 12.0
    panel = len(names) * 0.62 + 0.35
    columns = 2 if stacked else 3
    head = 0.85 + 0.42 * -(-len(GROUPS) // columns) + 0.5
    foot = 1.05
    height = head + foot + (3 * panel + 2 * 1.05 if stacked else panel)
    figure = new_figure(width, height)
    labels = [wrapped(data["labels"][language].get(name, name)) for name in names]
    left = 0.45 + max(label_width(line) for label in labels for line in label.split("\n"))
    figure.text(0.2 / width, 1 - 0.15 / height, say.FUNNEL_TITLE(language), fontsize=9.5, va="top")
    top = max(1.05, 1.02 * float(parts.sum(axis=1).max())) if len(parts) else 1.05
    for at, level in enumerate(LEVELS):
        if stacked:
            box = (left, foot + (2 - at) * (panel + 1.05), width - left - 0.4, panel)
        else:
            wide = (width - left - 0.4 - 2 * 0.5) / 3
            box = (left + at * (wide + 0.5), foot, wide, panel)
        axes = figure.add_axes((box[0] / width, box[1] / height, box[2] / width, box[3] / height))
        empty = np.zeros(len(GROUPS))
        _panel(axes, np.array([parts.loc[(n, level)] if (n, level) in parts.index else empty for n in names]), top)
        axes.set_title(say.DOERS[int(level)](language), loc="left", pad=4, fontsize=8.5)
        axes.set_yticks(range(len(names)), labels if stacked or at == 0 else [""] * len(names))
        if at == (2 if stacked else 1):
            axes.set_xlabel(say.FUNNEL_AXIS(language))
    figure.legend(
        handles=[
            Patch(facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0, label=text(language))
            for text, _, colour, hatch in GROUPS
        ],
        loc="upper left",
        bbox_to_anchor=(0.1 / width, 1 - 0.62 / height),
        ncols=columns,
        frameon=False,
        handlelength=1.3,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
    return figure


def _panel(axes: Any, parts: np.ndarray, top: float) -> None:
    """Stack one level's bars and write into each how much was passed down."""
    percent = 100 * parts
    start = np.zeros(len(percent))
    for at, (_, _, colour, hatch) in enumerate(GROUPS):
        axes.barh(
            range(len(percent)),
            percent[:, at],
            0.74,
            left=start,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.3,
        )
        start += percent[:, at]
    axes.axvline(100, color=BLACK, linewidth=0.6, linestyle=(0, (3, 2)))
    axes.set_xlim(0, 100 * top)
    axes.set_ylim(len(percent) - 0.45, -0.55)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.tick_params(axis="y", length=0)
    for row, passed in enumerate(percent[:, list(PASSED_DOWN)].sum(axis=1)):
        if passed >= 0.5:
            note = axes.text(max(passed / 2, 11.0), row, f"{passed:.0f} %", va="center", ha="center", fontsize=7)
            note.set_bbox({"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1.0})


def caption(_: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    return say.FUNNEL_CAPTION(language)
