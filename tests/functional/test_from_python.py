"""What the commands do is there from Python, too: the same folders, and objects that hold their tables."""

import re
import shutil

import numpy as np
import pandas as pd
import pytest

import whistle as face
from experiments.run import batch
from experiments.words.notes import Remark
from sim.errors import BadInput
from sim.language import _asked
from sim.measures import MEASURES
from sim.names import bare
from tests.sweeps import STUDY, made_up, study_in
from tests.synthetic import draw_svg_alone, lived

SPREAD = """
base = "whistle"
reference = "status_quo"
burn_in = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 2
measures = ["street_funnel_share", "restricted_mean_days_30"]
[design]
kind = "latin-hypercube"
points = 40
[factors]
"whistle.propensity" = { low = 0.1, high = 0.9 }
"duty_list.gate" = { low = 0.0, high = 1.0 }
"""


@pytest.fixture
def runs_made_up(monkeypatch, svg_alone):
    monkeypatch.setattr(batch, "simulate", made_up)


def test_a_run(tmp_path, one_figure):
    found = face.run("whistle", place="classroom", days=5, seed=3, out=tmp_path / "out")
    assert found.scenario == "whistle" and len(found.runs) == 1
    assert set(found.measures()) == {measure.name for measure in MEASURES}
    again = face.load(tmp_path / "out")
    assert again == found and len(again.issues) == len(pd.read_parquet(tmp_path / "out" / "issues.parquet"))


def test_without_a_folder_results_live_as_long_as_their_object(synthetic):
    found = face.compare("status_quo", ["whistle"], place="classroom", days=35, replications=1, workers=1)
    path = found.folder.path
    assert path.is_dir() and len(found.workload)
    del found
    assert not path.exists()


def test_a_comparison_is_loaded_as_what_it_was(tmp_path, synthetic):
    made = face.compare("status_quo", ["whistle"], place="classroom", days=35, replications=2, workers=1, out=tmp_path / "out")
    found = face.load(str(tmp_path / "out"))
    assert found == made and found.differences().equals(made.differences())
    assert {"workload", "resolution", "offices"} <= set(dir(found)) and bare(found.workload).equals(found.folder.table("workload"))
    with pytest.raises(AttributeError, match="issues"):
        _ = found.issues  # not kept


def test_a_sweep(tmp_path, runs_made_up):
    study = study_in(tmp_path)
    found = face.sweep(study, out=tmp_path / "out", workers=1)
    assert len(found.runs) == 30 and found.failures == []
    points = found.points()
    assert list(points.columns[:3]) == ["whistle.propensity", "duty_list.gate", "measure"] or "measure" in points
    assert len(points) == 4 * points["measure"].nunique() and {"difference", "low", "high", "verdict"} <= set(points)
    again = face.load(tmp_path / "out")
    assert again.points().equals(points) and (tmp_path / "out" / "figures" / "response.en.svg").is_file()
    assert found.plot().get_axes() and face.sweep(study, tmp_path / "out", 1).runs.equals(found.runs)  # nothing is made twice
    with pytest.raises(BadInput, match="response, spread"):
        found.plot("funnel")
    assert face.sweep(study, workers=1, replications=2).runs["replication"].nunique() == 2


def test_runs_that_fail_are_told(tmp_path, monkeypatch):
    def simulate(asked, code, *shared):
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(batch, "simulate", simulate)
    with pytest.warns(Remark, match="on purpose"):
        found = face.sweep(study_in(tmp_path), workers=1)
    assert len(found.failures) == 30


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_sensitivity(method, tmp_path, runs_made_up):
    study = study_in(tmp_path, SPREAD)
    found = face.sensitivity(study, method, 16, tmp_path / "out", 1)
    table = found.table()
    assert found.method == method and set(table["measure"]) == {"street_funnel_share", "restricted_mean_days_30"}
    assert set(table["factor"]) == {"whistle.propensity", "duty_list.gate"}
    again = face.load(tmp_path / "out")
    assert type(again) is type(found) and again.table().equals(table) and again.sentences("zh") == found.sentences("zh")
    assert found.plot("restricted_mean_days_30").get_axes()
    assert (tmp_path / "out" / "figures" / "sensitivity.street_funnel_share.zh.svg").is_file()


def test_discovery_and_tradeoffs(tmp_path, runs_made_up):
    out = face.sweep(study_in(tmp_path, SPREAD), tmp_path / "out", 1).folder.path
    found = face.discover(out, "restricted_mean_days_30")
    assert found.points == 40 and found.sentences("en") != found.sentences("zh") and len(found.groups()) == len(found.tree.leaves)
    assert found.plot().get_axes() and found.boxes() is not None
    grid = face.sweep(study_in(tmp_path, STUDY, "grid"), tmp_path / "grid", 1).folder.path
    traded = face.tradeoffs(str(grid), ["street_funnel_share", "restricted_mean_days_30"])
    assert len(traded.table()) == 5 and traded.states == 2 and set(traded.regrets) == {"street_funnel_share", "restricted_mean_days_30"}
    assert set(traded.robust) <= set(traded.table()["reform"]) and traded.plot("street_funnel_share").get_axes()
    with pytest.raises(BadInput, match="no regret"):
        traded.plot("resolution_rate")


REFUSED = [
    ("run", {"scenario": 3}, "scenario"), ("run", {"scenario": "whistle", "days": 0}, "days"),
    ("run", {"scenario": "whistle", "settings": 3}, "settings"), ("run", {"scenario": "wistle"}, "whistle"),
    ("run", {"scenario": "whistle", "base": 3}, "base"), ("sweep", {"study": 3}, "study"),
    ("sweep", {"study": "whistle_and_staff", "workers": 0}, "workers"), ("sweep", {"study": "no_such"}, "study"),
    ("sweep", {"study": "whistle_and_staff", "replications": 1.5}, "replications"),
    ("sensitivity", {"study": "whistle_and_staff", "points": "8"}, "points"),
    ("sensitivity", {"study": "whistle_and_staff", "method": "sobl"}, "sobol"),
    ("load", {"folder": "nothing_here"}, "nothing_here"), ("load", {"folder": 3}, "folder"),
    ("discover", {"folder": "nothing_here"}, "nothing_here"), ("discover", {"folder": "nothing_here", "margin": "1"}, "margin"),
    ("discover", {"folder": "nothing_here", "measure": 3}, "measure"),
    ("tradeoffs", {"folder": "nothing_here"}, "nothing_here"), ("tradeoffs", {"folder": "nothing_here", "criteria": 3}, "criteria"),
    ("language", {"name": "fr"}, "language"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "told"), REFUSED)
def test_what_cannot_be_used_is_told_before_anything_runs(name, arguments, told, tmp_path, monkeypatch, synthetic):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as refused:
        getattr(face, name)(**arguments)
    assert told in refused.value.text("en") and refused.value.text("en") != refused.value.text("zh")
    assert synthetic == [] and list(tmp_path.iterdir()) == []


def test_numbers_of_numpy_are_as_good_as_pythons(tmp_path, runs_made_up):
    assert len(face.sweep(study_in(tmp_path), workers=np.int64(1), replications=np.int32(2)).runs) == 20


# --- what objects show of themselves ----------------------------------------------------------------


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """A comparison of made-up runs, all figures drawn, and in the report shown."""
    out = tmp_path_factory.mktemp("compared") / "out"
    with pytest.MonkeyPatch.context() as patched:
        draw_svg_alone(patched)
        patched.setattr(batch, "lived", lived)
        return face.compare("status_quo", "whistle", place="classroom", days=60, replications=3, workers=1, out=out)


@pytest.fixture
def speak():
    yield face.language
    _asked.clear()


def test_a_comparison_shows_its_answers_first(compared, speak):
    for chosen, question, verdicts in (("en", "Response times", "better|worse|not distinguishable"), ("zh", "响应时间", "改善|变差|无法区分")):
        speak(chosen)
        shown = compared._repr_html_()
        assert shown.index(question) < shown.index("rate_steps") and len(repr(compared)) < 200 and re.search(verdicts, shown)
        assert len(shown) < 30_000 and str(compared.folder.path) in shown
        assert compared.resolution["authority_name"].cat.categories[2] == {"en": "street office", "zh": "街道"}[chosen]


def test_the_answer_table_is_that_of_the_file(compared):
    table = compared.answer_table()
    file = pd.read_csv(compared.folder.path / "answers.csv", keep_default_na=False, na_values=[""])
    assert table["measure"].tolist() == file["measure"].tolist() and table["verdict"].tolist() == file["verdict"].tolist()
    assert table["difference"].tolist() == pytest.approx(file["difference"].tolist(), rel=1e-12, nan_ok=True)
    told = compared.differences().set_index("measure")["difference"]
    assert table["difference"].tolist() == pytest.approx(told[table["measure"]].tolist(), nan_ok=True)


def test_what_matters_may_be_said_from_python(compared):
    of = "street_funnel_share"
    own = {name: compared.answer_table(matters=given).set_index("measure").loc[of]
           for name, given in (("shipped", None), ("large", {of: 0.9}))}  # fmt: skip
    assert (own["shipped"]["verdict"], own["large"]["verdict"]) == ("down", "small")
    assert (own["shipped"]["matters"], own["large"]["matters"]) == (0.01, 0.9)


@pytest.mark.parametrize(
    ("matters", "told"),
    [({"street_funel_share": 0.1}, "street_funnel_share"), ({"late_share": 0}, "a finite number above 0"),
     ({"late_share": "0.1"}, "a finite number above 0"), ([0.1], "a dict such as")],
)  # fmt: skip
def test_a_wrong_smallest_difference_is_refused(compared, matters, told):
    with pytest.raises(BadInput) as refused:
        compared.answer_table(matters=matters)
    assert told in refused.value.text("en") and refused.value.text("en") != refused.value.text("zh")


def test_a_report_is_a_small_object(compared, tmp_path, monkeypatch):
    page = compared.report(language="en")
    assert page.path == compared.folder.path / "report.en.html" and str(page) == str(page.path) and len(repr(page)) < 300
    assert page.html.startswith("<!doctype html>") and len(page.html) > 100_000
    monkeypatch.chdir(tmp_path)
    assert "<iframe" not in page._repr_html_() and page.path.as_uri() in page._repr_html_()
    own = compared.report("mine & yours.html", language="zh")
    assert own.path.read_text(encoding="utf-8") == (compared.folder.path / "report.zh.html").read_text(encoding="utf-8")
    assert 'src="mine%20%26%20yours.html"' in own._repr_html_() and len(own._repr_html_()) < 1000


def test_a_report_that_was_removed_is_written_again(compared, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(compared.folder.path, folder)
    (folder / "report.en.html").unlink()
    assert face.load(folder).report(language="en").html == compared.report(language="en").html


def test_a_figure_shows_itself_as_a_picture(compared):
    picture = compared.plot("funnel")._repr_png_()
    assert picture.startswith(b"\x89PNG") and 10_000 < len(picture) < 500_000


def test_sweeps_and_what_was_found_in_them_show_themselves(tmp_path, runs_made_up, compared, speak):
    swept = face.sweep(study_in(tmp_path, SPREAD), tmp_path / "out", 1)
    screened = face.sensitivity(study_in(tmp_path, SPREAD), "morris", 8, tmp_path / "morris", 1)
    shown = {}
    for chosen in ("en", "zh"):
        speak(chosen)
        objects = (swept, screened, face.discover(swept.folder.path), face.tradeoffs(compared.folder.path, ["restricted_mean_days_30", "street_funnel_share"]))
        shown[chosen] = [each._repr_html_() for each in objects]
    for english, chinese in zip(*shown.values(), strict=True):
        assert english != chinese and len(english) < 30_000 and re.search("[\u4e00-\u9fff]", chinese)
        assert re.search("<td>|<li>", english)
    assert "more rows" in shown["en"][0] or shown["en"][0].count("<tr>") == 41
