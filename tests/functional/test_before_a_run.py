"""`whistle explain`, `diff` and `check`: what can be said of a scenario before it runs."""

import json

import pytest

from experiments.before import special_cases
from scenarios.compile import compile_scenario, last_change
from scenarios.levers import LEVERS
from scenarios.loading import list_scenarios, load_scenario
from scenarios.place import load_place
from scenarios.telling import said_of
from sim.load import offered_load
from sim.stages import Level
from sim.theory import Sample
from tests.conventions.test_lever_declarations import strong
from tests.slow import all_slow_but

HERE = ("--place", "classroom")
FEWER = ("--set", "staffing.street_factor=0.9")


def test_every_lever_has_sentences_in_both_languages():
    for lever in LEVERS:
        told = said_of(strong(lever), {})
        assert {said.key for said in told} == {f"{lever.name}.{record.name}" for record in lever.fields()}
        for said in told:
            assert said.origin == "default" and not said.given
            for words in said.sentence.both().values():
                assert words.endswith((".", "。")) and "{" not in words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", list_scenarios())
def test_explain_tells_every_value_with_its_file(whistle, name, language):
    told = whistle("explain", name, *HERE, "--lang", language)
    assert told.code == 0 and told.err == ""
    scenario = load_scenario(name)
    assert getattr(scenario.question, language)[:30] in told.out.replace("\n", "")
    assert max(map(len, told.out.splitlines())) <= 100
    for lever in scenario.levers.values():
        for said in said_of(lever, scenario.origins):
            if said.given:
                assert said.key in told.out and said.origin in told.out


def test_explain_names_the_origin_of_each_value(whistle, tmp_path):
    (tmp_path / "mine.toml").write_text(
        "name = 'mine'\nextends = 'integrated'\ntitle = {zh = '我', en = 'Mine'}\nquestion = {zh = '问', en = 'Q?'}\n"
        "[whistle]\npropensity = 0.6\nstart_day = 30\nramp_days = 14\n[verification]\nrigour = 0.2\n",
        encoding="utf-8",
    )
    settings = ("--set", "duty_list.gate=0.7", "--set", "residents.report_base=0.5", "--set", "staffing.street_factor=1")
    told = whistle("explain", tmp_path / "mine.toml", *HERE, *settings, "--json")
    record = json.loads(told.out)
    values = {value["field"]: value for lever in record["levers"] for value in lever["values"]}
    assert values["whistle.propensity"]["from"] == "mine.toml"
    assert values["whistle.on"]["from"] == "operation.toml"
    assert values["duty_list.gate"]["from"] == "command line"
    assert values["whistle.leader_hours"]["from"] == "default"
    assert values["duty_list.gate"]["sentence"]["en"] == "70 % of the work outside the list is refused at the gate."
    assert record["chain"] == ["status_quo", "integrated", "mine"]
    assert record["burn_in"]["base"] == "status_quo"
    assert record["named_but_neutral"] == ["staffing"]
    assert [(s["name"], s["before"], s["value"]) for s in record["place_settings"]] == [("residents.report_base", 0.45, 0.5)]
    text = whistle("explain", tmp_path / "mine.toml", *HERE, *settings).out
    assert "from day 30 and is in full force from day 44" in text
    assert "it changes nothing" in text and "0.5 instead of 0.45" in text
    assert "Left at their neutral values: " in text


@pytest.mark.parametrize(("language", "same"), [("en", "are the same"), ("zh", "完全相同")])
def test_diff_of_the_same(whistle, language, same):
    told = whistle("diff", "whistle", "whistle", *HERE, "--lang", language)
    assert told.code == 0 and same in told.out


def test_diff_says_which_rules_change_from_when(whistle):
    told = whistle("diff", "status_quo", "whistle", *HERE)
    line = next(line for line in told.out.splitlines() if "streets.whistle" in line)
    assert line.split()[-2:] == ["0", "0.35"]
    assert "whistle.propensity" in told.out and "whistle.toml" in told.out and "clause W2" in told.out
    assert max(map(len, told.out.splitlines())) <= 100
    record = json.loads(whistle("diff", "status_quo", "whistle", *HERE, "--json").out)
    rules = {rule["quantity"]: rule for rule in record["rules"]}
    assert rules["streets.whistle"]["other"]["mean"] == pytest.approx(0.35) and rules["families.emergency"]["one"]["mean"] == 0.0
    (lever,) = record["levers"]
    assert (lever["lever"], lever["change"]) == ("whistle", "new")


def test_diff_follows_a_ramp(whistle, tmp_path):
    (tmp_path / "slow.toml").write_text(
        "name = 'slow'\nextends = 'whistle'\ntitle = {zh = '慢', en = 'Slow'}\nquestion = {zh = '问', en = 'Q?'}\n"
        "[whistle]\nstart_day = 30\nramp_days = 35\n",
        encoding="utf-8",
    )
    record = json.loads(whistle("diff", "status_quo", tmp_path / "slow.toml", *HERE, "--json").out)
    steps = [(r["day"], round(r["other"]["mean"], 3)) for r in record["rules"] if r["quantity"] == "streets.whistle"]
    assert steps == [(37, 0.07), (44, 0.14), (51, 0.21), (58, 0.28), (65, 0.35)]
    told = whistle("diff", "status_quo", tmp_path / "slow.toml", *HERE)
    assert "from day 37" in told.out and "from day 65" in told.out and "44, 51" in told.out
    # Against the whistle at once: until day 37 none, from day 65 no difference.
    told = json.loads(whistle("diff", "whistle", tmp_path / "slow.toml", *HERE, "--json").out)
    last = [r for r in told["rules"] if r["quantity"] == "streets.whistle"][-1]
    assert last["day"] == 65 and last["one"] == pytest.approx(last["other"])


def test_diff_takes_back(whistle):
    told = whistle("diff", "whistle", "status_quo", *HERE, "--lang", "zh")
    assert "取消" in told.out and "未动用" in told.out


@pytest.fixture
def no_cases(monkeypatch):
    """Put a made-up special case in the place of runs of the kernel."""
    case = special_cases.Case("mmc", Level.STREET, 2, 0.96, 0.85, 6.13, Sample(6.0, 0.3))
    monkeypatch.setattr(special_cases, "special_cases", lambda compiled, dated: [case])


@pytest.mark.parametrize("name", all_slow_but(("status_quo", "whistle", "history"), list_scenarios()))
def test_check_reports_the_load_of_the_arithmetic(whistle, no_cases, name):
    scenario, place = load_scenario(name), load_place("classroom")
    compiled = compile_scenario(scenario, place, -365, last_change(scenario, place) + 365)
    load = offered_load(compiled.dated[0][1], compiled.world, compiled.filing)
    for language in ("en", "zh"):
        told = whistle("check", name, *HERE, "--lang", language)
        assert told.code == 0 and told.err == ""
        for level in (Level.STREET, Level.COMMUNITY, Level.DEPARTMENT):
            assert f"{load.overall(level):.3f}" in told.out
        assert max(map(len, told.out.splitlines())) <= 100


def test_check_warns_of_what_cannot_hold(whistle, no_cases):
    """A mandate that comes with a tenth fewer people: together more than the hours streets had to spare."""
    (now,) = json.loads(whistle("check", "unfunded_mandate", *HERE, *FEWER, "--json").out)["loads"]
    (street,) = [w for w in now["warnings"] if w["kind"] == "streets" and w["about"] == "all"]
    assert street["utilisation"] > 1.0 and street["people"] > 1
    # What would have to give, taken at its word and a whole person more, is enough.
    before = load_place("classroom").geography.streets
    factor = (street["staff"] + street["people"] + 1.0) / sum(one.staff for one in before)
    more = ("--set", f"staffing.street_factor={factor}")
    told = json.loads(whistle("check", "unfunded_mandate", *HERE, *more, "--json").out)
    assert [w for w in told["loads"][0]["warnings"] if w["kind"] == "streets" and w["about"] == "all"] == []
    assert "WARNING: street offices" in whistle("check", "unfunded_mandate", *HERE, *FEWER).out


def test_check_looks_before_and_after_the_last_change(whistle, no_cases):
    """Before what is handed down streets have hours to spare; afterwards they have not."""
    told = whistle("check", "unfunded_mandate", *HERE, *FEWER, "--set", "delegation.start_day=400", "--json")
    before, after = json.loads(told.out)["loads"]
    assert (before["day"], after["day"]) == (0, 400)
    assert before["kinds"]["streets"]["utilisation"] < 1.0 < after["kinds"]["streets"]["utilisation"]
    kept, handed_down = ([w for w in told["warnings"] if w["about"] == "all"] for told in (before, after))
    assert "streets" not in {w["kind"] for w in kept} and "streets" in {w["kind"] for w in handed_down}


@pytest.mark.slow
def test_check_holds_the_kernel_against_theory(whistle):
    record = json.loads(whistle("check", "whistle", *HERE, "--json").out)
    assert {(case["kind"], case["level"]) for case in record["theory"]} == {
        ("mmc", "department"), ("mmc", "street"), ("mmc", "community"), ("mg1", "community"), ("mixed", "department"),
    }  # fmt: skip
    for case in record["theory"]:
        assert case["agrees"] and case["low"] < case["theory"] < case["high"], case
        assert case["high"] - case["low"] < 0.2 * case["mean"], "too wide to tell anything"


def test_check_says_so_when_theory_and_kernel_differ(whistle, monkeypatch):
    case = special_cases.Case("mg1", Level.COMMUNITY, 1, 0.5, 0.5, 1.0, Sample(2.0, 0.1))
    monkeypatch.setattr(special_cases, "special_cases", lambda compiled, dated: [case])
    told = whistle("check", "status_quo", *HERE)
    assert told.code == 0 and "DIFFERS" in told.out and "1 of 1 differ from theory" in told.out
