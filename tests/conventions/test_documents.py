"""Documents say what the code says: measures, columns, facts, order of the day, changelog, decisions."""

import re
import subprocess
import sys

import pytest

from experiments.question.measures import QUESTIONS
from sim import stages, tables
from sim.calendar import Phase
from sim.measures import MEASURES
from tests.conventions.sources import ROOT, texts

# The names of measures are contracts: result files and other people's scripts are written against them.
KEPT_MEASURES = """
issues reports whistles response_rate resolution_rate satisfaction_rate true_resolution_rate true_satisfaction_rate
late_share repeat_share reopen_share return_share silent_share mean_trust median_days_to_resolve p90_days_to_resolve
median_hours_to_check_in street_funnel_share community_funnel_share passed_down_hours derived_hours funnel_amplification
refused_hours restricted_mean_days_30 street_utilisation department_utilisation open_issues_end
on_time_reply closed_late solved_30 solved_90 resolved_later
letters_taken_up letters_returned letters_chased appointments_kept own_line_wait overtime_hours shed_share
""".split()
KINDS = ("added", "changed", "fixed", "results")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_generated_pages_are_not_stale():
    """The numbers they show are held against short runs by `docs/make.py pages --check` alone, which takes a minute."""
    done = subprocess.run([sys.executable, "docs/make.py", "pages", "--check", "--pages"], capture_output=True, text=True, cwd=ROOT,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_measures_that_are_contracts_are_there():
    names = [measure.name for measure in MEASURES]
    assert len(names) == len(set(names))
    assert set(KEPT_MEASURES) - set(names) == set()


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_measures_are_defined_in_both_languages(measure):
    assert re.search("[一-鿿]", measure.title.zh) and re.search("[一-鿿]", measure.definition.zh)
    assert len(measure.definition.en) > 10 or measure.name == "whistles"
    assert not measure.definition.en.endswith(".")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_measures_answer_one_question_and_say_what_matters(measure):
    """A source is a fact, or an assumption with its reason; a number that grows with the town is a share of the base's."""
    assert [question.name for question in QUESTIONS if measure.name in question.measures] == [measure.question]
    matters = measure.matters
    assert matters.size > 0.0 and (matters.size < 1.0 or measure.unit in ("days", "hours", "hours a year"))
    assert matters.source.en.startswith(("assumption: ", "fact ")) and len(matters.source.en) > 15
    assert matters.source.zh.startswith(("假设：", "事实 ")) and re.search("[一-鿿]", matters.source.zh)
    grows = measure.unit == "" or (measure.unit == "hours" and not {"median", "wait"} & set(measure.name.split("_")))
    assert matters.of_base or not grows


def test_headline_measures_stand_first_under_their_question():
    known = {measure.name: measure for measure in MEASURES}
    for question in QUESTIONS:
        assert question.measures[: len(question.first)] == question.first
        assert {known[name].question for name in question.first} == {question.name}
    assert sorted(name for question in QUESTIONS for name in question.measures) == sorted(known)


@pytest.mark.parametrize("table", tables.TABLES)
def test_columns_are_documented(table):
    columns = tables.TABLES[table]
    names = [c.name for c in columns]
    assert len(names) == len(set(names))
    assert [c.name for c in columns if not c.meaning] == []
    times = [c for c in columns if c.name.endswith("_at") or c.name.startswith(("first_", "last_"))]
    assert [c.name for c in times if c.unit != "h"] == []


def test_every_stage_stands_in_the_glossary():
    glossary = page("glossary.md").lower()
    assert [s.name for s in stages.Stage if s.name.lower().replace("_", " ") not in glossary] == []


def test_the_order_of_the_day_is_told_as_it_is():
    rows = re.findall(r"^\| ([A-Z]+) \|", page("odd.md"), re.MULTILINE)
    assert rows == [phase.name for phase in sorted(Phase)]


def test_glossary_has_one_meaning_for_each_word():
    heads = [word.strip() for row in re.findall(r"^\| (.+?) \|", page("glossary.md"), re.MULTILINE)
             for word in row.split(",")]  # fmt: skip
    assert len(heads) == len(set(heads))


def test_cited_facts_are_listed():
    listed = set(re.findall(r"^\| (\d+(?:\.\d+)?) \|", page("facts.md"), re.MULTILINE))
    cited = set()
    for name, text in texts().items():
        if name.startswith(("scenarios/", "sim/", "agents/")):
            for group in re.findall(r"\bfacts? (\d+(?:\.\d+)?(?:(?:, | and | to )\d+\.\d+)*)", text):
                cited |= set(re.findall(r"\d+(?:\.\d+)?", group))
    assert cited - listed == set()


def test_every_lever_stands_in_the_odd_document():
    from scenarios.levers import LEVERS

    assert [lever.name for lever in LEVERS if f"`{lever.name}`" not in page("odd.md")] == []


def test_changelog_fragments_have_a_kind():
    fragments = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]
    assert [name for name in fragments if not re.fullmatch(rf"[a-z0-9-]+\.(?:{'|'.join(KINDS)})\.md", name)] == []


def test_decisions_are_numbered_and_listed():
    records = sorted(path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    assert [name for name in records if f"({name})" not in page("adr/README.md")] == []
    assert all(page(f"adr/{name}").startswith(f"# {name[:4]} ") for name in records)
