"""The towns in which kernel and oracle are compared: the small town, changed in one direction each."""

from typing import Any

import numpy as np

from sim.randomness import CONSTANT, EXPONENTIAL

from .small_town import CATEGORIES

VARIANTS: dict[str, dict[str, Any]] = {
    "letters only": {"streets": {"whistle": 0.0, "whistle_solvable": 0.0}},
    "letters that are returned": {
        "streets": {"whistle": 0.0, "whistle_solvable": 0.0},
        "categories": {"ambiguity": 0.9},
        "departments": {"acceptance": 0.2},
        "service": {"max_returns": 3, "apart": 0.5, "remind_days": 1.0, "remind_hours": 1.5, "reminders": 4},
    },
    "letters of which nobody is reminded": {
        "streets": {"whistle": 0.1},
        "service": {"reminders": 0, "take_up": 0.6, "letter_tray": 0.1, "remind_days": 8.0},
    },
    "whistle": {"categories": {"ambiguity": 0.0}},
    "whistle with returns": {"categories": {"ambiguity": 0.9}, "departments": {"acceptance": 0.2}},
    "all whistles, few pairs": {  # some are not booked in time
        "demand": {"problems_a_day": 0.5},
        "categories": {"authority_cumulative": np.tile([0.1, 0.3, 1.0], (CATEGORIES, 1))},
        "streets": {"whistle": 1.0, "whistle_solvable": 0.5, "section_staff": [[4, 3, 2], [4, 3, 0]]},
        "rules": {"grounds": np.ones((2, 3), dtype=np.uint8)},
        "service": {"bookable": 0.1, "booking_lead": 7.0, "booking_horizon": 4.0, "easy_hours": 0.2},
    },
    "many pairs at one time": {  # in the week's meetings, too
        "demand": {"problems_a_day": 0.4},
        "departments": {"staff": [9, 7, 6, 4]},
        "streets": {"whistle": 1.0, "upward_weight": 0.3},
        "rules": {"grounds": np.ones((2, 3), dtype=np.uint8)},
        "service": {"bookable": 1.0, "slots": [9.0, 9.5, 14.0, 16.5], "meeting_share": 0.1, "booking_lead": 0.0},
    },
    "nobody comes": {
        "streets": {"whistle": 1.0},
        "departments": {"effort": 0.1},
        "service": {"no_show": 0.6, "patience": 1.0},
    },
    "impatient": {  # whose partner is late goes home, pairs that are on the way turn back
        "streets": {"whistle": 0.9},
        "departments": {"own_a_day": [16.0, 10.0, 6.0, 3.0]},
        "service": {"patience": 0.3, "no_show": 0.1, "max_appointments": 2, "piece_hours": [0.0, 0.0, 0.8, 1.5, 0.0]},
    },
    "one appointment": {"streets": {"whistle": 0.9}, "service": {"max_appointments": 1, "no_show": 0.5}},
    "appointments at closing": {
        "streets": {"whistle": 0.9},
        "service": {"slots": [9.0, 12.0, 16.75, 17.5], "booking_lead": 0.0, "patience": 1.5},
    },
    "departments of one": {"departments": {"staff": 1, "own_a_day": 2.0}, "streets": {"whistle": 0.7}},
    "overloaded departments": {
        "departments": {"own_a_day": [22.0, 13.0, 8.0, 4.0]},
        "service": {"letter_tray": 3.0, "take_up": 0.7, "remind_days": 2.0},
    },
    "always open": {
        "always_open": True,
        "streets": {"whistle": 0.7},
        "service": {
            "slots": [0.0, 5.0, 12.0, 23.5],
            "booking_lead": 20.0,
            "booking_horizon": 6.0,
            "meeting_share": 0.1,
        },
    },
    "emergencies that come again": {
        "categories": {"grade_cumulative": np.tile([0.6, 0.7, 0.9, 1.0], (CATEGORIES, 1))},
        "streets": {"whistle": 0.8, "rigour": 0.9, "false_closing": 0.9},
        "service": {"quality": 0.2, "no_show": 0.5, "booking_horizon": 1.0, "booking_lead": 2.0, "desk_servers": 1},
    },
    "delegated": {"streets": {"delegated": 0.7, "delegated_factor": 1.5, "reversed": 0.3}},
    "gate": {"top_down": {"gate": 0.8, "admission_days": 2.5, "relabel": 0.5, "strictness": 0.5, "exempt": 0.2}},
    "silos": {"streets": {"lending": 0.0, "accuracy": 0.5}},
    "overloaded": {"demand": {"problems_a_day": 0.9}, "service": {"own_hours": 4.0}},
    "emergencies": {"categories": {"grade_cumulative": np.tile([0.5, 0.6, 0.9, 1.0], (CATEGORIES, 1))}},
    "exponential work": {"service": {"shape": EXPONENTIAL}},
    "whole jobs": {"service": {"piece_hours": 0.0}},
    "whole pieces": {  # as floats, pieces of 0.2 h and 0.3 h leave some 1e-16 of the work
        "service": {"shape": CONSTANT, "piece_hours": [0.0, 0.0, 0.2, 0.3, 0.0], "own_hours": 2.7},
        "streets": {"whistle": 0.2, "upward_scale": 1.0},
        "top_down": {"transferred_hours": 1.6, "derived_street_hours": 0.8},
        "categories": {"department_hours": 3.0},
    },
    "first receiver leads": {"categories": {"ambiguity": 0.9}, "districts": {"first_receiver": 1.0}},
    "two districts": {
        "two_districts": True,
        "demand": {"merge_share": [0.3, 0.9], "dispatch_hours": [1.0, 4.0]},
        "categories": {"ambiguity": 0.9},
        "streets": {"whistle": 0.8},
        "service": {"bookable": 0.3, "no_show": 0.5, "slots": [9.0, 11.0, 14.0, 17.0]},
        "top_down": {"gate": [0.1, 0.7], "admission_days": [0.5, 2.0], "strictness": [0.2, 0.9]},
        "evaluation": {"coverage": [0.2, 0.9]},
        "districts": {"first_receiver": [1.0, 0.0]},
    },
    "a street of layers": {
        "streets": {
            "committee_days": np.array([2.0, 7.0]),
            "committee_delegated": np.array([0.0, 0.2]),
            "layers": np.array([4.0, 1.0]),
            "reporting": np.array([0.0, 5.0]),
        },
        "service": {"layer_loss": 0.3, "layer_hours": 3.5, "committee_hours": 2.5},
    },
    "constant work": {"service": {"shape": CONSTANT}},
    "ranked": {"districts": {"ranking": 0.5}, "evaluation": {"coverage": 1.0, "rated": 0.9}},
    "supervised": {"districts": {"supervision_days": 7.0}, "deadlines": {"grade_hours": [1.0, 12.0, 48.0, 120.0]}},
    "working days": {"deadlines": {"working_days": 1}, "districts": {"ranking": 1.0}},
    "assessed and overloaded": {  # long calls, replies, verifications: replies fall due, wait and run while others last
        "demand": {"problems_a_day": 0.4, "explain_share": 0.9, "merge_share": 0.0},
        "categories": {"community_hours": 0.5, "street_hours": 0.5, "department_hours": 0.5},
        "streets": {
            "section_staff": [[2, 2, 1], [2, 2, 0]],
            "desk_positions": [3, 3],
            "upward_weight": 0.2,
            "whistle_solvable": 0.0,
        },
        "service": {"reply_hours": 2.0, "contact_hours": 2.0, "verify_hours": 3.5, "quality": 0.9},
        "deadlines": {"grade_hours": [2.0, 24.0, 48.0, 120.0]},
        "districts": {"ranking": 1.0},
        "evaluation": {"coverage": 1.0, "rated": 0.8, "feedback_hours": 12.0},
    },
    "assessed emergencies": {
        "categories": {"grade_cumulative": np.tile([0.5, 0.8, 0.9, 1.0], (CATEGORIES, 1))},
        "districts": {"ranking": 1.0},
    },
    "one of two assessed": {
        "two_districts": True,
        "deadlines": {"working_days": 1, "grade_hours": [2.0, 24.0, 120.0, 240.0]},
        "districts": {"ranking": [0.0, 0.0], "supervision_days": [0.0, 10.0]},
    },
    "desks every day": {"streets": {"desk_every_day": 1}},
    "one desk every day": {
        "two_districts": True,
        "streets": {"desk_every_day": [1, 0], "desk_positions": [1, 2]},
        "districts": {"ranking": [1.0, 0.5]},
        "evaluation": {"coverage": 1.0, "rated": 0.9},
    },
    "overloaded desks": {  # contacts and replies lie over every weekend, and longer
        "demand": {"problems_a_day": 0.35, "merge_share": 0.2},
        "streets": {"accuracy": 0.5, "desk_every_day": [0, 1]},
        "service": {"contact_hours": 0.9, "reply_hours": 0.8},
        "deadlines": {"grade_hours": [2.0, 24.0, 72.0, 120.0]},
        "districts": {"ranking": 1.0},
        "evaluation": {"coverage": 1.0, "rated": 0.8, "feedback_hours": 12.0},
    },
    "overloaded desks every day": {
        "demand": {"problems_a_day": 0.45, "merge_share": 0.2},
        "streets": {"desk_every_day": 1, "desk_positions": [2, 1]},
        "service": {"contact_hours": 1.5, "reply_hours": 0.6, "shape": CONSTANT},
        "deadlines": {"grade_hours": [2.0, 24.0, 72.0, 120.0], "working_days": 1},
        "districts": {"ranking": 1.0},
    },
    "one section": {
        "streets": {
            "section_staff": [[6, 0, 0], [2, 2, 0]],
            "section_of_category": [[0, 0, 0, 0], [0, 1, 0, 1]],
            "upward_cumulative": [[1.0, 1.0, 1.0], [0.5, 1.0, 1.0]],
            "accuracy": 0.5,
        },
    },
}
