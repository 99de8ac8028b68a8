"""Studies of combinations: pages and figures from made-up outcomes whose interactions are known."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest

from docs.evidence.combinations import four_mechanisms, whistle_and_ranking
from docs.evidence.combinations.carry_out import outcomes_of, page_name, write_study
from docs.evidence.combinations.outcomes import MEASURES, Outcomes
from experiments.tell.figures.style import print_style
from experiments.words import LANGUAGES
from sim.errors import BadInput
from sim.measures import MEASURES as ALL_MEASURES

TITLES = {"party_led": ("党建引领", "Party-led coordination"), "command": ("决策指挥", "Decision and command"),
          "operation": ("工作运行", "Work operation"), "supervision": ("监督考核", "Supervision and assessment"),
          "whistle": ("街道吹哨、部门报到", "The whistle"), "ranking": ("只有排名", "Ranking alone")}  # fmt: skip
STUDIES = {"two": whistle_and_ranking.STUDY, "four": four_mechanisms.STUDY}


def made_up(study, surplus, replications=4, empty=("median_hours_to_check_in",), noise=0.002):
    """Every bundle adds 0.01 × its number, all together `surplus` more; luck is shared within a replication."""
    n, luck = len(study.bundles), np.random.default_rng(1)
    rows = []
    for replication in range(replications):
        shared = luck.normal(0.5, 0.05)
        for mask in range(2**n):
            bits = [mask >> bit & 1 for bit in range(n)]
            value = shared + 0.01 * sum(b * (k + 1) for k, b in enumerate(bits)) + surplus * (mask == 2**n - 1)
            values = {m: value + luck.normal(0.0, noise) for m in MEASURES} | dict.fromkeys(empty, np.nan)
            rows.append({"replication": replication, **dict(zip(study.bundles, bits, strict=True)), **values})
    about = {"study": study.name, "bundles": list(study.bundles), "base": "status_quo", "place": "classroom", "days": 90,
             "replications": replications, "seed": 1, "model": "0123456789abcdef", "commit": None,
             "titles": {b: dict(zip(("zh", "en"), TITLES[b], strict=True)) for b in study.bundles}}  # fmt: skip
    return Outcomes(about, pd.DataFrame(rows))


@pytest.mark.parametrize("kind", STUDIES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [8.0, 16.0])
def test_figures_draw_without_a_missing_glyph(kind, language, width):
    study = STUDIES[kind]
    with print_style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = study.draw(made_up(study, 0.1), language, width)
        figure.canvas.draw()
    assert figure.get_size_inches()[0] * 2.54 == pytest.approx(width)


@pytest.mark.parametrize("kind", STUDIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_one_replication_draw_too(kind, language):
    study = STUDIES[kind]
    with print_style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        study.draw(made_up(study, 0.1, replications=1), language, 16.0).canvas.draw()


def paragraph(text):
    """Return what was found, in one paragraph."""
    return text.split("\n## ")[1].split("\n\n")[1]


def listed(head, text):
    """Return the rest of the sentence that begins so."""
    return re.split(r"\.(?: [A-Z]|$)", text.split(head)[1])[0]


@pytest.mark.parametrize("kind", STUDIES)
def test_the_page_says_what_the_numbers_say(kind):
    study = STUDIES[kind]
    higher = next(m for m in ALL_MEASURES if m.name == "true_resolution_rate")
    more, less, none = (paragraph(study.page(made_up(study, s), "en", ".", ".")) for s in (0.1, -0.1, 0.0))
    assert f"{higher.title.en} (+" in listed("Complements (better than the sum) in: ", more)
    assert f"{higher.title.en} (−" in listed("Substitutes (worse than the sum) in: ", less)
    assert higher.title.en in listed("Not distinguishable from zero in: ", none)
    assert "Cannot be compared: Median time to check in." in none
    assert "One replication gives no interval" in paragraph(study.page(made_up(study, 0.1, 1), "en", ".", "."))


@pytest.mark.parametrize("kind", STUDIES)
def test_nothing_is_claimed_where_nothing_can_be_told(kind):
    study = STUDIES[kind]
    found = made_up(study, 0.0, noise=0.0)
    exact = found.table.copy()
    exact[list(MEASURES)] = 0.5
    for language, words in (("en", "They neither complement nor substitute"), ("zh", "既非互补也非替代")):
        text = paragraph(study.page(Outcomes(found.about, exact), language, ".", "."))
        assert text.startswith(words)
        assert "Complements" not in text and "互补（" not in text


@pytest.mark.parametrize("kind", STUDIES)
def test_chinese_and_english_pages_hold_the_same_numbers(kind):
    study = STUDIES[kind]
    found = made_up(study, 0.1)
    pages = {language: study.page(found, language, "../figures", "../data") for language in LANGUAGES}
    tables = {
        language: [
            re.findall(r"[+−]?\d[\d,.]*", cell)
            for line in text.splitlines() if line.startswith("| ")
            for cell in line.split("|")[2:-2]
        ]
        for language, text in pages.items()
    }  # fmt: skip
    assert tables["en"] == tables["zh"] and any(tables["en"])
    assert "[中文]" in pages["en"] and "[English]" in pages["zh"]
    assert "None" not in pages["en"] and not re.search(r"\bnan\b", pages["en"])


def test_shapley_values_of_known_effects_are_written():
    study = four_mechanisms.STUDY
    text = study.page(made_up(study, 0.04, noise=0.0), "en", ".", ".")
    row = next(line for line in text.splitlines() if line.startswith("| Resolution rate (true), %"))
    # 1, 2, 3, 4 points each and a quarter of 4 more for all together: 2, 3, 4, 5 of 14 points
    assert [int(share) for share in re.findall(r"\((\d+) %\)", row)] == [14, 21, 29, 36]
    assert re.findall(r"\+(\d+\.?\d*)", row)[0].startswith("14")


def test_outcomes_come_back_from_their_file(tmp_path):
    found = made_up(whistle_and_ranking.STUDY, 0.1)
    found.save(tmp_path / "outcomes.csv")
    back = Outcomes.load(tmp_path / "outcomes.csv")
    assert back.about == found.about and list(back.table) == list(found.table)
    assert back.of("late_share") == pytest.approx(found.of("late_share"), rel=1e-8)
    again = tmp_path / "again.csv"
    back.save(again)
    assert again.read_bytes() == (tmp_path / "outcomes.csv").read_bytes()
    assert back.of("median_hours_to_check_in").shape == (0, 4)


def test_a_replication_with_a_gap_is_left_out_of_that_measure_alone():
    found = made_up(whistle_and_ranking.STUDY, 0.1)
    found.table.loc[found.table.index[5], "late_share"] = np.nan
    assert found.of("late_share").shape == (3, 4) and found.of("response_rate").shape == (4, 4)


@pytest.mark.parametrize("kind", STUDIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_comes_of_a_table_with_a_measure_more_or_less_than_the_model_has(kind, language):
    study = STUDIES[kind]
    found = made_up(study, 0.1)
    more = Outcomes(found.about, found.table.assign(gone_share=0.5))
    assert study.page(more, language, ".", ".") == study.page(found, language, ".", ".")
    less = study.page(Outcomes(found.about, found.table.drop(columns="resolution_rate")), language, ".", ".")
    (name,) = (m.title(language) for m in ALL_MEASURES if m.name == "resolution_rate")
    assert name in study.page(found, language, ".", ".") and name not in less


def test_a_study_leaves_numbers_figures_and_pages(tmp_path):
    study = whistle_and_ranking.STUDY
    written = write_study(study, made_up(study, 0.1), tmp_path)
    assert sorted(path.name for path in written) == sorted(
        [f"{study.name}.csv", *(f"{study.name}.{language}.{kind}" for language in LANGUAGES for kind in ("svg", "png")),
         *(page_name(study.name, language) for language in LANGUAGES)])  # fmt: skip
    assert f"(./{study.name}.zh.svg)" in (tmp_path / f"{study.name}.zh.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"bundles": ("whistle", "over_whistling")}, "both pull the lever whistle"),
        ({"bundles": ("whistle", "rankin")}, "did you mean 'ranking'"),
        ({"days": 0}, "days"),
        ({"replications": 0}, "replications"),
        ({"workers": 0}, "workers"),
    ],
)
def test_bad_input_is_told_before_anything_runs(tmp_path, changed, says):
    asked = {"bundles": ("whistle", "ranking"), "base": "status_quo", "place": "classroom", "days": 40,
             "replications": 1, "seed": 1, "workers": 1, "kept": tmp_path / "runs.csv", **changed}  # fmt: skip
    with pytest.raises(BadInput, match=says):
        outcomes_of("whistle_and_ranking", **asked)
    assert not (tmp_path / "runs.csv").exists()
