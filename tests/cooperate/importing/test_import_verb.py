"""`handrail import`: exit codes, one JSON document, nothing written by a dry run."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from handrail.cooperate.actions import earlier_rows, running
from handrail.cooperate.models import ImportRun
from handrail.cooperate.verbs import importing, reporting
from handrail.core.vault.models import KeptFile
from tests.cast import Cast
from tests.cooperate.importing.bringing import BY_ID, PEOPLE, cases_of, table


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "good.csv").write_bytes(table(PEOPLE))
    (tmp_path / "bad.csv").write_bytes(table([PEOPLE[0], {**PEOPLE[1], "Met on": "soon"}]))
    (tmp_path / "mapping.yaml").write_text(BY_ID, "utf-8")
    (tmp_path / "broken.yaml").write_text("columns: {Name: hr_NoSuchField}", "utf-8")
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG....")
    return tmp_path


def run(files: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    named = [str(files / w) if (files / w).exists() and "." in w else w for w in words]
    return importing.run(parser.parse_args(named))


def test_everything_in_is_zero_and_the_document_names_each_row(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, "good.csv", "--mapping", "mapping.yaml", "--as", "dao", "--json") == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [row["outcome"] for row in rows[:-1]] == ["created"] * 3
    assert len({row["id"] for row in rows}) == 4
    assert rows[-1]["id"] == "summary" and rows[-1]["created"] == 3
    assert len(cases_of(cast.dao)) == 3


def test_refused_rows_are_one_and_say_why(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, "bad.csv", "--mapping", "mapping.yaml", "--as", "dao") == 1
    out = capsys.readouterr().out
    assert "row 3, Met on: 'soon'" in out
    assert "1 created" in out and "1 refused" in out


def test_a_dry_run_writes_nothing_and_leaves_no_file(cast: Cast, files: Path) -> None:
    assert run(files, "good.csv", "--mapping", "mapping.yaml", "--as", "dao", "--dry-run") == 0
    assert cases_of(cast.dao) == []
    assert not ImportRun._base_manager.exists()
    assert not KeptFile.objects.exists()


def test_a_dry_run_for_nobody_reads_the_file_without_a_database(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, "bad.csv", "--mapping", "mapping.yaml", "--dry-run", "--json") == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["outcome"] for row in rows[:-1]] == ["created", "refused"]


@pytest.mark.parametrize(
    "words",
    [
        ("picture.xlsx", "--as", "dao"),
        ("good.csv", "--as", "dao"),
        ("good.csv", "--mapping", "broken.yaml", "--as", "dao"),
        ("good.csv", "--mapping", "nowhere.yaml", "--as", "dao"),
        ("nowhere.csv", "--mapping", "mapping.yaml", "--as", "dao"),
        ("good.csv", "--mapping", "mapping.yaml", "--as", "nobody"),
        ("good.csv", "--mapping", "mapping.yaml"),
        ("good.csv", "--mapping", "mapping.yaml", "--as", "dao", "--organisation", "BPS"),
        ("good.csv", "--mapping", "mapping.yaml", "--as", "dao", "--unit", "Cellar"),
        ("good.csv", "--mapping", "mapping.yaml", "--as", "kham"),
    ],
)
def test_wrong_use_is_two_with_a_reason_and_writes_nothing(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(files, *words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("handrail: ")
    assert "Traceback" not in said.err
    assert cases_of(cast.dao) == []
    assert not ImportRun._base_manager.exists()
    assert not KeptFile.objects.exists()


def test_what_was_left_out_or_read_with_care_is_said_in_both_forms(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = table(PEOPLE) + b"No,Name,Sex,Met on,Helped on,Kind,Note\r\n"
    (files / "again.csv").write_bytes(again.replace(b"2026-01-05", b"05/01/2026"))
    for words in ((), ("--as", "dao")):
        assert run(files, "again.csv", "--mapping", "mapping.yaml", "--dry-run", *words) == 0
        said = capsys.readouterr()
        assert "left out: 1 (row: the header again)" in said.out
        assert "note: row 2, Met on: The day and the month" in said.err
        assert run(files, "again.csv", "--mapping", "mapping.yaml", "--dry-run", "--json", *words) == 0
        summary = json.loads(capsys.readouterr().out)[-1]
        assert summary["dropped"] == {"row: the header again": 1}
        assert [notice["code"] for notice in summary["notices"]] == ["date-two-orders"]


def test_another_unit_may_be_named(cast: Cast, files: Path) -> None:
    assert run(files, "good.csv", "--mapping", "mapping.yaml", "--as", "dao", "--unit", "North wing") == 0
    assert {case.case.unit_id for case in cases_of(cast.dao)} == {cast.shelter_north.id}


def test_an_import_that_was_stopped_goes_on_by_its_id(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_rows, "CHUNK", 2)
    real, calls = running.kept_rows, []

    def full(*args: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(*args, **named)

    monkeypatch.setattr(running, "kept_rows", full)
    assert run(files, "good.csv", "--mapping", "mapping.yaml", "--as", "dao") == 2
    assert "No space left" in capsys.readouterr().err
    stopped = ImportRun._base_manager.get()
    assert (stopped.status, len(cases_of(cast.dao))) == ("failed", 2)

    assert run(files, "--go-on", str(stopped.id), "--as", "pim") == 2
    assert "did not upload the file" in capsys.readouterr().err
    assert run(files, "--go-on", str(stopped.id), "--as", "dao") == 0
    said = capsys.readouterr()
    assert "2 of 3 records are in; going on" in said.err
    assert said.out.startswith("1 created")
    assert len(cases_of(cast.dao)) == 3
    assert run(files, "--go-on", str(stopped.id), "--as", "dao") == 2


@pytest.mark.parametrize(
    "words",
    [(), ("good.csv", "--go-on", "x"), ("--go-on", "x", "--dry-run"), ("--go-on", "x", "--as", "dao")],
)
def test_a_file_or_the_id_of_an_import_is_given_never_both(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(files, *words) == 2
    assert capsys.readouterr().err.startswith("handrail: ")


def test_what_is_said_of_many_rows_waits_encrypted_and_comes_out_whole(
    cast: Cast, files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "HELD_LINES", 2)
    rows = [{**PEOPLE[1], "No": f"R-{n}", "Met on": "soon\nor later"} for n in range(5)]
    (files / "many.csv").write_bytes(table(rows))
    for words in (("--json",), ()):
        assert run(files, "many.csv", "--mapping", "mapping.yaml", "--dry-run", *words) == 1
        out = capsys.readouterr().out
        if words:
            assert [row["id"] for row in json.loads(out)] == [*(f"!{n}" for n in range(2, 7)), "summary"]
        else:
            assert [line[:6] for line in out.splitlines()[:5]] == [f"row {n}," for n in range(2, 7)]
