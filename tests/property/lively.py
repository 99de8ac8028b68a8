"""The small town with every behaviour and every process a lever can start, driven without its actors."""

from typing import Any

import numpy as np

from sim.engine import Engine
from tests.oracle.small_town import small_town

EVERYTHING: dict[str, dict[str, Any]] = {
    "streets": {"delegated": 0.2, "professional": 0.3, "stationed": 0.3, "proactive": 0.1, "budget": 100.0,
                "whistle": 0.5, "authority": 0.5, "dispatch": 1, "committee_days": 2.0, "layers": 3.0,
                "desk_every_day": [1, 0]},
    "communities": {"patrol": 0.1, "deliberation": 0.6, "alliance": 0.3, "resources": 20.0, "grids": 2.0},
    "handlers": {"servers": 1},
    "categories": {"property_share": 0.3, "resource_share": 0.1, "volunteer_share": 0.2, "social_share": 0.2,
                   "contract_share": 0.3},
    "districts": {"budget": 100.0, "urge_whistle": 1.0, "evidence_hours": 0.3, "third_party": 0.5, "stay": 1.0,
                  "ranking": 1.0},
    "deadlines": {"grade_hours": [2.0, 24.0, 72.0, 120.0]},
    "demand": {"refile_days": 1.0},
    "voice": {"adaptation": 0.1, "neighbours": 0.05, "refile_trust": 1.0, "petition": 0.5, "group_size": 1,
              "head_start_days": 7.0, "petition_hours": 1.0},
    "pressure": {"tray_days": 10.0, "haste": 0.3, "slip": 0.3},
    "conduct": {"supervise_hours": 0.5, "urged_days": 30.0},
    "stocks": {"root_treatment": 0.04, "root_floor": 0.35, "patrol_find": 0.05, "census_hours": 3.5,
               "deliberation_accepted": 0.5, "deliberation_days": 1.0},
}  # fmt: skip


def run_lively(seed: int, burn_in_days: int, days: int) -> Engine:
    """Run the town day by day: money and policies at the start, supervision and a census at midnight, talk."""
    engine = Engine(*small_town(burn_in_days=burn_in_days, days=days, **EVERYTHING), seed, -burn_in_days, days)
    for name, value in (
        ("call_back", 0.5),
        ("apply", 0.5),
        ("hours", 0.9),
        ("quality", 0.2),
        ("team_quality", 0.1),
        ("target", 5.0),
        ("easy_weight", 1.5),
    ):
        engine.town.street_policy[name] = value
    engine.town.department_policy["hours"], engine.town.department_policy["quality"] = 1.1, 0.3
    engine.fund(1.0)
    engine.load_backlog()
    engine.open_offices()
    for day in range(-burn_in_days, days):
        engine.talk()
        engine.begin_day(day)
        if day % 3 == 0:
            engine.supervise(0, 24.0 * day)
        if day == 0:
            for community in range(len(engine.world.community_street)):
                engine.census(community, day)
        engine.advance(24.0 * (day + 1))
        engine.end_day(day)
    assert np.isfinite(engine.mean_trust)
    return engine
