"""Words of the figure `whistles`."""

from experiments.words import Text

TITLE = Text(en="How far whistles come, and how long each step takes", zh="哨走到哪一步、每步用时多久")
STEPS = (
    Text(en="blown", zh="吹哨"),
    Text(en="signed by all", zh="全部签收"),
    Text(en="accepted by all", zh="全部受理"),
    Text(en="booked", zh="约定时间"),
    Text(en="first appointment", zh="首次约定时间已到"),
    Text(en="first on site", zh="首个部门报到"),
    Text(en="all present", zh="全部到齐"),
    Text(en="done", zh="办理完毕"),
    Text(en="evaluated", zh="完成评价"),
)
REACHED = Text(en="passed by the end, %", zh="期末已走到（%）")
SPENT = Text(en="time since the step before", zh="距上一步的时间")
BLOWN = Text(
    en="{scenario}: {n} blown, {missed} appointments missed a run", zh="{scenario}：每次运行 {n} 哨，失约 {missed} 次"
)
LEFT = Text(
    en="ended before this step: no common time free, or the last appointment missed",
    zh="到此为止：没有共同空档，或末次约定仍失约",
)
NONE_BLOWN = Text(en="{scenario}: no whistle was blown", zh="{scenario}：没有吹哨")
NOTHING = Text(en="No whistle was blown in these days.", zh="这些天内没有吹哨。")
TICKS = (
    (0.1, Text(en="≤6 min", zh="≤6分钟")),
    (1.0, Text(en="1 h", zh="1小时")),
    (6.0, Text(en="6 h", zh="6小时")),
    (24.0, Text(en="1 d", zh="1天")),
    (72.0, Text(en="3 d", zh="3天")),
    (168.0, Text(en="7 d", zh="7天")),
    (720.0, Text(en="30 d", zh="30天")),
    (4320.0, Text(en="180 d", zh="180天")),
)
CAPTION = Text(
    en="Whistles blown in the reported days, emergencies included. Left: share that had passed each step when the run "
    "ended; crosses: share that ended before the step, because no common time was free (letters go out then) or the "
    "last appointment was missed, too; the others are still under way. Right: clock time since the step before, nights "
    "and weekends included: median (mark) and middle half (thick line) by Kaplan–Meier, where a step not passed by the "
    "end is censored there; an arrow: not reached within the run. A time is booked at once, or none is; from first on "
    "site to all present is waiting for the last, over another appointment where one was missed. {band} How to read: "
    "the longest thick line is the step to mend first.",
    zh="报告期内发出的哨，含应急。左：运行结束时已走到各步的比例；"
    "叉号为到此为止的比例（没有共同空档而改发函件，或末次约定仍失约），其余仍在途中。"
    "右：距上一步的钟点时长（含夜间与周末），"
    "Kaplan–Meier 估计的中位数（标记）与中间一半（粗线），期末未走完的一步按删失处理；"
    "箭头：运行期内未达到。约定时间当即可得，或没有。"
    "从首个部门报到到全部到齐，即等最后一家，失约的须另约。{band}读法：粗线最长的一步，最值得先改。",
)
