"""Texts of `whistle sweep --help` and its neighbours."""

from experiments.words import Text

SWEEP = Text(
    en="Run a study of many points: a design over levers, states of the world, replications. A study is a TOML file of "
    "about ten lines, or the name of a shipped one.\n\n"
    "Example:  whistle sweep whistle_and_staff --dry-run\n\n"
    "Every finished batch is on the disk at once: after Ctrl-C, a crash or a power cut the same command goes on and "
    'makes nothing twice. With `reference = "status_quo"` in the study, differences from it are shown.\n\n'
    "Next:  whistle status DIR; whistle discover DIR",
    zh="运行一项多点研究：杠杆的试验设计、世界状态与重复。研究是约十行的 TOML 文件，或自带研究的名称。\n\n"
    "例：  whistle sweep whistle_and_staff --dry-run\n\n"
    "每批运行一完成即写入磁盘：Ctrl-C、崩溃或断电之后，再次输入同一命令即可继续，不会重做。研究中写明 "
    '`reference = "status_quo"` 时，给出与它的差值。\n\n'
    "下一步：  whistle status 文件夹；whistle discover 文件夹",
)
MERGE = Text(
    en="Take the runs of other folders of the same study into one; none is there twice. For sweeps that were divided "
    "among machines with --share.\n\n"
    "Example:  whistle merge results/all machine1/study machine2/study\n\n"
    "Next:  whistle sweep STUDY.toml --out DIR makes what is still missing",
    zh="把同一研究的其他文件夹中的运行并入一个文件夹；同一次运行只保留一份。用于以 --share 分给多台机器的扫描。\n\n"
    "例：  whistle merge results/all machine1/study machine2/study\n\n"
    "下一步：  whistle sweep 研究.toml --out 文件夹 可补齐尚缺的运行",
)
STUDY = Text(en="Study file, or the name of a shipped study.", zh="研究文件，或自带研究的名称。")
OUT = Text(
    en="Folder of runs (default: results/ and the study's name).", zh="运行文件夹（默认：results/ 加研究名称）。"
)
SCHEDULER = Text(
    en="Address of a Dask scheduler (tcp://host:8786) whose workers see the same folders; instead of --workers.",
    zh="Dask 调度器地址（tcp://主机:8786），其工作进程须能看到同样的文件夹；用它代替 --workers。",
)
REPLICATIONS = Text(en="Replications, instead of the file's.", zh="重复次数，代替文件中的值。")
EXTEND = Text(
    en="Add points or replications to a folder that holds another design of this study; nothing is made twice.",
    zh="向已有本研究另一设计的文件夹追加设计点或重复；已有的不会重做。",
)
MIX_CODE = Text(
    en="Count runs made by another version of the model's sources as done.",
    zh="把另一版本模型源代码生成的运行算作已完成。",
)
SHARE = Text(
    en="Make only the I-th of N parts of the runs; whistle merge joins the folders.",
    zh="只做 N 份运行中的第 I 份；之后用 whistle merge 合并。",
)
DRY_RUN = Text(
    en="Say how many runs there are, how long they take and how much disk they need; write nothing.",
    zh="只说明有多少次运行、需时多久、占多少磁盘；不写任何文件。",
)
INTO = Text(en="Folder that takes the runs in; made if there is none.", zh="并入到的文件夹；没有则新建。")
FROM = Text(en="Folders of the same study; they stay as they are.", zh="同一研究的文件夹；保持原样。")
SENSITIVITY = Text(
    en="Say which inputs the measures of a study hang on, and how much of what is seen is luck: screening (morris, few "
    "runs) or shares of the variance (sobol, many). Everything the study varies is an input.\n\n"
    "Example:  whistle sensitivity assumed_parameters --method morris --points 10 --dry-run\n\n"
    "Runs are kept as those of a sweep: an interrupted command goes on.\n\nNext:  a study of the inputs that matter",
    zh="说明研究的指标取决于哪些输入，以及其中有多少是偶然：筛选（morris，运行少）或方差份额（sobol，运行多）。"
    "研究中变化的一切都是输入。\n\n"
    "例：  whistle sensitivity assumed_parameters --method morris --points 10 --dry-run\n\n"
    "运行与扫描一样保存：中断后可继续。\n\n下一步：  对要紧的输入另做一项研究",
)
METHOD = Text(en="morris or sobol, instead of the file's.", zh="morris 或 sobol，代替文件中的值。")
POINTS = Text(
    en="Trajectories of morris or base rows of sobol (a power of two), instead of the file's.",
    zh="morris 的轨迹数，或 sobol 的基础行数（2 的幂），代替文件中的值。",
)
DISCOVER = Text(
    en="Say in sentences where in the space of a sweep the reform backfires: boxes with coverage and density on points "
    "not used to find them, and a small tree. The study must name a reference.\n\n"
    "Example:  whistle discover results/assumed_parameters --measure true_satisfaction_rate\n\n"
    "Next:  a study inside the box",
    zh="用句子说明改革在扫描空间的何处适得其反：给出若干区域及其在未参与寻找的点上的覆盖率与密度，另有一棵小决策树。"
    "研究须写明参照情景。\n\n例：  whistle discover results/assumed_parameters --measure true_satisfaction_rate\n\n"
    "下一步：  在该区域内另做一项研究",
)
FOLDER = Text(en="Folder of a sweep.", zh="扫描的文件夹。")
MEASURE = Text(
    en="Measure whose difference is looked at (default: the first the study names, else true satisfaction).",
    zh="所看差值的指标（默认：研究所列的第一个，否则为真实满意率）。",
)
BETTER = Text(en="Look for where the reform helps instead.", zh="改为寻找改革有益之处。")
MARGIN = Text(
    en="Only differences beyond this count, in the unit of the measure.", zh="只计超过此值的差值，单位同指标。"
)
TRADEOFFS = Text(
    en="Say which reforms no other beats in workload, response time, satisfaction and staff cost together (Pareto "
    "front), how surely, and which loses least whatever the state of the world (regret). Takes a folder of compare or "
    "sweep; parameter sets and uncertainties are the states.\n\n"
    "Example:  whistle tradeoffs results/compare\n\nNext:  whistle compare of those on the front, with more "
    "replications",
    zh="说明哪些改革在工作量、响应时间、满意度与人员成本上不被其他改革全面胜过（帕累托前沿）及其把握，"
    "以及无论世界状态如何损失最小的是哪一项（后悔值）。"
    "可用于 compare 或 sweep 的文件夹；参数组与不确定因素即世界状态。\n\n"
    "例：  whistle tradeoffs results/compare\n\n下一步：  对前沿上的改革用更多重复做 whistle compare",
)
EITHER_FOLDER = Text(en="Folder of a comparison or a sweep.", zh="比较或扫描的文件夹。")
CRITERION = Text(
    en="Measure to compare by; repeatable. Default: work passed down, mean wait, true satisfaction, hours staffed.",
    zh="用以比较的指标；可重复。默认：下派工作、平均等待、真实满意率、在岗工时。",
)
