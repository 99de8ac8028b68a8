"""Three cells of one line in a notebook: a comparison with its bar, a table, a picture."""

import os
import re
from importlib.util import find_spec

import pytest

from experiments.run import notebook
from experiments.run.compiling import HowFar
from experiments.run.crew import of_progress
from experiments.run.progress import Told
from tests.conventions.sources import ROOT

CELLS = (
    'import whistle; study = whistle.compare("status_quo", "whistle", place="classroom", days=3, replications=1, workers=1); study',
    "study.workload.head()",
    'study.plot("funnel")',
)
NEEDED = ("nbclient", "ipykernel")


def told_missing() -> str:
    """Say what a notebook needs and is not here; nothing is missing where all is."""
    lacking = [name for name in NEEDED if find_spec(name) is None]
    return f"{' and '.join(lacking)} not installed: uv sync --group trial" if lacking else ""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell shows, by kind of content."""
    if reason := told_missing():
        (pytest.fail if os.environ.get("WHISTLE_NO_SKIP") == "1" else pytest.skip)(reason)
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    folder = tmp_path_factory.mktemp("notebook")
    environment = {**os.environ, "WHISTLE_LANG": "en", "PYTHONPATH": str(ROOT)}
    client = NotebookClient(book, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    return [[output.get("data", {}) for output in cell["outputs"]] for cell in book.cells]


@pytest.mark.slow
def test_a_comparison_shows_a_bar_and_then_its_answers(outputs):
    bar, answers = outputs[0]
    assert re.search(r'<progress value="1\.000"', bar["text/html"]) and bar["text/plain"].startswith("100 %")
    assert "Response times" in answers["text/html"] and "<table" in answers["text/html"]


@pytest.mark.slow
def test_a_table_is_shown_as_one_with_words_beside_codes(outputs):
    (table,) = outputs[1]
    assert "<table" in table["text/html"] and "kind_name" in table["text/html"]


@pytest.mark.slow
def test_a_figure_is_shown_once_as_a_picture(outputs):
    (picture,) = outputs[2]
    assert len(picture["image/png"]) > 10_000


# --- without a notebook -------------------------------------------------------------------------------


def test_elsewhere_there_is_no_bar():
    assert not notebook.in_notebook()
    with notebook.notebook_bar("en") as told:
        assert told == Told()
    assert of_progress(Told().runs) is None


class Handle:
    """Stands for IPython's display handle: what was shown, as text."""

    def __init__(self):
        self.shown = []

    def update(self, bar):
        self.shown.append(repr(bar))


def test_the_bar_follows_the_work(monkeypatch):
    handle, library = Handle(), type("display", (), {})
    library.display = staticmethod(lambda bar, display_id: handle.update(bar) or handle)
    monkeypatch.setattr(notebook, "in_notebook", lambda: True)
    monkeypatch.setattr(notebook, "import_module", lambda name: library)
    monkeypatch.setattr(notebook, "_UPDATE_EVERY", 0.0)
    with notebook.notebook_bar("zh") as told:
        told.compiling(HowFar(3.0, 0.1, 27.0))
        told.runs(1, 4, 0.25)
        told.runs(4, 4, 1.0)
    first, compiling, quarter, writing, end = handle.shown
    assert first.startswith("0 %") and "编译" in compiling and quarter.startswith("25 %") and "1/4" in quarter
    assert writing.startswith("99 %") and end.startswith("100 %")


@pytest.mark.parametrize("shell", [None, type("Terminal", (), {})(), type("Kernel", (), {"kernel": object()})()])
def test_a_terminal_of_ipython_is_no_notebook(shell, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "IPython", type("IPython", (), {"get_ipython": staticmethod(lambda: shell)}))
    assert notebook.in_notebook() == hasattr(shell, "kernel")


def test_a_skip_says_what_to_do(monkeypatch):
    monkeypatch.setattr(f"{__name__}.find_spec", lambda name: None)
    assert told_missing() == "nbclient and ipykernel not installed: uv sync --group trial"
