"""The seed of every replication."""

import hashlib


def replication_seed(seed: int, replication: int, parameters: int = 0) -> int:
    """Return the seed of replication `replication` of a study: 63 bits, hashed.

    Never `seed + replication`: study 1, replication 1 would then repeat study 2, replication 0.
    All scenarios of a replication share the seed, which is what pairs them.
    Parameter sets have seeds of their own: the more sets, the better luck averages out.
    """
    own = f" parameters {parameters}" if parameters else ""
    digest = hashlib.sha256(f"whistle replication {seed} {replication}{own}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
