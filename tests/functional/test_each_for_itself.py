"""One analysis or figure that cannot be made never hides those that can; any text gets into figures as it stands."""

import json
import re
import warnings

import numpy as np
import pytest

from experiments import compare
from experiments.answer.hanging import rank_correlations
from experiments.answer.response import read_table, write_table
from experiments.run import batch
from experiments.tell.figures import catalogue
from experiments.tell.figures.style import new_figure, print_style, save_figure, text_at
from experiments.words.notes import Remark, said_once
from experiments.words.numbers import csv_text, from_csv_text
from tests.sweeps import made_up, study_in
from tests.synthetic import lived, runs_made_up

HEAD = """
base = "whistle"
reference = "status_quo"
place = "classroom"
days = 5
burn_in_days = 5
replications = 2
measures = ["street_funnel_share", "true_satisfaction_rate", "restricted_mean_days_30"]
"""
SPREAD = HEAD + """
[design]
kind = "latin-hypercube"
points = 40
[factors]
"whistle.propensity" = { low = 0.1, high = 0.9 }
"duty_list.gate" = { low = 0.0, high = 1.0 }
[sensitivity]
method = "sobol"
base = 16
"""
GRID = HEAD + """
[factors]
"whistle.propensity" = [0.2, 0.6]
"""


@pytest.fixture
def uneven(monkeypatch):
    """Runs with one measure that is the same everywhere, one without any value, one like any other."""

    def simulate(asked, code, *shared):
        measures, hours = made_up(asked, code)
        return {**measures, "street_funnel_share": 0.25, "true_satisfaction_rate": float("nan")}, hours

    monkeypatch.setattr(batch, "simulate", simulate)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", [SPREAD, GRID], ids=["drawn", "listed"])
def test_figures_of_measures_without_values_or_change(text, tmp_path, whistle, uneven):
    out, study = tmp_path / "out", study_in(tmp_path, text)
    told = whistle("sweep", study, "--workers", "1", "--out", out)
    assert told.code == 0 and "Warning" not in told.err
    assert len(list((out / "figures").iterdir())) == 4
    told = whistle("figures", out, "--lang", "en")
    assert told.code == 0 and told.out.count("written:") == 2
    if text is SPREAD:
        assert "true_satisfaction_rate: no value" in told.err


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_sensitivity_names_what_cannot_be_analysed_and_shows_the_rest(method, tmp_path, whistle, uneven, svg_alone):
    arguments = ("sensitivity", study_in(tmp_path, SPREAD), "--workers", "1", "--out", tmp_path / "out", "--method", method)
    told = whistle(*arguments)
    assert told.code == 0, told
    assert "Nothing can be said of true_satisfaction_rate" in told.err
    assert "Mean wait within 30 days" in told.out
    found = json.loads(whistle(*arguments, "--json").out)
    assert set(found["measures"]) | set(found["left_out"]) == set(json.loads(json.dumps(re.findall(r'"(\w+_\w+)"', HEAD)))) - {"status_quo"}
    assert "true_satisfaction_rate" in found["left_out"] and "restricted_mean_days_30" in found["measures"]


def test_sensitivity_of_nothing_says_why_for_every_measure(tmp_path, whistle, uneven):
    study = study_in(tmp_path, SPREAD.replace(', "restricted_mean_days_30"', ""))
    told = whistle("sensitivity", study, "--workers", "1", "--out", tmp_path / "out", "-q")
    assert told.code == 2 and "street_funnel_share: " in told.err and "true_satisfaction_rate: " in told.err


def test_tradeoffs_and_discovery_say_what_they_leave_out(tmp_path, whistle, uneven, svg_alone):
    out = tmp_path / "out"
    whistle("sweep", study_in(tmp_path, SPREAD), "--workers", "1", "--out", out, "-q")
    told = whistle("tradeoffs", out)
    assert told.code == 0 and "is left out of the trade-offs" in told.err and "Mean wait" in told.out
    assert whistle("discover", out, "--measure", "restricted_mean_days_30").code == 0
    assert whistle("discover", out, "--measure", "street_funnel_share").code == 0
    told = whistle("discover", out, "--measure", "true_satisfaction_rate")
    assert told.code == 2 and "too few" in told.err


def test_where_nothing_varies_there_is_no_space_to_search(tmp_path, whistle, uneven, svg_alone):
    study, out = study_in(tmp_path, HEAD), tmp_path / "out"
    assert whistle("sweep", study, "--workers", "1", "--out", out, "-q").code == 0
    told = whistle("discover", out)
    assert told.code == 2 and "nothing varies in this study: there is no space to search" in told.err
    told = whistle("sensitivity", study, "--workers", "1", "--out", tmp_path / "other")
    assert told.code == 2 and "nothing varies in this study" in told.err and not (tmp_path / "other").exists()
    told = whistle("tradeoffs", out)
    assert told.code == 0 and "whistle" in told.out
    assert whistle("figures", out).code == 0


def test_correlations_of_what_does_not_move_are_none():
    x = np.column_stack([np.arange(20.0), np.ones(20)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, luck = rank_correlations(x, np.ones(20))
        assert np.isnan(found).all() and np.isnan(luck)
        found, luck = rank_correlations(x, np.arange(20.0))
        assert found[0].tolist() == pytest.approx([1.0, 1.0, 1.0]) and np.isnan(found[1]).all() and luck > 0
        rare = np.zeros(20)
        rare[3] = 1.0  # resamples without it have nothing to rank
        found, luck = rank_correlations(x[:, :1], rare)
        assert np.isfinite(found).all()


def _broken(data, language, width):
    raise ZeroDivisionError("one broken figure")


@pytest.fixture
def one_broken(monkeypatch):
    kinds = tuple(k._replace(draw=_broken) if k.name == "rates" else k for k in catalogue.FIGURES)
    monkeypatch.setattr(catalogue, "FIGURES", kinds)
    monkeypatch.setattr(batch, "lived", lived)


def test_one_broken_figure_costs_itself_alone(tmp_path, whistle, one_broken, svg_alone):
    out = tmp_path / "out"
    told = whistle("compare", "status_quo", "whistle", "--place", "classroom", "--days", "35", "--replications", "2",
                   "--workers", "1", "--out", out)  # fmt: skip
    assert told.code == 0 and "The figure rates.en could not be drawn (ZeroDivisionError: one broken figure)" in told.err
    names = {path.name for path in (out / "figures").iterdir()}
    assert "rates.en.svg" not in names and {"funnel.en.svg", "offices.zh.svg"} <= names
    for language, words in (("en", "could not be drawn"), ("zh", "无法绘制")):
        page = (out / f"report.{language}.html").read_text(encoding="utf-8")
        assert words in page and page.count("<figure>") == sum("compare" in k.folders and not k.command for k in catalogue.FIGURES) - 1
    told = whistle("figures", out, "--only", "rates")
    assert told.code == 1 and "could not be drawn" in told.err


SIGNS = "$x^2$ costs $5 & <b>bold</b> _under_ \\alpha {x} %s [red] =1+1"


def test_any_sign_gets_into_figures_and_pages_as_it_stands(tmp_path, monkeypatch, svg_alone):
    runs_made_up(monkeypatch)
    (tmp_path / "mine.toml").write_text(
        f"name = 'mine'\nextends = 'whistle'\ntitle = {{ zh = '{SIGNS}哨', en = '{SIGNS}' }}\n"
        f"question = {{ zh = '{SIGNS}？', en = '{SIGNS}?' }}\n", encoding="utf-8")  # fmt: skip
    seen = []
    monkeypatch.setattr("matplotlib.text.Text._preprocess_math", lambda self, s: (seen.append((s, self.get_parse_math())), (s, False))[1])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compare("status_quo", [str(tmp_path / "mine.toml")], place="classroom", days=35, replications=1, workers=1,
                out=tmp_path / "out")  # fmt: skip
    titled = [math for text, math in seen if "costs" in text]
    assert titled and not any(titled)
    page = (tmp_path / "out" / "report.en.html").read_text(encoding="utf-8")
    assert "$x^2$ costs $5 &amp; &lt;b&gt;bold&lt;/b&gt;" in page and "<b>bold" not in page


def test_signs_beyond_the_fonts_are_told_once(tmp_path):
    with print_style():
        figure = new_figure(8.0, 3.0)
        text_at(figure, 0.2, 0.2, "哨 \U00020bb7 \U00020bb7")
    said = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with said_once("en", said.append):
            save_figure(figure, tmp_path / "one", {"figure": "one"})
    assert len(list(tmp_path.iterdir())) == 2
    assert len(said) <= 1 and all("\U00020bb7" in line and "box" in line for line in said)
    if said:
        with pytest.warns(Remark, match="No font here"):
            save_figure(figure, tmp_path / "two", {"figure": "two"})


@pytest.mark.parametrize("text", ["=1+1", "+1a", "-x", "@sum", "\t=1", "plain", "哨", "'quoted", "-0.3", "+1e5"])
def test_no_text_of_a_table_is_a_formula(text, tmp_path):
    import pandas as pd

    told = csv_text(text)
    assert from_csv_text(told) == text
    number = text in ("-0.3", "+1e5")
    assert (told == text) == (number or not text.startswith(("=", "+", "-", "@", "\t")))
    write_table(tmp_path / "t.csv", {"a": 1}, pd.DataFrame({"factor": [text, "b"], "x": [1.0, -2.0]}))
    assert read_table(tmp_path / "t.csv")[1].to_dict(orient="list") == {"factor": [text, "b"], "x": [1.0, -2.0]}
