"""A study as the command that makes it."""

import shlex
from typing import Any


def command_of(study: dict[str, Any]) -> str:
    """Return the `whistle` command that makes a study again."""
    words = ["whistle", study["kind"], *study["scenarios"]]
    if study["kind"] == "run":
        words += ["--base", study["base"]]
    words += ["--place", study["place"], "--days", str(study["days"]), "--seed", str(study["seed"])]
    if study["kind"] == "compare":
        words += ["--replications", str(study["replications"])]
        words += ["--parameters", str(study["parameters"])] if study.get("parameters") else []
    for key, value in study["settings"].items():
        words += ["--set", f"{key}={value}"]
    if study["kind"] == "compare" and "issues" in study["keep"]:
        words += ["--keep", "issues"]
    return shlex.join(words)
