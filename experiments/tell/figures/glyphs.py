"""Signs beyond the shipped fonts: drawn with a font of this machine, or as a box with one note."""

from collections.abc import Iterable
from functools import cache

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.text import Text as Label

from experiments.words import figures as say
from experiments.words.notes import note

_BOXES = "Last Resort"  # a font of boxes that say which sign is missing


def fit_letters(figure: Figure, families: Iterable[str]) -> None:
    """Let a figure's labels fall back on fonts of this machine for signs that `families` lack; note what none has."""
    labels = [label for label in figure.findobj(Label) if isinstance(label, Label) and label.get_text()]
    missing = {sign for label in labels for sign in label.get_text() if sign.isprintable()} - _signs_of(tuple(families))
    missing -= {" "}
    if not missing:
        return
    others = []
    for name, path in _fonts_here():
        here = {sign for sign in missing if ord(sign) in _codes(path)}
        if here:
            others.append(name)
            missing -= here
    for label in labels if others else ():
        label.set_fontfamily([*families, *others])
    if missing:
        note(say.NO_GLYPH, signs=" ".join(sorted(missing)))


@cache
def _signs_of(families: tuple[str, ...]) -> set[str]:
    paths = {font.fname for font in font_manager.fontManager.ttflist if font.name in families}
    return {chr(code) for path in paths for code in _codes(path)}


def _fonts_here() -> list[tuple[str, str]]:
    fonts = {font.name: font.fname for font in font_manager.fontManager.ttflist if _BOXES not in font.name}
    return sorted(fonts.items())


@cache
def _codes(path: str) -> frozenset[int]:
    try:
        return frozenset(get_font(path).get_charmap())
    except (OSError, RuntimeError):  # a font file the library cannot read
        return frozenset()
