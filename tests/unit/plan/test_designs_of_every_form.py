"""Every design runs with every form of a factor that the guide allows."""

import pytest

from experiments.answer.screening import screening
from experiments.plan.designs import DESIGNS as KINDS
from experiments.plan.designs import points_of, shown, states_in
from experiments.plan.study_file import load_study
from scenarios.documents import parse_value, setting_text
from scenarios.loading import load_scenario, split_settings
from scenarios.place import load_place
from sim.errors import BadInput

FORMS = {
    "numbers": ('"whistle.propensity"', "[0.2, 0.6]"),
    "numbers written as whole ones": ('"whistle.propensity"', "[0, 1]"),
    "range of numbers": ('"whistle.propensity"', "{ low = 0.2, high = 0.6 }"),
    "its own range": ('"whistle.propensity"', "{}"),
    "range with levels": ('"whistle.propensity"', "{ low = 0.2, levels = 4 }"),
    "whole numbers": ('"layers.count"', "[1, 3]"),
    "range of whole numbers": ('"layers.count"', "{ low = 1, high = 3 }"),
    "its own range of whole numbers": ('"layers.count"', "{}"),
    "range of days": ('"whistle.start_day"', "{ low = 0, high = 90 }"),
    "switch": ('"whistle.on"', "[false, true]"),
    "switch, both": ('"whistle.on"', "{}"),
    "names": ('"whistle.families"', '[["emergency"], ["emergency", "enforcement"]]'),
    "names, none among them": ('"whistle.families"', '[["emergency"], ["enforcement", "key_work", "emergency"]]'),
    "place numbers": ('"demand.refile"', "[0.1, 0.2]"),
    "range of a place": ('"demand.refile"', "{ low = 0.1, high = 0.3 }"),
    "its own range in the place": ('"demand.refile"', "{}"),
    "whole numbers of a place": ('"service.max_visits"', "[2, 4]"),
    "range of whole numbers of a place": ('"service.max_visits"', "{}"),
    "nested": ("whistle.propensity", "{}"),
}
OF_KINDS = {"list": "levels = 2\n"}
DESIGNS = {kind.name: OF_KINDS.get(kind.name, "points = 8\n" if kind.drawn else "") for kind in KINDS}
OTHER = '"duty_list.gate" = { low = 0.1, high = 0.4, levels = 2 }\n'


def study(tmp_path, table, form, kind, more=""):
    name, told = FORMS[form]
    if kind == "list":
        told = told.replace("levels = 4", "levels = 2")
    other = "" if table == "factors" else "[factors]\n"
    path = tmp_path / "s.toml"
    path.write_text(
        f"base = 'whistle'\nplace = 'classroom'\n[design]\nkind = '{kind}'\nstates = 4\n{DESIGNS[kind]}{more}"
        f"{other}{OTHER if table != 'factors' else ''}[{table}]\n{name} = {told}\n{OTHER if table == 'factors' else ''}",
        encoding="utf-8",
    )
    return load_study(path)


def assert_settable(told):
    """Every value is Python's own, is written as it is read, and is allowed."""
    for value in told.values():
        assert type(value) in (bool, int, float, str, list, tuple), type(value)
        assert "np." not in setting_text(value) and "np." not in str(shown(value))
    levers, place = split_settings({name: setting_text(value) for name, value in told.items()})
    load_scenario("whistle", levers)
    load_place("classroom", place)
    for name, text in (levers | place).items():
        back = parse_value(text)
        assert back == (list(told[name]) if isinstance(told[name], tuple) else told[name])


@pytest.mark.parametrize("kind", DESIGNS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_in_every_design(form, kind, tmp_path):
    found = study(tmp_path, "factors", form, kind)
    assert len(found.points) >= 2
    for point in (*found.points[:3], found.points[-1]):
        assert_settable(point)


@pytest.mark.parametrize("kind", ["grid", "sobol"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_an_uncertainty(form, kind, tmp_path):
    found = study(tmp_path, "uncertainties", form, kind)
    assert len(found.states) >= 2
    assert_settable(found.states[0])


@pytest.mark.parametrize("method", ["method = 'morris'\ntrajectories = 4", "method = 'sobol'\nbase = 8"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_in_a_sensitivity_design(form, method, tmp_path):
    found = screening(study(tmp_path, "factors", form, "grid", f"[sensitivity]\n{method}\n"))
    for point in found.study.points[:4]:
        assert_settable(point)


def test_a_fraction_of_a_factorial_takes_every_form(tmp_path):
    for form in FORMS:
        assert len(study(tmp_path, "factors", form, "factorial", "").points) == 4


def test_sizes_are_reckoned_as_they_come_out(tmp_path):
    for form in FORMS:
        for kind in DESIGNS:
            found = study(tmp_path, "factors", form, kind)
            assert points_of(found.file.design, found.factors) == len(found.points), (form, kind)
        unsure = study(tmp_path, "uncertainties", form, "grid")
        assert states_in(unsure.file.design, unsure.uncertainties) == len(unsure.states), form


def test_no_design_takes_a_date(tmp_path):
    for kind, more in DESIGNS.items():
        path = tmp_path / "s.toml"
        path.write_text(f"base = 'whistle'\nplace = 'classroom'\n[design]\nkind = '{kind}'\n{more}[factors]\n"
                        "'whistle.start_day' = [2018-01-01, 2018-06-01]\n", encoding="utf-8")  # fmt: skip
        with pytest.raises(BadInput, match=r"whistle.start_day = 2018-01-01.*0 to 36500"):
            load_study(path)
