"""Words of sensitivity studies: bad input, sentences, figures."""

from experiments.words import Text

NO_FACTORS = Text(en="there is no factor to vary", zh="没有可变动的因素")
TWICE = Text(en="factor {name} is there twice", zh="因素 {name} 出现了两次")
FLAT = Text(
    en="factor {name} does not vary: give a low below its high, or two values",
    zh="因素 {name} 没有变动：请给出小于 high 的 low，或至少两个取值",
)
WRONG_SHAPE = Text(
    en="outcomes of shape {shape} do not fit the design, which has {points} points (rows: points, columns: "
    "replications)",
    zh="结果的形状 {shape} 与设计不符：应有 {points} 个点（行为点，列为重复）",
)
NOT_A_POWER = Text(
    en="{value} base rows: a Sobol' design needs a power of two, {least} or more (64, 128, 256, …)",
    zh="基础行数 {value} 不可用：索博尔设计需要 2 的幂，至少 {least}（64、128、256……）",
)
TOO_FEW_TRAJECTORIES = Text(
    en="{value} trajectories are too few; {least} or more, 10 to 20 are usual",
    zh="{value} 条轨迹太少，至少 {least} 条，通常用 10 至 20 条",
)
TOO_MANY_MISSING = Text(
    en="{missing} of {rows} base rows or trajectories have no value of this measure: too few are left",
    zh="{rows} 个基础行或轨迹中有 {missing} 个没有该指标的值，剩下的太少",
)
CONSTANT = Text(en="the outcome is the same everywhere: nothing to explain", zh="结果处处相同，没有可解释的变动")
BAD_PLAN = Text(
    en="noise share {noise} or index {index} is not allowed; noise from 0 to below 1, index above 0 to 1, costs not "
    "negative",
    zh="噪声份额 {noise} 或指数 {index} 不可用：噪声须在 0 至 1（不含），指数须大于 0 且不超过 1，费用不为负",
)
BUDGET_TOO_SMALL = Text(
    en="{runs} runs are below the smallest design; {least} or more are needed",
    zh="{runs} 次运行不足以构成最小的设计，至少需要 {least} 次",
)

THE_OUTCOME = Text(en="the outcome", zh="结果")
NOISE = Text(
    en="{run} % of the variance of single runs of “{outcome}” is luck (95 % interval {low} to {high} %), {means} % of "
    "that of the means over {replications} replications that are compared here.",
    zh="就“{outcome}”而言，单次运行的方差中有 {run} % 出于偶然（95 % 区间 {low} 至 {high} %）；"
    "这里用来比较的 {replications} 次重复均值的方差中有 {means} %。",
)
NO_NOISE = Text(
    en="One replication a point: luck cannot be told from what the factors do, and indices of “{outcome}” are "
    "too small "
    "(first order) or too large (total). Use two replications or more.",
    zh="每点只有一次重复：无法把偶然与因素的作用分开，“{outcome}”的一阶指数偏小、总指数偏大。请用两次以上重复。",
)
MOSTLY_LUCK = Text(
    en="More than half of what the means vary by is luck: more replications are worth more than more points.",
    zh="均值的变动中一半以上出于偶然：增加重复比增加点更有用。",
)
LEFT_OUT = Text(
    en="{missing} of {rows} base rows or trajectories have no value and are left out; what is left may flatter.",
    zh="{rows} 个基础行或轨迹中有 {missing} 个无值而未计入，其余可能偏于乐观。",
)
STRONGEST = Text(
    en="{factor} moves “{outcome}” most: {total} % of the variance with all its interactions (95 % interval {low} to "
    "{high} %), {first} % alone.",
    zh="对“{outcome}”影响最大的是{factor}：连同全部交互占方差的 {total} %（95 % 区间 {low} 至 {high} %），"
    "单独占 {first} %。",
)
ALSO = Text(
    en="{factor}: {total} % in all ({low} to {high} %), {first} % alone.",
    zh="{factor}：共 {total} %（{low} 至 {high} %），单独 {first} %。",
)
NOT_SEEN = Text(
    en="Not distinguishable from nothing (the interval of the total reaches below 1 %): {factors}.",
    zh="与无作用无法区分（总指数区间下端低于 1 %）：{factors}。",
)
NONE_SEEN = Text(
    en="No factor can be told from luck in “{outcome}”.", zh="没有任何因素对“{outcome}”的作用能与偶然区分。"
)
ADDITIVE = Text(
    en="Alone the factors make up about all of the variance: hardly any interaction can be seen.",
    zh="各因素单独作用合计约占全部方差，几乎看不到交互作用。",
)
INTERACTION = Text(
    en="Alone the factors make up about {first} % of the variance (sum of first-order indices); the rest is their "
    "interaction.",
    zh="各因素单独作用合计约占方差的 {first} %（一阶指数之和），其余为交互作用。",
)
CORRECTION = Text(
    en="Indices are those of the mean response, luck taken off; without that the first order of {factor} would read "
    "{raw_first} instead of {first} %, its total {raw_total} instead of {total} %.",
    zh="指数针对平均响应，已扣除偶然；若不扣除，{factor}的一阶会读作 {raw_first} %（应为 {first} %），"
    "总指数 {raw_total} %（应为 {total} %）。",
)
BEYOND_LUCK = Text(
    en="{factor}: moves “{outcome}” by {size} on average over its range (95 % interval {low} to {high}; luck "
    "alone would "
    "show {luck}).",
    zh="{factor}：在其取值范围内平均使“{outcome}”变动 {size}（95 % 区间 {low} 至 {high}；仅凭偶然会显示 {luck}）。",
)
SIZE_ONLY = Text(
    en="{factor}: moves “{outcome}” by {size} on average over its range (95 % interval {low} to {high}).",
    zh="{factor}：在其取值范围内平均使“{outcome}”变动 {size}（95 % 区间 {low} 至 {high}）。",
)
SPREAD = Text(
    en="Its effect differs from place to place in the space (σ {sigma}, {share} % of σ² is luck): interaction or "
    "curvature.",
    zh="其作用随其他因素或自身取值而异（σ 为 {sigma}，σ² 的 {share} % 出于偶然）：存在交互或弯曲。",
)
NOT_BEYOND = Text(
    en="Not distinguishable from luck at 5 % (F test, Holm's rule over {n} factors): {factors}.",
    zh="在 5 % 水平上与偶然无法区分（F 检验，按霍尔姆法对 {n} 个因素校正）：{factors}。",
)
NO_EFFECT_AT_ALL = Text(
    en="Did nothing in any step, not even by luck: {factors}.", zh="任何一步都没有变化，连偶然的也没有：{factors}。"
)

PLAN = Text(
    en="Of {runs} runs, {replications} replications at {points} points ({base} base rows) give the narrowest interval: "
    "±{width} for a factor with a total index of {index}, as {noise} % of the variance of a single run is luck.",
    zh="{runs} 次运行分为 {points} 个点（{base} 个基础行）、每点 {replications} 次重复时区间最窄："
    "总指数为 {index} 的因素约为 ±{width}，因为单次运行的方差中 {noise} % 出于偶然。",
)
PLAN_TOO_SMALL = Text(
    en="That is fewer than 32 base rows: intervals will be rough; screen with Morris first or allow more runs.",
    zh="基础行数不足 32，区间会很粗略；请先用莫里斯法筛选，或增加运行次数。",
)

SOBOL_FIGURE = Text(en="What moves “{outcome}”", zh="什么影响“{outcome}”")
MORRIS_FIGURE = Text(en="Screening: what moves “{outcome}”", zh="筛选：什么影响“{outcome}”")
FIRST = Text(en="alone (first order)", zh="单独（一阶）")
TOTAL = Text(en="with interactions (total)", zh="含交互（总）")
RAW = Text(en="without taking luck off", zh="未扣除偶然")
SHARE_AXIS = Text(en="share of the variance of the mean response, %", zh="占平均响应方差的份额，%")
NOISE_BAR = Text(en="luck in the variance, %", zh="方差中的偶然，%")
OF_RUN = Text(en="of a single run", zh="单次运行")
OF_MEANS = Text(en="of means over {n} replications", zh="{n} 次重复的均值")
NOISE_UNKNOWN = Text(en="one replication: unknown", zh="只有一次重复：未知")
MU_STAR = Text(en="μ*: mean size of the effect over the factor's range", zh="μ*：因素全范围内作用大小的均值")
SIGMA = Text(en="σ: spread of the effect", zh="σ：作用的离散")
SEEN = Text(en="beyond luck", zh="超出偶然")
UNSEEN = Text(en="not distinguishable from luck", zh="与偶然无法区分")
SIGMA_WITHOUT = Text(en="σ without luck", zh="扣除偶然后的 σ")
LUCK_ALONE = Text(en="luck alone (μ*, σ)", zh="仅凭偶然（μ*，σ）")
FIGURE_TITLE = Text(en="What a measure hangs on", zh="指标取决于什么")
FIGURE_CAPTION = Text(
    en="{factors} inputs drawn together, {replications} replications; lines are 95 % intervals.",
    zh="{factors} 项输入一同抽取，{replications} 次重复；横线为 95 % 区间。",
)
