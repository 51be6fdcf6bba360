"""Refused rows go out with what is wrong beside them, come back mended, and are then in, once."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from handrail.cooperate.actions.matching import MENDING_COLUMNS
from handrail.cooperate.actions.payload import about, open_rows
from handrail.cooperate.exporting.mending import mending_csv, mending_workbook
from handrail.cooperate.models import Decision, ImportRow, ImportRun, Outcome
from handrail.core.accounts.models import Account
from tests.cast import Cast
from tests.cooperate.importing.bringing import (
    BY_COLUMNS,
    BY_ID,
    BY_NOTHING,
    PEOPLE,
    bring,
    case_named,
    cases_of,
    outcomes,
    rows_of,
    table,
)

BAD = [PEOPLE[0], {**PEOPLE[1], "Met on": "31/02/2026"}, {**PEOPLE[2], "Kind": "Witchcraft"}]


def refused(account: Account, run: ImportRun) -> list[ImportRow]:
    return rows_of(account, run, outcome=Outcome.REFUSED, decision=Decision.WAITING)


def mend(content: bytes, **cells: dict[str, str]) -> bytes:
    """Fill in cells of the workbook of refused rows: {name of the person: {column: text}}."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        name = row[columns["Name"] - 1].value
        for column, text in cells.get(str(name).split()[0], {}).items():
            sheet.cell(row[0].row, columns[column], text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_of(account: Account, run: ImportRun) -> bytes:
    return mending_workbook(about(run).headers, refused(account, run))


MENDED: dict[str, Any] = {"Somchai": {"Met on": "2026-01-07"}, "Mali": {"Kind": "Sexual exploitation"}}


def test_a_refusal_says_sheet_row_column_value_why_and_how_to_mend(cast: Cast) -> None:
    run, result = bring(cast.dao, table(BAD))

    assert outcomes(result) == ["created", "refused", "refused"]
    first, second = refused(cast.dao, run)
    block = open_rows(run.organisation_id, [first])[first.id]
    (problem,) = block["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "Met on", "31/02/2026")
    assert problem["why"] and problem["mend"]
    assert second.row == 4


@pytest.mark.parametrize("mapping", [BY_ID, BY_COLUMNS, BY_NOTHING])
def test_mended_rows_come_in_once_by_the_same_mapping(cast: Cast, mapping: str) -> None:
    run, _ = bring(cast.dao, table(BAD), mapping=mapping)
    content = mend(workbook_of(cast.dao, run), **MENDED)

    back, first = bring(cast.dao, content, name="mended.xlsx", mapping=mapping)
    assert outcomes(first) == ["created", "created"]
    assert refused(cast.dao, run) == []
    assert {row.decision for row in rows_of(cast.dao, run, outcome=Outcome.REFUSED)} == {Decision.MENDED}
    assert about(back).mended

    _, second = bring(cast.dao, content, name="mended.xlsx", mapping=mapping)
    assert outcomes(second) == ["unchanged", "unchanged"]
    assert len(cases_of(cast.dao)) == 3
    unread = str(case_named(cast.dao, "Mali Chantra").values.get("hr_Unmapped", ""))
    assert not any(column in unread for column in MENDING_COLUMNS)


def test_the_whole_file_sent_again_after_mending_changes_nothing(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(BAD))
    bring(cast.dao, mend(workbook_of(cast.dao, run), **MENDED), name="mended.xlsx")

    _, again = bring(cast.dao, table(PEOPLE))
    assert outcomes(again) == ["unchanged"] * 3


def test_rows_that_are_still_wrong_wait_in_the_import_that_refused_them_last(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(BAD))
    back, _ = bring(cast.dao, workbook_of(cast.dao, run), name="mended.xlsx")

    assert refused(cast.dao, run) == []
    assert len(refused(cast.dao, back)) == 2
    _, result = bring(cast.dao, mend(workbook_of(cast.dao, back), **MENDED), name="again.xlsx")
    assert outcomes(result) == ["created", "created"]
    assert refused(cast.dao, back) == []


def test_the_file_to_mend_has_the_same_columns_and_runs_nothing(cast: Cast) -> None:
    evil = [{**PEOPLE[1], "Name": "=cmd|' /C calc'!A1", "Met on": "soon"}]
    run, _ = bring(cast.dao, table(evil))

    sheet = load_workbook(io.BytesIO(workbook_of(cast.dao, run))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [*MENDING_COLUMNS, *table([]).decode().strip().split(",")]
    name = sheet.cell(2, 6)
    assert (name.value, name.data_type) == ("=cmd|' /C calc'!A1", "s")
    assert b"'=cmd" in mending_csv(about(run).headers, refused(cast.dao, run))


def test_csv_and_workbook_say_the_same(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(BAD))
    text = mending_csv(about(run).headers, refused(cast.dao, run)).decode("utf-8-sig")
    back, result = bring(
        cast.dao,
        text.replace("31/02/2026", "2026-01-07").replace("Witchcraft", "Forced labour").encode(),
        name="mended.csv",
    )
    assert outcomes(result) == ["created", "created"]
    assert refused(cast.dao, run) == []
    assert back.headers_token != run.headers_token


SERVICES = """
handrail-mapping: 1
name: services
row_is: service
group_by: [No]
columns:
  No: hr_CaseId
  Name: hr_FullName
  Met on: hr_DetectedOn
  Sex: hr_Sex
  Note: {field: spl_Type}
"""


def test_a_case_of_several_rows_is_mended_row_by_row(cast: Cast) -> None:
    lines = [
        {"No": "7", "Name": "Rin S", "Met on": "2026-01-02", "Note": "Health"},
        {"No": "7", "Name": "Rin S", "Met on": "2026-01-02", "Note": "Wellness"},
        {"No": "8", "Name": "Mali C", "Met on": "2026-01-02", "Note": "Legal"},
    ]
    run, result = bring(cast.dao, table(lines), mapping=SERVICES)
    assert sorted(outcomes(result)) == ["created", "refused"]

    content = workbook_of(cast.dao, run)
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None and sheet.max_row == 3
    book = load_workbook(io.BytesIO(content))
    columns = {cell.value: cell.column for cell in book.active[1]}  # type: ignore[index, union-attr]
    book.active.cell(3, columns["Note"], "Social care")  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    _, mended = bring(cast.dao, out.getvalue(), name="mended.xlsx", mapping=SERVICES)
    assert outcomes(mended) == ["created"]
