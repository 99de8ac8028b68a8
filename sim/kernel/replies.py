"""Replies: who has filed a row is told before it is due how it stands, where that is assessed (docs/flow.md, 6)."""

import numpy as np

from sim.compiled import inner
from sim.kernel.deadlines import is_assessed
from sim.kernel.intake import head_start, street_class
from sim.kernel.jobs import REPLY, WAITING, free_job, new_job
from sim.kernel.queues import enqueue_since, leave, take_out
from sim.kernel.servers import dispatch_around, section_unit
from sim.kernel.state import Town
from sim.randomness import STREET_ROLE, row_role
from sim.stages import NONE, Stage, Status, Work


@inner
def reply_falls_due(town: Town, issue: int, time: float) -> None:
    """Have a reply written if the row is still open and was not replied to."""
    i = town.issues[issue]
    if i.status != Status.OPEN or not np.isnan(i.replied_at) or not is_assessed(town, i.street):
        return
    key = row_role(i.row, STREET_ROLE)
    job = new_job(town, REPLY, key, issue, town.service[0].reply_hours, Work.REPLY, 1, i.lendable)
    i.reply_job = job
    unit = section_unit(town, i.street, i.section)
    since = town.first[Stage.COLLECT, issue] - head_start(town, issue)
    enqueue_since(town, job, unit, street_class(town, issue), since, time)
    dispatch_around(town, unit, time)


@inner
def reply_written(town: Town, issue: int, time: float) -> None:
    """The reporter has been told."""
    i = town.issues[issue]
    i.reply_job = NONE
    i.replied = 1
    replied(town, issue, time)


@inner
def replied(town: Town, issue: int, time: float) -> None:
    """Note a row's first reply, of whatever kind."""
    i = town.issues[issue]
    if np.isnan(i.replied_at):
        i.replied_at = time


@inner
def no_reply_needed(town: Town, issue: int, time: float) -> None:
    """Take back a reply that waits to be written."""
    i = town.issues[issue]
    job = int(i.reply_job)
    if job != NONE and town.jobs[job].state == WAITING:
        take_out(town, job)
        leave(town, job, time)
        free_job(town, job)
        i.reply_job = NONE
