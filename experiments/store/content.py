"""A hash of all rows of a folder that depends neither on their order nor on which part holds them.

Every row is hashed with its columns by name; the hash of all is the sum of the rows' as 256-bit numbers
(a multiset hash: Bellare and Micciancio 1997, with addition as the group). One part is in memory at a time.
"""

import hashlib
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

BITS = 256
SHOWN = 32
_NOTHING = np.uint64(0x7FF8_0000_0000_0000)  # a NaN no computation returns otherwise
_TEXT = np.uint64(0x7FFC_0000_0000_0000)  # nor one of these: a text of so many bytes more


class ContentHash:
    """Adds up rows.

    Parameters
    ----------
    columns : sequence of str
        All columns of the folder's rows; where a part lacks one its rows are empty there.
    """

    def __init__(self, columns: Iterable[str]) -> None:
        self.columns = sorted(columns)
        self.rows = 0
        self._sum = 0
        self._head = hashlib.sha256("\n".join(self.columns).encode()).digest()

    def add(self, table: pa.Table) -> None:
        """Take in the rows of one part."""
        words = np.full((table.num_rows, len(self.columns)), _NOTHING, dtype="<u8")
        texts = []
        for at, name in enumerate(self.columns):
            column = table.column(name) if name in table.column_names else None
            if column is None or column.null_count == table.num_rows:
                continue  # empty cells are the same whatever type their part gave the column
            if str(column.type) in ("string", "large_string"):
                own = [b"" if value is None else value.encode() for value in column.to_pylist()]
                # A text stands behind the numbers, its length in its place among them.
                lengths = np.fromiter(map(len, own), dtype="<u8", count=len(own))
                words[:, at] = np.where(column.is_null().to_numpy(), _NOTHING, _TEXT + lengths)
                texts.append(own)
            else:
                words[:, at] = _words(column.to_numpy())
        for at in range(table.num_rows):
            told = self._head + words[at].tobytes() + b"".join(own[at] for own in texts)
            digest = hashlib.sha256(told).digest()
            self._sum = (self._sum + int.from_bytes(digest, "big")) % (1 << BITS)
        self.rows += table.num_rows

    def text(self) -> str:
        """Return the hash of what was taken in, 32 hexadecimal digits."""
        told = self._head + self.rows.to_bytes(8, "big") + self._sum.to_bytes(BITS // 8, "big")
        return hashlib.sha256(told).hexdigest()[:SHOWN]


def _words(values: np.ndarray) -> np.ndarray:
    """Return numbers as 64-bit words, the same for equal values on any machine; NaN is "no value"."""
    if values.dtype.kind == "f":
        floats = values.astype(np.float64) + 0.0  # -0 becomes 0
        return np.where(np.isnan(floats), _NOTHING, floats.view(np.uint64)).astype("<u8")
    return values.astype(np.int64).view(np.uint64).astype("<u8")
