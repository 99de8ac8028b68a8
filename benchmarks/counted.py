"""What is counted, each program in a process of its own: prints one line of JSON. Called by `counters.py`."""

import io
import json
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

TOWNS = (("classroom", 365), ("quarter", 120))
SCENARIOS = ("status_quo", "integrated")
UNWANTED = ("scipy.stats", "scipy.optimize", "scipy.spatial", "networkx")  # slow to import, not needed to simulate


def shown_help() -> dict[str, int]:
    """Count the modules that `whistle --help` loads."""
    from experiments.doors.cli import main

    sys.argv = ["whistle", "--help"]
    with suppress(SystemExit), redirect_stdout(io.StringIO()):
        main()
    return {"imports: whistle --help, modules": len(sys.modules)}


def imports() -> dict[str, int]:
    """Count the modules that the model loads, and those among them that it should not."""
    import sim.model  # noqa: F401

    return {
        "imports: sim.model, modules": len(sys.modules),
        "imports: sim.model, unwanted": sum(name in sys.modules for name in UNWANTED),
    }


def towns() -> dict[str, int]:
    """Compile the kernel, run the towns; count what was compiled and what they did."""
    from sim.model import StreetModel

    StreetModel("status_quo", place="classroom", days=1, burn_in_days=7).run().measures()
    found = compiled() | {
        f"{place}, {days} days, {scenario}, {name}": value
        for place, days in TOWNS
        for scenario in SCENARIOS
        for name, value in town(place, days, scenario).items()
    }
    name = "compiled: functions of more than one signature"
    return found | {name: compiled()[name]}  # a town may ask for another


def compiled() -> dict[str, int]:
    """Count compiled functions, their signatures, and the code that is kept."""
    from sim.code_cache import cache_folder

    signatures = [len(function.signatures) for function in functions(sys.modules) if function.signatures]
    sizes = [file.stat().st_size for file in Path(cache_folder()).iterdir()]
    return {
        "compiled: functions": len(signatures),
        "compiled: functions of more than one signature": sum(n > 1 for n in signatures),
        "compiled: files of code": len(sizes),
        "compiled: bytes of code": sum(sizes),
    }


def functions(modules: dict[str, ModuleType]) -> set[Any]:
    """Return all functions of sim that have been or may be compiled; an entrance is two."""
    from sim.compiled import Entrance, Inner

    ours = [module for name, module in modules.items() if name.startswith("sim.")]
    all_ = {value for module in ours for value in vars(module).values() if isinstance(value, Inner)}
    return all_ | {function.inside for function in all_ if isinstance(function, Entrance)}


def town(place: str, days: int, scenario: str) -> dict[str, int]:
    """Count what a town does and how large its tables become."""
    from sim.kernel.state import GROWING, PERSISTENT, Count, used
    from sim.model import StreetModel

    model = StreetModel(scenario, place=place, days=days, seed=1)
    model.run()
    state, counts = model.engine.town, model.engine.town.counts
    columns = sum(column.nbytes for column in model.engine.residents)
    residents = int(model.engine.world.community_residents[-1])
    sizes = {name: getattr(state, name).nbytes for name in PERSISTENT}
    large = {name: sizes[name] for name in (*GROWING, "first", "last", "hours")}
    return {
        "events": int(counts[Count.PROCESSED]),
        "kernel calls": model.engine.calls,
        "draws": int(counts[Count.DRAWS]),
        "rows of issues": used(state, "issues"),
        "rows of tasks": used(state, "tasks"),
        "bytes of a resident": columns // residents,
        "bytes of all tables": sum(sizes.values()),
        **{f"bytes of {name}": size for name, size in large.items()},
        "bytes of other tables": sum(sizes.values()) - sum(large.values()),
    }


def branches() -> dict[str, int]:
    """Count the days that the kernel lives through for a comparison of five scenarios: the burn-in once."""
    from experiments.question.limits import DEFAULT_BASE, DEFAULT_REFORMS
    from experiments.run.one import Branches
    from experiments.store.address import World
    from scenarios.loading import load_scenario
    from scenarios.place import load_place
    from sim.asked import BURN_IN_DAYS
    from sim.engine import Engine

    lived, begin_day = [], Engine.begin_day
    Engine.begin_day = lambda engine, day: (lived.append(day), begin_day(engine, day))[1]
    base, place = load_scenario(DEFAULT_BASE), load_place("classroom")
    scenarios = [load_scenario(name) for name in (DEFAULT_BASE, *DEFAULT_REFORMS)]
    worlds = [(World(scenario, base, place, 365, BURN_IN_DAYS), 1) for scenario in scenarios]
    line = Branches()
    for at, world in enumerate(worlds):
        with line.run(*world, *worlds[at + 1 : at + 2]) as trace:
            trace.measures()
    return {"a comparison of five scenarios, 365 days, days lived": len(lived)}


PROGRAMS = {"help": shown_help, "imports": imports, "towns": towns, "branches": branches}

if __name__ == "__main__":
    print(json.dumps(PROGRAMS[sys.argv[1]]()))
