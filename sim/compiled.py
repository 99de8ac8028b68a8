"""How a function of the kernel is compiled: once, for one signature, and into its callers.

Numba's own way, one function at a time, optimises every function together with all that it calls and makes machine code
of it, although only what Python calls is ever run by itself; and it does so for every combination of types. Here a
function has the one signature that its annotations state; an *inner* one is kept as the compiler's intermediate code,
and an *entrance* links all that it reaches, directly or not, and is optimised and turned into machine code as a whole.
"""

import inspect
from collections.abc import Callable
from typing import Any

import numba
from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.registry import CPUDispatcher
from numba.core.types.misc import unliteral

from sim.code_cache import CodeCache


class _Part(JITCodeLibrary):
    """Intermediate code of one function; what it calls is linked in where an entrance is made."""

    def finalize(self) -> None:
        self._finalized = True

    def get_pointer_to_function(self, _name: str) -> int:
        return 0  # there is nothing that could be called by itself

    @property
    def codegen(self) -> Any:
        return self

    def set_env(self, _name: str, _env: Any) -> None:
        """Keep no environment: there is no machine code that would look for one."""


class _Whole(JITCodeLibrary):
    """Code of an entrance with all that it reaches."""

    def finalize(self) -> None:
        reached: dict[JITCodeLibrary, None] = {}
        left: list[JITCodeLibrary] = list(self._linking_libraries)
        while left:
            library = left.pop(0)
            if library not in reached:
                reached[library] = None
                if isinstance(library, _Part):  # the compiler's own libraries are complete
                    left += library._linking_libraries
        self._linking_libraries: list[JITCodeLibrary] = list(reached)
        super().finalize()


class _PartCompiler(Compiler):
    library_class: type[JITCodeLibrary] = _Part

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        library = self.library_class(target.codegen(), "kernel")
        library.enable_object_caching()
        super().__init__(typing, target, library, *rest)


class _WholeCompiler(_PartCompiler):
    library_class = _Whole


class Inner(CPUDispatcher):
    """A function that compiled code calls; called from Python it runs as the plain Python it is written in.

    A caller may hold a number as an `int8` column, a member of an enum or a constant in the source. Each would be a
    type of its own and make the function, and what it calls, be compiled once more; here numbers arrive as the `int`,
    `float` or `bool` that is asked for, and fields of several values as arrays of any length.
    """

    def __init__(self, function: Callable[..., Any], pipeline: type[Compiler] = _PartCompiler, **options: bool) -> None:
        options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True} | options
        # The kernel allocates nothing, so it needs no reference counts.
        super().__init__(function, targetoptions={"nopython": True, "_nrt": False, **options}, pipeline_class=pipeline)
        self.asked = tuple(p.annotation for p in inspect.signature(function).parameters.values())

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Run as plain Python."""
        return self.py_func(*values, **named)

    def compile(self, sig: Any) -> Any:
        """Compile for the one signature that arguments of these types come down to."""
        return super().compile(tuple(map(_arriving, sig, self.asked)))

    def get_call_template(self, args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        """Tell a caller the signature to convert its arguments to."""
        if kws:
            raise TypeError(f"{self.__name__}: compiled code hands arguments on by place")
        return super().get_call_template(tuple(map(_arriving, args, self.asked)), {})


class Entrance(Inner):
    """A function that Python calls, its compiled code kept; called from compiled code it is an inner one."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function, _WholeCompiler, no_cpython_wrapper=False)
        self._cache = CodeCache(self.py_func)
        self.inside = Inner(function)

    __call__ = CPUDispatcher.__call__

    def get_call_template(self, args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        """Hand a compiled caller on to the inner function."""
        return self.inside.get_call_template(args, kws)

    def get_overload(self, sig: Any) -> Any:
        """Hand a compiled caller on to the inner function."""
        return self.inside.get_overload(sig)


_ASKED = {float: types.float64, int: types.int64, bool: types.boolean}


def _arriving(kind: Any, asked: Any) -> Any:
    kind = unliteral(kind)
    if isinstance(kind, types.NestedArray):
        return types.Array(kind.dtype, kind.ndim, "A")
    if isinstance(kind, types.Number | types.IntEnumMember | types.Boolean):
        return _ASKED.get(asked, kind)
    return kind


def entrance(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function that Python calls."""
    return function if numba.config.DISABLE_JIT else Entrance(function)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function that only compiled code calls."""
    return function if numba.config.DISABLE_JIT else Inner(function)
