"""A study of combinations, run: every world is the scenario it says, paired by the seeds of a comparison."""

import pytest

from docs.evidence.combinations import whistle_and_ranking
from docs.evidence.combinations.carry_out import main_of
from docs.evidence.combinations.outcomes import Outcomes
from experiments.seeds import replication_seed
from sim.model import StreetModel

ASKED = ("--place", "classroom", "--days", "35", "--replications", "1", "--out")


@pytest.mark.slow
def test_a_study_runs_its_worlds_and_keeps_them(tmp_path, capsys):
    study, out = whistle_and_ranking.STUDY, tmp_path / "study"
    main_of(study, [*ASKED, str(out)])
    found = Outcomes.load(out / "whistle_and_ranking.csv")
    assert found.table[["whistle", "ranking"]].to_numpy().tolist() == [[0, 0], [1, 0], [0, 1], [1, 1]]
    model = StreetModel("ranking", place="classroom", days=35, seed=replication_seed(1, 0))
    measures = model.run().measures()
    for name in ("late_share", "passed_down_hours", "silent_share", "mean_trust"):
        assert found.of(name)[0, 2] == pytest.approx(measures[name], rel=1e-8)
    assert len(set(found.of("passed_down_hours")[0])) == 4  # four worlds, not one four times
    assert "4 of 4" in capsys.readouterr().out
    main_of(study, [*ASKED, str(out)])
    assert " of " not in capsys.readouterr().out  # nothing is run twice


def test_bad_input_ends_with_one_message_and_code_2(tmp_path, capsys):
    study = whistle_and_ranking.STUDY
    for arguments, says in (
        (["--bundles", "whistle", "over_whistling"], "'whistle' and 'over_whistling' both pull the lever whistle"),
        (["--bundles", "whistle", "duty_list", "--page"], "--page writes the study of whistle ranking"),
        (["--place", "clasroom"], "did you mean 'classroom'"),
    ):
        with pytest.raises(SystemExit) as ended:
            main_of(study, [*ASKED, str(tmp_path / "none"), *arguments])
        said = capsys.readouterr()
        assert ended.value.code == 2 and says in said.err and "Traceback" not in said.err and not said.out
    assert not (tmp_path / "none").exists()
