"""Stage evaluate: the survey, what the reporter learns, and what the unsolved do next."""

from sim.compiled import inner
from sim.kernel import choices
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import district_of, pass_stage
from sim.kernel.packed_report import pack_report
from sim.kernel.state import Town
from sim.randomness import Purpose, exponential, person_key
from sim.rules import Residents
from sim.stages import Channel, EventKind, Stage, Threat


@inner
def evaluated(town: Town, residents: Residents, issue: int, time: float) -> None:
    """The survey asks the reporter, who learns from the experience and may file again (stage evaluate)."""
    i = town.issues[issue]
    e = town.evaluation[0]
    pass_stage(town, issue, Stage.EVALUATE, time)
    if i.channel == Channel.GRID:  # nobody has reported it
        return
    solved = town.problems[i.problem_index].solved_at <= time
    if solved:
        town.solved[i.community] += 1
    waited = (town.last[Stage.VERIFY, issue] - town.first[Stage.COLLECT, issue]) / 24.0
    contact = town.service[0].contact_hours * i.triages + town.service[0].verify_hours * i.verifications
    contact += town.conduct[0].call_back_hours * i.called_back
    base = e.satisfied_base
    if i.deliberated == 1:
        base += town.stocks[0].deliberation_accepted
    p = choices.satisfied_probability(
        solved,
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
    content = draw(town, Purpose.SATISFIED, i.row, i.visits) < p
    if draw(town, Purpose.SURVEYED, i.row, i.visits) < town.districts[district_of(town, issue)].coverage:
        i.surveyed = 1
        town.scorecards[i.street].evaluated += 1.0
        if draw(town, Purpose.RATED, i.row, i.visits) < e.rated:
            _rate(town, issue, content)
    learn(town, residents, issue, content, waited)
    if not solved and i["round"] < 15:
        _react(town, residents, issue, content, time)


@inner
def _rate(town: Town, issue: int, content: bool) -> None:
    """Enter the reporter's answer; it counts for the street and for the departments that were there."""
    i = town.issues[issue]
    i.rated = 1
    i.satisfied = content
    card = town.scorecards[i.street]
    card.rated += 1.0
    card.satisfied += i.satisfied
    card.resolved += i.recorded_solved
    if i.contacted_at - town.first[Stage.COLLECT, issue] <= town.deadlines[0].contact_hours:
        card.responded += 1.0
    if i.by_whistle == 1:
        for n in range(i.called):
            seen = town.records[i.street, town.assignments[i.assignment + n].role]
            seen.rated += 1.0
            seen.satisfied += i.satisfied


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
def _react(town: Town, residents: Residents, issue: int, content: bool, time: float) -> None:
    """Who is left unsolved petitions, files again, or falls silent."""
    i = town.issues[issue]
    voice = town.voice[0]
    trust = residents.trust[i.reporter]
    threat = Threat.NONE.value
    if voice.petition > 0.0 and not content:
        if draw(town, Purpose.PETITIONS, i.row, i.visits) < choices.petition_probability(voice.petition, trust):
            threat = Threat.PETITION.value
    if threat == Threat.NONE:
        again = choices.refile_probability(town.demand[0].refile, trust, voice.refile_trust)
        if draw(town, Purpose.REFILES, i.row, i.visits) >= again:
            return
    delay = exponential(draw(town, Purpose.REFILE_DELAY, i.row, i.visits), 24.0 * town.demand[0].refile_days)
    origin = (i.row >> 4) & 0x7F
    detail = pack_report(i.person, i["round"] + 1, origin, i.channel, i.reporter, threat)
    key = person_key(town.problems[i.problem_index].problem, i.person)
    push(town, time + delay, EventKind.REPORT, key, i.problem_index, detail)
