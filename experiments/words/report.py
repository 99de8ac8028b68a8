"""Words of the HTML report."""

from experiments.words import Text

TITLE_COMPARE = Text(en="{base} against {reforms}", zh="{base} 与 {reforms} 的比较")
TITLE_RUN = Text(en="One run of {scenario}", zh="{scenario} 的一次运行")
QUESTION = Text(en="Questions asked", zh="要回答的问题")
WAS_RUN = Text(en="What was run", zh="运行了什么")
CONDITIONS = Text(
    en="Place {place}, {days} reported days after a burn-in under {base}, {replications} replication(s) of each "
    "scenario, "
    "seed {seed}. In each replication all scenarios meet the same problems, residents and luck.",
    zh="地方 {place}，在 {base} 情景下预热后报告 {days} 天，每个情景重复 {replications} 次，种子 {seed}。"
    "同一次重复中，各情景面对相同的问题、居民和随机条件。",
)
SETS = Text(
    en="Each of {sets} parameter sets that no published fact ruled out when they were sought is run with all of it "
    "(docs/fit.md).",
    zh="求取时未被已发表事实排除的 {sets} 组参数各运行一遍上述全部内容（docs/fit.zh.md）。",
)
SETTINGS = Text(en="Changed by hand: {settings}.", zh="手工修改：{settings}。")
RESULTS = Text(en="Results", zh="结果")
FIGURE = Text(en="Figure {number}. {caption}", zh="图 {number}　{caption}")
HOW_TO_READ = Text(en="How to read this", zh="如何阅读")
READ_DIFFERENCES = Text(
    en="Each cell gives reform minus base, and under it the 95 % interval of that difference over the replications. "
    "Where the interval includes zero the difference is not distinguishable from zero: these runs cannot tell "
    "it from "
    "luck, which is not the same as no effect. Shares are in %, their differences in percentage points.",
    zh="每格为改革减基准的差值，其下为该差值在各次重复之间的 95 % 区间。"
    "区间含零者与零无法区分：这些运行无法把它与偶然"
    "区分开来，但这不等于没有作用。比例以 % 计，其差值为百分点。",
)
READ_TWO_INTERVALS = Text(
    en="Each cell gives reform minus base, the mean over the parameter sets, and under it two 95 % intervals: "
    "luck, then parameters. Where the second includes zero, sets that the facts leave open disagree on the "
    "direction, or these runs cannot tell; that is not the same as no effect. Shares are in %, their "
    "differences in percentage points.",
    zh="每格为改革减基准的差值（各组参数的均值），其下为两个 95 % 区间：先偶然性，后参数。第二个区间含零时，"
    "事实所容许的各组参数在方向上不一致，或这些运行无法分辨，但这不等于没有作用。比例以 % 计，其差值为百分点。",
)
READ_VERDICTS = Text(
    en="A verdict names a direction where the interval leaves out zero. \"Too little to matter\": it does, but the "
    "difference is smaller than the smallest one that matters (under Definitions; most of them are assumptions), or, "
    "not distinguishable from zero, even the ends of the interval are.",
    zh="区间不含零时，判断给出方向。“小而无实际意义”：区间虽不含零，但差值小于有实际意义的最小差值"
    "（见“指标定义”，其中多数为假设）；或差值与零无法区分，且连区间两端也小于它。",
)
DEFINITIONS = Text(en="Definitions", zh="指标定义")
LUCK = Text(en="What the common luck has bought", zh="相同随机条件的作用")
LIMITS = Text(en="Limits", zh="局限")
LIMITS_LIST = (
    Text(
        en="The town is a model. Its numbers have sources, many of them are assumptions; nothing here is a "
        "forecast for a "
        "real district.",
        zh="这是一个模型中的城区。各数值均注明来源，其中不少是假设；此处结果不是对任何真实城区的预测。",
    ),
    Text(
        en="Intervals show luck between runs only, neither uncertain parameters nor a wrong model.",
        zh="区间只反映不同运行之间的偶然性，不反映参数的不确定，也不反映模型本身的错误。",
    ),
    Text(
        en="Counterfactual scenarios have no target to be checked against. Effects marked C follow from a "
        "parameter and are "
        "no finding.",
        zh="反事实情景没有可供检验的目标值。标为“设”的效果由参数直接决定，不是发现。",
    ),
    Text(
        en="Rates leave out issues registered in the last 30 days; short runs therefore have none.",
        zh="各比率不含最后 30 天登记的事项；运行天数过短时因而无值。",
    ),
)
PROVENANCE = Text(en="Where this comes from", zh="来源")
LIMITS_LIST_SETS = (
    LIMITS_LIST[0],
    Text(
        en="Intervals show luck between runs and the parameters that the facts leave open, not a wrong model.",
        zh="区间反映不同运行之间的偶然性和事实所容许的参数，不反映模型本身的错误。",
    ),
    *LIMITS_LIST[2:],
)
CONTENT_HASH = Text(en="Content hash of the tables", zh="数据表内容哈希")
AGAIN = Text(en="To make it again", zh="重新生成")
CODE = Text(en="Sources", zh="源代码")
VERSIONS = Text(en="Versions", zh="版本")
MADE_BY = Text(en="Made by whistle-lab from the files beside this page.", zh="由 whistle-lab 根据本页旁的文件生成。")
LEVERS_SET = Text(en="levers", zh="杠杆")
