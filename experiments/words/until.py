"""Sentences of `whistle compare --until`."""

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
NOT_WITH_SETS = Text(
    en="--until looks at the luck of replications; it cannot be used with --parameters",
    zh="--until 针对重复之间的偶然性；不能与 --parameters 同时使用",
)
LOOK = Text(en="{reform}, {measure}: {told}", zh="{reform}，指标“{measure}”：{told}")
HEAD = Text(
    en="Stopped after {replications} replications (--until {kind}, budget {most}):",
    zh="{replications} 次重复后停止（--until {kind}，上限 {most}）：",
)
