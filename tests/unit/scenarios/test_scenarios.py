"""Scenario files: merging, origins, refusals, compilation."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.compile import FROM_THE_START, compile_scenario
from scenarios.levers import LEVERS
from scenarios.levers.base import Lever
from scenarios.levers.verification import Verification
from scenarios.loading import list_scenarios, load_scenario, root_of, split_settings
from scenarios.place import load_place
from scenarios.scenario import Scenario
from sim.errors import BadInput
from tests.conventions.test_lever_declarations import changed

SPAN = (-300, 300)
HEAD = 'title = { zh = "题", en = "t" }\nquestion = { zh = "问", en = "q" }\n'


def write(folder: Path, name: str, body: str) -> str:
    path = folder / f"{name}.toml"
    path.write_text(f'name = "{name}"\n{body.replace("HEAD", HEAD)}', encoding="utf-8")
    return str(path)


def refusal(name: str, settings: dict[str, str] | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        load_scenario(name, settings)
    assert caught.value.text("zh")
    return str(caught.value)


def test_shipped_scenarios_load_and_start_from_the_status_quo() -> None:
    names = list_scenarios()
    assert {"status_quo", "whistle", "duty_list", "empowerment", "unfunded_mandate", "integrated"} <= set(names)
    assert {"pilot_2018", "ranking_2019", "over_whistling", "ranking", "proactive"} <= set(names)
    assert {"devolved_2020", "regulation_2021", "mature_2024", "history"} <= set(names)
    assert {"party_led", "command", "operation", "supervision"} <= set(names)
    for name in names:
        scenario = load_scenario(name)
        assert scenario.name == name
        assert root_of(name) == "status_quo"
        assert scenario.question.zh.endswith("？") and scenario.question.en.endswith("?")


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("pilot_2018", ("status_quo", "pilot_2018")),
        ("ranking_2019", ("status_quo", "pilot_2018", "ranking_2019")),
        *((name, ("status_quo", name)) for name in ("over_whistling", "ranking", "proactive")),
    ],
)
def test_chain_of_parents(name: str, chain: tuple[str, ...]) -> None:
    scenario = load_scenario(name)
    assert scenario.chain == chain
    own = load_scenario(chain[-2]).levers.keys()
    assert set(scenario.levers) > own  # a child adds to what its parent pulls


def test_historical_scenarios_add_up() -> None:
    compiled = compile_scenario(load_scenario("ranking_2019"), load_place("classroom"), *SPAN)
    days = [day for day, _ in compiled.dated]
    assert days == [FROM_THE_START, *range(7, 270, 7), 270]
    first, last = compiled.dated[0][1], compiled.dated[-1][1]
    assert (first.streets.whistle == 0.35).all() and first.streets.learning.all()
    assert (first.streets.divisions == 12).all()
    assert first.districts.evaluation_weight.tolist() == [0.33]
    assert first.districts.ranking.tolist() == [1.0] and first.districts.exclusions.tolist() == [0.0]
    assert first.demand.dispatch_hours.tolist() == [0.1] and first.evaluation.coverage.tolist() == [1.0]
    assert first.demand.awareness == pytest.approx([0.5]) and last.demand.awareness == pytest.approx([0.9])


def test_over_whistling_stays_so_and_whistles_what_could_be_solved() -> None:
    streets = compile_scenario(load_scenario("over_whistling"), load_place("classroom"), *SPAN).dated[0][1].streets
    assert (streets.whistle == 0.95).all() and (streets.whistle_solvable > 0.0).all() and not streets.learning.any()


def test_child_lays_its_values_on_the_parent_and_remembers_where_each_came_from(tmp_path: Path) -> None:
    write(tmp_path, "mother", "HEAD\nclauses = ['W2']\n[whistle]\non = true\npropensity = 0.2\n")
    path = write(tmp_path, "child", "HEAD\nextends = 'mother'\nclauses = ['P5']\n[whistle]\npropensity = 0.7\n")
    scenario = load_scenario(path, {"duty_list.gate": "0.3"})
    whistle = scenario.lever("whistle")
    assert whistle is not None and whistle.on is True and whistle.propensity == 0.7  # type: ignore[attr-defined]
    assert scenario.clauses == ("W2", "P5") and scenario.chain == ("mother", "child")
    assert scenario.origins["whistle.on"] == "mother.toml"
    assert scenario.origins["whistle.propensity"] == "child.toml"
    assert scenario.origins["duty_list.gate"] == "command line"


def test_circles_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", "HEAD\nextends = 'two'\n")
    path = write(tmp_path, "two", "HEAD\nextends = 'one'\n")
    assert "two → one → two" in refusal(path)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("HEAD\n[wistle]\non = true\n", "did you mean 'whistle'"),
        ("HEAD\n[whistle]\npropensty = 0.1\n", "did you mean 'propensity'"),
        ("HEAD\n[whistle]\npropensity = 1.2\n", "0 to 1"),
        ("HEAD\nextends = 'status_quoo'\n", "did you mean 'status_quo'"),
        ("HEAD\n[whistle\n", "not valid TOML"),
        ("extends = 'status_quo'\n", "title is missing"),
    ],
)
def test_bad_files_are_refused_with_file_and_nearest_name(tmp_path: Path, body: str, words: str) -> None:
    message = refusal(write(tmp_path, "bad", body))
    assert words in message and "bad.toml" in message


def test_unknown_names_are_refused_with_the_nearest() -> None:
    assert "did you mean 'whistle'" in refusal("wistle")
    assert "did you mean 'whistle.propensity'" in refusal("whistle", {"whistle.propensty": "0.1"})
    assert "command line: whistle.propensity = 1.5" in refusal("whistle", {"whistle.propensity": "1.5"})


def test_settings_are_split_between_levers_and_place() -> None:
    levers, place = split_settings({"whistle.propensity": "0.3", "residents.report_base": "0.5"})
    assert levers == {"whistle.propensity": "0.3"} and place == {"residents.report_base": "0.5"}
    with pytest.raises(BadInput, match=r"did you mean 'residents\.report_base'"):
        split_settings({"resident.report_base": "0.5"})


def test_a_dumped_scenario_reads_back() -> None:
    scenario = load_scenario("integrated")
    dumped = scenario.model_dump(mode="json")
    assert dumped["levers"]["whistle"]["propensity"] == 0.3
    assert Scenario.model_validate(dumped) == scenario


def test_status_quo_changes_no_byte_of_the_place() -> None:
    place = load_place("classroom")
    compiled = compile_scenario(load_scenario("status_quo"), place, *SPAN)
    assert len(compiled.dated) == 1 and compiled.dated[0][0] == FROM_THE_START
    neutral = {lever.name: lever.neutral() for lever in LEVERS}
    same = load_scenario("status_quo").model_copy(update={"levers": neutral})
    assert not changed(compiled.dated[0][1], compile_scenario(same, place, *SPAN).dated[0][1])


def test_dated_steps_follow_start_and_ramp() -> None:
    settings = {"whistle.start_day": "30", "whistle.ramp_days": "14"}
    compiled = compile_scenario(load_scenario("whistle", settings), load_place("classroom"), *SPAN)
    assert [day for day, _ in compiled.dated] == [FROM_THE_START, 37, 44]
    assert [float(rules.streets.whistle[0]) for _, rules in compiled.dated] == [0.0, 0.175, 0.35]


def test_structural_levers_lay_streets_out_anew() -> None:
    settings = {"organisation.start_day": "10", "organisation.divisions": "4"}
    compiled = compile_scenario(load_scenario("status_quo", settings), load_place("district"), *SPAN)
    before, after = (rules.streets for _, rules in compiled.dated)
    assert (before.section_staff > 0).sum(axis=1).max() == 25
    assert ((after.section_staff > 0).sum(axis=1) == 4).all()
    assert (after.section_staff.sum(axis=1) == before.section_staff.sum(axis=1)).all()
    assert (after.section_of_category < 4).all() and (after.upward_cumulative[:, -1] == 1.0).all()


def test_sections_stay_while_people_and_divisions_stay() -> None:
    settings = {"organisation.divisions": "4", "delegation.share": "0.5", "delegation.staff_share": "1",
                "delegation.start_day": "10", "whistle.on": "true", "whistle.start_day": "20"}  # fmt: skip
    compiled = compile_scenario(load_scenario("status_quo", settings), load_place("classroom"), *SPAN)
    assert [day for day, _ in compiled.dated] == [FROM_THE_START, 10, 20]
    merged, staffed, whistling = (rules.streets for _, rules in compiled.dated)
    assert staffed.section_staff.sum() > merged.section_staff.sum()
    assert whistling.section_staff is staffed.section_staff
    assert whistling.upward_cumulative is staffed.upward_cumulative


def test_two_levers_on_one_quantity_are_refused_unless_they_combine() -> None:
    class Rival(Verification):
        """Changes what another lever changes."""

        name = "rival"

    scenario = load_scenario("status_quo")
    levers: dict[str, Lever] = {
        "verification": Verification(professional=0.5),
        "rival": Rival(professional=0.2),
    }
    clashing = Scenario.model_construct(**{**scenario.__dict__, "levers": levers})
    with pytest.raises(BadInput, match="'verification' and 'rival' both change streets"):
        compile_scenario(clashing, load_place("classroom"), *SPAN)


def test_unknown_district_is_refused() -> None:
    with pytest.raises(BadInput, match="did you mean 'district'"):
        compile_scenario(
            load_scenario("whistle", {"whistle.districts": '["distric"]'}), load_place("district"), *SPAN
        )


def test_staffing_and_delegation_combine_in_order() -> None:
    settings = {"staffing.department_factor": "1.2", "delegation.share": "0.5", "delegation.staff_share": "1"}
    plain = compile_scenario(load_scenario("status_quo"), load_place("district"), *SPAN)
    compiled = compile_scenario(load_scenario("status_quo", settings), load_place("district"), *SPAN)
    rules, before = compiled.dated[0][1], plain.dated[0][1]
    people = int(before.streets.staff.sum()) + round(345 * 1.2)
    assert rules.departments.staff.sum() + rules.streets.staff.sum() == people
    assert np.array_equal(rules.streets.section_staff.sum(axis=1) + rules.streets.desk_positions, rules.streets.staff)
