"""Every draw is a pure function of (seed, purpose, entity, attempt).

Entities are exact int64 packings of identities that no scenario changes, not hashes. So twins of
one problem in two scenarios meet the same luck, any split over processes gives the same bytes,
and a draw can be repeated by anyone who knows its four arguments.

Source of the mixer: the SplitMix64 finaliser (Steele, Lea and Flood 2014), applied once for each
argument. Inverse normal: Wichura 1988, algorithm AS 241.
"""

from enum import IntEnum

import numpy as np

from sim.compiled import entrance


class Purpose(IntEnum):
    """What a draw decides. Entity in brackets, attempt after it where it is not zero."""

    PROBLEMS = 0  # [community_day] how many problems of a category arise in a community on a day
    ARISES = 1  # [problem] hour of the day
    GRADE = 2  # [problem]
    SOLVABILITY = 3  # [problem]
    AUTHORITY = 4  # [problem] community, street or department
    DEPARTMENTS = 5  # [problem] attempt 0: how many; 1 + i: i-th try to find one
    AFFECTED = 6  # [problem] how many residents are affected
    WHO = 7  # [person] which resident
    REPORTS = 8  # [person] does the resident report
    DISCOVERY = 9  # [person] delay until the report
    MERGE = 10  # [person] is the duplicate merged
    MISROUTE = 11  # [row] 0: sent to the wrong division; 1: to which
    EXPLAIN = 12  # [row] is an unreasonable demand explained and excluded at the first call
    WORK_COMMUNITY = 13  # [row] attempt visit
    WORK_STREET = 14  # [row] attempt visit
    WORK_DEPARTMENT = 15  # [row_department] attempt visit
    LENDABLE = 16  # [row_department, role STREET_ROLE, or task_target] attempt: visit of the row
    DELEGATED = 17  # [row] attempt visit
    WHISTLE = 18  # [row] attempt visit
    WHISTLE_SOLVABLE = 19  # [row] attempt visit
    SIGN = 20  # [row_department] attempt 16 * visit + returns
    CONTACT = 21  # [row_department] attempt 16 * visit + returns
    RETURN = 22  # [row_department] attempt 16 * visit + returns
    SOLVED = 23  # [row] attempt visit
    FALSE_CLOSING = 24  # [row] attempt visit
    CAUGHT = 25  # [row] attempt visit: does verification insist
    PROFESSIONAL = 26  # [row] attempt visit
    REVERSED = 27  # [row] attempt visit
    SURVEYED = 28  # [row] attempt call
    RATED = 29  # [row] attempt call
    SATISFIED = 30  # [row] attempt call
    REFILES = 31  # [row] attempt call
    REFILE_DELAY = 32  # [row] attempt call
    CONSULTATIONS = 33  # [street_day]
    TASKS = 34  # [department_day or community_day of a kind] how many
    TASK_TIME = 35  # [task]
    TASK_PASSED = 36  # [task] passed on iff u < share
    TASK_EXEMPT = 37  # [task]
    TASK_RELABEL = 38  # [task] 0: tried; 1: detected
    TASK_REFUSED = 39  # [task]
    TASK_STREET = 40  # [task] which street a transferred task goes to
    TASK_DOWN = 41  # [task] 0: street passes it on; 1: to which community
    TASK_SECTION = 42  # [task_target] which section of the street
    TASK_WORK = 43  # [task_target]
    BACKLOG = 44  # [row] is an old street case still open when the run starts
    STATIONED = 45  # [row] attempt visit: does a stationed team handle it
    SELF_GOVERN = 46  # [row] attempt visit: do residents settle it themselves
    AGREEMENT = 47  # [row] attempt visit: days until they agree
    OWN_CHECK = 48  # [row] does the street call before the city does
    APPLIES = 49  # [row] attempt visit: does the street ask for exclusion
    GRANTED = 50  # [row] attempt visit
    PETITIONS = 51  # [row] attempt call
    PATROL = 52  # [problem] hazard of patrols that it withstands before it is found
    SUMMONED = 53  # [row] attempt visit: does the working committee summon the departments
    DIRECTOR = 54  # [row] is a major matter decided by the director alone
    GARBLED = 55  # [row] is it misunderstood on its way through the office
    ALLIED = 56  # [row] attempt visit: does a property firm or utility in the alliance settle it
    RESOURCED = 57  # [row] attempt visit: would space, parking or money of local units settle it
    VOLUNTEERED = 58  # [row] attempt visit: could volunteers do it
    CONTRACTED = 59  # [row] attempt visit: could a hired firm do it
    SOCIAL_WORK = 60  # [row] attempt visit: could a social organisation do it
    STAYED = 61  # [row] attempt visit: second try on site of departments that stay until it is done
    THIRD_PARTY = 62  # [row] attempt visit: is the evaluation a third party's
    ANSWERS = 63  # [row] attempt call: does the reporter say that it is solved
    TAKEN = 64  # [row_department] attempt visit: is a letter taken up, at whichever ask
    LETTER_RETURNED = 65  # [row_department] attempt 16 * visit + returns
    REMINDS = 66  # [row_department] attempt 16 * visit + asks before: days until the street reminds
    KEPT = 67  # [row_department] attempt 16 * visit + appointments before: does the department come
    FIRST_CALL = 68  # [problem] is it settled in the first call


_DAY_OFFSET = 4096  # days before day 0 that still pack


@entrance
def _mix(x: np.uint64) -> np.uint64:
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@entrance
def uniform(seed: int, purpose: int, entity: int, attempt: int) -> float:
    """Return the keyed draw in the open interval (0, 1)."""
    golden = np.uint64(0x9E3779B97F4A7C15)
    h = _mix(np.uint64(seed) + golden)
    h = _mix(h ^ (np.uint64(purpose) * golden))
    h = _mix(h ^ (np.uint64(entity) + golden))
    h = _mix(h ^ (np.uint64(attempt) * np.uint64(0xD1B54A32D192ED03) + golden))
    return (float(h >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)


# --- identities ---------------------------------------------------------------------------------
# bits: community 16, category 5, day 14, n 7, person 6, origin 7, round 4, role 5


@entrance
def community_day(community: int, category: int, day: int) -> int:
    """Pack (community, category, day): 35 bits."""
    return (((community << 5) | category) << 14) | (day + _DAY_OFFSET)


@entrance
def problem_key(community: int, category: int, day: int, n: int) -> int:
    """Pack a latent problem, n-th of its community, category and day (n < 128): 42 bits."""
    return (community_day(community, category, day) << 7) | n


@entrance
def person_key(problem: int, j: int) -> int:
    """Pack the j-th affected resident of a problem (j < 64): 48 bits."""
    return (problem << 6) | j


@entrance
def row_key(problem: int, origin: int, round_: int) -> int:
    """Pack a ledger row: origin 0 is the first file, 1 + j a duplicate by person j: 53 bits."""
    return (((problem << 7) | origin) << 4) | round_


STREET_ROLE = 30
COMMUNITY_ROLE = 31


@entrance
def row_role(row: int, role: int) -> int:
    """Pack a row and a role: a department's number within its district (< 30), or a constant."""
    return (row << 5) | role


@entrance
def street_day(street: int, day: int) -> int:
    """Pack (street, day)."""
    return (street << 14) | (day + _DAY_OFFSET)


@entrance
def office_day(kind: int, office: int, day: int) -> int:
    """Pack the exogenous stream of a task kind at its origin on a day: 4 + 16 + 14 bits."""
    return (((kind << 16) | office) << 14) | (day + _DAY_OFFSET)


@entrance
def task_key(kind: int, office: int, day: int, n: int) -> int:
    """Pack a task, n-th of its stream (n < 256): 42 bits."""
    return (office_day(kind, office, day) << 8) | n


@entrance
def task_target(task: int, unit: int) -> int:
    """Pack a task and the unit it is done at (unit < 2^20; 62 bits)."""
    return (task << 20) | unit


# --- variates from one uniform ------------------------------------------------------------------


@entrance
def poisson(u: float, mean: float) -> int:
    """Invert the Poisson distribution: monotone in `mean`, so a higher rate only adds."""
    if mean <= 0.0:
        return 0
    if mean > 500.0:  # exp(-mean) is no longer a sound start: invert the normal limit
        return max(0, int(np.floor(mean + np.sqrt(mean) * normal(u) + 0.5)))
    p = np.exp(-mean)
    cumulative = p
    n = 0
    while u > cumulative and n < 4 * mean + 60:
        n += 1
        p *= mean / n
        cumulative += p
    return n


@entrance
def choose(u: float, cumulative: np.ndarray) -> int:
    """Return the first index whose cumulative share exceeds `u`."""
    n = cumulative.shape[0]
    for i in range(n - 1):
        if u < cumulative[i]:
            return i
    return n - 1


@entrance
def exponential(u: float, mean: float) -> float:
    """Invert the exponential distribution."""
    return -mean * np.log(1.0 - u)


LOGNORMAL = 0
EXPONENTIAL = 1
CONSTANT = 2


@entrance
def work_content(u: float, mean: float, shape: int, sigma: float) -> float:
    """Return hours of work with the given mean: log-normal, exponential or constant."""
    if shape == CONSTANT:
        return mean
    if shape == EXPONENTIAL:
        return exponential(u, mean)
    return mean * np.exp(sigma * normal(u) - 0.5 * sigma * sigma)


@entrance
def normal(u: float) -> float:
    """Invert the standard normal distribution (AS 241, about 1e-16 relative)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        num = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        den = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * num / den
    r = u if q < 0.0 else 1.0 - u
    r = np.sqrt(-np.log(r))
    if r <= 5.0:
        r -= 1.6
        num = (
            (
                (
                    (
                        ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        den = (
            (
                (
                    (
                        ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r -= 5.0
        num = (
            (
                (
                    (
                        ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        den = (
            (
                (
                    (
                        ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    return -num / den if q < 0.0 else num / den
