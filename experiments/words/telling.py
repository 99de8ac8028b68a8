"""Words of `whistle explain` and `whistle diff`."""

from experiments.words import Text

IN_ONE_LANGUAGE = Text(
    en="Not in the file: {texts}. The other language stands for it.",
    zh="文件中没有 {texts}，以另一语言代替。",
)

# --- explain --------------------------------------------------------------------------------------
QUESTION = Text(en="Question", zh="问题")
CHAIN = Text(en="Builds on", zh="出发点")
CLAUSES = Text(en="Clauses", zh="条目")
PLACE = Text(en="Place", zh="地方")
BURN_IN = Text(en="Burn-in", zh="预热期")
NO_PARENT = Text(en="nothing: a chain of parents begins here", zh="无：继承链由此开始")
NO_CLAUSES = Text(en="none", zh="无")
PLACE_IS = Text(
    en="{name} ({title}): residents {residents}, streets {streets}, communities {communities}, departments "
    "{departments}",
    zh="{name}（{title}）：居民 {residents}，街道 {streets}，社区 {communities}，部门 {departments}",
)
BURN_IN_IS = Text(
    en="before day 0 the town lives {days} days under {base} ({title}); they are not reported. Levers work from day 0.",
    zh="第 0 天之前，该地先在 {base}（{title}）下度过 {days} 天，不计入报告；杠杆自第 0 天起才起作用。",
)
NO_LEVER = Text(
    en="No lever is pulled: the town is as the place file has it.", zh="没有动用任何杠杆：一切照地方文件所写。"
)
LEVER_HEAD = Text(en="{title} (clause {clause})", zh="{title}（条目 {clause}）")
SENTENCE = Text(en="what it says", zh="内容")
FIELD = Text(en="field", zh="字段")
FROM = Text(en="from", zh="出处")
COMMAND_LINE = Text(en="command line", zh="命令行")
LEFT_ALONE = Text(en="Left at their neutral values: {fields}.", zh="其余字段取中性值：{fields}。")
LEVER_DEFAULT = Text(en="default of the lever", zh="杠杆默认值")
AS_THE_PLACE = Text(en="as the place has it", zh="维持该地原值")
EXPECTED_UP = Text(
    en="Expected main effect, to be tested: {measure}: up.", zh="预期的主要效果（有待检验）：{measure}：上升。"
)
EXPECTED_DOWN = Text(
    en="Expected main effect, to be tested: {measure}: down.", zh="预期的主要效果（有待检验）：{measure}：下降。"
)
EXPECTED_EITHER = Text(
    en="Main effect, to be tested, either way: {measure}.", zh="主要效果（有待检验，方向不预设）：{measure}。"
)
NAMED_NEUTRAL = Text(
    en="{title} ({lever}) is named, but its values are neutral: it changes nothing.",
    zh="{title}（{lever}）虽写明，但取中性值：不改变任何结果。",
)
NOT_PULLED = Text(en="Not pulled, so neutral: {levers}.", zh="未动用、保持中性的杠杆：{levers}。")
INCLUDES = Text(en="Puts together", zh="合并")
PHASES = Text(en="Phases", zh="阶段")
PHASE_IN_ROW = Text(en="day {day} {name}", zh="第 {day} 天 {name}")
PHASE_HEAD = Text(en="From day {day}: {name} · {title} ", zh="自第 {day} 天起：{name} · {title} ")
BEFORE_PHASES = Text(en="Before the first phase, up to day {day}", zh="第一阶段之前（第 {day} 天以前）")
KEPT = Text(en="Goes on as before: {levers}.", zh="照旧：{levers}。")
ENDED = Text(en="No longer pulled: {levers}.", zh="不再动用：{levers}。")
DAYS_OF_THE_RUN = Text(
    en="Days are those of the run; in the scenarios of the phases they are counted from the phase's first day.",
    zh="以上天数均从运行第 0 天算起；各阶段情景文件中的天数从该阶段首日算起。",
)
SET_IN_EVERY_PHASE = Text(en="Set in every phase: {fields}.", zh="在每个阶段都设定：{fields}。")
PLACE_SETTINGS = Text(en="The place, changed", zh="对地方的改动")
PLACE_SETTING = Text(
    en="{name} is {value} instead of {before}, in the base and in every reform.",
    zh="{name} 由 {before} 改为 {value}，基准与各项改革一律如此。",
)
NEXT_EXPLAIN = Text(en="Next: whistle diff {base} {name}", zh="下一步：whistle diff {base} {name}")
NEXT_CHECK = Text(en="Next: whistle check {name}", zh="下一步：whistle check {name}")

# --- diff -----------------------------------------------------------------------------------------
DIFF_TITLE = Text(en="What {other} changes against {one}, in {place}", zh="{place}：{other} 相对 {one} 改变了什么")
SAME = Text(
    en="{one} and {other} are the same in {place}: no lever field differs that has an effect, and the compiled rules "
    "are equal on every day.",
    zh="{one} 与 {other} 在{place}完全相同：没有起作用的字段不同，编译出的规则每天一致。",
)
LEVERS_TITLE = Text(en="Levers, field by field", zh="杠杆，逐字段")
IN_ONE_ONLY = Text(en="{title} (clause {clause}): taken back.", zh="{title}（条目 {clause}）：取消。")
IN_OTHER_ONLY = Text(en="{title} (clause {clause}): new.\n{when}", zh="{title}（条目 {clause}）：新增。\n{when}")
IN_BOTH = Text(en="{title} (clause {clause}): changed.\n{when}", zh="{title}（条目 {clause}）：改动。\n{when}")
ALIKE_AGAIN = Text(en="{title} (clause {clause}): no longer differs.", zh="{title}（条目 {clause}）：不再有差别。")
UNIT = Text(en="unit", zh="单位")
NEUTRAL_HERE = Text(en="– (not pulled)", zh="–（未动用）")
RULES_TITLE = Text(
    en="What that does to the rules: mean over offices, range in brackets where offices differ",
    zh="规则因此如何变化：各单位平均值，各单位不一时括号内为范围",
)
FROM_DAY = Text(en="from day {day}", zh="自第 {day} 天起")
STEPS_BETWEEN = Text(
    en="(weekly steps in between: {days})", zh="（其间逐周推进：第 {days} 天）"
)
QUANTITY = Text(en="rule quantity", zh="规则量")
MEANING = Text(en="what it is", zh="含义")
NO_RULE_CHANGES = Text(
    en="The fields differ, the rules of {place} do not: here it makes no difference.",
    zh="字段不同，但{place}的规则没有变化：在这里没有差别。",
)
NEXT_COMPARE = Text(
    en="Next: whistle compare {one} {other} --place {place}", zh="下一步：whistle compare {one} {other} --place {place}"
)

# Rule quantities that levers write; another one is told by the title of the lever that writes it.
QUANTITIES = {
    "demand.dispatch_hours": Text(en="hours from report to street", zh="来件派至街道的小时数"),
    "demand.merge_share": Text(en="chance that a duplicate is merged", zh="重复件并件的概率"),
    "demand.awareness": Text(en="awareness among residents, 0 to 1", zh="居民知晓度（0–1）"),
    "demand.channel_reach": Text(en="reach of the channels", zh="各渠道可及程度"),
    "demand.channel_delay": Text(en="hours until a problem is reported, by channel", zh="各渠道反映前的小时数"),
    "evaluation.coverage": Text(en="share of closed issues surveyed", zh="办结事项回访比例"),
    "streets.learning": Text(en="streets that learn what whistling is worth", zh="从经验判断吹哨是否值得的街道"),
    "streets.stationed": Text(en="share of issues stationed teams take on", zh="驻街力量承办比例"),
    "streets.proactive": Text(en="share of hours spent on root causes", zh="用于未诉先办的工时比例"),
    "communities.patrol": Text(en="share of hours spent on patrols", zh="用于网格巡查的工时比例"),
    "communities.deliberation": Text(en="share residents settle of what they could", zh="居民可自行议决事项的议决比例"),
    "departments.delay_factor": Text(en="times the delay of signing and answering", zh="签收与答复时延倍数"),
    "districts.evaluation_weight": Text(en="weight of the streets' evaluation", zh="街道评价在部门绩效中的权重"),
    "districts.stakes": Text(en="what an assessed unit has at stake, 0 to 1", zh="被考核单位的利害程度（0–1）"),
    "districts.monitoring": Text(en="chance of being seen", zh="履职情况被看到的概率"),
    "districts.score_check_in": Text(en="weight of showing up in the score", zh="报到在评分中的权重"),
    "districts.score_solved": Text(en="weight of solving in the score", zh="解决在评分中的权重"),
    "districts.score_satisfied": Text(en="weight of satisfaction in the score", zh="满意在评分中的权重"),
    "districts.street_share": Text(en="share of the street's own score", zh="街道评分所占份额"),
    "districts.ranking": Text(en="weight of the monthly ranking", zh="月度排名的分量"),
    "districts.exclusions": Text(en="streets may ask for exclusion (1: yes)", zh="街道可申请剔除（1 为可）"),
    "districts.supervision_days": Text(en="days between rounds of supervision; 0: none", zh="督办间隔天数（0 为无）"),
    "districts.urge_whistle": Text(en="letters that lie are whistled for (1: yes)", zh="督促久拖函件改吹哨（1 为是）"),
    "districts.campaign_day": Text(en="day of the campaign; negative: none", zh="集中清理日（负数为无）"),
    "districts.review_days": Text(en="days between reviews of teams; 0: none", zh="驻街力量评议间隔天数（0 为无）"),
    "districts.rotation": Text(en="solved share below which a team is rotated", zh="低于此解决率即轮换"),
    "districts.census_day": Text(en="day of the special census; negative: none", zh="专项普查日（负数为无）"),
    "districts.hearing": Text(en="streets are heard on leaders of teams (1: yes)", zh="任免听取街道意见（1 为是）"),
    "districts.accountability": Text(en="how far proposals of accountability are followed", zh="问责建议被采纳程度"),
    "districts.blind": Text(en="feedback back to back (1: yes)", zh="背靠背反馈（1 为是）"),
    "districts.third_party": Text(en="share of evaluations by third parties", zh="第三方评价比例"),
    "districts.evidence_hours": Text(en="hours of evidence on a check-in", zh="每次报到留痕小时"),
    "districts.stay": Text(en="departments stay until it is done (1: yes)", zh="办结方可离场（1 为是）"),
    "districts.first_receiver": Text(en="whistles may not be returned (1: yes)", zh="首接负责、不得退回（1 为是）"),
    "districts.check_in_factor": Text(en="times the deadlines for checking in", zh="报到时限倍数"),
    "streets.authority": Text(en="share of whistles with summons", zh="党工委召集部门的吹哨比例"),
    "streets.training": Text(en="hours of training a person and year", zh="人均年培训小时"),
    "streets.dispatch": Text(en="streets that dispatch enforcement themselves", zh="有综合执法派遣权的街道"),
    "streets.advice": Text(en="how far advice on plans is followed", zh="规划建议被采纳程度"),
    "streets.committee_days": Text(en="days between meetings of the committee", zh="党工委会议间隔天数"),
    "streets.committee_delegated": Text(en="major matters the director decides", zh="重大事项由主任决定的比例"),
    "streets.consultation_days": Text(en="days between consultations; 0: none", zh="会商间隔天数（0 为无）"),
    "streets.topic_meetings": Text(en="topic meetings a month", zh="每月专题会次数"),
    "streets.layers": Text(en="layers inside the office", zh="内部层级数"),
    "streets.reporting": Text(en="hours a person and week of reporting", zh="每人每周汇报小时"),
    "communities.grids": Text(en="small grids with leaders in a community", zh="每社区微网格数"),
    "communities.alliance": Text(
        en="share of what property firms and utilities could settle that they do", zh="物业与公用企业可办事项的承办比例"
    ),
    "communities.resources": Text(en="cases a year that lent means can settle", zh="驻区单位资源每年可解决的事项"),
    "handlers.servers": Text(en="people of a handler outside government", zh="政府以外每个承办单位的人手"),
    "streets.staff": Text(en="staff of a street office, people", zh="街道人员（人）"),
    "streets.divisions": Text(en="divisions of a street, at most", zh="街道内设机构数上限"),
    "streets.sections": Text(en="divisions of a street that are staffed", zh="街道实际设置的内设机构数"),
    "streets.lending": Text(en="share of work other divisions' staff may do", zh="可由其他部门人员支援的工作比例"),
    "streets.upward_weight": Text(en="weight of work from above in queues", zh="上级任务在排队中的权重"),
    "streets.accuracy": Text(en="chance that an issue is sent to the right desk", zh="诉求一次转对科室的概率"),
    "streets.whistle": Text(
        en="chance that an issue beyond the street's authority is whistled", zh="超出街道权限的诉求被吹哨的概率"
    ),
    "streets.whistle_solvable": Text(
        en="chance that what the street could solve is whistled", zh="街道自己能办的诉求被吹哨的概率"
    ),
    "streets.leader_hours": Text(en="staffed hours until the leader has confirmed", zh="主要领导确认所需在岗小时"),
    "streets.delegated": Text(en="share of authority that has passed to the street", zh="已下放到街道的权限比例"),
    "streets.delegated_factor": Text(
        en="hours a case takes the street, times a department's", zh="街道办一件所需工时为部门的倍数"
    ),
    "streets.reversed": Text(
        en="delegated decisions reversed for legal defects, share", zh="下放事项因法律瑕疵被撤销的比例"
    ),
    "streets.rigour": Text(en="chance that verification insists on a solution", zh="核实时坚持要求解决的概率"),
    "streets.professional": Text(en="share of verifications with a professional assessment", zh="有专业评估的核实比例"),
    "communities.staff": Text(en="workers of a community, people", zh="社区人员（人）"),
    "departments.staff": Text(en="field staff of a department, people", zh="部门人员（人）"),
    "top_down.gate": Text(en="chance that work outside the list is refused", zh="清单之外的任务被拒绝的概率"),
    "top_down.admission_days": Text(
        en="staffed days until admitted work is approved", zh="准入任务等待审批的工作日"
    ),
    "top_down.strictness": Text(en="share of relabelled work that is noticed", zh="改头换面的任务被识破的比例"),
    "families.enforcement": Text(en="streets may whistle: comprehensive enforcement", zh="可吹哨：综合执法"),
    "families.key_work": Text(en="streets may whistle: key work", zh="可吹哨：重点工作"),
    "families.emergency": Text(en="streets may whistle: emergencies", zh="可吹哨：应急处置"),
    "grounds.authority": Text(en="ground: a department's authority is needed", zh="事由：需要区级部门的权限"),
    "grounds.overlap": Text(en="ground: duties of several departments overlap", zh="事由：部门职责交叉"),
    "grounds.phase": Text(en="ground: a prominent problem of the season", zh="事由：阶段性突出问题"),
}
