"""Tables of the HTML report."""

import math
from html import escape

from experiments.answer.comparison import intervals, paired
from experiments.question.measures import QUESTIONS
from experiments.store.result_folder import ResultFolder
from experiments.tell.terminal import interval_lines
from experiments.words import Language
from experiments.words import results as say
from experiments.words.numbers import MISSING, difference, number, unit_name
from experiments.words.verdicts import Verdict
from sim.measures import MEASURES, TAGS, Measure

_BY_NAME = {measure.name: measure for measure in MEASURES}
_CLASS = {Verdict.BETTER: "better", Verdict.WORSE: "worse", Verdict.HIGHER: "other", Verdict.LOWER: "other"}


def run_table(folder: ResultFolder, language: Language) -> str:
    """Return the measures of a single run, by question."""
    row = folder.runs.iloc[0]
    lines = [f"<tr><th>{say.MEASURE(language)}</th><th>{say.VALUE(language)}</th></tr>"]
    for title, measures in _questions(folder, language):
        lines.append(f'<tr class="q"><td colspan="2">{escape(title)}</td></tr>')
        for measure in measures:
            size = float(row[measure.name])
            value = number(size, measure.unit, size)
            lines.append(f"<tr><td>{_label(measure, language, size)}</td><td>{_minus(value)}</td></tr>")
    return "<table>" + "".join(lines) + "</table>"


def comparison_table(folder: ResultFolder, language: Language) -> str:
    """Return base values and differences with intervals, by question."""
    base, reforms = folder.scenarios[0], folder.scenarios[1:]
    found = paired(folder.runs, base, reforms)
    both = intervals(folder.runs, base, reforms) if folder.study.get("parameters") else {}
    means = folder.runs[folder.runs["scenario"] == base].mean(numeric_only=True)
    head = "".join(f"<th>{escape(name)}</th>" for name in (base, *reforms))
    lines = [f"<tr><th>{say.MEASURE(language)}</th>{head}</tr>"]
    for title, measures in _questions(folder, language):
        lines.append(f'<tr class="q"><td colspan="{2 + len(reforms)}">{escape(title)}</td></tr>')
        for measure in measures:
            size = float(means[measure.name])
            cells = [f"<td>{_minus(number(size, measure.unit, size))}</td>"]
            for reform in reforms:
                gap = found[measure.name, reform]
                told = say.VERDICTS[gap.verdict](language)
                shown, _ = difference(gap.difference, gap.low, gap.high, measure.unit, size)
                if not gap.pairs and not math.isnan(gap.mean):
                    shown = f"({number(gap.mean, measure.unit, size)})"
                inner = f'<span class="{_CLASS.get(gap.verdict, "i")}">{_minus(shown)}<br>{escape(told)}</span>'
                for line in interval_lines(gap, both.get((measure.name, reform)), measure.unit, size):
                    inner += f'<br><span class="i">{_minus(line)}</span>'
                if gap.dropped:
                    inner += f'<br><span class="i">n = {gap.pairs}</span>'
                cells.append(f"<td>{inner}</td>")
            lines.append(f"<tr><td>{_label(measure, language, size)}</td>{''.join(cells)}</tr>")
    return "<table>" + "".join(lines) + "</table>"


def ratio_table(folder: ResultFolder, language: Language) -> str:
    """Return variances of differences, paired ÷ unpaired."""
    base, reforms = folder.scenarios[0], folder.scenarios[1:]
    found = paired(folder.runs, base, reforms)
    head = "".join(f"<th>{escape(name)}</th>" for name in reforms)
    lines = [f"<tr><th>{say.MEASURE(language)}</th>{head}</tr>"]
    for _, measures in _questions(folder, language):
        for measure in measures:
            ratios = [found[measure.name, reform].variance_ratio for reform in reforms]
            if all(math.isnan(ratio) for ratio in ratios):
                continue
            cells = "".join(f"<td>{MISSING if math.isnan(r) else f'{r:.2f}'}</td>" for r in ratios)
            lines.append(f"<tr><td>{_label(measure, language)}</td>{cells}</tr>")
    return f'<p class="small">{escape(say.RATIO_TITLE(language))}</p><table>{"".join(lines)}</table>'


def definitions(folder: ResultFolder, language: Language) -> str:
    """Return the definition of every measure of the folder."""
    rows = []
    for measure in MEASURES:
        if measure.name in folder.runs:
            text = measure.definition(language)
            rows.append(f"<dt>{_label(measure, language)} <code>{measure.name}</code></dt><dd>{escape(text)}</dd>")
    return f'<dl class="small">{"".join(rows)}</dl>'


def _questions(folder: ResultFolder, language: Language) -> list[tuple[str, list[Measure]]]:
    columns = set(folder.runs.columns)
    return [
        (question.title(language), [_BY_NAME[n] for n in question.measures if n in _BY_NAME and n in columns])
        for question in QUESTIONS
    ]


def _label(measure: Measure, language: Language, size: float = 0.0) -> str:
    unit = unit_name(measure.unit, language, size)
    name = measure.title(language)
    tag = TAGS[measure.tag].letter(language)
    comma = "，" if language == "zh" else ", "
    return f'{escape(name + (comma + unit if unit else ""))} <span class="tag">{escape(tag)}</span>'


def _minus(text: str) -> str:
    """Write the minus sign of print."""
    return escape(text.replace("-", "−"))
