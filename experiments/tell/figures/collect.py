"""Gathers from a result folder what the figures of a run or comparison are drawn from."""

from typing import Any

from experiments.store.content_of_tables import content_hash
from experiments.store.result_folder import CORE_TABLES, ResultFolder
from experiments.tell.figures.over_sets import over_replications
from experiments.words import LANGUAGES
from experiments.words import figures as say


def figure_data(folder: ResultFolder) -> dict[str, Any]:
    """Return tables, scenario order and labels.

    Keys: scenarios (names, base first), labels (by language, then name), days, kind ("run" or
    "compare"), replications, sets (parameter sets, 0 without), office_names (by `Level`, office and
    language; empty where the place has none), and the tables of `CORE_TABLES`. With parameter sets a set stands for
    a replication, in the tables and in their number; only `runs` keeps every run.
    """
    study = folder.study
    sets = int(study.get("parameters", 0))
    sets = sets if sets > 1 else 0  # one set is one town like any other
    tables = {name: folder.table(name) for name in CORE_TABLES}
    if sets:
        tables |= {name: over_replications(table) for name, table in tables.items() if name != "runs"}
    resolved = study["resolved"]
    return {
        "scenarios": folder.scenarios,
        "labels": {
            language: {
                name: str(resolved.get(name, {}).get("title", {}).get(language) or name) for name in folder.scenarios
            }
            for language in LANGUAGES
        },
        "days": float(study["days"]),
        "kind": str(study["kind"]),
        "replications": sets or int(study["replications"]),
        "sets": sets,
        "office_names": {int(level): names for level, names in folder.manifest.get("office_names", {}).items()},
        **tables,
    }


def of_tables(folder: ResultFolder, _measure: str = "") -> dict[str, Any]:
    """Return what the one picture of each figure of a run or comparison is drawn from."""
    return {"": figure_data(folder)}


def source_line(folder: ResultFolder, language: str) -> str:
    """Return one line that says where the numbers come from."""
    study = folder.study
    sets = int(study.get("parameters", 0))
    return (say.SOURCE_SETS if sets else say.SOURCE)(
        "zh" if language == "zh" else "en",
        sets=sets,
        place=study["place"],
        days=study["days"],
        seed=study["seed"],
        replications=study["replications"],
        version=folder.manifest["versions"].get("whistle-lab"),
        hash=content_hash(folder.manifest["content"]["tables"])[:12],
    )
