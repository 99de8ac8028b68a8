"""Tables of the HTML report."""

import math
from html import escape

from experiments.comparison import differences
from experiments.folder import ResultFolder
from experiments.formats import MISSING, interval, number, unit_name
from experiments.questions import QUESTIONS
from experiments.statistics import Verdict
from experiments.texts import Language
from experiments.texts import results as say
from sim.measures import MEASURES, Measure

_BY_NAME = {measure.name: measure for measure in MEASURES}
_CLASS = {Verdict.BETTER: "better", Verdict.WORSE: "worse", Verdict.HIGHER: "other", Verdict.LOWER: "other"}


def run_table(folder: ResultFolder, language: Language) -> str:
    """Return the measures of a single run, by question."""
    row = folder.runs.iloc[0]
    lines = [f"<tr><th>{say.MEASURE(language)}</th><th>{say.VALUE(language)}</th></tr>"]
    for title, measures in _questions(folder, language):
        lines.append(f'<tr class="q"><td colspan="2">{escape(title)}</td></tr>')
        for measure in measures:
            value = number(float(row[measure.name]), measure.unit)
            lines.append(f"<tr><td>{_label(measure, language)}</td><td>{_minus(value)}</td></tr>")
    return "<table>" + "".join(lines) + "</table>"


def comparison_table(folder: ResultFolder, language: Language) -> str:
    """Return base values and differences with intervals, by question."""
    base, reforms = folder.scenarios[0], folder.scenarios[1:]
    found = differences(folder.runs, base, reforms).set_index(["measure", "scenario"])
    means = folder.runs[folder.runs["scenario"] == base].mean(numeric_only=True)
    head = "".join(f"<th>{escape(name)}</th>" for name in (base, *reforms))
    lines = [f"<tr><th>{say.MEASURE(language)}</th>{head}</tr>"]
    for title, measures in _questions(folder, language):
        lines.append(f'<tr class="q"><td colspan="{2 + len(reforms)}">{escape(title)}</td></tr>')
        for measure in measures:
            cells = [f"<td>{_minus(number(float(means[measure.name]), measure.unit))}</td>"]
            for reform in reforms:
                row = found.loc[(measure.name, reform)]
                verdict = Verdict(str(row["verdict"]))
                low, high = float(row["low"]), float(row["high"])
                told = say.VERDICTS[verdict](language)
                shown = number(float(row["difference"]), measure.unit, signed=True)
                inner = f'<span class="{_CLASS.get(verdict, "i")}">{_minus(shown)}<br>{escape(told)}</span>'
                if not math.isnan(low):
                    inner += f'<br><span class="i">{_minus(interval(low, high, measure.unit))}</span>'
                if row["dropped"]:
                    inner += f'<br><span class="i">n = {int(row["pairs"])}</span>'
                cells.append(f"<td>{inner}</td>")
            lines.append(f"<tr><td>{_label(measure, language)}</td>{''.join(cells)}</tr>")
    return "<table>" + "".join(lines) + "</table>"


def ratio_table(folder: ResultFolder, language: Language) -> str:
    """Return variances of differences, paired ÷ unpaired."""
    base, reforms = folder.scenarios[0], folder.scenarios[1:]
    found = differences(folder.runs, base, reforms).set_index(["measure", "scenario"])
    head = "".join(f"<th>{escape(name)}</th>" for name in reforms)
    lines = [f"<tr><th>{say.MEASURE(language)}</th>{head}</tr>"]
    for _, measures in _questions(folder, language):
        for measure in measures:
            ratios = [float(found.loc[(measure.name, reform), "variance_ratio"]) for reform in reforms]  # type: ignore[arg-type]
            cells = "".join(f"<td>{MISSING if math.isnan(r) else f'{r:.2f}'}</td>" for r in ratios)
            lines.append(f"<tr><td>{_label(measure, language)}</td>{cells}</tr>")
    return f'<p class="small">{escape(say.RATIO_TITLE(language))}</p><table>{"".join(lines)}</table>'


def definitions(folder: ResultFolder, language: Language) -> str:
    """Return the definition of every measure of the folder."""
    rows = []
    for measure in MEASURES:
        if measure.name in folder.runs:
            text = measure.definition_zh if language == "zh" else measure.definition_en
            rows.append(f"<dt>{_label(measure, language)} <code>{measure.name}</code></dt><dd>{escape(text)}</dd>")
    return f'<dl class="small">{"".join(rows)}</dl>'


def _questions(folder: ResultFolder, language: Language) -> list[tuple[str, list[Measure]]]:
    columns = set(folder.runs.columns)
    return [
        (question.title(language), [_BY_NAME[n] for n in question.measures if n in _BY_NAME and n in columns])
        for question in QUESTIONS
    ]


def _label(measure: Measure, language: Language) -> str:
    unit = unit_name(measure.unit, language)
    name = measure.zh if language == "zh" else measure.en
    tag = say.TAGS[measure.tag][0](language)
    comma = "，" if language == "zh" else ", "
    return f'{escape(name + (comma + unit if unit else ""))} <span class="tag">{escape(tag)}</span>'


def _minus(text: str) -> str:
    """Write the minus sign of print."""
    return escape(text.replace("-", "−"))
