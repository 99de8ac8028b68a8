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
        from experiments.store.exchange import recover
        from experiments.store.folder import RunStore
        from experiments.store.manifest import is_store
        from experiments.store.result_folder import ResultFolder
        from experiments.tell.figures.catalogue import check_width, figure_kind, save_figures

        languages: tuple[Language, ...] = (language,) if options.lang else LANGUAGES
        target = folder / "figures" if out is None else out
        check_width(options.width)
        for name in only:
            figure_kind(name.partition(".")[0])
        if not is_store(folder):
            recover(folder)
        found = RunStore(folder) if is_store(folder) else ResultFolder.open(folder)
        with _writable(target, asked=out is not None):
            written = save_figures(found, target, only or None, languages, options.width)
        for path in written:
            print(say.FIGURE_WRITTEN(language, path=path))
        if not written and is_store(folder):
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
    """Say what a result folder holds."""
    folder, as_json, language = options.folder, options.as_json, options.language
    with told(language, debug=options.debug):
        from experiments.store.exchange import recover
        from experiments.store.manifest import is_store
        from experiments.store.result_folder import ResultFolder
        from experiments.store.workspace import unfinished

        if is_store(folder):
            _status_of_runs(folder, as_json, language)
            return
        recover(folder)
        partial = unfinished(folder)
        if partial is not None and not folder.exists():
            _status_unfinished(partial, as_json, language)
            return
        found = ResultFolder.open(folder)
        written, now = found.manifest["content"]["hash"], found.content_hash()
        runs = len(found.runs)
        if as_json:
            record = {
                "folder": str(folder),
                "complete": True,
                "runs": runs,
                "unfinished": None if partial is None else {"runs": partial[0], "of": partial[1]},
                "hash": now,
                "hash_written": written,
                "unchanged": now == written,
                "tables": found.manifest["tables"],
                "study": found.study,
            }
            print(json.dumps(record, ensure_ascii=False, indent=1))
            return
        from experiments.question.command import command_of

        print(f"{folder}: {say.COMPLETE(language, done=runs)}")
        if partial is not None:
            print(say.UNFINISHED(language, done=partial[0], total=partial[1], folder=partial[2]))
        print(f"  {say.MADE_BY(language)}: {command_of(found.study)}")
        for name, rows in found.manifest["tables"].items():
            print(f"  {name}.parquet  {say.ROWS(language, rows=rows)}")
        same = say.HASH_SAME(language) if now == written else say.HASH_DIFFERS(language, hash=written)
        print(f"  {say.CONTENT_HASH(language)}: {now}  ({same})")


def _status_unfinished(partial: tuple[int, int, Path], as_json: bool, language: Language) -> None:
    done, total, path = partial
    if as_json:
        print(json.dumps({"folder": str(path), "complete": False, "runs": done, "of": total}))
    else:
        print(say.UNFINISHED(language, done=done, total=total, folder=path))


def _status_of_runs(folder: Path, as_json: bool, language: Language) -> None:
    """Say what a folder of a sweep holds; its parts are read to the last byte."""
    from experiments.store.folder import RunStore

    store = RunStore(folder)
    manifest = store.manifest
    content, failed = store.content().text(), len(store.failures())
    (runs, others), planned, written = store.counted(), store.planned().runs, manifest["content"]
    if as_json:
        record = {"folder": str(folder), "complete": runs == planned, "runs": runs, "of": planned, "others": others,
                  "failed": failed, "hash": content, "hash_written": written, "unchanged": written in (None, content),
                  "columns": manifest["columns"], "codes": manifest["codes"], "study": manifest["study"]}  # fmt: skip
        print(json.dumps(record, ensure_ascii=False, indent=1))
        return
    print(f"{folder}: {sweep_say.RUNS_THERE(language, runs=runs, total=planned, name=manifest['name'])}")
    if others:
        print(f"  {sweep_say.STRANGERS(language, count=others, folder=folder)}")
    if failed:
        print(f"  {sweep_say.FAILED_THERE(language, count=failed, folder=store.failed)}")
    if written is None:
        same = sweep_say.NOT_ENDED(language)
    else:
        same = say.HASH_SAME(language) if content == written else say.HASH_DIFFERS(language, hash=written)
    print(f"  {say.CONTENT_HASH(language)}: {content}  ({same})")
