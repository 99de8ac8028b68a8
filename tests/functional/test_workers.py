"""Law 4: the number of workers changes no byte where everybody reacts to everybody."""

import pytest

from experiments import compare

pytestmark = pytest.mark.slow  # the default tests do it with status_quo and whistle

STUDY = {"place": "classroom", "days": 35, "replications": 1, "seed": 3}


def test_law_4_one_worker_or_two(tmp_path):
    hashes = {
        compare("ranking", ["integrated"], out=tmp_path / str(workers), workers=workers, **STUDY).folder.content_hash()
        for workers in (1, 2)
    }
    assert len(hashes) == 1
