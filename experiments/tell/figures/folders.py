"""Folders that figures are drawn from: their kind, what was asked of them, and what a figure says of its origin."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from experiments.store.answers import Answer, answers_of
from experiments.store.content_of_tables import content_hash
from experiments.store.folder import RunStore
from experiments.store.result_folder import ResultFolder
from experiments.words import Text, sweeps
from experiments.words import answered as say
from experiments.words.notes import note
from sim.errors import BadInput

Folder = ResultFolder | RunStore
FolderKind = Literal["run", "compare", "sweep", "sensitivity"]
RUNS: tuple[FolderKind, ...] = ("run", "compare")
POINTS: tuple[FolderKind, ...] = ("sweep",)


def kind_of(folder: Folder) -> FolderKind:
    """Return what a folder holds."""
    if isinstance(folder, RunStore):
        return "sweep" if folder.manifest["kind"] == "sweep" else "sensitivity"
    return "run" if folder.study["kind"] == "run" else "compare"


def content_of(folder: Folder) -> str:
    """Return the content hash of a folder's runs, as its manifest has it."""
    if isinstance(folder, RunStore):
        return str(folder.manifest["content"])
    return content_hash(folder.manifest["content"]["tables"])


def asked(folder: Folder, command: str, measure: str, figure: str) -> Mapping[str, Answer]:
    """Return what was asked of a command, by measure: all of it, or of one measure; say where runs have changed since.

    Parameters
    ----------
    measure : str
        Empty: all.
    figure : str
        Name of the figure that shows it.

    Raises
    ------
    sim.errors.BadInput
        If a record cannot be read.
    """
    found = {name: one for name, one in answers_of(folder.path, command).items() if measure in ("", name)}
    now = content_of(folder)
    for name, answer in found.items():
        if answer.content != now:
            note(say.RUNS_CHANGED, folder=folder.path, command=command, name=picture_name(figure, name))
    return found


def again[Found](
    folder: Folder, command: str, measure: str, figure: str, make: Callable[[str, Answer], Found]
) -> dict[str, Found]:
    """Give answers of measures again, by measure; one that cannot be given is told and hides no other.

    Parameters
    ----------
    measure, figure : str
        As `asked`.
    make : callable
        From a measure and what was asked of it to the answer.

    Raises
    ------
    sim.errors.BadInput
        If none can be given, or a record cannot be read.
    """
    found, failed = {}, list[tuple[str, BadInput]]()
    for name, answer in asked(folder, command, measure, figure).items():
        if not name:
            continue
        try:
            found[name] = make(name, answer)
        except BadInput as error:
            failed.append((name, error))
    if failed and not found:
        raise failed[0][1]
    for name, fault in failed:
        note(sweeps.NOT_ANALYSED, name=name, reason=Text(en=fault.text("en"), zh=fault.text("zh")))
    return found


def picture_name(figure: str, measure: str) -> str:
    """Return what a picture is called: `front`, `boxes.true_satisfaction_rate`."""
    return f"{figure}.{measure}" if measure else figure


def figure_provenance(folder: Folder, name: str, language: str, width: float) -> dict[str, Any]:
    """Return the record that goes into a figure's metadata: enough to make it again and to verify it."""
    own = {"figure": name, "language": language, "width_cm": width, "kind": kind_of(folder)}
    if isinstance(folder, RunStore):
        return {**own, **_of_store(folder), "content": content_of(folder)}
    study, manifest = folder.study, folder.manifest
    return {
        **own,
        "scenarios": study["scenarios"],
        "base": study["base"],
        "place": study["place"],
        "days": study["days"],
        "seed": study["seed"],
        "replications": study["replications"],
        "parameters": study.get("parameters", 0),
        "settings": study["settings"],
        "code": study["code"],
        "version": manifest["versions"].get("whistle-lab"),
        "commit": manifest.get("commit"),
        "content": content_of(folder),
    }


def _of_store(store: RunStore) -> dict[str, Any]:
    manifest = store.manifest
    fixed, scenarios = manifest["fixed"], manifest["fixed"]["scenarios"]
    return {
        "study": manifest["name"],
        "base": scenarios["base"]["name"],
        "reference": scenarios["reference"]["name"] if "reference" in scenarios else "",
        "place": fixed["place"],
        "days": fixed["days"],
        "seed": fixed["seed"],
        "replications": manifest["study"]["replications"],
        "runs": manifest["runs"],
        "model": "+".join(manifest["codes"]),
        "version": manifest.get("versions", {}).get("whistle-lab"),
        "commit": manifest.get("commit"),
    }
