"""Law 2 of what is with departments: letters asked for, done or given up; appointments booked, kept or missed."""

import numpy as np

from sim.clock import staffed_hours
from sim.kernel.check_in import ASKED, AT_WORK, AWAY
from sim.kernel.jobs import ESCORT, LETTER, PAIR, RELEASE_AGAIN, REMINDER
from sim.kernel.state import SLOTS, Count, Town
from sim.randomness import Purpose, row_role, uniform
from sim.rules import Rules
from sim.stages import NONE, EventKind, Grade, Level, Solvability, Stage, Status
from tests.property.asked import active_jobs, table
from tests.property.hours import extreme

SMALL = 1e-6  # h


def _current(town: Town) -> np.ndarray:
    """Tell of every assignment whether it belongs to what its row has sent out last."""
    issues, assignments = table(town, "issues"), table(town, "assignments")
    first = issues["assignment"][assignments["issue"]]
    place = np.arange(len(assignments)) - first
    current = (first != NONE) & (place >= 0) & (place < issues["called"][assignments["issue"]])
    return current & (assignments["visit"] == issues["visits"][assignments["issue"]])


def _open_letters(town: Town) -> np.ndarray:
    assignments = table(town, "assignments")
    return (assignments["whistle"] == NONE) & np.isnan(assignments["done_at"]) & (assignments["lapsed"] == 0)


def _open_whistles(town: Town) -> np.ndarray:
    """Tell of every whistle whether its row waits for departments that it has called."""
    whistles = table(town, "whistles")
    return np.isnan(whistles["done_at"]) & (whistles["not_booked"] == 0) & ~missed_to_the_end(town)


def missed_to_the_end(town: Town) -> np.ndarray:
    """Tell of every whistle whether its last appointment has failed."""
    whistles, issues = table(town, "whistles"), table(town, "issues")
    of = issues[whistles["issue"]]
    last = (of["whistle"] == np.arange(len(whistles))) & (of["visits"] == whistles["visit"]) & (of["by_whistle"] == 1)
    return last & (of["lapsed"] == 1)


def with_departments(town: Town) -> np.ndarray:
    """Return of every row how many of its letters' releases and whistles wait for departments: one at most."""
    number, assignments = len(table(town, "issues")), table(town, "assignments")
    by_letter = np.bincount(assignments["issue"][_open_letters(town)], minlength=number) > 0
    return by_letter + np.bincount(table(town, "whistles")["issue"][_open_whistles(town)], minlength=number)


def _jobs_of(town: Town, rows: str, *kinds: int) -> np.ndarray:
    jobs = active_jobs(town)
    return np.bincount(jobs["subject"][np.isin(jobs["kind"], kinds)], minlength=len(table(town, rows)))


def _events_of(town: Town, rows: str, kind: EventKind) -> np.ndarray:
    events = table(town, "events")
    return np.bincount(events["subject"][events["kind"] == kind], minlength=len(table(town, rows)))


def assert_letters_are_with_somebody(town: Town) -> None:
    """Law 2: a letter neither done nor given up is asked for, reminded of, sent back or done, by one hand at a time."""
    issues, assignments = table(town, "issues"), table(town, "assignments")
    letter, still_open = assignments["whistle"] == NONE, _open_letters(town)
    in_work = _jobs_of(town, "assignments", LETTER)
    waits = _events_of(town, "assignments", EventKind.REMIND)
    at_street = _jobs_of(town, "assignments", RELEASE_AGAIN, REMINDER)
    assert np.array_equal((in_work + waits + at_street)[still_open], np.ones(still_open.sum()))
    assert (in_work[~still_open] == 0).all() and not (waits + in_work)[~letter].any()
    assert town.counts[Count.LETTERS] == still_open.sum()
    assert _current(town)[still_open].all()
    assert (issues["status"][assignments["issue"][still_open]] == Status.OPEN).all()
    # who has taken a letter up has it, nobody else
    urgent_or_was = issues["grade"][assignments["issue"]] == Grade.EMERGENCY
    taken_up = ~np.isnan(assignments["accepted_at"]) | urgent_or_was
    assert np.array_equal((in_work == 1)[letter], (taken_up & still_open)[letter])
    assert not (~np.isnan(assignments["done_at"]) & letter & ~taken_up).any()
    assert not (~np.isnan(assignments["done_at"]) & letter & (assignments["lapsed"] == 1)).any()


def assert_whistles_are_with_somebody(town: Town) -> None:
    """Law 2: a whistle is signed for by each of its departments, then waits for one appointment, then is at work."""
    assignments, whistles, events = (table(town, name) for name in ("assignments", "whistles", "events"))
    issues, jobs = table(town, "issues"), active_jobs(town)
    blown, still_open = assignments["whistle"] != NONE, _open_whistles(town)
    asked = np.isnan(assignments["accepted_at"]) & blown
    signing = _events_of(town, "assignments", EventKind.ACCEPT) + _jobs_of(town, "assignments", RELEASE_AGAIN)
    assert np.array_equal(signing[blown], asked[blown])

    of = issues[whistles["issue"]]
    urgent = (of["grade"] == Grade.EMERGENCY) & (whistles["visit"] == 0)
    accepted, present = ~np.isnan(whistles["accepted_at"]), ~np.isnan(whistles["all_present_at"])
    assert not (present & (whistles["not_booked"] == 1)).any() and not (present & missed_to_the_end(town)).any()
    to_come = np.zeros(len(whistles), int)
    booked_for = events["subject"][events["kind"] == EventKind.APPOINTMENT]
    np.add.at(to_come, issues["whistle"][booked_for], 1)
    missing = events[events["kind"] == EventKind.MISSED]
    missing = missing[missing["detail"] == whistles["appointments"][missing["subject"]] - 1]
    running = np.bincount(missing["subject"], minlength=len(whistles))
    # complete but for the street's officer, whose coming no time is set for
    complete = (of["escort"] == ASKED) & (of["whistle"] == np.arange(len(whistles))) & ~present & still_open
    waits = accepted & ~present & still_open & ~urgent
    assert np.array_equal((to_come + (running.astype(bool) | complete))[waits], np.ones(waits.sum()))
    assert (to_come[~waits] == 0).all()
    assert np.array_equal(whistles["booked"], np.where(urgent, 0, whistles["appointments"] + to_come))

    pairs = jobs[jobs["kind"] == PAIR]
    assert len(np.unique(pairs["subject"])) == len(pairs) == (assignments["job"][blown] != NONE).sum()
    held = assignments["whistle"][pairs["subject"]]
    assert (to_come[held] == 0).all() and still_open[held].all()
    called = assignments["party"] != AWAY
    with_pair = np.isin(np.arange(len(assignments)), pairs["subject"])
    assert not (with_pair & ~called)[blown].any()
    at_work = blown & (assignments["party"] == AT_WORK) & np.isnan(assignments["done_at"])
    assert with_pair[at_work].all()
    escorts = np.bincount(jobs["subject"][jobs["kind"] == ESCORT], minlength=len(issues))
    assert (escorts[np.isin(issues["escort"], (ASKED, AT_WORK))] > 0).all()
    # who has missed an appointment, and what has come of it
    failed = whistles["appointments"] - (present | complete | urgent | (running > 0))
    fewest = np.bincount(assignments["whistle"][blown], assignments["missed"][blown], len(whistles))
    most = np.zeros(len(whistles), int)
    np.maximum.at(most, assignments["whistle"][blown], assignments["missed"][blown])
    assert (fewest >= failed).all() and (most <= np.maximum(failed, 0)).all()


def assert_letters_are_given_up_after_the_last_reminder(town: Town, *rules: Rules) -> None:
    """Law 2: so often asked in vain, no earlier; such a row is unsolved, nobody has handled it."""
    issues, assignments = table(town, "issues"), table(town, "assignments")
    letter = assignments["whistle"] == NONE
    fewest, most = (f(r.service.reminders for r in rules) for f in (min, max))
    assert (assignments["asks"][letter] <= most + 1).all() and not assignments["asks"][~letter].any()
    given_up = letter & (assignments["lapsed"] == 1) & _current(town)
    assert (assignments["asks"][given_up] > fewest).all() and np.isnan(assignments["accepted_at"][given_up]).all()
    number = len(issues)
    unanswered = np.bincount(assignments["issue"][given_up], minlength=number) > 0
    answered = np.bincount(assignments["issue"][_open_letters(town)], minlength=number) == 0
    left = unanswered & answered
    assert (issues["lapsed"][left] == 1).all() and (issues["recorded_solved"][left] == 0).all()
    handled, released = town.last[Stage.HANDLE, :number], town.last[Stage.RELEASE, :number]
    assert not (handled >= released)[left].any(), "handled though a letter was given up"
    out = np.bincount(assignments["issue"][_current(town) & letter], minlength=number) > 0
    assert not (issues["lapsed"] == 1)[out & ~left].any()


def assert_letters_solve_what_they_may(town: Town, *rules: Rules) -> None:
    """Law 2: a row is truly solved by letters iff its draw says so; the more departments answer apart, the less."""
    issues, assignments = table(town, "issues"), table(town, "assignments")
    number = len(issues)
    handled, released = town.last[Stage.HANDLE, :number], town.last[Stage.RELEASE, :number]
    first = issues["assignment"]
    out = (first != NONE) & (issues["by_whistle"] == 0) & (handled >= released) & (issues["lapsed"] == 0)
    out &= issues["solvability"] == Solvability.SOLVABLE
    of = assignments[first[out]]
    out[out] = (of["visit"] == issues["visits"][out]) & (of["whistle"] == NONE)
    solved_at = table(town, "problems")["solved_at"][issues["problem_index"]]
    for n in np.flatnonzero(out):
        apart = issues["called"][n] - 1
        chances = [r.service.quality[Level.DEPARTMENT] * (1.0 - r.service.apart) ** apart for r in rules]
        u = uniform(town.seed, Purpose.SOLVED, int(issues["row"][n]), int(issues["visits"][n]))
        already = solved_at[n] < handled[n]
        if u < min(chances) or already:
            assert issues["truly_solved"][n] == 1
        elif u >= max(chances):
            assert issues["truly_solved"][n] == 0


def assert_bookings(town: Town, *rules: Rules) -> None:
    """Law 2: no more pairs are booked than are offered, and what is booked are the appointments of whistles."""
    assignments, whistles, events = (table(town, name) for name in ("assignments", "whistles", "events"))
    issues, most = table(town, "issues"), extreme(np.maximum, *rules)
    offered = np.maximum(1, np.rint(most.service.bookable * most.departments.staff / 2.0))
    assert (town.bookings <= offered[:, None]).all() and (town.bookings >= 0).all()
    blown = assignments[assignments["whistle"] != NONE]
    booked = np.bincount(blown["department"], whistles["booked"][blown["whistle"]], len(town.bookings))
    assert np.array_equal(town.bookings.sum(axis=1), booked)

    days = town.first_day + np.arange(town.bookings.shape[1] // SLOTS)
    works = np.zeros(len(days), bool)
    known = town.calendar.staffed[town.first_day - town.calendar.first_day :][: len(days)]
    works[: len(known)] = known == 1
    assert not town.bookings.reshape(len(town.bookings), -1, SLOTS)[:, ~works].any(), "booked for a day off"
    if len({r.service.slots.tobytes() for r in rules}) > 1:
        return  # which of them a place in the book was is told nowhere
    times = (24.0 * days[:, None] + rules[0].service.slots).ravel()
    per = np.zeros(town.bookings.shape, int)
    for event in events[events["kind"] == EventKind.APPOINTMENT]:
        i = issues[event["subject"]]
        slot = np.flatnonzero(times == event["time"])
        assert len(slot) == 1, "an appointment at no time for one"
        for n in range(i["called"]):
            per[assignments["department"][i["assignment"] + n], slot[0]] += 1
    urgent = (issues["grade"][blown["issue"]] == Grade.EMERGENCY) & (blown["visit"] == 0)
    kept = blown[~urgent & ~np.isnan(blown["called_at"])]
    slot = np.searchsorted(times, kept["called_at"])
    assert np.array_equal(times[slot], kept["called_at"]), "an appointment at no time for one"
    np.add.at(per, (kept["department"], slot), 1)  # the first; of later ones only those to come stand somewhere
    assert (per <= town.bookings).all()
    _assert_in_time(town, whistles["accepted_at"][kept["whistle"]], kept, *rules)


def _assert_in_time(town: Town, since: np.ndarray, kept: np.ndarray, *rules: Rules) -> None:
    """First appointments are no sooner than they may be and no later than the book reaches."""
    streets = table(town, "issues")["street"][kept["issue"]]
    for n in range(len(kept)):
        lead = min(r.service.booking_lead * (1.0 - r.streets.authority[streets[n]]) for r in rules)
        most = max(r.service.booking_horizon for r in rules) * town.calendar.hours_a_day
        hours = staffed_hours(town.calendar, kept["called_at"][n]) - staffed_hours(town.calendar, since[n])
        assert lead - SMALL <= hours <= most + SMALL


def assert_no_shows(town: Town, rules: Rules) -> None:
    """Law 2: where no department decides on its effort, draws alone say who stays away; others may still come late."""
    assignments, whistles, issues = (table(town, name) for name in ("assignments", "whistles", "issues"))
    effort = rules.departments.effort
    assert np.array_equal(town.department_policy["effort"], effort)
    missing = {int(w) for w in table(town, "events")["subject"][table(town, "events")["kind"] == EventKind.MISSED]}
    for n in np.flatnonzero(assignments["whistle"] != NONE):
        a = assignments[n]
        w, i = whistles[a["whistle"]], issues[a["issue"]]
        if i["grade"] == Grade.EMERGENCY and w["visit"] == 0:
            continue
        stays = rules.service.no_show * (1.0 - effort[a["department"]]) * (1.0 - rules.streets.authority[w["street"]])
        key = row_role(int(i["row"]), int(a["role"]))
        drawn = [
            uniform(town.seed, Purpose.KEPT, key, 16 * int(w["visit"]) + k) >= 1.0 - stays
            for k in range(w["appointments"])
        ]
        if np.isnan(w["all_present_at"]) and int(a["whistle"]) in missing:
            drawn = drawn[:-1]  # the last is not over
        elif not np.isnan(w["all_present_at"]):
            assert not drawn[-1], "who stayed away was there"
        assert a["missed"] >= sum(drawn), "who stayed away has missed nothing"


def assert_departments(town: Town, *rules: Rules) -> None:
    """Law 2: all of this file that hangs on rules."""
    assert_letters_are_given_up_after_the_last_reminder(town, *rules)
    assert_letters_solve_what_they_may(town, *rules)
    assert_bookings(town, *rules)
