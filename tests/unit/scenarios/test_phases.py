"""Scenarios with dated phases, and scenarios put together from others."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.compile import FROM_THE_START, Compiled, compile_scenario, last_change
from scenarios.loading import load_scenario, root_of
from scenarios.place import load_place
from scenarios.rule_changes import rules_at
from scenarios.scenario import Scenario
from scenarios.telling import steps
from sim.errors import BadInput
from tests.conventions.test_lever_declarations import changed
from tests.unit.scenarios.test_scenarios import refusal, write

PHASES = "HEAD\nextends = 'status_quo'\n"


def phase(day: int, scenario: str) -> str:
    return f"[[phases]]\nday = {day}\nscenario = '{scenario}'\n"


def chain(folder: Path, *phases: tuple[int, str]) -> str:
    return write(folder, "chain", PHASES + "".join(phase(*entry) for entry in phases))


def compiled(scenario: str | Scenario, last: int = 500) -> Compiled:
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    return compile_scenario(loaded, load_place("classroom"), -300, last)


def test_rules_of_a_phase_are_those_of_its_scenario_counted_from_its_day(tmp_path: Path) -> None:
    town, alone = compiled(chain(tmp_path, (0, "pilot_2018"), (365, "ranking_2019"))), compiled("ranking_2019")
    assert 0.0 < float(rules_at(alone, 35).demand.awareness[0]) - 0.5 < 0.4  # in the middle of its ramp
    assert not changed(rules_at(town, 400), rules_at(alone, 35))
    assert not changed(rules_at(town, 364), rules_at(compiled("pilot_2018"), 0))
    assert [day for day, _ in town.dated][:3] == [FROM_THE_START, 365, 372]


def test_before_the_first_phase_the_parents_are_in_force(tmp_path: Path) -> None:
    town = compiled(chain(tmp_path, (40, "whistle")))
    assert [day for day, _ in town.dated] == [FROM_THE_START, 40]
    assert not changed(rules_at(town, 39), rules_at(compiled("status_quo"), 39))
    write(tmp_path, "before", "HEAD\nextends = 'status_quo'\n[duty_list]\ngate = 0.3\n")
    path = write(tmp_path, "after", "HEAD\nextends = 'before'\n" + phase(40, "whistle"))
    town = compiled(path)
    assert rules_at(town, 39).top_down.gate == pytest.approx(0.3) and rules_at(town, 40).top_down.gate.tolist() == [0.0]
    assert root_of(path) == "status_quo"


def test_a_phase_cuts_off_what_the_one_before_had_still_planned(tmp_path: Path) -> None:
    town = compiled(chain(tmp_path, (0, "ranking_2019"), (20, "status_quo")))
    assert [day for day, _ in town.dated] == [FROM_THE_START, 7, 14, 20]
    assert not changed(rules_at(town, 300), rules_at(compiled("status_quo"), 300))


def test_a_phase_that_changes_nothing_is_no_date(tmp_path: Path) -> None:
    town = compiled(chain(tmp_path, (5, "status_quo"), (9, "whistle"), (12, "whistle")))
    assert [day for day, _ in town.dated] == [FROM_THE_START, 9]


def test_sections_are_laid_out_anew_only_where_people_or_divisions_change(tmp_path: Path) -> None:
    write(tmp_path, "merged", "HEAD\n[organisation]\ndivisions = 3\n")
    write(tmp_path, "whistling", "HEAD\nextends = 'merged'\n[whistle]\non = true\npropensity = 0.3\n")
    town = compiled(chain(tmp_path, (0, "merged"), (30, "whistling"), (60, "status_quo")))
    streets = [rules_at(town, day).streets for day in (0, 30, 60)]
    assert streets[1].section_staff is streets[0].section_staff
    assert ((streets[0].section_staff > 0).sum(axis=1) == 3).all()
    assert not changed(rules_at(town, 60), rules_at(compiled("status_quo"), 60))


def test_days_of_a_lever_are_counted_from_the_phase(tmp_path: Path) -> None:
    town = compiled(chain(tmp_path, (100, "proactive")))
    assert rules_at(compiled("proactive"), 0).districts.census_day.tolist() == [30]
    assert rules_at(town, 100).districts.census_day.tolist() == [130]
    assert last_change(load_scenario(chain(tmp_path, (100, "ranking_2019"))), load_place("classroom")) == 370


def test_nothing_after_the_run_is_worked_out(tmp_path: Path) -> None:
    assert [day for day, _ in compiled(chain(tmp_path, (9, "whistle"), (80, "ranking")), 40).dated] == [FROM_THE_START, 9]


def test_a_setting_is_made_in_every_phase(tmp_path: Path) -> None:
    path = chain(tmp_path, (10, "whistle"), (20, "pilot_2018"))
    town = compiled(load_scenario(path, {"whistle.propensity": "0.6"}))
    assert [float(rules_at(town, day).streets.whistle[0]) for day in (9, 10, 20)] == [0.0, 0.6, 0.6]
    with pytest.raises(BadInput, match=r"command line: whistle\.propensity = 7"):
        load_scenario(path, {"whistle.propensity": "7"})


def test_a_child_goes_through_its_parent_s_phases(tmp_path: Path) -> None:
    chain(tmp_path, (10, "whistle"))
    child = load_scenario(write(tmp_path, "child", "HEAD\nextends = 'chain'\n"))
    assert [(p.day, p.scenario.name) for p in child.phases] == [(10, "whistle")]
    assert child.chain == ("status_quo", "chain", "child")


def test_a_scenario_with_phases_reads_back_and_its_plain_form_has_no_origins(tmp_path: Path) -> None:
    scenario = load_scenario(chain(tmp_path, (0, "pilot_2018"), (30, "ranking_2019")))
    assert Scenario.model_validate(scenario.model_dump(mode="json")) == scenario
    plain = scenario.resolved()
    assert plain["phases"][1]["scenario"]["levers"]["ranking"]["weight"] == 1.0
    assert "origins" not in plain and "origins" not in plain["phases"][1]["scenario"]


def test_steps_say_what_begins_goes_on_and_ends(tmp_path: Path) -> None:
    scenario = load_scenario(chain(tmp_path, (0, "pilot_2018"), (30, "ranking_2019"), (60, "whistle")))
    first, second, third = steps(scenario)
    assert [lever.name for lever in first.begun] == ["organisation", "whistle", "street_evaluation"]
    assert second.kept == ("organisation", "whistle", "street_evaluation") and second.changed == ()
    assert {lever.name: lever.start_day for lever in second.begun}["channels"] == 30
    assert third.begun == () and third.kept == ("whistle",) and "ranking" in third.ended
    anew = steps(load_scenario(chain(tmp_path, (0, "ranking_2019"), (30, "ranking_2019"))))[1]
    assert [lever.name for lever in anew.changed] == ["channels"]  # its ramp begins again


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (phase(0, "rankin_2019"), "unknown scenario 'rankin_2019'; did you mean 'ranking_2019'"),
        (phase(0, "nowhere.toml"), "scenario = 'nowhere.toml': no such file"),
        (phase(5, "whistle") + phase(5, "ranking"), "phase 2: day = 5 is not allowed; allowed: later than"),
        (phase(-1, "whistle"), "phases.1.day = -1 is not allowed; allowed: ≥ 0"),
        (phase(0, "whistle") + "[duty_list]\ngate = 0.2\n", "[duty_list] beside phases"),
        ("include = ['whistle']\n" + phase(0, "whistle"), "[include] beside phases"),
        ("[[phases]]\nday = 0\nscenrio = 'whistle'\n", "did you mean 'scenario'"),
        ("[[phases]]\nday = 0\n", "phases.1.scenario is missing"),
        ("phases = 3\n", "phases = 3"),
    ],
)
def test_bad_phases_are_refused_with_the_file(tmp_path: Path, body: str, words: str) -> None:
    message = refusal(write(tmp_path, "bad", PHASES + body))
    assert words in message and "bad.toml" in message


def test_phases_inside_phases_are_refused(tmp_path: Path) -> None:
    chain(tmp_path, (0, "whistle"))
    inner = refusal(write(tmp_path, "outer", PHASES + phase(0, "chain")))
    assert "outer.toml: phase 1: scenario 'chain' has phases itself" in inner
    assert "has phases itself" in refusal(write(tmp_path, "own", PHASES + phase(0, "own")))
    heir = write(tmp_path, "heir", "HEAD\nextends = 'chain'\n[duty_list]\ngate = 0.2\n")
    assert "[duty_list] beside phases" in refusal(heir)


def test_including_puts_levers_together_with_their_files_and_clauses(tmp_path: Path) -> None:
    write(tmp_path, "one", "HEAD\nclauses = ['W2']\n[whistle]\non = true\npropensity = 0.2\n")
    write(tmp_path, "two", "HEAD\nclauses = ['P5', 'W2']\n[duty_list]\ngate = 0.3\n")
    both = load_scenario(
        write(tmp_path, "both", "HEAD\nextends = 'status_quo'\ninclude = ['one', 'two']\nclauses = ['D1']\n")
    )
    assert set(both.levers) == {"whistle", "duty_list"} and both.includes == ("one", "two")
    assert both.clauses == ("W2", "P5", "D1") and both.chain == ("status_quo", "both")
    assert both.origins["duty_list.gate"] == "two.toml"
    child = load_scenario(write(tmp_path, "child", "HEAD\nextends = 'both'\n[whistle]\npropensity = 0.4\n"))
    assert child.lever("whistle").propensity == 0.4 and child.includes == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("include = ['one', 'two']\n", "lever 'whistle' comes from both 'one' and 'two'"),
        ("include = ['one']\n[whistle]\non = false\n", "lever 'whistle' comes from both 'one' and 'bad'"),
        ("extends = 'two'\ninclude = ['one']\n", "lever 'whistle' comes from both 'two' and 'one'"),
        ("include = ['chain']\n", "include: scenario 'chain' has phases"),
        ("include = ['pilot_2019']\n", "did you mean 'pilot_2018'"),
        ("include = 'one'\n", "include = 'one'"),
        ("include = ['typo']\n", "did you mean 'duty_list'"),
        ("include = ['bad']\n", "bad → bad"),
    ],
)
def test_bad_includes_are_refused(tmp_path: Path, body: str, words: str) -> None:
    write(tmp_path, "one", "HEAD\n[whistle]\non = true\n")
    write(tmp_path, "two", "HEAD\n[whistle]\non = true\n[duty_list]\ngate = 0.3\n")
    write(tmp_path, "typo", "HEAD\n[duty_lst]\ngate = 0.3\n")
    chain(tmp_path, (0, "whistle"))
    assert words in refusal(write(tmp_path, "bad", "HEAD\n" + body))


def test_the_first_rules_of_a_run_are_those_of_the_base(tmp_path: Path) -> None:
    """Phases from day 0 on: the burn-in does not know of them."""
    from sim.model import StreetModel

    model = StreetModel(chain(tmp_path, (0, "whistle")), place="classroom", days=2, burn_in_days=7)
    assert not np.any(model.rules.streets.whistle)
    assert [day for day, _ in model.dated] == [0]
