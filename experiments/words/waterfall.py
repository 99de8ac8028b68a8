"""Words of the figure `waterfall`."""

from experiments.words import Text

TITLE = Text(
    en="From true to measured: what stands between residents and the rates",
    zh="从真实到测得：居民与比率之间隔着什么",
)
RESOLUTION = Text(
    en="Resolution: from the true to the measured rate, in percentage points",
    zh="解决率：从真实到测得，每一步的增减（百分点）",
)
SATISFACTION = Text(
    en="Satisfaction: from the true to the measured rate, in percentage points",
    zh="满意率：从真实到测得，每一步的增减（百分点）",
)
TOO_SHORT = Text(en="run too short:\nno cohort", zh="运行过短：\n无统计队列")
_UP_TO_RATED = (
    Text(en="true: all affected, %", zh="真实：全体受影响者（%）"),
    Text(en="without the silent", zh="不计沉默者"),
    Text(en="by ledger row (duplicates)", zh="按台账事项计（重复件）"),
    Text(en="without excluded rows", zh="不计剔除事项"),
    Text(en="without withdrawn rows", zh="不计撤回事项"),
    Text(en="only rows the city called", zh="只计已回访事项"),
    Text(en="as it was at the call", zh="以回访当时情况为准"),
    Text(en="by day of the call", zh="按回访日归入时段"),
    Text(en="only who answered", zh="只计已应答事项"),
)
_MEASURED = Text(en="measured: who answered, %", zh="测得：已应答事项（%）")
RESOLUTION_STEPS = (
    *_UP_TO_RATED,
    Text(en="as the reporter said", zh="以诉求人回答为准"),
    _MEASURED,
)
SATISFACTION_STEPS = (
    *_UP_TO_RATED,
    Text(en="contact, reply, own check", zh="计入实际联系、答复与自查"),
    Text(en="solved as the reporter said", zh="是否解决以诉求人回答为准"),
    Text(en="satisfied as answered", zh="是否满意以回答为准"),
    _MEASURED,
)
CAPTION = Text(
    en="Each panel leads from the true rate of a scenario (all residents affected by problems whose 30 days after "
    "first filing are over, by what is the case then) to the measured one (rows the city called, by what was "
    "answered), one change at a time; the steps add up exactly. Without the silent: only residents who reported. By "
    "ledger row: duplicates and repeat filings count each, merged reports do not. Only rows the city called: "
    "neither those that patrols found nor those not yet due. As it was at the call: solved or not, and waited, when "
    "the city first called, not 30 days after first filing. By day of the call: rows called in the period, whenever "
    "their problem was filed. As the reporter said: who is told that it is done may believe so, and who sees no "
    "difference says no. Contact, reply, own check: the hours of contact that there were, not one first contact "
    "each. Satisfied as answered: by what this reporter expected. {band} How to read: a plain bar to the right "
    "lifts the recorded rate, a hatched bar to the left lowers it; a high measured rate can so stand on a low true "
    "one, and two scenarios that measure alike may differ in truth.",
    zh="各图从一个情景的真实比率（首次来件后满 30 天的问题的全体受影响居民，以 30 天时情况为准）走到测得比率"
    "（市级回访事项，以回答为准），每步只变一项，各步之和严格相等。"
    "不计沉默者：只计反映过的居民。按台账事项计：重复件、再次来件各计一件，并件不计。只计已回访事项：不含巡查发现的与尚未到期的。"
    "以回访当时情况为准：看市级首次回访时是否解决、等了多久，而非首次来件后 30 天。"
    "按回访日归入时段：以回访而非来件的时间为准。以诉求人回答为准：被告知已办结者可能信以为真，看不出变化者会答未解决。"
    "计入实际联系、答复与自查：按实际联系时长，而非各计一次首次联系。是否满意以回答为准：取决于该居民的期望。{band}"
    "读法：向右的实心条抬高记录的比率，向左的斜线条压低它；测得值高，真实值可能仍低；测得值相近的两个情景，真实可能不同。",
)
