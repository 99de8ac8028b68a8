"""A street is laid out anew: waiting jobs are mapped, jobs in service stay where they are (docs/flow.md, 8)."""

import numpy as np

from sim.kernel.accounts import count_inside, settle_idle
from sim.kernel.jobs import MEETING, PRESENT, RELEASE_AGAIN, SERVING, SLACK, TASK, WAITING
from sim.kernel.queues import join, take_out
from sim.kernel.servers import section_unit
from sim.kernel.state import Count, Town
from sim.randomness import choose


def _section_of(town: Town, job: int) -> int:
    """Return the section that answers for a job under the rules now in force."""
    j = town.jobs[job]
    subject = int(j["subject"])
    if j["kind"] == TASK:
        task = town.tasks[subject]
        return int(choose(task["section_draw"], town.streets["upward_cumulative"][task["office"]]))
    if j["kind"] == RELEASE_AGAIN:
        subject = int(town.assignments["issue"][subject])
    issue = town.issues[subject]
    return int(town.streets["section_of_category"][issue["street"], issue["category"]])


def lay_out_anew(town: Town, street: int, time: float) -> None:
    """Move a street's waiting jobs and its servers at work to the sections that now answer for them."""
    sections = int(town.streets["slots"][street])
    first = section_unit(town, street, 0)
    span = np.arange(first, first + sections)
    for unit in span:
        settle_idle(town, unit, time)
    jobs = town.jobs[: town.counts[Count.JOBS]]
    waiting = [int(j) for j in np.flatnonzero(np.isin(jobs["unit"], span) & (jobs["state"] == WAITING))]
    waiting.sort(key=lambda j: (jobs["enqueued"][j], jobs["key"][j]))
    moves = [(j, int(jobs["klass"][j]), float(jobs["enqueued"][j])) for j in waiting]
    for job, _, _ in moves:
        _count_out(town, job, time)
        take_out(town, job)
    town.queues["clock"][span] = 0.0
    town.units["service_clock"][span] = 0.0
    for job, klass, enqueued in moves:
        section = _section_of(town, job)
        if jobs["kind"][job] == TASK:
            town.tasks["section"][jobs["subject"][job]] = section
        unit = int(first + section)
        join(town, job, unit, klass, enqueued, time)
    _move_servers(town, first, sections, time)
    issues = town.issues[: town.counts[Count.ISSUES]]
    here = issues["street"] == street
    issues["section"][here] = town.streets["section_of_category"][street][issues["category"][here]]


def _count_out(town: Town, job: int, time: float) -> None:
    """End a job's stay at its unit."""
    unit, joined = int(town.jobs["unit"][job]), float(town.jobs["joined"][job])
    count_inside(town, unit, time, -1)
    town.units["joined_sum"][unit] -= joined
    town.units["stays"][unit] += time - joined
    town.units["left"][unit] += 1


def _rehome(town: Town, job: int, unit: int, time: float) -> None:
    """Let a running job belong to another unit: the rest of it, if any, will queue there."""
    _count_out(town, job, time)
    count_inside(town, unit, time, 1)
    town.units["joined_sum"][unit] += time
    town.units["arrived"][unit] += 1
    town.jobs["joined"][job] = time
    town.jobs["unit"][job] = unit


def _move_servers(town: Town, first: int, sections: int, time: float) -> None:
    """Let running jobs and meetings hold servers of the sections that now answer for them."""
    span = np.arange(first, first + sections)
    jobs = town.jobs[: town.counts[Count.JOBS]]
    owed = int(town.units["owed"][span].sum())
    length = float((town.units["owed"][span] * town.units["owed_length"][span]).sum()) / owed if owed else 0.0
    town.units["busy"][span] = 0
    running = np.flatnonzero(np.isin(jobs["server"], span) & np.isin(jobs["state"], (SERVING, PRESENT)))
    meetings = []
    for job in running:
        if jobs["kind"][job] in (MEETING, SLACK):
            meetings.append(int(job))
            continue
        unit = int(first + _section_of(town, int(job)))
        _rehome(town, int(job), unit, time)
        jobs["server"][job] = unit
        town.units["busy"][unit] += 1
    for meeting in meetings:  # a meeting, or work in spare hours, holds whichever server is free
        free = town.units["servers"][span] - town.units["busy"][span]
        unit = first + int(np.argmax(free))
        jobs["server"][meeting] = jobs["unit"][meeting] = unit
        town.units["busy"][unit] += 1
    town.units["owed"][span] = 0
    if owed:
        servers = town.units["servers"][span]
        share = owed * servers // max(int(servers.sum()), 1)
        staffed = np.flatnonzero(servers) if servers.any() else np.arange(1)  # nobody left: owed, not forgotten
        for place in range(owed - int(share.sum())):
            share[staffed[place % len(staffed)]] += 1
        town.units["owed"][span] = share
        town.units["owed_length"][span] = length
