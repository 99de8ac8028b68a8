"""Pulling several reforms at once: a bundle is the levers of one scenario, bundles are joined over one base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenarios.levers import Lever
from scenarios.loading import load_scenario
from scenarios.scenario import Bilingual, Scenario, lever_names
from sim.errors import BadInput, Fault


def bundle(scenario: Scenario, base: Scenario) -> dict[str, Lever]:
    """Return the levers that a scenario pulls and its base does not, or pulls otherwise."""
    return {name: lever for name, lever in scenario.levers.items() if lever != base.lever(name)}


def combine(scenarios: Sequence[str | Path | Scenario], base: str | Path | Scenario = "status_quo") -> Scenario:
    """Return the base with the levers of every scenario pulled; the base itself if there is none.

    Parameters
    ----------
    scenarios
        Each builds on `base`, and no two of them pull the same lever.
    base
        What they are joined over.

    Raises
    ------
    BadInput
        A scenario is unknown, does not build on the base, pulls nothing, or pulls a lever that another one pulls.
    """
    ground = base if isinstance(base, Scenario) else load_scenario(base)
    loaded = [s if isinstance(s, Scenario) else load_scenario(s) for s in scenarios]
    if not loaded:
        return ground
    bundles = [bundle(scenario, ground) for scenario in loaded]
    faults = [fault for s, levers in zip(loaded, bundles, strict=True) for fault in _faults(s, levers, ground)]
    faults += _clashes(loaded, bundles)
    if faults:
        raise BadInput(faults)
    pulled = {name: lever for levers in bundles for name, lever in levers.items()}
    levers = {**ground.levers, **pulled}
    origins = dict(ground.origins)
    for scenario, own in zip(loaded, bundles, strict=True):
        origins |= {key: origin for key, origin in scenario.origins.items() if key.partition(".")[0] in own}
    name = " + ".join(scenario.name for scenario in loaded)
    return Scenario(
        name=name,
        title=Bilingual(zh="＋".join(s.title.zh for s in loaded), en=" + ".join(s.title.en for s in loaded)),
        question=ground.question if len(loaded) > 1 else loaded[0].question,
        clauses=tuple(dict.fromkeys(clause for s in (ground, *loaded) for clause in s.clauses)),
        chain=(*ground.chain, name),
        levers={name: levers[name] for name in lever_names() if name in levers},
        origins=origins,
    )


def _faults(scenario: Scenario, levers: dict[str, Lever], base: Scenario) -> list[Fault]:
    """Say what is wrong with one scenario as a bundle."""
    name, ground = scenario.name, base.name
    if ground not in scenario.chain[:-1]:
        parents = " ← ".join(reversed(scenario.chain[:-1])) or "–"
        return [
            Fault(
                en=f"'{name}' does not build on '{ground}' (it builds on {parents}): it cannot be joined over it",
                zh=f"“{name}”并非基于“{ground}”（它基于 {parents}）,不能在其上与其他情景合并",
            )
        ]
    if not levers:
        return [
            Fault(
                en=f"'{name}' pulls no lever that '{ground}' does not",
                zh=f"“{name}”与“{ground}”相比没有动用任何杠杆",
            )
        ]
    return []


def _clashes(scenarios: Sequence[Scenario], bundles: Sequence[dict[str, Lever]]) -> list[Fault]:
    """Name every lever that two scenarios pull, with both."""
    return [
        Fault(
            en=f"'{other.name}' and '{scenario.name}' both pull the lever {lever}: bundles must not overlap",
            zh=f"“{other.name}”与“{scenario.name}”都动用了杠杆 {lever}:各组杠杆不得重叠",
        )
        for at, (scenario, levers) in enumerate(zip(scenarios, bundles, strict=True))
        for other, others in zip(scenarios[:at], bundles[:at], strict=True)
        for lever in levers
        if lever in others
    ]
