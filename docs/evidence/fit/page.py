"""The page on the fit, written from what is shipped; nothing is simulated."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from docs.evidence.fit.outputs import CONFIRMED, FIT, SETS, SHIPPED, SIMULATED
from docs.evidence.fit.parameters import PARAMETERS
from docs.evidence.fit.targets import TARGETS, Target
from docs.evidence.words import fit as say
from experiments.words import Language


def page(language: Language, folder: Path = SHIPPED) -> str:
    """Return the page in one language."""
    fit: dict[str, Any] = tomllib.loads((folder / FIT).read_text(encoding="utf-8"))
    sets, simulated, confirmed = (pd.read_csv(folder / name).set_index("set") for name in (SETS, SIMULATED, CONFIRMED))
    known = [target for target in TARGETS if target.name in fit["targets"]]
    how = {key: fit[key] for key in ("points", "waves", "place", "seeds", "code")}
    paragraphs = [
        f"# {say.TITLE(language)}",
        say.INTRODUCTION(language, sets=len(sets), simulated=len(simulated), cutoff=f"{fit['cutoff']:g}"),
        say.HOW(language, **how, other=fit["confirmed_in"], tried=fit["tried"], burn_in=fit["burn_in_days"],
                share=f"{fit['share_of_the_box']:.2g}",
                worlds="; ".join(fit["worlds"])),
        f"## {say.TARGETS(language)}",
        say.TARGETS_ARE(language, reported=fit["reported"]),
        _table(
            [head(language, place=fit["confirmed_in"]) for head in say.HEADS],
            [_target(target, fit, simulated, confirmed, language) for target in known],
        ),
        say.CONFIRMATION(language, sets=len(confirmed), place=fit["confirmed_in"]),
        f"## {say.MISSED(language)}",
        _missed(known, fit, language),
        f"## {say.PARAMETERS(language)}",
        say.PARAMETERS_ARE(language),
        _parameters(sets, fit, language),
    ]  # fmt: skip
    return "\n\n".join(paragraph.rstrip("\n") for paragraph in paragraphs) + "\n"


def _target(
    target: Target, fit: dict[str, Any], simulated: pd.DataFrame, confirmed: pd.DataFrame, language: Language
) -> list[str]:
    told = fit["targets"][target.name]
    values = simulated[target.name].dropna().to_numpy(dtype=float)
    again = confirmed[target.name].dropna().to_numpy(dtype=float)
    inside = float(np.mean((values >= told["low"]) & (values <= told["high"]))) if len(values) else float("nan")
    verdict = {
        "ruling": say.REACHED if inside > 0.5 else say.ALLOWED,
        "reported": say.REPORTED,
    }.get(told["status"], say.NOT_REACHED)
    return [
        target.meaning(language),
        target.source,
        f"{_range(told)} ± {told['discrepancy']:g}",
        f"{told['luck']:.2g}",
        _spread(values),
        f"{100.0 * inside:.0f} %",
        f"{np.median(again):.3g} [{again.min():.3g}, {again.max():.3g}]" if len(again) else "–",
        verdict(language),
    ]


def _missed(known: list[Target], fit: dict[str, Any], language: Language) -> str:
    lines = []
    for target in known:
        told = fit["targets"][target.name]
        if told["status"] == "reported" and target.note:
            lines.append(f"- {target.meaning(language)}: {target.note(language)}")
        if told["status"] not in ("alone", "together"):
            continue
        words = {"target": target.meaning(language), "range": _range(told)}
        if told["status"] == "alone":
            line = say.MISSED_ALONE(language, **words, nearest=f"{told['nearest']:.3g}", points=fit["points"])
        else:
            against = next((t.meaning(language) for t in TARGETS if t.name == told["against"]), told["against"])
            line = say.MISSED_TOGETHER(language, **words, against=against)
        note = target.note(language) if target.note else ""
        lines.append("- " + " ".join(part for part in (line, note) if part))
    return "\n".join(lines) or say.NOTHING_MISSED(language)


def _parameters(sets: pd.DataFrame, fit: dict[str, Any], language: Language) -> str:
    rows = []
    for group in PARAMETERS:
        names = [name for name in group.names if name in sets]
        if not names:
            continue
        told = fit["parameters"][names[0]]
        values = sets[names[0]].to_numpy(dtype=float)
        low, high = np.percentile(values, [5.0, 95.0])
        narrowed = 1.0 - (high - low) / (0.9 * (told["high"] - told["low"]))
        shipped = ", ".join(f"{fit['parameters'][name]['shipped']:g}" for name in names)
        rows.append([
            ", ".join(f"`{name}`" for name in names),
            _range(told),
            shipped if len(set(shipped.split(", "))) > 1 else shipped.partition(",")[0],
            _spread(values),
            f"{max(narrowed, 0.0):.2f}",
            group.why(language),
        ])  # fmt: skip
    return _table([head(language) for head in say.PARAMETER_HEADS], rows)


def _range(told: dict[str, Any]) -> str:
    return f"{told['low']:g} – {told['high']:g}".replace("-", "−")


def _spread(values: np.ndarray) -> str:
    if not len(values):
        return "–"
    low, middle, high = np.percentile(values, [5.0, 50.0, 95.0])
    return f"{middle:.3g} [{low:.3g}, {high:.3g}]".replace("-", "−")


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
