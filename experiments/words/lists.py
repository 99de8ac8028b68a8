"""Words of the lists of scenarios, levers and places."""

from experiments.words import Text

HISTORICAL = Text(
    en="What happened, year by year (compared with published rates)", zh="历史情景：逐年发生的事（与公布的比率对照）"
)
COUNTERFACTUAL = Text(en="What if: predictions without a target", zh="假设情景：没有对照目标的预测")
NAME = Text(en="name", zh="名称")
PARENT = Text(en="builds on", zh="基于")
TITLE = Text(en="title", zh="标题")
QUESTION = Text(en="question", zh="问题")
PUTS_TOGETHER = Text(en="{name} puts together {parts}.", zh="{name} 合并 {parts}。")
LIVES_THROUGH = Text(en="{name} lives through {phases}.", zh="{name} 依次经历 {phases}。")
PHASE = Text(en="{name} (from day {day})", zh="{name}（自第 {day} 天起）")
FIELD = Text(en="field", zh="字段")
MEANING = Text(en="meaning", zh="含义")
UNIT = Text(en="unit", zh="单位")
ALLOWED = Text(en="allowed", zh="允许范围")
DEFAULT = Text(en="default", zh="默认值")
NEUTRAL = Text(en="neutral", zh="中性值")
SOURCE = Text(en="source", zh="来源")
RESIDENTS = Text(en="residents", zh="居民")
STREETS = Text(en="streets", zh="街道")
COMMUNITIES = Text(en="communities", zh="社区")
DEPARTMENTS = Text(en="departments", zh="部门")
EVERY_LEVER = Text(
    en="Every lever also has start_day, ramp_days and districts. A lever at its neutral values changes nothing.",
    zh="每个杠杆还有 start_day、ramp_days、districts 三个字段。杠杆取中性值时不改变任何结果。",
)
