"""The report: one self-contained HTML page in each language; nothing is fetched."""

import io
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from experiments.answer.table import AnswerTable
from experiments.question.command import command_of
from experiments.store.result_folder import ResultFolder
from experiments.tell.figures.catalogue import FigureKind, figures_of
from experiments.tell.figures.collect import figure_data
from experiments.tell.figures.drawing import reason_of
from experiments.tell.figures.style import DEFAULT_WIDTH, print_style
from experiments.tell.formats.html import table
from experiments.tell.report_tables import definitions, ratio_table
from experiments.tell.terminal import interval_notes
from experiments.words import LANGUAGES, Language
from experiments.words import figures as say_figures
from experiments.words import report as say
from experiments.words import results as words
from sim.measure import TAGS

_STYLE = """
body{font:16px/1.55 "Noto Sans","Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;color:#1a1a1a;
max-width:62rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #ccc}
table{border-collapse:collapse;margin:1rem 0;font-size:.86rem;width:100%}
th,td{padding:.3rem .5rem;text-align:right;vertical-align:top;border-bottom:1px solid #e4e4e4}
th:first-child,td:first-child{text-align:left}th{border-bottom:1.5px solid #333;font-weight:600}
tr.q td{font-weight:600;background:#f4f4f4;text-align:left}
.i{color:#555;white-space:nowrap}.better{color:#006d4c}.worse{color:#a83a00}.other{color:#0a5a8c}.tag{color:#777}
figure{margin:1.5rem 0}figure svg{width:100%;max-width:54rem;height:auto}figcaption,.small{font-size:.86rem;color:#444}
.wide{overflow-x:auto}code{font-size:.86em;overflow-wrap:anywhere}dt{font-weight:600;margin-top:.5rem}dd{margin-left:1.2rem}
@media print{body{margin:0;max-width:none}h2,figure,tr{break-inside:avoid}}
"""


def write(folder: ResultFolder, answers: AnswerTable, target: Path) -> list[Path]:
    """Write report.zh.html and report.en.html into `target`."""
    written = []
    for language in LANGUAGES:
        path = target / f"report.{language}.html"
        path.write_text(report_page(folder, answers, language), encoding="utf-8")
        written.append(path)
    return written


def report_page(folder: ResultFolder, answers: AnswerTable, language: Language) -> str:
    """Return the report of a result folder as one HTML page."""
    study = folder.study
    compared = study["kind"] == "compare"
    names = folder.scenarios
    if compared:
        title = say.TITLE_COMPARE(language, base=names[0], reforms=("、" if language == "zh" else ", ").join(names[1:]))
    else:
        title = say.TITLE_RUN(language, scenario=names[0])
    tables = f'<div class="wide">{table(answers, language)}</div>'
    parts = [
        f"<h1>{escape(title)}</h1>",
        _section(say.QUESTION(language), _questions(folder, language)),
        _section(say.WAS_RUN(language), _conditions(folder, language)),
        _section(say.RESULTS(language), tables, *_figures(folder, language)),
        _section(say.HOW_TO_READ(language), *_how_to_read(folder, language)),
    ]
    if compared and study["replications"] > 1 and not study.get("parameters"):
        rough = words.VERY_ROUGH(language) if study["replications"] < 20 else ""
        comment = words.RATIO_COMMENT(language, n=study["replications"], rough=rough)
        parts.append(_section(say.LUCK(language), ratio_table(folder, language), _small(comment)))
    told = say.LIMITS_LIST if not study.get("parameters") else say.LIMITS_LIST_SETS
    limits = "".join(f"<li>{escape(limit(language))}</li>" for limit in told)
    parts += [
        _section(say.LIMITS(language), f"<ul>{limits}</ul>"),
        _section(say.DEFINITIONS(language), definitions(folder, language)),
        _section(say.PROVENANCE(language), _provenance(folder, language)),
    ]
    page_language = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{page_language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _section(title: str, *content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>\n" + "\n".join(content) + "</section>"


def _small(text: str) -> str:
    return f'<p class="small">{escape(text)}</p>'


def _questions(folder: ResultFolder, language: Language) -> str:
    rows = []
    for name in folder.scenarios:
        scenario: dict[str, Any] = folder.study["resolved"][name]
        title, question = scenario["title"][language], scenario["question"][language]
        rows.append(f"<dt>{escape(title)} <code>{escape(name)}</code></dt><dd>{escape(question)}</dd>")
    return "<dl>" + "".join(rows) + "</dl>"


def _conditions(folder: ResultFolder, language: Language) -> str:
    study = folder.study
    base = folder.manifest["engine"].get("base", study["base"])
    values = {key: study[key] for key in ("place", "days", "replications", "seed")}
    text = say.CONDITIONS(language, base=base, **values)
    if study.get("parameters"):
        text += " " + say.SETS(language, sets=study["parameters"])
    if study["settings"]:
        text += " " + say.SETTINGS(language, settings=", ".join(f"{k} = {v}" for k, v in study["settings"].items()))
    return f"<p>{escape(text)}</p>"


def _figures(folder: ResultFolder, language: Language) -> Iterable[str]:
    data = figure_data(folder)
    kinds = [kind for kind in figures_of(folder) if not kind.command]
    for at, kind in enumerate(kinds, start=1):
        try:
            image, told = _drawn(folder, kind, data, language), kind.caption(data, language)
        except OSError:
            raise
        except Exception as error:  # one broken figure hides nothing else
            yield _small(say_figures.NOT_DRAWN(language, name=kind.name, reason=reason_of(error)))
            continue
        # Ids are unique within one picture only; two pictures share a page.
        svg = image[image.index("<svg") :]
        svg = re.sub(r'(id="|xlink:href="#|url\(#)', rf"\g<1>f{at}-", svg)
        svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
        svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(kind.title(language))}" ', 1)
        caption = say.FIGURE(language, number=at, caption=told)
        yield f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _drawn(folder: ResultFolder, kind: FigureKind, data: dict[str, Any], language: Language) -> str:
    """Return a figure as SVG: the folder's own file where there is one, for drawing takes longer than all the rest."""
    path = folder.path / "figures" / f"{kind.name}.{language}.svg"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    with print_style():
        image = io.StringIO()
        kind.draw(data, language, DEFAULT_WIDTH).savefig(image, format="svg", metadata={"Date": None})
    return image.getvalue()


def _how_to_read(folder: ResultFolder, language: Language) -> list[str]:
    study = folder.study
    notes = []
    if study["kind"] == "compare":
        sets = int(study.get("parameters", 0))
        read = say.READ_TWO_INTERVALS if sets else say.READ_DIFFERENCES
        notes = [read(language), say.READ_VERDICTS(language), *interval_notes(study["replications"], sets, language)]
    notes.append(words.MEASURED_TRUE(language))
    between = "；" if language == "zh" else "; "
    kinds = between.join(f"{tag.letter(language)} {tag.says(language)}" for tag in TAGS.values())
    return [f"<p>{escape(note)}</p>" for note in [*notes, kinds]]


def _provenance(folder: ResultFolder, language: Language) -> str:
    manifest = folder.manifest
    versions = ", ".join(f"{name} {version}" for name, version in manifest["versions"].items())
    rows = (
        (say.AGAIN, command_of(folder.study)),
        (say.CONTENT_HASH, manifest["content"]["hash"]),
        (say.CODE, f"{manifest['study']['code']} · {manifest.get('commit') or '–'}"),
        (say.VERSIONS, versions),
    )
    listed = "".join(
        f"<dt>{escape(key(language))}</dt><dd><code>{escape(str(value))}</code></dd>" for key, value in rows
    )
    return f"<dl>{listed}</dl>" + _small(say.MADE_BY(language))
