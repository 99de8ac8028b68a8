"""What `whistle run` and `whistle compare` share: settings read, a study carried out, files and records told."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.doors.commands.carrying import Carried, parse_share, say_taken
from experiments.words import Language
from experiments.words import messages as say
from experiments.words.faults import bad_input
from experiments.words.numbers import plain

if TYPE_CHECKING:
    from experiments.conduct.carry_out import Done
    from experiments.conduct.until import Until
    from experiments.question.study import Study


def parse_settings(given: Sequence[str]) -> dict[str, str]:
    """Read `--set name=value` options.

    Raises
    ------
    sim.errors.BadInput
        One is not `name=value`, or a name comes twice.
    """
    settings: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value:
            raise bad_input((say.NO_EQUALS, {"value": text}))
        if name in settings:
            raise bad_input((say.SET_TWICE, {"name": name}))
        settings[name] = value
    return settings


def carry_study(
    study: Study, target: Path, carried: Carried, language: Language, until: Until | None = None
) -> Done:
    """Carry a study out under a progress bar; say what was kept from before."""
    from experiments.conduct.carry_out import carry_out
    from experiments.run.progress import progress_bar
    from experiments.store.folder import unfinished

    before = unfinished(target)
    if before is not None and before[0] and not carried.quiet:
        print(f"{target}: {say.UNFINISHED(language, done=before[0], total=before[1])}", file=sys.stderr)
    with progress_bar(language, quiet=carried.quiet) as tell:
        done = carry_out(
            study, target, explicit=carried.out is not None, extend=carried.extend, mix_code=carried.mix_code,
            share=parse_share(carried.share), workers=carried.workers, scheduler=carried.scheduler,
            progress=tell.runs, begun=lambda taken: say_taken(taken, language), until=until, compiling=tell.compiling,
        )  # fmt: skip
    swept = done.swept
    if not carried.quiet and swept.there and swept.made:
        print(say.RESUMED(language, done=swept.there, total=swept.there + swept.made), file=sys.stderr)
    elif not carried.quiet and not swept.made:
        print(say.ALREADY_THERE(language, folder=target), file=sys.stderr)
    return done


def say_files(target: Path, language: Language) -> None:
    """Say which files a study has published, what is to be read first at the top."""
    print(say.FILES_ARE_IN(language, folder=target))
    first = f"report.{language}.html"
    for path in sorted(target.iterdir(), key=lambda p: (p.name != first, p.is_dir(), p.name)):
        if path.is_dir() and path.name != "figures":
            continue
        if path.is_dir():
            held = " ".join(sorted(p.name for p in path.glob("*.svg")))
            print(textwrap.fill(held, 100, initial_indent=f"  {path.name}/  ", subsequent_indent=" " * 4))
        else:
            print(f"  {path.name}" + (f"  <- {say.READ_FIRST(language)}" if path.name == first else ""))


def print_json(value: dict[str, Any]) -> None:
    """Print a record for programs."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=1, default=_item))


def _item(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)
