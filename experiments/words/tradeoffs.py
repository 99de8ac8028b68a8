"""Words of trade-offs between reforms: bad input, sentences, figures."""

from experiments.words import Text

NO_DIRECTION = Text(
    en="measure {name} has no good direction: give a criterion that says which way is better",
    zh="指标 {name} 没有好坏方向：请给出注明方向的标准",
)
FRONT_SHAPE = Text(
    en="values of shape {shape} do not fit: reforms × replications × criteria ({wanted}) are needed",
    zh="数值的形状 {shape} 不符：应为改革 × 重复 × 标准（{wanted}）",
)
REGRET_SHAPE = Text(
    en="values of shape {shape} do not fit: reforms × states × replications ({wanted}) are needed",
    zh="数值的形状 {shape} 不符：应为改革 × 世界状态 × 重复（{wanted}）",
)
NOTHING_WHOLE = Text(
    en="no replication has all values: nothing can be compared", zh="没有一次重复的数值是齐全的，无法比较"
)
TOO_FEW_REFORMS = Text(
    en="{reforms} reform(s) and {criteria} criteria: a front needs two reforms and a criterion",
    zh="有 {reforms} 项改革和 {criteria} 个标准：前沿至少需要两项改革和一个标准",
)
TOO_FEW_STATES = Text(
    en="{reforms} reform(s) and {states} state(s): regret needs two reforms and a state",
    zh="有 {reforms} 项改革和 {states} 个状态：后悔值至少需要两项改革和一个状态",
)
NO_REFERENCE = Text(en="reference {name} is not among the reforms: {names}", zh="参照 {name} 不在改革之列：{names}")
OTHER_REFORMS = Text(
    en="a robust front needs the regrets of the same reforms in every criterion",
    zh="稳健前沿需要同一批改革在每个标准上的后悔值",
)

ON_FRONT = Text(
    en="On the front of {criteria} are {reforms}: none of the others is as good in all of these and better in one.",
    zh="在{criteria}的前沿上的有：{reforms}。其他改革没有一项在所有这些方面都不差而又有一方面更好。",
)
WITH_PROBABILITY = Text(en="{name} ({share} % of resamples)", zh="{name}（{share} % 的重抽样）")
MAYBE_ON_FRONT = Text(
    en="Not on it by the means, but on it in a twentieth of the resamples or more: {reforms}.",
    zh="按均值不在前沿上，但在至少二十分之一的重抽样中位于前沿：{reforms}。",
)
BEATEN = Text(
    en="{name} is beaten in everything by {by} (in {share} % of the resamples).",
    zh="{name} 在各方面都不如 {by}（{share} % 的重抽样）。",
)
BEATEN_ONCE = Text(en="{name} is beaten in everything by {by}.", zh="{name} 在各方面都不如 {by}。")
ALIKE = Text(
    en="Cannot be told apart in any of these with {replications} replications: {pairs}.",
    zh="在 {replications} 次重复下，在任何一方面都无法区分：{pairs}。",
)
PAIR = Text(en="{one} and {other}", zh="{one} 与 {other}")
ONE_RUN = Text(
    en="One replication: luck is not known, so that nothing is said of how sure this is.",
    zh="只有一次重复：偶然的大小未知，无法说明有多大把握。",
)
BEST_IN = Text(en="Best in “{criterion}”: {name} ({value}).", zh="“{criterion}”最好的是 {name}（{value}）。")

SAFEST = Text(
    en="{name} has the smallest largest regret in {criterion}: at worst {value} behind the best choice{ends}, in "
    "{state}; {mean} on average over {states} states.",
    zh="就“{criterion}”而言，{name} 的最大后悔值最小：最坏时比最佳选择差 {value}{ends}，发生在 {state}；"
    "{states} 个状态平均差 {mean}。",
)
ENDS = Text(en=" (95 % interval {low} to {high})", zh="（95 % 区间 {low}至 {high}）")
NEXT = Text(en="{name}: at worst {value}{ends}, {mean} on average.", zh="{name}：最坏差 {value}{ends}，平均差 {mean}。")
SAFE_HOW_SURE = Text(en="It ranks first in {share} % of the resamples.", zh="在 {share} % 的重抽样中它排在第一。")
REGRETS_ALIKE = Text(
    en="Whose largest regrets cannot be told apart with {replications} replications: {pairs}.",
    zh="在 {replications} 次重复下最大后悔值无法区分的：{pairs}。",
)
ENOUGH_THRESHOLD = Text(
    en="Good enough ({value} or better): {shares} of the states.",
    zh="足够好（达到 {value} 或更好）的状态比例：{shares}。",
)
ENOUGH_REFERENCE = Text(
    en="Not worse than {reference}: {shares} of the states.", zh="不差于 {reference} 的状态比例：{shares}。"
)
SHARE_OF = Text(en="{name} in {share} %", zh="{name} {share} %")
TOO_LARGE = Text(
    en="The best of several noisy means looks better than it is, so that regrets are a little too large.",
    zh="几个含偶然的均值中最好者看上去比实际更好，因此后悔值略偏大。",
)
ROBUST = Text(
    en="Robust front (no other has a smaller largest regret in every criterion): {reforms}.",
    zh="稳健前沿（没有其他改革在每个标准上的最大后悔值都更小）：{reforms}。",
)

FRONT_FIGURE = Text(en="What one reform gains and another loses", zh="此得彼失：各项改革的取舍")
FRONT_LINE = Text(en="front of this pair", zh="这一对的前沿")
ON_FULL_FRONT = Text(en="on the front of all criteria", zh="在全部标准的前沿上")
OFF_FULL_FRONT = Text(en="beaten", zh="被超过")
GOOD = {
    "higher": Text(en="higher is better", zh="越高越好"),
    "lower": Text(en="lower is better", zh="越低越好"),
}
REGRET_FIGURE = Text(
    en="Regret in “{criterion}” over {states} states of the world",
    zh="{states} 个世界状态下“{criterion}”的后悔值",
)
LARGEST = Text(en="largest regret", zh="最大后悔值")
MEAN = Text(en="mean regret", zh="平均后悔值")
EACH_STATE = Text(en="each state", zh="各状态")
ENOUGH_AXIS = Text(en="good enough, % of states", zh="足够好的状态，%")

POINTS = Text(en="{value} points", zh="{value} 个百分点")
FRONT_CAPTION = Text(
    en="{reforms} reforms, means over {replications} replications; a reform on the line is beaten by none in both "
    "criteria.",
    zh="{reforms} 项改革，{replications} 次重复的均值；线上的改革在两项标准上都不被任何一项胜过。",
)
REGRET_TITLE = Text(en="What is lost by not having chosen the best", zh="未选最优所失去的")
REGRET_CAPTION = Text(
    en="{states} states of the world, {replications} replications; lines are 95 % intervals.",
    zh="{states} 种世界状态，{replications} 次重复；横线为 95 % 区间。",
)
