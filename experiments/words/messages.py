"""Messages of the commands: what is wrong, what was kept, where the files are."""

from experiments.words import Text

# --- bad input ------------------------------------------------------------------------------------
TOO_SMALL = Text(
    en="{name} = {value} is not allowed; allowed: a whole number from {low} to {high}",
    zh="{name} = {value} 不允许；允许：{low} 至 {high} 的整数",
)
BAD_NUMBER = Text(
    en="{name} = {value} is not allowed; allowed: a number from {low} to {high}",
    zh="{name} = {value} 不允许；允许：{low} 至 {high} 的数",
)
BAD_LANGUAGE = Text(en="--lang = {value} is not allowed; allowed: zh, en", zh="--lang = {value} 不允许；允许：zh、en")
BAD_KEEP = Text(en="--keep = {value} is not allowed; allowed: issues", zh="--keep = {value} 不允许；允许：issues")
NO_EQUALS = Text(
    en="--set {value}: expected lever.field=value, for example whistle.propensity=0.3",
    zh="--set {value}：应写成 杠杆.字段=值，例如 whistle.propensity=0.3",
)
SET_TWICE = Text(en="--set {name} is given twice", zh="--set {name} 给了两次")
NO_REFORM = Text(
    en="compare needs a base and at least one reform; only '{base}' was named. "
    "Example: whistle compare status_quo {base}",
    zh="compare 需要一个基准和至少一项改革，现只给出“{base}”。例：whistle compare status_quo {base}",
)
NAMED_TWICE = Text(
    en="scenario '{name}' is named twice; two files with one name cannot be told apart in the tables either",
    zh="情景“{name}”出现了两次；名称相同的两个文件在数据表中也无法区分",
)
FOREIGN_FOLDER = Text(
    en="{folder}: exists and is not a result folder (it has no manifest.json); choose another one",
    zh="{folder}：已存在且不是结果文件夹（没有 manifest.json）；请换一个文件夹",
)
NOT_A_FOLDER = Text(en="{folder}: is a file, not a folder", zh="{folder}：是文件，不是文件夹")
CANNOT_WRITE = Text(en="{folder}: cannot be written ({reason})", zh="{folder}：无法写入（{reason}）")
NOT_A_PATH = Text(
    en="{name} = {value} is not allowed; allowed: the path of a folder, for example results/mine",
    zh="{name} = {value} 不允许；允许：文件夹的路径，例如 results/mine",
)
ROOT_FOLDER = Text(
    en="{folder}: is the root of a disk, which cannot be a result folder; name a folder in it",
    zh="{folder}：是磁盘的根目录，不能作为结果文件夹；请给出其中的一个文件夹",
)
CANNOT_READ = Text(en="{path}: cannot be read ({reason})", zh="{path}：无法读取（{reason}）")
HOLDS_SWEEP = Text(
    en="{folder}: holds the runs of a sweep, not a comparison; choose another --out",
    zh="{folder}：其中是参数扫描的运行，不是比较的结果；请换一个 --out",
)
CANNOT_USE = Text(en="{folder}: cannot be used ({reason})", zh="{folder}：无法使用（{reason}）")
CANNOT_DRAW_INTO = Text(
    en="{folder}: cannot be written ({reason}); add --out DIR to have the figures elsewhere",
    zh="{folder}：无法写入（{reason}）；加 --out 文件夹 可把图写到别处",
)
OTHER_STUDY = Text(
    en="{folder}: holds another study (different: {what}); choose another --out",
    zh="{folder}：已有另一项研究（不同之处：{what}）；请换一个 --out",
)
OTHER_STUDY_EXTEND = Text(
    en="{folder}: holds another study (different: {what}); choose another --out, or add --extend to add to it",
    zh="{folder}：已有另一项研究（不同之处：{what}）；请换一个 --out，或加 --extend 追加到其中",
)
NOTHING_THERE = Text(
    en="{folder}: no such result folder; whistle compare --out {folder} would make one",
    zh="{folder}：没有这个结果文件夹；可用 whistle compare --out {folder} 生成",
)
DAMAGED = Text(
    en="{path}: cannot be read ({reason}); give the command that made the folder again: it is written anew from the "
    "runs, none is made twice",
    zh="{path}：无法读取（{reason}）；请再次输入生成该文件夹的命令：将由各次运行重新写出，不会重做",
)
NOT_PUBLISHED = Text(
    en="{folder}: {done} of {total} runs are there, so there are no tables yet; give the command that began it again: "
    "it goes on from there",
    zh="{folder}：{total} 次运行中只有 {done} 次，尚无数据表；再次输入当初的命令即可继续",
)
STRANGE_ROWS = Text(
    en="{folder}: manifest.json and runs.parquet are not of one study: {own} of {rows} rows are among the {planned} "
    "runs of the manifest. Give the command that made the folder again: the table is written anew from the runs",
    zh="{folder}：manifest.json 与 runs.parquet 不属于同一研究：{rows} 行中只有 {own} 行属于 manifest 所列的 "
    "{planned} 次运行。请再次输入生成该文件夹的命令：数据表将由各次运行重新写出",
)
UNKNOWN_FIGURE = Text(
    en="unknown figure '{name}'{near}; valid: {names}",
    zh="没有名为“{name}”的图{near}；可用：{names}",
)
NEEDS_COMPARISON = Text(
    en="the figure '{name}' shows differences between scenarios, and {folder} holds a single run; "
    "whistle compare makes a folder it can be drawn from",
    zh="图“{name}”展示情景之间的差值，而 {folder} 只有单次运行；可先用 whistle compare 生成比较结果",
)
DID_YOU_MEAN = Text(en="; did you mean '{name}'?", zh=";是否指“{name}”？")
IN_USE = Text(
    en="{folder}: another command (process {process}) is writing this study now; wait for it or choose another --out",
    zh="{folder}：另一条命令（进程 {process}）正在写这项研究；请等待其完成，或换一个 --out",
)
IN_USE_SOFT = Text(
    en="{folder}: another command (process {process} on {machine}) is writing this study now; wait for it or choose "
    "another --out. Should that command have ended, remove {file}: this file system has no locks that end with one",
    zh="{folder}：另一条命令（{machine} 上的进程 {process}）正在写这项研究；请等待其完成，或换一个 --out。"
    "若该命令已经结束，请删除 {file}：此文件系统没有随进程消失的锁",
)
SOFT_LOCK = Text(
    en="{folder}: this file system has no locks; a file says instead who writes there",
    zh="{folder}：此文件系统不支持文件锁；改用一个文件记录谁正在写入",
)

# --- failures -------------------------------------------------------------------------------------
FAILED = Text(en="whistle: {reason} (add --debug for the traceback)", zh="whistle:{reason}（加 --debug 可看回溯）")
DISK_FULL = Text(
    en="whistle: no room left to write ({reason}). Finished runs are kept; make room and give the same command again.",
    zh="whistle：磁盘已满，无法写入（{reason}）。已完成的运行保留；腾出空间后再次输入同一命令即可。",
)
WORKER_DIED = Text(
    en="a worker process died (out of memory?); try fewer --workers. Finished runs are kept.",
    zh="有工作进程意外终止（内存不足？）；请减少 --workers。已完成的运行保留。",
)
RUNS_FAILED = Text(
    en="whistle: {count} runs failed; what and why is in {folder}. The same command tries them again. First: {error}",
    zh="whistle：有 {count} 次运行失败；情形与原因见 {folder}。再次输入同一命令会重试。第一个：{error}",
)
STOPPED = Text(en="Stopped.", zh="已停止。")
KEPT = Text(
    en="{done} of {total} runs are finished and kept in {folder}; the same command goes on from there.",
    zh="{total} 次运行中已完成 {done} 次，保存在 {folder}；再次输入同一命令即可继续。",
)
SHARE_DONE = Text(
    en="{folder}: share {share} is there ({done} of {total} runs). When all shares are, put them together with whistle "
    "merge: the merged folder has the tables, figures and reports",
    zh="{folder}：第 {share} 份已完成（{total} 次运行中的 {done} 次）。各份都完成后用 whistle merge 合并："
    "合并后的文件夹有数据表、图和报告",
)
NOTHING_KEPT = Text(en="No run was finished; nothing was left behind.", zh="没有一次运行完成；未留下任何文件。")

# --- what happens ---------------------------------------------------------------------------------
RESUMED = Text(
    en="Going on: {done} of {total} runs were already finished.", zh="继续：{total} 次运行中已有 {done} 次完成。"
)
ALREADY_THERE = Text(
    en="This study is already complete in {folder}; nothing had to run.", zh="{folder} 中已有完整的本研究；无需运行。"
)
PROGRESS = Text(en="{done}/{total} runs", zh="{done}/{total} 次运行")
PROGRESS_LINE = Text(en="{done}/{total} runs, {left} left", zh="{done}/{total} 次运行，还需 {left}")
COMPILING = Text(
    en="compiling the kernel, once for this version: {time} s so far, usually about {usual}",
    zh="正在编译内核，每个版本只需一次：已用 {time} 秒，通常约 {usual}",
)
COMPILING_LEFT = Text(
    en="compiling the kernel, once for this version: {share}, {time} s so far, about {left} left",
    zh="正在编译内核，每个版本只需一次：{share}，已用 {time} 秒，还需约 {left}",
)
PREPARING = Text(en="starting the engine", zh="正在启动引擎")
WRITING = Text(en="writing tables, figures and reports", zh="正在写数据表、图和报告")
FILES_ARE_IN = Text(en="Files are in {folder}/:", zh="文件在 {folder}/:")
READ_FIRST = Text(en="read this first", zh="请先看这个")
NEXT_RUN = Text(
    en="One run says nothing about chance. Next: whistle compare {base} {scenario} --place {place}",
    zh="单次运行说明不了偶然性。下一步：whistle compare {base} {scenario} --place {place}",
)
FIGURE_WRITTEN = Text(en="written: {path}", zh="已写出：{path}")

# --- status ---------------------------------------------------------------------------------------
COMPLETE = Text(en="complete: {done} runs", zh="完整：{done} 次运行")
UNFINISHED = Text(
    en="unfinished: {done} of {total} runs are kept; the command that began it goes on from there",
    zh="未完成：{total} 次运行中 {done} 次已保存；再次输入当初的命令即可继续",
)
CONTENT_HASH = Text(en="content hash", zh="内容哈希")
HASH_SAME = Text(en="the same as when it was written", zh="与写入时一致")
HASH_DIFFERS = Text(
    en="DIFFERS from {hash}, written in manifest.json: a table was changed afterwards",
    zh="与 manifest.json 中的 {hash} 不同：数据表事后被改动",
)
ROWS = Text(en="{rows} rows", zh="{rows} 行")
MADE_BY = Text(en="made by", zh="生成")
