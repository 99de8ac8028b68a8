"""Mesa without what its spaces need: models and agents alone.

`import mesa` loads networkx and `scipy.spatial` for grids and networks, a third of a second and 50 MB in every process.
A town has no space. Here both are stood in for while Mesa is imported, by modules that load the real one as soon as
anything of it is called; code that imports them itself, before or after, gets the real ones.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

_FOR_SPACES = ("networkx", "scipy.spatial", "scipy.spatial.distance")


class _StandIn(ModuleType):
    """A module whose functions and classes are fetched from the real one when they are called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def fetched(*values: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*values, **named)

        return fetched


_stand_ins = {name: _StandIn(name) for name in _FOR_SPACES if name not in sys.modules}
sys.modules.update(_stand_ins)
try:
    import mesa
finally:
    for _name, _module in _stand_ins.items():
        if sys.modules.get(_name) is _module:
            del sys.modules[_name]

Agent = mesa.Agent
DataCollector = mesa.DataCollector
Model = mesa.Model
