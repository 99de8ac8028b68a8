"""Run what is missing of the patterns and write their page."""

import argparse
from pathlib import Path

from docs.evidence.patterns import study
from docs.evidence.patterns.list import PATTERNS
from docs.evidence.runs import runs_folder


def main() -> None:
    """Run and write the study."""
    parser = argparse.ArgumentParser(description=study.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=runs_folder("patterns"))
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    seeds = list(range(1, asked.replications + 1))
    settings = list(dict.fromkeys(s for p in PATTERNS for _, s in p.worlds))
    rows = study.run_all(settings, seeds, asked.workers, asked.out)
    text = study.page(PATTERNS, rows, seeds)
    if asked.page is not None:
        asked.page.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
