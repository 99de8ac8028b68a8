"""The part of the rules that says how residents and offices learn and react; every gain at 0 switches it off.

Not institutions but people: `sim.still` turns all of it off (docs/behaviour.md). Read `sim.rules` for the rest.
"""

from typing import NamedTuple

import numpy as np


class Voice(NamedTuple):
    """How residents learn from experience and make themselves heard. All zero: they do not change."""

    adaptation: float  # share of the way that expectation and trust move with one experience
    neighbours: float  # share of the way that trust moves to the community's mean in a week
    word_of_mouth: float  # awareness gained per case solved per 1,000 residents
    forgetting: float  # share of it lost in a week
    path_days: np.ndarray  # float64[n], days of the exogenous path of awareness, ascending
    path_gain: np.ndarray  # float64[n], what the path adds to awareness on those days, linear between
    refile_trust: float  # filing again: times 1 + this × (trust − ½)
    petition: float  # probability that who is left unsolved and dissatisfied petitions, at trust 0
    group_size: int  # reports of a problem from which a repeat is a group complaint; 0: never
    head_start_days: float  # clock days that a group complaint or petition jumps the queue
    petition_hours: float  # street hours of answering a petition, added to its first call


class Pressure(NamedTuple):
    """Quality under load (clause F6), and what gives way before it. All zero: none."""

    tray_days: float  # days of waiting work per server at which half of the effect is reached
    haste: float  # share of hours saved on a case over an endless tray
    slip: float  # share of the chance of a true solution lost over an endless tray
    shed_most: float  # share of a sheet's hours left out by who is under full strain
    overtime_most: float  # share of a day that sections stay longer under full pressure and strain
    fatigue: float  # log odds of a true solution lost by a whole day of overtime a day
    strain_days: float  # days of waiting work a server of its sections at which a street is under full strain


class Conduct(NamedTuple):
    """How strongly departments and streets react to what they see; every gain at 0 switches it off."""

    adjustment: float  # share of the way to the best response that 30 days bring
    effort_gain: float  # departments: effort for whistles
    diligence_gain: float  # departments: care
    acceptance_gain: float  # departments: accepting instead of returning
    care_gain: float  # streets under ranking: care over cases, their own and their communities'
    diligence_quality: float  # log odds of a true solution per unit of diligence
    diligence_hours: float  # relative hours per case per unit of diligence
    relief_gain: float  # departments: passing down more the fuller their own tray
    gate_deterrence: float  # departments: passing down less the more is refused
    memory: float  # streets: whistles that a prior willingness is worth
    fading: float  # streets: share of experience with a department lost in a week
    relations_cost: float  # streets: what a missed appointment takes off a whistle's worth
    attention_gain: float  # streets under ranking: upward weight given up
    easy_gain: float  # weight of easy work added
    insist_gain: float  # share of missing rigour made up
    false_gain: float  # share of honest closings given up
    call_back_gain: float  # share of closed cases that the street checks with the reporter before the city calls
    apply_gain: float  # share of unsolved cases for which exclusion is asked
    call_back_hours: float  # street hours of such a check
    apply_hours: float  # street hours of an application
    grant: np.ndarray  # float64[3] by Solvability, applications granted without precedent
    precedent: float  # share of the remaining way to 1 that 100 granted applications bring, unreasonable demands only
    supervise_most: int  # cases a street that one round takes up; a campaign takes all
    supervise_hours: float  # street hours of reporting on one case under supervision
    urged_days: float  # clock days that a case under supervision jumps the queue
    relabel_gain: float  # departments: presenting more as exempt the more is refused and the less is noticed
    accountability_gain: float  # departments: passing down less where streets' proposals are followed
    proposal_hours: float  # street hours of one proposal
    leniency: float  # streets: what they add to a mark, of what is missing to 1, at the start
    leniency_most: float  # where departments learn who gave the mark
    leniency_drift: float  # share of the way there that 30 days bring


class Stocks(NamedTuple):
    """What changes slowly: root causes, silent problems, skill."""

    root_renewal: float  # share of the way back to 1 that a root cause grows in a week
    root_treatment: float  # log reduction of a root cause per hour of proactive work per 1,000 residents
    root_floor: float  # a root cause is never treated below this
    proactive_hours: float  # of one piece of proactive work
    slack_used: float  # share of a street's idle hours that go to root causes in the week after
    patrol_hours: float  # of one round
    patrol_find: float  # problems found per hour of patrol, each, per 1,000 residents
    census_hours: float  # of a special census, per worker
    silent_days: float  # a problem older than this is no longer found
    skill: float  # at the start; at this value hours and quality are as given
    skill_gain: float  # share of the way to 1 that 100 evaluated cases per person bring
    turnover: float  # share of skill above a newcomer's lost in a week
    newcomer: float  # skill of a newcomer
    training_gain: float  # share of the way to 1 that 100 hours of training a person bring
    training_hours: float  # of one course
    advice_hours: float  # street hours a week of a full say in plans
    grid_hours: float  # community hours a week and grid
    grid_watch: float  # hours of a patrol that an hour with the leaders of grids is worth
    skill_hours: float  # relative hours saved per unit of skill
    skill_quality: float  # log odds of a true solution per unit of skill
    deliberation_hours: float  # community hours of one deliberation
    deliberation_days: float  # mean clock days until residents agree
    deliberation_quality: float  # chance of a true solution
    deliberation_accepted: float  # log odds of satisfaction added by having been heard
    team_quality: float  # log odds of a true solution per unit of a stationed team's diligence
    team_idle: float  # the diligence it falls to where nobody reviews it; ½ is as at home
    team_new: float  # log odds lost just after a rotation, fading in a month or two
