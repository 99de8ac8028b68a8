"""Replications until the differences are answered: `whistle compare … --until decided`, and `whistle sweep` alike.

A study is run in rounds. After each one every headline difference of every reform, or of every point from its
reference, is looked at under one stop rule whose answers hold together; the next round is as long as the rule foresees,
at most a doubling.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.answer.differences.stopping import Look, Looks, StopRule, Values, look_all
from experiments.plan.plan import Plan
from experiments.question.limits import MOST_REPLICATIONS
from experiments.question.measures import HEADLINES
from experiments.store.folder import RunStore
from experiments.store.manifest import Kinds, read_manifest
from experiments.store.planned import REPLICATION
from experiments.tell.sentences.differences import sentence_of_look, sentence_of_looks
from experiments.words import Language
from experiments.words import until as say
from experiments.words.faults import bad_input, whole_number_fault
from sim.errors import BadInput, Fault, unknown
from sim.measures import MEASURES

KINDS = ("half-width", "decided")
FIRST = 5
MOST = 100
SHARE = 0.05  # of the base's mean, where no target is given


@dataclass(frozen=True)
class Until:
    """When a comparison has enough replications.

    Attributes
    ----------
    kind : {"half-width", "decided"}
    targets : mapping of measure to a number, or None for `SHARE` of the base's mean
        Half-width wanted, or the smallest difference that matters, in the unit of the measure.
    most : int
        Budget of replications.
    """

    kind: str
    targets: Mapping[str, float | None]
    most: int = MOST

    def rule(self, measure: str, first: int) -> StopRule:
        """Return the stop rule of one measure."""
        target = self.targets[measure]
        if target is None:
            return StopRule(_kind(self.kind), relative=SHARE, first=first, most=self.most)
        if self.kind == "half-width":
            return StopRule("half-width", half_width=target, first=first, most=self.most)
        return StopRule("decided", smallest=target, first=first, most=self.most)

    def look(self, runs: pd.DataFrame, base: str, reforms: Sequence[str], first: int) -> Looks:
        """Look at the replications so far, rows as in `runs.parquet`; over parameter sets each is their mean.

        More replications narrow what is luck: where the mean over these sets lies. How far further sets would be from
        it they do not tell, so the interval over sets has no say in when to stop.
        """
        means = runs.groupby(["replication", "scenario"])[list(self.targets)].mean(skipna=False)
        wide = {name: means[name].unstack("scenario") for name in self.targets}
        keys = [(name, reform) for name in self.targets for reform in reforms]
        return self.look_at({key: (wide[key[0]][base].tolist(), wide[key[0]][key[1]].tolist()) for key in keys}, first)

    def look_at(self, pairs: Mapping[tuple[str, str], tuple[Values, Values]], first: int) -> Looks:
        """Look at pairs of (base, reform), a value a replication, by measure and what is compared."""
        rules: dict[Hashable, StopRule] = {key: self.rule(key[0], first) for key in pairs}
        return look_all(rules, {key: pair for key, pair in pairs.items()})  # noqa: C416 (keys of another type)

    def next_round(self, done: int, looks: Looks) -> int:
        """Return how many replications there are to be after the next round."""
        more = looks.more
        wanted = 2 * done if more is None else done + max(more, 1)
        return min(wanted, 2 * done, self.most)

    def record(self, looks: Looks) -> dict[str, Any]:
        """Return what a manifest keeps of it."""
        told = [
            {"measure": key[0], "scenario": key[1], "reason": look.reason.value, "pairs": look.n,
             "difference": look.difference, "low": look.low, "high": look.high, "more": look.more}
            for key, look in pairs_of(looks)
        ]  # fmt: skip
        return {"kind": self.kind, "targets": dict(self.targets), "most": self.most, "looks": told}


class Rounds[Asked]:
    """The rounds of a study under a stop rule.

    Parameters
    ----------
    until : Until
    plan : Plan
        Of the first round.
    look : callable
        From a folder, and the replications to begin with, to what the rule says of it.
    plan_of : callable
        From a number of replications to the plan of so many.

    Attributes
    ----------
    plan : Plan
        Of the last round.
    looks : Looks or None
        What the rule said last.
    """

    def __init__(
        self, until: Until, plan: Plan[Asked], look: Callable[[RunStore, int], Looks],
        plan_of: Callable[[int], Plan[Asked]],
    ) -> None:  # fmt: skip
        self.until, self.plan, self._look, self._plan_of = until, plan, look, plan_of
        self.first = self.replications
        self.looks: Looks | None = None

    @property
    def replications(self) -> int:
        """Of the last round."""
        return int(self.plan.seeds.shape[1])

    def following(self, store: RunStore) -> Plan[Asked] | None:
        """Look at what is there; return the plan of the next round, None where it is enough."""
        self.looks = self._look(store, self.first)
        if self.looks.stop or self.replications >= self.until.most:
            return None
        self.plan = self._plan_of(self.until.next_round(self.replications, self.looks))
        return self.plan

    def record(self) -> dict[str, Any] | None:
        """Return what a manifest keeps of it."""
        return None if self.looks is None else self.until.record(self.looks)


def replications_held(folder: Path, kinds: Kinds) -> int:
    """Return how many replications the study of a folder has, which count for the answer; 0 where nothing tells."""
    try:
        before = read_manifest(folder, kinds)
        return 0 if before is None else int(before["study"]["replications"])
    except (BadInput, KeyError, TypeError, ValueError):  # refused later
        return 0


def pairs_of(looks: Looks) -> list[tuple[tuple[str, str], Look]]:
    """Return the looks by (measure, reform)."""
    return [((str(key[0]), str(key[1])), look) for key, look in looks.looks.items() if isinstance(key, tuple)]


def parse_until(kind: str, targets: Sequence[str], most: int | None, replications: int) -> Until:
    """Read `--until`, `--target MEASURE=VALUE` and `--most`.

    Raises
    ------
    sim.errors.BadInput
        With everything that is wrong.
    """
    known = [measure.name for measure in MEASURES]
    faults: list[Fault] = []

    def add(text: Any, **values: Any) -> None:
        faults.append(Fault(en=text("en", **values), zh=text("zh", **values)))

    if kind not in KINDS:
        add(say.BAD_KIND, value=kind)
    chosen: dict[str, float | None] = {}
    for told in targets:
        name, equals, value = (part.strip() for part in told.partition("="))
        if name in chosen:
            add(say.TARGET_TWICE, name=name)
        elif name not in known:
            faults.append(unknown(("measure", "指标"), name, known))
        elif not equals:
            chosen[name] = None
        else:
            number = _positive(value)
            if number is None:
                add(say.BAD_TARGET, name=name, value=value)
            chosen[name] = number
    budget = MOST if most is None else most
    least = max(replications, FIRST)
    if (fault := whole_number_fault("most", budget, least, MOST_REPLICATIONS)) is not None:
        add(fault[0], **fault[1])
    if faults:
        raise BadInput(faults)
    return Until(kind, chosen or dict.fromkeys(HEADLINES), budget)


def rows_so_far(store: RunStore, names: Sequence[str]) -> pd.DataFrame:
    """Return scenario, replication and measures of all finished runs of the study."""
    return store.of_plan(["scenario", REPLICATION, *names])


def show_until(looks: Looks, language: Language) -> list[str]:
    """Return the sentences about a comparison that was run until it was answered."""
    names = {m.name: (m.title(language), m.unit) for m in MEASURES}
    said = [sentence_of_looks(looks, language)]
    for (measure, reform), look in pairs_of(looks):
        title, unit = names[measure]
        said.append(say.LOOK(language, reform=reform, measure=title, told=sentence_of_look(look, language, unit)))
    return said


def _positive(text: str) -> float | None:
    if re.fullmatch(r"[0-9]*\.?[0-9]+([eE][-+]?[0-9]{1,3})?|[0-9]+\.", text) is None:
        return None  # "１", "1_0" and "inf" are numbers to Python
    number = float(text)
    return number if 0.0 < number < float("inf") else None


def _kind(kind: str) -> Any:
    if kind not in KINDS:
        raise bad_input((say.BAD_KIND, {"value": kind}))
    return kind
