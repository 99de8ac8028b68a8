"""Words of result tables, in the terminal and in reports."""

from experiments.words import Text
from experiments.words.verdicts import Verdict

MEASURE = Text(en="measure", zh="指标")
VALUE = Text(en="value", zh="数值")
BASE = Text(en="base", zh="基准")
REFORM = Text(en="reform", zh="改革")
DIFFERENCE = Text(en="difference", zh="差值")
INTERVAL = Text(en="95 % interval", zh="95 % 区间")
VERDICT = Text(en="verdict", zh="判断")
SCENARIO = Text(en="scenario", zh="情景")
KIND = Text(en="kind", zh="类")

VERDICTS = {
    Verdict.BETTER: Text(en="better", zh="改善"),
    Verdict.WORSE: Text(en="worse", zh="变差"),
    Verdict.HIGHER: Text(en="higher", zh="升高"),
    Verdict.LOWER: Text(en="lower", zh="降低"),
    Verdict.INDISTINGUISHABLE: Text(en="not distinguishable from zero", zh="与零无法区分"),
    Verdict.NO_INTERVAL: Text(en="no interval", zh="无区间"),
    Verdict.MISSING: Text(en="cannot be compared", zh="无法比较"),
}
TOO_LITTLE = Text(en="{verdict}, too little to matter", zh="{verdict}，但小而无实际意义")
AS_GOOD_AS_ZERO = Text(
    en="not distinguishable from zero, and too little to matter",
    zh="与零无法区分，小而无实际意义",
)
MATTERS_ARE = Text(
    en="Too little to matter: less than the smallest difference that matters. The report names it for each measure, "
    "under Definitions; most of them are assumptions.",
    zh="小而无实际意义：小于该指标“有实际意义的最小差值”，见报告的“指标定义”；其中多数为假设。",
)
MATTERS_FROM = Text(
    en="Smallest difference that matters: {size} ({source}).", zh="有实际意义的最小差值：{size}（{source}）。"
)
STOP = Text(en=". ", zh="。")
OF_BASE = Text(en="{percent} % of the base", zh="基准的 {percent} %")

RUN_TITLE = Text(
    en="{scenario} in {place}: {days} days, seed {seed}, burn-in under {base}",
    zh="{place}的 {scenario}：{days} 天，种子 {seed}，预热期情景 {base}",
)
COMPARE_TITLE = Text(
    en="{base} against {reforms} in {place}: {days} days, {replications} paired replications, seed {seed}",
    zh="{place}：{base} 对 {reforms}，{days} 天，{replications} 次成对重复，种子 {seed}",
)
SYMBOLS = Text(
    en="Differences are reform - base.  {better} better  {worse} worse  {other} differs, no good direction  "
    "{zero} not distinguishable from zero  {same} nor large enough to matter  {small} differs, too little to matter",
    zh="差值 = 改革 - 基准。{better} 改善  {worse} 变差  {other} 有差别但无好坏方向  {zero} 与零无法区分  "
    "{same} 与零无法区分，小而无实际意义  {small} 有差别，但小而无实际意义",
)
INTERVALS_ARE = Text(
    en="Intervals: 95 %, Student's t on paired differences over {n} replications with the same luck. "
    "About one in twenty leaves out zero by luck alone.",
    zh="区间：在相同随机条件下 {n} 次成对差值的 95 % 学生 t 区间。即使毫无差别，约每二十个也有一个不含零。",
)
COMPARE_SETS_TITLE = Text(
    en="{base} against {reforms} in {place}: {days} days, {sets} parameter sets × {replications} paired replications, "
    "seed {seed}",
    zh="{place}：{base} 对 {reforms}，{days} 天，{sets} 组参数 × {replications} 次成对重复，种子 {seed}",
)
BOTH_INTERVALS = Text(en="luck / parameters", zh="偶然性 / 参数")
TWO_INTERVALS = Text(
    en="Two 95 % intervals (Student's t). Above, luck: where the mean over these {sets} parameter sets would lie were "
    "only the luck drawn anew; more replications narrow it. Below, parameters: where the difference is for a further "
    "set that the facts do not rule out, luck taken off; only new facts narrow it. Marks and verdicts "
    "follow the lower one: better is better whatever the set.",
    zh="两个 95 % 区间（学生 t）。上为偶然性：参数仍为这 {sets} 组、只重抽随机条件时均值所在范围；增加重复可使其变窄。"
    "下为参数：另取一组未被事实排除的参数时差值所在范围，已扣除偶然性；只有新的事实能使其变窄。"
    "记号与判断依据下一行：改善即无论哪组参数都改善。",
)
LUCK_IN_IT = Text(
    en="One replication of each set: luck cannot be told from parameters, and the one interval holds both. "
    "Use --replications 2 or more.",
    zh="每组参数只有一次重复：无法把偶然性与参数分开，唯一的区间包含两者。请用 --replications 2 或更多。",
)
ONE_SET = Text(
    en="One parameter set: nothing can be said of parameters. Use --parameters 20 or more.",
    zh="只有一组参数：无法说明参数的影响。请用 --parameters 20 或更多。",
)
ONE_REPLICATION = Text(
    en="One replication: no interval can be given, so no difference can be told from luck. Use --replications 5 "
    "or more.",
    zh="只有一次重复：无法给出区间，任何差别都无法与偶然区分。请用 --replications 5 或更多。",
)
MEASURED_TRUE = Text(
    en="(measured) is how the case stood and what was answered when the city first called; (true) is over all affected "
    "residents, the silent too, 30 days after first filing.",
    zh="（测得）为市级首次回访时的办理情况与回答；（真实）为所有受影响居民，含沉默者，以首次来件后 30 天为准。",
)
KINDS_ARE = Text(
    en="Where it comes from: {c} by construction, {q} from queueing, {b} from behaviour.",
    zh="成因：“{c}”为设定所致，“{q}”为排队所致，“{b}”为行为所致。",
)
DASH_MEANS = Text(
    en="A dash: no value (nothing to measure, or the curve never gets there).",
    zh="短横：无值（无可测对象，或曲线未达到该分位）。",
)
TOO_SHORT_FOR_RATES = Text(
    en="True rates are empty in a run of {days} days: they ask what has become of a problem {margin} days after it was "
    "filed. There are some from {least} days on.",
    zh="{days} 天的运行没有真实比率：要看问题来件 {margin} 天之后的情况。运行 {least} 天以上才有。",
)
IN_BRACKETS = Text(
    en="In brackets: the reform's own value where the base has none.",
    zh="括号内：基准无值时改革自身的数值。",
)
LEFT_OUT = Text(
    en="{measure}, {scenario}: {dropped} of {n} replications have no value and are left out; "
    "the rest may flatter, read the mean wait within 30 days instead.",
    zh="{measure}，{scenario}：{n} 次重复中有 {dropped} 次无值而未计入；其余可能偏于乐观，请改看 30 天内平均等待。",
)
RATIO_TITLE = Text(
    en="Variance of differences, paired / unpaired",
    zh="差值方差之比（成对/不成对）",
)
RATIO_COMMENT = Text(
    en="0.1 means that a tenth of the runs give the same precision; above 1 the pairing has not helped. "
    "From {n} replications the ratio itself is only rough{rough}.",
    zh="0.1 表示十分之一的运行次数即可达到同样精度；大于 1 表示成对并无帮助。只有 {n} 次重复，"
    "比值本身也只是粗略估计{rough}。",
)
VERY_ROUGH = Text(en=": wrong by a factor of three or more is common", zh="，相差三倍以上也属常见")
ANSWERS_TITLE = Text(en="All reforms together", zh="各项改革合在一起")
