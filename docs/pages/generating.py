"""Write the pages and lists that come from the code; with `--check` exit 1 if one is stale.

The numbers of studies in `docs/data/` are too dear to be computed anew: short runs tell whether they still hold
(`docs/evidence/freshness.py`), those of earlier models apart (`docs/pages/earlier.py`).
"""

import argparse
import sys
from collections.abc import Sequence

from docs.evidence.claims.sentences import CLAIMS
from docs.evidence.claims.study import contrast
from docs.evidence.freshness import lever_contrasts, marks, stale
from docs.evidence.numbers import read_digest
from docs.evidence.study_pages.marks import contrast_of
from docs.evidence.study_pages.page import STUDIES
from docs.pages import OF_RUNS, PAGES
from docs.pages.earlier import earlier_pages, page_of, said, to_be_asked, wrongly_said
from docs.pages.writing import ROOT
from experiments.conduct.demo.record import read_stored
from experiments.conduct.demo.renew import stale as stale_demo

AGAIN = {"lever": "levers --page --only {}", "claim": "claims --page", "study": "studies {}"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check every generated file; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages and lists that come from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something is stale")
    parser.add_argument("--pages", action="store_true", help="with --check: the pages alone, no short runs")
    asked = parser.parse_args(arguments)
    check = asked.check
    old, earlier = [], earlier_pages(OF_RUNS)
    for name, make in PAGES.items():
        path, text = ROOT / name, said(name, make(), earlier)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        old.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    for name in old:
        print(f"{name}: {'stale, run docs/make.py pages' if check else 'written'}")
    if not check:
        return 0
    for name in wrongly_said(earlier):
        old.append(name)
        print(f"{name}: it says that its numbers came from an earlier model if and only if docs/data/earlier.toml lists it")
    if demo := stale_demo(read_stored()):
        old.append("demo")
        print(f"stored comparison: made with another {', '.join(demo)}; run docs/make.py demo")
    if asked.pages:
        return 1 if old else 0
    contrasts = [*lever_contrasts(), *map(contrast, CLAIMS), *map(contrast_of, STUDIES)]
    asked_for = (contrast for contrast in contrasts if page_of(contrast.name) not in earlier)
    moved = to_be_asked(stale(marks(asked_for), read_digest()), earlier)
    for name, reason in moved.items():
        kind, _, which = name.partition(" ")
        print(f"docs/data: {name}: {reason}; run docs/make.py {AGAIN[kind].format(which)}")
    return 1 if old or moved else 0


if __name__ == "__main__":
    sys.exit(main())
