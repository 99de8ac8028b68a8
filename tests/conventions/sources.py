"""The project's files as the convention tests see them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("sim", "agents", "scenarios", "experiments", "whistle", "docs")
TEXT = {".cff", ".css", ".html", ".js", ".md", ".py", ".toml", ".txt", ""}


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is or would be tracked, generated results and ignored files aside."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.splitlines()]
    else:  # not a checkout: an unpacked archive
        found = [p for p in ROOT.rglob("*") if not any(part.startswith(".venv") for part in p.parts)]
    return tuple(sorted(p for p in found if p.is_file()))


@cache
def texts() -> dict[str, str]:
    """Return the text files by path relative to the root, licence texts aside."""
    chosen = [p for p in files() if p.suffix in TEXT and p.name not in ("LICENSE", "OFL.txt")]
    return {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in chosen}


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax trees of the packages' modules by path."""
    return {name: ast.parse(text) for name, text in texts().items()
            if name.endswith(".py") and name.partition("/")[0] in PACKAGES}  # fmt: skip
