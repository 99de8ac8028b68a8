"""`whistle status`: says what a result folder holds."""

import json
from dataclasses import dataclass

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Folder, Json, Lang, Options
from experiments.words import Language, messages, sweeps
from experiments.words import help as say


@dataclass(frozen=True)
class StatusOptions(Options):
    """What `whistle status` is asked."""

    folder: Folder
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def status(options: StatusOptions) -> None:
    """Say what a result folder holds; its parts are read to the last byte."""
    folder, as_json, language = options.folder, options.as_json, options.language
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
        head = sweeps.RUNS_THERE(language, runs=runs, total=planned, name=manifest["name"])
    elif runs == planned:
        head = messages.COMPLETE(language, done=runs)
    else:
        head = messages.UNFINISHED(language, done=runs, total=planned)
    print(f"{folder}: {head}")
    if others:
        print(f"  {sweeps.STRANGERS(language, count=others, folder=folder)}")
    if failed:
        print(f"  {sweeps.FAILED_THERE(language, count=failed, folder=store.failed)}")
    if published is None:
        _print_hash(content, written, language)
        return
    print(f"  {messages.MADE_BY(language)}: {command_of(published.study)}")
    for name, rows in published.manifest["tables"].items():
        print(f"  {name}.parquet  {messages.ROWS(language, rows=rows)}")
    _print_hash(str(tables), published.manifest["content"]["hash"], language)


def _print_hash(now: str, written: str | None, language: Language) -> None:
    if written is None:
        same = sweeps.NOT_ENDED(language)
    else:
        same = messages.HASH_SAME(language) if now == written else messages.HASH_DIFFERS(language, hash=written)
    print(f"  {messages.CONTENT_HASH(language)}: {now}  ({same})")


COMMAND = Command("status", say.STATUS, StatusOptions, status)
