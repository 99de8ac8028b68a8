"""The report of a result folder as a small object: where it lies, and how it shows itself."""

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

from experiments.answer.table import answer_table
from experiments.store.result_folder import ResultFolder
from experiments.tell.report_page import report_page
from experiments.words import Language
from experiments.words import objects as say


@dataclass(frozen=True)
class Page:
    """A report on the disk.

    Attributes
    ----------
    path : Path
    language : {"en", "zh"}
    """

    path: Path
    language: Language
    _of: object = field(default=None, repr=False, compare=False)  # keeps a folder that lives only as long as its object

    @property
    def html(self) -> str:
        """The whole page; about a megabyte."""
        return self.path.read_text(encoding="utf-8")

    def __str__(self) -> str:
        return str(self.path)

    def _repr_html_(self) -> str:
        """Show the page in a notebook beside or below which it lies, elsewhere a link to it."""
        here = Path.cwd().resolve()
        whole = self.path.resolve()
        below = whole.is_relative_to(here)
        address = escape(quote(whole.relative_to(here).as_posix()) if below else whole.as_uri())
        link = f'<p><a href="{address}" target="_blank">{escape(say.REPORT(self.language, name=self.path))}</a></p>'
        return link + (f'<iframe src="{address}" width="100%" height="600"></iframe>' if below else "")


def page_of(folder: ResultFolder, language: Language, path: Path | None = None, of: object = None) -> Page:
    """Return the report of a folder: its own, or written to `path`; what is not there is written."""
    own = folder.path / f"report.{language}.html"
    if path is None and own.is_file():
        return Page(own, language, of)
    page = own.read_text(encoding="utf-8") if own.is_file() else report_page(folder, answer_table(folder), language)
    target = path or own
    target.write_text(page, encoding="utf-8")
    return Page(target, language, of)
