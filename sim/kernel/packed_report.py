"""What a REPORT event must know beside its problem, packed into one integer."""

from sim.compiled import inner

# bits: person 6, round 4, origin 7, channel 3, threat 2, reporter the rest


@inner
def pack_report(person: int, round_: int, origin: int, channel: int, reporter: int, threat: int) -> int:
    """Pack who reports, for which time, as which row, how, and with what weight.

    Columns may be narrow: without compilation, an int8 shifted by 17 bits would be 0.
    """
    detail = (int(reporter) << 22) | (int(threat) << 20) | (int(channel) << 17)
    return detail | (int(origin) << 10) | (int(round_) << 6) | int(person)


@inner
def person_of(detail: int) -> int:
    """Return which affected resident reports."""
    return detail & 0x3F


@inner
def round_of(detail: int) -> int:
    """Return 0, or which repeat filing it is."""
    return (detail >> 6) & 0xF


@inner
def origin_of(detail: int) -> int:
    """Return the origin of the row that is filed again."""
    return (detail >> 10) & 0x7F


@inner
def channel_of(detail: int) -> int:
    """Return the Channel."""
    return (detail >> 17) & 0x7


@inner
def threat_of(detail: int) -> int:
    """Return the Threat."""
    return (detail >> 20) & 0x3


@inner
def reporter_of(detail: int) -> int:
    """Return the resident's number."""
    return detail >> 22
