"""Reports: what they count, who may have them, and that what is handed out holds no small count."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.access import Refused, acting_as
from handrail.core.access.models import Exclusion
from handrail.core.audit.models import AuditEvent
from handrail.core.clock import now
from handrail.core.milestones.domain.stages import Stage
from handrail.core.milestones.models import CascadeRow
from handrail.measure.domain.published import Table
from handrail.measure.domain.report import Definition, Period, read_definition
from handrail.measure.handing_out import hand_out, save_report, tables_of
from handrail.measure.models import HandedQuarter, HandOut, SavedReport
from handrail.measure.report_document import handed_document, own_document
from handrail.measure.report_files import report_csv, report_workbook
from handrail.measure.report_source import own_tables, presets, report_menu
from handrail.measure.sql import AsOf
from tests.cast import Cast, client_for
from tests.measure.invented import TODAY, insert_rows, invent
from tests.roles import as_role

pytestmark = pytest.mark.django_db

MENU = report_menu()
SUMMER = Period("chosen", "2026Q3", "2026Q3")
SINCE_2020 = Period("chosen", "2020Q4", "2026Q4")


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("report_views", "verbs.report"):
        monkeypatch.setattr(f"handrail.measure.{module}.today", lambda: TODAY)


def people(count: int, *, detected: date = date(2026, 8, 3), **more: Any) -> list[dict[str, Any]]:
    return [
        {"detected_on": detected, "sex": "female", "child": False, "purpose": "labour", **more}
        for _ in range(count)
    ]


def definition(
    measure: str = "detected", *rows: str, column: str = "", period: Period = SUMMER
) -> Definition:
    return Definition(measure, rows or ("sex",), column, period)


def by_hand(rows: list[CascadeRow], row: str, column: str, measure: str) -> dict[tuple[str, ...], int]:
    """The same count, case by case, from what each row says."""

    def value(one: CascadeRow, name: str) -> str:
        if name == "child":
            return {True: "child", False: "adult", None: "unknown"}[one.child]
        if name == "form":
            kept = ("sexual", "labour", "organ", "unknown")
            return one.purpose if one.purpose in kept else "other"
        if name == "status":
            for stage in ("identified", "presumed", "screened"):
                if getattr(one, f"{stage}_on"):
                    return stage
            return "not_screened"
        if name == "unit":
            return str(one.unit_id)
        return getattr(one, name) or "unknown"

    def met(one: CascadeRow) -> bool:
        if measure == "detected":
            return True
        kind, _, stage = measure.partition("_")
        if kind == "reached":
            return getattr(one, f"{stage}_on") is not None
        assert measure == "late_assisted"
        choice = one.declined_assistance_on or one.reasons.get("assisted") == "survivor_choice"
        waits = one.presumed_on and not one.assisted_on and not choice
        ended = one.ended_on and one.ended_because != "acquitted"
        return bool(waits and not ended and one.presumed_on < TODAY - timedelta(days=DAYS))

    found: dict[tuple[str, ...], int] = {}
    for one in rows:
        if measure != "detected" and not column:
            key: tuple[str, ...] = (value(one, row), "yes" if met(one) else "no")
        elif not met(one):
            continue
        else:
            key = (value(one, row), value(one, column)) if column else (value(one, row),)
        found[key] = found.get(key, 0) + 1
    return found


DAYS = 30


def as_counts(table: Table) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for value, cells in zip(table.row_values, table.cells, strict=False):
        if not table.columns:
            found[(value,)] = cells[0] or 0
        for column, cell in zip(table.column_values, cells, strict=False):
            if cell:
                found[(value, column)] = cell
    return found


@pytest.fixture
def many(cast: Cast) -> Cast:
    invent(cast.shelter_house, 60, seed=3)
    invent(cast.shelter_north, 40, seed=4)
    invent(cast.border_post, 30, seed=5)
    return cast


@settings(max_examples=25)
@given(
    measure=st.sampled_from(["detected", "reached_assisted", "reached_convicted", "late_assisted"]),
    row=st.sampled_from(MENU.rows),
    column=st.sampled_from(["", *MENU.columns]),
    who=st.sampled_from(["dao", "pim", "kham", "sothea"]),
    first=st.sampled_from(["2020Q4", "2023Q2", "2026Q1"]),
)
def test_a_table_says_what_counting_the_visible_cases_one_by_one_says(
    many: Cast, measure: str, row: str, column: str, who: str, first: str
) -> None:
    if row == column:
        return
    account = getattr(many, who)
    with acting_as(account):
        (table,) = own_tables(
            account,
            Definition(measure, (row,), column, SINCE_2020),
            (first, "2026Q4"),
            AsOf(TODAY),
            dict.fromkeys(Stage, DAYS),
        )
        seen = CascadeRow.objects.wholly_visible_to(account)
        rows = [one for one in seen if one.detected_on and first <= one.quarter <= "2026Q4"]
    expected = by_hand(rows, row, column, measure)
    assert as_counts(table) == expected
    assert table.cells[-1][-1] == sum(expected.values())


def test_a_case_that_is_hidden_from_an_account_is_in_none_of_its_numbers(cast: Cast) -> None:
    ids = insert_rows(cast.shelter_house, people(12))
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=ids[0], account_id=cast.dao.id, starts_at=now(), decided_by=uuid4())
    found = {}
    for who in ("dao", "minh"):
        account = getattr(cast, who)
        with acting_as(account):
            found[who] = own_document(account, definition(), title="", today=TODAY).people
    assert found == {"dao": 11, "minh": 12}


def test_a_table_costs_one_query_a_block_however_many_cases_there_are(cast: Cast) -> None:
    def asked(rows: int) -> int:
        insert_rows(cast.shelter_house, people(rows))
        with acting_as(cast.dao), CaptureQueriesContext(connection) as queries:
            own_document(cast.dao, definition("detected", "sex", "child", "form"), title="", today=TODAY)
        counting = [q for q in queries if "core_cascaderow" in q["sql"]]
        assert len(counting) == 3
        return len(queries)

    client_for(cast.dao)
    asked(1)
    assert asked(2) == asked(40)


def test_every_preset_can_be_run_and_says_in_its_notes_what_it_is_not(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(3))
    client = client_for(cast.dao)
    page = client.get(reverse("reports")).content.decode()
    for preset in presets():
        assert f"title={preset}" in page
    sdg = client.get(reverse("report") + "?rows=form&rows=child&column=sex&period=last-four").content.decode()
    assert "per 100,000 population" in sdg and "not the indicator" in sdg
    assert "not verified" in sdg and "do not pass on" in sdg
    assert "VC_HTF_DETVSX" in sdg


def test_a_saved_report_moves_on_with_the_quarters(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    insert_rows(cast.shelter_house, people(4))
    insert_rows(cast.shelter_house, people(7, detected=date(2026, 11, 2)))
    client = client_for(cast.dao)
    body = {"measure": "detected", "rows": ["sex"], "period": "last-quarter", "name": "For the fund"}
    saved_at = client.post(reverse("report_save"), body)
    saved = SavedReport.objects.get()
    assert saved_at.headers["Location"].endswith(str(saved.id))
    minhs = client_for(cast.minh)
    assert "For the fund" in minhs.get(reverse("reports")).content.decode()
    file = reverse("report_file", args=["csv"]) + f"?saved={saved.id}"
    assert "Sex,All,People,4" in minhs.get(file).content.decode()
    monkeypatch.setattr("handrail.measure.report_views.today", lambda: date(2027, 1, 5))
    assert "Sex,All,People,7" in minhs.get(file).content.decode()


def test_a_saved_report_belongs_to_its_organisation_and_its_name_to_one_report(cast: Cast) -> None:
    saved = save_report(definition(), "  Ours   only ", by=cast.dao)
    assert saved.name == "Ours only"
    with pytest.raises(Refused, match="name-taken"):
        save_report(definition(), "Ours only", by=cast.pim)
    for name, code in (("  ", "no-name"), ("x" * 81, "name-long")):
        with pytest.raises(Refused, match=code):
            save_report(definition(), name, by=cast.dao)
    with pytest.raises(Refused, match="may-not-run"):
        save_report(definition(), "x", by=cast.kham)
    stranger = client_for(cast.sothea)
    assert stranger.get(reverse("report") + f"?saved={saved.id}").status_code == 404
    assert stranger.post(reverse("report_remove", args=[saved.id])).status_code == 404
    assert client_for(cast.minh).post(reverse("report_remove", args=[saved.id])).status_code == 302
    assert not SavedReport.objects.exists()
    actions = set(AuditEvent.objects.filter(kind="report").values_list("action", flat=True))
    assert actions == {"measure:report:saved", "measure:report:removed"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?measure=detected", "Tick at least one"),
        ("?rows=sex&rows=child&rows=form&rows=unit&rows=province", "at most 4"),
        ("?rows=name", "not on the menu"),
        ("?rows=sex&column=sex", "Choose other columns"),
        ("?rows=sex&period=chosen&from=2026Q3&until=2026Q1", "before the first"),
        ("?rows=sex&period=chosen&from=soon&until=2026Q1", "Choose the first and the last"),
        ("?rows=sex&period=chosen&from=2001Q1&until=2026Q1", "at most 40"),
        ("?rows=sex&measure=hidden", "not on the menu"),
    ],
)
def test_a_report_that_cannot_be_says_where_and_how_to_mend_it(cast: Cast, query: str, words: str) -> None:
    client = client_for(cast.dao)
    answer = client.get(reverse("report") + query)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert client.get(reverse("report_file", args=["csv"]) + query).status_code == 404


def test_the_workbook_holds_typed_numbers_and_text_that_no_spreadsheet_runs(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(4, province="=1+1"))
    with acting_as(cast.dao):
        document = own_document(cast.dao, definition("detected", "province"), title="@SUM(A1)", today=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(document)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "n"] == [4, 4]
    assert not [cell for cell in cells if cell.data_type == "f"]
    (risky,) = (cell for cell in cells if cell.value == "=1+1")
    assert risky.quotePrefix
    words = " ".join(str(cell.value) for cell in cells)
    assert "do not pass on" in words and cast.shelter.name in words and "2026, quarter 3" in words
    lines = list(csv.reader(io.StringIO(report_csv(document).decode("utf-8-sig"))))
    assert "'=1+1" in [line[1] for line in lines]


def test_every_file_that_leaves_is_in_the_log_and_only_for_whom_it_is(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(4))
    address = reverse("report_file", args=["xlsx"]) + "?rows=sex"
    assert client_for(cast.dao).get(address).status_code == 200
    event = AuditEvent.objects.get(action="measure:report:exported")
    assert (event.actor, event.reason) == (cast.dao.id, "inside-xlsx")
    for who in ("kham", "sothea", "nok", "anan", "vichai"):
        assert client_for(getattr(cast, who)).get(address).status_code == 404
    assert client_for(cast.dao).get(reverse("report_file", args=["exe"]) + "?rows=sex").status_code == 404


# What is handed out


def test_what_is_handed_out_counts_the_whole_organisation_and_shows_no_small_count(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(31))
    insert_rows(cast.shelter_north, people(4, sex="male") + people(12, child=None))
    insert_rows(cast.border_post, people(50))
    made = hand_out("2026Q3", "2026Q3", by=cast.pim, today=TODAY)
    document = handed_document(made, definition("detected", "sex", column="child"), title="")
    assert document.people == 45
    shown = [cell for table in tables_of(made) for line in table.cells for cell in line if cell is not None]
    assert shown and all(cell % 5 == 0 and (cell == 0 or cell >= 10) for cell in shown)
    (sexes,) = (table for table in tables_of(made) if table.id == "people-by-sex")
    assert sexes.cells == ((None,), (None,), (45,))


def test_a_quarter_is_handed_out_once_so_that_no_two_tables_overlap(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(30) + people(30, detected=date(2026, 5, 3)))
    hand_out("2026Q2", "2026Q3", by=cast.pim, today=TODAY)
    for first, last in (("2026Q2", "2026Q3"), ("2026Q3", "2026Q3"), ("2025Q1", "2026Q2")):
        with pytest.raises(Refused, match="handed-out-already"):
            hand_out(first, last, by=cast.pim, today=TODAY)
    assert HandOut.objects.count() == 1
    page = (
        client_for(cast.pim)
        .get(reverse("report_hand_out") + "?rows=sex&period=last-quarter")
        .content.decode()
    )
    assert "stand in another hand-out" in page and "Make the tables" not in page


def test_the_database_itself_hands_a_quarter_out_once(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(30))
    made = hand_out("2026Q3", "2026Q3", by=cast.pim, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandedQuarter.objects.create(hand_out=made, organisation=cast.shelter, quarter="2026Q3")


def test_only_quarters_that_are_over_enough_people_and_only_by_whom_it_is(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(9))
    with pytest.raises(Refused, match="too-few-people"):
        hand_out("2026Q3", "2026Q3", by=cast.pim, today=TODAY)
    insert_rows(cast.shelter_house, people(9, detected=date(2026, 10, 3)))
    with pytest.raises(Refused, match="quarter-not-over"):
        hand_out("2026Q3", "2026Q4", by=cast.pim, today=TODAY)
    for who in ("dao", "minh", "vichai", "nok"):
        with pytest.raises(Refused, match="may-not-hand-out"):
            hand_out("2026Q3", "2026Q3", by=getattr(cast, who), today=TODAY)
    assert not HandOut.objects.exists()
    assert client_for(cast.minh).post(reverse("report_hand_out_now") + "?rows=sex").status_code == 404


def test_what_is_handed_out_stays_as_it_was_and_is_the_same_for_everybody(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(31))
    pims = client_for(cast.pim)
    query = "?rows=sex&rows=form&period=last-quarter"
    assert "Make the tables" in pims.get(reverse("report_hand_out") + query).content.decode()
    assert pims.post(reverse("report_hand_out_now") + query).status_code == 302
    file = reverse("report_hand_out_file", args=["csv"]) + query
    first = pims.get(file).content
    insert_rows(cast.shelter_north, people(40))
    assert {client_for(a).get(file).content for a in (cast.dao, cast.minh, cast.pim)} == {first}
    assert b",30," in first and b"rounded" in first
    assert "handed-out-csv" in AuditEvent.objects.filter(action="measure:report:exported").values_list(
        "reason", flat=True
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?rows=unit", "not on the menu of what is handed out"),
        ("?rows=sex&column=quarter", "not on the menu of what is handed out"),
        ("?rows=sex&measure=reached_convicted", "not on the menu of what is handed out"),
        ("?rows=sex&column=child&measure=reached_assisted", "no further columns"),
        ("?rows=province&column=form", "not handed out together"),
    ],
)
def test_what_is_not_on_the_menu_is_refused_before_anything_is_made(
    cast: Cast, query: str, words: str
) -> None:
    insert_rows(cast.shelter_house, people(31))
    page = client_for(cast.pim).get(reverse("report_hand_out") + query).content.decode()
    assert words in page and "Make the tables" not in page
    hand_out("2026Q3", "2026Q3", by=cast.pim, today=TODAY)
    assert words in client_for(cast.pim).get(reverse("report_hand_out") + query).content.decode()


@pytest.mark.parametrize("preset", sorted(presets()))
def test_every_preset_can_be_handed_out(cast: Cast, preset: str) -> None:
    insert_rows(cast.shelter_house, people(31))
    asked = read_definition(presets()[preset], MENU)
    first, last = asked.period.quarters(TODAY)
    made = hand_out(first, last, by=cast.pim, today=TODAY)
    assert handed_document(made, asked, title="").people == 30


def test_the_command_writes_a_saved_report_and_says_what_there_is(
    cast: Cast, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse

    from handrail.measure.verbs import report

    def run(*words: str) -> int:
        parser = argparse.ArgumentParser()
        report.add_arguments(parser)
        return report.run(parser.parse_args(list(words)))

    insert_rows(cast.shelter_house, people(4))
    save_report(definition(period=Period()), "For the fund", by=cast.dao)
    assert run("For the fund", "--as", "dao", "--out", str(tmp_path / "r.xlsx"), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["people"], answer["exact"], answer["last_quarter"]) == (4, True, "2026Q3")
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames == ["Report", "Definitions"]
    assert run("sdg-16-2-2", "--as", "dao") == 0
    assert "do not pass on" in capsys.readouterr().out
    assert run("For the fund", "--as", "dao", "--handed-out") == 2
    assert "nothing was handed out" in capsys.readouterr().err
    assert run("For the moon", "--as", "dao") == 2
    assert "For the fund" in capsys.readouterr().err
    assert run("For the fund", "--as", "nok") == 2
    assert run("For the fund", "--as", "dao", "--out", "r.docx") == 2
