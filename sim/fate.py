"""What is expected to become of a filed row: visits, routes and repeats, in closed form.

Follows docs/flow.md, sections 4 to 6, for one row of every category at every street. Luck of
different visits is independent there, so the visits of a row are a short Markov chain.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.involvement import shares
from sim.rules import Rules, World
from sim.stages import Family, Grade, Ground, Level, Solvability

Array = NDArray[np.float64]


class Visit(NamedTuple):
    """Ends of one visit: solved, reopened, or closed unsolved; and closed as solved in the ledger."""

    solved: Array
    reopened: Array
    stopped: Array
    recorded: Array

    def mixed(self, other: "Visit", share: Array) -> "Visit":
        """Return the visit that is `other` with probability `share`."""
        kept = 1.0 - share
        return Visit(
            kept * self.solved + share * other.solved,
            kept * self.reopened + share * other.reopened,
            kept * self.stopped + share * other.stopped,
            kept * self.recorded + share * other.recorded,
        )


class Fate(NamedTuple):
    """Expected numbers per filed row, repeats included; float64[S, K].

    "regular" work is done in staffed hours, "desk" work at the emergency desks.
    """

    rows: Array  # the row and its repeats
    closed: Array  # of these, neither excluded nor withdrawn
    unsolved: Array  # of these, closed with the problem unsolved
    recorded: Array  # of these, recorded as solved
    triages: Array  # regular first calls, before misrouting
    at_once: Array  # of these, calls in which the case was settled
    desk_triages: Array
    community_visits: Array
    deliberated: Array  # settled by residents among themselves
    handed: Array  # by the community to a property firm of the alliance
    handed_on: Array  # by the street to a property firm or utility
    street_visits: Array
    desk_street_visits: Array
    delegated: Array
    desk_delegated: Array
    stationed: Array  # handled by teams stationed at the street
    desk_stationed: Array
    prepared: Array  # whistles
    desk_prepared: Array
    drafted: Array  # letters
    desk_drafted: Array
    letters: Array
    desk_letters: Array
    whistles: Array  # to all departments the problem needs
    desk_whistles: Array
    whistled_street: Array  # what the street could solve, to the lead department alone
    desk_whistled_street: Array
    verifications: Array


def one_visit(
    solvable: bool, quality: Array, false_closing: Array, rigour: Array, reversed_share: Array | float = 0.0
) -> Visit:
    """Work out the end of a visit that is handled and verified."""
    good = quality if solvable else np.zeros_like(quality)
    kept = 1.0 - np.asarray(reversed_share)
    failed = kept * (1.0 - good)
    again = failed * rigour * (false_closing + (1.0 - false_closing if solvable else 0.0))
    unnoticed = failed * false_closing * (1.0 - rigour)
    return Visit(kept * good, (1.0 - kept) + again, failed - again, kept * good + unnoticed)


def whistled_share(rules: Rules) -> tuple[Array, Array, Array]:
    """Return shares of rows that are whistled or delegated.

    float64[S, K, 2] (0: emergencies, 1: others) of issues beyond authority that are whistled, the same for what the
    street could solve, and float64[S] of delegation.
    """
    season = rules.demand.season
    days = season.sum(axis=1)
    in_phase = np.where(season >= rules.categories.phase_season, season, 0.0).sum(axis=1) / np.maximum(days, 1e-300)
    several = 1.0 - shares(rules.categories.number_cumulative)[:, 0]
    ground = np.stack([(1.0 - in_phase) * (1.0 - several), (1.0 - in_phase) * several, in_phase], axis=1)  # [K, 3]
    order = [Ground.AUTHORITY, Ground.OVERLAP, Ground.PHASE]
    grounds_on = rules.grounds.astype(np.float64)[:, order] @ ground.T  # [S, K]
    emergency = rules.families[:, Family.EMERGENCY].astype(np.float64)[:, None] * grounds_on
    other = rules.families[:, rules.categories.family].astype(np.float64) * grounds_on
    allowed = np.stack([emergency, other], axis=2)
    streets = rules.streets
    whistled = allowed * streets.whistle[:, None, None]
    return whistled, allowed * streets.whistle_solvable[:, None, None], streets.delegated


class Followed:
    """A row of every category at every street, followed as far as it does not hang on letters that are given up.

    Parameters
    ----------
    twins : float64[K]
        Unmerged duplicates per first file: what they solve is not filed again.
    duplicate
        The row is one of a problem whose first row runs ahead of it: it is solved when that one is.
    """

    def __init__(self, rules: Rules, world: World, twins: Array, duplicate: bool = False) -> None:
        self._rules, self._twins, self._duplicate = rules, twins, duplicate
        streets, service, categories = rules.streets, rules.service, rules.categories
        self._size = (len(streets.staff), len(categories.street_hours))
        fill = self._fill = np.ones(self._size)
        self._none = np.zeros(self._size)
        rigour = streets.rigour + (1.0 - streets.rigour) * streets.professional * service.professional_catch
        rigour = rigour[:, None] * fill
        false_street = streets.false_closing[:, None] * fill
        false_community = _by_street(rules.communities.false_closing, world)[:, None] * fill
        false_lead = _of_lead(rules, world)
        quality = {level: service.quality[level] * fill for level in (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)}
        self._whistled, self._whistled_solvable, delegated = whistled_share(rules)
        self._delegated = delegated[:, None] * fill
        self._stationed = streets.stationed[:, None] * fill
        self._halls = _by_street(rules.communities.deliberation, world)[:, None] * categories.self_governable[None, :]
        self._shares = (
            shares(categories.grade_cumulative),
            shares(categories.solvability_cumulative),
            shares(categories.authority_cumulative),
        )
        self._allied = _allied(rules, world)
        # a visit of departments, of stationed teams, by delegated power, of somebody outside government
        self._later: dict[Solvability, tuple[Visit, Visit, Visit, Visit]] = {}
        self._by_letter: dict[Solvability, Visit] = {}  # departments that answer, each for itself
        # what kinds, urgencies and authorities add to the sums, in order; where that hangs on letters, the kind alone
        self._parts: list[list[tuple[str, Array]] | Solvability] = []
        self._urgent: dict[Solvability, list[tuple[str, Array]]] = {}  # the parts of emergencies beyond the street
        for kind in Solvability:
            solvable = kind == Solvability.SOLVABLE
            by_department = one_visit(solvable, quality[Level.DEPARTMENT], false_lead, rigour)
            by_street = one_visit(solvable, quality[Level.STREET], false_street, rigour)
            by_power = one_visit(
                solvable, quality[Level.STREET], false_street, rigour, streets.reversed[:, None] * fill
            )
            by_team = one_visit(solvable, quality[Level.DEPARTMENT], false_street, rigour)
            in_hall = one_visit(solvable, rules.stocks.deliberation_quality * fill, false_community, rigour)
            by_handler = one_visit(
                solvable, service.quality[Level.HANDLER] * fill, service.handler_false_closing * fill, rigour
            )
            by_community = one_visit(solvable, quality[Level.COMMUNITY], false_community, rigour).mixed(
                in_hall, self._halls
            )
            self._later[kind] = (by_department, by_team, by_power, by_handler)
            together = quality[Level.DEPARTMENT] * _kept_apart(rules)[None, :]
            self._by_letter[kind] = one_visit(solvable, together, false_lead, rigour)
            for urgent in (True, False):
                shared = by_street.mixed(by_department, self._whistled_solvable[:, :, 0 if urgent else 1])
                self._parts += [self._added(kind, urgent, 0, by_community, by_handler)]
                self._parts += [self._added(kind, urgent, 1, shared, by_handler)]
                if urgent:
                    self._urgent[kind] = self._beyond(kind, True, by_department)
                self._parts += [self._urgent[kind] if urgent else kind]

    def fate(self, served: Array) -> Fate:
        """Return the expected numbers.

        Parameters
        ----------
        served : float64[S, K]
            Probability that all letters of the row are taken up.
        """
        total = {name: np.zeros(self._size) for name in Fate._fields}
        given_up = Visit(self._none, self._none, self._fill, self._none)
        for parts in self._parts:
            if isinstance(parts, Solvability):
                parts = self._beyond(parts, False, given_up.mixed(self._by_letter[parts], served))
            for name, added in parts:
                total[name] += added
        return Fate(**total)

    def settled(self, name: str) -> Array:
        """Return one of the expected numbers, of those that do not hang on letters that are given up."""
        total = np.zeros(self._size)
        for parts in self._parts:
            if not isinstance(parts, Solvability):
                for of, added in parts:
                    if of == name:
                        total += added
        return total

    def letters_and_whistles(self, served: Array) -> tuple[Array, Array]:
        """Return two of the expected numbers alone, `letters` and `whistles`; see `fate`."""
        letters, whistles = np.zeros(self._size), np.zeros(self._size)
        for kind in Solvability:
            begun = dict(self._urgent[kind])
            letters += begun["letters"]
            whistles += begun["whistles"]
            left = self._left_to_departments(kind, served)
            w = self._whistled[:, :, 1]
            whistles += left * w
            letters += left * (1.0 - w)
        return letters, whistles

    def _left_to_departments(self, kind: Solvability, served: Array) -> Array:
        """Return visits of regular cases beyond a street's authority that are neither delegated nor of its team.

        As `_beyond` and `_added` have them, without what of a visit does not bear on it: how often it solves.
        """
        by_department, by_team, by_power, by_handler = self._later[kind]
        outside, letter = self._allied[2], self._by_letter[kind]
        reopened, stopped = served * letter.reopened, (1.0 - served) + served * letter.stopped
        ways = ((self._whistled[:, :, 1], by_department), (self._stationed, by_team), (self._delegated, by_power),
                (outside, by_handler))  # fmt: skip
        for share, ends in ways:
            if share.any():
                kept = 1.0 - share
                reopened, stopped = kept * reopened + share * ends.reopened, kept * stopped + share * ends.stopped
        none = self._none
        _, visits, _, _, cases = self._passed(kind, False, 2, Visit(none, reopened, stopped, none))
        later = cases * visits * (1.0 - outside)
        return later * (1.0 - self._delegated) * (1.0 - self._stationed)

    def _beyond(self, kind: Solvability, urgent: bool, letter: Visit) -> list[tuple[str, Array]]:
        """Return what cases beyond a street's authority add, a letter of theirs ending as given."""
        by_department, by_team, by_power, by_handler = self._later[kind]
        whistled = letter.mixed(by_department, self._whistled[:, :, 0 if urgent else 1])
        route = whistled.mixed(by_team, self._stationed).mixed(by_power, self._delegated)
        return self._added(kind, urgent, 2, route, by_handler)

    def _added(
        self, kind: Solvability, urgent: bool, a: int, route: Visit, by_handler: Visit
    ) -> list[tuple[str, Array]]:
        """Return what rows of a kind, urgency and authority add to which sums."""
        e = 0 if urgent else 1
        outside = self._none if urgent else self._allied[a]
        visit, visits, unsolved, rows, cases = self._passed(kind, urgent, a, route.mixed(by_handler, outside))
        at_once, left, falsely = self._settled_in_the_first_call(kind, urgent, a)
        again = 1.0 - at_once + at_once * left * self._rules.demand.refile  # rows that go on, for each first file
        filed, rows, cases = at_once * self._weight(kind, urgent, a), rows * again, cases * again
        first, later = (cases, cases * (visits - 1.0)) if urgent else (0.0 * cases, cases * visits)
        added = [("handed" if a == 0 else "handed_on", later * outside)]
        inside = cases * visits * (1.0 - outside)
        later = later * (1.0 - outside)
        added += [
            ("rows", rows + filed),
            ("closed", cases + filed),
            ("unsolved", cases * unsolved + filed * left),
            ("desk_triages" if urgent else "triages", rows + filed),
            ("at_once", filed),
            ("verifications", cases * visits),
        ]
        if a == 0:
            added += [("community_visits", inside * (1.0 - self._halls)), ("deliberated", inside * self._halls)]
        elif a == 1:
            w = self._whistled_solvable[:, :, e]
            for prefix, many in (("desk_", first), ("", later)):
                added += [
                    (f"{prefix}street_visits", many * (1.0 - w)),
                    (f"{prefix}whistled_street", many * w),
                    (f"{prefix}prepared", many * w),
                ]
        else:
            w = self._whistled[:, :, e]
            for prefix, many in (("desk_", first), ("", later)):
                added.append((f"{prefix}delegated", many * self._delegated))
                many = many * (1.0 - self._delegated)
                added.append((f"{prefix}stationed", many * self._stationed))
                many = many * (1.0 - self._stationed)
                # after visit 0 a letter of an emergency is regular work, though it is always taken up
                added += [(f"{prefix}{name}", many * w) for name in ("prepared", "whistles")]
                added += [(f"{prefix}{name}", many * (1.0 - w)) for name in ("drafted", "letters")]
        added.append(("recorded", cases * visits * visit.recorded + filed * (1.0 - left + left * falsely)))
        return added

    def _settled_in_the_first_call(self, kind: Solvability, urgent: bool, a: int) -> tuple[Array, float, Array]:
        """Return shares: settled in the first call, of these unsolved, of these closed falsely."""
        service, none = self._rules.service, self._none
        false = self._rules.streets.false_closing[:, None] * self._fill
        if urgent or kind != Solvability.SOLVABLE or a > 1:
            return none, 0.0, false
        return self._rules.categories.first_call[None, :] * self._fill, 1.0 - service.first_call_quality, false

    def _weight(self, kind: Solvability, urgent: bool, a: int) -> Array:
        """Return the share of first files that are of a kind, urgency and authority."""
        grade, solvability, authority = self._shares
        share_of_grade = grade[:, Grade.EMERGENCY] if urgent else 1.0 - grade[:, Grade.EMERGENCY]
        return np.asarray((share_of_grade * solvability[:, kind] * authority[:, a])[None, :] * self._fill)

    def _passed(
        self, kind: Solvability, urgent: bool, a: int, visit: Visit
    ) -> tuple[Visit, Array, Array, Array, Array]:
        """Follow rows of a kind, urgency and authority through visits that end as given, and their repeats.

        Returns the end of a visit, visits a case, the chance that a case is closed unsolved, rows and cases.
        """
        rules, solvable = self._rules, kind == Solvability.SOLVABLE
        kept = 1.0 - (rules.demand.explain_share if kind == Solvability.UNREASONABLE else 0.0)
        weight = self._weight(kind, urgent, a)
        visits, unsolved = _chain(visit, rules.service.max_visits)
        if self._duplicate and solvable:
            visit = Visit(visit.solved, visit.reopened * unsolved, visit.stopped * unsolved, visit.recorded)
            visits, unsolved = _chain(visit, rules.service.max_visits)[0], unsolved * unsolved
        left = unsolved  # when the survey is made
        if solvable and not self._duplicate:
            left = unsolved * (1.0 - np.minimum(self._twins, 1.0)[None, :] * (1.0 - unsolved))
        rows = weight / (1.0 - kept * rules.demand.refile * left)
        return visit, visits, unsolved, rows, rows * kept


def _allied(rules: Rules, world: World) -> tuple[Array, Array, Array]:
    """Return the shares of cases of community, street and departments that go to allies, float64[S, K] each."""
    alliance = _by_street(rules.communities.alliance, world)[:, None]
    categories = rules.categories
    firm = np.where(categories.utility < 0, categories.property_share, 0.0)[None, :]
    utility = categories.utility_share[None, :]
    return alliance * firm, alliance * (firm + utility), alliance * utility


def _kept_apart(rules: Rules) -> Array:
    """Return what is left of the chance of a true solution where departments answer apart, float64[K]."""
    number = shares(rules.categories.number_cumulative)
    return np.asarray(number @ (1.0 - rules.service.apart) ** np.arange(number.shape[1]))


def _chain(visit: Visit, most: int) -> tuple[Array, Array]:
    """Return expected visits and the chance that the last one leaves the problem unsolved."""
    reach = np.ones_like(visit.reopened)
    visits = np.zeros_like(reach)
    unsolved = np.zeros_like(reach)
    for number in range(most):
        visits += reach
        unsolved += reach * (visit.stopped if number < most - 1 else visit.stopped + visit.reopened)
        reach = reach * visit.reopened
    return visits, unsolved


def _by_street(values: Array, world: World) -> Array:
    """Average a column of communities over each street."""
    number = np.bincount(world.community_street, minlength=len(world.street_district))
    return np.bincount(world.community_street, weights=values, minlength=len(number)) / np.maximum(number, 1)


def _of_lead(rules: Rules, world: World) -> Array:
    """Return the lead department's false closing by street and category."""
    lead = shares(rules.categories.lead_cumulative)
    found = []
    for district in world.street_district:
        begin, end = world.district_departments[district : district + 2]
        found.append(lead[:, : end - begin] @ rules.departments.false_closing[begin:end])
    return np.array(found)
