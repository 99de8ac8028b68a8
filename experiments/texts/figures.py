"""Words in figures: axis labels, kinds of work, titles, captions."""

from experiments.texts import Text

FUNNEL_TITLE = Text(en="Who created the work, and who did it", zh="工作由谁产生、由谁完成")
FUNNEL_AXIS = Text(en="hours per 1,000 residents and year", zh="每千名居民每年工时(小时)")
DOERS = {
    1: Text(en="done by communities", zh="社区完成"),
    2: Text(en="done by street offices", zh="街道完成"),
    3: Text(en="done by departments", zh="部门完成"),
}
RESIDENTS_WORK = Text(en="residents' issues", zh="居民诉求")
TRANSFERRED = Text(en="passed down: transferred", zh="下派:转移任务")
DERIVED = Text(en="passed down: derived", zh="下派:衍生任务")
OWN = Text(en="own line, statutory", zh="本职与法定工作")
TOGETHER = Text(en="coordination, travel, waiting", zh="协调、路途、等候")
MEETINGS = Text(en="meetings", zh="会议")
PASSED_SHARE = Text(en="{share:.0f} % passed down", zh="下派占 {share:.0f} %")

RESOLUTION_TITLE = Text(en="How long until an issue is resolved", zh="诉求多久得到解决")
RESOLUTION_X = Text(en="days since registration (square-root scale)", zh="登记后天数(平方根刻度)")
RESOLUTION_Y = Text(en="issues resolved, %", zh="已解决的诉求(%)")
AT_RISK = Text(en="issues still open and watched", zh="仍未解决且在观察中的诉求数")
LAPSE = Text(en="letters lapse", zh="函件失效")
NO_ISSUES = Text(en="no issue was registered in these days", zh="这些天内没有登记的诉求")
MEDIAN = Text(en="median", zh="中位数")

SOURCE = Text(
    en="{place}, {days} days, seed {seed}, {replications} replication(s); whistle-lab {version}, data {hash}",
    zh="{place},{days} 天,种子 {seed},重复 {replications} 次;whistle-lab {version},数据 {hash}",
)
FUNNEL_CAPTION = Text(
    en="Hours worked by communities, street offices and departments in each scenario, by what created the work "
    "(mean over replications; emergency desks included). Orange is work created by departments and passed down; its "
    "share of the hours worked stands behind each bar. Each panel has its own scale.",
    zh="各情景下社区、街道、部门完成的工时,按工作来源分(各次重复的均值;含应急值守)。橙色为部门产生并下派的工作,"
    "条形之后注明其占工时的比例。各分图刻度不同。",
)
RESOLUTION_CAPTION = Text(
    en="Share of issues recorded as resolved by days since registration (Kaplan–Meier; {censoring}). "
    "{band} The table gives the issues still open and watched at each time.",
    zh="按登记后天数计,记录为已解决的诉求所占比例(Kaplan–Meier 估计;{censoring})。"
    "{band}图下表格为各时点仍未解决且在观察中的诉求数。",
)
CENSORING = Text(
    en="issues that are open at the end, withdrawn or closed unsolved count as unfinished, not as left out; "
    "excluded ones are a class of their own and not shown",
    zh="期末未结、撤回或未解决而结案者按删失处理而非剔除;按规定剔除者另为一类,不在图中",
)
BAND_REPLICATIONS = Text(
    en="Bands: pointwise 95 % Student t intervals over {n} replications (log–log scale).",
    zh="带状区域:{n} 次重复之间逐点的 95 % 学生 t 区间(重对数尺度)。",
)
BAND_GREENWOOD = Text(
    en="Bands: pointwise 95 % Greenwood intervals within the one run; they do not show luck between runs.",
    zh="带状区域:单次运行内逐点的 95 % Greenwood 区间,不反映不同运行之间的偶然性。",
)
