"""Whistle (哨): `import whistle`, then `whistle.compare("status_quo", "whistle")`.

Names only; what a name stands for is loaded when it is first asked for. The code lies in four packages beside this one,
whose names are short and common: importing `whistle` claims them, whatever else bears their names on the path.
"""

import sys
import warnings
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.conduct.comparison import compare
    from experiments.doors.making import run, sensitivity, sweep
    from experiments.doors.reading import discover, load, tradeoffs
    from sim.language import language
    from sim.model import StreetModel

__all__ = ["StreetModel", "compare", "discover", "language", "load", "run", "sensitivity", "sweep", "tradeoffs"]

PACKAGES = ("sim", "agents", "scenarios", "experiments")
_WHERE = {
    "StreetModel": "sim.model",
    "compare": "experiments.conduct.comparison",
    "discover": "experiments.doors.reading",
    "language": "sim.language",
    "load": "experiments.doors.reading",
    "run": "experiments.doors.making",
    "sensitivity": "experiments.doors.making",
    "sweep": "experiments.doors.making",
    "tradeoffs": "experiments.doors.reading",
}


def claim() -> None:
    """Load the four packages from beside this one, so that no others of these names are taken for ours.

    Raises
    ------
    ImportError
        If another package of one of these names has been imported before.
    """
    own = {name: Path(__file__).resolve().parent.parent / name / "__init__.py" for name in PACKAGES}
    for name, path in own.items():
        there = _origin(name)
        if there is not None and there != path:
            raise ImportError(
                f"'{name}' has been imported from {there}, and Whistle needs its own, {path}: "
                f"import whistle first, or in a process of its own"
                f" · 已从 {there} 导入名为 {name} 的包，而 Whistle 需要自己的 {path}：请先 import whistle",
                name=name,
                path=str(path),
            )
    for name, path in own.items():
        if name not in sys.modules:
            spec = spec_from_file_location(name, path, submodule_search_locations=[str(path.parent)])
            if spec is None or spec.loader is None:
                raise ImportError(name, name=name, path=str(path))
            sys.modules[name] = module_from_spec(spec)
            spec.loader.exec_module(sys.modules[name])


def _origin(name: str) -> Path | None:
    """Return what a package has been loaded from; None if it has not been."""
    module = sys.modules.get(name)
    if module is None:
        return None
    file = getattr(module, "__file__", None)
    return Path(file or next(iter(getattr(module, "__path__", ["?"])))).resolve()


def __getattr__(name: str) -> Any:
    """Load what is asked for only then: pandas and Mesa take seconds."""
    if name not in _WHERE:
        raise AttributeError(f"module 'whistle' has no attribute {name!r}")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "IProgress not found")  # of a library that asks for widgets nobody needs here
        globals()[name] = found = getattr(import_module(_WHERE[name]), name)
    return found


def __dir__() -> list[str]:
    """Return the names there are, loaded or not."""
    return sorted({*__all__, "claim"})


claim()
