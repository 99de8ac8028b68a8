"""Sentences of the page on how often intervals, selections and stop rules are right."""

from experiments.words import Text

TITLE = Text(en="Are the intervals honest?", zh="区间是否可信？")
INTRODUCTION = Text(
    en="What is promised was measured on synthetic paired experiments whose true difference is known; the model is not "
    "run. {count} experiments for a number (for families and selections {few}), standard error at 95 %: {error} "
    "percentage points (there {error_few}). Again: `python docs/make.py coverage` (about two minutes), "
    "then `docs/make.py pages`.",
    zh="以下承诺均在真实差值已知的合成成对实验上实测，不运行模型。每个数值用 {count} 次实验"
    "（多项比较与选择为 {few} 次），"
    "95 % 附近的标准误为 {error} 个百分点（后者 {error_few}）。重做：`python docs/make.py coverage`"
    "（约两分钟），然后 `docs/make.py pages`。",
)
INTERVALS = Text(en="95 % intervals of one difference", zh="单个差值的 95 % 区间")
INTERVALS_ARE = Text(
    en="Share of experiments, in %, whose interval holds the true difference, from n pairs: Student's t / studentised "
    "bootstrap. **Bold**: not between {low} and {high} %. Differences between scenarios of the model on the same luck "
    "are taken to be like the first {ours} kinds. In brackets: share of experiments without a bootstrap interval, as "
    "too many resamples have no spread; its coverage is among the others.",
    zh="n 对重复时，区间包含真实差值的实验所占百分比：学生 t / 学生化自助法。**粗体**：不在 {low} 至 {high} % 之间。"
    "模型中情景之间在相同随机条件下的差值视为与前 {ours} 种相似。括号内：因过多重抽样毫无离散而没有自助区间的实验比例；"
    "覆盖率只就其余计算。",
)
DIFFERENCES = Text(en="differences", zh="差值")
INTERVALS_SAY = Text(
    en="Of {worst} the intervals hold less than they state: from few pairs the luck that a rare large difference "
    "is missing cannot be seen. Such differences need many replications, whatever the method.",
    zh="对于{worst}，区间达不到所称的水平：重复少时，看不出恰好缺了罕见的大差值。此类差值无论用何方法都需要很多重复。",
)
FAMILIES = Text(en="Several reforms against one base", zh="多项改革对同一基准")
FAMILIES_ARE = Text(
    en="No reform does anything. Share of experiments, in %, in which at least one of the simultaneous 95 % "
    "intervals leaves out zero; promised: 5 at most (**bold**: more, by over two standard errors). On mildly skewed "
    "differences from few pairs it is as much more as Student's t holds less. The joint distribution is used "
    "from {from_n} replications on.",
    zh="各项改革均无作用。联合 95 % 区间中至少有一个不含零的实验所占百分比；承诺：至多 5"
    "（**粗体**：超出两个标准误以上）。轻度偏斜的差值在重复少时略有超出，原因在于学生 t 本身。"
    "重复数达到 {from_n} 后才用联合分布。",
)
METHOD = Text(en="method, differences", zh="方法、差值")
REFORMS = Text(en="reforms", zh="改革数")
SELECTIONS = Text(en="Selecting the best", zh="选出最好者")
SELECTIONS_ARE = Text(
    en="How sure the selection says it is, in the mean, and in what share of experiments it is right, in %. Certainty "
    "promises to be right at least so often whatever the true means; chance to be right just so often where true means "
    "are drawn anew each time. Of equal means only the first counts as best.",
    zh="选择自称的平均把握，与实际选对的实验所占百分比。“确定度”承诺无论真实均值如何，选对的比例至少如此；"
    "“概率”承诺在真实均值每次重新抽取时恰好如此。均值相等时只有第一个算最好。",
)
PROMISE = Text(en="promise", zh="承诺")
TRUE_MEANS = Text(en="true means", zh="真实均值")
SCENARIOS = Text(en="scenarios", zh="情景数")
STATED = Text(en="stated", zh="所称")
RIGHT = Text(en="right", zh="选对")
CERTAINTY = Text(en="certainty", zh="确定度")
CHANCE = Text(en="chance", zh="概率")
MEANS = {
    "equal": Text(en="all equal", zh="全部相等"),
    "two_equal": Text(en="two equal, the rest far off", zh="两个相等，其余相距很远"),
    "slippage": Text(en="one better than all others", zh="一个好于其余"),
    "spread": Text(en="drawn anew", zh="重新抽取"),
}
HALF_WIDTHS = Text(en="Stopping at a half-width", zh="达到半宽即停")
HALF_WIDTHS_ARE = Text(
    en="One looks after every replication from the fifth and stops when the half-width is reached. Share of final "
    "intervals, in %, that hold the true difference, and mean number of replications; *needed*: replications "
    "that would do if the spread were known. Last line: Student's "
    "interval as if one had not looked; it is not used.",
    zh="从第五次起每次重复后都查看，达到半宽即停。最终区间包含真实差值的百分比，以及平均重复数；*所需*："
    "离散程度已知时所需的重复数。末行：当作没有查看过的学生区间，不予采用。",
)
PLAIN = Text(en="{kind}; as if not looked", zh="{kind}；当作没有查看")
NEEDED = Text(en="needed", zh="所需")
DECISIONS = Text(en="Stopping when it is decided", zh="有定论即停")
DECISIONS_ARE = Text(
    en="One looks after every replication from the fifth, up to {budget}. Effect: the true difference in standard "
    "deviations of a pair. Wrong: share of experiments, in %, with the wrong sign, a sign where there is no "
    'difference, or "smaller" of one that is not; promised: 5 at most. Fixed plan: replications with which a single '
    "look at an ordinary 95 % interval answers as often (99 % at most); who plans one has to know the effect "
    "beforehand.",
    zh="从第五次起每次重复后都查看，至多 {budget} 次。效应：真实差值与单对标准差之比。"
    "错误：符号相反、无差别却称有符号、或把不小的差值称为“小于”的实验所占百分比；承诺：至多 5。"
    "固定方案：只看一次普通 95 % 区间而同样常得出答案"
    "（至多 99 %）所需的重复数；作此方案须事先知道效应大小。",
)
EFFECT = Text(en="effect", zh="效应")
WRONG = Text(en="wrong", zh="错误")
ANSWERED = Text(en="answered", zh="有答案")
MEAN_N = Text(en="mean replications", zh="平均重复数")
FIXED = Text(en="fixed plan", zh="固定方案")
SMALLEST = Text(en="{kind}; smallest that matters {smallest}", zh="{kind}；有意义的最小差值 {smallest}")
