"""Offered load: the hours every office is expected to get in a year, line by line.

This is arithmetic, not simulation: docs/flow.md with every random number replaced by its mean. Left
out, and said so in docs/load.md: rows withdrawn because a twin was solved first, duplicates that
come after a closing, waiting on site for the last and for the street's officer, whistles that end with a missed
appointment (about one in a hundred: their hours, not what becomes of the case), the burn-in's backlog. Emergency desks
work outside staffed hours and are no part of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.fate import Array, Fate
from sim.filing import Filing
from sim.flows import YEAR, Flows, flows_of, staffed_days
from sim.funnel_load import Line, own_line, top_down_lines
from sim.involvement import shares
from sim.kernel.choices import share_garbled
from sim.rules import Rules, World
from sim.stages import Grade, Level, Solvability
from sim.text import Text

DAYS_A_WEEK = 5.0
_LEVELS = (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)


class Load(NamedTuple):
    """Expected hours of a year, by office.

    Attributes
    ----------
    lines
        The terms; departments' letters are those they take up.
    capacity : dict of Level to float64[offices]
        Staffed hours of a year.
    letters : float64[D]
        Hours of letters offered to each department, taken up or not.
    served : float64[D]
        Share of its letters that a department takes up in the end.
    first, again : Fate
        Expected fate of a first file and of a duplicate.
    filed, duplicated : float64[S, K]
        First files and unmerged duplicates a year.
    once : float
        Streets' hours on issues a year if every row filed were called, handled or prepared, and verified once.
    """

    lines: tuple[Line, ...]
    capacity: dict[Level, Array]
    letters: Array
    served: Array
    first: Fate
    again: Fate
    filed: Array
    duplicated: Array
    once: float

    def hours(self, level: Level) -> Array:
        """Return the hours offered to every office of a level."""
        return np.sum([line.hours for line in self.lines if line.level == level], axis=0)

    def utilisation(self, level: Level) -> Array:
        """Return hours over staffed hours for every office of a level."""
        return self.hours(level) / np.maximum(self.capacity[level], 1e-300)

    def overall(self, level: Level) -> float:
        """Return utilisation of all offices of a level together."""
        return float(self.hours(level).sum() / self.capacity[level].sum())

    def pressure(self) -> Array:
        """Return, for every department, hours of letters offered over the hours left for them."""
        others = np.sum([x.hours for x in self.lines if x.level == Level.DEPARTMENT and x.name != "letters"], axis=0)
        spare = np.maximum(self.capacity[Level.DEPARTMENT] - others, 1e-9)
        return np.asarray(self.letters / spare)

    def rework(self) -> float:
        """Return streets' hours on issues over what they were if every row passed once: reopenings and repeats."""
        done = sum(float(x.hours.sum()) for x in self.lines if x.level == Level.STREET and x.name in _ISSUE_LINES)
        return done / self.once


AT_CONTACT_DESK = ("contact", "replies")
_ISSUE_LINES = ("contact", "misrouted", "garbled", "handling", "prepare", "verify")


def section_hours(rules: Rules, world: World, filing: Filing) -> Array:
    """Return residents' hours a year that fall to each category at each street's sections, float64[S, K]."""
    work = flows_of(rules, world, filing)
    terms = _street_terms(rules, world, work)
    return np.sum([hours for name, _, _, hours in terms if name not in AT_CONTACT_DESK], axis=0)


def hours_from_above(rules: Rules, world: World) -> Array:
    """Return the hours a year of transferred and derived work at every street."""
    lines = top_down_lines(rules, world, staffed_days(world.calendar))
    hours = [x.hours for x in lines if x.level == Level.STREET and x.name in ("transferred", "derived")]
    return np.asarray(np.sum(hours, axis=0))


def offered_load(rules: Rules, world: World, filing: Filing) -> Load:
    """Work out the load of every office.

    Parameters
    ----------
    filing
        From `sim.filing.expected_filing`.
    """
    work = flows_of(rules, world, filing)
    days = staffed_days(world.calendar)
    year = days * world.calendar.hours_a_day
    staff = {
        Level.COMMUNITY: rules.communities.staff,
        Level.STREET: rules.streets.staff,
        Level.DEPARTMENT: rules.departments.staff,
    }
    capacity = {level: staff[level] * year for level in _LEVELS}
    meeting = staff | {Level.STREET: rules.streets.staff - rules.streets.desk_positions}  # contact desks do not meet
    heads = (rules.streets.section_staff > 0).sum(axis=1)
    lines = [
        *(
            Line(Level.STREET, name, Text(en=en, zh=zh), hours.sum(axis=1))
            for name, en, zh, hours in _street_terms(rules, world, work)
        ),
        Line(
            Level.STREET,
            "proactive",
            Text(en="work on root causes", zh="未诉先办"),
            rules.streets.proactive * capacity[Level.STREET],
        ),
        Line(
            Level.STREET,
            "initiatives",
            Text(en="training and advice on plans", zh="培训与参与规划"),
            rules.streets.training * rules.streets.staff
            + rules.streets.advice * rules.stocks.advice_hours * days / DAYS_A_WEEK,
        ),
        Line(
            Level.STREET,
            "sections_meet",
            Text(en="meetings of sections, reporting", zh="科室会议与内部汇报"),
            meetings_of_sections(rules, heads, meeting[Level.STREET] * year, world.calendar.hours_a_day),
        ),
        Line(
            Level.COMMUNITY,
            "tickets",
            Text(en="issues handled", zh="办理居民诉求"),
            _shared_out(rules, world, work.of("community_visits") * rules.categories.community_hours),
        ),
        Line(
            Level.COMMUNITY,
            "deliberation",
            Text(en="residents' halls", zh="居民议事"),
            _shared_out(rules, world, work.of("deliberated") * rules.stocks.deliberation_hours),
        ),
        Line(
            Level.COMMUNITY,
            "patrol",
            Text(en="grid patrols", zh="网格巡查"),
            rules.communities.patrol * capacity[Level.COMMUNITY],
        ),
        Line(
            Level.COMMUNITY,
            "grids",
            Text(en="leaders of grids", zh="联系网格骨干"),
            rules.communities.grids * rules.stocks.grid_hours * days / DAYS_A_WEEK,
        ),
        Line(
            Level.COMMUNITY,
            "handed",
            Text(en="handing cases to property firms", zh="转交物业承办"),
            _shared_out(rules, world, work.of("handed") * rules.service.handover_hours),
        ),
        *top_down_lines(rules, world, days),
        Line(
            Level.COMMUNITY,
            "statutory",
            Text(en="windows and patrol", zh="窗口与巡查"),
            rules.communities.statutory_a_day * days * rules.service.statutory_hours,
        ),
        Line(
            Level.COMMUNITY,
            "walk_ins",
            Text(en="walk-ins", zh="上门求助"),
            rules.communities.walk_ins_a_day * days * rules.service.walk_in_hours,
        ),
        *(
            Line(level, "meetings", Text(en="meetings", zh="会议"), rules.service.meeting_share[level] * year * who)
            for level, who in meeting.items()
        ),
    ]
    lines += [
        own_line(rules, days),
        Line(
            Level.DEPARTMENT, "assignments", Text(en="whistled work with travel", zh="吹哨任务(含往返)"), work.whistled
        ),
        Line(
            Level.DEPARTMENT,
            "in_vain",
            Text(en="appointments that others miss", zh="因他人失约而空跑"),
            work.in_vain,
        ),
    ]
    others = np.sum([line.hours for line in lines if line.level == Level.DEPARTMENT], axis=0)
    spare = np.maximum(capacity[Level.DEPARTMENT] - others, 0.0)
    lines.append(
        Line(
            Level.DEPARTMENT,
            "letters",
            Text(en="letters that are taken up", zh="承办的协调函"),
            np.minimum(spare, work.letters * work.served_by),
        )
    )
    rows = work.filed + work.duplicated
    once = rows @ _once(rules)
    return Load(
        tuple(lines),
        capacity,
        work.letters,
        work.served_by,
        work.first,
        work.again,
        work.filed,
        work.duplicated,
        float(once.sum()),
    )


def _once(rules: Rules) -> Array:
    """Return a street's hours on a row of each category that passes every step once, float64[K]."""
    categories, service = rules.categories, rules.service
    authority = shares(categories.authority_cumulative)
    ordinary = 1.0 - shares(categories.grade_cumulative)[:, Grade.EMERGENCY]
    settled = ordinary * shares(categories.solvability_cumulative)[:, Solvability.SOLVABLE] * categories.first_call
    at_once = settled * (authority[:, 0] + authority[:, 1])
    return np.asarray(
        at_once * service.first_call_hours
        + (1.0 - at_once) * (service.contact_hours + service.verify_hours)
        + authority[:, 1] * (1.0 - settled) * categories.street_hours
        + authority[:, 2] * service.draft_hours
    )


def _street_terms(rules: Rules, world: World, work: Flows) -> list[tuple[str, str, str, Array]]:
    """Return the residents' part of the streets' sum, float64[S, K] each."""
    streets, service, hours = rules.streets, rules.service, rules.categories.street_hours[None, :]
    sections = (streets.section_staff > 0).sum(axis=1)
    misrouted = np.where(sections > 1, 1.0 - streets.accuracy, 0.0)[:, None]
    escorts = work.of("whistles") + work.of("whistled_street")
    garbled = [
        float(share_garbled(n, service.layer_loss, r, service.reporting_half))
        for n, r in zip(streets.layers, streets.reporting, strict=True)
    ]
    calls = work.of("triages") + work.of("desk_triages")
    regular = np.divide(work.of("triages"), calls, out=np.zeros_like(calls), where=calls > 0.0)
    districts, of_street = rules.districts, world.street_district
    called = work.of("whistles") * np.array([x.expected().sum() for x in work.involved]) + work.of("whistled_street")
    evaluation = 0.5 * called * districts.evidence_hours[of_street][:, None]
    evaluation += escorts * (districts.third_party[of_street] * service.third_party_hours)[:, None]
    verify = service.verify_hours + streets.professional * service.professional_hours
    return [
        (
            "contact",
            "first contact",
            "首次联系",
            work.of("triages") * service.contact_hours
            + work.of("at_once") * (service.first_call_hours - service.contact_hours),
        ),
        ("replies", "replies before the deadline", "期限前答复", _replies(rules, world, work)),
        (
            "misrouted",
            "sorting out what was sent to the wrong section",
            "转错科室后的分辨",
            (work.of("triages") - work.of("at_once")) * misrouted * service.contact_hours,
        ),
        (
            "garbled",
            "asking again what was misunderstood",
            "传达有误后再次联系",
            work.of("closed") * regular * np.array(garbled)[:, None] * service.contact_hours,
        ),
        (
            "handed_on",
            "handing cases to property firms and utilities",
            "转交物业与公用企业承办",
            work.of("handed_on") * service.handover_hours,
        ),
        ("handling", "issues handled", "办理居民诉求", work.of("street_visits") * hours),
        (
            "delegated",
            "handling under delegated powers",
            "行使下放职权办理",
            work.of("delegated") * work.delegated_hours * streets.delegated_factor[:, None],
        ),
        ("stationed", "handling by stationed teams", "驻街力量办理", work.of("stationed") * work.delegated_hours),
        (
            "prepare",
            "preparing letters and whistles",
            "准备协调函与哨",
            work.of("prepared") * (service.prepare_hours + streets.authority[:, None] * service.summon_hours)
            + work.of("drafted") * service.draft_hours,
        ),
        ("escort", "escorting departments", "陪同部门处置", escorts * service.coordination_hours),
        (
            "returns",
            "releasing returned work again",
            "退回后重新发布",
            (work.returns + work.letters_returned) * service.coordination_hours,
        ),
        ("chasing", "reminding departments of letters", "催办函件", work.reminders * service.remind_hours),
        ("verify", "verification", "核实结项", work.of("verifications") * verify[:, None] + evaluation),
    ]


def _replies(rules: Rules, world: World, work: Flows) -> Array:
    """Return hours of replies, float64[S, K]: where they are assessed, on rows that departments have to deal with.

    What the street or the community deals with is taken to be dealt with, and so replied to, before.
    """
    districts = rules.districts
    assessed = ((districts.ranking > 0.0) | (districts.supervision_days > 0.0))[world.street_district]
    beyond = shares(rules.categories.authority_cumulative)[:, 2]
    return np.asarray(assessed[:, None] * work.of("triages") * beyond[None, :] * rules.service.reply_hours)


def meetings_of_sections(rules: Rules, heads: NDArray[Any], staffed: NDArray[Any], hours_a_day: float) -> Array:
    """Return the hours a year that `heads` of sections meet in, and that reporting takes of the staffed hours."""
    streets, service = rules.streets, rules.service

    def a_year(days: Array) -> Array:
        return np.divide(YEAR, days, out=np.zeros(len(days)), where=days > 0.0)

    meetings = a_year(streets.committee_days) * service.committee_hours
    meetings += a_year(streets.consultation_days) * service.consultation_hours
    meetings += streets.topic_meetings * YEAR / 30.0 * service.topic_hours
    return np.asarray(heads * meetings + staffed * streets.reporting / (DAYS_A_WEEK * hours_a_day))


def _shared_out(rules: Rules, world: World, by_street: Array) -> Array:
    """Return the hours of every community: the street's, float64[S, K], in proportion to its problems."""
    problems = rules.demand.problems_a_day
    total = np.zeros((len(world.street_district), problems.shape[1]))
    np.add.at(total, world.community_street, problems)
    share = np.divide(
        problems, total[world.community_street], out=np.zeros_like(problems), where=total[world.community_street] > 0
    )
    return np.asarray((share * by_street[world.community_street]).sum(axis=1))
