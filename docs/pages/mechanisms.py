"""docs/mechanisms.md: every clause of the reform, what carries it, what tests it, what it does."""

from collections.abc import Mapping
from typing import Any

from docs.evidence.figures.doses import caption, figure_data
from docs.evidence.levers.effects import Finding
from docs.evidence.levers.kept import measured_rows
from docs.evidence.numbers import Rows, number, read_digest
from docs.evidence.worlds import as_text
from docs.pages.evidence import modules_reading, tests_of, tests_of_clause
from docs.pages.writing import NOTICE, level, measure_named, measure_title, names, said, table, with_interval
from experiments.words import Language, Text
from scenarios.clauses import CLAUSES, Clause
from scenarios.levers import LEVERS, Lever
from sim.measure import TAGS

FINDINGS: dict[str, Text] = {
    Finding.AS_DECLARED: Text(en="as declared", zh="与声明一致"),
    Finding.OPPOSITE: Text(en="**opposite to what is declared**", zh="**与声明相反**"),
    Finding.INDISTINGUISHABLE: Text(en="not distinguishable from zero", zh="与零不可区分"),
    Finding.UP: Text(en="up", zh="上升"),
    Finding.DOWN: Text(en="down", zh="下降"),
    Finding.UNKNOWN: Text(en="cannot be told", zh="无从判断"),
}
_SIGNS = {1: Text(en="up", zh="上升"), -1: Text(en="down", zh="下降"), 0: Text(en="either way", zh="两可")}
_TITLE = Text(en="# Mechanisms, clause by clause\n\n", zh="# 逐条机制\n\n")
_HEAD = Text(
    en="What the reform consists of, what stands for it in the model, which tests are about it, and what it does "
    "when nothing else changes. {study}\n\nA lever's effect is the difference between a world with it, at its strong "
    "setting from day 0 on, and the same world without it, on the same luck; both have lived the same burn-in. In "
    "brackets: the paired 95 % interval. *Tags* say what an effect on the measure is mostly made of: **construction** "
    "(a parameter says so), **queueing** (capacity and order produce it), **behaviour** (decisions produce it). "
    "*Read in*: the modules of actors and kernel that read what the lever writes. *Tests*: those that name the lever "
    "or set a field of it, or are marked with the clause; beside them the tests in `tests/conventions` run over every "
    "lever. Differences in shares are percentage points.\n\n",
    zh="改革由哪些机制组成，模型中由什么代表，哪些测试与之有关，以及其他一切不变时它起什么作用。{study}\n\n"
    "杠杆的效果，是第 0 天起以强档启用它的世界与同样运气下没有它的同一世界之差，两者的预热期相同；方括号内为成对 95 % "
    "区间。*性质*说明指标上的效果主要由什么造成：**设定**（参数直接规定）、**排队**（能力与次序所致）、**行为**"
    "（各方决策所致）。*读取处*：读取该杠杆所写规则量的主体与内核模块。*测试*：点名该杠杆或设置其字段的、"
    "或标有该条款的测试；此外 `tests/conventions` 中的测试对每个杠杆逐一进行。比率之差以百分点计。\n\n",
)
_STUDY = Text(
    en="Measured with `python docs/make.py levers` on `{place}` for {days} days, {replications} pairs of runs.",
    zh="由 `python docs/make.py levers` 在 `{place}` 上测得：{days} 天，{replications} 对运行。",
)
_UNMEASURED = Text(en="Nothing has been measured yet.", zh="尚未测量。")
_VISIBLE = Text(en="**Must be visible:**", zh="**必须看得见：**")
_PARTS = Text(en="| lever | what it changes | read in | tests |", zh="| 杠杆 | 改变什么 | 读取处 | 测试 |")
_EFFECTS = (
    Text(en="lever", zh="杠杆"), Text(en="setting", zh="设置"), Text(en="added to", zh="加在"),
    Text(en="measure", zh="指标"), Text(en="without", zh="没有它时"), Text(en="difference", zh="差值"),
    Text(en="expected", zh="预期"), Text(en="found", zh="结果"), Text(en="made of", zh="性质"),
)  # fmt: skip
_PROCESS = Text(
    en="A process of the model, at work in every run; it lives in {quantities}, read in {modules}. ",
    zh="模型中的过程，每次运行都在起作用；所在规则量：{quantities}，读取处：{modules}。",
)
_TESTED = Text(en="Tests of the clause itself: {tests}.", zh="针对条款本身的测试：{tests}。")
_LEVERS_ON_IT = Text(
    en="Levers that act on it, and what they do to what it shows in:", zh="作用于它的杠杆，及其对表现该条款的指标的效果："
)
_NO_EFFECT = Text(en="not measured yet", zh="尚未测量")
_WHY = Text(en="Why `{lever}` does not do what is expected: {why}", zh="`{lever}` 为何没有预期的效果：{why}")
_DOSES = Text(en="Doses of `{field}` (`{measure}`): {doses}.", zh="`{field}` 的剂量（`{measure}`）：{doses}。")
_FIGURE = Text(en="## Doses\n\n", zh="## 剂量\n\n")


def page(language: Language) -> str:
    """Return the page in one language."""
    effects, doses = measured_rows("main_effects.csv"), measured_rows("doses.csv")
    studies = [mark["study"] for name, mark in read_digest().items() if name.startswith("lever ")]
    told = list(dict.fromkeys(_STUDY(language, **study) for study in studies))
    head = _HEAD(language, study=" ".join(told) or _UNMEASURED(language))
    notice = NOTICE.format(source="scenarios/clauses.py, scenarios/levers, docs/data and the sources")
    parts = [notice, _TITLE(language), head]
    for clause in CLAUSES:
        parts += _clause(clause, effects, doses, language)
    parts += [_FIGURE(language), f"![](figures/doses.{language}.svg)\n\n", caption(figure_data(), language), "\n"]
    return "".join(parts)


def _clause(clause: Clause, effects: Rows, doses: Rows, language: Language) -> list[str]:
    own = [lever for lever in clause.levers() if lever.clause == clause.id]
    title = clause.title
    parts = [
        f"## {clause.id} · {title.zh} · {title.en}\n\n",
        f"{said(clause.says, language)}\n\n{_VISIBLE(language)} {said(clause.visible, language)}\n\n",
    ]
    tests = tests_of_clause(clause.id)
    if clause.quantities:
        modules = _files(modules_reading(clause.quantities))
        parts.append(_PROCESS(language, quantities=names(clause.quantities), modules=modules))
    if tests:
        parts.append(_TESTED(language, tests=_tests(tests)))
    if clause.quantities or tests:
        parts.append("\n\n")
    if not own:
        parts.append(_LEVERS_ON_IT(language) + "\n\n")
    heads = tuple(_PARTS(language).strip("| ").split(" | "))
    parts.append(table(heads, [_carried(lever) for lever in clause.levers()]) + "\n")
    rows = [
        row
        for lever in clause.levers()
        for row in _effects(lever, () if own else clause.measures, effects, language)
    ]
    parts.append(table([head(language) for head in _EFFECTS], rows) + "\n")
    for lever in own:
        parts += _remarks(lever, effects, doses, language)
    return parts


def _carried(lever: type[Lever]) -> tuple[str, str, str, str]:
    """Return the row that says where a lever is, what it writes, where that is read, what tests it."""
    home = f"[`{lever.name}`](../scenarios/levers/{lever.name}.py)"
    return home, names(lever.writes), _files(modules_reading(lever.writes)), _tests(tests_of(lever))


def _effects(lever: type[Lever], wanted: tuple[str, ...], effects: Rows, language: Language) -> list[list[str]]:
    """Return a row for each measure wanted, the declared one where none of them has been measured."""
    mine = {row["measure"]: row for row in effects if row["lever"] == lever.name}
    shown = [name for name in wanted if name in mine] or [lever.effect.measure]
    given = _settings(lever.given)
    found = []
    for name in shown:
        measure = measure_named(name)
        sign = _SIGNS[lever.effect.sign](language) if name == lever.effect.measure else "–"
        start = [
            f"`{lever.name}`", _settings(lever.strong),
            f"`{lever.shown_in}`" + (f" + {given}" if given else ""), measure_title(name, language),
        ]  # fmt: skip
        row = mine.get(name)
        if row is None:
            found.append([*start, "–", _NO_EFFECT(language), sign, "–", TAGS[measure.tag].name(language)])
            continue
        found.append(
            [*start, level(name, number(row["without"]), language), with_interval(name, row, language), sign, FINDINGS[row["finding"]](language),
             TAGS[measure.tag].name(language)]
        )  # fmt: skip
    return found


def _remarks(lever: type[Lever], effects: Rows, doses: Rows, language: Language) -> list[str]:
    """Return why an effect is not there, and the doses."""
    measure, parts = lever.effect.measure, []
    if lever.why_small is not None and needs_reason(lever, effects):
        parts.append(_WHY(language, lever=lever.name, why=said(lever.why_small, language)) + "\n\n")
    mine = sorted(
        (row for row in doses if row["lever"] == lever.name and row["measure"] == measure),
        key=lambda row: int(row["dose"]),
    )
    if lever.doses is not None and mine:
        told = [
            f"{row['value'] or '–'} → {with_interval(measure, row, language)}" for row in mine
        ]
        field = f"{lever.name}.{lever.doses.field}"
        parts.append(_DOSES(language, field=field, measure=measure, doses="; ".join(told)) + "\n\n")
    return parts


def needs_reason(lever: type[Lever], effects: Rows) -> bool:
    """Tell whether what was measured is not what the lever declares, so that the page owes a reason."""
    row = next((r for r in effects if r["lever"] == lever.name and r["measure"] == lever.effect.measure), None)
    return row is not None and row["finding"] in (Finding.OPPOSITE, Finding.INDISTINGUISHABLE, Finding.UNKNOWN)


def unexplained(effects: Rows) -> list[str]:
    """Return the levers that owe a reason and give none."""
    return [lever.name for lever in LEVERS if needs_reason(lever, effects) and lever.why_small is None]


def _settings(values: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name} = {as_text(value)}`" for name, value in values.items())


def _files(modules: list[str]) -> str:
    return ", ".join(f"[{name}](../{name})" for name in modules) or "–"


def _tests(tests: list[str]) -> str:
    """List tests by file."""
    files: dict[str, list[str]] = {}
    for test in tests:
        file, _, name = test.partition("::")
        files.setdefault(file, []).append(f"`{name}`")
    return "; ".join(f"[{file}](../{file}): {', '.join(found)}" for file, found in files.items()) or "–"
