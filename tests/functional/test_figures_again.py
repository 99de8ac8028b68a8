"""Every figure a command has written is drawn again as the same bytes, from what lies in its folder."""

import json
import shutil
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from experiments.store.answers import ANSWERS
from experiments.store.folder import RunStore
from experiments.store.result_folder import ResultFolder
from experiments.tell.figures.catalogue import FIGURES, draw_figure
from experiments.words import LANGUAGES
from tests.functional.drawn import ASKED, COMPARE, CRITERIA, STUDIES, made_up
from tests.functional.whistle import whistle as run_whistle
from tests.slow import all_slow_but
from tests.sweeps import study_in


class Folders:
    """A folder with one folder of every kind, each made with what commands draw into it once it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in STUDIES.items():
            study_in(root, text, name)

    def __truediv__(self, folder: str) -> Path:
        from experiments.doors.cli import main

        if not (self.root / folder).exists():
            with pytest.MonkeyPatch.context() as patch:
                made_up(patch)
                for command in ASKED[folder]:
                    words = [str(self.root / (folder if word == "@" else word)) if word == "@" or word.endswith(".toml") else word
                             for word in command]  # fmt: skip
                    patch.setattr("sys.argv", ["whistle", *words])
                    with suppress(SystemExit):
                        main()
                    assert (self.root / folder / "manifest.json").is_file(), command
        return self.root / folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return Folders(tmp_path_factory.mktemp("again"))


@pytest.fixture
def whistle(capsys, monkeypatch):
    monkeypatch.setenv("WHISTLE_LANG", "en")
    made_up(monkeypatch)
    return lambda *arguments: run_whistle(capsys, monkeypatch, *map(str, arguments))


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.svg")}


@pytest.mark.parametrize("name", all_slow_but(("grid", "morris"), ASKED))
def test_all_that_commands_have_drawn_is_drawn_again(name, made, whistle, tmp_path):
    told = whistle("figures", made / name, "--out", tmp_path / "again")
    assert told.code == 0 and told.err == ""
    before, again = written(made / name / "figures"), written(tmp_path / "again")
    assert set(again) == set(before) and before
    assert [each for each in before if before[each] != again[each]] == []


@pytest.mark.slow
def test_every_figure_is_drawn_by_some_command(made):
    """So that the test above leaves none out."""
    drawn = {path.name.partition(".")[0] for name in ASKED for path in (made / name / "figures").glob("*.svg")}
    assert drawn >= {kind.name for kind in FIGURES} - {"spread"}  # test_sweep_figures has it
    assert {path.parent.parent.name for path in made.root.glob("*/figures/front.zh.svg")} == {"compare", "sets", "grid"}


@pytest.mark.parametrize("path", ["cube/boxes.true_satisfaction_rate", "grid/front",
                                  pytest.param("sets/regret.passed_down_hours", marks=pytest.mark.slow),
                                  "morris/sensitivity.restricted_mean_days_30"])  # fmt: skip
def test_figures_of_answers_carry_what_made_them(path, made):
    folder, name = path.split("/")
    svg = ET.parse(made / folder / "figures" / f"{name}.en.svg")
    (note,) = (json.loads(each.text) for each in svg.iter() if each.tag.endswith("description"))
    kind = {"cube": "sweep", "grid": "sweep", "sets": "compare", "morris": "sensitivity"}[folder]
    assert (note["figure"], note["kind"], note["place"], note["width_cm"]) == (name, kind, "classroom", 16.0)
    own = ResultFolder.open(made / folder) if kind == "compare" else RunStore(made / folder)
    assert note["content"] == (own.content_hash() if kind == "compare" else own.content().text())
    assert note["version"] and note["seed"] == 1 and note["commit"] == own.manifest["commit"]


def test_one_measure_or_all_that_were_asked_for(made, whistle, tmp_path):
    whistle("figures", made / "cube", "--only", "boxes.true_satisfaction_rate", "--lang", "en", "--out", tmp_path / "one")
    assert set(written(tmp_path / "one")) == {"boxes.true_satisfaction_rate.en.svg"}
    whistle("figures", made / "cube", "--only", "boxes", "--lang", "zh", "--width", "20", "--out", tmp_path / "all")
    assert set(written(tmp_path / "all")) == {f"boxes.{measure}.zh.20cm.svg" for measure in
                                              ("true_satisfaction_rate", "restricted_mean_days_30")}  # fmt: skip


@pytest.mark.parametrize(("folder", "name", "says"), [
    ("grid", "boxes", "whistle discover gives one"),
    ("cube", "boxes.refused_hours", "whistle discover gives one"),
    pytest.param("compare", "regret", "whistle tradeoffs gives one", marks=pytest.mark.slow),
    pytest.param("compare", "boxes", "none of a comparison", marks=pytest.mark.slow),
    ("morris", "response", "none of a sensitivity study"),
    ("cube", "differences", "none of a sweep"),
    pytest.param("compare", "funnel.refused_hours", "unknown figure 'funnel.refused_hours'", marks=pytest.mark.slow),
    ("cube", "box", "did you mean 'boxes'"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_said(folder, name, says, made, whistle, tmp_path):
    told = whistle("figures", made / folder, "--only", name, "--out", tmp_path / "none")
    assert told.code == 2 and says in told.err and len(told.err.splitlines()) == 1, told
    assert not written(tmp_path / "none")


@pytest.mark.slow
def test_runs_that_have_changed_since_are_told(made, whistle, tmp_path):
    out = tmp_path / "cube"
    shutil.copytree(made / "cube", out)
    before = (out / "figures" / "boxes.true_satisfaction_rate.en.svg").read_bytes()
    study = study_in(tmp_path, STUDIES["cube"].replace("replications = 3", "replications = 4"), "cube")
    assert whistle("sweep", study, "--workers", "1", "--extend", "--out", out, "-q").code == 0
    told = whistle("figures", out, "--only", "boxes.true_satisfaction_rate", "--lang", "en")
    assert told.code == 0 and told.err.count("have changed since whistle discover was asked") == 1
    assert (out / "figures" / "boxes.true_satisfaction_rate.en.svg").read_bytes() != before
    assert whistle("discover", out, "--margin", "0.01").code == 0
    assert "changed" not in whistle("figures", out, "--only", "boxes.true_satisfaction_rate", "--lang", "en").err


@pytest.mark.slow
def test_a_comparison_that_grows_keeps_what_was_asked_of_it(made, whistle, tmp_path):
    out = tmp_path / "compare"
    shutil.copytree(made / "compare", out)
    assert whistle(*COMPARE, "3", "--extend", "--out", out, "-q").code == 0
    assert (out / ANSWERS / "tradeoffs.json").is_file() and not (out / "figures" / "front.en.svg").exists()
    told = whistle("figures", out, "--only", "front")
    assert told.code == 0 and "have changed since whistle tradeoffs" in told.err
    assert {f"front.{language}.svg" for language in LANGUAGES} <= set(written(out / "figures"))


def test_a_record_that_cannot_be_read_names_the_command(made, whistle, tmp_path):
    out = tmp_path / "grid"
    shutil.copytree(made / "grid", out)
    (out / ANSWERS / "tradeoffs.json").write_text('{"options": ', encoding="utf-8")
    told = whistle("figures", out)
    assert told.code == 2 and "tradeoffs.json: cannot be read" in told.err and "whistle tradeoffs again" in told.err
    assert whistle("tradeoffs", out, *CRITERIA, "true_satisfaction_rate").code == 0
    assert whistle("figures", out).code == 0


@pytest.mark.slow
def test_a_store_without_manifest_is_known_by_its_names_and_merging_leaves_answers_alone(made, whistle, tmp_path):
    out = tmp_path / "cube"
    shutil.copytree(made / "cube", out)
    (out / "manifest.json").unlink()
    study = study_in(tmp_path, STUDIES["cube"], "cube")
    assert whistle("sweep", study, "--workers", "1", "--out", out, "-q").code == 0
    assert whistle("figures", out, "--only", "boxes").code == 0
    assert whistle("merge", tmp_path / "merged", out).code == 0
    assert not (tmp_path / "merged" / ANSWERS).exists() and (out / ANSWERS).is_dir()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["front", "funnel"])
def test_figures_of_answers_are_drawn_from_python_too(name, made):
    assert draw_figure(ResultFolder.open(made / "compare"), name, "zh").axes
    (kind,) = (kind for kind in FIGURES if kind.name == name)
    data = kind.gather(ResultFolder.open(made / "compare"), "")
    assert all(kind.caption(data[""], language) for language in LANGUAGES)
