"""A page whose numbers are older than the model says so in its first line; the list of them may only shrink."""

import pytest

from docs.pages import PAGES
from docs.pages.earlier import SAYS, earlier_pages, said, to_be_asked
from sim.errors import BadInput

KNOWN = ("docs/claims.md", "docs/claims.zh.md", "docs/studies/doses.md")


def listed(folder, most, *pages):
    path = folder / "earlier.toml"
    path.write_text(f"at_most = {most}\npages = [{', '.join(map(repr, pages))}]\n", encoding="utf-8")
    return path


def test_the_list_of_today_holds_pages_alone():
    assert earlier_pages(PAGES) <= set(PAGES)


def test_a_page_of_the_list_says_so_first_and_in_its_language(tmp_path):
    pages = earlier_pages(KNOWN, listed(tmp_path, 2, *KNOWN[:2]))
    for name, language in ((KNOWN[0], "en"), (KNOWN[1], "zh")):
        text = said(name, "# Claims\n", pages)
        assert text.splitlines()[0] == f"> {SAYS(language)}" and text.endswith("\n\n# Claims\n")
    assert said(KNOWN[2], "# Doses\n", pages) == "# Doses\n"


@pytest.mark.parametrize(("most", "pages", "says"), [
    (1, KNOWN[:2], "only shrink"), (3, (KNOWN[0], KNOWN[0]), "only shrink"), (1, ("docs/no.md",), "no page docs/no.md"),
])  # fmt: skip
def test_it_may_only_shrink_and_names_pages(tmp_path, most, pages, says):
    with pytest.raises(BadInput, match=says):
        earlier_pages(KNOWN, listed(tmp_path, most, *pages))


def test_what_moved_is_asked_for_only_where_numbers_should_be_new():
    moved = {"claim funnel": "moved", "lever whistle": "moved", "study doses": "moved"}
    assert to_be_asked(moved, {"docs/claims.md", "docs/studies/doses.md"}) == {"lever whistle": "moved"}
    assert to_be_asked(moved, ()) == moved
