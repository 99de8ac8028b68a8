"""Pages for reference: pinned versions, columns and measures, levers, offered load."""

import tomllib
from enum import IntEnum
from typing import Any

from docs.pages.writing import NOTICE, ROOT, allowed, names, shown, table
from sim.measure import Measure

_DIRECTIONS = {1: "up", -1: "down", 0: "up or down"}


def constraints() -> str:
    """Return the pinned versions of pyproject.toml as a constraints file for pip."""
    uv = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]
    pins = [*uv["constraint-dependencies"], *uv["build-constraint-dependencies"]]
    return "\n".join(["# Written by docs/make.py pages from pyproject.toml.", *sorted(set(pins))]) + "\n"


def data_model() -> str:
    """Return docs/data_model.md: every column of every table, every measure, every enumeration."""
    from experiments.answer.table import COLUMNS
    from experiments.question.measures import QUESTIONS
    from experiments.tables.catalogue import RESULT_TABLES
    from sim import stages, tables
    from sim.measures import MEASURES
    from sim.names import WORDS

    source = "sim/tables.py, experiments/tables/catalogue.py, experiments/answer/table.py, sim/measures.py, sim/stages.py and sim/names.py"
    parts = [NOTICE.format(source=source), _DATA_MODEL_HEAD]
    for name, columns in tables.TABLES.items():
        rows = [(f"`{c.name}`", c.dtype, c.unit, c.meaning) for c in columns]
        parts += [f"\n## {name}\n\n", table(("column", "type", "unit", "meaning"), rows)]
    parts.append(_RESULT_TABLES_HEAD)
    for result in RESULT_TABLES:
        rows = [(f"`{c.name}`", c.dtype, c.unit, c.meaning) for c in result.columns]
        parts.append(f"\n### {result.name}.parquet\n\n{result.meaning}\n\n")
        if result.columns not in tables.TABLES.values():
            parts.append(table(("column", "type", "unit", "meaning"), rows))
    measures = [
        (f"`{m.name}`", m.title.zh, m.unit or "number", m.better or "–", m.tag, m.question, _matters(m),
         f"{m.definition.en}<br>{m.definition.zh}")
        for m in MEASURES
    ]  # fmt: skip
    parts += ["\n## Measures\n\n", _MEASURES_HEAD]
    heads = ("measure", "中文", "unit", "better", "effect by", "question", "matters from", "definition")
    parts.append(table(heads, measures))
    sources = dict.fromkeys(m.matters.source for m in MEASURES)
    parts += [_SOURCES_HEAD, *(f"- {s.en} · {s.zh}\n" for s in sources)]
    questions = ((f"`{question.name}`", question.title.en, question.title.zh) for question in QUESTIONS)
    parts += ["\n", table(("question", "in words", "中文"), questions)]
    rows = [(f"`{c.name}`", c.dtype, c.unit, c.meaning) for c in COLUMNS]
    parts += [_ANSWERS_HEAD, table(("column", "type", "unit", "meaning"), rows), _ANSWERS_FOOT]
    parts.append("\n## Enumerations\n\nNumbers in the tables stand for these words; −1 (`NONE`) is \"none\".\n\n")
    listed = []
    kinds: tuple[type[IntEnum], ...] = (stages.Stage, *WORDS)
    for kind in kinds:
        words = WORDS.get(kind, {})
        told = [", ".join(f"{int(m)} {m.name}" for m in kind)]
        told += [", ".join(getattr(name, language) for name in words.values()) or "–" for language in ("en", "zh")]
        listed.append((f"`{kind.__name__}`", *told))
    parts.append(table(("enumeration", "members", "called in `x_name`", "中文"), listed))
    return "".join(parts)


def _matters(measure: Measure) -> str:
    size = measure.matters.size
    return f"{size:.0%} of the base" if measure.matters.of_base else f"{size:g}"


def levers() -> str:
    """Return docs/levers.md: every lever with its fields, and which scenarios pull it."""
    from scenarios.levers import LEVERS, Lever
    from scenarios.loading import list_scenarios, load_scenario

    loaded = [load_scenario(name) for name in list_scenarios()]
    parts = [NOTICE.format(source="scenarios/levers and scenarios/library"), _LEVERS_HEAD]
    for lever in LEVERS:
        pulled = [
            s.name for s in loaded
            if any(lever.name == its.name for stretch in s.stretches() for its in stretch.scenario.pulled())
        ]  # fmt: skip
        own = [f for f in lever.fields() if f.name not in Lever.model_fields]
        effect = f"`{lever.effect.measure}` {_DIRECTIONS[lever.effect.sign]}"
        parts += [
            f"\n## `{lever.name}` · {lever.title.zh} · {lever.title.en}\n\n",
            f"{lever.explanation.en}\n{lever.explanation.zh}\n\n",
            f"Clause {lever.clause}. Expected main effect: {effect}. Writes {names(lever.writes)}.",
            " Lays streets out anew." if lever.structural else "",
            f" In {names(pulled)}.\n\n" if pulled else " In no shipped scenario.\n\n",
            table(
                ("field", "meaning", "unit", "allowed", "default", "neutral", "source"),
                [
                    (f"`{lever.name}.{f.name}`", f"{f.words.en}<br>{f.words.zh}", f.unit, allowed(f),
                     shown(f.default), shown(f.neutral), f.source)
                    for f in own
                ],
            ),
        ]  # fmt: skip
    rows = [
        (f"`{s.name}`", " ← ".join(reversed(s.chain[:-1])) or "–", _made_of(s), s.title.zh, s.title.en,
         f"{s.question.en}<br>{s.question.zh}", ", ".join(s.clauses) or "–")
        for s in loaded
    ]  # fmt: skip
    parts += ["\n## Shipped scenarios\n\n", _SCENARIOS_HEAD]
    parts.append(table(("scenario", "extends", "made of", "中文", "title", "question", "clauses"), rows))
    return "".join(parts)


def _made_of(scenario: Any) -> str:
    """Return what a scenario puts together, or lives through from which day."""
    phases = [f"day {phase.day}: `{phase.scenario.name}`" for phase in scenario.phases]
    return names(scenario.includes) or "<br>".join(phases) or "–"


def load() -> str:
    """Return docs/load.md: the arithmetic of utilisation of `district`, line by line."""
    from scenarios.compile import compile_scenario
    from scenarios.loading import list_scenarios, load_scenario
    from scenarios.place import load_place
    from sim.flows import most_taken_up, staffed_days
    from sim.load import offered_load
    from sim.stages import Level

    place = load_place("district")
    span = (-320, 565)
    levels = (Level.STREET, Level.COMMUNITY, Level.DEPARTMENT)
    loads = {}
    for name in ("status_quo", *(n for n in list_scenarios() if n != "status_quo")):
        scenario = load_scenario(name)
        if scenario.phases:  # each of them has its own row
            continue
        compiled = compile_scenario(scenario, place, *span)
        loads[name] = offered_load(compiled.dated[-1][1], compiled.world, compiled.filing)
    calendar = compiled.world.calendar
    before = loads["status_quo"]
    days = staffed_days(calendar)
    parts = [
        NOTICE.format(source="sim/load.py and the place `district`"),
        _LOAD_HEAD.format(days=days, hours=calendar.hours_a_day, year=days * calendar.hours_a_day),
    ]
    for level in levels:
        capacity = float(before.capacity[level].sum())
        rows = [
            (line.title.en, line.title.zh, f"{line.hours.sum():,.0f}", f"{line.hours.sum() / capacity:.3f}")
            for line in before.lines
            if line.level == level
        ]
        total = float(before.hours(level).sum())
        rows.append(("**sum**", "**合计**", f"**{total:,.0f}**", f"**{before.overall(level):.3f}**"))
        offices = f"{len(before.capacity[level])} offices, {capacity:,.0f} staffed hours a year"
        parts.append(f"\n## {level.name.capitalize()} level: {offices}\n\n")
        parts.append(table(("term", "项目", "hours a year", "share of staffed hours"), rows))
    rework = _LOAD_REWORK.format(
        filed=before.filed.sum(), duplicated=before.duplicated.sum(), rework=before.rework(),
        low=before.pressure().min(), high=before.pressure().max(),
        least=before.served.min(), most=before.served.max(), at_most=most_taken_up(compiled.dated[0][1]),
    )  # fmt: skip
    parts.append(rework)
    summary = [
        [f"`{name}`", *(f"{load.overall(level):.3f}" for level in levels), f"{load.served.mean():.2f}"]
        for name, load in loads.items()
    ]
    heads = ("scenario", "streets", "communities", "departments", "share of letters taken up")
    parts += ["\n## Under the shipped scenarios, in full force\n\n", table(heads, summary), _LOAD_FOOT]
    return "".join(parts)


_DATA_MODEL_HEAD = """# Data model

Tables of a run as `sim.trace.Trace` hands them out and as Parquet files hold them. Times are hours
from the start of day 0; NaN means "not yet", or never. What a result folder holds:
[results/README.md](../results/README.md).

Files hold numbers for words: `category`, `grade`, `level`, … In memory, from `StreetModel(…).run()` and from what `whistle.compare`,
`run` and `load` return, each such column `x` has beside it a categorical column `x_name`, in the language that
`whistle.language("zh")` or `WHISTLE_LANG` chooses. The words stand under [Enumerations](#enumerations); categories are called as the
place calls them.
"""

_RESULT_TABLES_HEAD = """
## Tables of a result folder

What every run leaves in a result folder, whole tables of the trace apart. Every row also has `scenario` and
`replication`, and `parameters` (the number of the parameter set) where there are sets. The content hash covers these
tables.
"""

_MEASURES_HEAD = """One row of `runs.parquet` holds all of them. Whom each counts stands beside it and in
`sim/cohorts.py`. *Measured* rates are the city's: over the rows it first called from day 0 to the end, as the case stood
and as the reporter answered at that call; *true* rates are over residents affected by problems, the silent too, and ask
what is the case 30 (90) days after a problem was first filed. Where there is nobody to count the value is NaN. "Effect by" says what an effect
on the measure is mostly made of: construction, queueing or behaviour ([odd.md](odd.md), section 4). "Matters from" is the
smallest difference that matters, in the measure's unit, shares as fractions.

"""

_SOURCES_HEAD = """
Where the smallest differences that matter come from (`sim/measure.py`); a number of your own:
`compare(…).answer_table(matters={"late_share": 0.05})`.

"""

_ANSWERS_HEAD = """
## Answer table

What a run or a comparison answers, one row a measure and reform: `compare(…).answer_table()`, and `answers.csv` in the
result folder. Terminal, report and notebook are made from it. The file has a further column `unit`, and for question, measure,
verdict, driver and the source of what matters their words in both languages (`measure_en`, `measure_zh`, …).

"""

_ANSWERS_FOOT = """
Verdicts come from the interval of the difference and the smallest difference that matters:

| verdict | 中文 | when | shown as |
|---|---|---|---|
| `up`, `down` | 升、降 | the interval leaves out zero, and the difference is at least as large as what matters | better, worse; higher, lower where no direction is good |
| `small` | 有差别但小 | the interval leaves out zero, and the difference is smaller than what matters | the same word, "too little to matter" |
| `same` | 相同 | the interval holds zero and reaches beyond what matters on neither side | not distinguishable from zero, and too little to matter |
| `undecided` | 未定 | the interval holds zero and reaches beyond what matters, or one pair gives none | not distinguishable from zero; no interval |
| `missing` | 无 | no pair of runs has a value in both scenarios, or there is one scenario only | cannot be compared |

The column `verdict` of `compare(…).differences()` knows nothing of what matters: it says of each interval whether it leaves out zero.
"""

_LEVERS_HEAD = """# Levers

What a reform can change. Every lever also has `start_day`, `ramp_days` (weekly steps) and `districts` (empty: all).
What cannot be in force by halves (a switch, an interval, a date) is in force from the first step of the ramp.
At its neutral values a lever changes no byte of a run; "–" as neutral means "as the place has it". Sources: "fact n" is
a published fact ([facts.md](facts.md)), "clause" the reform's own text ([odd.md](odd.md), section 7), "assumption" a
choice nobody has measured. On the command line: `--set lever.field=value`. How to add one: [guide.md](guide.md).
"""

_SCENARIOS_HEAD = """A scenario may extend one other, include several (no lever from two of them), or live through
dated phases: from its day on the levers of the scenario it names are in force, their own days counted from there.
`--set lever.field=value` then sets the field in every phase.

"""

_LOAD_HEAD = """# Offered load of `district`

What every office is expected to get in a year under `status_quo`: arithmetic with the means of [flow.md](flow.md), no
simulation (`sim/load.py`). Staffed are {days:.0f} days of {hours:g} hours: {year:,.0f} hours a person. Terms that are
0 here are at work under other scenarios.
"""

_LOAD_REWORK = """
Filed in a year: {filed:,.0f} first files and {duplicated:,.0f} duplicates that are not merged. Reopenings and repeat
filings raise the streets' hours on issues by the factor {rework:.3f}. Letters offered to departments are {low:.2f} to
{high:.2f} times the hours left for them; {least:.2f} to {most:.2f} of them are taken up in the end, at the first ask or
after a reminder, and {at_most:.2f} would be over empty trays. The others are given up.
"""

_LOAD_FOOT = """
Left out of the sum: rows withdrawn because a twin was solved first, duplicates that come after a closing, waiting on
site for the last department and the street's officer, the backlog a run begins with, and what behaviour changes. What
is left out at departments is missing for letters, which have what other work leaves. Emergency desks work outside staffed hours and are no
part of it. Above 1 the office cannot keep up: its queues grow for as long as the run lasts, and measures depend on the
number of days.
"""
