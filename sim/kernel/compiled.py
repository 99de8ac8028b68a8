"""How the kernel's functions are compiled: cached, and without a Python entrance where none is needed.

Unboxing a town's arrays is most of what a compiled function would otherwise consist of.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from numba import njit

entrance: Callable[..., Any] = partial(njit, cache=True, _nrt=False)()
inner: Callable[..., Any] = partial(njit, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False)()
