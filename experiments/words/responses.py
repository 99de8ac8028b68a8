"""Words of the figures of a sweep: responses over listed points, spreads over drawn worlds."""

from experiments.words import Text

DIFFERENCE_FROM = Text(
    en="vertical: difference from “{reference}” on the same luck, with 95 % interval",
    zh="纵轴：同样运气下与“{reference}”之差，附 95 % 区间",
)
LEVEL_OF = Text(en="vertical: mean with 95 % interval", zh="纵轴：均值，附 95 % 区间")
ACROSS = Text(en="horizontal: {words}", zh="横轴：{words}")
LINES = Text(en="lines: {words}", zh="各条线：{words}")
AVERAGED = Text(en="averaged over {names}", zh="对 {names} 取平均")
UNIT_POINTS = Text(en="points", zh="百分点")
DISTINCT = Text(en="interval leaves out zero", zh="区间不含零")
HOLDS_ZERO = Text(en="not distinguishable from zero", zh="与零无法区分")
GOOD = Text(en="shaded: the good side", zh="阴影：好的一侧")
MARK = Text(en="mean over runs", zh="各次运行的均值")
NO_VALUE = Text(en="no value", zh="没有值")
ON, OFF = Text(en="on", zh="开"), Text(en="off", zh="关")
RESPONSE_CAPTION = Text(
    en="{points} points × {states} states × {replications} replications ({place}, {days} days).",
    zh="{points} 个点 × {states} 种状态 × {replications} 次重复（{place}，{days} 天）。",
)

SPREAD = Text(
    en="one dot a world, {n} in all; height: the share of worlds up to it; orange: the mean",
    zh="每个世界一个点，共 {n} 个；高度为不超过它的世界所占比例；橙线为均值",
)
HANGS = Text(
    en="what it goes with: rank correlation, the eight strongest", zh="与什么相关：秩相关，最强的八项"
)
BY_LUCK = Text(en="dashed: the largest of all {n} by luck alone", zh="虚线：{n} 项中仅凭偶然所及的最大值")
SHARE_BELOW = Text(en="below 0: {share:.0f} %", zh="小于 0：{share:.0f} %")
SHARE_ABOVE = Text(en="above 0: {share:.0f} %", zh="大于 0：{share:.0f} %")
NOTHING_MOVES = Text(
    en="the same in every world: nothing moves it", zh="在所有世界中都相同：没有因素使它变动"
)
NO_VALUES = Text(
    en="{names}: no value in any run, so that nothing is drawn of it", zh="{names}：所有运行都没有值，因此未绘图"
)
SPREAD_TITLE = Text(
    en="{title}: difference from “{reference}” over drawn worlds", zh="{title}：抽取的各世界中与“{reference}”之差"
)
SPREAD_LEVELS = Text(en="{title}: over drawn worlds", zh="{title}：抽取的各世界")
SPREAD_CAPTION = Text(
    en="{states} drawn worlds × {replications} replications ({place}, {days} days).",
    zh="{states} 个抽取的世界 × {replications} 次重复（{place}，{days} 天）。",
)
RESPONSE_TITLE = Text(en="How measures respond to what was varied", zh="指标对所变因素的响应")
WORLDS_TITLE = Text(en="How a difference spreads over drawn worlds", zh="差值在所抽取的各世界中的分布")
NO_FIGURE = Text(
    en="{folder}: this design has no figure: one at a time, a single point, or fewer than ten drawn worlds; discover, "
    "tradeoffs and sensitivity have their own once they have been asked",
    zh="{folder}：这种设计没有图：逐个变化、只有一个点，或抽取的世界不足十个；"
    "discover、tradeoffs、sensitivity 用过之后各有其图",
)
