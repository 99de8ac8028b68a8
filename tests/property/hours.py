"""Law 1 as checks of a town at a time: hours balance per office and kind of work, queues hold what jobs say."""

from typing import Any

import numpy as np

from sim.clock import staffed_hours
from sim.kernel.jobs import CALL_BACK, ESCORT, FREE, PREPARE, RESERVED, SERVING, TRIAGE, VERIFY, WAITING
from sim.kernel.state import Count, Town
from sim.randomness import Purpose, uniform
from sim.rules import Rules
from sim.stages import NONE, WORK_OF_TASK, EventKind, Grade, Level, Stage, Status, TaskStatus, Threat, Work

WORKED = [kind for kind in Work if kind != Work.DESK]
# What is drawn on arrival at an office, or falls to whoever is there, stands in no table before it is done.
ACCOUNTED = [kind for kind in WORKED if kind not in (Work.RESIDENT, Work.TRAVEL, Work.WAITING, Work.MEETING)]


def table(town: Town, name: str) -> np.ndarray:
    """Return the rows in use of a growing table."""
    return getattr(town, name)[: town.counts[Count[name.upper()]]]


def first_office(town: Town) -> np.ndarray:
    """Return, by Level, the row of its first office in the accounts: communities, streets, departments."""
    return np.array([0, 0, len(town.communities), len(town.communities) + len(town.streets)])


def active_jobs(town: Town) -> np.ndarray:
    """Return the jobs that wait or are being done, meetings included."""
    jobs = table(town, "jobs")
    return jobs[jobs["state"] != FREE]


def hours_left(town: Town, job: np.void, end: float) -> float:
    """Return the person-hours still to be worked on a job, its travel apart."""
    if job["state"] != SERVING:
        return float(job["work"])
    to_come = staffed_hours(town.calendar, job["ends"]) - staffed_hours(town.calendar, end)
    return float(to_come * job["needs"] + job["rest"])


def assert_hours_balance(town: Town) -> None:
    """Law 1: staffed = worked + idle + meetings + waiting, overrun apart, per day and office."""
    spent = town.hours[..., WORKED].sum(axis=2)
    assert np.allclose(town.staffed + town.overrun, spent + town.idle, rtol=0, atol=1e-6)
    assert (town.hours >= 0.0).all() and (town.idle >= -1e-9).all() and (town.overrun >= 0.0).all()
    assert town.staffed.sum() > 0.0


def left_by_office_and_kind(town: Town, end: float) -> np.ndarray:
    """Return hours still to be worked, from jobs: all that waits or is being done, emergency desks apart."""
    left = np.zeros(town.hours.shape[1:])
    for job in active_jobs(town):
        unit = town.units[job["server"] if job["state"] == SERVING else job["unit"]]
        if not unit["desk"] and not (job["kind"] == ESCORT and job["state"] != SERVING):
            left[unit["account"], job["account"]] += hours_left(town, job, end)
    return left


def asked_by_office_and_kind(town: Town, rules: Rules, end: float, most: bool = True) -> np.ndarray:
    """Return hours of work that was asked for under these rules and not cancelled, from tables, events and rules.

    Where the tables do not tell, `most` is the most it can have been, else the least.
    """
    office_of, start = first_office(town), 24.0 * town.first_day
    asked = np.zeros(town.hours.shape[1:])
    issues, assignments, tasks = (table(town, name) for name in ("issues", "assignments", "tasks"))
    whistles, events = table(town, "whistles"), table(town, "events")
    service, conduct, stocks, voice = rules.service, rules.conduct, rules.stocks, rules.voice
    street = office_of[Level.STREET] + issues["street"]
    old = (town.first[Stage.COLLECT, : len(issues)] < start) & (issues["authority"] == Level.DEPARTMENT)
    emergency = issues["grade"] == Grade.EMERGENCY

    here = (tasks["arrives_at"] < end) & (tasks["status"] != TaskStatus.CANCELLED)
    np.add.at(asked, (office_of[tasks["level"][here]] + tasks["office"][here],
                      np.array(WORK_OF_TASK)[tasks["kind"][here]]), tasks["hours"][here])  # fmt: skip

    # letters and whistled work at departments; urgent ones are with the desks
    of = issues[assignments["issue"]]
    office = office_of[Level.DEPARTMENT] + assignments["department"]
    urgent = (of["grade"] == Grade.EMERGENCY) & (assignments["visit"] == 0)
    letter = assignments["whistle"] == NONE
    posted = letter & ~urgent & (assignments["lapsed"] == 0)
    np.add.at(asked, (office[posted], Work.LETTER), assignments["hours"][posted])
    called = ~letter & ~urgent & ~np.isnan(assignments["called_at"])
    np.add.at(asked, (office[called], Work.ASSIGNMENT), assignments["hours"][called])

    # streets: first calls, verification, preparing, coordination, call-backs, applications
    mine = ~emergency & ~old
    petition = (issues["threat"] == Threat.PETITION) & (issues["triages"] > 0)
    calls = issues["triages"] * service.contact_hours + petition * voice.petition_hours
    np.add.at(asked, (street[mine], Work.CONTACT), calls[mine])
    checks = issues["verifications"] * service.verify_hours
    checks += professional_verifications(town, rules, most) * service.professional_hours
    np.add.at(asked, (street, Work.VERIFY), checks)
    np.add.at(asked, (street, Work.CALL_BACK), issues["called_back"] * conduct.call_back_hours)
    np.add.at(asked, (street, Work.APPLICATION), issues["applied"] * conduct.apply_hours)
    of_street = office_of[Level.STREET] + of["street"]
    written = (assignments["lead"] == 1) & ~urgent & ~(old[assignments["issue"]] & (assignments["visit"] == 0))
    hours = np.where(letter, service.draft_hours, service.prepare_hours)
    np.add.at(asked, (of_street[written], Work.PREPARE), hours[written])
    for event in events[events["kind"] == EventKind.RELEASED]:  # prepared, not yet out
        issue = issues[event["subject"]]
        if not (issue["grade"] == Grade.EMERGENCY and issue["visits"] == 0) and not (
            old[event["subject"]] and issue["visits"] == 0
        ):
            hours_ = service.prepare_hours if issue["by_whistle"] else service.draft_hours
            asked[office_of[Level.STREET] + issue["street"], Work.PREPARE] += hours_
    again = assignments["returns"] * service.coordination_hours
    np.add.at(asked, (of_street[~urgent], Work.COORDINATION), again[~urgent])
    wof = issues[whistles["issue"]]
    met = ~np.isnan(whistles["all_present_at"]) & ~((wof["grade"] == Grade.EMERGENCY) & (whistles["visit"] == 0))
    np.add.at(
        asked, (office_of[Level.STREET] + whistles["street"][met], Work.COORDINATION), service.coordination_hours
    )
    # what of these has been asked for and is not done yet stands in no table but with the jobs
    for job in active_jobs(town):
        if job["kind"] in (TRIAGE, VERIFY, PREPARE, CALL_BACK) and not town.units["desk"][job["unit"]]:
            asked[town.units["account"][job["unit"]], job["account"]] += job["work"]

    # deliberations: drawn for every visit of what the community may settle
    share = rules.communities.deliberation[issues["community"]] * rules.categories.self_governable[issues["category"]]
    classified = ~np.isnan(town.first[Stage.CLASSIFY, : len(issues)])
    ended = np.isin(issues["status"], (Status.WITHDRAWN, Status.EXCLUDED)) & (issues["verifications"] == 0)
    for n in np.flatnonzero((issues["authority"] == Level.COMMUNITY) & classified & ~ended & (share > 0.0)):
        for visit in range(issues["visits"][n] + 1):
            if uniform(town.seed, Purpose.SELF_GOVERN, issues["row"][n], visit) < share[n]:
                asked[issues["community"][n], Work.DELIBERATION] += stocks.deliberation_hours
    return asked


def professional_verifications(town: Town, rules: Rules, most: bool) -> np.ndarray:
    """Return how many verifications of every row were professional, drawn for each visit: not all end in one."""
    issues = table(town, "issues")
    shares = rules.streets.professional[issues["street"]]
    number = np.where(shares >= 1.0, issues["verifications"], 0)
    for n in np.flatnonzero((shares > 0.0) & (shares < 1.0) & (issues["verifications"] > 0)):
        row, visits, verified = (int(issues[name][n]) for name in ("row", "visits", "verifications"))
        drawn = sum(uniform(town.seed, Purpose.PROFESSIONAL, row, visit) < shares[n] for visit in range(visits + 1))
        number[n] = min(drawn, verified) if most else max(0, drawn - (visits + 1 - verified))
    return number


def assert_work_is_done_or_waits(town: Town, end: float, *rules: Rules) -> None:
    """Law 1: per office and kind, hours asked for = hours worked + hours still to be worked.

    Parameters
    ----------
    rules
        All that were in force. What a row was asked for under each of them stands nowhere: where they differ, work
        lies between what the least and the most of them ask.
    """
    worked = town.hours.sum(axis=0) + left_by_office_and_kind(town, end)
    least = asked_by_office_and_kind(town, extreme(np.minimum, *rules), end, most=False)
    most = asked_by_office_and_kind(town, extreme(np.maximum, *rules), end)
    for kind in ACCOUNTED:
        slack = 1e-6 + 1e-9 * most[:, kind]
        assert (worked[:, kind] >= least[:, kind] - slack).all(), f"{kind.name}: hours are lost"
        assert (worked[:, kind] <= most[:, kind] + slack).all(), f"{kind.name}: hours come from nowhere"


def extreme(which: np.ufunc, *rules: Any) -> Any:
    """Return the least or the most of several sets of rules, quantity by quantity."""
    first = rules[0]
    if hasattr(first, "_fields"):
        return type(first)(*(extreme(which, *parts) for parts in zip(*rules, strict=True)))
    return which.reduce(rules) if len(rules) > 1 else first


def assert_queues_hold_what_jobs_say(town: Town) -> None:
    """Law 1: hours and numbers of every queue are those of its jobs, and so are the servers that are busy."""
    jobs = active_jobs(town)
    waiting = jobs[jobs["state"] == WAITING]
    hours, number = np.zeros(town.queues.shape), np.zeros(town.queues.shape, int)
    np.add.at(hours, (waiting["unit"], waiting["klass"]), waiting["work"])
    np.add.at(number, (waiting["unit"], waiting["klass"]), 1)
    assert np.allclose(hours, town.queues["hours"], rtol=1e-9, atol=1e-6)
    assert np.array_equal(number, town.queues["number"])
    running = jobs[jobs["state"] != WAITING]
    busy = np.bincount(running["server"], np.where(running["state"] == RESERVED, 1, running["needs"]), len(town.units))
    assert np.array_equal(busy, town.units["busy"])
