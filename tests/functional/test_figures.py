"""Figures: drawn in both languages, complete in glyphs, with their provenance inside."""

import json
import re
import warnings
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from experiments import compare
from experiments.store.result_folder import ResultFolder
from experiments.tables.resolution import Curve, curve, unresolved_at
from experiments.tell.figures import funnel, offices, resolution
from experiments.tell.figures.catalogue import FIGURES, draw_figure
from experiments.tell.figures.collect import figure_data
from experiments.tell.figures.style import FONT, print_style, scenario_styles, wrapped
from experiments.words import LANGUAGES
from tests.synthetic import LOADS, SyntheticTrace, lived

DRAWN = [kind for kind in FIGURES if "compare" in kind.folders and not kind.command]  # of the runs alone
REFORMS = ["whistle", "duty_list", "empowerment", "integrated"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from experiments.run import batch

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(batch, "lived", lived)
        out = tmp_path_factory.mktemp("figures") / "out"
        study = {"place": "classroom", "days": 200, "replications": 2, "workers": 1}
        return compare("status_quo", REFORMS, out=out, **study).folder


@pytest.mark.parametrize("kind", [kind.name for kind in DRAWN])
@pytest.mark.parametrize(("language", "width"), [
    ("en", 8.0), ("zh", 16.0), pytest.param("en", 16.0, marks=pytest.mark.slow), pytest.param("zh", 8.0, marks=pytest.mark.slow)
])  # fmt: skip
def test_every_figure_draws_without_a_missing_glyph(folder, kind, language, width):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of glyphs that no font has
        figure = draw_figure(folder, kind, language, width)
        figure.canvas.draw()
    assert figure.get_size_inches()[0] * 2.54 == pytest.approx(width)


@pytest.mark.parametrize("kind", [kind.name for kind in DRAWN])
@pytest.mark.parametrize("language", LANGUAGES)
def test_files_carry_their_provenance(folder, kind, language):
    svg = ET.parse(folder.path / "figures" / f"{kind}.{language}.svg")
    notes = [element.text for element in svg.iter() if element.tag.endswith("description")]
    image = Image.open(folder.path / "figures" / f"{kind}.{language}.png")
    assert json.loads(notes[0]) == json.loads(image.text["Description"])
    note = json.loads(notes[0])
    assert note["scenarios"] == ["status_quo", *REFORMS]
    assert (note["seed"], note["days"], note["place"], note["replications"]) == (1, 200, "classroom", 2)
    assert note["content"] == folder.content_hash()
    assert note["version"]
    assert image.width == pytest.approx(16 / 2.54 * 300, abs=1)
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)


def test_svg_needs_no_font_of_the_reader(folder):
    for path in (folder.path / "figures").glob("*.svg"):
        assert "<text" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_same_data_draw_the_same_bytes(folder, tmp_path, svg_alone):
    from experiments.tell.figures.catalogue import save_figures

    save_figures(folder, tmp_path)
    for path in tmp_path.glob("*.svg"):
        assert path.read_bytes() == (folder.path / "figures" / path.name).read_bytes()


def test_reports_fetch_nothing_and_hold_both_figures(folder):
    for language in LANGUAGES:
        page = (folder.path / f"report.{language}.html").read_text(encoding="utf-8")
        assert page.count("<svg") == len(DRAWN)
        assert not re.search(r'(?:src|href)="(?!#)|@import|<script|<link', page)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        for name in folder.scenarios:
            assert name in page
        assert folder.manifest["content"]["hash"] in page


@pytest.mark.clause("F1")
def test_funnel_shares_are_hours_over_staffed_hours(folder):
    data = figure_data(folder)
    shares = funnel.shares(data["workload"], data["capacity"])
    for level, loads in LOADS.items():
        # Synthetic offices of the base work these shares of every staffed hour.
        assert shares.loc[("status_quo", int(level))].sum() == pytest.approx(sum(loads.values()))
    assert list(shares.columns) == list(range(len(funnel.GROUPS)))


def test_curves_from_counts_are_kaplan_meier(folder):
    from sim.measures import resolution_durations
    from sim.survival import kaplan_meier

    trace = SyntheticTrace("whistle", 200, 5)
    from experiments.tables.resolution import resolution_table
    from experiments.tables.summaries import Owner

    job = Owner({"scenario": "whistle", "replication": 0})
    drawn = curve(resolution_table(trace, job))
    exact = kaplan_meier(*resolution_durations(trace))
    days = np.arange(1, 31) - 1e-9
    assert unresolved_at(drawn, days) == pytest.approx([exact.at(day) for day in days], abs=5e-3)


def test_bands_hold_the_curve_and_stay_within_0_and_1(folder):
    table = figure_data(folder)["resolution"]
    days = np.linspace(0, 150, 60)
    for rows in (
        table[table["scenario"] == "whistle"],
        table[(table["scenario"] == "whistle") & (table["replication"] == 0)],
    ):
        whole = curve(rows)
        low, high = resolution.band(rows, whole, days)
        middle = unresolved_at(whole, days)
        assert ((low >= 0) & (high <= 1)).all()
        assert ((low <= middle + 0.02) & (middle <= high + 0.02)).all()


def test_a_curve_worked_by_hand():
    # Five issues: resolved at 1, 2 and 2; one censored at 2, one at 3. S(1) = 4/5; S(2) = 4/5 · 2/4.
    import pandas as pd

    table = pd.DataFrame({"day": [1.0, 2.0, 3.0], "resolved": [1, 2, 0], "left": [0, 1, 1]})
    found = curve(table)
    assert isinstance(found, Curve)
    assert found.unresolved == pytest.approx([0.8, 0.4, 0.4])
    assert found.variance == pytest.approx([1 / 20, 1 / 20 + 2 / 8, 1 / 20 + 2 / 8])


def test_a_run_that_registers_nothing_still_draws(folder):
    data = figure_data(folder)
    data["resolution"] = data["resolution"].iloc[:0]
    for language in LANGUAGES:
        figure = resolution.draw(data, language, 16.0)
        figure.canvas.draw()
        assert figure.axes


@pytest.fixture(scope="module")
def short_run(folder):
    """What a single run of 20 days without a whistle leaves behind: every cohort is empty."""
    from experiments.tables.catalogue import RESULT_TABLES
    from experiments.tables.summaries import Owner

    trace = SyntheticTrace("status_quo", 20, 3)
    job = Owner({"scenario": "status_quo", "replication": 0}, by_office=True)
    data = figure_data(folder) | {table.name: table.make(trace, job) for table in RESULT_TABLES if table.make}
    return data | {"scenarios": ["status_quo"], "days": 20.0, "kind": "run", "replications": 1, "office_names": {}}


@pytest.mark.parametrize("kind", [kind for kind in FIGURES if "run" in kind.folders], ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_too_short_for_a_cohort_still_draws(short_run, kind, language):
    with print_style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        kind.draw(short_run, language, 16.0).canvas.draw()
    assert kind.caption(short_run, language)


def test_utilisation_of_offices_is_the_measure(folder):
    from sim.worked import utilisation

    data = figure_data(folder)["offices"]
    mine = data[(data["scenario"] == "whistle") & (data["replication"] == 0)]
    runs = folder.runs.set_index(["scenario", "replication"])
    trace = SyntheticTrace("whistle", 200, int(runs.loc[("whistle", 0), "seed"]))
    for level, rows in mine.groupby("level"):
        assert rows["worked"].sum() / rows["staffed"].sum() == pytest.approx(utilisation(trace, level))
    days = offices.in_days(mine)
    # 40 hours wait at 40 staffed for 7 hours: a seventh of a day
    assert days.loc[days["level"] == 2, "backlog_end_days"].to_numpy() == pytest.approx(40 / (40 * 7))


def test_a_shipped_scenario_keeps_its_colour():
    both = scenario_styles(["status_quo", "whistle", "mine"])
    assert both["whistle"][0] == scenario_styles(["base", "integrated", "whistle"])["whistle"][0]
    assert len({colour for colour, _ in both.values()}) == 3


def test_labels_break_at_words_and_between_characters():
    assert wrapped("Empowerment with staff and funds").count("\n") == 1
    assert wrapped("街道吹哨、部门报到、赋权下沉、人财随权").count("\n") >= 1
    assert wrapped("The whistle") == "The whistle"


def test_the_font_is_small_and_free():
    assert FONT.stat().st_size < 2_000_000
    assert "SIL OPEN FONT LICENSE" in (FONT.parent / "OFL.txt").read_text(encoding="utf-8")


def test_figures_open_from_the_folder_alone(folder):
    assert draw_figure(ResultFolder.open(folder.path), "funnel", "zh")
