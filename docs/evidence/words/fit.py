"""Words of the page on the fit."""

from experiments.words import Text

TITLE = Text(en="The fit: parameter sets that no fact rules out", zh="校准：未被事实排除的参数组")
INTRODUCTION = Text(
    en="The numbers nobody has published are searched by history matching: waves of simulated points, an emulator for "
    "each target, and everything ruled out that lies outside a fact's range by more than {cutoff} standard "
    "deviations of emulator, luck between seeds and model discrepancy together. What is left is the answer; no "
    "best fit is "
    "sought. {sets} sets are shipped (`scenarios/fitted/sets.csv`): the first {simulated} are judged by what they gave "
    "when simulated, the others by the emulators of all waves alone, which say how sure they are; `whistle compare … "
    "--parameters N` runs the first N of them.",
    zh="没有公布的数值用历史匹配法搜索：分批模拟参数点，为每个目标拟合仿真器，凡偏出事实范围超过 {cutoff} 个标准差"
    "（仿真器误差、种子间偶然性与模型差异合计）者排除。留下的就是答案，不求最佳拟合。"
    "自带 {sets} 组参数（`scenarios/fitted/sets.csv`）：前 {simulated} 组按实际模拟值判定，其余仅由各批仿真器判定；"
    "`whistle compare … --parameters N` 运行其中前 N 组。",
)
HOW = Text(
    en="{points} points were simulated in {waves} waves on `{place}` with {seeds} seed(s) and a burn-in of "
    "{burn_in} days; "
    "about {share} of the box of declared ranges is left. What `{place}` gives "
    "differs from `{other}` by nearly the same at every point: the mean difference at {tried} points is taken off "
    "every value, and how it varies counts as luck. Scenarios: {worlds}. Sources of the model: `{code}`. "
    "To do it again: "
    "`python docs/make.py fit run`, then `… ship` and `docs/make.py pages`.",
    zh="在 `{place}` 上以 {seeds} 个种子、{burn_in} 天预热分 {waves} 批模拟了 {points} 个点；所声明范围约剩 {share}。"
    "`{place}` 与 `{other}` 的差在各点几乎相同：每个数值均减去 {tried} 个点上的平均差，其波动计入偶然性。"
    "情景：{worlds}。模型源代码：`{code}`。重做：`python docs/make.py fit run`，"
    "然后 `… ship` 和 `docs/make.py pages`。",
)
TARGETS = Text(en="Targets", zh="目标")
TARGETS_ARE = Text(
    en="Simulated: median over the sets, in brackets the 5th and 95th percentile. Inside: share of sets inside "
    "the range "
    "itself, without any allowance. ± is the model discrepancy, an assumption for each target; luck is the "
    "standard deviation between seeds. Targets of scenarios that are only reported are medians over {reported} of "
    "the sets. The two published series (0.40 and 0.61 to 0.70 and 0.89; 0.53 and 0.65 to 0.97 "
    "and 0.973) are never mixed.",
    zh="模拟值：各组的中位数，方括号内为第 5 和第 95 百分位。范围内：不加任何余量、落在范围之内的组所占比例。"
    "± 为模型差异，逐个目标设定，均为假设；偶然性为种子间标准差。"
    "仅报告的情景取其中 {reported} 组的中位数。"
    "两套公布数列（0.40、0.61 至 0.70、0.89；0.53、0.65 至 0.97、0.973）从不混用。",
)
HEADS = (
    Text(en="target", zh="目标"),
    Text(en="source", zh="来源"),
    Text(en="range ±", zh="范围 ±"),
    Text(en="luck", zh="偶然性"),
    Text(en="simulated", zh="模拟值"),
    Text(en="inside", zh="范围内"),
    Text(en="confirmed in `{place}`", zh="在 `{place}` 复核"),
    Text(en="verdict", zh="判断"),
)
REACHED = Text(en="reached", zh="达到")
ALLOWED = Text(en="reached with the allowance", zh="计入余量后达到")
REPORTED = Text(en="only reported", zh="仅报告")
NOT_REACHED = Text(en="not reached", zh="未达到")
MISSED = Text(en="What is not reached", zh="未达到的目标")
NOTHING_MISSED = Text(en="Every fitted target is reached.", zh="各拟合目标均已达到。")
MISSED_ALONE = Text(
    en="{target}: range {range}, nearest simulated value {nearest}. No point of {points} reaches it, so it "
    "rules nothing "
    "out.",
    zh="{target}：范围 {range}，最接近的模拟值 {nearest}。{points} 个点无一达到，因此不用于排除。",
)
MISSED_TOGETHER = Text(
    en="{target}: range {range}. Points reach it, but not together with the others: where it is reached, "
    "“{against}” is missed most often. It rules nothing out.",
    zh="{target}：范围 {range}。有的点可达到，但不能与其他目标同时达到：达到之处，最常落空的是“{against}”。"
    "因此不用于排除。",
)
CONFIRMATION = Text(
    en="{sets} of the sets were run again in `{place}` with one seed; their median and range are in the column "
    "before the "
    "last.",
    zh="其中 {sets} 组在 `{place}` 以一个种子重新运行；其中位数与范围见倒数第二列。",
)
PARAMETERS = Text(en="Parameters", zh="参数")
PARAMETERS_ARE = Text(
    en="Narrowed: 1 − (5th to 95th percentile of the sets ÷ 0.9 of the declared range); 0 says that the facts "
    "say nothing "
    "of it alone (they may still say something of it together with others). Names on one line move together.",
    zh="收窄：1 −（各组第 5 至第 95 百分位之距 ÷ 所声明范围的 0.9）；0 表示事实对它单独没有约束"
    "（与其他参数合起来仍可能有）。同一行的名称一起变动。",
)
PARAMETER_HEADS = (
    Text(en="parameter", zh="参数"),
    Text(en="declared range", zh="所声明范围"),
    Text(en="shipped value", zh="地方文件数值"),
    Text(en="sets: median [5 %, 95 %]", zh="各组：中位数 [5 %, 95 %]"),
    Text(en="narrowed", zh="收窄"),
    Text(en="moves", zh="影响"),
)
