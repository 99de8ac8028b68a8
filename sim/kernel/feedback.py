"""Stage evaluate: the city calls who filed a row, who answers, learns and reacts (docs/flow.md, 6)."""

import numpy as np

from sim.compiled import inner
from sim.kernel import choices
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import district_of, pass_stage
from sim.kernel.packed_report import pack_report
from sim.kernel.state import Town
from sim.randomness import Purpose, exponential, person_key
from sim.rules import Residents
from sim.stages import NONE, EventKind, Stage, Status, Threat


@inner
def called(town: Town, residents: Residents, issue: int, after_closing: int, time: float) -> None:
    """The city calls: first when a row is due or some time after it was closed, again if it was closed later."""
    i = town.issues[issue]
    if i.status == Status.WITHDRAWN or i.status == Status.EXCLUDED:
        return
    call = 0 if np.isnan(i.evaluated_at) else 1
    if call == 1 and after_closing == 0:
        return
    pass_stage(town, issue, Stage.EVALUATE, time)
    solved = town.problems[i.problem_index].solved_at <= time
    if solved:
        town.solved[i.community] += 1
    says = _says(town, issue, call, solved)
    content = says
    if call == 0:
        i.evaluated_at = time
        i.solved_then = solved
        content = _first_call(town, residents, issue, says, time)
    elif _answers(town, issue, call):
        i.answer_later = says
    if i.status == Status.CLOSED and not solved and i["round"] < 15:
        _react(town, residents, issue, call, content, time)


@inner
def _says(town: Town, issue: int, call: int, solved: bool) -> bool:
    """Tell whether the reporter would say that it is solved: who is told so may believe it for a while."""
    i = town.issues[issue]
    e = town.evaluation[0]
    told = i.status == Status.CLOSED and i.recorded_solved == 1
    chance = choices.says_solved(solved, told, e.confirmed, e.believed)
    return chance > 0.0 and draw(town, Purpose.ANSWERS, i.row, call) < chance


@inner
def _answers(town: Town, issue: int, call: int) -> bool:
    """Tell whether the reporter is surveyed and answers."""
    i = town.issues[issue]
    if draw(town, Purpose.SURVEYED, i.row, call) >= town.districts[district_of(town, issue)].coverage:
        return False
    if call == 0:
        i.surveyed = 1
        town.scorecards[i.street].evaluated += 1.0
    return draw(town, Purpose.RATED, i.row, call) < town.evaluation[0].rated


@inner
def _first_call(town: Town, residents: Residents, issue: int, says: bool, time: float) -> bool:
    """Make the call that counts: satisfaction, marks, experience; return whether the reporter is content."""
    i = town.issues[issue]
    e = town.evaluation[0]
    is_closed = i.status == Status.CLOSED
    until = town.last[Stage.VERIFY, issue] if is_closed else time
    if is_closed and i.at_once == 1 and i.verifications == 0:
        until = i.closed_at
    waited = (until - town.first[Stage.COLLECT, issue]) / 24.0
    contact = town.conduct[0].call_back_hours * i.called_back + town.service[0].reply_hours * i.replied
    if i.contacted_at <= time:  # NaN: not yet; of an old case it may lie later
        contact += town.service[0].contact_hours
    base = e.satisfied_base
    if i.deliberated == 1 and is_closed:
        base += town.stocks[0].deliberation_accepted
    p = choices.satisfied_probability(
        says,
        residents.expected_days[i.reporter],
        waited,
        contact,
        base,
        e.satisfied_solved,
        e.satisfied_wait,
        e.wait_clip,
        e.wait_loss,
        e.satisfied_contact,
        e.contact_half_hours,
    )
    content = draw(town, Purpose.SATISFIED, i.row, 0) < p
    if _answers(town, issue, 0):
        _rate(town, issue, says, content)
    if not is_closed:  # how long it will take is not known yet: no less than this
        waited = max(waited, residents.expected_days[i.reporter])
    learn(town, residents, issue, content, waited)
    return content


@inner
def _rate(town: Town, issue: int, says: bool, content: bool) -> None:
    """Enter the reporter's answers; they count for the street and for the departments that were called."""
    i = town.issues[issue]
    i.rated = 1
    i.answer = says
    i.satisfied = content
    card = town.scorecards[i.street]
    card.rated += 1.0
    card.satisfied += content
    card.resolved += says
    if i.contacted_at - town.first[Stage.COLLECT, issue] <= town.deadlines[0].contact_hours:
        card.responded += 1.0
    if i.by_whistle == 1 and i.whistle != NONE and town.whistles[i.whistle].visit == i.visits:
        for n in range(i.called):
            seen = town.records[i.street, town.assignments[i.assignment + n].role]
            seen.rated += 1.0
            seen.satisfied += content


@inner
def learn(town: Town, residents: Residents, issue: int, content: bool, waited: float) -> None:
    """Move the reporter's trust and, where something was waited for, what is expected next time."""
    adaptation = town.voice[0].adaptation
    if adaptation <= 0.0:
        return
    who = town.issues[issue].reporter
    residents.trust[who] = choices.next_trust(residents.trust[who], content, adaptation)
    if waited > 0.0:
        residents.expected_days[who] = choices.next_expectation(residents.expected_days[who], waited, adaptation)


@inner
def _react(town: Town, residents: Residents, issue: int, call: int, content: bool, time: float) -> None:
    """Who is left unsolved petitions, files again, or falls silent."""
    i = town.issues[issue]
    voice = town.voice[0]
    trust = residents.trust[i.reporter]
    threat = Threat.NONE.value
    if voice.petition > 0.0 and not content:
        if draw(town, Purpose.PETITIONS, i.row, call) < choices.petition_probability(voice.petition, trust):
            threat = Threat.PETITION.value
    if threat == Threat.NONE:
        again = choices.refile_probability(town.demand[0].refile, trust, voice.refile_trust)
        if draw(town, Purpose.REFILES, i.row, call) >= again:
            return
    delay = exponential(draw(town, Purpose.REFILE_DELAY, i.row, call), 24.0 * town.demand[0].refile_days)
    origin = (i.row >> 4) & 0x7F
    detail = pack_report(i.person, i["round"] + 1, origin, i.channel, i.reporter, threat)
    key = person_key(town.problems[i.problem_index].problem, i.person)
    push(town, time + delay, EventKind.REPORT, key, i.problem_index, detail)
