"""Words of the figure `differences`."""

from experiments.words import Text

TITLE = Text(en="What reforms change: reform minus base", zh="改革带来的变化：改革减基准")
BASE = Text(en="base {value}", zh="基准 {value}")
GOOD = Text(en="shaded: the good side", zh="阴影：好的一侧")
DISTINCT = Text(en="interval leaves out zero", zh="区间不含零")
NOT_DISTINCT = Text(en="not distinguishable from zero", zh="与零无法区分")
NO_INTERVAL = Text(en="no interval", zh="无区间")
POINTS = Text(en="points", zh="百分点")
CAPTION = Text(
    en="Reform minus base in every headline measure, each on a scale of its own in its own unit (shares in percentage "
    "points); over each panel the base's mean, beside each mark the difference. {band} Open marks: the interval holds "
    "zero, so these runs cannot tell the difference from luck. A dash: no value; in brackets: the reform's own value "
    "where the base has none. Issues open at the end are censored "
    "in times to resolve, and true rates leave out problems of the last 30 days. How to read: a filled mark on the "
    "shaded side is an improvement, on the other side a deterioration.",
    zh="各主要指标的改革减基准之差，各用自身单位与刻度（比例以百分点计）；每格上方为基准均值，标记旁为差值。{band}"
    "空心标记：区间含零，这些运行无法把差别与偶然区分开。短横：无值；括号内：基准无值时改革自身的数值。"
    "期末未结事项在解决时长中按删失处理，真实比率不含最后 30 天的问题。"
    "读法：实心标记落在阴影一侧为改善，落在另一侧为变差。",
)
INTERVALS = Text(
    en="Lines: 95 % Student t intervals of paired differences over {n} replications with the same luck.",
    zh="横线：相同随机条件下 {n} 次成对差值的 95 % 学生 t 区间。",
)
INTERVALS_SETS = Text(
    en="Lines: 95 % Student t intervals over {n} parameter sets that the facts do not rule out, luck taken off: where "
    "the difference is for a further such set.",
    zh="横线：{n} 组未被事实排除的参数之间（扣除偶然性）的 95 % 学生 t 区间：另取一组这样的参数时差值所在范围。",
)
ONE = Text(
    en="One replication: an illustration; no interval can be given.",
    zh="只有一次重复：仅作示意，无法给出区间。",
)
