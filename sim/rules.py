"""The machine form of a scenario at one date: complete, by office, category and department.

Agents and kernel read `Rules`; they never see a scenario or a lever. Levers are pure functions
`Rules -> Rules` (see `scenarios/levers/`). Everything here is a NamedTuple of arrays and numbers,
so compiled code takes it as it is; treat the arrays as read-only and use `_replace`.

Sizes: G districts, S street offices, C communities, D departments (all districts), K categories,
L departments of the largest district, F sections of a street before any are merged, H handlers outside government.
Hours are person-hours of work unless a field says clock or staffed hours.
"""

from typing import NamedTuple

import numpy as np

from sim.behaviour_rules import Conduct, Pressure, Stocks, Voice
from sim.clock import Calendar
from sim.reference import by_reference


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
    duty: Calendar  # of contact desks that sit every day; holds the calendar's hours


class Residents(NamedTuple):
    """Columns of the residents table, one row each; 16 bytes a resident."""

    trust: np.ndarray  # float32[N], 0 to 1
    expected_days: np.ndarray  # float32[N], days the resident expects to wait
    activity: np.ndarray  # float32[N], log odds added to reporting, heavy-tailed
    channel: np.ndarray  # uint8[N], Channel
    age: np.ndarray  # uint8[N], years
    digital: np.ndarray  # uint8[N], 1 = online
    party: np.ndarray  # uint8[N], 1 = Party member


by_reference(Residents)


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
    awareness: np.ndarray  # float64[G], 0 to 1, exogenous; word of mouth comes on top
    channel_reach: np.ndarray  # float64[G, 5], multiplies the probability
    channel_delay: np.ndarray  # float64[G, 5], clock hours, mean of an exponential
    consultations: float  # contacts answered by the hotline per resident and day
    merge_share: np.ndarray  # float64[G], probability that a duplicate of an open row is merged
    dispatch_hours: np.ndarray  # float64[G], clock hours from report to the street
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
    first_call: (
        np.ndarray
    )  # float64[K], share of what community or street has authority for that is settled in the first call
    ambiguity: np.ndarray  # float64[K], probability that a department finds it is not its duty
    family: np.ndarray  # int64[K], Family when not an emergency
    self_governable: np.ndarray  # float64[K], share that residents could settle themselves
    property_share: np.ndarray  # float64[K], share that a property firm could settle
    utility_share: np.ndarray  # float64[K], share of what is beyond the community that its utility could settle
    utility: np.ndarray  # int64[K], number of the utility among a district's, NONE
    resource_share: np.ndarray  # float64[K], share that space, parking or money of local units would settle
    volunteer_share: np.ndarray  # float64[K], share of the community's cases that volunteers could do
    social_share: np.ndarray  # float64[K], share of the community's cases that social organisations could do
    contract_share: np.ndarray  # float64[K], share of the street's cases that a hired firm could do
    planned: np.ndarray  # float64[K], share of root causes that come of plans and projects of the district
    phase_season: float  # season multiplier from which a category is a problem of the phase


class Streets(NamedTuple):
    """Street offices."""

    staff: np.ndarray  # int64[S]
    divisions: np.ndarray  # int64[S], upper bound
    lending: np.ndarray  # float64[S]
    upward_weight: np.ndarray  # float64[S], weight of upward work; every other class has 1 minus it
    accuracy: np.ndarray  # float64[S], probability of routing to the right division
    whistle: np.ndarray  # float64[S], probability of whistling an issue beyond authority, before any experience
    learning: np.ndarray  # uint8[S], 1: experience with each department moves that probability
    whistle_solvable: np.ndarray  # float64[S], of whistling what the street could solve
    leader_hours: np.ndarray  # float64[S], staffed hours until the leader has confirmed
    delegated: np.ndarray  # float64[S], share of authority that has passed to the street
    delegated_factor: np.ndarray  # float64[S], hours per case relative to the department
    stationed: np.ndarray  # float64[S], share of issues beyond authority that teams sunk to the street handle
    proactive: np.ndarray  # float64[S], share of staffed hours spent on root causes
    authority: np.ndarray  # float64[S], standing of the working committee: share of whistles it summons departments for
    dispatch: np.ndarray  # uint8[S], 1: the street dispatches enforcement departments itself
    advice: np.ndarray  # float64[S], how far its advice on plans is followed
    training: np.ndarray  # float64[S], hours a person and year
    committee_days: np.ndarray  # float64[S], days between two meetings of the committee; 0: it decides at once
    committee_delegated: np.ndarray  # float64[S], share of major matters that the director decides at once
    consultation_days: np.ndarray  # float64[S], days between two consultations of the sections; 0: none
    topic_meetings: np.ndarray  # float64[S], a month
    layers: np.ndarray  # float64[S], hands an instruction passes through inside the office
    reporting: np.ndarray  # float64[S], hours a person and week of reporting to one another
    budget: np.ndarray  # float64[S], historic problems a year the street has money for
    reversed: np.ndarray  # float64[S], delegated decisions reversed for legal defects
    rigour: np.ndarray  # float64[S], chance that verification insists on a solution
    professional: np.ndarray  # float64[S], share of verifications with professional assessment
    false_closing: np.ndarray  # float64[S], unsolved work reported as solved
    upward_scale: np.ndarray  # float64[S], size of a sheet at this street, mean 1
    desk_share: np.ndarray  # float64[S], of staff, at the contact desk: one person at least
    desk_every_day: np.ndarray  # uint8[S], 1: the contact desk sits on the duty calendar
    desk_positions: np.ndarray  # int64[S], laid out from staff and share
    section_staff: np.ndarray  # int64[S, F], laid out from the other staff and divisions
    section_of_category: np.ndarray  # int64[S, K], laid out
    upward_cumulative: np.ndarray  # float64[S, F], laid out: sections start equally loaded


class Communities(NamedTuple):
    """Communities."""

    staff: np.ndarray  # int64[C]
    upward_scale: np.ndarray  # float64[C], size of a sheet here, mean 1
    statutory_a_day: np.ndarray  # float64[C], jobs per staffed day
    walk_ins_a_day: np.ndarray  # float64[C]
    patrol: np.ndarray  # float64[C], share of staffed hours spent looking for problems nobody reported
    deliberation: np.ndarray  # float64[C], share of what residents could settle themselves that they do settle
    grids: np.ndarray  # float64[C], grids with leaders of their own
    alliance: np.ndarray  # float64[C], share of what property firm and utilities could settle that they do settle
    resources: np.ndarray  # float64[C], cases a year that local units have space, parking or money for
    local_means: np.ndarray  # float64[C], cases a year that local units could settle if they lent all they have
    party: np.ndarray  # float64[C], in-service Party members who live here
    false_closing: np.ndarray  # float64[C]


class Departments(NamedTuple):
    """District departments."""

    staff: np.ndarray  # int64[D]
    effort: np.ndarray  # float64[D], for whistles: which appointments are kept, how soon is signed and answered
    acceptance: np.ndarray  # float64[D], 1 = never returns
    diligence: np.ndarray  # float64[D], care taken over whistled work; at this value hours and quality are as given
    delay_factor: np.ndarray  # float64[D], times the delays of signing and answering; a seat at the centre lowers it
    false_closing: np.ndarray  # float64[D]
    pass_share: np.ndarray  # float64[D], of candidate top-down work that is passed on
    derived_a_day: np.ndarray  # float64[D], candidate sheets per staffed day
    transferred_a_day: np.ndarray  # float64[D], candidate tasks per staffed day
    own_a_day: np.ndarray  # float64[D], own-line jobs per staffed day
    travel_hours: np.ndarray  # float64[D], staffed hours to the street and back, booked once


class Handlers(NamedTuple):
    """Who handles cases outside government, in the order of the units; see `sim.handlers`."""

    kind: np.ndarray  # int64[H], Handler
    office: np.ndarray  # int64[H], number of the community, street or district it works for
    servers: np.ndarray  # int64[H], people for such cases; 0: there is none


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
    first_call_hours: float  # of a first call in which the case is settled
    first_call_quality: float  # chance that it is truly solved then, if solvable
    reply_hours: float  # of telling the reporter before the deadline how the case stands
    professional_hours: float  # added to a verification with professional assessment
    professional_catch: float  # share of what is left that it insists on
    piece_hours: np.ndarray  # float64[4] by Level: tasks and letters are done in pieces of at most this; 0: whole
    easy_hours: float  # ordinary rows with no more street work than this are easy
    own_hours: float
    statutory_hours: float
    walk_in_hours: float
    meeting_share: np.ndarray  # float64[4] by Level: community, street, department at their index
    quality: np.ndarray  # float64[5] by Level of who handles: chance of a true solution, if solvable
    letter_hours: float  # staffed hours until a letter has arrived
    sign_hours: float  # staffed hours, mean
    contact_delay: float  # staffed hours from signing to the decision, mean
    emergency_delay: float  # clock hours, mean of either for emergencies
    max_returns: int
    max_visits: int
    desk_servers: int  # at every emergency desk
    take_up: float  # chance that a department with an empty tray takes up a letter when it is asked
    letter_tray: float  # days of waiting work a server at which half of that chance is left
    remind_days: float  # clock days, mean, until the street reminds
    remind_hours: float  # street hours of one reminder
    reminders: int  # after the answer to the last one has been waited for the letter is given up
    apart: float  # share of the chance of a true solution lost for each further department that answers apart
    slots: np.ndarray  # float64[4], clock hours of a day's appointments
    bookable: float  # share of a department's people who can be booked for one time
    booking_lead: float  # staffed hours from booking to the appointment, at least
    booking_horizon: float  # staffed days ahead that are looked through
    no_show: float  # chance that a department that makes no effort does not come
    patience: float  # staffed hours that those who have come wait beyond the travel
    max_appointments: int
    layer_hours: float  # staffed hours an instruction lies at each layer
    layer_loss: float  # chance that it is misunderstood at a layer, without reporting
    reporting_half: float  # hours of reporting a week that halve that chance
    committee_hours: float  # of one meeting of the committee, for the head of every section
    consultation_hours: float  # of one consultation, likewise
    topic_hours: float  # of one meeting on a topic, likewise
    topic_days: float  # clock days that the cases of the topic jump the queue
    stuck_days: float  # clock days after which a waiting case counts as stuck
    summon_hours: float  # street hours of summoning departments, added to preparing the whistle
    handover_hours: float  # hours of handing a case to a handler outside government
    handler_false_closing: float
    evidence_half: float  # hours of evidence on one check-in that show half of what would stay hidden
    stay_hours: float  # share of a department's hours on a case that staying for a second try adds
    third_party_hours: float  # street hours of one evaluation by a third party


class Deadlines(NamedTuple):
    """What counts as in time: due times make replies and calls, the rest is only counted."""

    grade_hours: np.ndarray  # float64[4], clock hours to the reply by Grade
    working_days: int  # 1: the days of ordinary and complex rows are working days
    check_in_hours: np.ndarray  # float64[3], by Family: staffed hours, emergency in clock hours
    sign_hours: float  # clock hours
    contact_hours: float  # clock hours, also the definition of a response


class Evaluation(NamedTuple):
    """Survey and satisfaction."""

    feedback_hours: float  # clock hours from closing to the city's call, where it is not due before
    coverage: np.ndarray  # float64[G], share of called rows whose reporter is asked
    rated: float  # share of surveyed reporters who answer
    confirmed: float  # share who say that it is solved where it is
    believed: float  # share who say so where it is only reported as solved
    satisfied_base: float  # log odds when unsolved, waited as expected, no contact
    satisfied_solved: float
    satisfied_wait: float  # per clipped log(expected / waited)
    wait_clip: float
    wait_loss: float  # factor on waits longer than expected
    satisfied_contact: float
    contact_half_hours: float  # hours of contact that give half of the effect


class Districts(NamedTuple):
    """What a district has decided on supervision, assessment and money (clauses P6, W3, S2 to S4); float64[G]."""

    evaluation_weight: np.ndarray  # weight of the streets' evaluation in a department's performance, 0 to 1
    stakes: np.ndarray  # how much an assessed unit has to gain or lose, 0 to 1
    monitoring: np.ndarray  # chance that what an assessed unit does is seen, 0 to 1
    score_check_in: np.ndarray  # weight of showing up in the platform's score
    score_solved: np.ndarray  # weight of solving
    score_satisfied: np.ndarray  # weight of the reporter's answer; the three sum to 1
    street_share: np.ndarray  # share of the street's own score in the whole
    ranking: np.ndarray  # weight of the monthly ranking for streets; 0: no ranking
    exclusions: np.ndarray  # 1: streets may apply to take a row out of the rates
    supervision_days: np.ndarray  # days between two rounds of supervision; 0: none
    urge_whistle: np.ndarray  # 1: supervision has letters that lie replaced by whistles
    campaign_day: np.ndarray  # day of a round over every old case; negative: none
    review_days: np.ndarray  # days between two reviews of stationed teams; 0: none
    rotation: np.ndarray  # solved share below which a reviewed team is rotated; 0: never
    census_day: np.ndarray  # day of a special census in every community; negative: none
    budget: np.ndarray  # historic problems a year the district has money for
    hearing: np.ndarray  # 1: streets are heard before leaders of stationed teams are appointed
    accountability: np.ndarray  # how far streets' proposals to hold departments to account are followed, 0 to 1
    blind: np.ndarray  # 1: departments do not learn who gave them which mark
    third_party: np.ndarray  # share of evaluations that are a third party's
    evidence_hours: np.ndarray  # department hours of recording and uploading on every check-in
    stay: np.ndarray  # 1: who has checked in stays until the case is done
    first_receiver: np.ndarray  # 1: 首接负责, whistles are not returned
    check_in_factor: np.ndarray  # times the deadlines for checking in


class Rules(NamedTuple):
    """Everything the kernel and the actors may know about the institutions at one date."""

    demand: Demand
    categories: Categories
    streets: Streets
    communities: Communities
    departments: Departments
    handlers: Handlers
    top_down: TopDown
    service: Service
    deadlines: Deadlines
    evaluation: Evaluation
    districts: Districts
    voice: Voice
    pressure: Pressure
    conduct: Conduct
    stocks: Stocks
    families: np.ndarray  # uint8[S, 3], families a street may whistle in
    grounds: np.ndarray  # uint8[S, 3]
