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
_WHO_IS_COUNTED = (
    Text(en="true: all affected, %", zh="真实：全体受影响者（%）"),
    Text(en="without the silent", zh="不计沉默者"),
    Text(en="by ledger row (duplicates)", zh="按台账事项计（重复件）"),
    Text(en="by registration day", zh="按登记日归入时段"),
    Text(en="without excluded rows", zh="不计剔除事项"),
    Text(en="without withdrawn rows", zh="不计撤回事项"),
    Text(en="without open rows", zh="不计未结事项"),
    Text(en="only rated rows", zh="只计已评价事项"),
)
_MEASURED = Text(en="measured: rated rows, %", zh="测得：已评价事项（%）")
RESOLUTION_STEPS = (
    *_WHO_IS_COUNTED,
    Text(en="solved when handled", zh="只认办理当时解决"),
    Text(en="false closings as solved", zh="虚假办结计为解决"),
    _MEASURED,
)
SATISFACTION_STEPS = (
    *_WHO_IS_COUNTED,
    Text(en="contact by call-backs", zh="计入回访前联系"),
    Text(en="as answered at closing", zh="以办结时的回答为准"),
    _MEASURED,
)
CAPTION = Text(
    en="Each panel leads from the true rate of a scenario (all affected residents of the cohort's problems) to the "
    "measured one (rated rows), one change at a time; the steps add up exactly. Without the silent: only residents "
    "who reported. By ledger row: duplicates and repeat filings count each, merged reports do not. By registration "
    "day: rows registered in the period, not problems that arose in it. Solved when handled: what was solved only "
    "later, or by a twin row, no longer counts. Contact by call-backs: what a call before the survey adds to the "
    "chance of being satisfied. As answered at closing: the answer follows the outcome and the wait at closing, by "
    "what this reporter expected, not the end of the run. {band} How to read: a plain bar to the right lifts the "
    "recorded rate, a hatched bar to the left lowers it; a high measured rate can so stand on a low true one, and two "
    "scenarios that measure alike may differ in truth.",
    zh="各图从一个情景的真实比率（统计时段内问题的全体受影响居民）走到测得比率（已评价事项），每步只变一项，各步之和严格相等。"
    "不计沉默者：只计反映过的居民。按台账事项计：重复件、再次来件各计一件，并件不计。按登记日归入时段：以登记而非发生的时间为准。"
    "只认办理当时解决：之后才解决、或由同一问题的另一件解决的不再计入。计入回访前联系：评价之前的联系给满意机会带来的增量。"
    "以办结时的回答为准：回答取决于办结时的结果、等待与该居民的期望，而非期末状况。{band}"
    "读法：向右的实心条抬高记录的比率，向左的斜线条压低它；测得值高，真实值可能仍低；测得值相近的两个情景，真实可能不同。",
)
