"""Shipped scenarios: numbers with sources, clauses of their levers, four mechanisms that share no lever."""

import re

import pytest

from scenarios.bundles import combine
from scenarios.files import FOLDER
from scenarios.levers import LEVERS
from scenarios.loading import list_scenarios, load_scenario

MECHANISMS = {"party_led": "P", "command": "D", "operation": "W", "supervision": "S"}
HISTORY = ("status_quo", "pilot_2018", "ranking_2019", "devolved_2020", "regulation_2021", "mature_2024")
# What the reform changes for the problem of upward orientation (F3) is decided inside the street.
ALSO = {"organisation": "command", "orientation": "command"}
YARDSTICKS = {"staffing"}  # of no mechanism: what more people would do


def numbers_without_source(text: str) -> list[str]:
    """Return the lines of lever tables that hold a number and neither end in nor follow a comment."""
    found, commented, inside = [], False, False
    for line in text.splitlines():
        if line.startswith("["):
            inside, commented = not line.startswith(("[question", "[[")), False
        elif line.startswith("#"):
            commented = True
        elif inside and re.match(r"\w+ = [\d.]+", line) and "#" not in line and not commented:
            found.append(line)
    return found


@pytest.mark.parametrize("name", list_scenarios())
def test_every_number_has_a_source(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert numbers_without_source(text) == []


def test_a_number_without_source_is_found() -> None:
    assert numbers_without_source("[whistle]\npropensity = 0.3\n") == ["propensity = 0.3"]
    assert numbers_without_source("[whistle]\n# assumption\npropensity = 0.3\n\n[ranking]\nweight = 1.0\n") == [
        "weight = 1.0"
    ]


@pytest.mark.parametrize("name", list_scenarios())
def test_a_scenario_cites_the_clauses_of_its_levers(name: str) -> None:
    scenario = load_scenario(name)
    pulled = {lever.clause for stretch in scenario.stretches() for lever in stretch.scenario.pulled()}
    assert pulled - set(scenario.clauses) == set()


@pytest.mark.parametrize("name", list_scenarios())
def test_a_question_is_one_sentence_in_each_language(name: str) -> None:
    question = load_scenario(name).question
    assert question.zh.count("？") == 1 and question.en.count("?") == 1 and ". " not in question.en


def test_every_lever_belongs_to_one_mechanism() -> None:
    owners: dict[str, list[str]] = {lever.name: [] for lever in LEVERS if lever.name not in YARDSTICKS}
    for mechanism in MECHANISMS:
        for lever in load_scenario(mechanism).pulled():
            owners[lever.name].append(mechanism)
            assert ALSO.get(lever.name, mechanism) == mechanism
            assert lever.clause.startswith(MECHANISMS[mechanism]) or lever.name in ALSO
    assert {name: mechanisms for name, mechanisms in owners.items() if len(mechanisms) != 1} == {}


def test_integrated_is_the_four_mechanisms_together() -> None:
    integrated, joined = load_scenario("integrated"), combine(list(MECHANISMS))
    assert integrated.levers == joined.levers and list(integrated.levers) == list(joined.levers)
    assert integrated.includes == tuple(MECHANISMS)


def test_history_is_the_chain_of_its_years() -> None:
    history = load_scenario("history")
    assert [phase.scenario.chain[-1] for phase in history.phases] == list(HISTORY[1:])
    assert [phase.scenario.chain for phase in history.phases] == [HISTORY[: at + 2] for at in range(len(HISTORY) - 1)]
    assert [phase.day for phase in history.phases] == [0, 365, 730, 1362, 2191]


def test_what_a_year_of_history_has_begun_later_years_go_on_with() -> None:
    """A lever pulled in one year keeps at least its force in the next: nothing ramps up anew, nothing is let go."""
    history = load_scenario("history")
    for before, after in zip(history.phases, history.phases[1:], strict=False):
        later = {lever.name: lever for lever in after.scenario.pulled()}
        for lever in before.scenario.pulled():
            assert later[lever.name].start_day == 0 and later[lever.name].ramp_days == 0
