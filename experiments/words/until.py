"""Sentences of `--until`."""

from experiments.words import Text

BAD_KIND = Text(
    en="--until = {value} is not allowed; allowed: half-width, decided",
    zh="--until = {value} 不允许；允许：half-width、decided",
)
BAD_TARGET = Text(
    en="--target {name}={value} is not allowed; allowed: a number above 0, in the unit of the measure",
    zh="--target {name}={value} 不允许；允许：大于 0 的数，单位同该指标",
)
TARGET_TWICE = Text(en="--target {name} is given twice", zh="--target {name} 给了两次")
NEEDS_UNTIL = Text(
    en="--target and --most belong to --until half-width or --until decided",
    zh="--target 与 --most 须与 --until half-width 或 --until decided 一起使用",
)
NEEDS_REFERENCE = Text(
    en="--until looks at differences from a reference, and the study {study} names none; add for example "
    'reference = "status_quo" to it',
    zh="--until 判断与参照的差值，而研究 {study} 没有参照；可加上例如 reference = “status_quo”",
)
SHARE_OR_UNTIL = Text(
    en="--share and --until cannot stand together: a stop rule looks at all runs, and a share has only some",
    zh="--share 与 --until 不能同时使用：停止规则要看全部运行，而一份只有其中一部分",
)
OVER_SETS = Text(
    en="Looked at was the luck of the mean over {sets} parameter sets; how far another set would be from it, more "
    "replications do not tell.",
    zh="判断的是 {sets} 组参数均值的偶然性；换一组参数会相差多少，增加重复无从得知。",
)
LOOK = Text(en="{reform}, {measure}: {told}", zh="{reform}，指标“{measure}”：{told}")
HEAD = Text(
    en="Stopped after {replications} replications (--until {kind}, budget {most}):",
    zh="{replications} 次重复后停止（--until {kind}，上限 {most}）：",
)
