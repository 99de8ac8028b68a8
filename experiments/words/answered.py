"""Words of answers that a folder remembers, and of the figures they are drawn again as."""

from experiments.words import Text

DAMAGED = Text(
    en="{path}: cannot be read ({reason}); give the command whistle {command} again, or remove the file",
    zh="{path}：无法读取（{reason}）；请再次输入 whistle {command}，或删除该文件",
)
RUNS_CHANGED = Text(
    en="The runs in {folder} have changed since whistle {command} was asked; the figure {name} shows them as they "
    "are now.",
    zh="自上次 whistle {command} 以来，{folder} 中的运行已有变化；图 {name} 按现在的运行绘制。",
)
NOT_ASKED = Text(
    en="{folder} holds no answer that the figure '{name}' could show; whistle {command} gives one",
    zh="{folder} 中没有可供图“{name}”显示的答案；whistle {command} 会给出",
)
NOT_OF_THIS = Text(
    en="the figure '{name}' is none of {kind}, which {folder} holds; its figures: {names}",
    zh="{folder} 中是{kind}，没有图“{name}”；它的图有：{names}",
)
KINDS = {
    "run": Text(en="a single run", zh="单次运行"),
    "compare": Text(en="a comparison", zh="比较"),
    "sweep": Text(en="a sweep", zh="参数扫描"),
    "sensitivity": Text(en="a sensitivity study", zh="敏感性研究"),
}
