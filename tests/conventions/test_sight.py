"""What an actor may see of its town is what `agents.sight` names, no more and no less."""

import ast

import pytest

from agents import sight
from agents.sight import Flow
from sim.engine import Engine
from sim.model import StreetModel
from tests.conventions.sources import modules, texts

ACTORS = sorted(name for name in texts() if name.startswith("agents/") and name.endswith(".py"))
PROTOCOLS = (sight.Tables, sight.Flow, sight.TownInSight)


def as_seen(engine: Engine) -> Flow:
    """Hand the engine on as actors see it; the type checker compares the two."""
    return engine


def members(protocol: type) -> list[str]:
    return [name for name in vars(protocol) if not name.startswith("_")]


@pytest.mark.parametrize("name", ACTORS)
def test_no_actor_knows_the_model_not_even_for_its_types(name):
    imported = [node.module for node in ast.walk(modules()[name]) if isinstance(node, ast.ImportFrom)]
    assert not {"sim.model", "sim.engine", "sim.kernel.state"} & set(imported)


def test_the_model_offers_what_its_institutions_see():
    model = StreetModel("status_quo", place="classroom", days=1, burn_in_days=0)
    offered = (model.engine.town, as_seen(model.engine), model)
    missing = [(protocol.__name__, name) for protocol, thing in zip(PROTOCOLS, offered, strict=True)
               for name in members(protocol) if not hasattr(thing, name)]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_nothing_is_in_sight_that_nobody_looks_at(protocol):
    read = {node.attr for name in ACTORS for node in ast.walk(modules()[name]) if isinstance(node, ast.Attribute)}
    assert set(members(protocol)) - read == set()
