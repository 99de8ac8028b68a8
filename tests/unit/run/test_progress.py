"""How far runs are, in lines where there is no terminal."""

from experiments.run.progress import RUNS_EVERY, run_lines


def test_lines_come_seldom_and_tell_the_time_left(capsys):
    seconds = [0.0]
    note = run_lines("en", lambda: seconds[0])
    for step in range(13):  # half of it was there before; a tenth of the rest in every ten seconds
        seconds[0] = 10.0 * step
        note(5 + step // 2, 12, 0.5 + 0.03 * step)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 12 * 10.0 // RUNS_EVERY
    assert lines[0] == "6/12 runs, 2 min left" and lines[-1].startswith("11/12 runs, ")


def test_short_work_and_its_end_say_nothing(capsys):
    seconds = [0.0]
    note = run_lines("zh", lambda: seconds[0])
    note(0, 2, 0.0)
    seconds[0] = RUNS_EVERY - 1
    note(1, 2, 0.5)
    seconds[0] = 10 * RUNS_EVERY
    note(2, 2, 1.0)
    assert capsys.readouterr().err == ""
