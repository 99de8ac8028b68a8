"""Words of `whistle check`."""

from experiments.words import Text

VALID = Text(
    en="{name} in {place} is valid; levers pulled: {levers}; rules change on {days}.",
    zh="{place}的 {name} 有效：动用 {levers} 个杠杆，规则在{days}变化。",
)
VALID_PLAIN = Text(
    en="{name} in {place} is valid: no lever pulled, the rules are the place's own.",
    zh="{place}的 {name} 有效：没有动用杠杆，规则即该地原有规则。",
)
DAY = Text(en="day {day}", zh="第 {day} 天")
AND_MORE = Text(en="{first} to {last} ({number} steps)", zh="{first}至{last}（共 {number} 步）")
LOAD_TITLE = Text(
    en="Expected load from day {day}: hours offered in a year over staffed hours, rework counted",
    zh="自第 {day} 天起的预期负荷：一年来件工时与在岗工时之比，已计返工",
)
LOAD_TITLE_LAST = Text(
    en="Expected load from day {day}, after the last change of rules",
    zh="自第 {day} 天（最后一次规则变化）起的预期负荷",
)
KIND = Text(en="kind of office", zh="单位类别")
OFFICES = Text(en="offices", zh="单位数")
STAFFED = Text(en="staffed h", zh="在岗工时")
OFFERED = Text(en="offered h", zh="来件工时")
UTILISATION = Text(en="utilisation", zh="利用率")
WITHOUT_LETTERS = Text(en="without letters", zh="不计函件")
LARGEST = Text(en="largest terms (of staffed hours)", zh="最大的几项（占在岗工时）")
KINDS = {
    "communities": Text(en="communities", zh="社区"),
    "streets": Text(en="street offices", zh="街道"),
    "departments": Text(en="departments", zh="部门"),
    "sections": Text(en="street sections", zh="街道科室"),
}
REWORK = Text(
    en="Rework: reopenings and repeat filings multiply the streets' hours on issues by {rework}. Letters: {served} of "
    "those sent to departments are taken up, counted by their hours; the others are given up after the last reminder.",
    zh="返工：重办和再次来件使街道办理诉求的工时为原来的 {rework} 倍。"
    "函件：送达部门的函件（按工时计）有 {served} 得到承办，其余在最后一次催办后放弃。",
)
MOST_LOADED = Text(en="Most loaded single offices (departments without letters)", zh="负荷最重的单位（部门不计函件）")
OFFICE = Text(en="office", zh="单位")
STAFF = Text(en="staff", zh="人数")

# --- findings -------------------------------------------------------------------------------------
NO_WARNING = Text(
    en="No kind of office is above {alert}: every queue has an end.", zh="没有一类单位超过 {alert}：队列都有尽头。"
)
OVER = Text(
    en="WARNING: {kind} are at {value}, above {alert}. To come down to {alert}, {hours} hours a year have to go: "
    "about {people} more people (now {staff}), or {cut} less of the largest term ({term}), or a mixture.",
    zh="警告：{kind}的利用率为 {value}，高于 {alert}。要降到 {alert}，每年须减少 {hours} 小时："
    "约增加 {people} 人（现有 {staff} 人），或把最大的一项（{term}）减少 {cut}，或两者并用。",
)
HOPELESS = Text(
    en="Above 1 they cannot keep up: their queues grow for as long as the run lasts, and measures depend on --days.",
    zh="超过 1 即跟不上：队列会随运行时间不断增长，各项指标取决于 --days。",
)
LETTERS = Text(
    en="WARNING: {kind} are at {value}: letters fill every hour that other work ({must}) leaves. {offered} hours of "
    "letters a year meet {left} hours: {taken_up} hours are taken up, and {given_up} of the letters are given up after "
    "the last reminder; over empty trays it would be {least}. For that: about {people} more people (now {staff}), or "
    "fewer letters, for example by authority passed to streets or false closings caught earlier.",
    zh="警告：{kind}的利用率为 {value}：其他工作（{must}）余下的时间全被函件占满。"
    "每年 {offered} 小时的函件只有 {left} 小时可用：承办 {taken_up} 小时，{given_up} 的函件无人承办而放弃；"
    "若无积压，放弃的只有 {least}。要做到这一点，约须增加 {people} 人（现有 {staff} 人），或减少函件，"
    "例如把权限下放街道、尽早识破虚假办结。",
)
SECTIONS_OVER = Text(
    en="WARNING: above {alert}: {over} of {of} {kind}, the worst at {most}. What other sections lend is not counted "
    "here: without lending or merging, residents in these lines wait without end.",
    zh="警告：{of} 个{kind}中有 {over} 个超过 {alert}，最高 {most}。此处未计其他科室的支援："
    "若不支援、不合并，这些科室的居民将无尽等待。",
)
DEPARTMENTS_OVER = Text(
    en="WARNING: above {alert} even without letters: {over} of {of} {kind}, the worst at {most}. Whistled work goes "
    "first, so the own line waits there without end and hardly a letter is taken up: more people, or fewer whistles.",
    zh="警告：{of} 个{kind}中有 {over} 个即使不计函件也超过 {alert}，最高 {most}。"
    "吹哨任务优先，那里的本职工作越积越多，函件几乎无人承办；须增加人员，或减少吹哨。",
)
SOME_OVER = Text(
    en="WARNING: above {alert}: {over} of {of} {kind}, the worst at {most}, although all together are not.",
    zh="警告：{of} 个{kind}中有 {over} 个超过 {alert}，最高 {most}，尽管合起来并未超过。",
)
NO_LETTERS_LEFT = Text(
    en="Departments without an hour left take up hardly a letter: what is not whistled is given up.",
    zh="部门没有剩余工时，函件几乎无人承办：未吹哨的诉求终将放弃。",
)

# --- theory ---------------------------------------------------------------------------------------
THEORY_TITLE = Text(
    en="Solvable special cases of this place: theory and a short run of the same kernel",
    zh="此地可解的特例：理论值与同一内核的短时仿真",
)
COMPUTING = Text(
    en="running the special cases through the kernel (a size of town seen for the first time compiles for a minute) …",
    zh="正在用内核运行各特例（首次遇到的规模需编译约一分钟）……",
)
CASE = Text(en="special case", zh="特例")
USED = Text(en="utilisation", zh="利用率")
THEORY = Text(en="theory", zh="理论")
RUN = Text(en="kernel, 99.9 %", zh="内核，99.9%")
VERDICT = Text(en="verdict", zh="判断")
AGREES = Text(en="agrees", zh="一致")
DISAGREES = Text(en="DIFFERS", zh="不一致")
CASES = {
    "mmc DEPARTMENT": Text(
        en="a department of {servers} as M/M/{servers} (Erlang C)", zh="{servers} 人的部门，M/M/{servers} (Erlang C)"
    ),
    "mmc STREET": Text(
        en="a street section of {servers} as M/M/{servers} (Erlang C)",
        zh="{servers} 人的街道科室，M/M/{servers} (Erlang C)",
    ),
    "mmc COMMUNITY": Text(
        en="a community of {servers} as M/M/{servers} (Erlang C)", zh="{servers} 人的社区，M/M/{servers} (Erlang C)"
    ),
    "mg1 COMMUNITY": Text(
        en="one community worker, work spread as here: M/G/1 (Pollaczek–Khinchine)",
        zh="一名社区人员、工作量分布如本地：M/G/1 (Pollaczek–Khinchine)",
    ),
    "mixed DEPARTMENT": Text(
        en="one officer, own line and letters as they come: two kinds of work (Pollaczek–Khinchine)",
        zh="一名部门人员、本职与函件先到先办：两类工作 (Pollaczek–Khinchine)",
    ),
}  # fmt: skip
HELD = Text(en="{used} (for {own})", zh="{used}（原为 {own}）")
THEORY_NOTE = Text(
    en="Mean number of jobs waiting or in hand; offices open around the clock, everything else switched off. Where the "
    "office itself is busier, the case is held at {highest}: above, no short run could tell. Intervals by batch means; "
    "one comparison in a thousand differs by luck alone.",
    zh="数值为等待与在办件数的均值；单位全天在岗，其余一概关闭。单位本身更忙时，特例取 {highest}："
    "再高则短时仿真无从分辨。"
    "区间用批均值法得出；每一千次比较约有一次仅因偶然而不一致。",
)
ALL_AGREE = Text(en="All {number} agree with theory.", zh="{number} 项全部与理论一致。")
SOME_DIFFER = Text(
    en="{number} of {all} differ from theory. Run `whistle check` with another place, then the slow proofs "
    "(uv run pytest -m slow); if it differs again, results of this version are not to be trusted.",
    zh="{all} 项中有 {number} 项与理论不一致。请换一个地方再运行 whistle check，然后运行慢速证明"
    "（uv run pytest -m slow）；若仍不一致，本版本的结果不可信。",
)
NEXT = Text(en="Next: whistle run {scenario} --place {place}", zh="下一步：whistle run {scenario} --place {place}")

# --- phases ---------------------------------------------------------------------------------------
PHASES_TITLE = Text(
    en="Utilisation by phase, levers in the force they reach in it", zh="各阶段负荷率（杠杆按该阶段所达到的力度）"
)
PHASE = Text(en="phase", zh="阶段")
FROM_DAY = Text(en="from day", zh="起始日")
LETTERS_SERVED = Text(en="letters served", zh="函件办理率")
