"""`whistle figures` and `whistle status`."""

import json
from pathlib import Path

from experiments.failures import told
from experiments.texts import LANGUAGES, Language
from experiments.texts import messages as say


def figures(
    folder: Path, *, only: list[str], width: float, given_language: str | None, language: Language, debug: bool
) -> None:
    """Draw figures of a result folder again."""
    with told(language, debug=debug):
        from experiments.figures.catalogue import figure_kind, save_figures
        from experiments.folder import ResultFolder
        from experiments.workspace import recover

        for name in only:
            figure_kind(name)
        recover(folder)
        found = ResultFolder.open(folder)
        languages = (language,) if given_language else LANGUAGES
        for path in save_figures(found, folder / "figures", only or None, languages, width):
            print(say.FIGURE_WRITTEN(language, path=path))


def status(folder: Path, *, as_json: bool, language: Language, debug: bool) -> None:
    """Say what a result folder holds."""
    with told(language, debug=debug):
        from experiments.folder import ResultFolder
        from experiments.workspace import recover, unfinished

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
        from experiments.command_line import command_of

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
