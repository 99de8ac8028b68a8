"""Running a study of combinations from the command line, and leaving data, figures and pages behind."""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from docs.evidence.combinations.outcomes import MEASURES, Outcomes
from docs.evidence.combinations.worlds import combinations_of, run_world
from docs.evidence.kept_runs import run_missing
from docs.evidence.pages_anew import write_pages
from docs.evidence.runs import runs_folder
from docs.evidence.words import studies as say
from experiments.doors.failures import Ended, told
from experiments.question.limits import MOST_REPLICATIONS, MOST_WORKERS
from experiments.question.study import MOST_DAYS
from experiments.seeds import replication_seed
from experiments.words import LANGUAGES, Language, choose_language
from experiments.words.faults import bad_input, whole_number_fault

DOCS = Path(__file__).resolve().parents[2]


class Combinations(NamedTuple):
    """A study of all combinations of some bundles.

    Attributes
    ----------
    name : str
        Of its files.
    bundles : tuple of str
        Scenarios whose levers are combined.
    page : callable
        From outcomes, language and the folders of figures and data, as seen from the page, to Markdown.
    draw : callable
        From outcomes, language and width (cm) to its figure.
    """

    name: str
    bundles: tuple[str, ...]
    page: Callable[[Outcomes, Language, str, str], str]
    draw: Callable[[Outcomes, Language, float], Figure]

    def document(self, language: Language) -> str:
        """Return the page in docs/studies from the numbers in docs/data."""
        return self.page(Outcomes.load(DOCS / "data" / f"{self.name}.csv"), language, "../figures", "../data")

    def is_documented(self) -> bool:
        """Tell whether docs/data has its numbers."""
        return (DOCS / "data" / f"{self.name}.csv").is_file()


def outcomes_of(
    name: str, bundles: Sequence[str], *, base: str, place: str, days: int, replications: int, seed: int, workers: int,
    kept: Path,
) -> Outcomes:  # fmt: skip
    """Run what is missing and return the outcomes of all combinations.

    Raises
    ------
    sim.errors.BadInput
        If bundles overlap or something is unknown or out of range.
    """
    numbers = (
        ("days", days, 1, MOST_DAYS),
        ("replications", replications, 1, MOST_REPLICATIONS),
        ("seed", seed, 0, 2**63 - 1),
        ("workers", workers, 1, MOST_WORKERS),
    )
    faults = [fault for number in numbers if (fault := whole_number_fault(*number)) is not None]
    if faults:
        raise bad_input(*faults)
    from experiments.provenance import commit, model_hash
    from scenarios.loading import load_scenario

    worlds = combinations_of(bundles, base, place, days)
    seeds = {replication_seed(seed, r): r for r in range(replications)}
    rows = run_missing({w.label: w for w in worlds}, list(seeds), run_world, kept, workers, model_hash())
    masks = rows["label"].map({w.label: mask for mask, w in enumerate(worlds)})
    coordinates = {bundle: (masks.to_numpy() >> bit) & 1 for bit, bundle in enumerate(bundles)}
    values = rows.reindex(columns=list(MEASURES)).astype("float64")
    table = pd.concat([pd.DataFrame({"replication": rows["seed"].map(seeds), **coordinates}), values], axis=1)
    about: dict[str, Any] = {
        "study": name, "bundles": list(bundles), "base": base, "place": place, "days": days,
        "replications": replications, "seed": seed, "model": model_hash(), "commit": commit(),
        "titles": {b: load_scenario(b).title.model_dump() for b in bundles},
    }  # fmt: skip
    return Outcomes(about, table)


def main_of(study: Combinations, arguments: Sequence[str] | None = None) -> None:
    """Run a study as a command and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        asked = _parse(study, given)
        with told(choose_language(asked.lang), debug=asked.debug):
            _carry_out(study, asked)
    except Ended as ended:
        sys.exit(ended.code)


def _parse(study: Combinations, arguments: Sequence[str]) -> argparse.Namespace:
    command = f"python docs/make.py {study.name}"
    parser = argparse.ArgumentParser(prog=command, description=study.page.__doc__)
    parser.add_argument("--place", default="district")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--base", default="status_quo", help="scenario the bundles are joined over; also the burn-in's")
    parser.add_argument("--bundles", nargs=len(study.bundles), default=list(study.bundles), metavar="SCENARIO")
    parser.add_argument("--out", type=Path, default=runs_folder(study.name))
    parser.add_argument("--page", action="store_true", help="write the numbers, figures and pages in docs/ too")
    parser.add_argument("--lang", choices=LANGUAGES, help="of messages")
    parser.add_argument("--debug", action="store_true", help="show where something failed")
    return parser.parse_args(list(arguments))


def _carry_out(study: Combinations, asked: argparse.Namespace) -> None:
    """Run, then write data, figures and pages into the folder, and into docs/ if asked."""
    if asked.page and tuple(asked.bundles) != study.bundles:
        raise bad_input((say.PAGE_OF_OTHERS, {"own": " ".join(study.bundles), "given": " ".join(asked.bundles)}))
    found = outcomes_of(
        study.name, asked.bundles, base=asked.base, place=asked.place, days=asked.days, seed=asked.seed,
        replications=asked.replications, workers=asked.workers, kept=asked.out / "runs",
    )  # fmt: skip
    written = write_study(study, found, asked.out)
    if asked.page:
        for folder in ("data", "figures"):
            (DOCS / folder).mkdir(exist_ok=True)
        written.append(Path(shutil.copy(asked.out / f"{study.name}.csv", DOCS / "data")))
        for language in LANGUAGES:
            written.append(Path(shutil.copy(asked.out / f"{study.name}.{language}.svg", DOCS / "figures")))
    for path in written:
        print(path)
    if asked.page and (code := write_pages()):
        raise Ended(code)


def write_study(study: Combinations, found: Outcomes, out: Path) -> list[Path]:
    """Write numbers, figures and pages of a study into a folder; return what was written."""
    from experiments.tell.figures.style import DEFAULT_WIDTH, print_style, save_figure

    found.save(out / f"{study.name}.csv")
    written = [out / f"{study.name}.csv"]
    for language in LANGUAGES:
        with print_style():
            figure = study.draw(found, language, DEFAULT_WIDTH)
        note = {**found.about, "figure": study.name, "language": language}
        written += save_figure(figure, out / f"{study.name}.{language}", note)
        page = out / page_name(study.name, language)
        page.write_text(study.page(found, language, ".", "."), encoding="utf-8")
        written.append(page)
    return written


def page_name(name: str, language: Language) -> str:
    """Return the file name of a page: `name.md` or `name.zh.md`."""
    return f"{name}.md" if language == "en" else f"{name}.{language}.md"
