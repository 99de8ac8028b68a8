"""Compiled functions: one signature each, called from both worlds; where their code is kept."""

import os
import pkgutil
import time
from enum import IntEnum
from importlib import import_module
from typing import NamedTuple

import numpy as np

import sim.clock
import sim.kernel
from sim import code_cache
from sim.clock import Calendar
from sim.compiled import Entrance, Inner
from sim.kernel.entrances import ENTRANCES
from sim.kernel.state import Town
from sim.reference import by_reference
from sim.rules import Residents


class Letter(IntEnum):
    """A number with a name."""

    B = 2


def _twice(n: int, factor: float) -> float:
    return 2.0 * n * factor


def test_whole_numbers_of_every_kind_make_one_signature():
    twice = Inner(_twice)

    def ask(rows):
        total = 0.0
        for row in range(rows.shape[0]):
            total += twice(rows[row].small, 1.0) + twice(Letter.B, 2) + twice(7, rows[row].share) + twice(row, True)
        return total

    rows = np.array([(3, 0.5), (4, 0.25)], dtype=[("small", "int8"), ("share", "float32")])
    ask = Entrance(ask)
    ask._cache.disable()
    assert ask(rows) == sum(_twice(int(s), 1.0) + _twice(2, 2) + _twice(7, float(f)) + _twice(n, 1.0)
                            for n, (s, f) in enumerate(rows))  # fmt: skip
    assert len(twice.signatures) == len(ask.signatures) == 1


def test_an_inner_function_runs_as_plain_python_when_python_calls_it():
    assert Inner(_twice)(3, 0.5) == 3.0


def test_an_entrance_is_not_made_for_python_until_python_calls():
    half = Entrance(lambda x: x / 2.0)
    half._cache.disable()
    quarter = Entrance(lambda x: half(half(x)))
    quarter._cache.disable()
    assert quarter(2.0) == 0.5
    assert not half.signatures and len(half.inside.signatures) == 1
    assert half(2.0) == 1.0


def test_a_bundle_of_arrays_is_handed_on_as_one_address():
    class Pair(NamedTuple):
        first: np.ndarray
        second: np.ndarray
        factor: float

    by_reference(Pair)

    def add(pair, at: int) -> float:
        pair.first[at] += 1.0
        return pair.factor * (pair.first[at] + pair.second[at])

    add_inside = Inner(add)
    both = Entrance(lambda pair: add_inside(pair, 0) + add_inside(pair, 1))
    both._cache.disable()
    pair = Pair(np.array([1.0, 2.0]), np.array([10.0, 20.0]), 2.0)
    assert both(pair) == 2.0 * (12.0 + 23.0)
    assert pair.first.tolist() == [2.0, 3.0]
    moved = pair._replace(first=np.zeros(2))  # a grown table: the next call must see the new array
    assert both(moved) == 2.0 * (11.0 + 21.0)
    assert pair.first.tolist() == [2.0, 3.0]


def test_folders_of_old_versions_go_but_for_the_last_used(tmp_path):
    now = time.time()
    for days in range(8):
        folder = tmp_path / f"kernel-{days}"
        folder.mkdir()
        (folder / "code.nbc").write_bytes(b"x")
        os.utime(folder, (now - 86400.0 * days,) * 2)
    (tmp_path / "states").mkdir()
    removed = code_cache.prune(tmp_path, tmp_path / "kernel-0")
    assert {f.name for f in removed} == {"kernel-4", "kernel-5", "kernel-6", "kernel-7"}
    assert {f.name for f in tmp_path.iterdir()} == {"kernel-0", "kernel-1", "kernel-2", "kernel-3", "states"}


def test_a_folder_in_use_today_stays_however_many_there_are(tmp_path):
    for n in range(9):
        (tmp_path / f"kernel-{n}").mkdir()
    assert code_cache.prune(tmp_path, tmp_path / "kernel-0") == []


def test_compiled_code_is_found_from_any_checkout(monkeypatch, tmp_path):
    locator = code_cache._Locator.from_function(_twice, "/anywhere/else.py")
    assert str(tmp_path) not in locator.get_cache_path()
    assert locator.get_cache_path() == str(code_cache.cache_folder())
    assert locator.get_source_stamp() == code_cache.source_hash()


def test_where_nothing_can_be_written_the_code_goes_to_a_temporary_folder(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("WHISTLE_CACHE", str(blocked))
    assert code_cache.cache_folder.__wrapped__().name == f"kernel-{code_cache.source_hash()}"
    assert not str(code_cache.cache_folder.__wrapped__()).startswith(str(tmp_path))


def test_every_door_of_the_kernel_is_compiled_with_the_others():
    known = {int, float, bool, Town, Residents, Calendar}
    modules = [import_module(f"sim.kernel.{m.name}") for m in pkgutil.iter_modules(sim.kernel.__path__)]
    doors = {
        value
        for module in (*modules, sim.clock)
        for value in vars(module).values()
        if isinstance(value, Entrance) and set(value.asked) <= known
    }
    only_in_compiled_code = {
        getattr(sim.clock, name) for name in ("day_of", "is_open", "is_opening", "add_staffed", "next_morning")
    }
    keys = {value for value in doors if value.py_func.__module__ == "sim.randomness"}
    assert doors - only_in_compiled_code - keys == set(ENTRANCES)
