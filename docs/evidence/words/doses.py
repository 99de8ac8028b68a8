"""Words of the figure of doses."""

from experiments.words import Text

TITLE = Text(en="What more of each lever does", zh="各杠杆剂量增加的效果")
NEUTRAL = Text(en="where the lever does nothing, or least", zh="杠杆不起作用(或最弱)之处")
MEASURED = Text(en="difference from the world without the lever", zh="与无该杠杆的世界之差")
STRONG = Text(en="strong setting", zh="强档")
AS_IT_IS = Text(en="as is", zh="原样")
CAPTION = Text(
    en="One panel for each lever that has doses: the measure it is declared to move, as the difference from the "
    "world without the lever on the same luck, over the values of one field (evenly spaced; shares in percentage "
    "points). Bands are paired 95 % Student t intervals over {n} replications ({place}, {days} days). The open mark is "
    "the value at which the lever does nothing, or least; the square is its strong setting. Grey: the strong setting "
    "cannot be distinguished from zero.",
    zh="每个有剂量的杠杆一格：纵轴为其声明影响的指标，取同样运气下与无该杠杆的世界之差；横轴为一个字段的取值"
    "（等距排列，比率以百分点计）。带状区域为 {n} 次重复的成对 95 % 学生 t 区间（{place}，{days} 天）。空心点为杠杆"
    "不起作用（或最弱）的取值，方块为强档；灰色表示强档与零不可区分。",
)
