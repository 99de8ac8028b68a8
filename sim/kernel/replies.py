"""Replies: who has filed a row is told before it is due how it stands, where that is assessed (docs/flow.md, 6)."""

import numpy as np

from sim.compiled import inner
from sim.kernel.deadlines import is_assessed
from sim.kernel.intake import ask_contact_desk
from sim.kernel.jobs import REPLY, WAITING, free_job
from sim.kernel.queues import leave, take_out
from sim.kernel.state import Town
from sim.stages import NONE, ContactClass, Status, Work


@inner
def reply_falls_due(town: Town, issue: int, time: float) -> None:
    """Have a reply written if the row is still open and was not replied to."""
    i = town.issues[issue]
    if i.status != Status.OPEN or not np.isnan(i.replied_at) or not is_assessed(town, i.street):
        return
    hours = town.service[0].reply_hours
    i.reply_job = ask_contact_desk(town, issue, REPLY, hours, Work.REPLY, ContactClass.REPLY.value, i.due_at, time)


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
