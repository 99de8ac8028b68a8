"""The machine form of a scenario at one date: complete, by office, category and department.

Agents and kernel read `Rules`; they never see a scenario or a lever. Levers are pure functions
`Rules -> Rules` (see `scenarios/levers/`). Everything here is a NamedTuple of arrays and numbers,
so compiled code takes it as it is; treat the arrays as read-only and use `_replace`.

Sizes: G districts, S street offices, C communities, D departments (all districts), K categories,
L departments of the largest district, F sections of a street before any are merged.
Hours are person-hours of work unless a field says clock or staffed hours.
"""

from typing import NamedTuple

import numpy as np

from sim.clock import Calendar


class World(NamedTuple):
    """The place: who belongs where. No lever changes it."""

    community_street: np.ndarray  # int32[C]
    street_district: np.ndarray  # int32[S]
    street_communities: np.ndarray  # int32[S + 1], communities of street s: [s] to [s + 1]
    district_departments: np.ndarray  # int32[G + 1], departments of district g: [g] to [g + 1]
    district_streets: np.ndarray  # int32[G + 1]
    department_district: np.ndarray  # int32[D]
    community_residents: np.ndarray  # int64[C + 1], resident rows of community c: [c] to [c + 1]
    calendar: Calendar


class Residents(NamedTuple):
    """Columns of the residents table, one row each; 16 bytes a resident."""

    trust: np.ndarray  # float32[N], 0 to 1
    expected_days: np.ndarray  # float32[N], days the resident expects to wait
    activity: np.ndarray  # float32[N], log odds added to reporting, heavy-tailed
    channel: np.ndarray  # uint8[N], Channel
    age: np.ndarray  # uint8[N], years
    digital: np.ndarray  # uint8[N], 1 = online
    party: np.ndarray  # uint8[N], 1 = Party member


class Demand(NamedTuple):
    """How problems arise and become reports."""

    problems_a_day: np.ndarray  # float64[C, K], mean before season
    season: np.ndarray  # float64[K, 365], multiplier by day of the year
    hour_cumulative: np.ndarray  # float64[24], share of problems arisen before the end of each hour
    further_affected: np.ndarray  # float64[K], mean number of affected residents beyond the first
    severity: np.ndarray  # float64[K], log odds
    report_base: float  # probability, at trust and awareness 1/2, severity 0, activity 0
    report_trust: float  # log odds per unit of trust
    report_awareness: float  # log odds per unit of awareness
    awareness: float  # 0 to 1, exogenous
    channel_reach: np.ndarray  # float64[5], multiplies the probability
    channel_delay: np.ndarray  # float64[5], clock hours, mean of an exponential
    consultations: float  # contacts answered by the hotline per resident and day
    merge_share: float  # probability that a duplicate of an open row is merged
    dispatch_hours: float  # clock hours from report to the street
    explain_share: float  # unreasonable demands recognised at the first call
    refile: float  # probability of filing again after an unsolved closing
    refile_days: float  # mean clock days until then
    backlog_factor: float  # how many times the first files an old day has left in the books (duplicates, repeats)


class Categories(NamedTuple):
    """What a category's problems need."""

    grade_cumulative: np.ndarray  # float64[K, 4]
    solvability_cumulative: np.ndarray  # float64[K, 3]
    authority_cumulative: np.ndarray  # float64[K, 3], community, street, department
    number_cumulative: np.ndarray  # float64[K, 3], one, two or three departments
    lead_cumulative: np.ndarray  # float64[K, L], by department number within the district
    support_cumulative: np.ndarray  # float64[K, L]
    community_hours: np.ndarray  # float64[K], mean
    street_hours: np.ndarray  # float64[K], mean
    department_hours: np.ndarray  # float64[K], mean per department
    ambiguity: np.ndarray  # float64[K], probability that a department finds it is not its duty
    family: np.ndarray  # int64[K], Family when not an emergency
    phase_season: float  # season multiplier from which a category is a problem of the phase


class Streets(NamedTuple):
    """Street offices."""

    staff: np.ndarray  # int64[S]
    divisions: np.ndarray  # int64[S], upper bound
    lending: np.ndarray  # float64[S]
    upward_weight: np.ndarray  # float64[S], weight of upward work; every other class has 1 minus it
    accuracy: np.ndarray  # float64[S], probability of routing to the right division
    whistle: np.ndarray  # float64[S], probability of whistling an issue beyond authority
    whistle_solvable: np.ndarray  # float64[S], of whistling what the street could solve
    leader_hours: np.ndarray  # float64[S], staffed hours until the leader has confirmed
    delegated: np.ndarray  # float64[S], share of authority that has passed to the street
    delegated_factor: np.ndarray  # float64[S], hours per case relative to the department
    reversed: np.ndarray  # float64[S], delegated decisions reversed for legal defects
    rigour: np.ndarray  # float64[S], chance that verification insists on a solution
    professional: np.ndarray  # float64[S], share of verifications with professional assessment
    false_closing: np.ndarray  # float64[S], unsolved work reported as solved
    upward_scale: np.ndarray  # float64[S], size of a sheet at this street, mean 1
    section_staff: np.ndarray  # int64[S, F], laid out from staff and divisions
    section_of_category: np.ndarray  # int64[S, K], laid out
    upward_cumulative: np.ndarray  # float64[S, F], laid out: sections start equally loaded


class Communities(NamedTuple):
    """Communities."""

    staff: np.ndarray  # int64[C]
    upward_scale: np.ndarray  # float64[C], size of a sheet here, mean 1
    statutory_a_day: np.ndarray  # float64[C], jobs per staffed day
    walk_ins_a_day: np.ndarray  # float64[C]
    false_closing: np.ndarray  # float64[C]


class Departments(NamedTuple):
    """District departments."""

    staff: np.ndarray  # int64[D]
    effort: np.ndarray  # float64[D], weight of whistled work; own line has 1 minus it
    acceptance: np.ndarray  # float64[D], 1 = never returns
    false_closing: np.ndarray  # float64[D]
    pass_share: np.ndarray  # float64[D], of candidate top-down work that is passed on
    derived_a_day: np.ndarray  # float64[D], candidate sheets per staffed day
    transferred_a_day: np.ndarray  # float64[D], candidate tasks per staffed day
    own_a_day: np.ndarray  # float64[D], own-line jobs per staffed day
    travel_hours: np.ndarray  # float64[D], staffed hours to the street and back, booked once


class TopDown(NamedTuple):
    """Top-down work and the gate in front of it (clauses F1 and P5)."""

    transferred_hours: float  # mean at the street
    derived_street_hours: float  # mean of one sheet at a street of scale 1
    derived_community_hours: float  # mean of one sheet at a community of scale 1
    origin_hours: float  # what a sheet costs its origin
    passed_down: float  # share of transferred work that a street passes on to a community
    exempt: np.ndarray  # float64[2] by TaskKind, share of work in the four exempt fields
    gate: np.ndarray  # float64[G], refusal probability of what is not on the list
    admission_days: np.ndarray  # float64[G], staffed days an admitted item waits
    relabel: float  # share of work outside the list that is presented as exempt
    strictness: np.ndarray  # float64[G], share of that which is noticed


class Service(NamedTuple):
    """Hours, quality and delays that hold for every office."""

    shape: int  # randomness.LOGNORMAL, EXPONENTIAL or CONSTANT, of all work contents
    sigma: float  # of log work, issues
    task_sigma: float  # of log work, tasks
    contact_hours: float
    prepare_hours: float  # of a whistle
    draft_hours: float  # of a letter
    coordination_hours: float
    verify_hours: float
    professional_hours: float  # added to a verification with professional assessment
    professional_catch: float  # share of what is left that it insists on
    piece_hours: np.ndarray  # float64[4] by Level: tasks and letters are done in pieces of at most this; 0: whole
    easy_hours: float  # ordinary rows with no more street work than this are easy
    own_hours: float
    statutory_hours: float
    walk_in_hours: float
    meeting_share: np.ndarray  # float64[4] by Level: community, street, department at their index
    quality: np.ndarray  # float64[4] by Level of who handles: chance of a true solution, if solvable
    letter_hours: float  # staffed hours until a letter has arrived
    sign_hours: float  # staffed hours, mean
    contact_delay: float  # staffed hours from signing to the decision, mean
    emergency_delay: float  # clock hours, mean of either for emergencies
    max_returns: int
    first_receiver_leads: bool  # 首接负责: nothing is returned
    max_visits: int
    desk_servers: int  # at every emergency desk
    lapse_days: float  # clock days after which a letter has lapsed


class Deadlines(NamedTuple):
    """What counts as in time; no rule of the flow reads it."""

    grade_hours: np.ndarray  # float64[4], clock hours to closing by Grade
    check_in_hours: np.ndarray  # float64[3], by Family: staffed hours, emergency in clock hours
    sign_hours: float  # clock hours
    contact_hours: float  # clock hours, also the definition of a response


class Evaluation(NamedTuple):
    """Survey and satisfaction."""

    feedback_hours: float  # clock hours from closing to the survey
    coverage: float
    rated: float  # share of surveyed reporters who answer
    satisfied_base: float  # log odds when unsolved, waited as expected, no contact
    satisfied_solved: float
    satisfied_wait: float  # per clipped log(expected / waited)
    wait_clip: float
    wait_loss: float  # factor on waits longer than expected
    satisfied_contact: float
    contact_half_hours: float  # hours of contact that give half of the effect


class Rules(NamedTuple):
    """Everything the kernel and the actors may know about the institutions at one date."""

    demand: Demand
    categories: Categories
    streets: Streets
    communities: Communities
    departments: Departments
    top_down: TopDown
    service: Service
    deadlines: Deadlines
    evaluation: Evaluation
    families: np.ndarray  # uint8[S, 3], families a street may whistle in
    grounds: np.ndarray  # uint8[S, 3]
