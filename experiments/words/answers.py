"""Sentences about differences: how sure, which is best, whether to run more, and how honest the intervals are."""

from collections.abc import Iterable

from experiments.words import Language, Text
from experiments.words.verdicts import Reason

POINTS = Text(en="percentage points", zh="个百分点")

PAIRED = Text(
    en="Difference {difference}, {confidence} % interval {interval} over {pairs} pairs: {verdict}.",
    zh="差值 {difference}，{pairs} 对重复的 {confidence} % 区间为 {interval}：{verdict}。",
)
ONE_PAIR = Text(
    en="Difference {difference} in a single pair: no interval, so it cannot be told from luck.",
    zh="仅一对重复，差值 {difference}：无区间，无法与偶然区分。",
)
CANNOT_COMPARE = Text(
    en="No usable pair ({dropped} without a value): cannot be compared.",
    zh="没有可用的成对重复（{dropped} 对无值）：无法比较。",
)
SMALLER = Text(en="It is smaller than ±{bound}.", zh="差值小于 ±{bound}。")
NOT_SMALLER = Text(
    en="It cannot be said to be smaller than ±{bound}.",
    zh="不能断定差值小于 ±{bound}。",
)
DROPPED = Text(
    en="Left out for want of a value: {dropped} replications.",
    zh="{dropped} 次重复无值，未计入。",
)
IN_ONE_RUN = Text(
    en="In {better} of {pairs} single replications the reform is better: {share} % (95 % interval {low} to {high} %).",
    zh="{pairs} 次单独重复中，改革在 {better} 次里更好：{share} %（95 % 区间 {low} 至 {high} %）。",
)
IN_THE_MEAN = Text(
    en="That it is better in the mean is {sure} % sure.",
    zh="就均值而言更好的把握为 {sure} %。",
)

MANY = Text(
    en="{count} reforms against one base on the same replications. {found} All {count} intervals hold together with "
    "{confidence} % confidence ({method}).",
    zh="{count} 项改革在相同重复上与同一基准比较。{found}"
    "全部 {count} 个区间同时成立的置信度为 {confidence} %（{method}）。",
)
FOUND = Text(en="{verdict}: {names}.", zh="{verdict}：{names}。")
METHODS = {
    "bonferroni": Text(en="Bonferroni", zh="邦费罗尼校正"),
    "max-t": Text(en="joint distribution of the largest t", zh="最大 t 值的联合分布"),
}

SELECTED = Text(
    en="{best} is best in the mean of {n} replications ({value}). The chance that it truly is: {chance} %.",
    zh="{n} 次重复的均值以 {best} 最好（{value}）。它确实最好的概率：{chance} %。",
)
SELECTED_WITHIN = Text(
    en="{best} is best in the mean of {n} replications ({value}). The chance that it is best, or at most {within} "
    "short of the best: {chance} %.",
    zh="{n} 次重复的均值以 {best} 最好（{value}）。它最好、或与最好者相差不超过 {within} 的概率：{chance} %。",
)
CERTAIN = Text(
    en="Whatever the true means are, in {certainty} % of such experiments or more the selection is right.",
    zh="无论真实均值如何，此类实验中有 {certainty} % 或更多选择正确。",
)
RIVALS = Text(en="Cannot be ruled out as best: {names}.", zh="不能排除为最好者：{names}。")
NO_RIVAL = Text(en="All others are ruled out as best.", zh="其余各项均可排除为最好者。")
NO_SELECTION = Text(
    en="{n} replications in which every scenario has a value: too few to select.",
    zh="只有 {n} 次重复中各情景均有数值：太少，无法选择。",
)

REASONS = {
    Reason.TOO_FEW: Text(
        en="Usable pairs so far: {pairs}; nothing is decided before {first}.",
        zh="目前有 {pairs} 对可用重复；未满 {first} 对不作判断。",
    ),
    Reason.NOT_YET: Text(
        en="Not decided after {pairs} pairs: difference {difference}, interval {interval} ({confidence} %, valid "
        "however often one looks).",
        zh="{pairs} 对之后尚无定论：差值 {difference}，区间 {interval}（{confidence} %，无论查看多少次均有效）。",
    ),
    Reason.PRECISE: Text(
        en="As precise as asked after {pairs} pairs: difference {difference}, {confidence} % interval {interval}.",
        zh="{pairs} 对之后已达到要求的精度：差值 {difference}，{confidence} % 区间 {interval}。",
    ),
    Reason.HIGHER: Text(
        en="Decided after {pairs} pairs: higher than the base by {difference}, {confidence} % interval {interval}.",
        zh="{pairs} 对之后已有定论：比基准高，差值 {difference}，{confidence} % 区间 {interval}。",
    ),
    Reason.LOWER: Text(
        en="Decided after {pairs} pairs: lower than the base, difference {difference}, {confidence} % interval "
        "{interval}.",
        zh="{pairs} 对之后已有定论：比基准低，差值 {difference}，{confidence} % 区间 {interval}。",
    ),
    Reason.SMALLER: Text(
        en="Decided after {pairs} pairs: the difference is smaller than ±{bound} ({difference}, {confidence} % "
        "interval {interval}).",
        zh="{pairs} 对之后已有定论：差值小于 ±{bound}（{difference}，{confidence} % 区间 {interval}）。",
    ),
    Reason.SAME: Text(
        en="Difference {difference} in every one of {pairs} pairs: with {confidence} % confidence fewer than one "
        "replication in ten differs from this.",
        zh="{pairs} 对中每一对的差值都是 {difference}：有 {confidence} % 的把握，十次重复中与此不同者不到一次。",
    ),
    Reason.BUDGET: Text(
        en="Budget of {most} replications spent, not decided: difference {difference}, interval {interval} "
        "({confidence} %, valid however often one looks).",
        zh="{most} 次重复的预算已用完，尚无定论：差值 {difference}，区间 {interval}"
        "（{confidence} %，无论查看多少次均有效）。",
    ),
}
ONE_MORE = Text(en="1 more replication", zh="1 次重复")
MORE_REPLICATIONS = Text(en="{more} more replications", zh="{more} 次重复")
MORE = Text(
    en="{more} would bring the half-width from {now} to {then}.",
    zh="再做 {more}，半宽可从 {now} 降到 {then}。",
)
MORE_DECIDES = Text(
    en="About {more} would decide it if mean and spread stay as they are: they would bring the "
    "half-width from {now} to {then}.",
    zh="若均值与离散程度不变，再做约 {more}即可得出定论：半宽将从 {now} 降到 {then}。",
)
MORE_FIRST = Text(
    en="About {more} would do if mean and spread stay as they are: half-width {then}.",
    zh="若均值与离散程度不变，再做约 {more}即可：半宽为 {then}。",
)
MORE_OF_THE_SAME = Text(
    en="All pairs so far have the same difference; {more} would make it believable.",
    zh="目前各对差值完全相同；再做 {more}方可采信。",
)
NOT_FORESEEN = Text(
    en="Even {limit} more replications would not be enough as things stand.",
    zh="照目前情形，再做 {limit} 次重复也不够。",
)
ALL_ANSWERED = Text(en="All {total} comparisons are answered.", zh="{total} 项比较均已有答案。")
SOME_ANSWERED = Text(
    en="{answered} of {total} comparisons are answered.",
    zh="{total} 项比较中 {answered} 项已有答案。",
)
BUDGET_SPENT = Text(en="The budget is spent.", zh="预算已用完。")
ALL_AFTER = Text(
    en="About {more} would answer the rest if things stay as they are.",
    zh="若情形不变，再做约 {more}可回答其余各项。",
)


def replications(more: int, language: Language) -> str:
    """Return a number of further replications in words."""
    return ONE_MORE(language) if more == 1 else MORE_REPLICATIONS(language, more=more)


def join(sentences: Iterable[str], language: Language) -> str:
    """Put sentences behind one another."""
    return ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)


NORMAL = Text(en="normal", zh="正态")
MILDLY_SKEWED = Text(en="mildly skewed (gamma, skewness 1)", zh="轻度偏斜（伽马，偏度 1）")
PROPORTIONAL = Text(en="in proportion to a lognormal base", zh="与对数正态基准成比例")
LAPLACE = Text(en="Laplace", zh="拉普拉斯")
HEAVY_TAILED = Text(en="heavy-tailed (t with 3 degrees of freedom)", zh="厚尾（自由度 3 的 t）")
SKEWED = Text(en="strongly skewed (lognormal, skewness 6)", zh="强偏斜（对数正态，偏度 6）")
NEAR_ONE = Text(en="a rate near 1 (of 200 cases)", zh="接近 1 的比率（200 件）")
RARELY = Text(en="one replication in ten differs", zh="十次重复中一次不同")
ALIKE = Text(
    en="In {alike} of {pairs} pairs the difference is exactly the same: a rare larger one may have been missed, and "
    "the interval may hold less than it states.",
    zh="{pairs} 对中有 {alike} 对的差值完全相同：可能漏掉了罕见的较大差值，区间可能达不到所称的水平。",
)
COVERAGE = Text(
    en="Measured coverage of the 95 % interval: {coverage} % at n = {n} (differences: {kind}).",
    zh="95 % 区间的实测覆盖率：n = {n} 时为 {coverage} %（差值：{kind}）。",
)
NOT_AS_STATED = Text(
    en="It does not hold what it states: run more replications.",
    zh="达不到所称的水平：请增加重复次数。",
)
OF_MEASURE = Text(en="{measure}: {told}", zh="{measure}：{told}")
