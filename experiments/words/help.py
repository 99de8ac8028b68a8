"""Texts of `whistle --help`."""

from experiments.words import Text

APP = Text(
    en="A laboratory for China's reform in which the street blows the whistle and departments check in. "
    "Start with [bold]whistle demo[/bold], which shows something at once; [bold]whistle compare[/bold] runs the "
    "shipped comparison and writes tables, figures and a report.",
    zh="“街道吹哨、部门报到”改革的仿真实验室。从 [bold]whistle demo[/bold] 开始，立即可见结果；"
    "[bold]whistle compare[/bold] 运行自带的比较，写出数据表、图和报告。",
)
DEMO = Text(
    en="Show a stored comparison at once, its figure and one sentence, while the kernel compiles; then make the same "
    "comparison live and say, number by number, whether it is the same.\n\n"
    "Example:  whistle demo --lang en\n\n"
    "What is stored is marked as stored, with version, date and model source. The exit code is 1 if the same sources "
    "give other numbers here.\n\nNext:  whistle compare --place classroom",
    zh="立即展示一份存档的比较（一句话和一幅图），同时编译内核；随后实际做同样的比较，并逐个数说明是否一致。\n\n"
    "例：  whistle demo --lang zh\n\n"
    "存档结果均注明为存档，并写明版本、日期和模型源代码。若同样的源代码在此处得出不同的数，退出码为 1。\n\n"
    "下一步：  whistle compare --place classroom",
)
STORED_ONLY = Text(en="Show the stored comparison and run nothing.", zh="只展示存档的比较，不运行仿真。")
OUT_DEMO = Text(en="Folder for the figures (default: a temporary one).", zh="存放图的文件夹（默认：临时文件夹）。")
QUIET_DEMO = Text(en="No progress.", zh="不显示进度。")
SCENARIOS = Text(
    en="List the scenarios: what each asks and what it builds on.\n\nExample:  whistle scenarios --lang en\n\n"
    "Next:  whistle run whistle",
    zh="列出情景：各自要回答的问题及其出发点。\n\n例：  whistle scenarios --lang zh\n\n下一步：  whistle run whistle",
)
LEVERS = Text(
    en="List the levers: fields, units, bounds, defaults and sources, for --set lever.field=value.\n\n"
    "Example:  whistle levers --json\n\nNext:  whistle run whistle --set whistle.propensity=0.3",
    zh="列出政策杠杆：字段、单位、范围、默认值和来源，供 --set 杠杆.字段=值 使用。\n\n"
    "例：  whistle levers --json\n\n下一步：  whistle run whistle --set whistle.propensity=0.3",
)
PLACES = Text(
    en="List the places: residents, streets, communities and departments.\n\nExample:  whistle places\n\n"
    "Next:  whistle compare --place classroom",
    zh="列出可用的地方：居民、街道、社区和部门的数量。\n\n例：  whistle places\n\n下一步：  whistle compare "
    "--place classroom",
)
EXPLAIN = Text(
    en="Tell a scenario in sentences: its question, its parents, what each lever does, with which values, from when, "
    "and which file each value came from. Runs nothing.\n\n"
    "Example:  whistle explain whistle --place classroom --set whistle.propensity=0.5\n\n"
    "Next:  whistle diff status_quo whistle",
    zh="用句子讲清一个情景：它的问题、由何而来、各杠杆做什么、取什么值、从哪天起，每个值出自哪个文件。不运行仿真。\n\n"
    "例：  whistle explain whistle --place classroom --set whistle.propensity=0.5\n\n"
    "下一步：  whistle diff status_quo whistle",
)
DIFF = Text(
    en="Say what scenario B changes against A: lever field by field, and on which days which rules of the place "
    "change. Runs nothing.\n\n"
    "Example:  whistle diff whistle integrated --place classroom\n\n"
    "Read the rules first: a field may change without effect in a place.\n\n"
    "Next:  whistle compare A B",
    zh="说明情景 B 相对 A 改变了什么：逐个杠杆字段，以及该地的哪些规则在哪天变化。不运行仿真。\n\n"
    "例：  whistle diff whistle integrated --place classroom\n\n"
    "请先看规则：字段变了，在某地未必有作用。\n\n"
    "下一步：  whistle compare A B",
)
DIFF_A = Text(en="Scenario to start from.", zh="作为起点的情景。")
DIFF_B = Text(en="Scenario that changes it.", zh="与之相比的情景。")
CHECK = Text(
    en="Validate a scenario and work out its load before anything runs: utilisation of every kind of office, the most "
    "loaded ones, what is above 0.98, and short runs of solvable special cases against queueing theory.\n\n"
    "Example:  whistle check unfunded_mandate --place classroom\n\n"
    "A warning is a finding, not a failure: the exit code stays 0. A kind of office above 1 cannot keep up, and its "
    "queues grow as long as the run lasts.\n\n"
    "Next:  whistle run SCENARIO",
    zh="在运行之前检查情景并算出负荷：各类单位的利用率、负荷最重的单位、超过 0.98 的情形，"
    "以及可解特例的短时仿真与排队论的对照。\n\n"
    "例：  whistle check unfunded_mandate --place classroom\n\n"
    "警告是发现，不是失败：退出码仍为 0。利用率超过 1 的一类单位跟不上，队列会随运行时间不断增长。\n\n"
    "下一步：  whistle run 情景",
)
RUN = Text(
    en="Run one scenario once; print the measures and write every table.\n\n"
    "Example:  whistle run whistle --place classroom --days 90 --out results/first\n\n"
    "Writes manifest.json, runs, daily, workload, resolution, timing, issues, assignments and whistles as Parquet, "
    "two figures and a report in Chinese and English. The run equals replication 0 of `compare BASE SCENARIO`.\n\n"
    "Next:  whistle compare status_quo whistle (one run alone says nothing about chance)",
    zh="把一个情景运行一次；打印指标并写出全部数据表。\n\n"
    "例：  whistle run whistle --place classroom --days 90 --out results/first\n\n"
    "写出 manifest.json,Parquet 格式的 runs、daily、workload、resolution、timing、issues、assignments、whistles,"
    "两幅图和中英文报告。该次运行与 `compare 基准 情景` 的第 0 次重复完全相同。\n\n"
    "下一步：  whistle compare status_quo whistle（单次运行说明不了偶然性）",
)
COMPARE = Text(
    en="Compare a base scenario with reforms on the same luck, with 95 % intervals. The main job.\n\n"
    "Example:  whistle compare status_quo whistle duty_list --replications 10\n\n"
    "With no scenario named: status_quo against whistle, duty_list, empowerment and integrated. "
    "An interrupted comparison goes on where it stopped when the same command is given again. "
    "--parameters 20 adds how much hangs on numbers nobody knows.\n\n"
    "Next:  open report.en.html in the result folder; whistle figures DIR --only funnel",
    zh="在相同的随机条件下比较基准情景与各项改革，给出 95 % 区间。这是主要用法。\n\n"
    "例：  whistle compare status_quo whistle duty_list --replications 10\n\n"
    "不写情景时：status_quo 对 whistle、duty_list、empowerment、integrated。"
    "比较中断后，再次输入同一命令即从中断处继续。--parameters 20 另外说明结果在多大程度上取决于未知的数值。\n\n"
    "下一步：  打开结果文件夹中的 report.zh.html;whistle figures 文件夹 --only funnel",
)
_OF_RUNS = "funnel, resolution, rates, waterfall, differences, offices, whistles"
_OF_SWEEPS = "response, spread"
_OF_ANSWERS = "boxes (discover), front, regret (tradeoffs), sensitivity"
FIGURES = Text(
    en="Draw figures of a folder again, at another width or in one language: all that commands have drawn into it.\n\n"
    "Example:  whistle figures results/compare --only resolution --width 12 --lang en\n\n"
    f"Figures:  of runs and comparisons {_OF_RUNS}; of sweeps {_OF_SWEEPS}; of answers {_OF_ANSWERS}, for every "
    "measure that was asked about, or for one: --only boxes.MEASURE\n\n"
    "Writes SVG and PNG (300 dpi) into DIR/figures; every file carries its provenance.\n\nNext:  whistle status DIR",
    zh="按另一宽度或语言重画文件夹中的图，即各命令在其中画过的所有图。\n\n"
    "例：  whistle figures results/compare --only resolution --width 12 --lang zh\n\n"
    f"图：  运行与比较： {_OF_RUNS}；扫描： {_OF_SWEEPS}；回答： {_OF_ANSWERS}，每个问过的指标各一幅，"
    "或只画一个：--only boxes.指标\n\n"
    "写入 文件夹/figures，格式为 SVG 和 PNG(300 dpi)；每个文件都带有来源信息。\n\n下一步：  whistle status 文件夹",
)
STATUS = Text(
    en="Say what a result folder holds, whether it is complete, and its content hash.\n\n"
    "Example:  whistle status results/compare\n\n"
    "The hash does not depend on the order of rows or the number of workers: equal hashes, equal results.\n\n"
    "Next:  whistle compare with the same --out goes on with an unfinished study",
    zh="说明结果文件夹里有什么、是否完整，以及内容哈希。\n\n例：  whistle status results/compare\n\n"
    "哈希与行的次序和进程数无关：哈希相同即结果相同。\n\n下一步：  用同一 --out 再次 whistle compare，"
    "可继续未完成的研究",
)

SCENARIO = Text(en="Scenario name or TOML file.", zh="情景名称或 TOML 文件。")
COMPARED = Text(en="Base scenario, then reforms.", zh="先写基准情景，再写各项改革。")
FOLDER = Text(en="Result folder.", zh="结果文件夹。")
PLACE = Text(en="Place to simulate; see whistle places.", zh="模拟的地方；见 whistle places。")
DAYS = Text(en="Days reported, after the burn-in.", zh="预热之后报告的天数。")
SEED = Text(
    en="Seed of all luck; the same seed gives the same bytes.", zh="全部随机性的种子；种子相同，结果逐字节相同。"
)
SET = Text(
    en="Change a lever field or place parameter; repeatable. A lever field changes the reforms, not the base; in every "
    "phase of a scenario that has phases.",
    zh="修改杠杆字段或地方参数；可重复。杠杆字段只改各项改革，不改基准；分阶段的情景在每个阶段都改。",
)
OUT_RUN = Text(en="Result folder (default: results/run).", zh="结果文件夹（默认：results/run）。")
OUT_COMPARE = Text(en="Result folder (default: results/compare).", zh="结果文件夹（默认：results/compare）。")
PARAMETERS = Text(
    en="Run so many of the shipped parameter sets that no published fact ruled out when they were sought "
    "(docs/fit.md), each with all replications: two intervals, one of luck and one of parameters. Default: only the "
    "values of the place.",
    zh="运行若干组自带的参数（求取时均未被已发表事实排除，见 docs/fit.zh.md），每组都做全部重复："
    "给出偶然性与参数两个区间。默认只用地方文件中的数值。",
)
BASE = Text(
    en="Scenario of the burn-in (default: where the scenario's chain of parents begins).",
    zh="预热期所用情景（默认：该情景 extends 链的起点）。",
)
REPLICATIONS = Text(
    en="Paired runs of each scenario; 2 or more give intervals.", zh="每个情景成对运行的次数;2 次以上才有区间。"
)
WORKERS = Text(
    en="Processes (default: one for each core); never changes a result.", zh="进程数（默认：每核一个）；不影响结果。"
)
KEEP = Text(en="Keep large tables of every run: issues.", zh="保留每次运行的大表：issues。")
EXTEND = Text(
    en="Add scenarios, replications or parameter sets to a folder that holds part of this study.",
    zh="向已有本研究一部分的文件夹追加情景、重复或参数组。",
)
UNTIL = Text(
    en="Add replications until every difference is known to ± its target (half-width), or its sign is told or it is "
    "told to be smaller than its target (decided).",
    zh="不断增加重复，直到每个差值的误差不超过其目标（half-width），或其正负已定、或已知小于其目标（decided）。",
)
TARGET = Text(
    en="A measure --until looks at, with the half-width wanted or the smallest difference that matters, in its own "
    "unit; repeatable. Default: three headline measures, 5 % of the base.",
    zh="--until 关注的指标及其目标（所需误差，或有意义的最小差值，单位同指标）；可重复。"
    "默认：三个主要指标，基准值的 5%。",
)
MOST = Text(en="Budget of replications for --until (default: 100).", zh="--until 的重复次数上限（默认：100）。")
JSON = Text(en="Print JSON to standard output.", zh="以 JSON 输出到标准输出。")
LANG = Text(
    en="zh or en (default: WHISTLE_LANG, else the locale, else en).",
    zh="zh 或 en（默认：WHISTLE_LANG，其次系统语言，再次 en）。",
)
QUIET = Text(en="No progress and no table; errors only.", zh="不显示进度和表格；只报告错误。")
DEBUG = Text(en="Show the traceback of an unexpected failure.", zh="出现意外失败时显示回溯。")
OUT_FIGURES = Text(
    en="Folder the figures are written into (default: figures/ in the result folder).",
    zh="图写入的文件夹（默认：结果文件夹中的 figures/）。",
)
ONLY = Text(
    en="Name of a figure, one of those above.",
    zh="图的名称，见上。",
)
WIDTH = Text(en="Width in cm, 8 to 40 (default: 16).", zh="宽度（厘米），8 至 40（默认：16）。")
