"""What has been measured of levers as they are declared now."""

from docs.evidence.levers.effects import declaration
from docs.evidence.numbers import Rows, read_digest, read_rows
from scenarios.levers import LEVERS


def measured_rows(table: str) -> Rows:
    """Return a table's rows of levers that declare what they declared when they were measured.

    Numbers of a lever whose setting, scenario or effect is another now would stand beside what they do not belong to.
    """
    digest = read_digest()
    same = {lever.name for lever in LEVERS
            if digest.get(f"lever {lever.name}", {}).get("declared") == declaration(lever)}  # fmt: skip
    return [row for row in read_rows(table) if row["lever"] in same]
