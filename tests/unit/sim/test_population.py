"""Residents in columns."""

import time

import numpy as np
import pytest

from scenarios.base_rules import habits_of
from scenarios.place import load_place
from sim.population import synthesise
from sim.stages import Channel

HABITS = habits_of(load_place("district"))


@pytest.fixture(scope="module")
def residents():  # type: ignore[no-untyped-def]
    return synthesise(200_000, HABITS, 7)


def test_same_place_same_residents_and_other_seed_others() -> None:
    one, two, other = synthesise(1000, HABITS, 7), synthesise(1000, HABITS, 7), synthesise(1000, HABITS, 8)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(one, two, strict=True))
    assert one.trust.tobytes() != other.trust.tobytes()


def test_sixteen_bytes_a_resident(residents) -> None:  # type: ignore[no-untyped-def]
    assert sum(column.itemsize for column in residents) == 16


def test_columns_have_the_published_shares(residents) -> None:  # type: ignore[no-untyped-def]
    share = np.bincount(residents.channel, minlength=len(Channel)) / len(residents.channel)
    assert share[Channel.HOTLINE] == pytest.approx(0.907, abs=0.003)  # facts 1.20 and 1.21
    assert residents.party.mean() == pytest.approx(0.033, abs=0.002)  # fact 6.01
    assert residents.expected_days.mean() == pytest.approx(7.0, abs=0.05)
    assert residents.trust.min() >= 0.0 and residents.trust.max() <= 1.0
    assert residents.digital[residents.age >= 60].mean() < residents.digital[residents.age < 60].mean()
    online = np.isin(residents.channel, [Channel.WEB, Channel.WECHAT, Channel.WEIBO])
    assert residents.digital[online].all()


def test_activity_is_heavy_tailed_and_centred(residents) -> None:  # type: ignore[no-untyped-def]
    odds = np.sort(np.exp(residents.activity.astype(np.float64)))[::-1]
    assert residents.activity.mean() == pytest.approx(0.0, abs=0.01)
    assert odds[: len(odds) // 100].sum() / odds.sum() > 0.1  # one in a hundred has a tenth of the odds


def test_a_district_takes_less_than_a_second() -> None:
    synthesise(1000, HABITS, 1)
    start = time.process_time()
    synthesise(1_360_000, HABITS, 1)
    assert time.process_time() - start < 1.0


def test_nobody_is_no_error() -> None:
    assert len(synthesise(0, HABITS, 1).trust) == 0
