"""How every figure looks: sizes, fonts, colours, and how it is saved."""

import io
import json
import math
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.tell.figures.glyphs import fit_letters

CM = 1 / 2.54
DEFAULT_WIDTH = 16.0  # cm: the text width of a journal page
DPI = 300
SCREEN_DPI = 110
TITLE_SIZE = 9.5
# A tenth larger than the default, for two fifths less time to pack.
_OPTIONS: dict[str, dict[str, Any]] = {"svg": {}, "png": {"pil_kwargs": {"compress_level": 3}}}
CHINESE = "Whistle Sans SC"
FONT = Path(__file__).parent / "fonts" / "NotoSansSC-subset.otf"

# Okabe and Ito 2008: told apart with any colour vision.
BLACK, GREY, LIGHT, GRID = "#000000", "#6E6E6E", "#BDBDBD", "#E6E6E6"
BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7"

SCENARIO_COLOURS = {
    "status_quo": BLACK,
    "whistle": BLUE,
    "duty_list": ORANGE,
    "empowerment": GREEN,
    "integrated": PURPLE,
    "unfunded_mandate": VERMILLION,
    "over_whistling": SKY,
}
_SPARE = (VERMILLION, SKY, GREY, GREEN, BLUE, ORANGE, PURPLE)
_DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1, 1, 1)), (0, (3, 1, 1, 1, 1, 1)), (0, (8, 2)))

_MARKERS = ("o", "s", "^", "D", "v", "P", "X")

_SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans", CHINESE],
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.labelsize": 8,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "axes.axisbelow": True,
    "hatch.linewidth": 0.5,
    "text.parse_math": False,  # a dollar sign in somebody's title is one
    "svg.fonttype": "path",  # right everywhere, whatever fonts the reader has
    "svg.hashsalt": "whistle",  # the same picture, the same bytes
    "figure.dpi": 100,
    "savefig.dpi": DPI,
}


@contextmanager
def print_style() -> Iterator[None]:
    """Draw in our style and leave the user's settings as they were."""
    _register_font()
    with mpl.rc_context(cast(Any, _SETTINGS)):
        yield


@cache
def _register_font() -> None:
    font_manager.fontManager.addfont(FONT)


def scenario_styles(names: Sequence[str]) -> dict[str, tuple[str, Any]]:
    """Return (colour, dashes) for each scenario: always the same for a shipped one."""
    taken = {SCENARIO_COLOURS[name] for name in names if name in SCENARIO_COLOURS}
    spare = [colour for colour in _SPARE if colour not in taken] or list(_SPARE)
    styles, others = {}, 0
    for at, name in enumerate(names):
        colour = SCENARIO_COLOURS.get(name)
        if colour is None:
            colour, others = spare[others % len(spare)], others + 1
            dashes = _DASHES[(len(SCENARIO_COLOURS) + at) % len(_DASHES)]
        else:
            dashes = _DASHES[list(SCENARIO_COLOURS).index(name) % len(_DASHES)]
        styles[name] = (colour, dashes)
    return styles


def scenario_markers(names: Sequence[str]) -> dict[str, str]:
    """Return a marker for each scenario, so that grey prints tell them apart too."""
    return {name: _MARKERS[at % len(_MARKERS)] for at, name in enumerate(names)}


class Picture(Figure):
    """A figure that shows itself in a notebook, whether or not anything there has set pyplot up."""

    def _repr_png_(self) -> bytes:
        """Return it as a notebook displays it."""
        image = io.BytesIO()
        with print_style(), warnings.catch_warnings():
            fit_letters(self, _SETTINGS["font.family"])
            warnings.filterwarnings("ignore", "Glyph .* missing from")
            self.savefig(image, format="png", dpi=SCREEN_DPI)
        return image.getvalue()


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of so many centimetres, apart from pyplot's list of open windows."""
    return Picture(figsize=(width * CM, height * CM))


def axes_at(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Add axes at a place in cm, `top` measured from the upper edge."""
    whole_width, whole_height = figure.get_size_inches() / CM
    bottom = whole_height - top - height
    return figure.add_axes((left / whole_width, bottom / whole_height, width / whole_width, height / whole_height))


def text_at(figure: Figure, left: float, top: float, text: str, **looks: Any) -> None:
    """Write at a place in cm, `top` measured from the upper edge."""
    width, height = figure.get_size_inches() / CM
    figure.text(left / width, 1.0 - top / height, text, **{"va": "top", **looks})


def title_lines(title: str, width: float) -> str:
    """Break a figure's title over lines that fit its width (cm)."""
    return wrapped(title, (width - 0.4) / label_width("国", TITLE_SIZE))


class Legend:
    """A legend under a figure's title, with as many columns as its longest label allows.

    Parameters
    ----------
    labels : sequence of str
        Its entries.
    width : float
        Of the figure, cm.
    """

    def __init__(self, labels: Sequence[str], width: float) -> None:
        longest = max((label_width(label) for label in labels), default=1.0) + 1.3
        self.columns = max(1, min(len(labels), int((width - 0.2) / longest)))
        self.height = 0.4 * math.ceil(len(labels) / self.columns) + 0.1  # cm

    def add(self, figure: Figure, handles: Sequence[Any], top: float) -> None:
        """Draw it, `top` cm below the upper edge."""
        width, height = figure.get_size_inches() / CM
        figure.legend(
            handles=list(handles),
            loc="upper left",
            bbox_to_anchor=(0.1 / width, 1 - top / height),
            ncols=self.columns,
            frameon=False,
            handlelength=2.2,
            columnspacing=1.4,
            labelspacing=0.35,
            borderaxespad=0.0,
            borderpad=0.2,
        )


def label_width(text: str, size: float = 7.5) -> float:
    """Return about how wide a text is, in cm: Chinese characters are as wide as they are high."""
    ems = sum(1.0 if ord(character) > 0x2E7F else 0.62 for character in text)
    return ems * size * 2.54 / 72


def wrapped(text: str, ems: float = 11.0) -> str:
    """Break a label over lines about `ems` Chinese characters wide."""
    lines, line = [], ""
    for piece in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*", text):
        if line and label_width((line + piece).rstrip(), 1.0) > label_width("国" * int(ems), 1.0):
            lines.append(line.rstrip())
            line = ""
        line += piece
    return "\n".join([*lines, line.rstrip()])


def save_figure(figure: Figure, path: Path, provenance: Mapping[str, Any]) -> list[Path]:
    """Write `path`.svg and `path`.png with provenance in their metadata; whole files or none.

    In the SVG it is the `dc:description`, in the PNG the text chunk `Description`: one JSON record.
    """
    png = {"Title": _title(path, provenance), "Software": "whistle-lab", "Description": _note(provenance)}
    return [save_svg(figure, path, provenance), _save(figure, path, "png", png)]


def save_svg(figure: Figure, path: Path, provenance: Mapping[str, Any], as_text: bool = False) -> Path:
    """Write `path`.svg alone; `as_text` leaves letters to the reader's fonts, for a fraction of the size."""
    note = {"Title": _title(path, provenance), "Creator": "whistle-lab", "Description": _note(provenance)}
    looks = {"svg.fonttype": "none", "font.family": ["DejaVu Sans", CHINESE, "sans-serif"]} if as_text else {}
    return _save(figure, path, "svg", {**note, "Date": None}, looks)


def _save(
    figure: Figure, path: Path, suffix: str, metadata: dict[str, Any], looks: Mapping[str, Any] | None = None
) -> Path:
    target = path.with_name(f"{path.name}.{suffix}")
    fresh = target.with_name(target.name + ".tmp")
    with print_style(), mpl.rc_context(cast(Any, dict(looks or {}))), warnings.catch_warnings():
        fit_letters(figure, _SETTINGS["font.family"])
        try:
            warnings.filterwarnings("ignore", "Glyph .* missing from")  # told by `fit_letters`, in words
            figure.savefig(fresh, format=suffix, metadata=metadata, dpi=DPI, **_OPTIONS[suffix])
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    return target


def _title(path: Path, provenance: Mapping[str, Any]) -> str:
    return str(provenance.get("figure", path.name))


def _note(provenance: Mapping[str, Any]) -> str:
    return json.dumps(_no_nan(provenance), sort_keys=True, ensure_ascii=True, default=str)


def _no_nan(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in values.items()}
