"""Answers in the terminal, as HTML and as CSV: the same numbers and words, from one table."""

import csv
import io
import math
import re

import pytest
from rich.console import Console

from experiments.answer.table import answer_table
from experiments.store.publication import PUBLISHED
from experiments.tell import report
from experiments.tell.cells import cells_of
from experiments.tell.formats import catalogue, html, terminal
from experiments.tell.formats import csv as csv_format
from experiments.words import LANGUAGES
from sim.measures import MEASURES
from tests.folders import folder_of

NAN = math.nan
VALUES = {
    "status_quo": {"street_funnel_share": [0.5, 0.52, 0.54], "late_share": [0.3, 0.31, 0.29], "mean_trust": [0.5] * 3,
                   "median_days_to_resolve": [NAN] * 3, "restricted_mean_days_30": [15.0, 15.2, 15.1],
                   "issues": [1200.0, 1210.0, 1190.0], "passed_down_hours": [61000.0, 61500.0, 60800.0],
                   "return_share": [0.2, 0.1, 0.3]},
    "whistle": {"street_funnel_share": [0.4, 0.43, 0.42], "late_share": [0.298, 0.3075, 0.288], "mean_trust": [0.5] * 3,
                "median_days_to_resolve": [7.0, 6.5, 7.5], "restricted_mean_days_30": [16.0, 16.6, 16.3],
                "issues": [1300.0, 1320.0, 1290.0], "passed_down_hours": [50000.0, 50600.0, 49900.0],
                "return_share": [0.3, 0.1, 0.1]},
}  # fmt: skip
# What is to be read of each row, worked out from the values above.
SHOWN = {
    "street_funnel_share": ("52.0", "-10.3", "better", "改善", "better"),
    "late_share": ("30.0", "-0.217", "better, too little to matter", "改善，但小而无实际意义", "small"),
    "mean_trust": ("0.500", "0", "not distinguishable from zero, and too little to matter", "与零无法区分，小而无实际意义", "same"),
    "median_days_to_resolve": ("–", "(7.00)", "cannot be compared", "无法比较", ""),
    "restricted_mean_days_30": ("15.1", "+1.20", "worse", "变差", "worse"),
    "issues": ("1,200", "+103", "higher", "升高", "other"),
    "passed_down_hours": ("61.1", "-10.93", "better", "改善", "better"),
    "return_share": ("20.0", "-3", "not distinguishable from zero", "与零无法区分", "zero"),
}


@pytest.fixture(params=[1, 2, 6], ids="{} reforms".format)
def folder(request, tmp_path):
    reforms = {"whistle": VALUES["whistle"], **{f"other_{n}": VALUES["status_quo"] for n in range(request.param - 1)}}
    return folder_of(tmp_path / "out", {"status_quo": VALUES["status_quo"], **reforms})


def printed(answers, language):
    out = Console(file=io.StringIO(), width=100)
    for table in terminal.tables(answers, language):
        out.print(table)
    return out.file.getvalue()


@pytest.mark.parametrize("measure", SHOWN)
def test_a_row_in_words(tmp_path, measure):
    answers = answer_table(folder_of(tmp_path, VALUES))
    (row,) = (row for row in answers.rows if row.measure == measure)
    base, difference, en, zh, style = SHOWN[measure]
    cells = {language: cells_of(row, language) for language in LANGUAGES}
    assert (cells["en"].base, cells["en"].difference, cells["en"].verdict, cells["zh"].verdict) == (base, difference, en, zh)
    assert {told.style for told in cells.values()} == {style}
    assert cells["en"].intervals == cells["zh"].intervals and len(cells["en"].intervals) == (measure != "median_days_to_resolve")


def test_many_hours_are_shown_in_thousands_with_their_unit(tmp_path):
    answers = answer_table(folder_of(tmp_path, VALUES))
    (row,) = (row for row in answers.rows if row.measure == "passed_down_hours")
    assert (cells_of(row, "en").name, cells_of(row, "zh").name) == ("Hours of work passed down, 1,000 h", "下派工作工时，千小时")


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminal_and_page_say_the_same(folder, language):
    answers = answer_table(folder)
    shown, page = printed(answers, language), html.table(answers, language)
    assert max(map(len, shown.splitlines())) <= 100
    flat = re.sub(r"\s+", "", shown)
    for row in answers.rows:
        cells = cells_of(row, language)
        for text in (cells.base, cells.difference, *cells.intervals):
            assert text.replace(" ", "").split(",")[0] in flat, (row.measure, text)
            assert text.replace("-", "−") in page, (row.measure, text)
        assert cells.verdict in page and cells.name in page
        if len(answers.reforms) == 1:  # in a grid the mark alone stands for the verdict
            assert cells.verdict.replace(" ", "") in flat, cells.verdict
    assert page.count("<tr") == 1 + len(dict(answers.by_question())) + len(SHOWN)
    assert all(name in page and name[:16] in shown for name in folder.scenarios[1:] if len(answers.reforms) > 1)


def test_looks_of_a_verdict(tmp_path):
    answers = answer_table(folder_of(tmp_path, VALUES))
    page = html.table(answers, "en")
    for name, look in (("better", "better"), ("worse", "worse"), ("higher", "other"), ("better, too little to matter", "i")):
        assert re.search(rf'<span class="{look}">[^<]*<br>{name}</span>', page), name
    shown = printed(answers, "en")
    for mark, words in (("✓", "better"), ("✗", "worse"), ("•", "higher"), ("≈", "better, too little"), ("=", "not distinguishable"),
                        ("○", "not distinguishable")):  # fmt: skip
        assert f"{mark} {words}" in shown


def test_marks_are_letters_where_signs_cannot_be_shown(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    marks = terminal.symbols()
    assert "".join(marks).isascii() and len(set(marks)) == len(marks)


def test_the_csv_file_holds_the_table_and_its_words(folder, tmp_path):
    answers = answer_table(folder)
    (path,) = csv_format.write(folder, answers, tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(answers.rows)
    for told, row in zip(rows, answers.rows, strict=True):
        for name, value in row._asdict().items():
            if isinstance(value, float):
                assert (math.isnan(value) and told[name] == "") or float(told[name]) == value
            else:
                assert told[name] == str(value)
        for language in LANGUAGES:
            assert told[f"verdict_{language}"] == cells_of(row, language).verdict
            assert told[f"measure_{language}"] and told[f"matters_source_{language}"] and told[f"question_{language}"]


def test_a_scenario_is_no_formula_in_a_spreadsheet(tmp_path):
    folder = folder_of(tmp_path, {"status_quo": VALUES["status_quo"], "=cmd": VALUES["whistle"]})
    (path,) = csv_format.write(folder, answer_table(folder), tmp_path)
    text = path.read_text(encoding="utf-8-sig")
    assert ",'=cmd," in text and ",=cmd," not in text


def test_two_intervals_stand_in_two_lines(tmp_path):
    answers = answer_table(folder_of(tmp_path, {
        "a": {"restricted_mean_days_30": [15.0] * 4}, "b": {"restricted_mean_days_30": [14.0, 13.8, 10.0, 10.2]}}, sets=2))  # fmt: skip
    told = cells_of(answers.rows[0], "en").intervals
    assert len(told) == 2 and "luck / parameters" in printed(answers, "en")
    assert all(line.replace("-", "−") in html.table(answers, "en") for line in told)
    one = answer_table(folder_of(tmp_path, {
        "a": {"restricted_mean_days_30": [15.0, 15.0]}, "b": {"restricted_mean_days_30": [14.0, 13.0]}}, sets=1))  # fmt: skip
    luck, parameters = cells_of(one.rows[0], "en").intervals
    assert luck.startswith("[") and parameters == "–"


def test_a_single_run_shows_every_measure(tmp_path):
    """None that a run has is left out, in the terminal, on the page and in the file."""
    run = folder_of(tmp_path, {"whistle": {measure.name: [0.25 + n] for n, measure in enumerate(MEASURES)}})
    answers = answer_table(run)
    shown, page = printed(answers, "en"), html.table(answers, "en")
    assert len(answers.rows) == len(MEASURES)
    for row in answers.rows:
        cells = cells_of(row, "en")
        assert cells.value in shown and cells.value in page and cells.name in page
    assert "verdict" not in shown and "cannot be compared" not in page
    (path,) = csv_format.write(run, answers, tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert {row["measure"]: float(row["mean"]) for row in csv.DictReader(file)} == {
            measure.name: 0.25 + n for n, measure in enumerate(MEASURES)
        }


def test_the_report_is_written_in_every_form(tmp_path, monkeypatch):
    folder = folder_of(tmp_path / "out", VALUES)
    written = []

    def write(found, answers, target):
        written.append((found, [row.measure for row in answers.rows], target))
        return [target / "answers.new"]

    monkeypatch.setattr(report, "FORMATS", (catalogue.Format("csv", csv_format.write), catalogue.Format("new", write)))
    assert report.write_reports(folder, tmp_path) == [tmp_path / "answers.csv", tmp_path / "answers.new"]
    assert written == [(folder, [row.measure for row in answer_table(folder).rows], tmp_path)]
    assert [form.name for form in catalogue.FORMATS] == ["html", "parquet", "csv"] and csv_format.FILE in PUBLISHED
