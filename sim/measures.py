"""Every measure has one definition: unit, direction of good, whom it counts (`sim.cohorts`).

*Measured* rates are the city's: over the rows it first called from day 0 to the end, as the case stood and as the
reporter answered at that call. *True* rates are over residents affected by problems, the silent too, and ask what is
the case 30 (90) days after a problem was first filed. What becomes of a case after that counts in neither. Times to
resolve are the ledger's. What is registered, worked or open is counted from day 0 to the end. An empty cohort gives
NaN, never 0.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim import worked
from sim.cohorts import COHORT_MARGIN_DAYS, called, due, in_cohort, settled, solved_within
from sim.coordination import appointments_kept, letters_chased, letters_returned, letters_taken_up, own_line_wait
from sim.measure import (
    FIFTIETH,
    HALF_A_DAY,
    HALF_A_SHIFT,
    HALF_A_WORKING_DAY,
    HUNDREDTH,
    MINUTES,
    ONE_IN_TEN,
    POST,
    RATE,
    SHIFT,
    WHOLE_DAY,
    Measure,
    share,
)
from sim.stages import NONE, Level, Status, Work
from sim.survival import Survival, kaplan_meier
from sim.text import Text
from sim.true_rates import truly_satisfied

if TYPE_CHECKING:
    from sim.trace import Trace

# Columns that measures read of rows registered, called, due, and of problems; copying the others costs more than reading these.
_READ = ["status", "round", "visits", "recorded_solved", "closed_at", "first_collect"]
_READ_OF_CALLED = ["first_collect", "contacted_at", "rated", "satisfied", "answer", "answer_later", "solved_then"]
_READ_OF_DUE = ["due_at", "replied_at", "closed_at"]
_READ_OF_PROBLEMS = ["arises_at", "filed_at", "solved_at", "affected", "reports", "mean_expected_days"]


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
    return share((handed & cohort).sum(), cohort.sum())


def _called(trace: "Trace") -> pd.DataFrame:
    """Rows the city first called from day 0 to the end."""
    return trace.once("called", lambda: trace.issues.loc[called(trace.issues, trace.days), _READ_OF_CALLED])


def _rated(trace: "Trace") -> pd.DataFrame:
    """Those of them whose reporter answered."""
    rows = _called(trace)
    return trace.once("rated", lambda: rows[rows["rated"] == 1])


def _due(trace: "Trace") -> pd.DataFrame:
    """Rows due from day 0 to the end."""
    return trace.once("due", lambda: trace.issues.loc[due(trace.issues, trace.days), _READ_OF_DUE])


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
    rows = _called(trace)
    in_time = rows["contacted_at"] - rows["first_collect"] <= float(trace.provenance["response_hours"])
    return share(in_time.sum(), len(rows))


def _resolution_rate(trace: "Trace") -> float:
    rated = _rated(trace)
    return share((rated["answer"] == 1).sum(), len(rated))


def _satisfaction_rate(trace: "Trace") -> float:
    rated = _rated(trace)
    return share((rated["satisfied"] == 1).sum(), len(rated))


def _resolved_later(trace: "Trace") -> float:
    rows = _called(trace)
    later = rows.loc[(rows["solved_then"] == 0) & (rows["answer_later"] != NONE), "answer_later"]
    return share((later == 1).sum(), len(later))


def _problems(trace: "Trace") -> pd.DataFrame:
    """Problems that arose from day 0 to 30 days before the end."""
    problems = trace.problems
    return trace.once("problems", lambda: problems.loc[in_cohort(problems["arises_at"], trace.days), _READ_OF_PROBLEMS])


def _settled(trace: "Trace") -> pd.DataFrame:
    """Problems of which the true rates speak."""
    problems = _problems(trace)
    return trace.once("settled", lambda: problems[settled(problems, trace.days)])


def _true_resolution_rate(trace: "Trace") -> float:
    problems = _settled(trace)
    solved = problems.loc[solved_within(problems, COHORT_MARGIN_DAYS), "affected"].sum()
    return share(solved, problems["affected"].sum())


def _true_satisfaction_rate(trace: "Trace") -> float:
    problems = _settled(trace)
    return share(truly_satisfied(trace, problems).sum(), problems["affected"].to_numpy(dtype=np.float64).sum())


def _solved(within_days: int) -> Callable[["Trace"], float]:
    """Share of problems, each once, solved within so many days of first filing: filed that long before the end."""

    def rate(trace: "Trace") -> float:
        problems = trace.problems
        filed = problems.loc[in_cohort(problems["filed_at"], trace.days, within_days), _READ_OF_PROBLEMS]
        return share(solved_within(filed, within_days).sum(), len(filed))

    return rate


def _on_time_reply(trace: "Trace") -> float:
    rows = _due(trace)
    return share((rows["replied_at"] <= rows["due_at"]).sum(), len(rows))


def _closed_late(trace: "Trace") -> float:
    rows = _due(trace)
    return 1.0 - share((rows["closed_at"] <= rows["due_at"]).sum(), len(rows))


def _repeat_share(trace: "Trace") -> float:
    rows = _registered(trace)
    return share((rows["round"] > 0).sum(), len(rows))


def _reopen_share(trace: "Trace") -> float:
    rows = _registered(trace, COHORT_MARGIN_DAYS)
    rows = rows[rows["status"] == Status.CLOSED]
    return share((rows["visits"] > 0).sum(), len(rows))


def _return_share(trace: "Trace") -> float:
    called = trace.assignments[(trace.assignments["whistle"] >= 0) & (trace.assignments["released_at"] >= 0.0)]
    return share((called["returns"] > 0).sum(), len(called))


def _silent_share(trace: "Trace") -> float:
    problems = _problems(trace)
    affected = problems["affected"].sum()
    reporters = np.minimum(problems["reports"], problems["affected"]).sum()
    return share(affected - reporters, affected)


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
            Text(en="Rows the city first called from day 0 to the end, answered or not, whose reporter was first contacted "
                    "within 24 hours of filing",
                 zh="第 0 日至期末市级首次回访的事项（无论是否应答）中，来件后 24 小时内首次联系的比例"), _response_rate),
    Measure("resolution_rate", Text(en="Resolution rate (measured)", zh="解决率（测得）"), "share", "higher", "queueing", "satisfaction", RATE,
            Text(en="Rows first called from day 0 to the end whose reporter answered: share who said that the problem is "
                    "solved, whether the row was open or closed",
                 zh="第 0 日至期末首次回访并应答的事项中，诉求人答“已解决”的比例，无论当时已结未结"), _resolution_rate),
    Measure("satisfaction_rate", Text(en="Satisfaction rate (measured)", zh="满意率（测得）"), "share", "higher", "behaviour", "satisfaction", RATE,
            Text(en="Rows first called from day 0 to the end whose reporter answered: share who said that they are satisfied",
                 zh="第 0 日至期末首次回访并应答的事项中，诉求人答“满意”的比例"), _satisfaction_rate),
    Measure("resolved_later", Text(en="Said to be solved later", zh="再次回访解决率"), "share", "higher", "queueing", "satisfaction", HUNDREDTH,
            Text(en="Rows first called from day 0 to the end while the problem was unsolved, and called a second time once "
                    "they were closed: of who answered then, share who said that it is solved; never added to the "
                    "resolution rate",
                 zh="第 0 日至期末首次回访时问题尚未解决、办结后再次回访并应答的事项中，答“已解决”的比例；不计入解决率"), _resolved_later),
    Measure("true_resolution_rate", Text(en="Resolution rate (true)", zh="解决率（真实）"), "share", "higher", "queueing", "satisfaction", RATE,
            Text(en="Residents affected, the silent included, by problems that arose from day 0 to 30 days before the end "
                    "and, where filed, were filed by then too: share whose problem was truly solved within 30 days of its "
                    "first filing, of its arising where nobody filed",
                 zh="第 0 日至期末前 30 天发生（如有来件，首次来件亦在此前）的问题所影响的全体居民（含沉默者）中，"
                    "问题在首次来件（无人来件的自发生）后 30 天内真正解决的比例"), _true_resolution_rate),
    Measure("true_satisfaction_rate", Text(en="Satisfaction rate (true)", zh="满意率（真实）"), "share", "higher", "behaviour", "satisfaction", RATE,
            Text(en="The same residents: mean chance of being satisfied with what is the case 30 days after that time, "
                    "solved or not, having waited for the solution or 30 days",
                 zh="同一批居民满意的平均概率：按该时点起 30 天时的情况计，已解决的以解决前的等待计，未解决的以 30 天计"), _true_satisfaction_rate),
    Measure("solved_30", Text(en="Solved within 30 days", zh="30 天内解决率"), "share", "higher", "queueing", "times", RATE,
            Text(en="Problems first filed from day 0 to 30 days before the end, each counted once: share truly solved within "
                    "30 days of that filing",
                 zh="第 0 日至期末前 30 天首次来件的问题（各计一次）中，自首次来件起 30 天内真正解决的比例"), _solved(30)),
    Measure("solved_90", Text(en="Solved within 90 days", zh="90 天内解决率"), "share", "higher", "queueing", "times", RATE,
            Text(en="Problems first filed from day 0 to 90 days before the end, each counted once: share truly solved within "
                    "90 days of that filing",
                 zh="第 0 日至期末前 90 天首次来件的问题（各计一次）中，自首次来件起 90 天内真正解决的比例"), _solved(90)),
    Measure("on_time_reply", Text(en="Replied on time", zh="按期答复率"), "share", "higher", "queueing", "times", HUNDREDTH,
            Text(en="Rows due from day 0 to the end, but those a patrol found and those excluded or withdrawn by then: share "
                    "whose reporter had been told by the due time how the case stands, or that it is dealt with; where "
                    "streets are neither ranked nor supervised nobody replies but by dealing with the case",
                 zh="第 0 日至期末到期的事项（不含巡查发现的，以及到期前剔除、撤回的）中，到期前已答复诉求人的比例，"
                    "告知进展或办结均算；既无排名又无督办时，只以办结作为答复"), _on_time_reply),
    Measure("late_share", Text(en="Replied late", zh="超期率"), "share", "lower", "queueing", "times", HUNDREDTH,
            Text(en="1 − on-time replies: share of the same rows whose reporter had no reply by the due time; where streets "
                    "are neither ranked nor supervised nobody replies but by dealing with the case, so that the published "
                    "shares are no comparison there",
                 zh="1 减按期答复率：同一批事项中到期仍未答复的比例；既无排名又无督办时只以办结作为答复，不宜与公布的超期率相比"),
            lambda trace: 1.0 - _on_time_reply(trace)),
    Measure("closed_late", Text(en="Closed late", zh="逾期未结率"), "share", "lower", "queueing", "times", HUNDREDTH,
            Text(en="The same rows: share not closed by the due time, replied to or not; open ones count as late",
                 zh="同一批事项中到期仍未办结的比例，无论是否已答复；未结的计为逾期"), _closed_late),
    Measure("repeat_share", Text(en="Repeat filings", zh="重复来件率"), "share", "lower", "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Rows that file a problem again after a closing",
                 zh="办结后同一问题再次来件的比例"), _repeat_share),
    Measure("reopen_share", Text(en="Reopened", zh="重办率"), "share", "lower", "queueing", "times", HUNDREDTH,
            Text(en="Rows registered from day 0 to 30 days before the end and closed: share handled more than once",
                 zh="第 0 日至期末前 30 天登记且已结的事项中，办理一次以上的比例"), _reopen_share),
    Measure("return_share", Text(en="Returned by departments", zh="部门退件率"), "share", "lower", "behaviour", "times", HUNDREDTH,
            Text(en="Departments' assignments by whistle that were returned at least once",
                 zh="哨件中至少被部门退回一次的比例"), _return_share),
    Measure("letters_taken_up", Text(en="Letters taken up", zh="函件承办率"), "share", "higher", "queueing", "times", HUNDREDTH,
            Text(en="Letters to departments (each department's counts, emergencies apart) posted from day 0 to 60 days before "
                    "the end: share taken up within 60 days of that; what the street took back before does not count as "
                    "taken up",
                 zh="第 0 日至期末前 60 天送达部门的函件（按部门逐件计，应急除外）中，送达后 60 天内得到承办的比例；"
                    "承办前被街道撤回的不算承办"), letters_taken_up),
    Measure("letters_returned", Text(en="Letters sent back", zh="函件退回率"), "share", "lower", "behaviour", "times", HUNDREDTH,
            Text(en="Letters to departments posted from day 0 to the end, emergencies apart: share sent back at least once as "
                    "none of the department's duty",
                 zh="第 0 日至期末送达部门的函件（应急除外）中，至少一次以非本部门职责为由退回的比例"), letters_returned),
    Measure("letters_chased", Text(en="Reminders a letter", zh="每件函件催办次数"), "reminders", "lower", "queueing", "times", ONE_IN_TEN,
            Text(en="Letters to departments posted from day 0 to 60 days before the end, emergencies apart: mean number of "
                    "times the street had reminded the department by the end, which is how often it was asked, less one",
                 zh="第 0 日至期末前 60 天送达部门的函件（应急除外），到期末街道已催办的平均次数，即请部门承办的次数减一"), letters_chased),
    Measure("appointments_kept", Text(en="Appointments kept", zh="约定到场率"), "share", "higher", "behaviour", "times", HUNDREDTH,
            Text(en="Appointments of whistles blown from day 0 on whose time has come, counted for each department called, "
                    "emergencies apart: share that the department came to before those present left",
                 zh="第 0 日起所发哨的约定（应急除外，按应到部门逐次计）中，时间已到且该部门在他人散去前到场的比例"), appointments_kept),
    Measure("silent_share", Text(en="Silent", zh="沉默比例"), "share", "lower", "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Residents affected by problems that arose from day 0 to 30 days before the end: share who never reported",
                 zh="第 0 日至期末前 30 天发生的问题所影响的居民中，从未反映的比例"), _silent_share),
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
                 zh="街道用于上级下派工作的工时占其工作工时（不含会议与等待）"), worked.funnel_share(Level.STREET)),
    Measure("community_funnel_share", Text(en="Funnel share, communities", zh="社区漏斗份额"), "share", "lower", "construction", "funnel", MINUTES,
            Text(en="The same for communities", zh="社区用于上级下派工作的工时份额"), worked.funnel_share(Level.COMMUNITY)),
    Measure("passed_down_hours", Text(en="Hours of work passed down", zh="下派工作工时"), "hours", "lower", "construction", "funnel", FIFTIETH,
            Text(en="Transferred and derived work done by streets and communities, overtime included",
                 zh="街道和社区承担的转移与衍生工作，含加班"), lambda trace: worked.below(trace, worked.PASSED_DOWN)),
    Measure("derived_hours", Text(en="Hours of derived work", zh="衍生工作工时"), "hours", "lower", "construction", "funnel", FIFTIETH,
            Text(en="Forms, ledgers, inspections and meetings of higher levels done below",
                 zh="基层承担的报表、台账、检查、会议"), lambda trace: worked.below(trace, (Work.DERIVED,))),
    Measure("funnel_amplification", Text(en="Amplification of the funnel", zh="漏斗放大倍数"), "hours per hour", "lower", "construction", "funnel", FIFTIETH,
            Text(en="Hours below per hour saved or spent at the origin",
                 zh="上级每省下或花费一小时，基层付出的小时数"), worked.amplification),
    Measure("refused_hours", Text(en="Hours refused at the gate", zh="准入拒绝工时"), "hours", None, "construction", "funnel", FIFTIETH,
            Text(en="Work refused: derived work cancelled, transferred work returned to its origin",
                 zh="被拒绝的工作：衍生工作取消，转移工作退回"), worked.refused_hours),
    Measure("shed_share", Text(en="Form without content", zh="走形式比例"), "share", None, "behaviour", "funnel", HUNDREDTH,
            Text(en="Sheets (forms, ledgers, inspections) that reached streets from day 0 to the end: share of their hours that "
                    "was left out because the sections were under strain",
                 zh="第 0 日至期末到达街道的衍生任务（报表、台账、检查）的应投入工时中，因科室吃紧而省略的比例"), worked.shed_share),
    Measure("department_score", Text(en="Marks of departments", zh="部门得分"), "0–1", None, "behaviour", "satisfaction", HUNDREDTH,
            Text(en="Mean mark for solving that streets and third parties gave, over all evaluated assignments",
                 zh="街道与第三方对部门解决问题的平均评分"), _department_score),
    Measure("outside_share", Text(en="Settled outside government", zh="政府以外承办比例"), "share", None, "queueing", "cost", HUNDREDTH,
            Text(en="Rows registered from day 0 to 30 days before the end: share last handed to a property firm, utility, "
                    "hired firm, social organisation or volunteers, or settled with what local units lend",
                 zh="第 0 日至期末前 30 天登记的事项中，最终由物业、公用企业、受雇企业、社会组织、志愿者承办，或借驻区单位资源解决的事项比例"),
            _outside_share),
    Measure("street_utilisation", Text(en="Utilisation, streets", zh="街道负荷率"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="Worked, travel, meetings and waiting on site ÷ staffed hours",
                 zh="工作、路途、会议与现场等待占在岗工时"), lambda trace: worked.utilisation(trace, Level.STREET)),
    Measure("community_utilisation", Text(en="Utilisation, communities", zh="社区负荷率"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="The same for communities",
                 zh="社区的同一比例"), lambda trace: worked.utilisation(trace, Level.COMMUNITY)),
    Measure("department_utilisation", Text(en="Utilisation, departments", zh="部门负荷率"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="The same for departments",
                 zh="部门的同一比例"), lambda trace: worked.utilisation(trace, Level.DEPARTMENT)),
    Measure("street_offered_load", Text(en="Offered load, streets", zh="街道应承负荷"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="Hours asked for ÷ staffed hours, whether or not they are worked: before haste, and before sheets give way",
                 zh="应承工时占在岗工时：不论办完与否，未计赶工与表格从简"), lambda trace: worked.offered_load(trace, Level.STREET)),
    Measure("community_offered_load", Text(en="Offered load, communities", zh="社区应承负荷"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="The same for communities",
                 zh="社区的同一比例"), lambda trace: worked.offered_load(trace, Level.COMMUNITY)),
    Measure("department_offered_load", Text(en="Offered load, departments", zh="部门应承负荷"), "share", None, "queueing", "funnel", MINUTES,
            Text(en="The same for departments; letters, of which they take up what they can, apart",
                 zh="部门的同一比例；协调函由部门量力承办，不计在内"), lambda trace: worked.offered_load(trace, Level.DEPARTMENT)),
    Measure("discretionary_hours", Text(en="Hours to spare for root causes", zh="余力先办工时"), "hours", "higher", "behaviour", "cost",
            FIFTIETH,
            Text(en="Person-hours that sections of streets, with nothing else to do, gave to root causes, in no utilisation",
                 zh="街道科室在无其他工作时用于未诉先办的工时，不计入负荷率"),
            lambda trace: worked.hours(trace, Level.STREET, (Work.SLACK,))),
    Measure("staffed_hours", Text(en="Hours staffed", zh="在岗工时"), "hours", "lower", "construction", "cost", POST,
            Text(en="Person-hours staffed at all offices, emergency desks and duty aside: what the staff costs, used or not",
                 zh="各级单位在岗工时合计（应急值守与值班除外）：人员成本，无论是否用上"),
            lambda trace: float(trace.offices.loc[trace.offices["day"] >= 0, "staffed"].sum())),
    Measure("duty_hours", Text(en="Hours of duty", zh="值班工时"), "hours", "lower", "construction", "cost", FIFTIETH,
            Text(en="Person-hours worked at streets' contact desks outside staffed hours, in no utilisation",
                 zh="街道专班在工作时间以外的值班工时，不计入负荷率"), lambda trace: worked.hours(trace, Level.STREET, (Work.DUTY,))),
    Measure("overtime_hours", Text(en="Overtime a person", zh="人均加班工时"), "hours a year", "lower", "behaviour", "cost", SHIFT,
            Text(en="Hours that streets' sections worked after closing time, for each of their people and a year of 365 days; in "
                    "no utilisation and no funnel share",
                 zh="街道科室下班以后的工时，按科室人员每人每年（365 天）计；不计入负荷率与漏斗份额"), worked.overtime_hours),
    Measure("own_line_wait", Text(en="Wait of the own line, departments", zh="部门本职工作等待时长"), "hours", "lower", "queueing", "cost",
            HALF_A_WORKING_DAY,
            Text(en="Departments' tasks of their own line that arrived from day 0 to 30 days before the end: mean staffed hours "
                    "from arrival until the task is done, less its work; what is not done by the end has waited until then. "
                    "Work from above that was sent back to its department is not among them",
                 zh="第 0 日至期末前 30 天到达的部门本职任务，自到达至办完的平均在岗小时数减去其工作量；期末未办完的计等待至期末。"
                    "不含被退回原部门自办的上级任务"), own_line_wait),
    Measure("open_issues_end", Text(en="Open at the end", zh="期末未结"), "", "lower", "queueing", "times", FIFTIETH,
            Text(en="Ledger rows open when the run ends",
                 zh="期末仍未办结的事项"), lambda trace: float((trace.issues["status"] == Status.OPEN).sum())),
)  # fmt: skip
