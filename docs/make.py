"""One door to all that the documents are made of: `python docs/make.py --help`."""

import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

PARTS = {
    "pages": ("docs.pages.generating", "the pages and lists that come from the code; --check writes nothing"),
    "levers": ("docs.evidence.levers.study", "what every lever does alone, and dose by dose"),
    "claims": ("docs.evidence.claims.study", "the headline sentences over parameter sets"),
    "patterns": ("docs.evidence.patterns", "the patterns that are looked for"),
    "studies": ("docs.evidence.study_pages", "runs, figures and pages of the shipped studies"),
    "whistle_and_ranking": ("docs.evidence.combinations.whistle_and_ranking", "the two-by-two of whistle and ranking"),
    "four_mechanisms": ("docs.evidence.combinations.four_mechanisms", "all combinations of the four mechanisms"),
    "fit": ("docs.evidence.fit", "parameter sets that no published fact rules out: run, ship, screen"),
    "coverage": ("docs.evidence.coverage.study", "how often intervals and stop rules are right"),
    "demo": ("experiments.conduct.demo.renew", "the comparison that `whistle demo` shows at once"),
}


def told() -> str:
    """Return what there is to make."""
    lines = [f"  {name:<20} {words}" for name, (_, words) in PARTS.items()]
    return "\n".join(["usage: python docs/make.py PART [options]   (each part has its own --help)", "", *lines])


def main(arguments: Sequence[str]) -> int:
    """Make a part; return its exit code, 2 where there is none of that name."""
    part, *rest = arguments or ("--help",)
    if part in ("-h", "--help"):
        print(told())
        return 0
    if part not in PARTS:
        print(f"no part {part!r}\n\n{told()}", file=sys.stderr)
        return 2
    module, _ = PARTS[part]
    sys.argv = [f"docs/make.py {part}", *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # of the checkout, not of this folder
    sys.exit(main(sys.argv[1:]))
