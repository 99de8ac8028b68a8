"""Makes the stored comparison anew: `python docs/make.py demo`.

Needed whenever sources of the model, the two scenarios or the place have changed; a test and
`docs/make.py pages --check` say when. Numbers that have moved are named: they belong into a changelog fragment of the
kind `results`.
"""

import json
import sys

from experiments.conduct.demo.making import make
from experiments.conduct.demo.record import STORED, Asked, Record, differing, inputs_of, read_stored, study_of
from experiments.provenance import model_hash
from experiments.run.progress import compile_lines
from experiments.words.numbers import plain


def main() -> int:
    """Write `stored.json`; say what has moved."""
    fresh = make(Asked(), compiling=compile_lines("en"))
    moved = differing(read_stored(), fresh) if STORED.is_file() else {}
    text = json.dumps(plain(fresh), ensure_ascii=False, indent=1)
    part = STORED.with_suffix(".tmp")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(STORED)
    told = ", ".join(sorted(moved)) if moved else "none"
    print(f"{STORED.name}: written, {len(fresh['runs'])} runs; measures whose numbers have moved: {told}")
    return 0


def stale(stored: Record) -> list[str]:
    """Return what the stored comparison was made with that is no longer what ships."""
    asked = Asked()
    found = [] if stored["study"] == asked._asdict() else ["study"]
    found += [] if stored["made"]["model"] == model_hash() else ["model"]
    now = inputs_of(study_of(asked))
    return found + [name for name in now if stored["inputs"].get(name) != now[name]]


if __name__ == "__main__":
    sys.exit(main())
