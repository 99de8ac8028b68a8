"""Pages the model writes about itself: every clause, lever, phase, formula and reason is on them."""

import re
from typing import Any

import pytest

from docs import pages
from docs.evidence.numbers import read_rows
from experiments.words import LANGUAGES
from scenarios.clauses import CLAUSES
from scenarios.levers import LEVERS
from scenarios.units import LIMITS, UNITS
from sim.calendar import ORDER_OF_THE_DAY, Phase
from sim.measures import MEASURES
from tests.conventions.sources import ROOT
from tests.conventions.test_lever_declarations import CLAUSES as TABLE
from tests.earlier import needs_new_numbers

CHINESE = re.compile(r"[一-鿿]")


def page(name: str, language: str) -> str:
    return (ROOT / "docs" / f"{name}{'.zh' if language == 'zh' else ''}.md").read_text(encoding="utf-8")


def test_every_clause_is_described_in_both_languages() -> None:
    assert {clause.id for clause in CLAUSES} == TABLE and len(CLAUSES) == len(TABLE)
    names = {measure.name for measure in MEASURES}
    for clause in CLAUSES:
        for words in (clause.title, clause.says, clause.visible):
            assert CHINESE.search(words.zh) and words.en and not CHINESE.search(words.en)
        assert set(clause.measures) <= names


def test_every_clause_has_levers_and_every_lever_a_clause() -> None:
    assert [clause.id for clause in CLAUSES if not clause.levers()] == []
    assert {lever.name for clause in CLAUSES for lever in clause.levers()} == {lever.name for lever in LEVERS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_and_lever_is_on_the_page(language: str) -> None:
    text = page("mechanisms", language)
    heads = re.findall(r"^## ([A-Z]\d) ·", text, re.MULTILINE)
    assert heads == [clause.id for clause in CLAUSES]
    assert [lever.name for lever in LEVERS if f"[`{lever.name}`](../scenarios/levers/{lever.name}.py)" not in text] == []
    assert f"figures/doses.{language}.svg" in text


def test_quantities_of_clauses_are_rules_and_are_read_somewhere() -> None:
    for clause in CLAUSES:
        assert pages.evidence.modules_reading(clause.quantities) or not clause.quantities
        for name in clause.quantities:
            part, _, field = name.partition(".")
            assert field in getattr(pages.evidence.rules.Rules.__annotations__[part], "_fields"), name  # noqa: B009


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_what_a_lever_writes_is_read_by_the_model(lever: Any) -> None:
    assert pages.evidence.modules_reading(lever.writes)


def test_processes_of_the_problem_have_tests_of_their_own() -> None:
    processes = [clause.id for clause in CLAUSES if not any(lever.clause == clause.id for lever in LEVERS)]
    assert [clause for clause in processes if not pages.evidence.tests_of_clause(clause)] == []


def test_tests_are_found_by_class_by_field_and_through_what_they_use() -> None:
    named = {lever.name: pages.evidence.tests_of(lever) for lever in LEVERS}
    assert "tests/unit/scenarios/test_levers.py::test_gate_ramps" in named["duty_list"]
    # set in a constant of another module of the tests, which the test is parametrised over
    assert "tests/functional/test_behaviour.py::test_what_one_thing_alone_does" in named["grid_patrol"]


@needs_new_numbers("docs/mechanisms.md")
def test_an_effect_that_is_not_as_declared_has_a_reason() -> None:
    assert pages.mechanisms.unexplained(read_rows("main_effects.csv")) == []


def test_a_lever_without_effect_and_reason_is_found() -> None:
    lever = next(lever for lever in LEVERS if lever.why_small is None)
    row = {"lever": lever.name, "measure": lever.effect.measure, "finding": "not distinguishable from zero"}
    assert pages.mechanisms.unexplained([row]) == [lever.name]
    assert pages.mechanisms.unexplained([{**row, "finding": "as declared"}]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_odd_page_holds_what_the_code_has(language: str) -> None:
    text = page("odd", language)
    assert re.findall(r"^\| ([A-Z]+) \|", text, re.MULTILINE) == [phase.name for phase in sorted(Phase)]
    for name, _, _ in pages.odd.functions():
        assert f"| `{name}(" in text
    assert "{{" not in text and text.count("`conduct.adjustment`") == 1


def test_formulas_phases_and_units_have_their_words() -> None:
    assert {name for name, _, _ in pages.odd.functions()} == set(pages.formulas.FORMULAS_ZH)
    assert list(ORDER_OF_THE_DAY) == sorted(Phase)
    assert {record.unit for record in _records()} <= set(LIMITS)
    assert {field.unit for lever in LEVERS for field in lever.fields()} <= set(UNITS)


def _records() -> list[Any]:
    from scenarios.place import load_place, place_parameters

    place = load_place("classroom")
    return [getattr(getattr(place, part), field) for part, _, field in (n.partition(".") for n in place_parameters())]


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("fact 4.06: 25 sections to 12 units", "fact"),
        ("assumption; fact 5.03", "assumption"),
        ("assumption, fitted to repeats of 0.10 to 0.20 (SF6)", "fitted"),
    ],
)
def test_where_a_number_comes_from(source: str, status: str) -> None:
    assert pages.odd.status_of(source) == status
