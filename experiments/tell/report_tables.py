"""What stands beside the answers in the HTML report: what the common luck has bought, and definitions."""

import math
from html import escape

from experiments.answer.comparison import paired
from experiments.question.measures import QUESTIONS
from experiments.store.result_folder import ResultFolder
from experiments.tell.cells import BY_NAME, matters_of, name_of
from experiments.tell.formats.html import label
from experiments.words import Language
from experiments.words import results as say
from experiments.words.numbers import MISSING
from sim.measure import TAGS, Measure
from sim.measures import MEASURES


def ratio_table(folder: ResultFolder, language: Language) -> str:
    """Return variances of differences, paired ÷ unpaired."""
    base, reforms = folder.scenarios[0], folder.scenarios[1:]
    found = paired(folder.runs, base, reforms)
    head = "".join(f"<th>{escape(name)}</th>" for name in reforms)
    lines = [f"<tr><th>{say.MEASURE(language)}</th>{head}</tr>"]
    for question in QUESTIONS:
        for measure in (BY_NAME[name] for name in question.first if name in folder.runs):
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
            text = escape(f"{measure.definition(language)}{say.STOP(language)}{matters_of(measure, language)}")
            rows.append(f"<dt>{_label(measure, language)} <code>{measure.name}</code></dt><dd>{text}</dd>")
    return f'<dl class="small">{"".join(rows)}</dl>'


def _label(measure: Measure, language: Language) -> str:
    return label(name_of(measure, language), TAGS[measure.tag].letter(language))
