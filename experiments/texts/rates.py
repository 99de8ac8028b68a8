"""Words of the figure `rates`."""

from experiments.texts import Text

TITLE = Text(
    en="Response, resolution and satisfaction, as measured and as they are",
    zh="响应率、解决率与满意率：测得的与真实的",
)
RATES = {
    "response": Text(en="response", zh="响应率"),
    "resolution": Text(en="resolution", zh="解决率"),
    "satisfaction": Text(en="satisfaction", zh="满意率"),
}
MEASURED = Text(en="{rate}, measured, %", zh="{rate}（测得，%）")
TRUE = Text(en="{rate}, true, %", zh="{rate}（真实，%）")
MONTH = Text(en="month", zh="月份")
TOO_SHORT = Text(en="run too short:\nno cohort", zh="运行过短：\n无统计队列")

STEPS_TITLE = Text(
    en="From the true to the measured resolution rate, in percentage points",
    zh="从真实解决率到测得解决率：每一步的增减（百分点）",
)
STEPS = (
    Text(en="true: all affected, %", zh="真实：全体受影响者（%）"),
    Text(en="only who reported", zh="只计反映过的居民"),
    Text(en="by ledger row", zh="按台账事项计"),
    Text(en="by registration day", zh="按登记日归入时段"),
    Text(en="without excluded rows", zh="不计剔除事项"),
    Text(en="without withdrawn rows", zh="不计撤回事项"),
    Text(en="without open rows", zh="不计未结事项"),
    Text(en="only rated rows", zh="只计已评价事项"),
    Text(en="solved when handled", zh="只认办理当时解决"),
    Text(en="false closings as solved", zh="虚假办结计为解决"),
    Text(en="measured: rated rows, %", zh="测得：已评价事项（%）"),
)
CAPTION = Text(
    en="Upper panels: rates by month (twelfths of 365 days), measured (rated rows, by month of registration) and true "
    "(all affected residents, the silent included, by month in which their problem arose). True response: contacted "
    "within 24 hours of registration of a row of one's own; true satisfaction: mean chance of being satisfied. The "
    "last 30 days are left out; rows still open are not rated, and a problem that arose late has had less time to be "
    "solved, so late months are lower in truth. Lower panels: from the true to the measured resolution rate, one "
    "change at a time; the steps add up exactly. By ledger row: duplicates and repeat filings count each, merged "
    "reports do not; by registration day: rows registered in the period, not problems that arose in it; solved when "
    "handled: what was solved only later, or by a twin row, no longer counts. {band} How to read: "
    "a plain bar to the right lifts the recorded rate, a hatched bar to the left lowers it; a high measured rate can "
    "so stand on a low true one.",
    zh="上：按月（365 天的十二分之一）的各项比率；测得值为已评价事项，按登记月；"
    "真实值为全体受影响居民（含沉默者），按问题发生月。"
    "真实响应：本人来件登记后 24 小时内得到联系；真实满意：满意的平均概率。不含最后 30 天；未结事项没有评价，"
    "较晚发生的问题可供解决的时间较短，故靠后月份的真实值偏低。"
    "下：从真实解决率到测得解决率，每步只变一项，各步之和严格相等。"
    "按台账事项计：重复件、再次来件各计一件，并件不计；按登记日归入时段：以登记而非发生的时间为准；"
    "只认办理当时解决：之后才解决、或由同一问题的另一件解决的不再计入。{band}"
    "读法：向右的实心条抬高记录的比率，向左的斜线条压低它；测得值高，真实值可能仍低。",
)
