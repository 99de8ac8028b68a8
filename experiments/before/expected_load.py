"""The load of every office under a scenario, before anything runs: who is loaded how, and what would have to give."""

from typing import Any, NamedTuple

import numpy as np

from scenarios.compile import Compiled
from scenarios.geography_schema import Listed
from scenarios.place import Place
from sim.clock import Calendar
from sim.flows import most_taken_up, staffed_days
from sim.load import Load, offered_load, section_hours
from sim.rules import Rules
from sim.stages import Level

ALERT = 0.98  # utilisation from which a kind of office is warned of
_MOST = 3  # single offices named for each kind
_LARGEST = 3  # terms named for each kind
_TIE = 6  # digits beyond which offices are equally loaded
_UPWARD = ("transferred", "derived")
KINDS = {"communities": Level.COMMUNITY, "streets": Level.STREET, "departments": Level.DEPARTMENT}


class Dated(NamedTuple):
    """The load from a day on, and what it was worked out from."""

    day: int
    rules: Rules
    load: Load
    sections: Any  # float64[S, F], utilisation of every section; NaN where there is none

    def must(self, level: Level) -> Any:
        """Return utilisation of every office by work that nobody can decline: without letters."""
        letters = [line.hours for line in self.load.lines if line.name == "letters" and line.level == level]
        return (self.load.hours(level) - sum(letters)) / np.maximum(self.load.capacity[level], 1e-300)


def dated_loads(compiled: Compiled) -> list[Dated]:
    """Work out the load at day 0 and after the last dated change."""
    days = [max(day, 0) for day, _ in compiled.dated]
    return [_dated(compiled, at, days[at]) for at in sorted({0, len(days) - 1})]


def _dated(compiled: Compiled, at: int, day: int) -> Dated:
    rules = compiled.dated[at][1]
    load = offered_load(rules, compiled.world, compiled.filing)
    streets = rules.streets
    hours = section_hours(rules, compiled.world, compiled.filing)
    upward = sum(line.hours for line in load.lines if line.level == Level.STREET and line.name in _UPWARD)
    share = np.diff(streets.upward_cumulative, axis=1, prepend=0.0)
    offered = share * np.asarray(upward)[:, None]
    for street, row in enumerate(streets.section_of_category):
        np.add.at(offered[street], row, hours[street])
    staffed = streets.section_staff * staffed_hours_of_year(compiled.world.calendar)
    used = np.where(staffed > 0, offered / np.maximum(staffed, 1e-300), np.nan)
    return Dated(day, rules, load, used + rules.service.meeting_share[Level.STREET])


def staffed_hours_of_year(calendar: Calendar) -> float:
    """Return what one person is staffed in a year (h)."""
    return staffed_days(calendar) * calendar.hours_a_day


def kinds_of(dated: Dated) -> dict[str, dict[str, Any]]:
    """Return offices, hours and utilisation of every kind of office."""
    found = {}
    for kind, level in KINDS.items():
        capacity, hours = (float(x.sum()) for x in (dated.load.capacity[level], dated.load.hours(level)))
        lines = sorted((x for x in dated.load.lines if x.level == level), key=lambda x: -float(x.hours.sum()))
        found[kind] = {
            "offices": len(dated.load.capacity[level]),
            "staffed_hours": capacity,
            "offered_hours": hours,
            "utilisation": dated.load.overall(level),
            "must": float((dated.must(level) * dated.load.capacity[level]).sum()) / capacity,
            "largest": [
                {**x.title.both(), "share": float(x.hours.sum()) / capacity, "hours": float(x.hours.sum())}
                for x in lines[:_LARGEST]
            ],
        }
    sections = dated.sections[~np.isnan(dated.sections)]
    found["sections"] = {"offices": len(sections), "least": float(sections.min()), "most": float(sections.max())}
    return found


def most_loaded(dated: Dated, place: Place) -> dict[str, list[dict[str, Any]]]:
    """Return the most loaded single offices of every kind; departments without letters."""
    found: dict[str, list[dict[str, Any]]] = {}
    for kind, level in KINDS.items():
        must = dated.must(level)
        order = np.argsort(-must.round(_TIE), kind="stable")[:_MOST]
        found[kind] = [{**_name(place, dated, level, int(i)), "utilisation": float(must[i])} for i in order]
    flat = np.argsort(-np.nan_to_num(dated.sections, nan=-1.0).round(_TIE).ravel(), kind="stable")[:_MOST]
    found["sections"] = []
    for place_in_table in flat:
        street, section = (int(x) for x in np.unravel_index(place_in_table, dated.sections.shape))
        name = _name(place, dated, Level.STREET, street)
        number = int((dated.rules.streets.section_staff[street] > 0).sum())
        staff = int(dated.rules.streets.section_staff[street, section])
        name = {"en": f"{name['en']}, section {section + 1} of {number}",
                "zh": f"{name['zh']}，第 {section + 1} 科室（共 {number} 个）", "staff": staff}  # fmt: skip
        found["sections"].append({**name, "utilisation": float(dated.sections[street, section])})
    return found


def letters_of(dated: Dated) -> dict[str, float]:
    """Return hours of letters offered to departments, left for them and taken up, and that as a share.

    `at_most` is the share that is taken up where trays are empty.
    """
    line = next(x for x in dated.load.lines if x.name == "letters")
    offered, taken_up = float(dated.load.letters.sum()), float(line.hours.sum())
    capacity, must = dated.load.capacity[Level.DEPARTMENT], dated.must(Level.DEPARTMENT)
    return {
        "offered": offered,
        "left": float((capacity * np.maximum(1.0 - must, 0.0)).sum()),
        "taken_up": taken_up,
        "served": taken_up / offered if offered > 0 else 1.0,
        "at_most": most_taken_up(dated.rules),
    }


def warnings_of(dated: Dated, year: float) -> list[dict[str, Any]]:
    """Return what is above the alert, with what would have to give.

    Parameters
    ----------
    year : float
        What one person is staffed in a year (h).
    """
    found: list[dict[str, Any]] = []
    kinds = kinds_of(dated)
    for kind, level in KINDS.items():
        numbers, single = kinds[kind], dated.must(level)
        head = {"kind": kind, "utilisation": numbers["utilisation"], "must": numbers["must"]}
        head["staff"] = numbers["staffed_hours"] / year
        surplus = (numbers["must"] - ALERT) * numbers["staffed_hours"]
        if surplus > 0.0:
            largest = numbers["largest"][0]
            give = {"hours": surplus, "people": surplus / (ALERT * year), "cut": surplus / largest["hours"]}
            found.append({"about": "all", **head, **give, "largest": largest})
            continue
        if numbers["utilisation"] > ALERT:
            letters = letters_of(dated)
            missing = max(letters["at_most"] * letters["offered"] - letters["taken_up"], 0.0)
            found.append({"about": "letters", **head, "hours": missing, "people": missing / year, "letters": letters})
        found += _single(kind, single)
    return found + _single("sections", dated.sections[~np.isnan(dated.sections)])


def _single(kind: str, utilisation: Any) -> list[dict[str, Any]]:
    """Return a warning of single offices, none if none is above the alert."""
    over = int((utilisation > ALERT).sum())
    numbers = {"over": over, "of": len(utilisation), "most": float(utilisation.max(initial=0.0))}
    return [{"about": "single", "kind": kind, **numbers}] if over else []


def _name(place: Place, dated: Dated, level: Level, office: int) -> dict[str, Any]:
    """Return what an office is called and how many people it has."""
    if level == Level.DEPARTMENT:
        department = place.departments[office % len(place.departments)]
        return {"en": department.en, "zh": department.zh, "staff": int(dated.rules.departments.staff[office])}
    if level == Level.COMMUNITY:
        staff = int(dated.rules.communities.staff[office])
        return {"en": f"community {office + 1}", "zh": f"第 {office + 1} 社区", "staff": staff}
    staff = int(dated.rules.streets.staff[office])
    if isinstance(place.geography, Listed):
        street = place.geography.streets[office]
        return {"en": street.en, "zh": street.zh, "staff": staff}
    return {"en": f"street {office + 1}", "zh": f"第 {office + 1} 街道", "staff": staff}
