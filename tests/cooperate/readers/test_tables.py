"""Text tables in the encodings and forms that people have, and one content in several kinds of file."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.records import IncomingRecord, RefusedRow
from handrail.cooperate.readers import FileRefused, look, read
from tests.cooperate.readers.old_workbook import old_workbook

TODAY = date(2026, 11, 24)
ROWS = [
    ["hr_CaseId", "hr_FullName", "hr_Sex", "hr_DetectedOn"],
    ["ก-1", "ดาวเรือง ใจดี", "หญิง", "๓ ก.พ. ๒๕๖๔"],
    ["ก-2", "สมมติ ไม่มีจริง", "ชาย", "2021-03"],
]


def as_table(rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def records_of(content: bytes, name: str = "a.csv") -> list[IncomingRecord]:
    parsed = read(BytesIO(content), name=name, today=TODAY)
    records = list(parsed.records)
    assert parsed.problems.fatal == 0
    return records


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp874", "tis-620"]
)
def test_a_thai_table_reads_the_same_in_every_encoding(encoding: str) -> None:
    if encoding.startswith("utf-16-"):
        rows = [ROWS[0], ["K-1", "Dara Example, of Sampleton on the river", "F", "2021-02-03"]]
        assert records_of(as_table(rows).encode(encoding))[0].values["hr_FullName"] == rows[1][1]
        return
    records = records_of(as_table(ROWS).encode(encoding))
    assert [r.values["hr_FullName"] for r in records] == ["ดาวเรือง ใจดี", "สมมติ ไม่มีจริง"]
    assert records[0].milestones["detected"].text == "2021-02-03"


def test_a_western_table_in_an_older_encoding_is_read_and_the_guess_is_reported() -> None:
    rows = [ROWS[0], ["K-1", "José Núñez", "M", "2021"]]
    parsed = read(BytesIO(as_table(rows).encode("cp1252")), name="a.csv", today=TODAY)
    assert [r.values["hr_FullName"] for r in parsed.records] == ["José Núñez"]
    assert "cp1252" in parsed.problems[0].why


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert len(records_of(as_table(ROWS, delimiter).encode())) == 2


def test_a_line_break_inside_a_quoted_cell_is_no_new_row() -> None:
    rows = [["hr_CaseId", "hr_FullName", "hr_Notes"], ["K-1", "Dara", "one\ntwo, three"], ["K-2", "Mi", ""]]
    records = records_of(as_table(rows).encode())
    assert records[0].values["hr_Notes"] == "one\ntwo, three"
    assert records[1].rows == (3,)


def test_one_content_is_one_content_in_a_workbook_and_in_a_table() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    from_book = records_of(stream.getvalue(), "a.xlsx")
    assert [r.values for r in from_book] == [r.values for r in records_of(as_table(ROWS).encode())]


def test_an_old_workbook_reads_like_a_new_one() -> None:
    cells: list[list[str | float]] = [
        ["hr_CaseId", "hr_FullName", "hr_DetectedOn"],
        ["K-1", "ดาวเรือง", 44230.0],
    ]
    (record,) = records_of(old_workbook(cells), "a.xls")
    assert record.values["hr_FullName"] == "ดาวเรือง"
    assert record.milestones["detected"].text == "2021-02-03"


@pytest.mark.parametrize("column", [300, 5_000, 65_000])
def test_an_old_workbook_with_a_cell_far_out_is_refused(column: int) -> None:
    with pytest.raises(FileRefused):
        read(BytesIO(old_workbook([["x"]], at_column=column)), name="a.xls", today=TODAY)


def test_a_file_by_its_path_is_closed_when_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(as_table(ROWS), encoding="utf-8")
    with read(path, name="a.csv", today=TODAY) as parsed:
        next(iter(parsed.outcomes))
    assert look(path, name="a.csv").sheets[0].rows[0] == ROWS[0]
    with pytest.raises(FileRefused) as refused:
        read(tmp_path / "none.csv", name="none.csv", today=TODAY)
    assert refused.value.code == "file-unreachable"


def test_a_refused_row_carries_what_is_needed_to_mend_it() -> None:
    rows = [*ROWS, ["ก-3", "นกน้อย", "Q", "31/02/2021"]]
    parsed = read(BytesIO(as_table(rows).encode()), name="a.csv", today=TODAY)
    (refused,) = [outcome for outcome in parsed.outcomes if isinstance(outcome, RefusedRow)]
    assert refused.rows == (4,)
    assert refused.raw == dict(zip(ROWS[0], rows[3], strict=True))
    assert [(p.column, p.value, p.code) for p in refused.problems] == [
        ("hr_Sex", "Q", "code-unknown"),
        ("hr_DetectedOn", "31/02/2021", "date-day"),
    ]


class LongTable(io.RawIOBase):
    """A table of many rows that is never whole in memory."""

    def __init__(self, rows: int) -> None:
        self._make = lambda: self._lines(rows)
        self._at, self._lines_left, self._rest = 0, self._make(), b""
        self._size = sum(len(line) for line in self._make())

    def _lines(self, rows: int) -> Iterator[bytes]:
        yield b"hr_CaseId,hr_FullName,hr_DetectedOn\n"
        for number in range(rows):
            yield f"K-{number:07},Dara Example,2021-02-03\n".encode()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 2:
            return self._size
        self._at, self._lines_left, self._rest = 0, self._make(), b""
        return 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while len(self._rest) < len(buffer):
            line = next(self._lines_left, b"")
            if not line:
                break
            self._rest += line
        given, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


def test_the_first_records_of_a_long_table_come_without_reading_it_whole_into_memory() -> None:
    source = io.BufferedReader(LongTable(6_000))
    tracemalloc.start()
    try:
        with read(source, name="long.csv", today=TODAY) as parsed:  # type: ignore[arg-type]
            count = sum(1 for _ in parsed.records)
        assert count == 6_000
        assert tracemalloc.get_traced_memory()[1] < 6 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_mapping_for_columns_that_are_not_there_is_refused_by_name() -> None:
    mapping = read_mapping("handrail-mapping: 1\ncolumns: {Nama: hr_FullName, hr_Sex: hr_Sex}")
    with pytest.raises(FileRefused) as refused:
        read(BytesIO(as_table(ROWS).encode()), name="a.csv", mapping=mapping, today=TODAY)
    assert refused.value.code == "columns-missing"
    assert "Nama" in refused.value.why


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_any_text_in_a_table_comes_back_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    rows = [["hr_CaseId", "hr_FullName", "hr_Notes"]]
    rows += [[f"K-{number}", name, note] for number, (name, note) in enumerate(pairs)]
    for record in records_of(as_table(rows).encode()):
        assert record.raw["hr_CaseId"] == record.values["hr_CaseId"]
