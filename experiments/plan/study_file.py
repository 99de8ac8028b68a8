"""Reading a study file and checking everything that can be checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from experiments.plan.designs import NAMES, design_points, points_of, states_in, states_of
from experiments.plan.size import refuse_what_cannot_be_planned
from experiments.question.schema import Design, Range, StudyFile, valid_keys
from experiments.question.spaces import Factor, Variable, assumed_parameters, lever_variable, place_variable
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from scenarios.documents import Document, read_toml, setting_text
from scenarios.dotted import flat, nested
from scenarios.loading import find_scenario, load_scenario, split_settings
from scenarios.place import Place, load_place, place_parameters
from scenarios.scenario import lever_settings
from sim.errors import BadInput, Fault, faults_of, unknown
from sim.measures import MEASURES

_EXACT = 2**53  # whole numbers below are told apart as floats, too
FOLDER = Path(__file__).resolve().parent / "studies"
EVERY_ASSUMPTION = "*"  # in [uncertainties]
SETTINGS = ("constants", "factors", "uncertainties")  # tables of settings


class SweepStudy(NamedTuple):
    """A study, read and checked.

    Attributes
    ----------
    name : str
        Of its file.
    path : Path
    file : StudyFile
    factors, uncertainties : tuple of Factor
    constants : dict
        Settings as text, by dotted name.
    points, states : list of dict
        Values by name: of the factors at each design point, of the uncertainties in each state of the world.
    kind : {"sweep", "morris", "sobol"}
        What the points are for.
    """

    name: str
    path: Path
    file: StudyFile
    factors: tuple[Factor, ...]
    uncertainties: tuple[Factor, ...]
    constants: dict[str, Any]
    points: list[dict[str, Any]]
    states: list[dict[str, Any]]
    kind: str = "sweep"

    @property
    def varied(self) -> tuple[Factor, ...]:
        """Everything that varies, factors first."""
        return (*self.factors, *self.uncertainties)

    def title(self, language: str) -> str:
        """Return its title, its name if it has none."""
        return str(getattr(self.file.title, language)) if self.file.title is not None else self.name


def list_studies() -> tuple[str, ...]:
    """Return the names of the shipped studies."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def find_study(name: str) -> Path:
    """Return the file of a study: a path, or the name of a shipped one.

    Raises
    ------
    BadInput
        If there is none.
    """
    path = Path(name)
    if path.suffix.lower() == ".toml":
        if path.is_file():
            return path.resolve()
        if path.name == name and path.stem in list_studies():
            return (FOLDER / f"{path.stem}.toml").resolve()
        raise BadInput([Fault(en="no such file", zh="没有这个文件")], name)
    if name not in list_studies():
        raise BadInput([unknown(("study", "研究"), name, list_studies())])
    return (FOLDER / f"{name}.toml").resolve()


def read_study(path: Path) -> Document:
    """Return the tables of a study file, settings by dotted name whichever way the file writes them.

    Raises
    ------
    BadInput
        The file cannot be read, or a setting stands in it twice.
    """
    document = dict(nested(read_toml(path), path.name))
    for table in SETTINGS:
        if isinstance(document.get(table), dict):
            document[table] = flat(document[table], _ends_here)
    return document


def _ends_here(name: str, value: dict[str, Any]) -> bool:
    """Tell whether a name is whole: that of a setting, or what stands there is a range."""
    return name in lever_settings() or name in place_parameters() or set(value) <= set(Range.model_fields)


def load_study(name: str | Path, changes: Mapping[str, Any] | None = None) -> SweepStudy:
    """Read a study.

    Parameters
    ----------
    name
        A shipped study, or the path of a TOML file.
    changes
        Values of top-level keys that take the place of the file's (`replications`, `place`, …).

    Raises
    ------
    BadInput
        With every fault of the file that one pass can find.
    """
    path = find_study(str(name))
    document = {**read_study(path), **(changes or {})}
    try:
        file = StudyFile.model_validate(document, context={"designs": NAMES})
    except ValidationError as error:
        raise BadInput(faults_of(error, valid_keys(), tags=("Range", "list[any]")), path.name) from None
    with _key_named("base", path):
        base = find_scenario(file.base, path, "base")
    load_scenario(base)
    for key in ("reference", "burn_in"):
        if getattr(file, key) is not None:
            with _key_named(key, path):
                other = find_scenario(getattr(file, key), path, key)
            load_scenario(other)
    with _key_named("place", path):
        place = load_place(_place_of(file, path))
    _check_measures(file, path)
    uncertainties = _with_assumptions(file, place)
    _check_names(file, uncertainties, path)
    factors = tuple(_factor(n, v, file.design, place, path) for n, v in file.factors.items())
    unsure = tuple(_factor(n, v, file.design, place, path) for n, v in uncertainties.items())
    constants = dict(file.constants)
    _check_values(base, file, factors + unsure, constants, path)
    try:
        size = (points_of(file.design, factors), states_in(file.design, unsure), len(factors + unsure) + len(constants))
        refuse_what_cannot_be_planned(*size, file.replications)
        points = design_points(file.design, factors, file.seed)
        states = states_of(file.design, unsure, file.seed)
    except BadInput as error:
        raise BadInput(error.faults, path.name) from None
    return SweepStudy(path.stem, path, file, factors, unsure, constants, points, states)


@contextmanager
def _key_named(key: str, path: Path) -> Iterator[None]:
    """Say in which key of the study stands what is wrong."""
    try:
        yield
    except BadInput as error:
        where = "" if error.where in ("", path.name) else f"{error.where}: "
        raise BadInput(
            [Fault(en=f"{key}: {where}{f.en}", zh=f"{key}：{where}{f.zh}") for f in error.faults], path.name
        ) from None


def scenario_source(name: str, study: Path) -> str:
    """Return what a scenario named in a study is loaded by: a whole path."""
    return str(find_scenario(name, study))


def _place_of(file: StudyFile, path: Path) -> str:
    own = path.parent / file.place
    return str(own) if own.suffix.lower() == ".toml" and own.is_file() else file.place


def place_source(study: SweepStudy) -> str:
    """Return what the place of a study is loaded by: a name, or a whole path."""
    found = _place_of(study.file, study.path)
    return str(Path(found).resolve()) if found.lower().endswith(".toml") else found


def _check_measures(file: StudyFile, path: Path) -> None:
    known = [measure.name for measure in MEASURES]
    faults = [unknown(("measure", "指标"), name, known) for name in file.measures or () if name not in known]
    if faults:
        raise BadInput(faults, path.name)


def _with_assumptions(file: StudyFile, place: Place) -> dict[str, list[Any] | Range]:
    """Put every assumed place parameter in the place of `"*"`; those that are named keep what they say."""
    told = dict(file.uncertainties)
    if EVERY_ASSUMPTION not in told:
        return told
    every = told.pop(EVERY_ASSUMPTION)
    named = {*told, *file.factors, *file.constants}
    return told | {name: every for name in assumed_parameters(place) if name not in named}


def _check_names(file: StudyFile, uncertainties: Mapping[str, Any], path: Path) -> None:
    known = (*lever_settings(), *place_parameters())
    tables = (("factors", file.factors), ("constants", file.constants), ("uncertainties", uncertainties))
    faults = []
    owner: dict[str, str] = {}
    for table, names in tables:
        for name in names:
            if name not in known:
                fault = unknown(("setting", "设置项"), name, known)
                faults.append(Fault(en=f"in [{table}]: {fault.en}", zh=f"在 [{table}] 中：{fault.zh}"))
            elif name in owner:
                values = {"name": name, "one": owner[name], "other": table}
                faults.append(Fault(en=say.NAMED_IN_BOTH("en", **values), zh=say.NAMED_IN_BOTH("zh", **values)))
            owner[name] = table
    if faults:
        raise BadInput(faults, path.name)


def _factor(name: str, told: list[Any] | Range, design: Design, place: Place, path: Path) -> Factor:
    """Return what varies, its range and values complete."""
    variable = place_variable(name, place) if name in place_parameters() else lever_variable(name)
    if isinstance(told, list):
        return _listed(variable, told, path)
    if variable.kind == "switch" and told == Range():
        return Factor(variable, (False, True))
    low = variable.low if told.low is None else told.low
    high = variable.high if told.high is None else told.high
    if variable.kind in ("switch", "other"):
        raise bad_input((say.NEEDS_VALUES, {"name": name}), where=path.name)
    if low is None or high is None:
        raise bad_input((say.NO_RANGE, {"name": name}), where=path.name)
    if not low < high:
        raise bad_input((say.EMPTY_RANGE, {"name": name, "low": low, "high": high}), where=path.name)
    if (
        told.low is None
        and told.high is None
        and not variable.of_place
        and variable.unit in ("day", "days")
        and high > 3650
    ):
        raise bad_input((say.NO_RANGE, {"name": name}), where=path.name)
    if variable.kind == "whole" and not (float(low).is_integer() and float(high).is_integer()):
        raise bad_input((say.WHOLE_ENDS, {"name": name, "low": low, "high": high}), where=path.name)
    levels = told.levels or design.levels
    return Factor(variable, None, float(low), float(high), levels)


def _listed(variable: Variable, told: list[Any], path: Path) -> Factor:
    if not told:
        raise bad_input((say.NO_VALUES, {"name": variable.name}), where=path.name)
    texts = [setting_text(value) for value in told]
    same = [
        float(v) if isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < _EXACT else t
        for v, t in zip(told, texts, strict=True)
    ]
    for at, text in enumerate(texts):
        if same[at] in same[:at]:
            raise bad_input((say.VALUE_TWICE, {"name": variable.name, "value": text}), where=path.name)
    return Factor(variable, tuple(told))


def _check_values(
    base: Path, file: StudyFile, factors: tuple[Factor, ...], constants: Mapping[str, Any], path: Path
) -> None:
    """Try every value that may be set, one at a time; say all that are not allowed."""
    faults: list[Fault] = []
    tried = [(f.name, value) for f in factors for value in f.extremes()] + list(constants.items())
    source = _place_of(file, path)
    for name, value in tried:
        setting = {name: setting_text(value)}
        try:
            levers, of_place = split_settings(setting, path.name)
            if levers:
                load_scenario(base, levers, path.name)
            else:
                load_place(source, of_place, path.name)
        except BadInput as error:
            head = f"{path.name}: "
            faults += [Fault(en=f.en.removeprefix(head), zh=f.zh.removeprefix(f"{path.name}：")) for f in error.faults]
    if faults:
        raise BadInput(list(dict.fromkeys(faults)), path.name)
