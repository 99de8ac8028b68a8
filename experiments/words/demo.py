"""Words of `whistle demo`."""

from experiments.words import Language, Text
from experiments.words.answers import POINTS

STORED = Text(
    en="Stored result, made by whistle {version} at {made_at}, model source {model}",
    zh="存档结果，由 whistle {version} 于 {made_at} 生成，模型源代码 {model}",
)
NOT_NOW = Text(en="It ships with the package and was not run now.", zh="随软件包提供，并非现在运行所得。")
LIVE = Text(
    en="Live result, run just now by whistle {version} at {made_at}, model source {model}",
    zh="实时结果，刚刚由 whistle {version} 于 {made_at} 运行所得，模型源代码 {model}",
)
OTHER_MODEL = Text(
    en="The model installed here has other sources ({model}): its own numbers may differ.",
    zh="此处安装的模型源代码不同（{model}）：其结果可能有别。",
)
DIFFERS = Text(
    en="{place}, {days} days. {measure}: {base_mean} under '{base}', {mean} under '{reform}'. Difference {difference}, "
    "95 % interval {interval} over {pairs} pairs of runs that meet the same problems: {verdict}.",
    zh="{place}，{days} 天。{measure}：“{base}”为 {base_mean}，“{reform}”为 {mean}。差值 {difference}，"
    "{pairs} 对遇到同样问题的运行给出的 95 % 区间为 {interval}：{verdict}。",
)
NOT_DISTINGUISHABLE = Text(
    en="{place}, {days} days. {measure}: '{base}' ({base_mean}) and '{reform}' ({mean}) cannot be told apart. "
    "Difference {difference}, 95 % interval {interval} over {pairs} pairs of runs that meet the same problems: "
    "{verdict}.",
    zh="{place}，{days} 天。{measure}：“{base}”（{base_mean}）与“{reform}”（{mean}）无法区分。差值 {difference}，"
    "{pairs} 对遇到同样问题的运行给出的 95 % 区间为 {interval}：{verdict}。",
)
BASE = Text(en="before: {value}", zh="改革前：{value}")
KEY = Text(
    en="Reform - before; {low}{high} 95 % interval over {pairs} pairs; {zero} zero. Every line has its own scale.",
    zh="改革 - 改革前；{low}{high} 为 {pairs} 对运行的 95 % 区间；{zero} 为零。每行各有刻度。",
)
FIGURE = Text(en="Figure, {what}: {path} (and .png)", zh="图（{what}）：{path}（另有 .png）")
IS_STORED = Text(en="of the stored result", zh="存档结果")
IS_LIVE = Text(en="of the runs just made", zh="刚才的运行")
NO_FIGURE = Text(en="The figure could not be drawn: {reason}", zh="图未能画出：{reason}")
STORED_ONLY = Text(
    en="Nothing was run. Without --stored-only the same comparison is made now, live.",
    zh="没有运行仿真。不加 --stored-only 时，会立即做同样的比较，并与存档结果逐个数核对。",
)
NOW_COMPILING = Text(
    en="First the kernel is compiled, once for this version; that usually takes about {usual}.",
    zh="先编译内核，每个版本只需一次，通常约 {usual}。",
)
NOW_RUNNING = Text(
    en="Now the same comparison, live: {runs} runs.",
    zh="现在实际做同样的比较：{runs} 次运行。",
)
SAME = Text(
    en="The same: all {numbers} numbers of {runs} runs agree with the stored ones (to one part in a thousand million).",
    zh="一致：{runs} 次运行的全部 {numbers} 个数与存档相同（相对误差不超过十亿分之一）。",
)
NOT_SAME = Text(
    en="NOT the same: {count} of {measures} measures differ from the stored ones (largest relative difference):",
    zh="不一致：{measures} 项指标中有 {count} 项与存档不同（最大相对差）：",
)
WHY_MODEL = Text(
    en="The stored result is of other model sources ({stored}) than these ({model}); that is the likely reason.",
    zh="存档结果出自另一份模型源代码（{stored}），此处为 {model}；原因很可能在此。",
)
NO_REASON = Text(
    en="The model's sources are the same. Versions of packages that differ: {packages}.",
    zh="模型源代码相同。版本不同的软件包：{packages}。",
)
NONE = Text(en="none", zh="无")
NEXT = Text(
    en="Next: whistle compare {base} {reform} --place {place} (tables, figures, a report)",
    zh="下一步：whistle compare {base} {reform} --place {place}（数据表、图和报告）",
)


def points(unit: str, language: Language) -> str:
    """Return what stands behind a difference: shares differ by percentage points."""
    if unit != "share":
        return ""
    return " " + POINTS(language)
