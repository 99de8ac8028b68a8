"""A bundle of arrays enters compiled code as one address, not array by array.

A town is a named tuple of some fifty arrays, three kilobytes as a native value. Handed from function to function by
value it is copied at every call that is not inlined, and its type, spelt out, stands in the name of every compiled
symbol. A class registered with `by_reference` is unpacked once, where Python calls, and stays in that one place while
the call lasts; functions hand on its address.
"""

import hashlib
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.core.typing.typeof import typeof
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)


class Reference(types.Type):
    """Address of the native value of a named tuple.

    Parameters
    ----------
    whole : numba.types.NamedTuple
        Type of the value there.
    """

    def __init__(self, whole: Any) -> None:
        self.whole = whole
        short = hashlib.sha256(whole.name.encode()).hexdigest()[:12]  # enough to name symbols by
        super().__init__(f"{whole.instance_class.__name__}Reference_{short}")

    @property
    def key(self) -> Any:
        """What tells two types of reference apart."""
        return self.whole


@register_model(Reference)
class _ReferenceModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Reference) -> None:
        super().__init__(manager, kind, manager.lookup(kind.whole).get_value_type().as_pointer())


@infer_getattr
class _ReferenceAttributes(AttributeTemplate):
    key = Reference

    def generic_resolve(self, kind: Reference, name: str) -> types.Type | None:
        if name not in kind.whole.fields:
            return None
        return kind.whole.types[kind.whole.fields.index(name)]


@lower_getattr_generic(Reference)
def _field(context: Any, builder: Any, kind: Reference, value: Any, name: str) -> Any:
    """Read a field; nothing writes there while the call lasts, which spares reading it again after each store."""
    at = kind.whole.fields.index(name)
    loaded = builder.load(cgutils.gep_inbounds(builder, value, 0, at))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return impl_ret_borrowed(context, builder, kind.whole.types[at], loaded)


@unbox(Reference)
def _enter(kind: Reference, value: Any, c: Any) -> NativeValue:
    """Unpack into one place on the stack, and hide from the optimiser that it has just been written."""
    whole = c.unbox(kind.whole, value)
    spot = cgutils.alloca_once_value(c.builder, whole.value)
    # "Never written" is true only from here on, so nothing may look through the address at the writing before.
    hidden = c.builder.asm(
        ir.FunctionType(spot.type, [spot.type]), "", "=r,0,~{memory}", [spot], side_effect=True, name="hidden"
    )
    return NativeValue(hidden, is_error=whole.is_error, cleanup=whole.cleanup)


def by_reference(kind: type) -> None:
    """Let values of a named tuple's class enter compiled code by reference."""

    @typeof_impl.register(kind)
    def _typeof(value: Any, c: Any) -> Reference:
        return Reference(types.containers.NamedTuple([typeof(field, c.purpose) for field in value], kind))
