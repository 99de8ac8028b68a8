"""What a comparison or a single run asks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.provenance import code_hash
from experiments.question.limits import MOST_REPLICATIONS
from experiments.words import messages as say
from experiments.words.faults import bad_input, whole_number_fault
from scenarios.compile import checked_stretches
from scenarios.documents import setting_text
from scenarios.geography_schema import Listed
from scenarios.loading import load_scenario, root_of, split_settings
from scenarios.names import alike
from scenarios.needs import refuse_what_cannot_be_held
from scenarios.parameter_sets import parameter_sets
from scenarios.place import load_place
from sim.asked import MOST_DAYS, MOST_SEED
from sim.stages import Level


@dataclass(frozen=True)
class Study:
    """A run or a comparison, checked.

    Attributes
    ----------
    kind : {"run", "compare"}
    sources : tuple of str
        Names or files of the scenarios; the first of a comparison is its base.
    names : tuple of str
        Their names, as in the tables.
    resolved : dict
        The resolved scenarios as plain data, by name, levers with all their fields.
    base : str
        Name or file of the scenario of the burn-in.
    place, place_source, place_hash : str
        Name, name or file to load it by, and a hash of its numbers.
    days, seed, replications : int
    settings : dict
        `lever.field` or place parameter to its value, as text.
    keep : tuple of str
        Large tables to keep.
    parameters : int
        How many of the shipped parameter sets are run; 0: only the values of the place.
    """

    kind: str
    sources: tuple[str, ...]
    names: tuple[str, ...]
    resolved: dict[str, Any]
    base: str
    place: str
    place_source: str
    place_hash: str
    days: int
    seed: int
    replications: int
    settings: dict[str, str]
    keep: tuple[str, ...]
    parameters: int = 0

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.names) * self.replications * max(self.parameters, 1)

    def office_names(self) -> dict[int, list[dict[str, str]]]:
        """Return the names of streets and departments by level, office and language, where the place gives them."""
        place = load_place(self.place_source)
        streets = place.geography.streets if isinstance(place.geography, Listed) else ()
        return {
            int(Level.STREET): [{"en": street.en, "zh": street.zh} for street in streets],
            int(Level.DEPARTMENT): [{"en": office.en, "zh": office.zh} for office in place.departments],
        }

    def settings_of(self, name: str) -> dict[str, str]:
        """Return the settings of a scenario: no lever fields for the base of a comparison, place parameters for all."""
        if self.kind == "run" or name != self.names[0]:
            return dict(self.settings)
        return split_settings(self.settings)[1]

    def identity(self) -> dict[str, Any]:
        """Return what makes this study this study; two studies are the same iff these are equal."""
        return {
            "kind": self.kind,
            "scenarios": list(self.names),
            "resolved": self.resolved,
            "base": self.base,
            "place": self.place,
            "place_hash": self.place_hash,
            "days": self.days,
            "seed": self.seed,
            "replications": self.replications,
            "settings": dict(sorted(self.settings.items())),
            "keep": list(self.keep),
            "parameters": self.parameters,
            "code": code_hash(),
        }

    def joined(self, other: dict[str, Any], sources: Mapping[str, str]) -> "Study":
        """Return this study with the scenarios, replications and parameter sets of another identity added.

        Parameters
        ----------
        sources : mapping of str
            Where the other's scenarios were loaded from, by name.
        """
        names = list(dict.fromkeys([*other["scenarios"], *self.names]))
        known = {**sources, **dict(zip(self.names, self.sources, strict=True))}
        return replace(
            self,
            names=tuple(names),
            sources=tuple(known.get(name, name) for name in names),
            resolved={**other["resolved"], **self.resolved},
            replications=max(self.replications, other["replications"]),
            parameters=max(self.parameters, other.get("parameters", 0)),
        )


def build_study(
    kind: str,
    sources: list[str],
    *,
    base: str | None,
    place: str,
    days: int,
    seed: int,
    replications: int,
    settings: Mapping[str, Any],
    keep: tuple[str, ...] = (),
    parameters: int | None = None,
) -> Study:
    """Check everything that can be checked before anything runs.

    Parameters
    ----------
    parameters : int, optional
        Number of shipped parameter sets to run, the first of them; None: only the values of the place.

    Raises
    ------
    sim.errors.BadInput
        With every fault of the numbers, or the first of the scenarios and the place.
    """
    faults = [
        fault
        for name, value, low, high in (
            ("days", days, 1, MOST_DAYS),
            ("seed", seed, 0, MOST_SEED),
            ("replications", replications, 1, MOST_REPLICATIONS),
        )
        if (fault := whole_number_fault(name, value, low, high)) is not None
    ]
    most = len(parameter_sets())
    if parameters is not None and (fault := whole_number_fault("parameters", parameters, 1, most)) is not None:
        faults.append(fault)
    if kind == "compare" and len(sources) < 2:
        faults.append((say.NO_REFORM, {"base": sources[0]}))
    if faults:
        raise bad_input(*faults)
    levers, of_place = split_settings(settings)
    loaded = [load_scenario(s, levers if kind == "run" or at else None) for at, s in enumerate(sources)]
    names = [scenario.name for scenario in loaded]
    for at, name in enumerate(names):
        if alike(name) in map(alike, names[:at]):
            raise bad_input((say.NAMED_TWICE, {"name": name}))
    if kind == "compare":
        base = sources[0]
    elif base is None:
        base = root_of(sources[0])
    town = load_place(place, of_place)
    for scenario in (*loaded, load_scenario(base)):
        checked_stretches(scenario, town)
    refuse_what_cannot_be_held(town, days)  # the burn-in comes on top where the model is made
    return Study(
        kind=kind,
        sources=tuple(_absolute(source) for source in sources),
        names=tuple(names),
        resolved={scenario.name: scenario.resolved() for scenario in loaded},
        base=_absolute(base),
        place=town.name,
        place_source=_absolute(place),
        place_hash=hashlib.sha256(town.model_dump_json().encode()).hexdigest()[:16],
        days=days,
        seed=seed,
        replications=replications,
        settings={name: v if isinstance(v, str) else setting_text(v) for name, v in settings.items()},
        keep=keep,
        parameters=parameters or 0,
    )


def _absolute(source: str) -> str:
    """Workers may stand in another folder: give files by their whole path."""
    path = Path(source)
    return str(path.resolve()) if path.suffix.lower() == ".toml" and path.exists() else source
