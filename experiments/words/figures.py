"""Words in figures: axis labels, kinds of work, titles, captions."""

from experiments.words import Language, Text

NOT_DRAWN = Text(
    en="The figure {name} could not be drawn ({reason}); everything else is there.",
    zh="图 {name} 无法绘制（{reason}）；其余内容不受影响。",
)
NOT_WRITTEN = Text(
    en="Figures could not be written into {folder} ({reason}); the results are as shown.",
    zh="图无法写入 {folder}（{reason}）；结果不受影响。",
)
NO_GLYPH = Text(
    en="No font here has these signs, a box stands for each in the figures: {signs}",
    zh="本机没有含以下字符的字体，图中以方框代替：{signs}",
)

FUNNEL_TITLE = Text(en="Who created the work, and who did it", zh="工作由谁产生、由谁完成")
FUNNEL_AXIS = Text(en="hours, % of staffed hours", zh="工时占在岗工时的百分比（%）")
DOERS = {
    1: Text(en="done by communities", zh="社区完成"),
    2: Text(en="done by street offices", zh="街道完成"),
    3: Text(en="done by departments", zh="部门完成"),
}
RESIDENTS_WORK = Text(en="residents' issues", zh="居民诉求")
TRANSFERRED = Text(en="passed down: transferred", zh="下派：转移任务")
DERIVED = Text(en="passed down: derived", zh="下派：衍生任务")
OWN = Text(en="own line, statutory", zh="本职与法定工作")
TOGETHER = Text(en="coordination, chasing, travel", zh="协调、催办与路途")
WAITING = Text(en="waiting on site", zh="现场等候")
MEETINGS = Text(en="meetings", zh="会议")

RESOLUTION_TITLE = Text(en="How long until an issue is resolved", zh="诉求多久得到解决")
RESOLUTION_X = Text(en="days since registration (square-root scale)", zh="登记后天数（平方根刻度）")
RESOLUTION_Y = Text(en="recorded as resolved, %", zh="记录为已解决（%）")
AT_RISK = Text(
    en="issues not yet resolved and still watched, mean per run", zh="仍未解决且在观察中的诉求数（每次运行均值）"
)
NO_ISSUES = Text(en="no issue was registered in these days", zh="这些天内没有登记的诉求")
MEDIAN = Text(en="median", zh="中位数")

BANDS = Text(
    en="Bands and thin lines: 95 % Student t intervals over {n} replications.",
    zh="带状区域与细线：{n} 次重复之间的 95 % 学生 t 区间。",
)
ILLUSTRATION = Text(
    en="One run of each scenario: an illustration that says nothing about chance.",
    zh="每个情景只运行一次：仅作示意，说明不了偶然性。",
)


BANDS_SETS = Text(
    en="Bands and thin lines: 95 % Student t intervals of the mean over {n} parameter sets.",
    zh="带状区域与细线：{n} 组参数均值的 95 % 学生 t 区间。",
)


def band(replications: int, language: Language, sets: int = 0) -> str:
    """Say what bands and thin lines are, or that there are none."""
    if sets:
        return BANDS_SETS(language, n=sets)
    return BANDS(language, n=replications) if replications > 1 else ILLUSTRATION(language)


SOURCE = Text(
    en="{place}, {days} days, seed {seed}, {replications} replication(s); whistle-lab {version}, data {hash}",
    zh="{place}，{days} 天，种子 {seed}，重复 {replications} 次；whistle-lab {version}，数据 {hash}",
)
FUNNEL_CAPTION = Text(
    en="What the staffed hours of communities, street offices and departments go into in each scenario (all "
    "replications "
    "together). Orange and red is work that departments created and passed down; the number in it is its share in %. "
    "What is missing to the dashed line at 100 % is idle time; beyond it is overrun. Emergency desks are "
    "outside staffed "
    "hours and not shown.",
    zh="各情景下社区、街道和部门的在岗工时用于何处（各次重复合计）。橙色与红色为部门产生并下派的工作，"
    "其中数字为所占百分比。"
    "距 100 % 虚线不足部分为空闲，超出部分为超时。应急值守不计入在岗工时，图中未显示。",
)
SOURCE_SETS = Text(
    en="{place}, {days} days, seed {seed}, {sets} parameter set(s) × {replications} replication(s); whistle-lab "
    "{version}, data {hash}",
    zh="{place}，{days} 天，种子 {seed}，{sets} 组参数 × {replications} 次重复；whistle-lab {version}，数据 {hash}",
)
RESOLUTION_CAPTION = Text(
    en="Share of issues recorded as resolved by days since registration (Kaplan–Meier; {censoring}). "
    "{band} The table counts the issues not yet resolved and still watched at each time.",
    zh="按登记后天数计，记录为已解决的诉求所占比例（Kaplan–Meier 估计；{censoring}）。"
    "{band}图下表格为各时点仍未解决且在观察中的诉求数。",
)
CENSORING = Text(
    en="issues open at the end or withdrawn are censored, those closed unsolved stay unresolved; excluded ones are a "
    "class of their own and not shown",
    zh="期末未结或撤回者按删失处理，未解决而结案者一直计为未解决；按规定剔除者另为一类，不在图中",
)
BAND_REPLICATIONS = Text(
    en="Bands: pointwise 95 % Student t intervals over {n} replications (log–log scale).",
    zh="带状区域：{n} 次重复之间逐点的 95 % 学生 t 区间（重对数尺度）。",
)
BAND_SETS = Text(
    en="Bands: pointwise 95 % Student t intervals of the mean over {n} parameter sets (log–log scale).",
    zh="带状区域：{n} 组参数均值的逐点 95 % 学生 t 区间（重对数尺度）。",
)
BAND_GREENWOOD = Text(
    en="Bands: pointwise 95 % Greenwood intervals within the one run; they do not show luck between runs.",
    zh="带状区域：单次运行内逐点的 95 % Greenwood 区间，不反映不同运行之间的偶然性。",
)
