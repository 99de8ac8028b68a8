"""Words of the pages of the shipped studies. No number and no direction stands here: both come from the data."""

from experiments.words import Text
from experiments.words.verdicts import Verdict

NOTICE = Text(
    en="<!-- Written by docs/make.py pages from the numbers in docs/data/{file}: change it there. -->",
    zh="<!-- 由 docs/make.py pages 根据 docs/data/{file} 中的数字生成：请改那里。 -->",
)
DESIGN = Text(
    en="{worlds} × {replications} replications of `{base}` over {days} days in `{place}`, after {burn_in_days} days of "
    "burn-in; with the reference `{reference}`, in the same state and with the same place, {runs} runs in all. Runs of "
    "one replication meet the same luck; every difference is taken within a replication and carries a 95 % Student t "
    "interval over replications. Seed {seed}, model {model}. Study file: "
    "[{study}.toml](../../experiments/plan/studies/{study}.toml).",
    zh="`{base}` 的 {worlds} × {replications} 次重复，在 `{place}` 运行 {days} 天，此前预热 {burn_in_days} 天；"
    "连同同一状态、同一地方下的参照 `{reference}`，共 {runs} 次运行。同一次重复中的各次运行"
    "遇到同样的运气；每个差值都在同一次重复内取得，附各次重复之间的 95 % 学生 t 区间。种子 {seed}，模型 {model}。"
    "研究文件：[{study}.toml](../../experiments/plan/studies/{study}.toml)。",
)
POINTS_ONLY = Text(en="{points} points", zh="{points} 个点")
POINTS_STATES = Text(en="{points} points × {states} states of the world", zh="{points} 个点 × {states} 种世界状态")
DESIGN_STATES = Text(
    en="{states} states of the world, in each of which all {varied} assumed parameters of `{place}` are drawn at once "
    "from their plausible ranges (a Latin hypercube); in every state `{base}` and the reference `{reference}`, "
    "{replications} replication(s) each, {days} days after {burn_in_days} days of burn-in: {runs} runs in all. Both "
    "runs of a state meet the same luck. Intervals are over states: luck is part of them. Seed {seed}, model {model}. "
    "Study file: [{study}.toml](../../experiments/plan/studies/{study}.toml).",
    zh="{states} 种世界状态，每种都同时从合理范围内抽取 `{place}` 的全部 {varied} 个假定参数（拉丁超立方）；"
    "每种状态下运行 `{base}` 与参照 `{reference}`，各重复 {replications} 次，预热 {burn_in_days} 天后运行 {days} 天："
    "共 {runs} 次运行。同一状态的两次运行遇到同样的运气。区间取自各状态之间，其中也含偶然。种子 {seed}，模型 {model}。"
    "研究文件：[{study}.toml](../../experiments/plan/studies/{study}.toml)。",
)
PLACES = {
    "quarter": Text(
        en="Why `quarter`: a quarter of an average district, with its ratios. Its departments are large enough for a "
        "share of their staff to be people; before the reform letters fill every hour they have left, as in a whole "
        "district (`whistle check`).",
        zh="为何用 `quarter`：它是平均规模的区的四分之一，各项比例与整个区相同。部门够大，人员的一个比例落实得到"
        "具体的人；与整个区一样，改革之前来函占满部门余下的全部时间（`whistle check`）。",
    ),
    "classroom": Text(
        en="Why `classroom`: it is small and cheap, and streets and communities, which this study is about, are as "
        "full there as in a whole district (`whistle check`). Its departments are as hard pressed as there, but have "
        "four or five people each, so it is no place to ask about departments.",
        zh="为何用 `classroom`：它小而省时，而本研究所问的街道与社区在那里与整个区一样繁忙（`whistle check`）。"
        "那里的部门与整个区一样吃紧，但每个只有四五人，因此不宜在那里研究部门。",
    ),
}
NOTES = {
    "decision_rhythm": Text(
        en="How often the actors themselves look and decide is no lever and not varied here: "
        "[behaviour.md](../behaviour.md) says what deciding twice as often moves, and a test holds it to that.",
        zh="各方自身多久观察并决定一次不是杠杆，这里没有改变：[behaviour.md](../behaviour.md) 说明决定得加倍频繁会"
        "带来多少变化，并有测试加以保证。",
    ),
    "whistle_and_staff": Text(
        en="The reference has the same staff: what is measured is what the whistle does in a town so staffed, not what "
        "the staff does.",
        zh="参照的人手相同：所测的是在这样的人手下吹哨带来什么，而不是人手本身带来什么。",
    ),
    "demand_and_capacity": Text(
        en="The reference lives with the same demand, from the burn-in on: what is measured is what the staff is worth "
        "there, not what demand does. Demand does not grow within a run; where it is more than an office can keep up "
        "with, queues grow for as long as the run lasts.",
        zh="参照从预热期起就面对同样多的诉求：所测的是人手在那里值多少，而不是诉求本身带来什么。一次运行之内诉求并不增长；"
        "超过机构所能应付之处，队列随运行时间一直变长。",
    ),
    "duty_list_and_pressure": Text(
        en="The reference lives under the same pressure: what is measured is what the list does there. The place's own "
        "work passed down is the middle value.",
        zh="参照承受同样的压力：所测的是清单在那里的作用。该地自身的下派量为中间的取值。",
    ),
}
CONSTANTS = Text(en="Held fixed: {told}.", zh="保持不变：{told}。")
FACTOR = Text(en="varied", zh="所变")
MEANING = Text(en="what it is", zh="含义")
SHARED = Text(en="in the reference too", zh="参照也取此值")
YES, NO = Text(en="yes", zh="是"), Text(en="no", zh="否")
VALUES = Text(en="values", zh="取值")
FOUND = Text(en="What it says", zh="结果")
NUMBERS = Text(en="The numbers", zh="数字")
HOW_TO_READ = Text(en="How to read it", zh="怎样读")
AGAIN = Text(en="Run it again", zh="重新运行")
POINT = Text(en="{axis} = {value}", zh="{axis} = {value}")
POINTS = Text(en="{value} points", zh="{value} 个百分点")
WITH_UNIT = Text(en="{value} {unit}", zh="{value} {unit}")
REFERENCE_HEAD = Text(en="reference", zh="参照")

VERDICTS = {
    Verdict.BETTER: Text(en="better at {k}", zh="较好 {k} 点"),
    Verdict.WORSE: Text(en="worse at {k}", zh="较差 {k} 点"),
    Verdict.HIGHER: Text(en="higher at {k}", zh="较高 {k} 点"),
    Verdict.LOWER: Text(en="lower at {k}", zh="较低 {k} 点"),
    Verdict.INDISTINGUISHABLE: Text(en="not distinguishable from zero at {k}", zh="与零无法区分 {k} 点"),
    Verdict.NO_INTERVAL: Text(en="without interval at {k}", zh="无区间 {k} 点"),
    Verdict.MISSING: Text(en="without value at {k}", zh="无值 {k} 点"),
}
THE_SAME = Text(en="the reference itself at {k}", zh="即参照本身 {k} 点")
COUNTED = Text(
    en="**{measure}** ({without} in the reference, on average): of {n} points {counts}.",
    zh="**{measure}**（参照平均为 {without}）：{n} 个点中，{counts}。",
)
BEST = Text(en="Best at {point}: {value}.", zh="最好在 {point}：{value}。")
WORST = Text(en="Worst at {point}: {value}.", zh="最差在 {point}：{value}。")
NOWHERE_BETTER = Text(en="Nowhere is it told to be better.", zh="没有一个点可判断为较好。")
NOWHERE_WORSE = Text(en="Nowhere is it told to be worse.", zh="没有一个点可判断为较差。")
HIGHEST = Text(en="Highest at {point}: {value}.", zh="最高在 {point}：{value}。")
LOWEST = Text(en="Lowest at {point}: {value}.", zh="最低在 {point}：{value}。")
ALL_PLAIN = Text(
    en="Nowhere can the difference be told from zero.", zh="没有一个点的差值可与零区分。"
)
ALONG = Text(en="As `{axis}` grows the difference {shapes}.", zh="随着 `{axis}` 增大，差值{shapes}。")
SHAPES = {
    "up": Text(en="rises", zh="上升"),
    "down": Text(en="falls", zh="下降"),
    "turns": Text(en="turns: it goes both up and down, being {extreme}", zh="转向，有升有降，{extreme}"),
    "flat": Text(
        en="takes no step that can be told from zero", zh="没有一步变化可与零区分"
    ),
}
EXTREME = Text(en="highest at {top} and lowest at {bottom}", zh="在 {top} 处最高、在 {bottom} 处最低")
WHERE = Text(en="{shape} (where `{axis}` is {values})", zh="{shape}（`{axis}` 为 {values} 时）")
EVERYWHERE = Text(en="{shape}, whatever `{axis}`", zh="{shape}（不论 `{axis}` 为何值）")
GAP = Text(
    en="From `{axis}` = {first} to {last} the difference is {told}.",
    zh="`{axis}` 由 {first} 变为 {last}，差值{told}。",
)
GAP_ENDS = Text(
    en="Least at {least}: {least_value}; most at {most}: {most_value}.",
    zh="变化最小在 {least}：{least_value}；最大在 {most}：{most_value}。",
)
GAP_HIGHER = Text(en="raised at `{axis}` = {values}", zh="在 `{axis}` = {values} 处提高")
GAP_LOWER = Text(en="lowered at `{axis}` = {values}", zh="在 `{axis}` = {values} 处降低")
GAP_PLAIN = Text(
    en="changed by nothing that can be told from zero at `{axis}` = {values}",
    zh="在 `{axis}` = {values} 处的变化与零无法区分",
)
DEPENDS = Text(en="Which way it goes depends on `{axis}`.", zh="朝哪个方向变，取决于 `{axis}`。")
CROSS = Text(
    en="The lines cross: what more of `{axis}` does depends on `{other}`.",
    zh="各条线相交：`{axis}` 增加的作用取决于 `{other}`。",
)

SIGN_HOLDS = Text(
    en="**{measure}** ({without} in the reference, on average): the difference is {side} zero, {word}, in {k} of {n} "
    "states ({share} %). Its mean is {mean}; nine states in ten lie between {low} and {high}.",
    zh="**{measure}**（参照平均为 {without}）：{n} 种状态中有 {k} 种（{share} %）差值{side}零，即{word}。"
    "平均 {mean}；十分之九的状态落在 {low} 与 {high} 之间。",
)
SIDES = {True: Text(en="above", zh="大于"), False: Text(en="below", zh="小于")}
BETTER, WORSE = Text(en="better", zh="较好"), Text(en="worse", zh="较差")
HIGHER, LOWER = Text(en="higher", zh="较高"), Text(en="lower", zh="较低")
MEAN_PLAIN = Text(
    en="The mean is not distinguishable from zero.", zh="平均值与零无法区分。"
)
GOES_WITH = Text(
    en="It goes with {names}: rank correlations larger than the {luck} that the largest of all {n} reaches by luck "
    "alone.",
    zh="与之相关的是 {names}：其秩相关大于 {n} 项中最大者仅凭偶然所及的 {luck}。",
)
GOES_WITH_NONE = Text(
    en="No parameter stands out: the strongest, {names}, does not exceed the {luck} that the largest of all {n} "
    "reaches by luck alone.",
    zh="没有哪个参数突出：最强的 {names} 也不超过 {n} 项中最大者仅凭偶然所及的 {luck}。",
)
PARAMETER = Text(en="`{name}` ({value})", zh="`{name}`（{value}）")
MEASURE = Text(en="measure", zh="指标")
SHARE_BETTER = Text(en="states above zero", zh="大于零的状态")
MEAN = Text(en="mean difference", zh="平均差值")
MIDDLE = Text(en="nine in ten between", zh="十分之九介于")
RANK = Text(en="strongest rank correlations, {measure}", zh="最强的秩相关：{measure}")
CORRELATION = Text(en="rank correlation", zh="秩相关")

FIGURE_RESPONSE = Text(
    en="Difference from the reference in each measure, a line for every value of the second factor, with 95 % "
    "intervals. Open marks: the interval holds zero. Shaded: the good side.",
    zh="各指标与参照之差，第二个因素的每个取值一条线，附 95 % 区间。空心标记：区间含零。阴影：好的一侧。",
)
FIGURE_SPREAD = Text(
    en="Left: every state of the world is a dot, at its difference and at the share of states up to it; orange: the "
    "mean. Right: the parameters the difference goes with most, by rank correlation with 95 % interval (resampled "
    "states); a positive one means that the difference is higher where the parameter is. Dashed: what the largest of "
    "all reaches by luck alone; grey: within that.",
    zh="左：每种世界状态一个点，横为差值，纵为不超过它的状态所占比例；橙线为均值。右：与差值最相关的参数，为秩相关及"
    "95 % 区间（对状态重抽样）；正值表示参数越高差值越高。虚线：其中最大者仅凭偶然所及；灰色：未超出此值。",
)
READ = Text(
    en="“Better” and “worse” are by the good direction of the measure. “Rises”, “falls”, “turns” and “cross” are said "
    "of changes between points whose own paired interval leaves out zero; of those {n} intervals about {luck} would do "
    "so by luck alone. *: the interval of the difference leaves out zero. An interval that holds zero does not say "
    "that there is no effect. A point says nothing about values not run.",
    zh="“较好”“较差”按指标的好方向而言。“上升”“下降”“转向”“相交”只就自身成对区间不含零的点间变化而说；这 {n} 个区间中，"
    "仅凭偶然也会有约 {luck} 个不含零。*：差值区间不含零。区间含零并不说明没有效果。各点不说明未运行的取值。",
)
READ_STATES = Text(
    en="A state is one way the world may be, not how likely it is: ranges are plausible bounds, drawn evenly and "
    "independently. The share of states tells how much the sign hangs on what was assumed. A rank correlation says "
    "what the difference goes with over these ranges, one parameter at a time; parameters that act only together do "
    "not show.",
    zh="一种状态是世界可能的一种样子，而非其可能性大小：范围是合理的界限，均匀而独立地抽取。状态所占比例说明符号在多大"
    "程度上取决于假定。秩相关逐个参数说明差值在这些范围内与什么相关；只有合在一起才起作用的参数显示不出来。",
)
DATA = Text(
    en="Every number of this page comes from [{file}](../data/{file}).",
    zh="本页所有数字均来自 [{file}](../data/{file})。",
)
COMMAND = Text(
    en="The first line makes the runs that are missing and shows them; the second also writes data, figure and pages.",
    zh="第一行补齐缺少的运行并显示结果；第二行还写出数据、图和页面。",
)
WRITTEN = Text(en="written: {path}", zh="已写出：{path}")
