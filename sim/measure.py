"""What a measure is: its name, unit, direction of good, question, and the smallest difference that matters."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from sim.text import Text

if TYPE_CHECKING:
    from sim.trace import Trace

Tag = Literal["construction", "queueing", "behaviour"]
QuestionName = Literal["funnel", "times", "satisfaction", "cost"]


class TagWords(NamedTuple):
    """What a tag says of an effect: a letter for tables, a name, a sentence."""

    letter: Text
    name: Text
    says: Text


TAGS: dict[Tag, TagWords] = {
    "construction": TagWords(
        Text(en="C", zh="设"),
        Text(en="construction", zh="设定"),
        Text(en="by construction: a parameter says so", zh="设定所致：由参数决定"),
    ),
    "queueing": TagWords(
        Text(en="Q", zh="队"),
        Text(en="queueing", zh="排队"),
        Text(en="from queueing: capacity and order", zh="排队所致：由能力与次序产生"),
    ),
    "behaviour": TagWords(
        Text(en="B", zh="行"),
        Text(en="behaviour", zh="行为"),
        Text(en="from behaviour: decisions", zh="行为所致：由决策产生"),
    ),
}


class Matters(NamedTuple):
    """The smallest difference that somebody would act on.

    Attributes
    ----------
    size : float
        In the measure's unit; a share of the base's value where `of_base`.
    source : Text
        A fact, or "assumption" with its reason.
    of_base : bool
        For numbers that grow with the town and the days: no number of hours matters alike in a classroom and a city.
    """

    size: float
    source: Text
    of_base: bool = False

    def beside(self, base: float) -> float:
        """Return it in the measure's unit, beside this value of the base."""
        return self.size * abs(base) if self.of_base else self.size


RATE = Matters(0.01, Text(
    en="assumption: one point; the published rates of 2019 rose by three points a month (fact 2.02)",
    zh="假设：一个百分点；2019 年公布的各率每月上升约三个百分点（事实 2.02）",
))  # fmt: skip
HUNDREDTH = Matters(0.01, Text(en="assumption: one in a hundred", zh="假设：百分之一"))
HALF_A_DAY = Matters(0.5, Text(
    en="assumption: half a day; deadlines are set in whole days (fact 2.30)",
    zh="假设：半天；办理时限以整天计（事实 2.30）",
))  # fmt: skip
WHOLE_DAY = Matters(1.0, Text(
    en="assumption: a day; deadlines are set in whole days (fact 2.30)",
    zh="假设：一天；办理时限以整天计（事实 2.30）",
))  # fmt: skip
HALF_A_SHIFT = Matters(4.0, Text(
    en="assumption: half a working day; checking in is due within working days (fact 3.21)",
    zh="假设：半个工作日；报到时限以工作日计（事实 3.21）",
))  # fmt: skip
HALF_A_WORKING_DAY = Matters(3.5, Text(
    en="assumption: half a working day of seven hours; of a task of hours, nobody would notice less",
    zh="假设：半个七小时工作日；任务以小时计，更短的差别无人察觉",
))  # fmt: skip
SHIFT = Matters(7.0, Text(
    en="assumption: a working day of seven hours more for each person a year",
    zh="假设：每人每年多一个七小时工作日",
))  # fmt: skip
ONE_IN_TEN = Matters(0.1, Text(
    en="assumption: one reminder more for every tenth letter",
    zh="假设：每十件函件多催办一次",
))  # fmt: skip
MINUTES = Matters(0.01, Text(
    en="assumption: one point is twenty minutes of each person's week of 35 hours",
    zh="假设：一个百分点，即每人每周 35 小时中的二十分钟",
))  # fmt: skip
FIFTIETH = Matters(0.02, Text(
    en="assumption: a fiftieth of the base, about one week's share of a year",
    zh="假设：基准的五十分之一，约合一年中一周的份额",
), of_base=True)  # fmt: skip
POST = Matters(0.01, Text(
    en="assumption: a hundredth of the base, one post in a hundred",
    zh="假设：基准的百分之一，即一百个岗位中的一个",
), of_base=True)  # fmt: skip


class Measure(NamedTuple):
    """One number a run is reduced to."""

    name: str
    title: Text
    unit: str
    better: Literal["higher", "lower"] | None
    tag: Tag
    question: QuestionName
    matters: Matters
    definition: Text
    of: Callable[["Trace"], float]


def share(part: float, whole: float) -> float:
    """Return part ÷ whole, NaN where there is nothing to be a part of."""
    return float(part) / float(whole) if whole > 0 else float("nan")
