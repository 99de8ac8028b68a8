"""A page whose numbers are older than the model says so; the list of them may only shrink, and what waits for it is let go."""

import os

import pytest

from docs.pages import OF_RUNS, PAGES, generating
from docs.pages.earlier import BY_HAND, SAYS, earlier_pages, page_of, said, says, to_be_asked, wrongly_said
from sim.errors import BadInput
from tests.conventions.sources import ROOT
from tests.earlier import needs_new_numbers

KNOWN = ("docs/claims.md", "docs/claims.zh.md", "docs/studies/doses.md")


def listed(folder, most, *pages):
    path = folder / "earlier.toml"
    path.write_text(f"at_most = {most}\npages = [{', '.join(map(repr, pages))}]\n", encoding="utf-8")
    return path


def test_the_list_of_today_holds_pages_with_numbers_of_runs_in_both_languages():
    today = earlier_pages(OF_RUNS)
    assert {name.replace(".md", ".zh.md") for name in today if name in OF_RUNS and ".zh." not in name} == {
        name for name in today if ".zh." in name
    }


def test_every_page_of_the_list_says_so_and_no_other_does():
    today = earlier_pages(OF_RUNS)
    for name in OF_RUNS:
        first = (ROOT / name).read_text(encoding="utf-8").splitlines()[0]
        assert (first == says(name)) == (name in today), name
    assert wrongly_said(today) == []


def test_a_page_of_the_list_says_so_first_and_in_its_language(tmp_path):
    pages = earlier_pages(KNOWN, listed(tmp_path, 2, *KNOWN[:2]))
    for name, language in ((KNOWN[0], "en"), (KNOWN[1], "zh")):
        text = said(name, "# Claims\n", pages)
        assert text.splitlines()[0] == f"> {SAYS(language)}" and text.endswith("\n\n# Claims\n")
    assert said(KNOWN[2], "# Doses\n", pages) == "# Doses\n"


def test_a_page_written_by_hand_says_so_if_and_only_if_it_is_on_the_list(tmp_path):
    for name in BY_HAND:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A page\n\nMeasured: 3.\n", encoding="utf-8")
    assert wrongly_said((), tmp_path) == [] and wrongly_said(BY_HAND, tmp_path) == list(BY_HAND)
    (tmp_path / BY_HAND[0]).write_text(f"# A page\n\n{says(BY_HAND[0])}\n\nMeasured: 3.\n", encoding="utf-8")
    assert wrongly_said((), tmp_path) == [BY_HAND[0]] and wrongly_said(BY_HAND[:1], tmp_path) == []


@pytest.mark.parametrize(("most", "pages", "says"), [
    (1, KNOWN[:2], "only shrink"), (3, (KNOWN[0], KNOWN[0]), "only shrink"), (1, ("docs/no.md",), "no page docs/no.md"),
])  # fmt: skip
def test_it_may_only_shrink_and_names_pages(tmp_path, most, pages, says):
    with pytest.raises(BadInput, match=says):
        earlier_pages(KNOWN, listed(tmp_path, most, *pages))


@pytest.mark.parametrize("name", ["docs/load.md", "docs/levers.md", "docs/odd.md", "docs/coverage.md"])
def test_what_is_computed_when_it_is_written_is_never_old(tmp_path, name):
    assert name in PAGES
    with pytest.raises(BadInput, match=f"no page {name} with numbers of runs"):
        earlier_pages(OF_RUNS, listed(tmp_path, 1, name))


def test_what_moved_is_asked_for_only_where_numbers_should_be_new():
    moved = {"claim funnel": "moved", "lever whistle": "moved", "study doses": "moved"}
    assert to_be_asked(moved, {"docs/claims.md", "docs/studies/doses.md"}) == {"lever whistle": "moved"}
    assert to_be_asked(moved, ()) == moved


@pytest.mark.parametrize("pages", [(), ("docs/claims.md", "docs/mechanisms.md")])
def test_no_run_is_made_for_the_numbers_of_a_page_on_the_list(pages, monkeypatch, capsys):
    """A check of the pages runs the worlds of all other pages, and names what moved on these alone."""
    asked = []

    def marks(contrasts):
        asked.extend(contrast.name for contrast in contrasts)
        return {}  # so that all is gone

    monkeypatch.setattr(generating, "PAGES", {})
    monkeypatch.setattr(generating, "earlier_pages", lambda known: frozenset(pages))
    monkeypatch.setattr(generating, "wrongly_said", lambda pages: [])
    monkeypatch.setattr(generating, "stale_demo", lambda stored: [])
    monkeypatch.setattr(generating, "marks", marks)
    assert generating.main(["--check"]) == 1
    told = [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()]
    assert sorted(told) == sorted(asked) and asked
    assert not {page_of(name) for name in asked} & set(pages)
    assert {page_of(name) for name in asked} | set(pages) >= {"docs/claims.md", "docs/mechanisms.md"}


WAITING = """
from pathlib import Path
from tests.earlier import needs_new_numbers

LIST = Path(__file__).parent / "earlier.toml"


@needs_new_numbers("docs/claims.md", LIST)
def test_a_number():
    assert 1 == 2


@needs_new_numbers("docs/fit.md", LIST)
def test_another():
    pass
"""


class Outcomes:
    """A plugin that writes down what became of every test, and why."""

    def __init__(self):
        self.found = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.skipped:
            self.found[report.nodeid.rpartition("::")[2]] = (report.outcome, str(report.longrepr))


@pytest.mark.parametrize(("pages", "outcome", "why"), [
    (("docs/claims.md",), "skipped", "the numbers of docs/claims.md came from an earlier model: docs/data/earlier.toml"),
    ((), "failed", "assert 1 == 2"),
])  # fmt: skip
def test_a_test_waits_for_its_page_and_no_longer_than_the_page_is_on_the_list(tmp_path, monkeypatch, pages, outcome, why):
    """Also where what could be tried and is not fails: there is nothing to install that these numbers wait for."""
    monkeypatch.setenv("WHISTLE_NO_SKIP", "1")
    listed(tmp_path, 1, *pages)
    file = tmp_path / f"test_{outcome}.py"  # a module of this name is imported once
    file.write_text(WAITING, encoding="utf-8")
    seen = Outcomes()
    options = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--import-mode=importlib", "-c", os.devnull)
    code = pytest.main([*options, "--rootdir", str(tmp_path), str(file)], plugins=[seen])
    assert code == (0 if pages else 1) and seen.found["test_another"][0] == "passed"
    assert seen.found["test_a_number"][0] == outcome and why in seen.found["test_a_number"][1]


def test_a_mark_names_a_page_with_numbers_of_runs(tmp_path):
    with pytest.raises(AssertionError, match=r"docs/claim\.md"):
        needs_new_numbers("docs/claim.md")
    assert needs_new_numbers("docs/patterns.md", listed(tmp_path, 1, "docs/patterns.md")).args == (True,)
