"""docs/coverage.md: how often intervals, families, selections and stop rules are right, from the tables of the study."""

import math
from collections.abc import Iterable

from docs.evidence.coverage.promises import BUDGET, Promise, kept
from docs.evidence.coverage.synthetic import EXPERIMENTS
from docs.evidence.words import coverage as say
from docs.pages.writing import NOTICE, table
from experiments.answer.differences.many import MAX_T_FROM
from experiments.tell.sentences.remarks import HIGH, LOW, Measured, measured
from experiments.words import Language
from experiments.words.answers import METHODS


def page(language: Language) -> str:
    """Return the page in one language."""
    rows, promises = measured(), kept()
    count, few = rows[0].experiments, next(p.experiments for p in promises if p.promise == "family")
    parts = [
        f"# {say.TITLE(language)}",
        say.INTRODUCTION(language, count=count, few=few, error=_error(count), error_few=_error(few)),
        f"## {say.INTERVALS(language)}",
        say.INTERVALS_ARE(language, low=f"{100 * LOW:g}", high=f"{100 * HIGH:g}",
                          ours=sum(kind.ours for kind in EXPERIMENTS.values())),
        _intervals(rows, language),
        say.INTERVALS_SAY(language, worst=_worst(rows, language)),
        f"## {say.FAMILIES(language)}",
        say.FAMILIES_ARE(language, from_n=MAX_T_FROM),
        _families(_of(promises, "family"), language),
        f"## {say.SELECTIONS(language)}",
        say.SELECTIONS_ARE(language),
        _selections(_of(promises, "certainty", "chance"), language),
        f"## {say.HALF_WIDTHS(language)}",
        say.HALF_WIDTHS_ARE(language),
        _half_widths(_of(promises, "half-width", "plain half-width"), language),
        f"## {say.DECISIONS(language)}",
        say.DECISIONS_ARE(language, budget=BUDGET),
        _decisions(_of(promises, "decided"), language),
    ]  # fmt: skip
    source = "experiments/tell/sentences/coverage.csv and promises.csv"
    return NOTICE.format(source=source) + "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _of(promises: Iterable[Promise], *names: str) -> list[Promise]:
    return [promise for promise in promises if promise.promise in names]


def _error(count: int) -> str:
    """Return the standard error of a coverage of 95 %, in percentage points."""
    return f"{100.0 * math.sqrt(0.95 * 0.05 / count):.1f}"


def _title(kind: str, language: Language) -> str:
    return EXPERIMENTS[kind].title(language)


def _intervals(rows: Iterable[Measured], language: Language) -> str:
    found = {(row.kind, row.n): row for row in rows}
    sizes = sorted({n for _, n in found})
    lines = [[_title(kind, language), *(_both(found[kind, n]) for n in sizes)] for kind in EXPERIMENTS]
    return table([say.DIFFERENCES(language), *(f"n = {n}" for n in sizes)], lines)


def _both(row: Measured) -> str:
    without = f" ({100.0 * row.without:.0f} %)" if row.without >= 0.005 else ""
    return f"{_holding(row.student)} / {_holding(row.bootstrap)}{without}"


def _holding(share: float) -> str:
    if math.isnan(share):
        return "–"
    told = f"{100.0 * share:.1f}"
    return told if LOW <= share <= HIGH else f"**{told}**"


def _worst(rows: Iterable[Measured], language: Language) -> str:
    """Name the kinds of which a t interval from 50 pairs or more still holds too little."""
    short = {row.kind for row in rows if row.n >= 50 and row.student < LOW}
    return ("、" if language == "zh" else ", ").join(_title(kind, language) for kind in EXPERIMENTS if kind in short)


def _families(promises: list[Promise], language: Language) -> str:
    found = {(p.case, p.n, p.scenarios): p for p in promises}
    counts = sorted({p.scenarios for p in promises})
    heads = [say.METHOD(language), "n", *(f"{say.REFORMS(language)}: {count}" for count in counts)]
    cases = dict.fromkeys((p.case, p.n) for p in promises)
    lines = []
    for case, n in cases:
        method, kind = case.split(", ")
        shares = (_kept(found[case, n, count]) for count in counts)
        lines.append([f"{METHODS[method](language)}; {_title(kind, language)}", f"{n:g}", *shares])
    return table(heads, lines)


def _kept(promise: Promise) -> str:
    told = f"{100.0 * promise.measured:.1f}"
    error = math.sqrt(promise.stated * (1.0 - promise.stated) / promise.experiments)
    return told if promise.measured <= promise.stated + 2.0 * error else f"**{told}**"


def _selections(promises: list[Promise], language: Language) -> str:
    heads = [text(language) for text in (say.PROMISE, say.TRUE_MEANS, say.SCENARIOS)]
    lines = [
        [(say.CHANCE if p.promise == "chance" else say.CERTAINTY)(language), say.MEANS[p.case](language),
         f"{p.scenarios}", f"{p.n:g}", f"{100.0 * p.stated:.1f}", f"{100.0 * p.measured:.1f}"]
        for p in promises
    ]  # fmt: skip
    return table([*heads, "n", say.STATED(language), say.RIGHT(language)], lines)


def _half_widths(promises: list[Promise], language: Language) -> str:
    found = {(p.promise, p.case, p.n): p for p in promises}
    needed = sorted({p.n for p in promises})
    heads = [say.DIFFERENCES(language), *(f"{say.NEEDED(language)}: {n:g}" for n in needed)]
    lines = []
    for promise, kind in dict.fromkeys((p.promise, p.case) for p in promises):
        row = [found[promise, kind, n] for n in needed]
        title = _title(kind, language)
        lines.append([
            title if promise == "half-width" else say.PLAIN(language, kind=title),
            *(f"{100.0 * p.measured:.1f} (n = {p.mean_n:.1f})" for p in row),
        ])  # fmt: skip
    return table(heads, lines)


def _decisions(promises: list[Promise], language: Language) -> str:
    heads = [text(language) for text in (say.DIFFERENCES, say.EFFECT, say.WRONG, say.ANSWERED, say.MEAN_N, say.FIXED)]
    lines = []
    for p in promises:
        kind, _, smallest = p.case.partition(", smallest ")
        title = _title(kind, language)
        lines.append([
            say.SMALLEST(language, kind=title, smallest=smallest) if smallest else title, f"{p.n:g}",
            f"{100.0 * p.measured:.2f}", f"{100.0 * p.decided:.1f}", f"{p.mean_n:.1f}",
            "–" if math.isnan(p.fixed_n) else f"{p.fixed_n:g}",
        ])  # fmt: skip
    return table(heads, lines)
