"""Shipped studies: their files load, and their pages say what their numbers say, the same in both languages."""

import re

import numpy as np
import pandas as pd
import pytest

from docs.evidence.study_pages import telling
from docs.evidence.study_pages.page import PAGES, STUDIES, documented, figure_of, load, page, page_name
from docs.evidence.study_pages.words import known
from docs.pages import OF_RUNS
from docs.pages.earlier import earlier_pages, said
from experiments.answer.hanging import Hanging, rank_correlations
from experiments.answer.response import COLUMNS, Response
from experiments.plan.study_file import list_studies, load_study
from experiments.tell.figures.style import print_style
from experiments.words import LANGUAGES
from tests.conventions.sources import ROOT
from tests.earlier import needs_new_numbers

NUMBER = re.compile(r"[+−]?\d+(?:,\d{3})*(?:\.\d+)?")
CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("name", STUDIES)
def test_it_loads_and_speaks_both_languages(name):
    study = load_study(name)
    assert study.file.title is not None and study.file.question is not None
    for words in (study.file.title, study.file.question):
        assert CHINESE.search(words.zh) and words.en and not CHINESE.search(words.en)


def test_every_file_is_on_the_list_and_has_its_page():
    assert set(STUDIES) == set(list_studies()) == set(documented())
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [name for name in STUDIES if f"(studies/{name}.md)" not in index] == []


def numbers(text: str) -> list[str]:
    """Return the numbers of a page's body, its links and names left out."""
    body = re.sub(r"`[^`\n]*`|\[[^\]]*\]\([^)]*\)|<!--.*?-->", "", text, flags=re.DOTALL)
    return sorted(found.rstrip(",.") for found in NUMBER.findall(body))


@pytest.mark.parametrize("name", documented())
def test_both_languages_say_the_same_numbers(name):
    english, chinese = ((PAGES / page_name(name, language)).read_text(encoding="utf-8") for language in LANGUAGES)
    tables = [[line for line in text.splitlines() if line.startswith("|")] for text in (english, chinese)]
    assert [numbers(line) for line in tables[0][2:]] == [numbers(line) for line in tables[1][2:]]
    items = [[line for line in text.splitlines() if line.startswith("- ")] for text in (english, chinese)]
    assert len(items[0]) == len(known(load(name).about["measures"])) > 0
    # 1,000 h is 千小时; "30 days" is part of a measure's name in both.
    assert [numbers(line) for line in items[0]] == [numbers(line) for line in items[1]]


@pytest.mark.parametrize("name", documented())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_that_of_its_data(name, language):
    found = load(name)
    text = (PAGES / page_name(name, language)).read_text(encoding="utf-8")
    assert text == said(f"docs/studies/{page_name(name, language)}", page(found, language), earlier_pages(OF_RUNS))
    assert f"figures/{name}.{language}.svg" in text
    if isinstance(found, Response):
        rows = [line for line in text.splitlines() if line.startswith("| ") and "[" in line]
        assert len(rows) == len(found.of(found.about["measures"][0]))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs_new_numbers(f"docs/studies/{page_name(name, 'en')}")) for name in documented()]
)
def test_every_measure_of_its_data_is_one_of_the_model(name):
    """A table of an earlier model may hold others; its page goes without them."""
    measures = load(name).about["measures"]
    assert [measure.name for measure in known(measures)] == measures


def with_one_more(found, name="gone_share"):
    """Return a study's numbers with a measure the model has not, in all its tables."""
    about = {**found.about, "measures": [name, *found.about["measures"]]}
    first = found.about["measures"][0]
    tables = [pd.concat([table[table["measure"] == first].assign(measure=name), table]) for table in found[1:]]
    if "luck" in about:
        about["luck"] = {name: 0.1, **about["luck"]}
    return type(found)(about, *tables)


def with_one_less(found):
    """Return a study's numbers without the first of its measures."""
    first, *others = found.about["measures"]
    return type(found)({**found.about, "measures": others}, *(t[t["measure"] != first] for t in found[1:]))


@pytest.mark.parametrize("name", documented())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_comes_of_a_table_with_a_measure_more_or_less_than_the_model_has(name, language):
    found = load(name)
    assert page(with_one_more(found), language) == page(found, language)
    gone = known(found.about["measures"])[0].title(language)
    items = [line for line in page(with_one_less(found), language).splitlines() if line.startswith("- ")]
    assert len(items) == len(found.about["measures"]) - 1 and [line for line in items if line.startswith(f"- {gone}")] == []
    with print_style():
        figure_of(found).draw(with_one_more(found), language, 16.0)


def made_up(steps, gaps, verdict="better"):
    """Two lines of three points with given steps on the first and gaps of the second; every interval is ± 0.5."""
    rows = []
    for line in (0, 1):
        level = 0.0
        for at in range(3):
            step = steps[at - 1] if at else np.nan
            level += step if at else 0.0
            gap = gaps[at] if line else np.nan
            value = level + (gap if line else 0.0) + 3.0
            rows.append((float(at), float(line), "restricted_mean_days_30", 10.0, 10.0 + value, value, value - 0.5,
                         value + 0.5, 5, verdict, step, step - 0.5, step + 0.5, gap, gap - 0.5, gap + 0.5))  # fmt: skip
    about = {"axes": ["a.x", "b.y"], "measures": ["restricted_mean_days_30"], "reference": "status_quo"}
    return Response(about, pd.DataFrame(rows, columns=["a.x", "b.y", *COLUMNS]))


@pytest.mark.parametrize(
    ("steps", "gaps", "said", "not_said"),
    [
        ((1, 1), (1, 1, 1), ["rises, whatever"], ["cross", "turns", "falls"]),
        ((-1, -1), (1, 1, 1), ["falls, whatever"], ["cross", "turns", "rises"]),
        ((1, -1), (1, 1, 1), ["turns"], ["rises,", "falls,"]),
        ((0.1, 0.1), (0.1, 0.1, 0.1), ["no step that can be told", "nothing that can be told from zero"], ["rises"]),
        ((1, 1), (1, 0, -1), ["The lines cross", "raised at `a.x` = 0", "lowered at `a.x` = 2"], ["turns"]),
    ],
)
def test_directions_come_from_the_data(steps, gaps, said, not_said):
    text = telling.tell(made_up(steps, gaps), "en")
    assert [words for words in said if words not in text] == []
    assert [words for words in not_said if words in text] == []


def test_points_that_cannot_be_told_from_zero_are_said_to_be():
    text = telling.tell(made_up((1, 1), (1, 1, 1), "not distinguishable from zero"), "en")
    assert "not distinguishable from zero at 6" in text and "Nowhere can the difference be told from zero" in text


def test_rank_correlations_find_what_an_outcome_hangs_on():
    rng = np.random.default_rng(3)
    values = rng.random((60, 12))
    outcome = np.exp(3 * values[:, 4]) - values[:, 7] + 0.1 * rng.random(60)
    found, luck = rank_correlations(values, outcome)
    order = np.argsort(-np.abs(found[:, 0]))
    assert order[0] == 4 and found[4, 0] > luck > np.abs(found[order[3], 0])
    assert (found[:, 1] <= found[:, 0]).all() and (found[:, 0] <= found[:, 2]).all()


@pytest.mark.parametrize("name", documented())
@pytest.mark.parametrize("width", [8.0, 16.0])
def test_figures_draw_without_a_missing_glyph(name, width, recwarn):
    found = load(name)
    for language in LANGUAGES:
        with print_style():
            figure = figure_of(found).draw(found, language, width)
            figure.canvas.draw()
        assert figure.get_size_inches()[0] * 2.54 == pytest.approx(width)
    assert [str(warning.message) for warning in recwarn if "lyph" in str(warning.message)] == []


def test_the_guide_s_study_loads(tmp_path):
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    section = guide.split("\n## Write a study\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"^```toml\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    (tmp_path / "gates.toml").write_text(block, encoding="utf-8")
    study = load_study(str(tmp_path / "gates.toml"))
    assert len(study.points) == 6 and len(study.states) == 2 and study.file.reference == "status_quo"


def test_hanging_files_come_back(tmp_path):
    worlds = pd.DataFrame({"world": [0], "measure": ["late_share"], "without": [0.5], "level": [0.25], "difference": [-0.25]})
    ranking = pd.DataFrame({"measure": ["late_share"], "parameter": ["a.b"], "correlation": [0.5], "low": [0.1], "high": [0.7]})
    Hanging({"study": "x", "reference": "r", "luck": {}}, worlds, ranking).save(tmp_path / "x.csv")
    back = Hanging.load(tmp_path / "x.csv")
    assert back.worlds.equals(worlds) and back.ranking.equals(ranking) and back.outcome("late_share").tolist() == [-0.25]
