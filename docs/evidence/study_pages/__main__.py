"""Make what is missing of the shipped studies, then write their numbers, figures and pages.

`python docs/make.py studies [NAME…] --workers 2`; with `--draw` nothing runs: figures and pages are written
from the numbers in docs/data.
"""

import argparse
import sys
from collections.abc import Sequence

from docs.evidence.figures.saving import save_page_figure
from docs.evidence.freshness import marks
from docs.evidence.numbers import read_digest, write_digest
from docs.evidence.pages_anew import write_pages
from docs.evidence.runs import runs_folder
from docs.evidence.study_pages.marks import contrast_of
from docs.evidence.study_pages.page import FIGURES, STUDIES, data_of, figure_of, load
from docs.evidence.words import study_pages as say
from experiments.answer.hanging import hanging_of
from experiments.answer.response import response_of
from experiments.doors.commands.sweep import SweepOptions
from experiments.doors.commands.sweep import sweep as run_sweep
from experiments.doors.failures import Ended, told
from experiments.words import LANGUAGES, Language, choose_language
from sim.errors import BadInput, unknown


def main(arguments: Sequence[str] | None = None) -> None:
    """Do it and leave with an exit code."""
    parser = argparse.ArgumentParser(prog="python docs/make.py studies", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(STUDIES))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--draw", action="store_true", help="no runs: figures and pages from docs/data")
    parser.add_argument("--lang", choices=LANGUAGES, help="of messages")
    asked = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    language = choose_language(asked.lang)
    try:
        with told(language, debug=False):
            for name in asked.names:
                if name not in STUDIES:
                    raise BadInput([unknown(("study", "研究"), name, STUDIES)])
            for name in asked.names or STUDIES:
                if not asked.draw:
                    _sweep(name, asked.workers, language)
                found = load(name)
                for path in save_page_figure(found, figure_of(found), FIGURES):
                    print(say.WRITTEN(language, path=path))
            if code := write_pages():
                raise Ended(code)
    except Ended as ended:
        sys.exit(ended.code)


def _sweep(name: str, workers: int, language: Language) -> None:
    """Make what is missing and put the numbers in docs/data."""
    from experiments.store.folder import RunStore

    run_sweep(SweepOptions(name, runs_folder(name), workers, lang=language))
    store = RunStore(runs_folder(name))
    found = response_of(store) or hanging_of(store)
    assert found is not None, f"the design of {name} is drawn as no figure"
    found.save(data_of(name))
    write_digest(read_digest() | marks([contrast_of(name)]))


if __name__ == "__main__":
    main()
