"""Every measure has one definition: unit, direction of good, what unfinished work counts as.

Cohort: ledger rows registered from day 0 to 30 days before the end. *Measured* rates are over the
cohort's rated rows, as the survey and the ledger record; *true* rates are over all residents
affected by the cohort's problems, the silent too. Hours are of days 0 and later. An empty cohort
gives NaN, never 0.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.kernel.satisfaction import satisfied_probabilities
from sim.measure import FIFTIETH, HALF_A_DAY, HALF_A_SHIFT, HUNDREDTH, MINUTES, POST, RATE, WHOLE_DAY, Measure
from sim.stages import NONE, Level, Status, TaskKind, TaskStatus, Work
from sim.survival import Survival, kaplan_meier
from sim.text import Text

if TYPE_CHECKING:
    from sim.trace import Trace

COHORT_MARGIN_DAYS = 30
UNPRODUCTIVE = (Work.MEETING, Work.WAITING, Work.DESK)
PASSED_DOWN = (Work.TRANSFERRED, Work.DERIVED)
# Columns of issues that measures read; copying the others costs more than reading these.
_READ = ["status", "round", "visits", "rated", "satisfied", "recorded_solved", "contacted_at", "closed_at"]
_READ += ["due_at", "first_collect"]
_READ_OF_PROBLEMS = ["arises_at", "solved_at", "affected", "reports", "mean_expected_days"]


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole > 0 else float("nan")


def in_cohort(at: pd.Series, days: int, margin_days: int = COHORT_MARGIN_DAYS) -> pd.Series:
    """Tell which times (h) lie from day 0 to `margin_days` before the end of a run of so many days."""
    return (at >= 0.0) & (at < 24.0 * (days - margin_days))


def _registered(trace: "Trace", margin_days: int = 0) -> pd.DataFrame:
    """Rows registered from day 0 to `margin_days` before the end."""
    return trace.once(
        ("registered", margin_days),
        lambda: trace.issues.loc[in_cohort(trace.issues["first_collect"], trace.days, margin_days), _READ],
    )


def _department_score(trace: "Trace") -> float:
    evaluated = trace.assignments.loc[trace.assignments["evaluated_at"] >= 0.0, "score_professional"]
    return float(evaluated.mean()) if len(evaluated) else float("nan")


def _outside_share(trace: "Trace") -> float:
    cohort = in_cohort(trace.issues["first_collect"], trace.days)
    handed = (trace.issues["handler"] != NONE) | (trace.issues["resourced"] == 1)
    return _share((handed & cohort).sum(), cohort.sum())


def _rated(trace: "Trace") -> pd.DataFrame:
    cohort = _registered(trace, COHORT_MARGIN_DAYS)
    return trace.once("rated", lambda: cohort[cohort["rated"] == 1])


def _reported_days(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["day"] >= 0]


def _issues(trace: "Trace") -> float:
    return float(len(_registered(trace)))


def _reports(trace: "Trace") -> float:
    daily = _reported_days(trace.daily)
    return float(daily["consultations"].sum() + daily["reports"].sum())


def _whistles(trace: "Trace") -> float:
    return float((trace.whistles["released_at"] >= 0.0).sum())


def _response_rate(trace: "Trace") -> float:
    rated = _rated(trace)
    in_time = rated["contacted_at"] - rated["first_collect"] <= float(trace.provenance["response_hours"])
    return _share(in_time.sum(), len(rated))


def _resolution_rate(trace: "Trace") -> float:
    rated = _rated(trace)
    return _share(rated["recorded_solved"].sum(), len(rated))


def _satisfaction_rate(trace: "Trace") -> float:
    rated = _rated(trace)
    return _share(rated["satisfied"].sum(), len(rated))


def _problems(trace: "Trace") -> pd.DataFrame:
    problems = trace.problems
    return trace.once("problems", lambda: problems.loc[in_cohort(problems["arises_at"], trace.days), _READ_OF_PROBLEMS])


def _true_resolution_rate(trace: "Trace") -> float:
    problems = _problems(trace)
    solved = problems.loc[problems["solved_at"].notna(), "affected"].sum()
    return _share(solved, problems["affected"].sum())


def _true_satisfaction_rate(trace: "Trace") -> float:
    problems = _problems(trace)
    return _share(truly_satisfied(trace, problems).sum(), problems["affected"].to_numpy(dtype=np.float64).sum())


def truly_satisfied(trace: "Trace", problems: pd.DataFrame) -> np.ndarray:
    """Return how many of those affected by each problem are satisfied in the mean.

    Their chance is that of the survey's reporters; who did not report has had no contact.
    """
    chance = [satisfied_chance(trace, problems, hours) for hours in (0.0, float(trace.provenance["contact_hours"]))]
    affected = problems["affected"].to_numpy(dtype=np.float64)
    reporters = np.minimum(problems["reports"].to_numpy(dtype=np.float64), affected)
    return np.asarray(reporters * chance[1] + (affected - reporters) * chance[0])


def satisfied_chance(trace: "Trace", problems: pd.DataFrame, contact_hours: float) -> np.ndarray:
    """Return how likely somebody affected by each problem is satisfied at the end, after so many hours of contact."""
    e = trace.provenance["satisfaction"]
    solved = problems["solved_at"].notna().to_numpy(copy=True)  # the door is compiled for arrays of one's own
    end = np.where(solved, problems["solved_at"].to_numpy(), 24.0 * trace.days)
    waited = np.maximum((end - problems["arises_at"].to_numpy()) / 24.0, 0.0)
    chance = np.empty(len(problems))
    satisfied_probabilities(
        solved,
        problems["mean_expected_days"].to_numpy(dtype=np.float64, copy=True),
        waited,
        contact_hours,
        e["satisfied_base"],
        e["satisfied_solved"],
        e["satisfied_wait"],
        e["wait_clip"],
        e["wait_loss"],
        e["satisfied_contact"],
        e["contact_half_hours"],
        chance,
    )
    return chance


def _late_share(trace: "Trace") -> float:
    rows = _registered(trace)
    rows = rows[rows["due_at"] <= 24.0 * trace.days]
    in_time = rows["closed_at"] <= rows["due_at"]
    return _share(len(rows) - in_time.sum(), len(rows))


def _repeat_share(trace: "Trace") -> float:
    rows = _registered(trace)
    return _share((rows["round"] > 0).sum(), len(rows))


def _reopen_share(trace: "Trace") -> float:
    rows = _registered(trace, COHORT_MARGIN_DAYS)
    rows = rows[rows["status"] == Status.CLOSED]
    return _share((rows["visits"] > 0).sum(), len(rows))


def _return_share(trace: "Trace") -> float:
    called = trace.assignments[(trace.assignments["whistle"] >= 0) & (trace.assignments["released_at"] >= 0.0)]
    return _share((called["returns"] > 0).sum(), len(called))


def _silent_share(trace: "Trace") -> float:
    problems = _problems(trace)
    affected = problems["affected"].sum()
    reporters = np.minimum(problems["reports"], problems["affected"]).sum()
    return _share(affected - reporters, affected)


def _mean_trust(trace: "Trace") -> float:
    return float(trace.provenance["mean_trust"])


def resolution(trace: "Trace") -> Survival:
    """Estimate how long residents wait until the ledger records their issue as solved, in days.

    All rows registered from day 0 but the excluded. Rows still open are censored at the end, the
    withdrawn when they were withdrawn. Rows closed as unsolved stay unresolved to the end of the
    run: taking them out of the risk set would count them as if they could still be solved.
    """
    return trace.once("resolution", lambda: kaplan_meier(*resolution_durations(trace)))


def resolution_durations(trace: "Trace") -> tuple[np.ndarray, np.ndarray]:
    """Return days under observation of every row of `resolution`, and whether it was resolved."""
    rows = _registered(trace)
    rows = rows[rows["status"] != Status.EXCLUDED]
    solved = ((rows["status"] == Status.CLOSED) & (rows["recorded_solved"] == 1)).to_numpy()
    withdrawn = (rows["status"] == Status.WITHDRAWN).to_numpy()
    until = np.where(solved | withdrawn, rows["closed_at"].to_numpy(), 24.0 * trace.days)
    return (until - rows["first_collect"].to_numpy()) / 24.0, solved


def check_in_durations(trace: "Trace") -> tuple[np.ndarray, np.ndarray]:
    """Return clock hours from each whistle to each department's first arrival, and whether it came."""
    called = trace.assignments[(trace.assignments["whistle"] >= 0) & (trace.assignments["released_at"] >= 0.0)]
    came = called["checked_in_at"].notna().to_numpy()
    until = np.where(came, called["checked_in_at"].to_numpy(), 24.0 * trace.days)
    return until - called["released_at"].to_numpy(), came


def _worked(trace: "Trace", level: Level) -> pd.DataFrame:
    """Hours by kind of the offices of a level, days 0 and later."""
    rows = trace.workload
    return rows.loc[(rows["day"] >= 0) & (rows["level"] == level), ["kind", "hours"]]


def _hours(trace: "Trace", level: Level, kinds: tuple[Work, ...] | None = None) -> float:
    rows = trace.once(("hours", level), lambda: _worked(trace, level))
    wanted = [int(k) for k in (kinds or tuple(k for k in Work if k not in UNPRODUCTIVE))]
    return float(rows.loc[rows["kind"].isin(wanted), "hours"].sum())


def _funnel_share(level: Level) -> Callable[["Trace"], float]:
    return lambda trace: _share(_hours(trace, level, PASSED_DOWN), _hours(trace, level))


def _below(trace: "Trace", kinds: tuple[Work, ...]) -> float:
    return _hours(trace, Level.STREET, kinds) + _hours(trace, Level.COMMUNITY, kinds)


def _amplification(trace: "Trace") -> float:
    tasks = trace.tasks
    sheets = (
        (tasks["kind"] == TaskKind.DERIVED) & (tasks["status"] != TaskStatus.CANCELLED) & (tasks["issued_at"] >= 0.0)
    )
    issued = (tasks.loc[sheets, "task"].to_numpy() >> 20).astype(np.int64)
    spent = len(np.unique(issued)) * float(trace.provenance["origin_hours"])
    return _share(_below(trace, PASSED_DOWN), spent + _below(trace, (Work.TRANSFERRED,)))


def _refused_hours(trace: "Trace") -> float:
    tasks = trace.tasks
    refused = tasks["status"].isin([int(TaskStatus.CANCELLED), int(TaskStatus.RETURNED)]) & (tasks["issued_at"] >= 0.0)
    return float(tasks.loc[refused, "hours"].sum())


def utilisation(trace: "Trace", level: Level) -> float:
    """Return (worked + travel + meetings + waiting on site) ÷ staffed hours of a level, days 0 and later."""
    offices = _reported_days(trace.offices)
    staffed = float(offices.loc[offices["level"] == level, "staffed"].sum())
    return _share(_hours(trace, level, tuple(k for k in Work if k != Work.DESK)), staffed)


MEASURES: tuple[Measure, ...] = (
    Measure("issues", Text(en="Issues registered", zh="登记事项数"), "", None, "behaviour", "cost", FIFTIETH,
            Text(en="Ledger rows registered, unmerged duplicates and repeat filings included",
                 zh="登记入账的事项，含未合并的重复件和再次来件"), _issues),
    Measure("reports", Text(en="Reports", zh="来件总量"), "", None, "behaviour", "cost", FIFTIETH,
            Text(en="All contacts: consultations, merged reports and registered issues",
                 zh="全部来件：咨询、并件与登记事项"), _reports),
    Measure("whistles", Text(en="Whistles", zh="吹哨数"), "", None, "behaviour", "cost", FIFTIETH,
            Text(en="Whistles blown", zh="发出的哨"), _whistles),
    Measure("response_rate", Text(en="Response rate (measured)", zh="响应率（测得）"), "share", "higher", "queueing", "satisfaction", RATE,
            Text(en="Rated rows of the cohort first contacted within 24 hours",
                 zh="已评价事项中24小时内首次联系的比例"), _response_rate),
    Measure("resolution_rate", Text(en="Resolution rate (measured)", zh="解决率（测得）"), "share", "higher", "queueing", "satisfaction", RATE,
            Text(en="Rated rows of the cohort recorded as solved",
                 zh="已评价事项中记录为解决的比例"), _resolution_rate),
    Measure("satisfaction_rate", Text(en="Satisfaction rate (measured)", zh="满意率（测得）"), "share", "higher", "behaviour", "satisfaction", RATE,
            Text(en="Rated rows of the cohort whose reporter was satisfied",
                 zh="已评价事项中诉求人满意的比例"), _satisfaction_rate),
    Measure("true_resolution_rate", Text(en="Resolution rate (true)", zh="解决率（真实）"), "share", "higher", "queueing", "satisfaction", RATE,
            Text(en="Residents affected by the cohort's problems whose problem was truly solved by the end, the silent "
                    "included",
                 zh="所有受影响居民（含沉默者）中问题到期末真正解决的比例"), _true_resolution_rate),
    Measure("true_satisfaction_rate", Text(en="Satisfaction rate (true)", zh="满意率（真实）"), "share", "higher", "behaviour", "satisfaction", RATE,
            Text(en="Mean chance of being satisfied of all residents affected by the cohort's problems, the silent "
                    "included",
                 zh="所有受影响居民（含沉默者）满意的平均概率"), _true_satisfaction_rate),
    Measure("late_share", Text(en="Late", zh="超期率"), "share", "lower", "queueing", "times", HUNDREDTH,
            Text(en="Rows whose deadline fell before the end and that were not done by it; open ones count as late",
                 zh="期限在期末之前、到期未办结的事项比例；未结的计为超期"), _late_share),
    Measure("repeat_share", Text(en="Repeat filings", zh="重复来件率"), "share", "lower", "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Rows that file a problem again after a closing",
                 zh="办结后同一问题再次来件的比例"), _repeat_share),
    Measure("reopen_share", Text(en="Reopened", zh="重办率"), "share", "lower", "queueing", "times", HUNDREDTH,
            Text(en="Closed rows of the cohort that were handled more than once",
                 zh="已结事项中办理一次以上的比例"), _reopen_share),
    Measure("return_share", Text(en="Returned by departments", zh="部门退件率"), "share", "lower", "behaviour", "times", HUNDREDTH,
            Text(en="Departments' assignments by whistle that were returned at least once",
                 zh="哨件中至少被部门退回一次的比例"), _return_share),
    Measure("silent_share", Text(en="Silent", zh="沉默比例"), "share", "lower", "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Affected residents who never reported", zh="受影响而从未反映的居民比例"), _silent_share),
    Measure("mean_trust", Text(en="Mean trust", zh="平均信任"), "0–1", "higher", "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Mean trust of all residents at the end", zh="期末全体居民的平均信任"), _mean_trust),
    Measure("median_days_to_resolve", Text(en="Median time to resolve", zh="解决时长中位数"), "days", "lower", "queueing", "times", HALF_A_DAY,
            Text(en="Kaplan–Meier; unfinished issues censored; NaN where half are never resolved",
                 zh="卡普兰–迈耶估计，未结事项按删失处理；半数未解决时无值"),
            lambda trace: resolution(trace).quantile(0.5)),
    Measure("p90_days_to_resolve", Text(en="90th percentile of time to resolve", zh="解决时长90分位"), "days", "lower", "queueing", "times", WHOLE_DAY,
            Text(en="Kaplan–Meier; NaN where nine in ten are never resolved",
                 zh="卡普兰–迈耶估计；未达九成时无值"), lambda trace: resolution(trace).quantile(0.9)),
    Measure("restricted_mean_days_30", Text(en="Mean wait within 30 days", zh="30天内平均等待"), "days", "lower", "queueing", "times", HALF_A_DAY,
            Text(en="Mean of min(time to resolve, 30 days): area under the survival curve",
                 zh="解决时长与30天取小后的均值，即生存曲线下的面积"),
            lambda trace: resolution(trace).restricted_mean(30.0)),
    Measure("median_hours_to_check_in", Text(en="Median time to check in", zh="报到时长中位数"), "hours", "lower", "queueing", "times", HALF_A_SHIFT,
            Text(en="From whistle to a department's first arrival, clock hours, Kaplan–Meier",
                 zh="自吹哨至部门首次到场的钟点时长"),
            lambda trace: kaplan_meier(*check_in_durations(trace)).quantile(0.5)),
    Measure("street_funnel_share", Text(en="Funnel share, streets", zh="街道漏斗份额"), "share", "lower", "construction", "funnel", MINUTES,
            Text(en="Hours streets spend on work passed down ÷ hours they work (without meetings and waiting)",
                 zh="街道用于上级下派工作的工时占其工作工时（不含会议与等待）"), _funnel_share(Level.STREET)),
    Measure("community_funnel_share", Text(en="Funnel share, communities", zh="社区漏斗份额"), "share", "lower", "construction", "funnel", MINUTES,
            Text(en="The same for communities", zh="社区用于上级下派工作的工时份额"), _funnel_share(Level.COMMUNITY)),
    Measure("passed_down_hours", Text(en="Hours of work passed down", zh="下派工作工时"), "hours", "lower", "construction", "funnel", FIFTIETH,
            Text(en="Transferred and derived work done by streets and communities",
                 zh="街道和社区承担的转移与衍生工作"), lambda trace: _below(trace, PASSED_DOWN)),
    Measure("derived_hours", Text(en="Hours of derived work", zh="衍生工作工时"), "hours", "lower", "construction", "funnel", FIFTIETH,
            Text(en="Forms, ledgers, inspections and meetings of higher levels done below",
                 zh="基层承担的报表、台账、检查、会议"), lambda trace: _below(trace, (Work.DERIVED,))),
    Measure("funnel_amplification", Text(en="Amplification of the funnel", zh="漏斗放大倍数"), "hours per hour", "lower", "construction", "funnel", FIFTIETH,
            Text(en="Hours below per hour saved or spent at the origin",
                 zh="上级每省下或花费一小时，基层付出的小时数"), _amplification),
    Measure("refused_hours", Text(en="Hours refused at the gate", zh="准入拒绝工时"), "hours", None, "construction", "funnel", FIFTIETH,
            Text(en="Work refused: derived work cancelled, transferred work returned to its origin",
                 zh="被拒绝的工作：衍生工作取消，转移工作退回"), _refused_hours),
    Measure("department_score", Text(en="Marks of departments", zh="部门得分"), "0–1", None, "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Mean mark for solving that streets and third parties gave, over all evaluated assignments",
                 zh="街道与第三方对部门解决问题的平均评分"), _department_score),
    Measure("outside_share", Text(en="Settled outside government", zh="政府以外承办比例"), "share", None, "queueing", "cost", HUNDREDTH,
            Text(en="Rows of the cohort last handed to a property firm, utility, hired firm, social organisation or "
                    "volunteers, or settled with what local units lend",
                 zh="最终由物业、公用企业、受雇企业、社会组织、志愿者承办，或借驻区单位资源解决的事项比例"),
            _outside_share),
    Measure("street_utilisation", Text(en="Utilisation, streets", zh="街道负荷率"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="Worked, travel, meetings and waiting on site ÷ staffed hours",
                 zh="工作、路途、会议与现场等待占在岗工时"), lambda trace: utilisation(trace, Level.STREET)),
    Measure("community_utilisation", Text(en="Utilisation, communities", zh="社区负荷率"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="The same for communities",
                 zh="社区的同一比例"), lambda trace: utilisation(trace, Level.COMMUNITY)),
    Measure("department_utilisation", Text(en="Utilisation, departments", zh="部门负荷率"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="The same for departments",
                 zh="部门的同一比例"), lambda trace: utilisation(trace, Level.DEPARTMENT)),
    Measure("staffed_hours", Text(en="Hours staffed", zh="在岗工时"), "hours", "lower", "construction", "cost", POST,
            Text(en="Person-hours staffed at all offices, duty desks aside: what the staff costs, used or not",
                 zh="各级单位在岗工时合计(值班台除外):人员成本,无论是否用上"),
            lambda trace: float(trace.offices.loc[trace.offices["day"] >= 0, "staffed"].sum())),
    Measure("open_issues_end", Text(en="Open at the end", zh="期末未结"), "", "lower", "queueing", "times", FIFTIETH,
            Text(en="Ledger rows open when the run ends",
                 zh="期末仍未办结的事项"), lambda trace: float((trace.issues["status"] == Status.OPEN).sum())),
)  # fmt: skip
