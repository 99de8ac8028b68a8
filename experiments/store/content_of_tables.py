"""A content hash of tables that does not depend on the order of rows, columns or workers."""

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd


def table_hash(table: pd.DataFrame) -> str:
    """Return the hash of one table: the same rows in any order give the same hash."""
    digest = hashlib.sha256()
    columns = sorted(str(name) for name in table.columns)
    words = []
    for name in columns:
        kind, values = _words(table[name])
        digest.update(f"{name}:{kind};".encode())
        words.append(values)
    if words and len(table):
        matrix = np.column_stack([values[np.lexsort(words)] for values in words])
        digest.update(np.ascontiguousarray(matrix, dtype="<u8").tobytes())
    return digest.hexdigest()


def content_hash(hashes: Mapping[str, str]) -> str:
    """Return one short hash for the hashes of several tables, by name."""
    joined = ";".join(f"{name}={value}" for name, value in sorted(hashes.items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def _words(column: pd.Series) -> tuple[str, np.ndarray]:
    """Turn a column into 64-bit words, the same for equal values on any machine."""
    if pd.api.types.is_float_dtype(column.dtype):
        values = column.to_numpy(dtype=np.float64) + 0.0  # -0 becomes 0
        return "f", np.where(np.isnan(values), np.nan, values).view(np.uint64)
    if pd.api.types.is_integer_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        return "i", column.to_numpy(dtype=np.int64).view(np.uint64)
    codes, uniques = pd.factorize(column.astype(str))
    keys = [int.from_bytes(hashlib.sha256(str(word).encode()).digest()[:8], "little") for word in uniques]
    return "s", np.array(keys, dtype=np.uint64)[codes] if keys else np.zeros(0, dtype=np.uint64)
