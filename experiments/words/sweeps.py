"""Sentences of studies and sweeps."""

from experiments.words import Text

# --- study files ----------------------------------------------------------------------------------
NAMED_IN_BOTH = Text(
    en="{name} stands in both [{one}] and [{other}]; it may stand in one only",
    zh="{name} 同时出现在 [{one}] 与 [{other}] 中；只能出现在一处",
)
NEEDS_VALUES = Text(
    en="{name} takes no range; give its values in [ ]", zh="{name} 不能给范围；请在方括号 [ ] 中列出取值"
)
NO_RANGE = Text(
    en="{name} declares no range of its own; give one as {{ low = …, high = … }}, or values in [ ]",
    zh="{name} 没有声明自己的范围；请写 {{ low = …, high = … }}，或在方括号 [ ] 中列出取值",
)
EMPTY_RANGE = Text(
    en="{name}: low = {low}, high = {high} is not allowed; allowed: low below high",
    zh="{name}：low = {low}、high = {high} 不允许；允许：low 小于 high",
)
WHOLE_ENDS = Text(
    en="{name}: low = {low}, high = {high} is not allowed; allowed: whole numbers",
    zh="{name}：low = {low}、high = {high} 不允许；允许：整数",
)
NO_VALUES = Text(en="{name} = [] is not allowed; allowed: at least one value", zh="{name} = [] 不允许；至少一个取值")
VALUE_TWICE = Text(en="{name}: the value {value} is there twice", zh="{name}：取值 {value} 出现了两次")
LISTS_DIFFER = Text(
    en='design.kind = "list" takes the n-th values of all factors together; their numbers differ ({told})',
    zh="design.kind = “list” 把各因素的第 n 个取值配成一组；现各因素取值个数不同（{told}）",
)
TWO_VALUES = Text(
    en="{name} has {count} values; a fraction of a factorial takes two of each factor",
    zh="{name} 有 {count} 个取值；部分析因设计中每个因素只能有两个",
)
FRACTION_TOO_LARGE = Text(
    en="design.runs = {runs} is not allowed; all combinations are {all}; leave runs out to have them all",
    zh="design.runs = {runs} 不允许；全部组合只有 {all} 个；省略 runs 即为全部组合",
)
FRACTION_TOO_SMALL = Text(
    en="design.runs = {runs} is not allowed; {factors} factors need more runs than factors",
    zh="design.runs = {runs} 不允许；{factors} 个因素需要多于因素个数的试验",
)
TOO_MANY_POINTS = Text(
    en="the design has {points} points; allowed: up to {most}. latin-hypercube and sobol choose `points` of them",
    zh="该设计有 {points} 个点；最多 {most} 个。latin-hypercube 与 sobol 可从中选取 points 个",
)
TOO_MANY_WORLDS = Text(
    en="design.points × design.states: {points} points × {states} states = {worlds} worlds; "
    "allowed: up to {most} together",
    zh="design.points × design.states：{points} 个点 × {states} 种世界状态 = {worlds} 个世界；合计最多 {most} 个",
)
PLAN_TOO_LARGE = Text(
    en="{points} points × {states} states × {replications} replications, {names} settings each: the plan alone needs "
    "{needs} GiB of memory; this machine has {memory} GiB",
    zh="{points} 个点 × {states} 种世界状态 × {replications} 次重复，每个世界 {names} 项设置：仅计划就要占内存 "
    "{needs} GiB，本机只有 {memory} GiB",
)
TOO_MANY_FACTORS = Text(
    en="a Sobol sequence takes up to {most} factors, not {factors}",
    zh="Sobol 序列最多 {most} 个因素，现有 {factors} 个",
)
NOT_SHARE = Text(
    en="--share = {value} is not allowed; allowed: I/N with I from 1 to N, for example 1/3",
    zh="--share = {value} 不允许；应写成 I/N，I 为 1 至 N，例如 1/3",
)

# --- folders --------------------------------------------------------------------------------------
NO_STORE = Text(
    en="{folder}: holds no runs of a sweep; whistle sweep STUDY.toml --out {folder} would make some",
    zh="{folder}：没有参数扫描的运行；可用 whistle sweep STUDY.toml --out {folder} 生成",
)
DAMAGED_MANIFEST = Text(
    en="{path}: cannot be read ({reason}); move it away and give the command again: its runs are known by their "
    "content",
    zh="{path}：无法读取（{reason}）；请把它移走并再次输入该命令：各次运行凭内容识别，不会重做",
)
LOST_MANIFEST = Text(
    en="{folder}: its manifest.json is missing; give the command again: its runs are known by their content, none is "
    "made twice",
    zh="{folder}：缺少 manifest.json；请再次输入该命令：各次运行凭内容识别，不会重做",
)
NO_PLAN = Text(
    en="{path}: cannot be read ({reason}), so that nothing tells which runs are those of the study; give the command "
    "again: its runs are known by their content, none is made twice",
    zh="{path}：无法读取（{reason}），无从知道哪些运行属于本研究；请再次输入该命令：各次运行凭内容识别，不会重做",
)
OLDER_FORMAT = Text(
    en="{folder}: was written by an earlier version, whose folders are not read any more; choose another folder and "
    "give the command again",
    zh="{folder}：由较早版本写成，现已不再读取；请换一个文件夹并再次输入该命令",
)
TABLE_LACKS = Text(
    en="{folder}: the table {name} is not there for every run; choose another --out",
    zh="{folder}：并非每次运行都有 {name} 表；请换一个 --out",
)
HOLDS_COMPARISON = Text(
    en="{folder}: holds a comparison or a single run, not a sweep; name the folder of a sweep, or another one",
    zh="{folder}：其中是比较或单次运行的结果，不是参数扫描；请给出扫描的文件夹，或换一个",
)
STRANGERS = Text(
    en="{count} more runs in {folder} are not of this study: they are kept and not shown; a study that has them finds "
    "them",
    zh="{folder} 中另有 {count} 次运行不属于本研究：予以保留，但不显示；包含它们的研究可以找到",
)
DAMAGED_PART = Text(
    en="{path}: cannot be read ({reason}); give the command again: it sets the part aside and makes its runs anew",
    zh="{path}：无法读取（{reason}）；再次输入该命令即可：该部分会移到一旁，其中的运行重做",
)
OTHER_DESIGN = Text(
    en="{folder}: holds another design of this study (different: {what}); add --extend to add to it, "
    "nothing there is made twice",
    zh="{folder}：已有本研究的另一设计（不同之处：{what}）；加 --extend 可追加，已有的运行不会重做",
)
OTHER_CODE = Text(
    en="{folder}: its runs were made by another version of the model's sources. Choose another --out, or add "
    "--mix-code to count them as done",
    zh="{folder}：其中的运行由另一版本的模型源代码生成。请换一个 --out，或加 --mix-code 把它们算作已完成",
)
MERGE_OTHER = Text(
    en="{other}: cannot be merged into {folder} (different: {what})",
    zh="{other}：不能并入 {folder}（不同之处：{what}）",
)
NO_SCHEDULER = Text(
    en="--scheduler {address}: no Dask scheduler answers there ({reason})",
    zh="--scheduler {address}：该处没有 Dask 调度器应答（{reason}）",
)
NO_WORKERS = Text(
    en="--scheduler {address}: the scheduler has no workers; start some with: dask worker {address} --nthreads 1",
    zh="--scheduler {address}：调度器没有工作进程；可这样启动：dask worker {address} --nthreads 1",
)
NO_BOXES = Text(
    en="{measure}: no boxes could be looked for, so there is nothing to draw",
    zh="{measure}：未能寻找区域，没有可画的图",
)
NO_REGRET = Text(
    en="no regret in {name}: it is known of {names}, and only over several states of the world",
    zh="没有 {name} 的后悔值：只有 {names}，且须有多种世界状态",
)
NOT_ON_WORKERS = Text(
    en="--scheduler {address}: the workers cannot import whistle ({reason}); install it where they run",
    zh="--scheduler {address}：工作进程无法导入 whistle（{reason}）；请在其所在环境中安装",
)

# --- what happens ---------------------------------------------------------------------------------
ADOPTED = Text(
    en="{count} finished batches of a command that was ended are taken over.",
    zh="接管了被终止的命令已完成的 {count} 批运行。",
)
SET_ASIDE = Text(
    en="{path}: could not be read ({reason}); set aside, its runs are made again.",
    zh="{path}：无法读取（{reason}）；已移到一旁，其中的运行将重做。",
)
BATCH = Text(en="{done}/{total} runs{failed}, {left} left", zh="{done}/{total} 次运行{failed}，还需 {left}")
FAILED_SO_FAR = Text(en=", {count} failed", zh="，失败 {count} 次")
PAUSED = Text(
    en="Paused: {done} of {total} runs are kept in {folder}. To go on:\n  {command}",
    zh="已暂停：{total} 次运行中的 {done} 次保存在 {folder}。继续请输入：\n  {command}",
)
SWEPT = Text(
    en="{title}: {runs} runs in {folder} ({made} made now in {time}, {there} were there).",
    zh="{title}：{folder} 中有 {runs} 次运行（本次 {made} 次，用时 {time}；此前已有 {there} 次）。",
)
NOTHING_TO_DO = Text(
    en="{title}: all {runs} runs are in {folder} already; nothing had to run.",
    zh="{title}：{runs} 次运行都已在 {folder} 中；无需运行。",
)
SOME_FAILED = Text(
    en="{count} runs failed; what and why is in {folder}. The same command tries them again. First: {error}",
    zh="有 {count} 次运行失败；情形与原因见 {folder}。再次输入同一命令会重试。第一个：{error}",
)
MERGED = Text(
    en="{folder}: {new} runs came in from {count} folders, {same} were there already; {runs} in all.",
    zh="{folder}：从 {count} 个文件夹并入 {new} 次运行，{same} 次原已存在；现共 {runs} 次。",
)

# --- dry run --------------------------------------------------------------------------------------
DRY_WORLDS = Text(
    en="{points} design points × {states} states of the world{reference} × {replications} replications = {runs} runs",
    zh="{points} 个设计点 × {states} 种世界状态{reference} × {replications} 次重复 = {runs} 次运行",
)
DRY_REFERENCE = Text(en=" (+ {count} reference worlds)", zh="（另加 {count} 个参照世界）")
DRY_THERE = Text(
    en="{there} of them are in {folder} already, {left} are left",
    zh="其中 {there} 次已在 {folder} 中，还剩 {left} 次",
)
DRY_COST = Text(
    en="one run takes about {each} and {bytes} of disk (measured {how})",
    zh="一次运行约需 {each}，占磁盘 {bytes}（{how}）",
)
DRY_HOW_STORE = Text(en="on {count} runs of the folder", zh="据文件夹中 {count} 次运行")
DRY_HOW_PROBE = Text(en="on one run made just now and not kept", zh="据刚才试做、未保存的一次运行")
DRY_TOTAL = Text(
    en="about {time} with {workers} workers, {disk} of disk", zh="{workers} 个工作进程约需 {time}，占磁盘 {disk}"
)

# --- tables ---------------------------------------------------------------------------------------
LEVEL_HEAD = Text(en="mean [95 % interval], {replications} replications", zh="均值 [95% 区间]，{replications} 次重复")
DIFFERENCE_HEAD = Text(
    en="difference from {reference} [95 % interval], paired by replication",
    zh="与“{reference}”之差 [95% 区间]，按重复配对",
)
MORE_ROWS = Text(en="… and {count} more rows in {folder}", zh="……其余 {count} 行见 {folder}")
STATE = Text(en="over {count} states of the world", zh="{count} 种世界状态合计")
OVER_STATES = Text(
    en="{head}; one replication: the interval is over {count} states of the world, luck in it",
    zh="{head}；只有一次重复：区间为 {count} 种世界状态之间的，偶然性包含在内",
)
NOT_ZERO = Text(en="* told from zero", zh="* 与零可区分")
RUNS_THERE = Text(en="{runs} of {total} runs of the study {name}", zh="研究 {name}，{total} 次运行中已有 {runs} 次")
FAILED_THERE = Text(en="{count} runs failed, see {folder}", zh="{count} 次运行失败，见 {folder}")
NOT_ENDED = Text(
    en="the study has not come to its end; the same command goes on", zh="研究尚未结束；再次输入同一命令即可继续"
)
HASH = Text(en="content hash {hash}", zh="内容哈希 {hash}")
PROGRESS = Text(en="{done}/{total} runs{failed}", zh="{done}/{total} 次运行{failed}")

# --- sensitivity and discovery --------------------------------------------------------------------
FIGURES_IN = Text(en="{count} figures in {folder}", zh="{folder} 中有 {count} 幅图")
DIFFERENCE_OF = Text(en="{measure}, difference from {reference}", zh="{measure}与“{reference}”之差")
NEEDS_REFERENCE = Text(
    en="{folder}: its study names no reference, so nothing tells where the reform backfires; add "
    'reference = "status_quo" to the study and sweep again',
    zh="{folder}：研究没有写明参照情景，无从判断改革在何处适得其反；请在研究中加上 reference = “status_quo” 后再扫描",
)
NOT_ANALYSED = Text(
    en="Nothing can be said of {name}: {reason}. The other measures are shown.",
    zh="无法分析 {name}：{reason}。其余指标照常显示。",
)
BAD_METHOD = Text(
    en="--method = {value} is not allowed; allowed: {names}", zh="--method = {value} 不允许；允许：{names}"
)
NO_SPACE = Text(
    en="{folder}: nothing varies in this study: there is no space to search; give it [factors] or [uncertainties]",
    zh="{folder}：该研究中没有任何变动，没有可搜索的空间；请在研究中写明 [factors] 或 [uncertainties]",
)
NOTHING_TO_SCREEN = Text(
    en="nothing varies in this study: there is nothing a measure could hang on; give it [factors] or [uncertainties]",
    zh="该研究中没有任何变动，没有可供分析的因素；请在研究中写明 [factors] 或 [uncertainties]",
)
NO_BOX = Text(en="No region was looked for: {reason}.", zh="未寻找区域：{reason}。")
NO_TREE = Text(en="No groups were looked for: {reason}.", zh="未寻找分组：{reason}。")
NO_CRITERION = Text(
    en="{name} has no value in any replication that all reforms share; it is left out of the trade-offs.",
    zh="{name} 在各项改革共有的重复中都没有值；权衡比较不计入该指标。",
)
BAD_MARGIN = Text(
    en="--margin = {value} is not allowed; allowed: a finite number, 0 or more",
    zh="--margin = {value} 不允许；允许：不小于 0 的有限数",
)
BACKFIRES = Text(en="the reform worsens “{measure}”", zh="改革使“{measure}”变差")
HELPS = Text(en="the reform improves “{measure}”", zh="改革使“{measure}”变好")
DISCOVERED = Text(
    en="{measure}: {points} points, {replications} replications",
    zh="{measure}：{points} 个点，每点 {replications} 次重复",
)

# --- trade-offs -----------------------------------------------------------------------------------
REFORMS_TO_COMPARE = Text(
    en="{folder}: holds {count} reforms; trade-offs are drawn between 2 and {most}",
    zh="{folder}：有 {count} 项改革；权衡比较限 2 至 {most} 项",
)
NO_MEASURE = Text(
    en="the runs hold no measure {name}; they were made before it existed: run them again",
    zh="运行中没有指标 {name}：它们生成于该指标出现之前，请重新运行",
)
TRADED = Text(
    en="Trade-offs between {criteria}, over {states} states of the world:",
    zh="在以下各项之间权衡（{states} 种世界状态）：{criteria}",
)
