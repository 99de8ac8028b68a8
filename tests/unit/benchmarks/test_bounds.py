"""Counters against their bounds, without running a model."""

import pytest

from benchmarks import bounds

COUNTED = {
    "a comparison of five scenarios, 365 days, days lived": 1945, "compiled: bytes of code": 6_000_000,
    "compiled: functions of more than one signature": 0, "imports: sim.model, unwanted": 0, "events": 1000, "draws": 19,
}  # fmt: skip
BOUNDS = bounds.bounds_for(COUNTED)


def verdicts(measured: dict[str, int]) -> dict[str, str]:
    return {one.name: one.verdict for one in bounds.hold(measured, BOUNDS) if not one.ok}


def test_what_was_measured_is_within():
    assert verdicts(COUNTED) == {}
    assert BOUNDS["events"] == 1050 and BOUNDS["draws"] == 19


@pytest.mark.parametrize(("events", "fails"), [(1050, False), (1051, True), (1060, True), (10, False)])
def test_six_per_cent_more_fails_and_five_do_not(events, fails):
    assert verdicts(COUNTED | {"events": events}) == ({"events": "ABOVE ITS BOUND"} if fails else {})


def test_six_per_cent_above_its_bound_fails():
    assert verdicts(COUNTED | {"events": round(1.06 * BOUNDS["events"])}) == {"events": "ABOVE ITS BOUND"}


def test_missing_and_new_counters_are_told():
    measured = {name: value for name, value in COUNTED.items() if name != "draws"} | {"calls": 3}
    assert verdicts(measured) == {"draws": "no longer counted", "calls": "new, without a bound"}


def test_a_bound_far_above_is_called_loose():
    (held,) = (one for one in bounds.hold(COUNTED | {"events": 500}, BOUNDS) if one.name == "events")
    assert held.ok and held.loose and "renew" in held.line()


def test_a_bar_is_not_renewed_away():
    assert BOUNDS["compiled: bytes of code"] == 15_000_000
    with pytest.raises(ValueError, match="unwanted"):
        bounds.bounds_for(COUNTED | {"imports: sim.model, unwanted": 1})


def test_bounds_come_back_from_their_file(tmp_path):
    path = tmp_path / "bounds.toml"
    bounds.write(BOUNDS, {"date": "2026-01-01", "numba": "0"}, path)
    assert bounds.read(path) == BOUNDS


def test_the_kept_bounds_keep_every_bar():
    kept = bounds.read()
    assert {name: kept[name] for name in bounds.BARS} == bounds.BARS
