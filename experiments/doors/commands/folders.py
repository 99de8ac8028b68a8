"""`whistle figures` and `whistle status`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.doors.failures import FAILED, NO_ROOM, Ended, told
from experiments.words import LANGUAGES, Language, responses
from experiments.words import messages as say
from experiments.words import sweeps as sweep_say
from experiments.words.faults import bad_input

if TYPE_CHECKING:
    from experiments.doors.commands.figures import FiguresOptions
    from experiments.doors.commands.status import StatusOptions


def figures(options: "FiguresOptions") -> None:
    """Draw figures of a result folder again."""
    folder, only, out, language = options.folder, options.only, options.out, options.language
    with told(language, debug=options.debug):
        from experiments.store.folder import RunStore
        from experiments.store.manifest import holds_points
        from experiments.store.result_folder import ResultFolder
        from experiments.tell.figures.catalogue import check_width, figure_kind, save_figures

        languages: tuple[Language, ...] = (language,) if options.lang else LANGUAGES
        target = folder / "figures" if out is None else out
        check_width(options.width)
        for name in only:
            figure_kind(name.partition(".")[0])
        points = holds_points(folder)
        found = RunStore(folder) if points else ResultFolder.open(folder)
        with _writable(target, asked=out is not None):
            written = save_figures(found, target, only or None, languages, options.width)
        for path in written:
            print(say.FIGURE_WRITTEN(language, path=path))
        if not written and points:
            print(responses.NO_FIGURE(language, folder=folder))
        elif not written:
            raise Ended(FAILED)


@contextmanager
def _writable(target: Path, *, asked: bool) -> Iterator[None]:
    """Say of a folder that takes no figures that there is another way; a full disk is another matter."""
    try:
        if target.exists() and not target.is_dir():
            raise bad_input((say.NOT_A_FOLDER, {"folder": target}))
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        told_of = {"folder": target, "reason": error.strerror or error}
        raise bad_input((say.CANNOT_WRITE if asked else say.CANNOT_DRAW_INTO, told_of)) from error


def status(options: "StatusOptions") -> None:
    """Say what a result folder holds; its parts are read to the last byte."""
    folder, as_json, language = options.folder, options.as_json, options.language
    with told(language, debug=options.debug):
        from experiments.store.folder import RunStore
        from experiments.store.manifest import ALL, POINTS
        from experiments.store.publication import recover
        from experiments.store.result_folder import ResultFolder

        recover(folder)
        store = RunStore(folder, ALL)
        manifest = store.manifest
        content, failed = store.content().text(), len(store.failures())
        (runs, planned, others), written = store.counted(), manifest["content"]
        published = ResultFolder.open(folder) if "published" in manifest else None
        tables = None if published is None else published.content_hash()
        if as_json:
            record = {"folder": str(folder), "kind": manifest["kind"], "complete": runs == planned, "runs": runs,
                      "of": planned, "others": others, "failed": failed, "hash": content, "hash_written": written,
                      "unchanged": written in (None, content), "columns": manifest["columns"],
                      "codes": manifest["codes"], "study": manifest["study"]}  # fmt: skip
            if published is not None:
                was = published.manifest["content"]["hash"]
                record |= {"hash": tables, "hash_written": was, "unchanged": tables == was,
                           "tables": published.manifest["tables"]}  # fmt: skip
            print(json.dumps(record, ensure_ascii=False, indent=1))
            return
        from experiments.question.command import command_of

        if manifest["kind"] in POINTS:
            head = sweep_say.RUNS_THERE(language, runs=runs, total=planned, name=manifest["name"])
        elif runs == planned:
            head = say.COMPLETE(language, done=runs)
        else:
            head = say.UNFINISHED(language, done=runs, total=planned)
        print(f"{folder}: {head}")
        if others:
            print(f"  {sweep_say.STRANGERS(language, count=others, folder=folder)}")
        if failed:
            print(f"  {sweep_say.FAILED_THERE(language, count=failed, folder=store.failed)}")
        if published is None:
            _print_hash(content, written, language)
            return
        print(f"  {say.MADE_BY(language)}: {command_of(published.study)}")
        for name, rows in published.manifest["tables"].items():
            print(f"  {name}.parquet  {say.ROWS(language, rows=rows)}")
        _print_hash(str(tables), published.manifest["content"]["hash"], language)


def _print_hash(now: str, written: str | None, language: Language) -> None:
    if written is None:
        same = sweep_say.NOT_ENDED(language)
    else:
        same = say.HASH_SAME(language) if now == written else say.HASH_DIFFERS(language, hash=written)
    print(f"  {say.CONTENT_HASH(language)}: {now}  ({same})")
