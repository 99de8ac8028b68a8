"""Pages whose numbers are older than the model: which they are, and what they say of it.

The list is `docs/data/earlier.toml`. A name leaves it when the page's numbers are new, and none comes without a change of
rules. What is generated says so in its first line; what is written by hand above its numbers, or first, too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from docs.pages.writing import ROOT
from experiments.words import Language
from experiments.words.faults import bad_input
from sim.text import Text

FILE = ROOT / "docs" / "data" / "earlier.toml"
# Pages with numbers of runs that nothing here generates: a section of one, the whole of a study's own.
BY_HAND = ("docs/behaviour.md", "docs/patterns.md")
SAYS = Text(
    en="**The numbers on this page came from an earlier model.** Rules and places have changed since, and with them what some "
    "measures mean; it is to be made anew.",
    zh="**本页数字来自较早的模型。**此后规则与地方均有改动，部分指标的含义也随之改变；数字待重新计算。",
)
TOO_MANY = Text(
    en="{path}: {count} pages, at_most = {most}: the list may only shrink",
    zh="{path}：{count} 页，at_most = {most}：该列表只可缩短",
)
NO_PAGE = Text(
    en="{path}: there is no page {name} with numbers of runs",
    zh="{path}：没有 {name} 这一页，或其数字并非来自运行",
)
_PAGE_OF = {"lever": "docs/mechanisms.md", "claim": "docs/claims.md"}


def earlier_pages(known: Collection[str], path: Path = FILE) -> frozenset[str]:
    """Return the pages of the list.

    Parameters
    ----------
    known : collection of str
        Names of all pages with numbers of runs that are generated; those written by hand are known here.

    Raises
    ------
    sim.errors.BadInput
        If there are more than the list began with, or one is no page with numbers of runs.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    pages, most = list(found["pages"]), int(found["at_most"])
    strange = [name for name in pages if name not in known and name not in BY_HAND]
    faults = [(NO_PAGE, {"path": path.name, "name": name}) for name in strange]
    if len(set(pages)) > most or len(set(pages)) < len(pages):
        faults.append((TOO_MANY, {"path": path.name, "count": len(pages), "most": most}))
    if faults:
        raise bad_input(*faults)
    return frozenset(pages)


def says(name: str) -> str:
    """Return the line that a page of the list has, in the page's language."""
    language: Language = "zh" if name.endswith(".zh.md") else "en"
    return f"> {SAYS(language)}"


def said(name: str, text: str, pages: Collection[str]) -> str:
    """Return a page's text, with its first line where its numbers are older than the model."""
    return f"{says(name)}\n\n{text}" if name in pages else text


def wrongly_said(pages: Collection[str], root: Path = ROOT) -> list[str]:
    """Return the pages written by hand that lack their line though they are on the list, or have it and are not."""
    lines = {name: (root / name).read_text(encoding="utf-8").splitlines() for name in BY_HAND}
    return [name for name in BY_HAND if (says(name) in lines[name]) != (name in pages)]


def to_be_asked(moved: Mapping[str, str], pages: Collection[str]) -> dict[str, str]:
    """Return of what has moved, by contrast, what stands on a page whose numbers should be those of the model."""
    return {name: reason for name, reason in moved.items() if page_of(name) not in pages}


def page_of(contrast: str) -> str:
    """Return the page that shows the numbers of a contrast."""
    kind, _, which = contrast.partition(" ")
    return _PAGE_OF.get(kind, f"docs/studies/{which}.md")
