"""Pages whose numbers are older than the model: which they are, and what they say of it in their first line.

The list is `docs/data/earlier.toml`. A name leaves it when the page's numbers are new, and none comes without a change of
rules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from docs.pages.writing import ROOT
from experiments.words.faults import bad_input
from sim.text import Text

FILE = ROOT / "docs" / "data" / "earlier.toml"
SAYS = Text(
    en="**The numbers on this page came from an earlier model.** The rules have changed since; it is to be made anew.",
    zh="**本页数字来自较早的模型。**此后规则已改，数字待重新计算。",
)
TOO_MANY = Text(
    en="{path}: {count} pages, at_most = {most}: the list may only shrink",
    zh="{path}：{count} 页，at_most = {most}：该列表只可缩短",
)
NO_PAGE = Text(en="{path}: there is no page {name}", zh="{path}：没有 {name} 这一页")
_PAGE_OF = {"lever": "docs/mechanisms.md", "claim": "docs/claims.md"}


def earlier_pages(known: Collection[str], path: Path = FILE) -> frozenset[str]:
    """Return the pages of the list.

    Parameters
    ----------
    known : collection of str
        Names of all pages that are generated.

    Raises
    ------
    sim.errors.BadInput
        If there are more than the list began with, or one is no page.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    pages, most = list(found["pages"]), int(found["at_most"])
    strange = [name for name in pages if name not in known]
    faults = [(NO_PAGE, {"path": path.name, "name": name}) for name in strange]
    if len(set(pages)) > most or len(set(pages)) < len(pages):
        faults.append((TOO_MANY, {"path": path.name, "count": len(pages), "most": most}))
    if faults:
        raise bad_input(*faults)
    return frozenset(pages)


def said(name: str, text: str, pages: Collection[str]) -> str:
    """Return a page's text, with its first line where its numbers are older than the model."""
    if name not in pages:
        return text
    return f"> {SAYS('zh' if name.endswith('.zh.md') else 'en')}\n\n{text}"


def to_be_asked(moved: Mapping[str, str], pages: Collection[str]) -> dict[str, str]:
    """Return of what has moved, by contrast, what stands on a page whose numbers should be those of the model."""

    def page_of(contrast: str) -> str:
        kind, _, which = contrast.partition(" ")
        return _PAGE_OF.get(kind, f"docs/studies/{which}.md")

    return {name: reason for name, reason in moved.items() if page_of(name) not in pages}
