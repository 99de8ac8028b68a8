"""Files as people write them: both forms of a name, marks of editors, one language, parents of places."""

import shutil

import numpy as np
import pytest

from experiments.plan.study_file import load_study
from scenarios.documents import parse_value, setting_text
from scenarios.loading import load_scenario, root_of, split_settings
from scenarios.names import can_be_a_name
from scenarios.origins import laid_over, origin_of, origins_of
from scenarios.place import load_place
from scenarios.place_files import FOLDER as PLACES
from sim.errors import BadInput
from tests.functional.kinds import CLASSROOM, HEAD, WORDS

WHISTLE = (PLACES.parent / "library" / "whistle.toml").read_text(encoding="utf-8")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


# --- one grammar ----------------------------------------------------------------------------------

FORMS = ("[whistle]\npropensity = 0.3\n", "whistle.propensity = 0.3\n", '"whistle.propensity" = 0.3\n')


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_setting_means_the_same_in_a_scenario(form, here):
    here("mine.toml", HEAD + form)
    scenario = load_scenario("mine.toml")
    assert scenario.lever("whistle").propensity == 0.3
    assert scenario.origins["whistle.propensity"] == "mine.toml"


@pytest.mark.parametrize("form", ["[factors.whistle]\npropensity = {}\n", "[factors]\nwhistle.propensity = {}\n",
                                  '[factors]\n"whistle.propensity" = {}\n', "[factors]\n[factors.whistle.propensity]\nlow = 0.0\n"])  # fmt: skip
@pytest.mark.parametrize("value", ["[0.2, 0.6]", "{ low = 0.2, high = 0.6 }", "{}"])
def test_every_form_of_a_setting_means_the_same_in_a_study(form, value, here):
    here("s.toml", f"base = 'whistle'\nplace = 'classroom'\n{form.replace('{}', value)}")
    (factor,) = load_study("s.toml").factors
    assert factor.name == "whistle.propensity"


@pytest.mark.parametrize("form", ["[residents]\nreport_base = 0.4\n", "residents.report_base = 0.4\n",
                                  '"residents.report_base" = 0.4\n', '"residents.report_base.value" = 0.4\n',
                                  "[residents.report_base]\nvalue = 0.4\n"])  # fmt: skip
def test_every_form_of_a_parameter_means_the_same_in_a_place(form, here):
    here("town.toml", f"extends = 'classroom'\nname = 'town'\nzh = '镇'\n{form}")
    record = load_place("town.toml").residents.report_base
    assert (record.value, record.unit, record.low) == (0.4, "probability", 0.3)
    assert record.source.startswith("assumption (town.toml), in place of 0.45: assumption: no survey")


# --- marks, endings, languages, names -------------------------------------------------------------


def test_a_mark_before_the_text_is_no_matter(here):
    here("mine.toml", b"\xef\xbb\xbf" + HEAD.encode())
    here("town.toml", b"\xef\xbb\xbf" + CLASSROOM.encode())
    here("s.toml", b"\xef\xbb\xbf" + b"base = 'mine.toml'\nplace = 'town.toml'\n")
    assert load_study("s.toml").file.base == "mine.toml"


def test_an_ending_in_capitals_is_an_ending(here):
    here("mine.TOML", HEAD)
    here("town.TOML", CLASSROOM)
    here("s.TOML", "base = 'mine.TOML'\nplace = 'town.TOML'\n")
    assert load_scenario("mine.TOML").name == "mine" and load_place("town.TOML").name == "classroom"
    assert load_study("s.TOML").file.base == "mine.TOML"


def test_a_title_in_one_language_stands_for_both(here):
    here("mine.toml", "name = 'mine'\nextends = 'whistle'\ntitle = { zh = '我' }\nquestion = { zh = '问', en = 'Q?' }\n")
    scenario = load_scenario("mine.toml")
    assert scenario.title.en == scenario.title.zh == "我" and scenario.one_language == ("title.en",)
    assert "one_language" not in scenario.resolved()


def test_the_file_that_is_wrong_is_named(here):
    cases = {
        "title = { zh = 3 }\nquestion = { zh = '问' }\n": "mine.toml: title.zh",
        f"{WORDS}[whistle.on]\nvalue = true\n": "mine.toml: whistle.on",
        f"{WORDS}[whistle]\npropensity = 7\n": "mine.toml: whistle.propensity",
    }
    for body, says in cases.items():
        here("mine.toml", f"name = 'mine'\nextends = 'whistle'\n{body}")
        with pytest.raises(BadInput, match=says):
            load_scenario("mine.toml")
    here("part.toml", f"name = 'part'\n{WORDS}[duty_list]\ngate = 7\n")
    here("mine.toml", f"name = 'mine'\ninclude = ['part']\n{WORDS}")
    with pytest.raises(BadInput, match=r"^part\.toml: duty_list\.gate"):
        load_scenario("mine.toml")
    here("part.toml", "[residents]\nreport_trust = true\n")
    here("town.toml", CLASSROOM.replace('"_catalogue.toml"', '"_catalogue.toml", "part.toml"'))
    with pytest.raises(BadInput, match=r"^part\.toml: residents\.report_trust = true"):
        load_place("town.toml")
    with pytest.raises(BadInput, match=r"command line: residents\.report_base.*\n.*part\.toml: residents\.report_trust"):
        load_place("town.toml", {"residents.report_base": "2"})


def test_origins_forget_what_is_replaced():
    below = origins_of({"a": {"b": 1, "c": {"d": 2}}, "e": 3}, "low")
    above = origins_of({"a": {"b": {"x": 1}, "c": 5}}, "high")
    assert laid_over(below, above) == {"a.b.x": "high", "a.c": "high", "e": "low"}
    assert origin_of("a.b", above, "?") == "high" and origin_of("z", above, "?") == "?"


def test_a_file_that_bears_a_shipped_name_builds_on_the_shipped_one(here):
    here("whistle.toml", f"name = 'mine'\nextends = 'whistle'\n{WORDS}[whistle]\npropensity = 0.9\n")
    scenario = load_scenario("whistle.toml")
    assert scenario.chain == ("status_quo", "whistle", "mine") and scenario.lever("whistle").propensity == 0.9
    here("classroom.toml", "extends = 'classroom'\nname = 'mine'\nzh = '镇'\n")
    assert load_place("classroom.toml").seed == 72
    here("whistle.toml", f"name = 'mine'\nextends = 'whistle.toml'\n{WORDS}")
    with pytest.raises(BadInput, match=r"'whistle\.toml' is this file"):
        load_scenario("whistle.toml")


def test_the_burn_in_of_a_chain_of_files_is_under_its_root(here):
    here("ground.toml", f"name = 'base'\n{WORDS}")
    here("mine.toml", f"name = 'mine'\nextends = 'ground'\n{WORDS}")
    assert load_scenario(root_of("mine.toml")).name == "base"
    assert root_of("whistle") == root_of("status_quo") == "status_quo"


@pytest.mark.parametrize("name", ["mine", "哨声", "a + b", "2018 (a)", "x" * 50, "con1", "[pilot]"])
def test_names(name):
    assert can_be_a_name(name)


# --- parents of places ----------------------------------------------------------------------------


def test_a_place_extends_a_place(here):
    here("parent.toml", "extends = 'classroom'\nname = 'parent'\nen = 'P'\n[demand]\nrefile = 0.3\n")
    here("child.toml", "extends = 'parent'\nname = 'child'\nen = 'C'\n[residents]\nawareness = { value = 0.4, source = 'a survey' }\n")
    child, classroom = load_place("child.toml"), load_place("classroom")
    assert (child.name, child.en, child.zh, child.seed) == ("child", "C", "C", 72)
    assert child.demand.refile.value == 0.3 and child.demand.refile.source.startswith("assumption (parent.toml)")
    assert child.residents.awareness.source == "a survey" and child.residents.awareness.unit == "share"
    assert child.streets == classroom.streets and child.geography == classroom.geography
    here("parent.toml", "extends = 'classroom'\nname = 'parent'\nen = 'P'\n[demand]\nrefile = 3\n")
    with pytest.raises(BadInput, match=r"parent.toml: demand.refile = 3"):
        load_place("child.toml")


def test_a_place_keeps_nothing_of_another_kind_of_geography(here):
    listed = CLASSROOM[CLASSROOM.index("[geography]") : CLASSROOM.index("[geography.households]")]
    here("child.toml", f"extends = 'district'\nname = 'child'\nen = 'C'\n{listed}")
    child = load_place("child.toml")
    assert child.geography.kind == "listed" and child.geography.households == load_place("district").geography.households
    assert len(child.departments) == 20


def test_a_changed_parent_is_read_anew(here):
    path = here("town.toml", "extends = 'classroom'\nname = 'a'\nen = 'A'\n")
    assert load_place("town.toml").demand.refile.value == 0.22
    path.write_text("extends = 'classroom'\nname = 'a'\nen = 'A'\n[demand]\nrefile = 0.5\n")
    assert load_place("town.toml").demand.refile.value == 0.5


@pytest.mark.parametrize("change", [("streets", 100), ("residents", 10), ("residents_a_community", 1e8 / 2)])
def test_sizes_of_a_town_must_meet(change, here):
    shutil.copy(PLACES / "district.toml", "town.toml")
    here("child.toml", f"extends = 'town.toml'\nname = 'a'\nen = 'A'\n[geography]\n{change[0]} = {change[1]:.0f}\n")
    with pytest.raises(BadInput, match=r"child\.toml|town\.toml"):
        load_place("child.toml")


# --- settings as values ---------------------------------------------------------------------------

VALUES = (True, False, 3, 0.25, -1e-9, "emergency", "0.5", "true", "2018-01-01", ["emergency"], ["街", "a"], [], "")


@pytest.mark.parametrize("value", VALUES)
def test_a_value_written_as_text_is_read_back_as_what_it_is(value):
    back = parse_value(setting_text(value))
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize("value", [np.float64(0.25), np.int64(3), np.bool_(True), np.float32(0.5)])
def test_numbers_of_libraries_are_numbers(value):
    assert setting_text(value) == setting_text(value.item())


def test_settings_of_python_need_not_be_text():
    levers, place = split_settings({"whistle.on": True, "whistle.propensity": np.float64(0.25), "demand.refile": 0.3})
    assert levers == {"whistle.on": "true", "whistle.propensity": "0.25"} and place == {"demand.refile": "0.3"}
    assert load_scenario("whistle", levers).lever("whistle").propensity == 0.25


def test_3_0_is_a_whole_number():
    assert load_scenario("status_quo", {"layers.count": "2.0"}).lever("layers").count == 2
    with pytest.raises(BadInput, match=r"2\.5"):
        load_scenario("status_quo", {"layers.count": "2.5"})
