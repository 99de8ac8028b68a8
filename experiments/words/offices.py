"""Words of the figure `offices`."""

from experiments.words import Text

TITLE = Text(en="Utilisation and backlog of every office", zh="各单位的负荷与积压")
LEVELS = {
    1: Text(en="communities ({n}): how they spread", zh="社区（{n} 个）：分布"),
    2: Text(en="street offices", zh="街道"),
    3: Text(en="departments", zh="部门"),
}
MANY = {
    2: Text(en="street offices ({n}): how they spread", zh="街道（{n} 个）：分布"),
    3: Text(en="departments ({n}): how they spread", zh="部门（{n} 个）：分布"),
}
NUMBERED = {2: Text(en="street {n}", zh="街道 {n}"), 3: Text(en="department {n}", zh="部门 {n}")}
UTILISATION = Text(en="utilisation, %", zh="负荷率（%）")
BACKLOG = Text(en="backlog, days of work", zh="积压（工作日）")
MEAN = Text(en="mean of the period", zh="期间均值")
END = Text(en="at the end", zh="期末")
CAPTION = Text(
    en="Utilisation: hours worked, travelled, met and waited on site ÷ staffed hours, emergency desks apart. Backlog: "
    "hours of work waiting at the end of a day ÷ hours all servers of the office are staffed in a working day, so days "
    "of work for each server; letters wait there once a department has taken them up, not before. Filled marks: "
    "mean of all days; upright strokes: when the run ends. Every panel has its own scale. Communities: median (mark), "
    "middle half (thick), middle four fifths (thin) of their means. {band} Work that waits at the end is counted, not "
    "dropped. How to read: a stroke far right of its mark is an office that falls behind; utilisation near 100 % with "
    "a growing backlog is a clogged office, not a busy one.",
    zh="负荷率：工作、路途、会议与现场等待的工时除以在岗工时，不含应急值守。积压：每日终了等待办理的工时除以该单位全体在岗人员"
    "一个工作日的工时，即每人积压的工作日；协调函自部门承办之日起计入，此前不计。实心标记为全期逐日均值，竖线为期末。"
    "各格刻度不同。社区：均值的中位数（标记）、中间一半（粗线）、中间五分之四（细线）。{band}期末仍在等待的工作计入，不剔除。"
    "读法：竖线远在标记右侧者，积压在加重；负荷率接近 100 % 而积压增长者是堵塞，不是忙碌。",
)
