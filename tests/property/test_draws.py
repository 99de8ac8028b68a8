"""Keyed draws: identities pack exactly, and no draw is asked for twice in a run."""

import json
import os
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import randomness
from sim.drive import run_bare
from sim.engine import Engine
from sim.kernel.state import Count, Town, hours_of
from sim.randomness import Purpose
from tests.oracle.small_town import small_town
from tests.property.lively import run_lively

COUNT_IN_PLAIN_PYTHON = """
import json
from collections import Counter
from sim.kernel import draws
seen = Counter()
plain = draws.uniform
def counting(seed, purpose, entity, attempt):
    seen[(int(purpose), int(entity), int(attempt))] += 1
    return plain(seed, purpose, entity, attempt)
draws.uniform = counting
from sim.kernel.state import Count, hours_of
from tests.property.test_draws import {town}
from tests.property.test_draws import numbers_of_ledger
engine = {town}()
twice = [key for key, number in seen.items() if number > 1]
assert not twice, twice[:5]
assert sum(seen.values()) == engine.town.counts[Count.DRAWS]
purposes = sorted({{key[0] for key in seen}})
hours = hours_of(engine.town).sum(axis=(0, 1)).tolist()
print(purposes, engine.town.counts.tolist(), hours, json.dumps(numbers_of_ledger(engine.town)), sep="|")
"""


# What the small town asks of no draw while there is no behaviour and no lever, and why
NOT_IN_FLOW_ALONE = {
    Purpose.STATIONED: "no team is stationed at a street",
    Purpose.SELF_GOVERN: "no community deliberates",
    Purpose.AGREEMENT: "nobody settles anything among themselves",
    Purpose.OWN_CHECK: "streets do not check before the city calls: theirs is a decision",
    Purpose.APPLIES: "streets do not apply for exclusion: theirs is a decision",
    Purpose.GRANTED: "nothing is applied for",
    Purpose.PETITIONS: "residents do not petition",
    Purpose.SUMMONED: "working committees have no authority over departments",
    Purpose.ALLIED: "no alliance with property firms and utilities",
    Purpose.RESOURCED: "local units lend nothing",
    Purpose.VOLUNTEERED: "there are no volunteers",
    Purpose.CONTRACTED: "no firm is hired",
    Purpose.SOCIAL_WORK: "there is no social organisation",
    Purpose.STAYED: "departments leave after their first try",
    Purpose.THIRD_PARTY: "no third party evaluates",
}


def flow_alone() -> Engine:
    """Return the small town as it runs without any behaviour."""
    town = small_town(burn_in_days=7, days=7, streets={"delegated": 0.2, "professional": 0.3})
    return run_bare(*town, 5, 7, 7)


def everything() -> Engine:
    """Return the small town with every behaviour and every process on."""
    return run_lively(5, 7, 10)


def numbers_of_ledger(town: Town) -> dict[str, list]:
    """Return every column of the ledger that holds whole numbers."""
    issues = town.issues[: town.counts[Count.ISSUES]]
    return {name: issues[name].tolist() for name in issues.dtype.names if issues[name].dtype.kind in "iu"}


@pytest.mark.parametrize(
    ("town", "unused"), [(flow_alone, NOT_IN_FLOW_ALONE), pytest.param(everything, {}, marks=pytest.mark.slow)]
)
def test_no_draw_is_asked_for_twice_and_plain_python_gives_the_same_run(town, unused):
    """The kernel without compilation is its own reference: the same events and ledger, and every draw counted.

    Hours are compared to 1e-9: NumPy's exp and the compiler's differ in the last digit.
    """
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore"}
    code = COUNT_IN_PLAIN_PYTHON.format(town=town.__name__)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    purposes, counts, hours, ledger = (json.loads(part) for part in done.stdout.split("|"))
    assert {purpose.name for purpose in Purpose} - {Purpose(n).name for n in purposes} == {p.name for p in unused}
    compiled = town().town
    assert compiled.counts.tolist() == counts
    assert ledger == numbers_of_ledger(compiled)
    assert np.allclose(hours_of(compiled).sum(axis=(0, 1)), hours, rtol=1e-9, atol=1e-9)


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 65535),
            st.integers(0, 31),
            st.integers(-4096, 12287),
            st.integers(0, 127),
            st.integers(0, 127),
            st.integers(0, 15),
            st.integers(0, 31),
        ),
        min_size=2,
        max_size=20,
        unique=True,
    )
)
def test_identities_do_not_collide(identities):
    keys = set()
    for community, category, day, n, origin, round_, role in identities:
        problem = randomness.problem_key(community, category, day, n)
        key = randomness.row_role(randomness.row_key(problem, origin, round_), role)
        assert 0 <= key < 2**63
        keys.add(key)
    assert len(keys) == len(identities)


def test_more_problems_only_add():
    """The first n problems of a day are the same under any rate."""
    draws = [randomness.uniform(1, 0, entity, 0) for entity in range(2000)]
    counts = np.array([[randomness.poisson(u, mean) for mean in (0.2, 1.0, 5.0, 40.0)] for u in draws])
    assert (np.diff(counts, axis=1) >= 0).all()
    assert np.allclose(counts.mean(axis=0), (0.2, 1.0, 5.0, 40.0), rtol=0.1)


def test_purposes_have_their_own_numbers():
    assert max(Counter(int(p) for p in Purpose).values()) == 1
