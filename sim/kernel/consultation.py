"""Meetings of a street's sections: the committee, consultations, meetings on a topic (clauses D1, D2)."""

from sim.compiled import entrance, inner
from sim.kernel.jobs import LETTER, MEETING, PAIR, RELEASE_AGAIN, REMINDER, TASK, TRIAGE, WAITING, free_job
from sim.kernel.queues import leave, move_up, take_out
from sim.kernel.routing import sorted_out
from sim.kernel.servers import dispatch_street, section_unit
from sim.kernel.state import CLASSES, Count, Town
from sim.stages import NONE, Threat


@entrance
def consult(town: Town, street: int, time: float) -> None:
    """The heads go through what is stuck: misrouted cases find their section, old ones may be done by any.

    Stuck is what has waited for `service.stuck_days`; a misrouted case always is. Nothing is done at the meeting.
    """
    first = section_unit(town, street, 0)
    end = first + town.streets[street].sections
    old = time - 24.0 * town.service[0].stuck_days
    for job in range(town.counts[Count.JOBS]):
        if not is_waiting_case(town, job) or not first <= town.jobs[job].unit < end:
            continue
        j = town.jobs[job]
        subject = int(j.subject)
        if j.kind == TRIAGE and j.unit - first != town.issues[subject].section and not _is_petition(town, subject):
            take_out(town, job)
            leave(town, job, time)
            free_job(town, job)
            sorted_out(town, subject, time)
        elif j.joined <= old:
            j.lendable = 1
    dispatch_street(town, street, time)


@inner
def _is_petition(town: Town, issue: int) -> bool:
    """Tell whether a section has more to do on a case than to see that it is another's."""
    return town.issues[issue].threat == Threat.PETITION


@entrance
def take_up_topic(town: Town, street: int) -> int:
    """Take up the category with most cases waiting in the street's sections; return it, NONE if nothing waits.

    All that waits for its cases anywhere, letters at departments too, moves up by `service.topic_days`.
    """
    first = section_unit(town, street, 0)
    end = first + town.streets[street].sections
    topic = NONE
    most = 0
    for category in range(town.categories.shape[0]):
        waiting = 0
        for unit in range(first, end):
            waiting += _cases_waiting(town, unit, category)
        if waiting > most:
            most = waiting
            topic = category
    if topic == NONE:
        return topic
    ahead = 24.0 * town.service[0].topic_days
    for job in range(town.counts[Count.JOBS]):
        if is_waiting_case(town, job):
            i = town.issues[issue_of(town, job)]
            if i.street == street and i.category == topic:
                move_up(town, job, town.jobs[job].enqueued - ahead)
    return topic


@inner
def _cases_waiting(town: Town, unit: int, category: int) -> int:
    """Count the jobs in a unit's queues that are about cases of a category."""
    waiting = 0
    for klass in range(CLASSES):
        job = town.queues[unit, klass].head if town.queues[unit, klass].number > 0 else NONE
        while job != NONE:
            if is_waiting_case(town, job):
                waiting += town.issues[issue_of(town, job)].category == category
            job = town.jobs[job].next
    return waiting


@inner
def is_waiting_case(town: Town, job: int) -> bool:
    """Tell whether a job waits in a queue and is about a case."""
    j = town.jobs[job]
    return j.state == WAITING and j.unit != NONE and j.kind != TASK and j.kind != MEETING


@inner
def issue_of(town: Town, job: int) -> int:
    """Return the issue that a job is about."""
    j = town.jobs[job]
    if j.kind == LETTER or j.kind == PAIR or j.kind == RELEASE_AGAIN or j.kind == REMINDER:
        return int(town.assignments[j.subject].issue)
    return int(j.subject)
