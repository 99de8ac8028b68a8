"""Figures of a sweep's folder, and what a folder shows of points that are the reference itself."""

import json

import pytest

from experiments.answer.hanging import hanging_of
from experiments.answer.points import found_in
from experiments.answer.response import response_of
from experiments.doors.commands.figures import FiguresOptions, figures
from experiments.plan.of_points import build_plan
from experiments.plan.study_file import load_study
from experiments.provenance import model_hash
from experiments.run.batches import sweep
from experiments.run.executors import Here
from experiments.tell.figures.catalogue import save_figures
from sim.errors import BadInput

HEAD = 'base = "{base}"\nreference = "{reference}"\nplace = "classroom"\ndays = 4\nburn_in_days = 3\nreplications = {n}\n'


def swept(folder, text):
    (folder / "tiny.toml").write_text(text, encoding="utf-8")
    plan = build_plan(load_study(str(folder / "tiny.toml")), model_hash())
    return plan, sweep(plan, folder / "out", Here).store


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    text = HEAD.format(base="whistle", reference="whistle", n=2) + 'measures = ["street_utilisation"]\n'
    text += '[factors]\n"whistle.propensity" = [0.35, 0.9]\n"whistle.also_solvable_share" = [0.0, 0.5]\n'
    return swept(tmp_path_factory.mktemp("grid"), text)


def test_a_point_that_is_the_reference_is_run_once_and_shown(grid):
    plan, store = grid
    assert plan.keys.size == 10 and plan.runs == len(store.keys()) < 10
    found = found_in(store)
    assert len(found.runs) == 8 and found.runs["reference.street_utilisation"].notna().all()
    same = found.runs[(found.runs["whistle.propensity"] == 0.35) & (found.runs["whistle.also_solvable_share"] == 0.0)]
    assert (same["street_utilisation"] == same["reference.street_utilisation"]).all() and len(same) == 2


def test_steps_and_gaps_are_paired_differences_of_points(grid):
    found = response_of(grid[1])
    assert found is not None and found.axes == ["whistle.propensity", "whistle.also_solvable_share"]
    rows = found.of("street_utilisation").set_index(found.axes)["difference"]
    steps = found.of("street_utilisation").set_index(found.axes)["step"]
    gaps = found.of("street_utilisation").set_index(found.axes)["gap"]
    assert steps[(0.9, 0.5)] == pytest.approx(rows[(0.9, 0.5)] - rows[(0.35, 0.5)], abs=1e-12)
    assert gaps[(0.9, 0.5)] == pytest.approx(rows[(0.9, 0.5)] - rows[(0.9, 0.0)], abs=1e-12)


def test_figures_are_written_with_their_origin(grid, capsys):
    _, store = grid
    figures(FiguresOptions(store.path, lang="en"))
    assert sorted(p.name for p in (store.path / "figures").iterdir()) == ["response.en.png", "response.en.svg"]
    note = (store.path / "figures" / "response.en.svg").read_text(encoding="utf-8")
    assert json.dumps("whistle")[1:-1] in note and store.manifest["content"] in note
    with pytest.raises(BadInput, match="response, spread"):
        figures(FiguresOptions(store.path, only=("funnel",), lang="en"))


def test_worlds_of_uncertainties_alone_are_paired(tmp_path):
    text = HEAD.format(base="whistle", reference="status_quo", n=1) + 'measures = ["street_utilisation"]\n'
    text += '[design]\nstates = 10\n[uncertainties]\n"pressure.haste" = {}\n"service.sigma" = {}\n'
    _, store = swept(tmp_path, text)
    found = hanging_of(store)
    assert found is not None and len(found.outcome("street_utilisation")) == 10
    assert set(found.ranking["parameter"]) == {"pressure.haste", "service.sigma"}
    assert [p.name for p in save_figures(store, tmp_path / "figures", languages=("zh",))] == ["spread.zh.svg", "spread.zh.png"]
