"""A case worker brings her spreadsheet in with a browser that runs no scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from handrail.cooperate.actions import earlier_rows, running, undoing
from handrail.cooperate.actions.payload import about
from handrail.cooperate.models import ImportRun, RunStatus, SavedMapping
from handrail.core.clock import now
from tests.cast import Cast, client_for, make_account
from tests.cooperate.importing.bringing import (
    BY_ID,
    BY_NOTHING,
    PEOPLE,
    bring,
    case_named,
    cases_of,
    confirm,
    rows_of,
    table,
    upload,
)
from tests.cooperate.ugly.make import WORKBOOKS, mapping_text

COLUMNS = {
    "Name": "hr_FullName",
    "No": "hr_CaseId",
    "Sex": "hr_Sex",
    "Met on": "hr_DetectedOn",
    "Helped on": "hr_AssistedOn",
    "Kind": "vic_TypeOfExploitation",
    "Note": "cco_CaseComment",
}


def send(client: Client, content: bytes, name: str = "register.csv") -> Any:
    return client.post(reverse("import_new"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def the_run() -> ImportRun:
    return ImportRun._base_manager.order_by("-created_at").first()  # type: ignore[return-value]


def map_it(client: Client, run: ImportRun, columns: dict[str, str] = COLUMNS, **more: Any) -> Any:
    """Fill in the mapping page as it stands and post it."""
    address = reverse("import_map", args=[run.id])
    page = client.get(address, more.pop("shape", {})).content.decode()
    headers = re.findall(r"<fieldset class=\"column[^\"]*\">\s*<legend>(.*?)</legend>", page, re.S)
    data = dict(
        re.findall(r'<input type="hidden" name="(sheet|header|data_from|columns)" value="([^"]*)"', page)
    )
    for index, header in enumerate(headers):
        data[f"field-{index}"] = columns.get(header.strip(), "")
    return client.post(address, {**data, "row_is": "case", **more}, follow=True)


def test_from_upload_to_case_with_every_step_shown(cast: Cast) -> None:
    client = client_for(cast.dao)
    bad = [*PEOPLE, {"No": "R-4", "Name": "Dara Keo", "Met on": "31/02/2026"}]

    page = send(client, table(bad))
    assert page.redirect_chain[-1][0] == reverse("import_map", args=[the_run().id])
    assert "Rin Suwannamali" in page.content.decode(), "sample values stand beside each column"

    page = map_it(client, the_run(), name="Our register")
    text = page.content.decode()
    assert "Look before it is written" in text and "31/02/2026" in text
    assert cases_of(cast.dao) == []

    page = client.post(reverse("import_confirm", args=[the_run().id]), follow=True)
    text = page.content.decode()
    assert the_run().status == RunStatus.DONE
    assert "What came in" in text and "31/02/2026" in text
    assert len(cases_of(cast.dao)) == 3
    listed = client.get(reverse("import_list")).content.decode()
    assert "register.csv" in listed
    case = case_named(cast.dao, "Rin Suwannamali").case
    assert "register.csv" in client.get(reverse("case_page", args=[case.id])).content.decode()
    assert "1 row waits" in client.get(reverse("work")).content.decode()


def test_refused_rows_are_downloaded_mended_and_sent_back(cast: Cast) -> None:
    client = client_for(cast.dao)
    run, _ = bring(cast.dao, table([*PEOPLE, {"No": "R-4", "Name": "Dara Keo", "Met on": "31/02/2026"}]))

    answer = client.get(reverse("import_refused", args=[run.id, "xlsx"]))
    assert answer["Cache-Control"] == "no-store"
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index, union-attr]
    sheet.cell(2, columns["Met on"], "2026-02-28")  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)

    page = send(client, out.getvalue(), "rows to mend.xlsx")
    assert "Look before it is written" in page.content.decode(), "mended rows need no mapping"
    client.post(reverse("import_confirm", args=[the_run().id]), follow=True)
    assert len(cases_of(cast.dao)) == 4
    assert client.get(reverse("import_refused", args=[run.id, "xlsx"])).status_code == 404


def test_a_kept_mapping_is_offered_for_the_same_headers_and_used_with_one_click(cast: Cast) -> None:
    client = client_for(cast.dao)
    send(client, table(PEOPLE))
    map_it(client, the_run(), name="Our register")
    send(client, table(PEOPLE[:1]), "next year.csv")
    run = the_run()

    page = client.get(reverse("import_map", args=[run.id])).content.decode()
    assert "Our register" in page and "fits these headers" in page
    saved = SavedMapping.objects.get()
    page = client.post(reverse("import_map", args=[run.id]), {"use": str(saved.id)}, follow=True)
    assert "Look before it is written" in page.content.decode()
    answer = client.get(reverse("import_mapping_file", args=[run.id]))
    assert b"handrail-mapping" in answer.content


def test_a_known_layout_goes_straight_to_the_check(cast: Cast) -> None:
    client = client_for(cast.dao)
    from handrail.cooperate.exporting.csvfile import htcds_csv

    page = send(client, htcds_csv([]) + b"Dao,,Rin,Suwan" + b"\r\n")
    assert "Look before it is written" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "empty"),
        ("photo.xlsx", b"\x89PNG\r\n", "picture"),
        ("torn.xlsx", b"PK\x03\x04 torn", "torn"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once_and_not_kept(
    cast: Cast, name: str, content: bytes, says: str
) -> None:
    page = send(client_for(cast.dao), content, name)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not ImportRun._base_manager.exists()


def test_a_mapping_that_cannot_be_used_says_which_column(cast: Cast) -> None:
    client = client_for(cast.dao)
    send(client, table(PEOPLE))
    page = map_it(client, the_run(), **{"words-5": "boat = Witchcraft"})
    assert page.status_code == 422
    assert "Kind" in page.content.decode() and "Witchcraft" in page.content.decode()
    assert "boat = Witchcraft" in page.content.decode(), "what was typed is still there"


def test_a_row_to_decide_shows_both_sides(cast: Cast) -> None:
    client = client_for(cast.dao)
    bring(cast.dao, table(PEOPLE), mapping=BY_NOTHING)
    edited = [PEOPLE[0], {**PEOPLE[1], "Helped on": "2026-01-10"}, PEOPLE[2]]
    run, _ = bring(cast.dao, table(edited), mapping=BY_NOTHING)
    (row,) = rows_of(cast.dao, run, outcome="possible_update")

    page = client.get(reverse("import_decide", args=[run.id, row.id])).content.decode()
    assert "Somchai Thongdee" in page and "10 January 2026" in page and "9 January 2026" in page
    page = client.post(reverse("import_decide", args=[run.id, row.id]), {"decision": "update"}, follow=True)
    assert "Nothing of this file waits for you" in page.content.decode()
    assert client.get(reverse("import_decide", args=[run.id, row.id])).status_code == 404


def test_undo_asks_first_and_lists_what_stays(cast: Cast) -> None:
    from handrail.core.access import acting_as
    from handrail.core.cases.actions import add_note
    from handrail.core.clock import now

    client = client_for(cast.dao)
    run, _ = bring(cast.dao, table(PEOPLE))
    with acting_as(cast.dao):
        add_note(case_named(cast.dao, "Mali Chantra").case, "Called.", by=cast.dao, at=now())

    assert "3 cases" in client.get(reverse("import_undo", args=[run.id])).content.decode()
    page = client.post(reverse("import_undo", args=[run.id]), follow=True).content.decode()
    assert "These cases stayed" in page and "a note was added since" in page
    assert [case.name for case in cases_of(cast.dao)] == ["Mali Chantra"]


@pytest.mark.parametrize("name", ["nok", "sothea", "kham", "anan", "vichai"])
def test_who_may_not_import_is_told_there_is_no_such_page(cast: Cast, name: str) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    client = client_for(getattr(cast, name))
    addresses = [reverse("import_list"), reverse("import_new"), reverse("import_template")]
    for page in ("page", "map", "mapping_file", "progress", "leave_out", "undo", "remove"):
        addresses.append(reverse(f"import_{page}", args=[run.id]))
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(reverse("import_confirm", args=[run.id])).status_code == 404


def test_another_unit_and_another_organisation_see_nothing_of_an_import(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    for unit in (cast.shelter_north, cast.police_head):
        client = client_for(make_account(f"new-{unit.name}", unit, "case_worker"))
        assert "register.csv" not in client.get(reverse("import_list")).content.decode()
        assert client.get(reverse("import_page", args=[run.id])).status_code == 404
        assert client.get(reverse("import_page", args=[uuid4()])).status_code == 404


def test_a_file_that_is_not_in_yet_is_its_uploader_s_alone(cast: Cast) -> None:
    """It names people whose case may be hidden from a colleague, and says which cases it would change."""
    browser = client_for(cast.minh)
    page = send(browser, table(PEOPLE))
    run = the_run()
    colleague = client_for(cast.dao)
    pages = ("import_page", "import_map", "import_confirm", "import_progress", "import_remove")

    def answers(client: Client) -> set[int]:
        return {client.get(reverse(name, args=[run.id])).status_code for name in pages}

    assert page.status_code == 200 and answers(browser) <= {200, 302, 405}
    assert answers(colleague) <= {404, 405}
    for name in pages:
        assert colleague.post(reverse(name, args=[run.id])).status_code in (404, 405)
    assert "register.csv" not in colleague.get(reverse("import_list")).content.decode()
    map_it(browser, run)
    assert answers(colleague) <= {404, 405}
    browser.post(reverse("import_confirm", args=[run.id]), follow=True)
    assert colleague.get(reverse("import_page", args=[run.id])).status_code == 200, "it is in now"


def test_a_colleague_is_not_told_of_a_case_that_is_hidden_from_her(cast: Cast) -> None:
    from handrail.core.access.models import Exclusion
    from handrail.core.clock import now
    from tests.roles import as_role

    run, _ = bring(cast.pim, table(PEOPLE))
    client = client_for(cast.minh)
    seen = reverse("import_page", args=[run.id])
    assert ">3<" in client.get(seen).content.decode()
    hidden = case_named(cast.pim, "Rin Suwannamali").case.id
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden, account_id=cast.minh.id, starts_at=now(), decided_by=cast.anan.id
        )
    assert ">3<" not in client.get(seen).content.decode()


UGLY: dict[str, dict[str, Any]] = {
    "thai_headers": {
        "shape": {"header": "3"},
        "columns": {
            "เลขคดี": "hr_CaseId", "ชื่อ-สกุล": "hr_FullName", "เพศ": "hr_Sex", "อายุ": "hr_AgeAtDetection",
            "สัญชาติ": "prs_Citizenship", "วันที่ช่วยเหลือออกมา": "hr_DetectedOn",
            "ประเภทการแสวงหาประโยชน์": "vic_TypeOfExploitation", "ลำดับ": "-",
        },
        "words": {"ประเภทการแสวงหาประโยชน์": "ประมง = ForcedLabour", "อายุ": "ไม่ทราบ ="},
        "skip-column-0": "ลำดับ", "skip-text-0": "รวม", "ticked": {"identity": ["เลขคดี"]},
    },
    "two_header_rows": {
        "shape": {"header": "1,2"},
        "columns": {
            "No.": "hr_CaseId", "Person / Name": "hr_FullName", "Person / Sex": "hr_Sex",
            "Person / Age": "hr_AgeAtDetection", "Dates / Found": "hr_DetectedOn",
            "Dates / Identified": "hr_IdentifiedOn", "Dates / Prosecuted": "hr_ProsecutedOn",
            "Exploitation / Type": "vic_TypeOfExploitation",
            "Exploitation / Country": "hr_CountryOfExploitation",
        },
        "words": {"Exploitation / Type": "Fishing = ForcedLabour\nScam compound = Other"},
        "second": {"Exploitation / Type": "hr_OtherExploitation"},
    },
    "buddhist_dates": {
        "columns": {
            "Case No": "hr_CaseId", "Name": "hr_FullName", "Date of birth": "prs_Birthdate",
            "Date found": "hr_DetectedOn", "Date closed": "hr_ClosedOn", "Outcome": "hr_ClosedBecause",
        },
        "order": {"Date of birth": "dmy", "Date found": "dmy", "Date closed": "dmy"},
    },
    "row_per_service": {
        "columns": {
            "Case ID": "hr_CaseId", "Name": "hr_FullName", "Found on": "hr_DetectedOn",
            "Nationality": "prs_Citizenship", "Service": "spl_Type", "Service ended": "spl_ActualEndDate",
            "What was done": "spl_ActionPlan",
        },
        "row_is": "service", "ticked": {"group": ["Case ID"]},
    },
    "several_names": {
        "columns": {
            "Raid": "hr_CaseId", "Date": "hr_DetectedOn", "Place": "hr_Province",
            "Names of victims": "hr_FullName", "Ages": "hr_AgeAtDetection", "Nationality": "prs_Citizenship",
        },
        "missing": "?", "separators": ["lines", "semicolon", "comma"],
        "ticked": {"split": ["Names of victims", "Ages"], "identity": ["Raid", "Names of victims"]},
    },
    "colours_and_merges": {
        "shape": {"header": "1", "colours": "1"},
        "columns": {
            "Province": "hr_Province", "Date found": "hr_DetectedOn", "ID": "hr_CaseId",
            "Name": "hr_FullName", "Age": "hr_AgeAtDetection", "Date closed": "hr_ClosedOn",
        },
        "colour": ["FF9999", "FFFF66", "99FF99"],
        "colour-field-FF9999": "hr_ClosedBecause", "colour-value-FF9999": "lost_contact",
        "colour-field-FFFF66": "hr_ReasonNotProsecuted", "colour-value-FFFF66": "survivor_choice",
        "colour-column-FFFF66": "Name",
        "colour-field-99FF99": "spl_Type", "colour-value-99FF99": "SocialCare",
        "colour-column-99FF99": "Status",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", UGLY)
def test_each_ugly_workbook_comes_in_through_the_form_as_by_its_mapping(cast: Cast, name: str) -> None:
    """The form can say all that the written mapping says: the same cases come of both."""
    client = client_for(cast.dao)
    content = WORKBOOKS[name]()
    send(client, content, f"{name}.xlsx")
    run = the_run()
    how = dict(UGLY[name])
    address = reverse("import_map", args=[run.id])
    page = client.get(address, how.pop("shape", {})).content.decode()
    data = dict(
        re.findall(r'<input type="hidden" name="(sheet|header|data_from|columns)" value="([^"]*)"', page)
    )
    headers = [h.strip() for h in re.findall(r"id=\"id_identity_\d+\"[^>]*><span>(.*?)</span>", page, re.S)]
    place = {header: index for index, header in enumerate(headers)}
    for header, target in how.pop("columns").items():
        data[f"field-{place[header]}"] = target
    for key in ("words", "second", "order"):
        for header, text in how.pop(key, {}).items():
            data[f"{key}-{place[header]}"] = text
    for key, ticked in how.pop("ticked", {}).items():
        data[key] = [place[header] for header in ticked]
    data |= {"row_is": "case", "keep_unmapped": "on", "name": name, **how}
    page = client.post(address, data, follow=True).content.decode()
    assert "Look before it is written" in page, re.findall(r"<li>(.*?)</li>", page)
    client.post(reverse("import_confirm", args=[run.id]))
    by_form = [case.values for case in cases_of(cast.dao)]

    other = make_account("ben", cast.police_head, "data_steward")
    bring(other, content, name=f"{name}.xlsx", mapping=mapping_text(name))
    by_file = [case.values for case in cases_of(other)]
    assert by_form and by_form == by_file
    assert about(the_run()) is not None


def test_the_progress_of_a_finished_import_asks_the_page_to_be_drawn_anew(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(PEOPLE), mapping=BY_ID)
    answer = client_for(cast.dao).get(reverse("import_progress", args=[run.id]))
    assert answer["HX-Refresh"] == "true"


@pytest.mark.parametrize("status", ["mapped", "confirmed", "running", "failed", "undone"])
def test_an_import_has_a_page_in_every_state(cast: Cast, status: str) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    ImportRun._base_manager.filter(id=run.id).update(status=status)
    client = client_for(cast.dao)
    assert client.get(reverse("import_page", args=[run.id])).status_code == 200
    if status in ("mapped", "confirmed", "running"):
        assert "hx-trigger" in client.get(reverse("import_progress", args=[run.id])).content.decode()


def test_a_sheet_a_month_comes_in_at_once_and_its_refused_row_goes_out_as_it_stood(cast: Cast) -> None:
    from tests.cooperate.horrible.make import a_sheet_a_month

    client = client_for(cast.dao)
    send(client, a_sheet_a_month(), "months.xlsx")
    columns = {"No": "hr_CaseId", "Name": "hr_FullName", "Found": "hr_DetectedOn", "Age": "hr_AgeAtDetection"}
    page = map_it(client, the_run(), columns, shape={"sheet": "ม.ค. 64"})
    assert "these sheets have the same columns and were not read" in page.content.decode()

    page = map_it(client, the_run(), columns, shape={"sheet": "*"})
    text = page.content.decode()
    assert "2 rows cannot be taken" in text and "ก.พ. 64, 3" in text
    assert "มี.ค. 64, Row 2" in text, "rows of several sheets are told apart"
    client.post(reverse("import_confirm", args=[the_run().id]), follow=True)
    assert [case.name for case in cases_of(cast.dao)] == ["Dara Example", "Mali Sample", "Sina Fiction"]
    answer = client.get(reverse("import_refused", args=[the_run().id, "xlsx"]))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [dict(zip([c.value for c in sheet[1]], [c.value for c in row], strict=True)) for row in sheet]  # type: ignore[index, union-attr, arg-type]
    assert {(row["Row in the file"], row["Name"], row["Found"]) for row in rows[1:]} == {
        ("ก.พ. 64, 3", "Rith Invented", "soon"),
        ("มี.ค. 64, 3", "Dara Example", "2021-01-03"),
    }


def test_a_mapping_that_says_more_than_the_form_is_shown_as_text_and_not_lost(cast: Cast) -> None:
    client = client_for(cast.dao)
    content = table([{"Name": "Rin Suwannamali", "Debt": "✓"}], ("Name", "Debt"))
    more = (
        "handrail-mapping: 1\ncolumns:\n  Name: hr_FullName\n"
        "  Debt: {field: vic_MethodsOfControl, flag: DebtBondage}\n"
    )
    send(client, content)
    client.post(reverse("import_map", args=[the_run().id]), {"text": more}, follow=True)
    page = client.get(reverse("import_map", args=[the_run().id])).content.decode()
    assert "says more than the fields above can show" in page
    assert "flag: DebtBondage" in page

    map_it(client, the_run(), {"Name": "hr_FullName"}, name="Plain")
    page = client.get(reverse("import_map", args=[the_run().id])).content.decode()
    assert "says more than the fields above can show" not in page


@pytest.mark.parametrize("name", [name for name in WORKBOOKS if name != "colours_and_merges"])
def test_what_the_form_made_the_form_shows_whole(cast: Cast, name: str) -> None:
    client = client_for(cast.dao)
    send(client, WORKBOOKS[name](), "register.xlsx")
    page = map_it(client, the_run(), {"Name": "hr_FullName"}, missing="?, unknown", split=["1"])
    page = client.get(reverse("import_map", args=[the_run().id])).content.decode()
    assert "says more than the fields above can show" not in page


def test_a_run_that_stopped_half_way_says_so_goes_on_and_can_be_taken_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_rows, "CHUNK", 2)
    client = client_for(cast.dao)
    run = upload(cast.dao, table(PEOPLE))
    confirm(cast.dao, run)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(running, "settle_mended", fails_the_second_time())
        running.run_import(run.id, cast.dao)

    page = reverse("import_page", args=[run.id])
    text = client.get(page).content.decode()
    assert "2 of 3 rows are in" in text and "Let it go on" in text and "Take back what is in" in text
    assert reverse("import_remove", args=[run.id]) not in text
    assert client.get(reverse("import_map", args=[run.id])).status_code == 409
    assert client.post(reverse("import_remove", args=[run.id])).status_code == 409
    case = case_named(cast.dao, "Rin Suwannamali").case
    assert "register.csv" in client.get(reverse("case_page", args=[case.id])).content.decode()

    supervisor = client_for(cast.minh)
    text = supervisor.get(page).content.decode()
    assert "Take back what is in" in text and "Let it go on" not in text
    assert supervisor.post(reverse("import_confirm", args=[run.id])).status_code == 409
    assert supervisor.get(reverse("import_map", args=[run.id])).status_code == 409

    ImportRun._base_manager.filter(id=run.id).update(status=RunStatus.RUNNING, phase="reading")
    text = client.get(page).content.decode()
    assert "Being brought in" in text and "2 of 3 rows" in text
    assert "It seems to have stopped" not in text
    ImportRun._base_manager.filter(id=run.id).update(beat_at=now() - 2 * running.LEASE)
    assert "It seems to have stopped" in client.get(page).content.decode()
    client.post(reverse("import_confirm", args=[run.id]))
    assert the_run().status == RunStatus.DONE
    assert len(cases_of(cast.dao)) == 3


def test_a_large_import_is_taken_back_by_the_worker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    monkeypatch.setattr(undoing, "CHUNK", 2)
    run, _ = bring(cast.dao, table(PEOPLE))
    client = client_for(cast.dao)
    page = client.post(reverse("import_undo", args=[run.id]), follow=True).content.decode()
    assert "This import was taken back" in page
    assert cases_of(cast.dao) == []

    ImportRun._base_manager.filter(id=run.id).update(status=RunStatus.UNDOING, rows_done=1, beat_at=now())
    page = client.get(reverse("import_page", args=[run.id])).content.decode()
    assert "Being taken back" in page and "1 of 3 rows" in page


def fails_the_second_time() -> Callable[..., int]:
    calls: list[int] = []

    def step(*_: Any) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("out of disk")
        return 0

    return step
