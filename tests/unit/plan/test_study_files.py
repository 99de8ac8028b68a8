"""Study files: what is in them, and one message for everything that is wrong with one."""

from typing import NamedTuple

import pytest

from experiments.plan.study_file import load_study
from sim.errors import BadInput
from tests.functional.whistle import whistle
from tests.sweeps import STUDY, plan_of, study_in


class Wrong(NamedTuple):
    """A change of the tiny study, and what its message must name."""

    old: str
    new: str
    says: tuple[str, ...]


def top(line, *says):
    """A line more at the top."""
    return Wrong('base = "whistle"\n', f'base = "whistle"\n{line}\n', says)


def factor(line, *says):
    """Another factor."""
    return Wrong("[factors]\n", f"[factors]\n{line}\n", says)


def design(line, *says):
    """A line more on the design."""
    return Wrong("[design]\n", f"[design]\n{line}\n", says)


def unsure(line, *says):
    """Another uncertainty."""
    return Wrong("[uncertainties]\n", f"[uncertainties]\n{line}\n", says)


WRONG = {
    "misspelt key": Wrong("replications", "replicatons", ("replicatons", "did you mean 'replications'")),
    "misspelt key of the design": design("level = 3", "design", "level", "did you mean 'levels'"),
    "misspelt table": Wrong("[factors]", "[factor]", ("factor", "did you mean 'factors'")),
    "unknown key": top("colour = 'red'", "colour"),
    "no base": Wrong('base = "whistle"\n', "", ("base",)),
    "misspelt base": Wrong('base = "whistle"', 'base = "whistel"', ("base", "'whistel'", "did you mean 'whistle'")),
    "misspelt reference": Wrong('"status_quo"\nburn', '"status_qo"\nburn', ("reference", "'status_quo'")),
    "misspelt burn-in": Wrong('burn_in = "status_quo"', 'burn_in = "statusquo"', ("burn_in", "'status_quo'")),
    "misspelt place": Wrong('"classroom"', '"classrom"', ("place", "did you mean 'classroom'")),
    "place file not there": Wrong('"classroom"', '"mine.toml"', ("mine.toml",)),
    "base file not there": Wrong('base = "whistle"', 'base = "mine.toml"', ("mine.toml",)),
    "days as text": Wrong("days = 7\nburn", 'days = "7"\nburn', ("days", "7")),
    "days as a fraction": Wrong("days = 7\nburn", "days = 7.5\nburn", ("days", "7.5")),
    "no days": Wrong("days = 7\nburn", "days = 0\nburn", ("days = 0", "1")),
    "negative burn-in": Wrong("burn_in_days = 7", "burn_in_days = -1", ("burn_in_days = -1",)),
    "no replications": Wrong("replications = 3", "replications = 0", ("replications = 0", "1")),
    "too many replications": Wrong("replications = 3", "replications = 999999999", ("replications = 999999999",)),
    "negative seed": top("seed = -1", "seed = -1"),
    "unknown measure": top("measures = ['late_shar']", "measure 'late_shar'", "did you mean 'late_share'"),
    "no measures": top("measures = []", "measures"),
    "unknown kind": design("kind = 'gird'", "kind", "'gird'", "grid"),
    "runs no power of two": design("kind = 'factorial'\nruns = 6", "runs = 6", "power of two"),
    "runs too few": design("kind = 'factorial'\nruns = 2", "design.runs = 2", "2 factors"),
    "runs too many": design("kind = 'factorial'\nruns = 8", "design.runs = 8", "4"),
    "no states": Wrong("states = 2", "states = 0", ("states = 0", "1")),
    "no points": design("kind = 'sobol'\npoints = 0", "points = 0"),
    "unknown field": factor('"whistle.propensty" = [0.1]', "'whistle.propensty'", "'whistle.propensity'", "factors"),
    "unknown lever": factor('"wistle.on" = [true]', "'wistle.on'", "'whistle.on'"),
    "unknown uncertainty": unsure('"residents.report_bas" = [0.1]', "'residents.report_base'", "uncertainties"),
    "value out of range": Wrong("[0.1, 0.9]", "[0.1, 1.9]", ("whistle.propensity", "1.9", "0", "1")),
    "two values out of range": Wrong("[0.1, 0.9]", "[-0.5, 1.9]", ("-0.5", "1.9")),
    "value of the wrong type": Wrong("[0.1, 0.9]", "[0.1, 'much']", ("whistle.propensity", "much")),
    "value not a number": Wrong("[0.1, 0.9]", "[0.1, nan]", ("whistle.propensity", "nan")),
    "value twice": Wrong("[0.1, 0.9]", "[0.1, 0.9, 0.1]", ("whistle.propensity", "0.1", "twice")),
    "value twice, written otherwise": Wrong("[0.1, 0.9]", "[1, 0.9, 1.0]", ("whistle.propensity", "1", "twice")),
    "no values": Wrong("[0.1, 0.9]", "[]", ("whistle.propensity", "at least one value")),
    "a value alone": Wrong("[0.1, 0.9]", "0.1", ("whistle.propensity", "0.1")),
    "range upside down": Wrong("low = 0.3, high = 0.6", "low = 0.6, high = 0.3", ("low = 0.6", "high = 0.3", "below")),
    "range out of range": Wrong("[0.1, 0.9]", "{ low = 0.5, high = 7 }", ("whistle.propensity", "7", "1")),
    "range of a whole number": factor('"layers.count" = { low = 1.5, high = 3 }', "layers.count", "1.5"),
    "range of a switch": factor('"whistle.on" = { low = 0, high = 1 }', "whistle.on", "values in [ ]"),
    "range of names": factor('"whistle.families" = { low = 0, high = 1 }', "whistle.families", "values in [ ]"),
    "range without end": factor('"whistle.start_day" = {}', "whistle.start_day", "no range"),
    "misspelt end": Wrong("low = 0.3", "lo = 0.3", ("residents.report_base", "lo")),
    "levels of one": Wrong("high = 0.6 }", "high = 0.6, levels = 1 }", ("levels = 1", "2")),
    "factor and uncertainty": unsure('"whistle.propensity" = [0.2]', "whistle.propensity", "both"),
    "factor and constant": Wrong(
        "[factors]", '[constants]\n"duty_list.gate" = 0.2\n[factors]', ("duty_list.gate", "both")
    ),
    "constant out of range": Wrong(
        "[factors]", '[constants]\n"survey.coverage" = 7\n[factors]', ("survey.coverage", "7")
    ),
    "lists of other lengths": Wrong(
        "[0.0, 0.5]\n", "[0.0, 0.5, 0.7]\n", ("whistle.propensity: 2", "duty_list.gate: 3")
    ),
    "no TOML": Wrong("[factors]", "[factors", ("tiny.toml",)),
}
LISTED = {"lists of other lengths"}


def text_of(name):
    wrong = WRONG[name]
    assert wrong.old in STUDY
    text = STUDY.replace(wrong.old, wrong.new, 1)
    return text + "kind = 'list'\n" if name in LISTED else text


@pytest.mark.parametrize("name", list(WRONG))
def test_one_clear_message(name, tmp_path):
    path = study_in(tmp_path, text_of(name))
    with pytest.raises(BadInput) as found:
        plan_of(path)
    english, chinese = found.value.text("en"), found.value.text("zh")
    assert "tiny.toml" in english and "tiny.toml" in chinese
    for words in WRONG[name].says:
        assert words in english
    assert english.count("tiny.toml") == 1, english
    assert len(english.splitlines()) <= 3 and "Traceback" not in english
    assert any("一" <= letter <= "鿿" for letter in chinese), chinese
    assert "pydantic" not in english and "validation error" not in english


@pytest.mark.parametrize("name", ["misspelt key", "value out of range", "unknown measure", "no TOML"])
def test_the_command_ends_with_two_and_writes_nothing(name, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("WHISTLE_LANG", "en")
    path = study_in(tmp_path, text_of(name))
    told = whistle(capsys, monkeypatch, "sweep", str(path), "--workers", "1", "--out", str(tmp_path / "out"))
    assert (told.code, told.out) == (2, "")
    assert told.err.count("tiny.toml") == 1 and "Traceback" not in told.err
    assert [one.name for one in tmp_path.iterdir()] == ["tiny.toml"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--workers", "0"], "workers = 0"),
        (["--workers", "-3"], "workers = -3"),
        (["--share", "3/2"], "3/2"),
        (["--share", "0/2"], "0/2"),
        (["--share", "half"], "half"),
        (["--replications", "0"], "replications = 0"),
        (["--lang", "de"], "de"),
    ],
)
def test_bad_options_are_refused_in_one_line(options, says, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("WHISTLE_LANG", "en")
    path = study_in(tmp_path)
    told = whistle(capsys, monkeypatch, "sweep", str(path), *options, "--out", str(tmp_path / "out"))
    assert told.code == 2 and says in told.err and len(told.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_study_that_is_not_there(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("WHISTLE_LANG", "en")
    for name in (str(tmp_path / "no.toml"), "no_such_study"):
        told = whistle(capsys, monkeypatch, "sweep", name, "--out", str(tmp_path / "out"))
        assert told.code == 2 and name in told.err and len(told.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_study_says_what_it_holds(tmp_path):
    study = load_study(study_in(tmp_path))
    assert [f.name for f in study.factors] == ["whistle.propensity", "duty_list.gate"]
    assert len(study.points) == 4 and len(study.states) == 2
    assert all(0.3 <= state["residents.report_base"] <= 0.6 for state in study.states)
    plan = plan_of(study.path)
    assert plan.runs == 30 and len(plan.worlds) == 10
    references = [world for world in plan.worlds if world.point < 0]
    assert len(references) == 2 and {world.scenario for world in references} == {"status_quo"}
    for world in plan.worlds:
        if world.point >= 0:
            other = plan.worlds[world.reference]
            assert other.state == world.state and other.recipe.parameters == world.recipe.parameters
            assert other.recipe.levers == ()


def test_ranges_left_out_come_from_the_declarations(tmp_path):
    text = STUDY.replace("[0.1, 0.9]", "{}").replace("{ low = 0.3, high = 0.6 }", "{}")
    propensity, _gate = load_study(study_in(tmp_path, text)).factors
    assert (propensity.low, propensity.high, propensity.listed()) == (0.0, 1.0, (0.0, 0.5, 1.0))


def test_every_assumption_of_a_place_at_once(tmp_path):
    text = STUDY.replace('"residents.report_base" = { low = 0.3, high = 0.6 }', '"*" = {}')
    study = load_study(study_in(tmp_path, text))
    assert len(study.uncertainties) > 20 and len(study.states) == 2
    assert all(f.variable.of_place and f.variable.source.startswith("assumption") for f in study.uncertainties)
