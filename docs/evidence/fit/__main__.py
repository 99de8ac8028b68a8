"""Run the study, ship what it has found, or screen parameters one at a time.

`python docs/make.py fit run --waves 3 --points 120 --seeds 1 --workers 2`
searches; killed, it goes on when given again. `… ship` puts its outputs into the package:
then write the pages with `python docs/make.py pages`. `… screen` shows what each candidate moves.
"""

import argparse
import dataclasses
from pathlib import Path

import numpy as np

from docs.evidence.runs import runs_folder


def main() -> None:
    """Carry out one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    defaults = {"waves": 3, "rounds": 12, "points": 120, "seeds": 1, "sets": 200, "confirm": 6, "workers": 1, "seed": 1}
    run = commands.add_parser("run", help="search parameter sets that no reachable target rules out")
    for name, value in defaults.items():
        run.add_argument(f"--{name}", type=int, default=value, help=f"default {value}")
    run.add_argument("--place", default="classroom", help="where points are simulated")
    run.add_argument("--other", default="district", help="where --confirm of the sets are run again")
    ship = commands.add_parser("ship", help="copy the outputs of a finished study into scenarios/fitted")
    screen = commands.add_parser("screen", help="move every candidate parameter to the farther end of its range")
    screen.add_argument("--place", default="classroom")
    screen.add_argument("--workers", type=int, default=1)
    for command in (run, ship, screen):
        command.add_argument("--out", type=Path, default=runs_folder("fit"))
    asked = vars(parser.parse_args())
    chosen = asked.pop("command")
    if chosen == "ship":
        from docs.evidence.fit.outputs import ship as put

        print("\n".join(str(path) for path in put(asked["out"])))
    elif chosen == "screen":
        from docs.evidence.fit.screening import screen as look

        print(look(**asked))
    else:
        _run(asked)


def _run(asked: dict[str, object]) -> None:
    from docs.evidence.fit.outputs import write
    from docs.evidence.fit.study import Plan, Study, search

    plan = Plan(**asked)  # type: ignore[arg-type]
    plan.out.mkdir(parents=True, exist_ok=True)
    study = Study(plan)
    found = search(study)
    again = np.arange(min(plan.confirm, len(found.chosen)))
    there = np.zeros((0, len(study.targets)))
    write(study, found, (again[:0], there))  # the sets stand even if the confirmation is cut short
    if len(again):
        points = found.known.points[found.chosen[again]]
        there = study.simulate(points, f"in {plan.other}", seeds=1, place=plan.other)
        write(study, found, (again, there))
    told = {field.name: getattr(plan, field.name) for field in dataclasses.fields(plan)}
    print(f"written to {plan.out} ({', '.join(f'{k} {v}' for k, v in told.items() if k != 'out')})")


if __name__ == "__main__":
    main()
