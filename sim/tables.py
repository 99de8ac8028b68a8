"""Columns of every table of a run: name, type, unit, meaning.

The kernel owns the arrays while a run lasts (`sim/kernel/state.py`); a `Trace` hands them on as
data frames with these columns in this order. `docs/data_model.md` is generated from here.
"""

from typing import NamedTuple


class Column(NamedTuple):
    """One column of a table."""

    name: str
    dtype: str
    unit: str
    meaning: str


def _stage_columns() -> tuple[Column, ...]:
    from sim.stages import Stage

    return tuple(
        Column(f"{which}_{stage.name.lower()}", "float64", "h", f"{which} time the stage was passed; NaN: not yet")
        for which in ("first", "last")
        for stage in Stage
    )


PROBLEMS = (
    Column("problem", "int64", "", "identity: (community, category, day, n) packed"),
    Column("community", "int32", "", "community number"),
    Column("category", "int16", "", "category number"),
    Column("arises_at", "float64", "h", "when it arises"),
    Column("affected", "int16", "residents", "how many residents it affects"),
    Column("reports", "int16", "", "affected residents who have reported so far"),
    Column("rows", "int16", "", "ledger rows filed so far"),
    Column("open_rows", "int16", "", "of these still open"),
    Column("filed_at", "float64", "h", "when its first row was filed; NaN: never"),
    Column("solved_at", "float64", "h", "when it was truly solved; NaN: never"),
    Column("mean_expected_days", "float32", "days", "mean of what the affected expect to wait"),
)

ISSUES = (
    Column("row", "int64", "", "identity: (problem, origin, round) packed"),
    Column("problem_index", "int64", "", "row number in problems"),
    Column("community", "int32", "", "community number"),
    Column("street", "int32", "", "street office number"),
    Column("category", "int16", "", "category number"),
    Column("grade", "int8", "", "Grade"),
    Column("solvability", "int8", "", "Solvability"),
    Column("authority", "int8", "", "who may solve it: Level"),
    Column("family", "int8", "", "Family it would be whistled in"),
    Column("ground", "int8", "", "Ground it would be whistled on"),
    Column("easy", "int8", "", "1: served as easy work"),
    Column("at_once", "int8", "", "1: settled in the first call"),
    Column("person", "int16", "", "which affected resident filed it"),
    Column("reporter", "int64", "", "resident number"),
    Column("channel", "int8", "", "Channel"),
    Column("round", "int8", "", "0, or which repeat filing"),
    Column("status", "int8", "", "Status"),
    Column("visits", "int8", "", "how often it was reopened"),
    Column("triages", "int8", "", "first calls, misrouted ones included"),
    Column("returns", "int16", "", "returned by departments"),
    Column("whistles", "int8", "", "whistles blown for it"),
    Column("letters", "int8", "", "letters written for it"),
    Column("lapsed", "int8", "", "1: last ended by letters given up or appointments missed"),
    Column("threat", "int8", "", "Threat"),
    Column("deliberated", "int8", "", "1: last settled by residents among themselves"),
    Column("called_back", "int8", "", "1: the street has checked with the reporter itself"),
    Column("replied", "int8", "", "1: a reply was written, or given with an emergency's first contact"),
    Column("applied", "int8", "", "1: the street has asked to take it out of the rates"),
    Column("urged", "int8", "", "1: has been under supervision"),
    Column("delegated", "int8", "", "Authority on which the street last handled it"),
    Column("handler", "int8", "", "Handler outside government it was last handed to, NONE"),
    Column("resourced", "int8", "", "1: last settled with what local units lend"),
    Column("major", "int8", "", "1: has waited for the committee"),
    Column("summoned", "int8", "", "1: the committee has summoned the departments of the last whistle"),
    Column("reversed", "int8", "", "1: such a decision was reversed"),
    Column("reported_solved", "int8", "", "what the last handler reported"),
    Column("truly_solved", "int8", "", "what was the case at the last handling"),
    Column("recorded_solved", "int8", "", "what the ledger says after verification"),
    Column("surveyed", "int8", "", "1: asked at the city's first call"),
    Column("rated", "int8", "", "1: answered"),
    Column("satisfied", "int8", "", "the answer on satisfaction"),
    Column("answer", "int8", "", "the answer on the problem: 1 solved, 0 not; NONE: there is none"),
    Column("answer_later", "int8", "", "the answer at the second call, likewise"),
    Column("solved_then", "int8", "", "1: the problem was truly solved at the first call"),
    Column("contacted_at", "float64", "h", "first contact with the reporter"),
    Column("closed_at", "float64", "h", "closed, withdrawn or excluded"),
    Column("due_at", "float64", "h", "deadline of the grade"),
    Column("replied_at", "float64", "h", "first reply, or dealt with; NaN: not yet"),
    Column("evaluated_at", "float64", "h", "the city's first call; NaN: not yet"),
    *_stage_columns(),
)

ASSIGNMENTS = (
    Column("issue", "int64", "", "row number in issues"),
    Column("whistle", "int64", "", "row number in whistles, NONE for a letter"),
    Column("visit", "int8", "", "visit of the issue"),
    Column("department", "int32", "", "department number"),
    Column("lead", "int8", "", "1: leads"),
    Column("returns", "int8", "", "how often returned"),
    Column("hours", "float64", "h", "work content, person-hours"),
    Column("released_at", "float64", "h", "sent"),
    Column("signed_at", "float64", "h", "signed for; NaN for letters"),
    Column("accepted_at", "float64", "h", "accepted, of letters taken up"),
    Column("called_at", "float64", "h", "first appointment"),
    Column("checked_in_at", "float64", "h", "first arrival on site"),
    Column("done_at", "float64", "h", "handled"),
    Column("lapsed", "int8", "", "1: letter given up or taken back"),
    Column("asks", "int8", "", "how often the department was asked to take up the letter"),
    Column("missed", "int8", "", "appointments it did not come to"),
    Column("evaluated_at", "float64", "h", "when the whistle was evaluated"),
    Column("score_check_in", "float64", "0–1", "check-in efficiency"),
    Column("score_cooperation", "float64", "0–1", "fewer returns and appointments"),
    Column("score_professional", "float64", "0–1", "survived verification"),
)

WHISTLES = (
    Column("issue", "int64", "", "row number in issues"),
    Column("visit", "int8", "", "visit of the issue"),
    Column("street", "int32", "", "who blew it"),
    Column("family", "int8", "", "Family"),
    Column("ground", "int8", "", "Ground"),
    Column("departments", "int8", "", "how many were called"),
    Column("released_at", "float64", "h", "blown"),
    Column("accepted_at", "float64", "h", "the last department has accepted"),
    Column("appointments", "int16", "", "appointments held, kept or missed"),
    Column("booked", "int16", "", "appointments booked"),
    Column("not_booked", "int8", "", "1: no common time was free: it went out as letters"),
    Column("all_present_at", "float64", "h", "the last has come; handling starts"),
    Column("done_at", "float64", "h", "the last department is done"),
    Column("evaluated_at", "float64", "h", "evaluated"),
    Column("check_in_due_at", "float64", "h", "deadline for checking in"),
)

TASKS = (
    Column("task", "int64", "", "identity: (kind, origin, day, n, office) packed"),
    Column("kind", "int8", "", "TaskKind"),
    Column("origin", "int32", "", "department that created it; for community work the community"),
    Column("level", "int8", "", "Level that does it"),
    Column("office", "int32", "", "number of the office at that level"),
    Column("hours", "float64", "h", "work content, person-hours, less what was shed"),
    Column("shed", "float64", "h", "left out under strain: form without content"),
    Column("issued_at", "float64", "h", "issued"),
    Column("arrives_at", "float64", "h", "arrives, after admission"),
    Column("done_at", "float64", "h", "done"),
    Column("status", "int8", "", "TaskStatus"),
    Column("exempt", "int8", "", "1: in one of the exempt fields"),
    Column("relabelled", "int8", "", "1: presented as exempt"),
    Column("target", "int64", "", "root cause treated: community × categories + category, NONE"),
)

WORKLOAD = (
    Column("day", "int32", "", "day of the run"),
    Column("origin_level", "int8", "", "Level that created the work"),
    Column("level", "int8", "", "Level that did it"),
    Column("office", "int32", "", "office that did it"),
    Column("kind", "int8", "", "Work"),
    Column("hours", "float64", "h", "person-hours worked that day"),
)

FUNNEL = (
    Column("day", "int32", "", "day of the run"),
    Column("origin", "int32", "", "department that created the work"),
    Column("level", "int8", "", "Level that did it"),
    Column("kind", "int8", "", "Work: TRANSFERRED or DERIVED"),
    Column("hours", "float64", "h", "person-hours worked that day"),
)

OFFERED = (
    Column("day", "int32", "", "day of the run"),
    Column("level", "int8", "", "Level that was asked"),
    Column("kind", "int8", "", "Work; appointments (ASSIGNMENT) and emergency desks apart"),
    Column("hours", "float64", "h", "person-hours asked for that day, before haste and before sheets gave way"),
)

OFFICES = (
    Column("day", "int32", "", "day of the run"),
    Column("level", "int8", "", "Level"),
    Column("office", "int32", "", "number at its level"),
    Column("staffed", "float64", "h", "person-hours staffed"),
    Column("idle", "float64", "h", "of these idle"),
    Column("overrun", "float64", "h", "worked by jobs whose server had been moved elsewhere"),
    Column(
        "backlog",
        "float64",
        "h",
        "hours of work waiting at the end of the day, emergency desks apart",
    ),
)

DAILY = (
    Column("day", "int32", "", "day of the run"),
    Column("consultations", "int64", "", "contacts answered by the hotline"),
    Column("reports", "int64", "", "reports of problems, merged ones included"),
    Column("registered", "int64", "", "ledger rows made"),
    Column("merged", "int64", "", "reports merged"),
    Column("closed", "int64", "", "rows closed"),
    Column("withdrawn", "int64", "", "rows withdrawn"),
    Column("excluded", "int64", "", "rows excluded"),
    Column("whistles", "int64", "", "whistles blown"),
    Column("open_issues", "int64", "", "rows open at the end of the day"),
    Column("open_letters", "int64", "", "letters neither done nor given up at the end of the day"),
    Column("street_backlog", "float64", "h", "hours of work waiting at streets at the end of the day"),
    Column("found", "int64", "", "problems found by patrols"),
    Column("threats", "int64", "", "group complaints and petitions"),
    Column("urged", "int64", "", "cases that came under supervision"),
    Column("applications", "int64", "", "applications to take a case out of the rates"),
    Column("trust", "float64", "0–1", "mean trust of all residents at the last weekly count"),
    Column("awareness", "float64", "0–1", "mean awareness over residents at the last weekly count"),
    Column("department_backlog", "float64", "h", "hours waiting at departments, letters taken up included"),
    Column("community_backlog", "float64", "h", "hours waiting at communities"),
)

RANKINGS = (
    Column("day", "int32", "", "day of publication"),
    Column("street", "int32", "", "street office number"),
    Column("rated", "int64", "", "rows rated since the last ranking"),
    Column("response", "float64", "share", "of these contacted in time"),
    Column("resolution", "float64", "share", "of these recorded as solved"),
    Column("satisfaction", "float64", "share", "of these satisfied"),
    Column("composite", "float64", "0–1", "weighted mean of the three rates"),
    Column("place", "int32", "", "1: first"),
    Column("standing", "int8", "", "Standing"),
)

DECISIONS = (
    Column("day", "int32", "", "day of the decision"),
    Column("department", "int32", "", "department number"),
    Column("effort", "float64", "0–1", "effort for whistles: appointments kept, sooner signed and answered"),
    Column("diligence", "float64", "0–1", "care taken over whistled work"),
    Column("acceptance", "float64", "0–1", "accepting instead of returning"),
    Column("pass_share", "float64", "0–1", "of candidate top-down work passed on"),
    Column("relabel", "float64", "0–1", "of work outside the list presented as exempt"),
    Column("evaluated", "int64", "", "assignments evaluated since the last decision"),
    Column("check_in", "float64", "0–1", "their mean score for showing up; NaN: none"),
    Column("professional", "float64", "0–1", "their mean score for solving"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "problems": PROBLEMS,
    "issues": ISSUES,
    "assignments": ASSIGNMENTS,
    "whistles": WHISTLES,
    "tasks": TASKS,
    "workload": WORKLOAD,
    "funnel": FUNNEL,
    "offered": OFFERED,
    "offices": OFFICES,
    "daily": DAILY,
    "rankings": RANKINGS,
    "decisions": DECISIONS,
}
