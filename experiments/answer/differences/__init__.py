"""Answers about paired runs: how large a difference and how sure, which of several, which is best, whether to run more.

Pure functions of the values of one measure, replication by replication; nothing is run here. Equal positions are
the same replication (the same luck); NaN leaves a pair out and is counted.

`paired.paired(base, reform, better=None, confidence=0.95)`
    One difference: `student` and `bootstrap` intervals, `verdict`, `share_better` (one future run),
    `confidence_in_mean`, `smaller_than(x)`, `smallest_bound`; `sentence(language, unit, smallest)`,
    `sentence_better(language)`, `remark(language)` (measured coverage from so many pairs).
`many.many(base, {name: values}, better=None, confidence=0.95, method=None)`
    Several reforms: `reforms` with simultaneous intervals and adjusted p-values; `table()`, `sentence(language)`.
`selection.select({name: values}, better, within=0.0, confidence=0.95)`
    Ranking, the base among the scenarios: `best`, `chance`, `certainty`, `rivals`, `scenarios`; `table()`,
    `sentence(language, unit)`.
`stopping.StopRule(kind, half_width=…, smallest=…, relative=…, confidence=0.95, first=5, most=None)`
    `look(base, reform)` after each round gives `stop`, `reason`, `low`, `high`, `more`; `sentence(language, unit)`.
`stopping.look_all(rule, {key: (base, reform)})`
    The same for several pairs of (measure, reform) whose answers hold together: `stop`, `undecided`, `more`, `looks`,
    `sentence(language)`.

How often all this is right was measured by `coverage` and `promises`: docs/coverage.md.
"""
