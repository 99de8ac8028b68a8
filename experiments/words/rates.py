"""Words of the figure `rates`."""

from experiments.words import Text

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

CAPTION = Text(
    en="Rates by month (twelfths of 365 days), measured (rated rows, by month of registration) and true "
    "(all affected residents, the silent included, by month in which their problem arose). True response: contacted "
    "within 24 hours of registration of a row of one's own; true satisfaction: mean chance of being satisfied. The "
    "last 30 days are left out; rows still open are not rated, and a problem that arose late has had less time to be "
    "solved, so late months are lower in truth. {band} What lies between the two: the figure `waterfall`.",
    zh="按月（365 天的十二分之一）的各项比率；测得值为已评价事项，按登记月；"
    "真实值为全体受影响居民（含沉默者），按问题发生月。"
    "真实响应：本人来件登记后 24 小时内得到联系；真实满意：满意的平均概率。不含最后 30 天；未结事项没有评价，"
    "较晚发生的问题可供解决的时间较短，故靠后月份的真实值偏低。{band}两者之间隔着什么，见图 `waterfall`。",
)
