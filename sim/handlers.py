"""Handlers outside government: which there are, in which order."""

import numpy as np
from numpy.typing import NDArray

from sim.rules import Handlers
from sim.stages import Handler

Numbers = NDArray[np.int64]


def lay_out_handlers(communities: int, streets: int, districts: int, utilities: int) -> tuple[Numbers, Numbers]:
    """Return kind and office of every handler, in the order of their units.

    A property firm and volunteers for each community, hired firms and social organisations for each street, and each of
    a district's utilities; `sim.kernel.handlers.handler_unit` counts on this order.
    """
    sizes = (
        (Handler.PROPERTY, np.arange(communities)),
        (Handler.VOLUNTEERS, np.arange(communities)),
        (Handler.CONTRACTOR, np.arange(streets)),
        (Handler.SOCIAL, np.arange(streets)),
        (Handler.UTILITY, np.repeat(np.arange(districts), utilities)),
    )
    kinds = [np.full(len(offices), int(kind), dtype=np.int64) for kind, offices in sizes]
    return np.concatenate(kinds), np.concatenate([offices for _, offices in sizes]).astype(np.int64)


def staffed(handlers: Handlers, kind: Handler, servers: Numbers) -> Handlers:
    """Return the handlers with so many people in those of one kind, in the order of their offices."""
    new = handlers.servers.copy()
    new[handlers.kind == kind] = servers
    return handlers._replace(servers=new)
