"""Words of the studies of combinations: pages, tables, generated paragraphs, figures."""

from docs.evidence.combinations.complementarity import Together
from experiments.words import Text

PAGE_OF_OTHERS = Text(
    en="--page writes the study of {own}; for {given} read the pages in --out instead",
    zh="--page 只写 {own} 的研究；{given} 的页面请看 --out 文件夹",
)
NOTICE = Text(
    en="<!-- Written by {command} from the numbers in {data}: change it there. -->",
    zh="<!-- 由 {command} 根据 {data} 中的数字生成：请改那里。 -->",
)

TWO_TITLE = Text(
    en="“{first}” and “{second}”: do they complement each other?", zh="“{first}”与“{second}”：互补还是替代？"
)
TWO_QUESTION = Text(
    en="Four worlds: none of the two reforms, each alone, both. If both together do exactly as much as the sum of "
    "each alone, they neither help nor hinder each other. The *interaction* is both − “{first}” − “{second}” + none: "
    "what together adds beyond that sum. Nobody knows its sign beforehand, so it is asked two-sidedly.",
    zh="四个世界：两项改革都没有、只有其一、两者兼有。若兼有的效果恰等于各自单独效果之和，则两者互不相干。"
    "*交互效应* = 兼有 − 只有“{first}” − 只有“{second}” + 都没有，即超出两者之和的部分。"
    "其正负事先无人知晓，故作双侧检验。",
)
FOUR_TITLE = Text(en="The four mechanisms: one chain or four tools?", zh="四大机制：一条链，还是四件工具？")
FOUR_QUESTION = Text(
    en="The reform's own text calls its four mechanisms one chain of responsibility. Here all {worlds} combinations "
    "of {bundles} are run. The *joint effect* is all together minus none. The *Shapley value* of a mechanism is the "
    "mean of what it adds over all orders in which the mechanisms may be introduced; the values add up to the joint "
    "effect. *Joint − sum* is the joint effect minus the sum of the effects of each alone: a chain would make it "
    "clearly better than 0, tools that do the same work worse. It is asked two-sidedly.",
    zh="改革文本把四大机制称为一条责任链。这里运行 {bundles} 的全部 {worlds} 种组合。*联合效应* = 全部实行 − 全不实行。"
    "某机制的*沙普利值*是各机制按所有可能次序引入时它所增加的量的平均，各值之和等于联合效应。"
    "*联合 − 总和* 是联合效应减去各机制单独效应之和：若真是一条链，它应明显好于 0；若几件工具做同样的事，则差于 0。"
    "作双侧检验。",
)
CONDITIONS = Text(
    en="Place `{place}`, {days} days, {replications} paired replication(s) (seed {seed}): every world of a "
    "replication meets the same luck. All bundles are joined over `{base}`, which also rules the burn-in. After each "
    "change its 95 % Student t interval over replications, computed from paired runs. Model {model}.",
    zh="地方 `{place}`，{days} 天，{replications} 次成对重复（种子 {seed}）：同一次重复中各世界遇到同样的偶然。"
    "各组杠杆均在 `{base}` 之上合并，预热期也用它。每个变化后为由成对运行算得的、各次重复之间的 95 % 学生 t 区间。"
    "模型 {model}。",
)
FOUND = Text(en="What was found", zh="结果")
NUMBERS = Text(en="The numbers", zh="数字")
HOW_TO_READ = Text(en="How to read it", zh="怎样读")
AGAIN = Text(en="Run it again", zh="重新运行")
READ = Text(
    en="*Complement*: together better than the sum of each alone, in the good direction of the measure; *substitute*: "
    "worse than the sum, also where each does well alone. Harm that is less together than in the sum counts as "
    "complementing too, harm that is more as substituting. Measures without a good direction are more or less than "
    "the sum. {chance} A measure at its ceiling or floor leaves little room for a second reform: that too is "
    "substitution. “–”: the measure has no value in some world (no whistle, no time to check in). The size of an "
    "effect depends on the dose of each bundle; another dose may give another sign.",
    zh="*互补*：兼有比各自单独效果之和更好（按指标的好方向）；*替代*：比总和差，即使各自单独都有好处。"
    "有害效应合起来小于总和也算互补，大于总和也算替代。没有好坏方向的指标只说多于或少于总和。{chance}"
    "指标已到顶或到底时，第二项改革余地很小，这也是替代。“–”：该指标在某个世界没有值（没有哨就没有报到时长）。"
    "效应大小取决于各组杠杆的力度，换一种力度，符号也可能不同。",
)
POINTS = Text(en="{value} points", zh="{value} 个百分点")
CHANCE = Text(
    en="Of {n} intervals about {luck} would leave out zero by luck alone.",
    zh="{n} 个区间中，仅凭偶然也会有约 {luck} 个不含零。",
)
DATA = Text(
    en="Every number of this page comes from [{file}]({path}): one row a world and replication.",
    zh="本页所有数字均来自 [{file}]({path})：每个世界、每次重复一行。",
)

MEASURE = Text(en="measure", zh="指标")
NONE = Text(en="none", zh="都没有")
BOTH = Text(en="both", zh="兼有")
INTERACTION = Text(en="interaction", zh="交互效应")
VERDICT = Text(en="verdict", zh="判断")
JOINT = Text(en="all together", zh="联合效应")
SUM = Text(en="sum of each alone", zh="单独效应之和")
SURPLUS = Text(en="joint − sum", zh="联合 − 总和")
MECHANISM = Text(en="mechanism", zh="机制")
ALONE = Text(en="alone", zh="单独实行")
LAST = Text(en="added last", zh="最后加入")
LAST_MINUS_ALONE = Text(en="last − alone", zh="最后 − 单独")
VERDICTS = {
    Together.COMPLEMENT: Text(en="complement", zh="互补"),
    Together.SUBSTITUTE: Text(en="substitute", zh="替代"),
    Together.LESS_HARM: Text(en="less harm than the sum (complement)", zh="害处小于总和（互补）"),
    Together.MORE_HARM: Text(en="more harm than the sum (substitute)", zh="害处大于总和（替代）"),
    Together.MORE: Text(en="more than the sum", zh="多于总和"),
    Together.LESS: Text(en="less than the sum", zh="少于总和"),
    Together.NEITHER: Text(en="not distinguishable from zero", zh="与零无法区分"),
    Together.NO_INTERVAL: Text(en="no interval", zh="无区间"),
    Together.UNDEFINED: Text(en="cannot be compared", zh="无法比较"),
}
SHAPLEY_TABLE = Text(
    en="Joint effect and Shapley values (in brackets, where the joint effect is distinguishable from zero, the share "
    "of it):",
    zh="联合效应与沙普利值（联合效应可与零区分时，括号内为所占份额）：",
)
SURPLUS_TABLE = Text(
    en="Joint effect against the sum of the effects alone:", zh="联合效应与单独效应之和的比较："
)
ORDER_TABLE = Text(
    en="What each mechanism adds alone, and where the three others are already there:",
    zh="各机制单独实行、以及其他三项已实行时最后加入所增加的量：",
)

PAIR = Text(en="pair", zh="两项")
PAIR_TABLE = Text(
    en="What two mechanisms add together beyond what each adds, averaged over which of the others are there (Shapley "
    "interaction index):",
    zh="两项机制合在一起、超出各自所增加的量，对其余机制是否实行取平均（沙普利交互指数）：",
)

OVERALL = {
    "both": Text(
        en="Whether they complement or substitute depends on what is measured.", zh="互补还是替代，取决于看什么指标。"
    ),
    "complement": Text(
        en="Where anything can be told, they complement each other.", zh="凡能判断之处，它们互补。"
    ),
    "substitute": Text(
        en="Where anything can be told, they substitute for each other.", zh="凡能判断之处，它们互相替代。"
    ),
    "neither": Text(
        en="They neither complement nor substitute: in no measure with a good direction can the surplus over the sum "
        "be distinguished from zero.",
        zh="既非互补也非替代：在所有有好坏方向的指标上，超出总和的部分都与零无法区分。",
    ),
    "unknown": Text(
        en="One replication gives no interval: nothing can be told from luck.",
        zh="只有一次重复，没有区间：无法与偶然区分。",
    ),
}
LISTED = {
    Together.COMPLEMENT: Text(en="Complements (better than the sum) in: {names}.", zh="互补（好于总和）：{names}。"),
    Together.SUBSTITUTE: Text(en="Substitutes (worse than the sum) in: {names}.", zh="替代（差于总和）：{names}。"),
    Together.LESS_HARM: Text(
        en="Each alone does harm in the sum, together less than that, in: {names}.",
        zh="单独效应之和为害、兼有时害处较小：{names}。",
    ),
    Together.MORE_HARM: Text(
        en="Each alone does harm in the sum, together even more, in: {names}.",
        zh="单独效应之和为害、兼有时害处更大：{names}。",
    ),
    Together.MORE: Text(en="More than the sum in: {names}.", zh="多于总和：{names}。"),
    Together.LESS: Text(en="Less than the sum in: {names}.", zh="少于总和：{names}。"),
    Together.NEITHER: Text(en="Not distinguishable from zero in: {names}.", zh="与零无法区分：{names}。"),
    Together.UNDEFINED: Text(en="Cannot be compared: {names}.", zh="无法比较：{names}。"),
}
NAMED = Text(en="{measure} ({value})", zh="{measure}（{value}）")
TWO_EXAMPLE = Text(
    en="For instance {measure}: {none} with neither; “{first}” changes it by {a}, “{second}” by {b}, both by {ab}, "
    "which is {surplus} against the sum: {verdict}.",
    zh="例如{measure}：都没有时 {none}；“{first}”使它变化 {a}，“{second}”变化 {b}，两者兼有变化 {ab}，"
    "与总和相比为 {surplus}：{verdict}。",
)
FOUR_EXAMPLE = Text(
    en="{measure}: all four together change it from {none} by {joint}. Shapley values: {values}. Against the sum of "
    "each alone that is {surplus}: {verdict}.",
    zh="{measure}：四项齐备使它在 {none} 的基础上变化 {joint}。沙普利值：{values}。"
    "与单独效应之和相比为 {surplus}：{verdict}。",
)
VALUE_OF = Text(en="{name} {value}", zh="{name} {value}")

TWO_FIGURE = Text(
    en="“{first}” × “{second}”: change against neither", zh="“{first}” × “{second}”：相对于两者都没有的变化"
)
WITHOUT = Text(en="without “{name}”", zh="没有“{name}”")
WITH = Text(en="with “{name}”", zh="有“{name}”")
IF_SUM = Text(en="both, if it were the sum", zh="兼有，若恰为两者之和")
AXIS_OFF = Text(en="without", zh="没有")
AXIS_ON = Text(en="with", zh="有")
AXIS = Text(en="horizontal: without and with “{name}”", zh="横轴：没有与有“{name}”")
BEFORE = Text(en="neither: {value}", zh="都没有：{value}")
BEFORE_FOUR = Text(en="none: {value}", zh="全无：{value}")
PLUS = Text(en="interaction {value}", zh="交互 {value}")
SURPLUS_IS = Text(en="joint − sum\n{value}", zh="联合 − 总和\n{value}")
NO_VALUE = Text(en="no value", zh="没有值")
TWO_CAPTION = Text(
    en="Change of each measure against the world with neither reform, with 95 % intervals of the paired difference. "
    "Lines that run parallel: no interaction; the hollow diamond is where both would stand if together were the sum, "
    "its distance to the filled mark is the interaction (below each panel; *: its interval leaves out zero).",
    zh="各指标相对于两项改革都没有时的变化，附成对差值的 95 % 区间。两线平行即无交互；"
    "空心菱形为兼有恰等于两者之和时的位置，它与实心点之间的距离即交互效应（写在各图下方；*：区间不含零）。",
)
FOUR_FIGURE = Text(en="What each mechanism contributes", zh="各机制的贡献")
MARK_SHAPLEY = Text(en="Shapley value, 95 % interval", zh="沙普利值与 95 % 区间")
FOUR_CAPTION = Text(
    en="Shapley value of each mechanism with its 95 % interval (filled), what it adds alone and what it adds last, "
    "where all others are there already. Below the line the joint effect and the sum of each alone; a gap between the "
    "two is complementarity or substitution.",
    zh="各机制的沙普利值及 95 % 区间（实心）、单独实行与最后加入时所增加的量。"
    "线下为联合效应与单独效应之和，两者之差即互补或替代。",
)
