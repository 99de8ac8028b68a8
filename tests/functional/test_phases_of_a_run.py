"""A run that lives through phases, and what the commands say of them."""

import json

import pytest

from experiments.before import special_cases
from sim.model import StreetModel
from sim.stages import Level
from sim.theory import Sample

HERE = ("--place", "classroom")
HEAD = "title = {zh = '题', en = 'Chain'}\nquestion = {zh = '问?', en = 'Q?'}\nextends = 'status_quo'\n"
SHORT = {"place": "classroom", "days": 16, "burn_in_days": 14, "seed": 3}


def chain(folder, *phases, name="chain"):
    entries = "".join(f"[[phases]]\nday = {day}\nscenario = '{scenario}'\n" for day, scenario in phases)
    path = folder / f"{name}.toml"
    path.write_text(f"name = '{name}'\n{HEAD}{entries}", encoding="utf-8")
    return path


def test_law_7_before_its_day_a_phase_is_not_there(tmp_path):
    """The state at a phase's first day is that of the run without it, hash for hash; afterwards it is not."""
    phases = ((4, "whistle"), (9, "ranking_2019"))
    base = StreetModel("status_quo", **SHORT)
    one = StreetModel(chain(tmp_path, *phases[:1], name="one"), **SHORT)
    both = StreetModel(chain(tmp_path, *phases, name="both"), **SHORT)
    assert both.base_scenario.name == "status_quo"
    for model in (base, one, both):
        while model.day < 4:
            model.step()
    assert base.state_hash() == one.state_hash() == both.state_hash()
    for model in (base, one, both):
        while model.day < 9:
            model.step()
    assert base.engine.state_hash() != one.engine.state_hash()
    assert one.state_hash() == both.state_hash()
    one.run(), both.run()
    assert one.engine.state_hash() != both.engine.state_hash()
    kept = both.trace().provenance["resolved_scenario"]["phases"]
    assert [(phase["day"], phase["scenario"]["name"]) for phase in kept] == list(phases)


def test_a_phase_from_day_0_is_the_run_of_its_scenario(tmp_path):
    alone = StreetModel("whistle", **SHORT)
    phased = StreetModel(chain(tmp_path, (0, "whistle"), (40, "ranking_2019")), **SHORT)
    for model in (alone, phased):
        model.run()
    assert alone.state_hash() == phased.state_hash()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("From day 5: pilot_2018", "Goes on as before: ", "No longer pulled: ", "Set in every phase: stakes.level")),
     ("zh", ("自第 5 天起：pilot_2018", "照旧：", "不再动用：", "在每个阶段都设定：stakes.level"))],
)  # fmt: skip
def test_explain_tells_phases(whistle, tmp_path, language, words):
    path = chain(tmp_path, (5, "pilot_2018"), (30, "ranking_2019"), (90, "whistle"))
    told = whistle("explain", path, *HERE, "--lang", language, "--set", "stakes.level=0.7")
    assert told.code == 0 and told.err == ""
    assert [word for word in words if word not in told.out.replace("\n", "")] == []
    assert max(map(len, told.out.splitlines())) <= 100
    record = json.loads(whistle("explain", path, *HERE, "--set", "stakes.level=0.7", "--json").out)
    assert record["levers"] == [] and [phase["day"] for phase in record["phases"]] == [5, 30, 90]
    ranked = {lever["lever"]: lever for lever in record["phases"][1]["levers"]}
    assert "from day 30 and is in full force from day 300" in ranked["channels"]["when"]["en"]
    level = next(value for value in ranked["stakes"]["values"] if value["field"] == "stakes.level")
    assert (level["value"], level["from"]) == (0.7, "command line")


def test_explain_tells_what_is_in_force_before_the_first_phase(whistle, tmp_path):
    path = chain(tmp_path, (50, "ranking"))
    path.write_text(path.read_text(encoding="utf-8").replace("'status_quo'", "'whistle'"), encoding="utf-8")
    told = whistle("explain", path, *HERE)
    assert "Before the first phase, up to day 50" in told.out and "whistle.toml" in told.out


def test_diff_follows_the_phases(whistle, tmp_path):
    path = chain(tmp_path, (5, "pilot_2018"), (30, "ranking_2019"), (90, "pilot_2018"))
    record = json.loads(whistle("diff", "pilot_2018", path, *HERE, "--json").out)
    told = [(lever["day"], lever["lever"], lever["change"]) for lever in record["levers"]]
    assert (0, "whistle", "taken back") in told and (5, "whistle", "alike again") in told
    assert (30, "ranking", "new") in told and (90, "ranking", "alike again") in told
    assert not [entry for entry in told if entry[0] > 5 and entry[1] == "whistle"]  # told once
    days = {rule["quantity"]: rule["day"] for rule in record["rules"] if rule["quantity"] == "districts.ranking"}
    assert days["districts.ranking"] == 90
    text = whistle("diff", "pilot_2018", path, *HERE)
    assert "no longer" in text.out and max(map(len, text.out.splitlines())) <= 100
    assert "不再有差别" in whistle("diff", "pilot_2018", path, *HERE, "--lang", "zh").out


@pytest.mark.parametrize(("language", "words"), [("en", "Utilisation by phase"), ("zh", "各阶段负荷率")])
def test_check_tells_the_load_of_every_phase(whistle, tmp_path, monkeypatch, language, words):
    case = special_cases.Case("mmc", Level.STREET, 2, 0.96, 0.85, 6.13, Sample(6.0, 0.3))
    monkeypatch.setattr(special_cases, "special_cases", lambda compiled, dated: [case])
    path = chain(tmp_path, (0, "unfunded_mandate"), (30, "duty_list"))
    told = whistle("check", path, *HERE, "--lang", language)
    assert words in told.out and told.code == 0
    first, second = json.loads(whistle("check", path, *HERE, "--json").out)["phases"]
    for phase, alone in ((first, "unfunded_mandate"), (second, "duty_list")):
        (load,) = json.loads(whistle("check", alone, *HERE, "--json").out)["loads"]
        for kind, row in phase["kinds"].items():
            assert row["utilisation"] == pytest.approx(load["kinds"][kind]["utilisation"])


def test_a_bad_phase_is_one_sentence(whistle, tmp_path):
    told = whistle("run", chain(tmp_path, (0, "pilot_2017")), *HERE)
    assert told.code == 2 and "did you mean 'pilot_2018'" in told.err and "Traceback" not in told.err


@pytest.mark.parametrize(("language", "words"), [("en", "lives through pilot_2018 (from day 0)"), ("zh", "依次经历")])
def test_scenarios_lists_history_first_and_what_is_put_together(whistle, language, words):
    told = whistle("scenarios", "--lang", language).out
    assert words in told and "party_led + command + operation + supervision" in told
    listed = json.loads(whistle("scenarios", "--json").out)
    kinds = [scenario["kind"] for scenario in listed]
    assert kinds == sorted(kinds, reverse=True) and listed[0]["name"] == "status_quo"
    (history,) = (scenario for scenario in listed if scenario["phases"])
    assert history["name"] == "history" and history["phases"][1] == {"day": 365, "scenario": "ranking_2019"}


def test_levers_are_listed_with_units_in_the_reader_s_language(whistle):
    told = whistle("levers", "--lang", "zh").out
    assert "工作日" in told and "  staffed days  " not in told and "  factor  " not in told
