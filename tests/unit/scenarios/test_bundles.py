"""Joining bundles: disjoint levers are joined over one base, an overlap is an error that names both and the lever."""

import pytest

from scenarios.bundles import bundle, combine
from scenarios.loading import load_scenario
from sim.errors import BadInput

HEAD = "title = {{ zh = '我', en = 'Mine' }}\nquestion = {{ zh = '问', en = 'Q?' }}\nname = '{name}'\nextends = '{base}'\n"


@pytest.fixture
def mine(tmp_path):
    """Write a scenario file; return its path."""

    def write(name, body, base="status_quo"):
        path = tmp_path / f"{name}.toml"
        path.write_text(HEAD.format(name=name, base=base) + body, encoding="utf-8")
        return str(path)

    return write


def test_disjoint_levers_are_joined():
    both = combine(["whistle", "ranking"])
    whistle, ranking = load_scenario("whistle"), load_scenario("ranking")
    assert both.levers == {**whistle.levers, **ranking.levers}
    assert both.origins["whistle.propensity"] == "whistle.toml" and both.origins["ranking.on"] == "ranking.toml"
    assert both.chain[0] == "status_quo" and set(both.clauses) == {*whistle.clauses, *ranking.clauses}
    assert combine(["ranking", "whistle"]).levers == both.levers
    assert list(both.levers) == list(combine(["ranking", "whistle"]).levers)  # the order of enactment is the list's


def test_nothing_joined_is_the_base_and_one_bundle_is_its_scenario():
    assert combine([]) == load_scenario("status_quo")
    assert combine(["whistle"]).levers == load_scenario("whistle").levers


def test_a_lever_pulled_twice_names_both_scenarios_and_the_lever(mine):
    other = mine("louder", "[whistle]\non = true\npropensity = 0.9\n[survey]\ncoverage = 1.0\n")
    with pytest.raises(BadInput) as caught:
        combine(["ranking", "whistle", other])
    for language in ("en", "zh"):
        said = caught.value.text(language)
        lines = said.splitlines()[1:]
        assert len(lines) == 2  # whistle with louder, and the survey that ranking and louder both pull
        assert any("whistle" in line and "louder" in line for line in lines)
        assert any("ranking" in line and "louder" in line and "survey" in line for line in lines)


def test_a_lever_of_the_base_may_be_changed_by_one_bundle_only(mine):
    base = mine("ground", "[survey]\ncoverage = 0.5\n")
    one = mine("one", "[survey]\ncoverage = 0.9\n", "ground.toml")
    two = mine("two", "[whistle]\non = true\n", "ground.toml")
    joined = combine([one, two], base)
    assert joined.lever("survey").coverage == 0.9 and joined.lever("whistle").on
    assert set(bundle(load_scenario(two), load_scenario(base))) == {"whistle"}
    three = mine("three", "[survey]\ncoverage = 0.7\n", "ground.toml")
    with pytest.raises(BadInput, match="'one' and 'three' both pull the lever survey"):
        combine([one, three], base)


def test_a_bundle_must_build_on_the_base_and_pull_something(mine):
    with pytest.raises(BadInput, match="'whistle' does not build on 'pilot_2018'"):
        combine(["whistle"], "pilot_2018")
    with pytest.raises(BadInput, match="'idle' pulls no lever that 'status_quo' does not"):
        combine([mine("idle", "")])
    with pytest.raises(BadInput, match="did you mean 'whistle'"):
        combine(["wistle"])


def test_the_four_mechanisms_together_are_the_integrated_scenario():
    four = combine(["party_led", "command", "operation", "supervision"])
    assert four.levers == load_scenario("integrated").levers
