"""Runs of the documents' studies lie outside the work tree."""

from pathlib import Path

from docs.evidence.runs import runs_folder


def test_the_variable_names_the_place_and_without_it_they_lie_with_the_user_s_data(monkeypatch, tmp_path):
    monkeypatch.setenv("WHISTLE_RUNS", str(tmp_path))
    assert runs_folder("claims") == tmp_path / "claims"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WHISTLE_RUNS", "~/runs")
    assert runs_folder("claims") == tmp_path / "runs" / "claims"
    monkeypatch.delenv("WHISTLE_RUNS")
    assert runs_folder("claims") == tmp_path / ".local" / "share" / "whistle" / "runs" / "claims"
    assert not runs_folder("claims").is_relative_to(Path.cwd())
