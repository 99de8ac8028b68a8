"""How many hours of work offices were asked for, worked out from tables, events, draws and rules alone."""

import numpy as np

from sim.kernel.jobs import CALL_BACK, FREE, PREPARE, REMINDER, REPLY, TRIAGE, VERIFY
from sim.kernel.state import Count, Town, hours_of
from sim.kernel.units import EMERGENCY_DESK
from sim.randomness import Purpose, exponential, row_role, uniform
from sim.rules import Rules
from sim.stages import NONE, WORK_OF_TASK, EventKind, Grade, Level, Stage, Status, TaskStatus, Threat, Work


def table(town: Town, name: str) -> np.ndarray:
    """Return the rows in use of a growing table."""
    return getattr(town, name)[: town.counts[Count[name.upper()]]]


def first_office(town: Town) -> np.ndarray:
    """Return, by Level, the row of its first office in the accounts: communities, streets, departments, others."""
    sizes = [0, len(town.communities), len(town.streets), len(town.departments)]
    return np.cumsum([0, *sizes])


def active_jobs(town: Town) -> np.ndarray:
    """Return the jobs that wait or are being done, meetings included."""
    jobs = table(town, "jobs")
    return jobs[jobs["state"] != FREE]


def asked_by_office_and_kind(town: Town, rules: Rules, end: float, most: bool = True) -> np.ndarray:
    """Return hours of work that was asked for under these rules and not cancelled, from tables, events and rules.

    Where the tables do not tell, `most` is the most it can have been, else the least.
    """
    office_of, start = first_office(town), 24.0 * town.first_day
    asked = np.zeros(hours_of(town).shape[1:])
    issues, assignments, tasks = (table(town, name) for name in ("issues", "assignments", "tasks"))
    whistles, events = table(town, "whistles"), table(town, "events")
    service, conduct = rules.service, rules.conduct
    street = office_of[Level.STREET] + issues["street"]
    old = (town.first[Stage.COLLECT, : len(issues)] < start) & (issues["authority"] == Level.DEPARTMENT)
    emergency = issues["grade"] == Grade.EMERGENCY

    here = (tasks["arrives_at"] < end) & (tasks["status"] != TaskStatus.CANCELLED)
    np.add.at(
        asked,
        (office_of[tasks["level"][here]] + tasks["office"][here], np.array(WORK_OF_TASK)[tasks["kind"][here]]),
        tasks["hours"][here],
    )

    # letters taken up and whistled work at departments; urgent ones are with the desks
    of = issues[assignments["issue"]]
    office = office_of[Level.DEPARTMENT] + assignments["department"]
    urgent = (of["grade"] == Grade.EMERGENCY) & (assignments["visit"] == 0)
    letter = assignments["whistle"] == NONE
    taken_up = letter & (assignments["accepted_at"] >= start) | (of["grade"] == Grade.EMERGENCY)
    taken_up &= letter & ~urgent & (assignments["lapsed"] == 0)
    np.add.at(asked, (office[taken_up], Work.LETTER), assignments["hours"][taken_up])
    # of appointments that fail nothing is worked; a pair that is asked for has its work before it
    called = ~letter & ~urgent & (assignments["job"] != NONE)
    blown = np.flatnonzero(~letter & ~urgent)
    called[blown] |= ~np.isnan(whistles["all_present_at"][assignments["whistle"][blown]])
    np.add.at(asked, (office[called], Work.ASSIGNMENT), assignments["hours"][called])

    # streets: first contacts, replies, verification, preparing, coordination, own checks, applications
    mine = ~emergency & ~old
    np.add.at(asked, (street[mine], Work.CONTACT), _contacts(town, rules)[mine])
    np.add.at(asked, (street[~emergency], Work.REPLY), issues["replied"][~emergency] * service.reply_hours)
    checks = issues["verifications"] * service.verify_hours
    checks += _professional_verifications(town, rules, most) * service.professional_hours
    np.add.at(asked, (street, Work.VERIFY), checks)
    np.add.at(asked, (office_of[Level.STREET] + whistles["street"], Work.VERIFY), _checks_of_whistles(town, rules))
    np.add.at(asked, (street, Work.CALL_BACK), issues["called_back"] * conduct.call_back_hours)
    np.add.at(asked, (street, Work.APPLICATION), issues["applied"] * conduct.apply_hours)
    of_street = office_of[Level.STREET] + of["street"]
    written = (assignments["lead"] == 1) & ~urgent & ~(old[assignments["issue"]] & (assignments["visit"] == 0))
    written &= ~np.isin(_release_of(assignments), _not_booked(whistles))  # as letters of a whistle that was prepared
    hours = np.where(letter, service.draft_hours, service.prepare_hours)
    for n in np.flatnonzero(written & ~letter & (rules.streets.authority[of["street"]] > 0.0)):
        u = uniform(town.seed, Purpose.SUMMONED, of["row"][n], assignments["visit"][n])
        hours[n] += service.summon_hours * (u < rules.streets.authority[of["street"][n]])
    np.add.at(asked, (of_street[written], Work.PREPARE), hours[written])
    for event in events[events["kind"] == EventKind.RELEASED]:  # prepared, not yet out
        issue = issues[event["subject"]]
        if not (issue["grade"] == Grade.EMERGENCY and issue["visits"] == 0) and not (
            old[event["subject"]] and issue["visits"] == 0
        ):
            whistled = service.prepare_hours + issue["summoned"] * service.summon_hours
            asked[street[event["subject"]], Work.PREPARE] += whistled if issue["by_whistle"] else service.draft_hours
    again = assignments["returns"] * service.coordination_hours
    np.add.at(asked, (of_street[~urgent], Work.COORDINATION), again[~urgent])
    np.add.at(asked, (of_street, Work.CHASING), _reminders(town, rules, old, most) * service.remind_hours)
    wof = issues[whistles["issue"]]
    met = ~np.isnan(whistles["all_present_at"]) & ~((wof["grade"] == Grade.EMERGENCY) & (whistles["visit"] == 0))
    np.add.at(asked, (office_of[Level.STREET] + whistles["street"][met], Work.COORDINATION), service.coordination_hours)
    # what of these has been asked for and is not done yet stands in no table but with the jobs
    for job in active_jobs(town):
        urgently = town.units["desk"][job["unit"]] == EMERGENCY_DESK
        if job["kind"] in (TRIAGE, VERIFY, PREPARE, REPLY, CALL_BACK, REMINDER) and not urgently:
            asked[town.units["account"][job["unit"]], job["account"]] += job["work"]

    _add_what_communities_arrange(asked, town, rules, most)
    return asked


def _release_of(rows: np.ndarray, visits_later: int = 0) -> np.ndarray:
    """Return a number for the row and visit of each assignment or whistle."""
    return rows["issue"].astype(np.int64) * 128 + rows["visit"] + visits_later


def _not_booked(whistles: np.ndarray) -> np.ndarray:
    """Return row and visit of the letters that went out because no common time was free for a whistle."""
    return _release_of(whistles[whistles["not_booked"] == 1], visits_later=1)


def asked_before_the_start(town: Town, rules: Rules, old: np.ndarray) -> np.ndarray:
    """Return how often departments had been asked for each letter before the run, from draws: only of old rows."""
    assignments, issues = table(town, "assignments"), table(town, "issues")
    start, asks = 24.0 * town.first_day, np.zeros(len(assignments), int)
    for n in np.flatnonzero(old[assignments["issue"]] & (assignments["visit"] == 0)):
        key = row_role(int(issues["row"][assignments["issue"][n]]), int(assignments["role"][n]))
        time = assignments["released_at"][n]
        while time < start and asks[n] < assignments["asks"][n]:
            wait = uniform(town.seed, Purpose.REMINDS, key, int(asks[n]))
            time += exponential(wait, 24.0 * rules.service.remind_days)
            asks[n] += 1
    return asks


def _reminders(town: Town, rules: Rules, old: np.ndarray, most: bool) -> np.ndarray:
    """Return how many reminders of each letter are done: every ask but the first is one's.

    Whether a letter that was taken back had been reminded of once more stands nowhere, unless the reminder is
    still to come or is being done.
    """
    assignments, jobs, events = table(town, "assignments"), active_jobs(town), table(town, "events")
    first = np.maximum(asked_before_the_start(town, rules, old), 1)
    done = np.maximum(assignments["asks"] - first, 0)
    if most:
        taken_back = (assignments["lapsed"] == 1) & (assignments["asks"] > 0)
        taken_back &= (assignments["asks"] <= rules.service.reminders) & np.isnan(assignments["accepted_at"])
        taken_back[jobs["subject"][jobs["kind"] == REMINDER]] = False
        taken_back[events["subject"][events["kind"] == EventKind.REMIND]] = False
        done = done + taken_back
    return done


def _contacts(town: Town, rules: Rules) -> np.ndarray:
    """Return the hours of every row's first contact and of what a section did after it; urgent rows do not count.

    A section had one job where the row was sent to the wrong one or is a petition, and one more where its instruction
    came down garbled. The first costs nothing where a consultation of sections found out whose the row is.
    """
    issues, service = table(town, "issues"), rules.service
    contacted = ~np.isnan(issues["contacted_at"])
    again = issues["garbled"] == 2
    sorting = issues["triages"] - contacted - again
    assert np.isin(sorting, (0, 1)).all()
    petition = issues["threat"] == Threat.PETITION
    sections = (rules.streets.section_staff > 0).sum(axis=1)[issues["street"]]
    hours = (contacted.astype(float) + again) * service.contact_hours
    hours += contacted * issues["at_once"] * (service.first_call_hours - service.contact_hours)
    for n in np.flatnonzero((sorting == 1) & ~_consulted(town)):
        misrouted = not petition[n] or (
            sections[n] > 1
            and uniform(town.seed, Purpose.MISROUTE, issues["row"][n], 0) >= rules.streets.accuracy[issues["street"][n]]
        )
        hours[n] += petition[n] * rules.voice.petition_hours + misrouted * service.contact_hours
    return hours


def _consulted(town: Town) -> np.ndarray:
    """Tell of every row whether heads of sections found out whose it is: at the very opening of a day."""
    issues = table(town, "issues")
    classified = town.first[Stage.CLASSIFY, : len(issues)]
    opening = np.floor(classified / 24.0) * 24.0 + town.calendar.opens[0]
    return (classified == opening) & (issues["threat"] != Threat.PETITION)


def _checks_of_whistles(town: Town, rules: Rules) -> np.ndarray:
    """Return the hours that evidence and third parties add to the verification of every evaluated whistle."""
    whistles, issues = table(town, "whistles"), table(town, "issues")
    district = town.streets["district"][whistles["street"]]
    hours = 0.5 * rules.districts.evidence_hours[district] * whistles["departments"]
    shares = rules.districts.third_party[district]
    for n in np.flatnonzero(shares > 0.0):
        u = uniform(town.seed, Purpose.THIRD_PARTY, issues["row"][whistles["issue"][n]], whistles["visit"][n])
        hours[n] += rules.service.third_party_hours * (u < shares[n])
    return np.where(np.isnan(whistles["evaluated_at"]), 0.0, hours)


def _add_what_communities_arrange(asked: np.ndarray, town: Town, rules: Rules, most: bool) -> None:
    """Add deliberations, drawn for every visit, and cases handed over; who took those of past visits stands nowhere."""
    issues, events = table(town, "issues"), table(town, "events")
    communities, street = rules.communities, first_office(town)[Level.STREET] + issues["street"]
    at_community = issues["authority"] == Level.COMMUNITY
    helped = (issues["handler"] != NONE) | (issues["resourced"] == 1)
    by_community = (at_community & (issues["handler"] != NONE)) | (issues["resourced"] == 1)
    hours = rules.service.handover_hours
    np.add.at(asked, (np.where(by_community, issues["community"], street)[helped], Work.HANDOVER), hours)
    others = (communities.alliance > 0.0).any() or (communities.resources > 0.0).any()
    others = others or (rules.handlers.servers > 0).any()
    if most and others:
        for office in (issues["community"], street):
            np.add.at(asked, (office, Work.HANDOVER), issues["visits"] * hours)

    unrouted = issues["garbled"] == 1  # nor what waits for its instruction
    unrouted[events["subject"][events["kind"] == EventKind.INSTRUCTED]] = True
    share = communities.deliberation[issues["community"]] * rules.categories.self_governable[issues["category"]]
    classified = ~np.isnan(town.first[Stage.CLASSIFY, : len(issues)])
    ended = np.isin(issues["status"], (Status.WITHDRAWN, Status.EXCLUDED)) & (issues["verifications"] == 0)
    ended |= issues["at_once"] == 1
    for n in np.flatnonzero(at_community & classified & ~ended & (share > 0.0)):
        past = range(issues["visits"][n] if most or not others else 0)
        now = () if unrouted[n] or helped[n] else (issues["visits"][n],)
        for visit in (*past, *now):
            if uniform(town.seed, Purpose.SELF_GOVERN, issues["row"][n], visit) < share[n]:
                asked[issues["community"][n], Work.DELIBERATION] += rules.stocks.deliberation_hours


def _professional_verifications(town: Town, rules: Rules, most: bool) -> np.ndarray:
    """Return how many verifications of every row were professional, drawn for each visit: not all end in one."""
    issues = table(town, "issues")
    shares = rules.streets.professional[issues["street"]]
    number = np.where(shares >= 1.0, issues["verifications"], 0)
    for n in np.flatnonzero((shares > 0.0) & (shares < 1.0) & (issues["verifications"] > 0)):
        row, visits, verified = (int(issues[name][n]) for name in ("row", "visits", "verifications"))
        drawn = sum(uniform(town.seed, Purpose.PROFESSIONAL, row, visit) < shares[n] for visit in range(visits + 1))
        number[n] = min(drawn, verified) if most else max(0, drawn - (visits + 1 - verified))
    return number
