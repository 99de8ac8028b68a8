"""The funnel figure: hours by who created the work and who did it, for every scenario."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.figures.style import BLUE, GREEN, GREY, LIGHT, ORANGE, VERMILLION, new_figure
from experiments.texts import Language, Text
from experiments.texts import figures as say
from sim.stages import Level, Work

DAYS_A_YEAR = 365.0
LEVELS = (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)

_RESIDENTS = (Work.CONTACT, Work.RESIDENT, Work.PREPARE, Work.VERIFY, Work.LETTER, Work.ASSIGNMENT, Work.WALK_IN)
# Order of the segments: what came from above next to the axis, where bars compare best.
GROUPS: tuple[tuple[Text, tuple[Work, ...], str, str], ...] = (
    (say.DERIVED, (Work.DERIVED,), ORANGE, ""),
    (say.TRANSFERRED, (Work.TRANSFERRED,), VERMILLION, "////"),
    (say.RESIDENTS_WORK, (*_RESIDENTS, Work.DESK), BLUE, ""),
    (say.TOGETHER, (Work.COORDINATION, Work.TRAVEL, Work.WAITING), GREEN, ".."),
    (say.OWN, (Work.OWN_LINE, Work.STATUTORY), LIGHT, ""),
    (say.MEETINGS, (Work.MEETING,), GREY, ""),
)
PASSED_DOWN = (0, 1)


def hours_by_group(workload: pd.DataFrame, replications: pd.Series, residents: float, days: float) -> pd.DataFrame:
    """Return hours per 1,000 residents and year by scenario and level (rows) and group of work (columns).

    Parameters
    ----------
    workload : DataFrame
        Rows of `workload.parquet`; of any resolution in time and office.
    replications : Series
        Number of runs by scenario.
    """
    group = {int(kind): at for at, (_, kinds, _, _) in enumerate(GROUPS) for kind in kinds}
    # Own line and statutory work never come from above; transferred work done by its origin is own work.
    table = workload.assign(group=workload["kind"].map(group))
    home = (table["level"] == Level.DEPARTMENT) & table["group"].isin(PASSED_DOWN)
    table.loc[home, "group"] = [text for text, *_ in GROUPS].index(say.OWN)
    hours = table.pivot_table(index=["scenario", "level"], columns="group", values="hours", aggfunc="sum")
    hours = hours.reindex(columns=range(len(GROUPS))).fillna(0.0)
    scale = 1000.0 / residents * DAYS_A_YEAR / days
    runs = replications.reindex(hours.index.get_level_values("scenario")).to_numpy(dtype=float)
    return hours.mul(scale / runs, axis=0)


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    runs = data["runs"].groupby("scenario").size()
    hours = hours_by_group(data["workload"], runs, data["residents"], data["days"])
    stacked = width < 13.0
    bar, gap = 0.52, 1.75
    panel = len(names) * bar + 0.9
    legend_rows = 3 if stacked or len(GROUPS) % 3 else 2
    head = 0.75 + 0.42 * legend_rows
    height = head + (3 * (panel + 0.5) if stacked else panel) + gap - 0.3
    figure = new_figure(width, height)
    labels = [data["labels"][language].get(name, name) for name in names]
    left = 0.35 + max(_cells(label) for label in labels) * 0.145
    figure.text(0.012, 1 - 0.12 / height, say.FUNNEL_TITLE(language), fontsize=9.5, va="top")
    for at, level in enumerate(LEVELS):
        if stacked:
            box = (left, gap - 0.3 + (2 - at) * (panel + 0.5), width - left - 1.6, panel - 0.55)
        else:
            wide = (width - left - 0.2 - 2 * 0.45) / 3
            box = (left + at * (wide + 0.45), gap - 0.75, wide, panel - 0.1)
        axes = figure.add_axes((box[0] / width, box[1] / height, box[2] / width, box[3] / height))
        mine = np.array([hours.loc[(name, level)] if (name, level) in hours.index else np.zeros(len(GROUPS)) for name in names])
        _panel(axes, mine, language)
        axes.set_title(say.DOERS[int(level)](language), loc="left", pad=3, fontsize=8.5)
        axes.set_yticks(range(len(names)), labels if stacked or at == 0 else [""] * len(names))
        if stacked and at < 2:
            continue
        if stacked or at == 1:
            axes.set_xlabel(say.FUNNEL_AXIS(language))
    handles = [Patch(facecolor=c, hatch=h, edgecolor="white", linewidth=0, label=t(language)) for t, _, c, h in GROUPS]
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.004, 1 - 0.5 / height),
        ncols=2 if stacked else 3,
        frameon=False,
        handlelength=1.3,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
    return figure


def _panel(axes: Any, hours: np.ndarray, language: Language) -> None:
    """Stack one level's bars and write the share that was passed down behind each."""
    start = np.zeros(len(hours))
    for at, (_, _, colour, hatch) in enumerate(GROUPS):
        axes.barh(
            range(len(hours)), hours[:, at], 0.72, left=start, color=colour, hatch=hatch, edgecolor="white", linewidth=0.3
        )
        start += hours[:, at]
    most = float(start.max()) if len(start) else 0.0
    axes.set_xlim(0, most * 1.26 if most > 0 else 1.0)
    axes.set_ylim(len(hours) - 0.45, -0.55)
    axes.locator_params(axis="x", nbins=4)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.tick_params(axis="y", length=0)
    passed = hours[:, list(PASSED_DOWN)].sum(axis=1)
    for row, (total, above) in enumerate(zip(start, passed, strict=True)):
        if total > 0 and passed.max() > 0:
            axes.text(total + most * 0.02, row, f"{100 * above / total:.0f} %", va="center", fontsize=7, color=VERMILLION)


def _cells(text: str) -> int:
    """Return the width of a label in half-width characters."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
