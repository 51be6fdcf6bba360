"""Hundreds of malformed inputs: each is refused or reported clearly, and nothing is written anywhere."""

from __future__ import annotations

import builtins
import csv
import io
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from itertools import chain
from typing import Any

import pytest

from handrail.cooperate.domain.formulas import neutralise, restore
from handrail.cooperate.domain.records import IncomingRecord, Problem
from handrail.cooperate.readers import FileRefused, read
from tests.cooperate.readers import corpus_contents as contents
from tests.cooperate.readers import corpus_files as files
from tests.cooperate.readers.corpus_cells import INJECTIONS, bad_cells

TODAY = date(2026, 11, 24)
FILES = list(
    chain(
        files.other_kinds(),
        files.torn(),
        files.archives(),
        contents.entities(),
        contents.extents(),
        contents.encodings(),
        contents.documents(),
    )
)
CELLS = list(bad_cells())


@contextmanager
def nothing_written() -> Iterator[None]:
    """Opening any file for writing, or any temporary file, fails the test."""
    opened = builtins.open

    def only_reading(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        assert not set(mode) & set("wax+"), "something was opened for writing"
        return opened(file, mode, *rest, **named)

    def no_temporary_file(*_rest: object, **_named: object) -> object:
        raise AssertionError("a temporary file was made")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "open", only_reading)
        patch.setattr(io, "open", only_reading)
        for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
            patch.setattr(tempfile, name, no_temporary_file)
        yield


def complaints(content: bytes, name: str) -> tuple[list[Problem | FileRefused], int]:
    """What is said about a file, and how many records it gave."""
    try:
        with nothing_written():
            parsed = read(BytesIO(content), name=name, today=TODAY)
            taken = sum(isinstance(outcome, IncomingRecord) for outcome in parsed.outcomes)
    except FileRefused as refused:
        return [refused], 0
    return list(parsed.problems), taken


@pytest.mark.parametrize(
    ("name", "make", "code"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
def test_a_malformed_file_is_refused_or_reported(name: str, make: Callable[[], bytes], code: str) -> None:
    said, _ = complaints(make(), name)
    assert said, "nothing was said about it"
    assert all(each.why and each.mend and each.code for each in said)
    assert not code or code in {each.code for each in said}


@pytest.mark.parametrize(("header", "text", "code"), CELLS, ids=[f"{h}: {t[:30]}" for h, t, _ in CELLS])
def test_a_cell_that_cannot_be_read_keeps_its_row_out(header: str, text: str, code: str) -> None:
    content = io.StringIO()
    csv.writer(content).writerows(
        [
            ["hr_CaseId", "First Name", "Second Name", header],
            ["K-1", "Dara", "Example", text],
            ["K-2", "Mi", "S", ""],
        ]
    )
    said, taken = complaints(content.getvalue().encode(), "a.csv")
    fatal = [each for each in said if isinstance(each, Problem) and each.fatal]
    assert taken == 1, "the row beside it is taken"
    assert len(fatal) == 1
    assert (fatal[0].row, fatal[0].column) == (2, header)
    assert fatal[0].value == text
    assert fatal[0].why and fatal[0].mend
    assert not code or fatal[0].code == code


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_text_that_begins_like_a_formula_is_kept_as_text_and_reported(text: str) -> None:
    content = io.StringIO()
    csv.writer(content).writerows([["hr_CaseId", "First Name", "Second Name"], ["K-1", text, "Example"]])
    parsed = read(BytesIO(content.getvalue().encode()), name="a.csv", today=TODAY)
    (record,) = parsed.records
    assert record.values["prs_FirstName"] == text
    assert "looks-like-formula" in parsed.problems.by_code
    assert neutralise(text).startswith("'")
    assert restore(neutralise(text)) == text


def test_there_are_at_least_250_malformed_inputs() -> None:
    assert len(FILES) + len(CELLS) + len(INJECTIONS) >= 250
    assert len({case[0] for case in FILES}) == len(FILES)


def test_a_bomb_is_refused_before_it_takes_memory() -> None:
    bomb = next(make for name, _, make, _ in FILES if name == "1 GB of zeros")()
    tracemalloc.start()
    try:
        said, _ = complaints(bomb, "a.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert said[0].code == "file-too-large"
