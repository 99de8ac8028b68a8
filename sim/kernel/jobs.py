"""Jobs: one piece of work that one unit is asked for. Kinds, states, and the pool they live in."""

from sim.compiled import inner
from sim.kernel.state import Count, Town
from sim.stages import NONE

WAITING = 0  # states
RESERVED = 1  # the first server of a pair waits for the second
TRAVELLING = 2
PRESENT = 3  # on site, waiting for the others
SERVING = 4
FREE = 5  # back in the pool

TRIAGE = 0  # kinds
HANDLE = 1  # by a community or a street
PREPARE = 2
VERIFY = 3
ESCORT = 4  # the street's side of a check-in
RELEASE_AGAIN = 5  # after a return
LETTER = 6
PAIR = 7  # a department's side of a check-in
TASK = 8
MEETING = 9
DELIBERATE = 10  # residents' hall
CALL_BACK = 11
APPLY = 12  # for exclusion
HANDOVER = 13  # to somebody outside government, or to the community with means of local units
REPLY = 14  # telling the reporter before the deadline how the case stands
REMINDER = 15  # to a department that has not taken up a letter
SLACK = 16  # a root cause, in hours to spare


@inner
def new_job(town: Town, kind: int, key: int, subject: int, work: float, account: int, needs: int, lendable: int) -> int:
    """Take a job from the pool; the caller puts it into a queue or on a server."""
    job = town.counts[Count.FREE_JOB]
    if job == NONE:
        job = town.counts[Count.JOBS]
        town.counts[Count.JOBS] = job + 1
    else:
        town.counts[Count.FREE_JOB] = town.jobs[job].next
    j = town.jobs[job]
    j.key = key
    j.subject = subject
    j.work = work
    j.rest = 0.0
    j.kind = kind
    j.account = account
    j.needs = needs
    j.lendable = lendable
    j.on_duty = 0
    j.later = 0.0
    j.state = WAITING
    j.previous = NONE
    j.next = NONE
    j.unit = NONE
    j.server = NONE
    return job


@inner
def free_job(town: Town, job: int) -> None:
    """Give a job back to the pool."""
    j = town.jobs[job]
    j.state = FREE
    j.next = town.counts[Count.FREE_JOB]
    town.counts[Count.FREE_JOB] = job
