"""Headline claims: their worlds exist, what they live on can be taken away, and the page says what is left."""

import re

import pytest

from docs import pages
from docs.evidence.claims.sentences import CLAIMS
from docs.evidence.claims.study import SHIPPED, contrast, needed, pair, row, spread, under
from docs.evidence.levers.effects import Finding
from docs.evidence.worlds import Runs, Span, World
from scenarios.loading import load_scenario, split_settings
from scenarios.place import load_place
from sim.measures import MEASURES
from sim.still import BEHAVIOURS

SPAN = Span("classroom", 60, 30)
CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
class TestClaim:
    def test_its_worlds_can_be_run(self, claim):
        for ablated in (False, True):
            for world in pair(claim, ablated=ablated):
                given, parameters = split_settings(dict(world.given))
                load_scenario(world.scenario, given)
                load_scenario(world.reform or world.scenario, {**given, **dict(world.added)})
                load_place("classroom", parameters)
                assert set(world.without) <= set(BEHAVIOURS)

    def test_it_speaks_both_languages_and_says_what_would_refute_it(self, claim):
        for text in (claim.sentence, claim.ablation.what, claim.refuted_by):
            assert CHINESE.search(text.zh) and text.en and not CHINESE.search(text.en)

    def test_it_is_about_measures_that_exist(self, claim):
        assert {claim.measure, claim.minus or claim.measure} <= {measure.name for measure in MEASURES}
        assert claim.sign in (-1, 1)

    def test_something_is_taken_away_in_both_worlds(self, claim):
        base, reform = pair(claim)
        without_base, without_reform = pair(claim, ablated=True)
        assert (base, reform) != (without_base, without_reform)
        assert set(without_base.without) == set(without_reform.without)
        assert set(claim.ablation.settings) <= set(without_reform.given) & set(without_base.given)


def test_names_are_unique():
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)
    assert len({contrast(claim).name for claim in CLAIMS}) == len(CLAIMS)


def test_what_is_taken_away_wins_over_what_is_added():
    world = World("status_quo", (("a.x", "1"),), (("b.y", "2"), ("b.z", "3")))
    assert under(world, (("b.y", "0"),), ("effort",)) == World(
        "status_quo", (("a.x", "1"), ("b.y", "0")), (("b.z", "3"),), "", ("effort",)
    )


def test_a_row_counts_the_sets_in_which_the_sign_holds():
    claim = next(c for c in CLAIMS if c.sign == 1 and not c.minus)
    sets = [(("streets.lending", str(value)),) for value in (0.1, 0.2, 0.3)]
    runs = Runs(None)
    for task in needed(SPAN, (1, 2), sets):
        world = task.world
        reform = world.reform or world.added
        held = not any(pair == ("streets.lending", "0.3") for pair in world.given)
        whole = not (world.without or set(claim.ablation.settings) & set(world.given))
        runs.keep(task, {m.name: 1.0 + (0.5 if reform and held and whole else 0.0) for m in MEASURES})
    found = row(claim, runs, SPAN, (1, 2), sets)
    assert (found["holding"], found["sets"]) == (2, 3)
    assert found["finding"] == Finding.AS_DECLARED and found["ablated_finding"] == Finding.INDISTINGUISHABLE


@pytest.mark.parametrize("language", ["en", "zh"])
def test_numbers_of_another_sentence_are_not_shown_under_this_one(language, monkeypatch):
    """A claim about a measure it was not measured in has no numbers, whatever its name is."""
    first = CLAIMS[0]
    other = next(m.name for m in MEASURES if m.name not in (first.measure, first.minus))

    def found(claim):
        monkeypatch.setattr(pages.claims, "CLAIMS", (claim,))
        return [line.split(" | ")[1].rstrip(" |") for line in pages.claims.page(language).splitlines() if line.startswith("| ")]

    (*_, told, _, _, _, _, _), (*_, untold, _, _, _, _, _) = found(first), found(first._replace(measure=other))
    assert "[" in told and untold == "–"


def test_sets_are_spread_evenly_over_those_that_are_shipped(tmp_path):
    assert spread(20, tmp_path / "none.csv") == [SHIPPED]
    lines = ["set,streets.lending", *(f"{i},{0.1 + (i - 1) / 100:.2f}" for i in range(1, 11))]
    (tmp_path / "sets.csv").write_text("\n".join(lines))
    found = spread(5, tmp_path / "sets.csv")
    assert [dict(s)["streets.lending"] for s in found] == ["0.10", "0.12", "0.14", "0.16", "0.18"]
