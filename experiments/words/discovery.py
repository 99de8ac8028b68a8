"""Words of scenario discovery: bad input, sentences on boxes and trees, figures."""

from experiments.words import Text

BAD_CASES = Text(
    en="differences of shape {shape}, direction {bad!r} or margin {margin} cannot be used: points × replications, "
    "'lower' or 'higher', a margin that is not negative",
    zh="差值形状 {shape}、方向 {bad!r} 或界限 {margin} 不可用：应为点 × 重复，方向为 'lower' 或 'higher'，界限不为负",
)
WRONG_ROWS = Text(
    en="{rows} rows of inputs for {points} points: one row a point is needed",
    zh="输入有 {rows} 行而点有 {points} 个：应每点一行",
)
TOO_FEW_POINTS = Text(
    en="{points} points with values are too few to look for a box; {least} or more are needed",
    zh="有值的点只有 {points} 个，不足以寻找区域，至少需要 {least} 个",
)
MISSING_INPUT = Text(en="input {name} has missing values", zh="输入 {name} 有缺失值")
NOTHING_VARIES = Text(en="no input varies over the points", zh="各点之间没有任何输入变动")

BACKFIRES = Text(en="the reform backfires", zh="改革适得其反")

COUNTS = Text(
    en="Of {points} points {interest} are such that {event}, {other} are not, and {undecided} cannot be told from "
    "{margin} with {replications} replication(s); these last count as neither.",
    zh="{points} 个点中，有 {interest} 个{event}，{other} 个没有，{undecided} 个在 {replications} "
    "次重复下与{margin}无法区分，"
    "不计入任何一方。",
)
ZERO = Text(en="zero", zh="零")
ONE_RUN = Text(
    en="One replication a point: the sign alone decides, luck included.",
    zh="每点只有一次重复：仅凭符号判断，其中含偶然。",
)
POINTS_LEFT_OUT = Text(en="{missing} points have no value and are left out.", zh="{missing} 个点没有值，未计入。")
TOO_FEW_CASES = Text(
    en="That is too few of one kind to look for a region: at least {least} of each are needed.",
    zh="其中一类太少，无法寻找区域：两类各至少需要 {least} 个。",
)
WHEN = Text(
    en="{event} when {conditions} (coverage {coverage} %, density {density} % out of sample; {base} % of the cases "
    "looked at are of this kind).",
    zh="当 {conditions} 时，{event}（样本外覆盖率 {coverage} %，密度 {density} %；所考察的点中这一类占 {base} %）。",
)
ALSO_WHEN = Text(
    en="Outside that, {event} when {conditions} (coverage of what is left {coverage} %, density {density} % out of "
    "sample; {base} % of what is left is of this kind).",
    zh="除此之外，当 {conditions} 时，{event}（样本外对其余部分的覆盖率 {coverage} %，密度 {density} %；"
    "其余部分中这一类占 {base} %）。",
)
BELOW = Text(en="{name} is at most {high}", zh="{name} 不超过 {high}")
ABOVE = Text(en="{name} is at least {low}", zh="{name} 不低于 {low}")
BETWEEN = Text(en="{name} is between {low} and {high}", zh="{name} 在 {low} 与 {high} 之间")
ONE_OF = Text(en="{name} is {values}", zh="{name} 为 {values}")
AND = Text(en=" and ", zh="，且 ")
OR = Text(en=" or ", zh=" 或 ")
YES, NO = Text(en="on", zh="开"), Text(en="off", zh="关")
STABLE = Text(
    en="Resampling the points restricts {name} the same way in {share} % of {resamples} resamples{spread}.",
    zh="对点重抽样 {resamples} 次，其中 {share} % 以同样方式限制 {name}{spread}。",
)
SPREAD_LOW = Text(en=", its lower limit from {low} to {high} (9 in 10)", zh="，下限在 {low} 至 {high} 之间（九成）")
SPREAD_HIGH = Text(en=", its upper limit from {low} to {high} (9 in 10)", zh="，上限在 {low} 至 {high} 之间（九成）")
UNSTABLE = Text(
    en="A limit that fewer than half of the resamples share is not to be relied on: {names}.",
    zh="不到一半的重抽样支持的界限不可依赖：{names}。",
)
UNDECIDED_INSIDE = Text(
    en="{count} of the points that cannot be told apart lie inside too; nothing is said of them.",
    zh="无法区分的点中也有 {count} 个落在其中，对它们不作判断。",
)
NOTHING = Text(
    en="Nothing distinguishes the cases in which {event}: no limit on any of the {inputs} inputs does better on points "
    "it has not seen than chance would.",
    zh="没有什么能区分{event}的情形：对 {inputs} 个输入中的任何一个设界限，在未见过的点上都不比偶然更好。",
)
ALWAYS = Text(en="In every case that can be told apart {event}.", zh="凡能区分的情形，都{event}。")
NEVER = Text(en="In no case that can be told apart can it be seen that {event}.", zh="凡能区分的情形，均未见{event}。")

TREE_WORTH = Text(
    en="A tree of {leaves} groups explains {r2} % of the variance of the difference in {outcome} on points it has not "
    "seen (about {ceiling} % can be explained, the rest is luck).",
    zh="分为 {leaves} 组的树在未见过的点上解释了“{outcome}”差值方差的 {r2} %（可解释的约 {ceiling} %，其余出于偶然）。",
)
TREE_UNKNOWN = Text(
    en="A tree of {leaves} groups explains {r2} % of the variance of the difference in {outcome} on points it has not "
    "seen; with one replication nobody knows how much of the rest is luck.",
    zh="分为 {leaves} 组的树在未见过的点上解释了“{outcome}”差值方差的 {r2} %；只有一次重复，"
    "其余有多少出于偶然无从知晓。",
)
TREE_NOTHING = Text(
    en="No tree explains the difference in {outcome} on points it has not seen: {mean} on average, whatever the "
    "inputs.",
    zh="没有树能在未见过的点上解释“{outcome}”的差值：无论输入如何，平均为 {mean}。",
)
LEAF = Text(
    en="When {conditions}: {mean} (95 % interval {low} to {high}; {share} % of the points).",
    zh="当 {conditions} 时：{mean}（95 % 区间 {low} 至 {high}；占点的 {share} %）。",
)
THE_OUTCOME = Text(en="the measure", zh="指标")

BOX_FIGURE = Text(en="Where {event}", zh="{event}的条件")
OTHER = Text(en="it does not", zh="没有")
NEITHER = Text(en="cannot be told from zero", zh="与零无法区分")
BOX = Text(en="box", zh="区域")
OUTSIDE_OTHERS = Text(en="outside on another input", zh="因其他输入而在区域外")
COVERAGE = Text(en="coverage, %", zh="覆盖率，%")
DENSITY = Text(en="density, %", zh="密度，%")
TRAJECTORY = Text(en="from everything to the smallest box", zh="从全部到最小区域")
CHOSEN = Text(en="chosen, in sample", zh="选定（样本内）")
UNSEEN = Text(en="chosen, out of sample", zh="选定（样本外）")
EVERYTHING = Text(en="share in all cases", zh="全部情形中的比例")
NO_BOX = Text(en="nothing distinguishes the cases", zh="没有什么能区分这些情形")
BOXES_TITLE = Text(en="Where a reform backfires or helps", zh="改革在何处适得其反或见效")
BOXES_CAPTION = Text(
    en="{points} points × {replications} replications; a box holds the cases looked for, and what it is worth on "
    "points not used to find it stands beside.",
    zh="{points} 个点 × {replications} 次重复；方框圈出所寻找的情形，旁边是它在未用于寻找的点上的表现。",
)
