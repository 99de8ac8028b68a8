"""Experiments: runs, paired comparisons, figures and reports; `from experiments import compare`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.conduct.comparison import Comparison, Until, compare

__all__ = ["Comparison", "Until", "compare"]


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: pandas and SciPy take a second."""
    if name not in __all__:
        raise AttributeError(f"module 'experiments' has no attribute {name!r}")
    import importlib

    # `comparison`, not `compare`: a submodule of that name would hide the function.
    module = importlib.import_module("experiments.conduct.comparison")
    globals().update({exported: getattr(module, exported) for exported in __all__})
    return globals()[name]
