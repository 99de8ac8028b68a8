"""The pages that come from the code, by file name: those computed whenever they are written, and those of runs."""

from collections.abc import Callable

from docs.pages import claims, coverage, fit, mechanisms, odd, reference, studies

_COMPUTED: dict[str, Callable[[], str]] = {
    "constraints.txt": reference.constraints,
    "docs/data_model.md": reference.data_model,
    "docs/levers.md": reference.levers,
    "docs/load.md": reference.load,
    "docs/odd.md": lambda: odd.page("en"),
    "docs/odd.zh.md": lambda: odd.page("zh"),
    "docs/coverage.md": lambda: coverage.page("en"),
    "docs/coverage.zh.md": lambda: coverage.page("zh"),
}
# From tables that runs of the model have left: older than the model when its rules change (docs/pages/earlier.py).
OF_RUNS: dict[str, Callable[[], str]] = {
    "docs/mechanisms.md": lambda: mechanisms.page("en"),
    "docs/mechanisms.zh.md": lambda: mechanisms.page("zh"),
    "docs/fit.md": lambda: fit.page("en"),
    "docs/fit.zh.md": lambda: fit.page("zh"),
    "docs/claims.md": lambda: claims.page("en"),
    "docs/claims.zh.md": lambda: claims.page("zh"),
    **studies.pages(),
}
PAGES = _COMPUTED | OF_RUNS
