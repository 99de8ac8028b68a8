"""Whistle's own kernel, with everything that a customer passes there as a case: see README.md.

The street offices of the network are utilities of the district's alliance, one for each of 20 categories; the
departments get letters. Sections of the streets, between them, have so many people that nobody waits there, and what
they do takes no time.
"""

import time
from typing import Any

import numpy as np

from benchmarks.race.network import DEPARTMENTS, STREETS, Network
from benchmarks.race.outcome import BATCHES, WARM_UP, Outcome
from scenarios.compile import Compiled, compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim import reductions
from sim.handlers import lay_out_handlers
from sim.kernel.state import Count, used
from sim.randomness import EXPONENTIAL
from sim.rules import Handlers, Residents, Rules, World
from sim.stages import Handler, Level

_MANY = 200  # servers: nobody waits


def _with_categories(rules: Rules, number: int) -> Rules:
    """Return rules with so many categories, all like the first."""

    def like_the_first(part: Any, *fields: str) -> Any:
        return part._replace(**{f: np.repeat(getattr(part, f)[:1], number, axis=0) for f in fields})

    demand, streets = rules.demand, rules.streets
    return rules._replace(
        categories=like_the_first(rules.categories, *(f for f in rules.categories._fields if f != "phase_season")),
        demand=like_the_first(demand, "season", "further_affected", "severity")._replace(
            problems_a_day=np.repeat(demand.problems_a_day[:, :1], number, axis=1)
        ),
        streets=streets._replace(section_of_category=np.zeros((len(streets.staff), number), np.int64)),
    )


def _utilities(world: World, network: Network) -> Handlers:
    """Return the handlers outside government: only utilities have people."""
    sizes = (len(world.community_street), len(world.street_district), len(world.district_departments) - 1)
    kinds, offices = lay_out_handlers(*sizes, STREETS)
    servers = np.zeros_like(kinds)
    servers[kinds == Handler.UTILITY] = network.servers[:STREETS]
    return Handlers(kinds, offices, servers)


def _case(world: World, rules: Rules, network: Network) -> dict[str, dict[str, Any]]:
    """Return overrides: problems of 20 categories that go to a utility or to one of ten departments until solved."""
    first = world.department_district == 0
    staff = np.zeros(len(first), np.int64)
    staff[np.flatnonzero(first)[:DEPARTMENTS]] = network.servers[STREETS:]
    lead = np.ones((STREETS, rules.categories.lead_cumulative.shape[1]))
    lead[:, :DEPARTMENTS] = network.shares.cumsum()
    letters = reductions.letters_beside_own_line(world, rules, 0, (0.0, 0.0), (0.0, network.hours))
    at_department, at_street = network.settles
    return reductions.together(reductions.SILENCE, letters, {
        "demand": {"problems_a_day": 24.0 * network.rates / len(world.community_street)},
        "categories": {
            "lead_cumulative": lead, "utility": np.arange(STREETS), "utility_share": network.at_street,
            "resource_share": 0.0, "volunteer_share": 0.0, "social_share": 0.0, "contract_share": 0.0,
        },
        "communities": {"alliance": 1.0},
        "handlers": {"servers": rules.handlers.servers},
        "streets": {"lending": 0.0, "rigour": 1.0, "false_closing": 0.0, "section_staff": _MANY,
                    "desk_positions": _MANY},
        "departments": {"own_a_day": 0.0, "staff": staff, "false_closing": 0.0},
        "service": {
            "shape": EXPONENTIAL, "quality": [0.0, 0.0, 0.0, at_department, at_street], "max_visits": 100,
            "contact_hours": 0.0, "draft_hours": 0.0, "verify_hours": 0.0, "handover_hours": 0.0,
            "handler_false_closing": 0.0,
        },
    })  # fmt: skip


def town_of(network: Network, days: int) -> tuple[World, Rules, Residents]:
    """Return the network as a town: the district of the laboratory, reduced."""
    place = load_place("district", {})
    compiled: Compiled = compile_scenario(load_scenario("status_quo"), place, 0, days)
    world = reductions.round_the_clock(compiled.world, days)
    rules = _with_categories(compiled.dated[0][1], STREETS)._replace(handlers=_utilities(world, network))
    return world, reductions.changed(rules, _case(world, rules, network)), compiled.residents


def run(network: Network, hours: float, seed: int) -> Outcome:
    """Run the network for so many hours, in whole days."""
    days = round(hours / 24.0)
    town = town_of(network, days)
    engine = reductions.opened(town, seed, days)
    units = engine.town.units
    streets = np.flatnonzero((units["level"] == Level.HANDLER) & (units["servers"] > 0))
    first = reductions.unit_of(town[0], town[1], Level.DEPARTMENT, 0)
    stations = [*streets.tolist(), *range(first, first + DEPARTMENTS)]
    begun = time.process_time()
    numbers = reductions.watch(engine, stations, round(WARM_UP * days), BATCHES)
    cpu = time.process_time() - begun
    events = int(engine.town.counts[Count.PROCESSED])
    return Outcome(used(engine.town, "issues"), events, cpu, numbers.tolist())
