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
    en="Rates by month (twelfths of 365 days), measured (rows by month of the city's first call, as the case stood and "
    "as the reporter answered then; response of all rows called, the others of those answered) and true (all "
    "affected residents, the silent included, by month in which their problem was first filed, or arose where "
    "nobody filed). True response: contacted within 24 hours of filing a row of one's own; true resolution: solved "
    "within 30 days; true satisfaction: mean chance of being satisfied after 30 days. Problems of the last 30 days "
    "are left out of the true rates. {band} What lies between the two: the figure `waterfall`.",
    zh="按月（365 天的十二分之一）的各项比率；测得值按市级首次回访所在月，以当时的办理情况与诉求人的回答为准"
    "（响应率为全部被回访事项，其余为已应答事项）；真实值为全体受影响居民（含沉默者），按问题首次来件月（无人来件的按发生月）。"
    "真实响应：本人来件后 24 小时内得到联系；真实解决：30 天内解决；真实满意：30 天时满意的平均概率。"
    "真实值不含最后 30 天的问题。{band}两者之间隔着什么，见图 `waterfall`。",
)
