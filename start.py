"""Finds out what this machine offers and gets Whistle going: `python3 start.py`, on Windows `py start.py`.

Where uv works there is nothing to do. Elsewhere a virtual environment `.venv` is made in this folder, with or without
Debian's python3-venv, and everything is installed into it and nowhere else: from a folder `wheels` beside this file
where there is one, so that no network is needed. Plain Python of any version from 3.8 on, nothing installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = "Scripts" if os.name == "nt" else "bin"
WHEELS = ROOT / "wheels"
OLDEST = (3, 12)
NEWER = ("python3.14", "python3.13", "python3.12", "python3", "python")
DONE, FAILED, BAD = 0, 1, 2
SPOKEN = [value for name in ("WHISTLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))]
CHINESE = bool(SPOKEN) and SPOKEN[0].lower().startswith("zh")


def main(arguments: list[str]) -> int:
    """Get Whistle going, or say in one message what is missing; return the exit code."""
    if arguments not in ([], ["--dry-run"]):
        say(f"{' '.join(arguments)}: the only option is --dry-run", f"{' '.join(arguments)}：只有 --dry-run 一个选项")
        return BAD
    dry = bool(arguments)
    if uv := working_uv():
        say(f"uv is here. Go on with:\n  {uv} run whistle demo", f"uv 可用。下一步：\n  {uv} run whistle demo")
        return DONE
    python = fit_python()
    if python is None:
        least, now = ".".join(map(str, OLDEST)), sys.version.split()[0]
        say(
            f"Python {least} or later is needed; found {now}. uv brings a Python of its own: docs/install.md",
            f"需要 Python {least} 或更高版本，现为 {now}。uv 自带 Python：见 docs/install.zh.md",
        )
        return BAD
    pip = pip_for(python)
    if pip is None:
        say(
            "This Python has neither pip nor what makes one (ensurepip). On Debian and Ubuntu:\n"
            "  sudo apt install python3-venv\nand give this command again. Without root: docs/install.md",
            "这个 Python 既没有 pip，也没有 ensurepip。在 Debian、Ubuntu 上：\n"
            "  sudo apt install python3-venv\n然后再次输入本命令。没有 root 权限时见 docs/install.zh.md",
        )
        return BAD
    steps = [*pip.steps, [*pip.command, "install", *source(), "--constraint", str(ROOT / "constraints.txt"),
                          "--editable", str(ROOT)]]  # fmt: skip
    for step in steps:
        print("+ " + " ".join(step), flush=True)
        if not dry and subprocess.run(step, cwd=ROOT, check=False).returncode:
            say("That failed; the lines above say why. Mirrors, machines without network: docs/install.md",
                "这一步失败，原因见上。镜像、无网络的机器：见 docs/install.zh.md")  # fmt: skip
            return FAILED
    command = VENV.relative_to(ROOT) / BIN / "whistle"
    say(f"Go on, in this folder, with:\n  {command} demo", f"下一步，在本文件夹中：\n  {command} demo")
    return DONE


def say(english: str, chinese: str) -> None:
    """Print a message in the user's language."""
    text = chinese if CHINESE else english
    print(text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"), flush=True)


def works(*command: str) -> bool:
    """Tell whether a command answers; a shim of pyenv without a program behind it answers with 127."""
    try:
        return subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def working_uv() -> str | None:
    """Return how uv is called here, None where it is not."""
    if works("uv", "--version"):
        return "uv"
    for folder in (Path.home() / ".local" / "bin", Path.home() / ".cargo" / "bin"):
        if works(str(folder / "uv"), "--version"):
            return str(folder / "uv")
    return f"{sys.executable} -m uv" if works(sys.executable, "-m", "uv", "--version") else None


def fit_python() -> str | None:
    """Return a Python that is new enough: this one, or another on the path."""
    enough = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    found = [sys.executable, *filter(None, map(shutil.which, NEWER))]
    return next((python for python in found if works(python, "-c", enough)), None)


class Pip:
    """How packages get into `.venv`: what has to be done before, and the command."""

    def __init__(self, steps: list[list[str]], command: list[str]) -> None:
        self.steps, self.command = steps, command


def pip_for(python: str) -> Pip | None:
    """Return a way to install into `.venv`; None where this Python has neither pip nor ensurepip."""
    inside = str(VENV / BIN / "python")
    there = works(inside, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})")
    if there and works(inside, "-m", "pip", "--version"):
        return Pip([], [inside, "-m", "pip"])
    # A half-made environment gives way; one that works stays, whoever made it.
    make = [python, "-m", "venv", "--clear", str(VENV)]
    if works(python, "-c", "import ensurepip, venv"):
        return Pip([[inside, "-m", "ensurepip"] if there else make], [inside, "-m", "pip"])
    # Debian without python3-venv: an environment without pip, filled by the system's.
    if works(python, "-m", "pip", "--python", python, "--version"):
        return Pip([] if there else [[*make, "--without-pip"]], [python, "-m", "pip", "--python", inside])
    return None


def source() -> list[str]:
    """Return where packages come from: the folder of wheels alone where there is one, else pip's own setting."""
    return ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
