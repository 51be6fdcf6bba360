"""What leaves is locked or has a reason, is in the log, and is one's own."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from handrail.cooperate.exporting.gathering import outgoing_cases
from handrail.cooperate.exporting.leaving import Exported, Lock, export_cases
from handrail.cooperate.exporting.workbook import blank_template, sheet_names
from handrail.cooperate.verbs import exporting
from handrail.core import vault
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from tests.cast import RIN, Cast, client_for, make_account, open_case
from tests.cooperate.importing.bringing import PEOPLE, bring, cases_of, outcomes, table

PASSWORD = "four quiet words here"
PLAIN = Lock(plain_reason="encrypted-disk")


def export(account: Account, form: str = "htcds-xlsx", lock: Lock = PLAIN) -> Exported:
    with acting_as(account):
        return export_cases(account, form, lock, at=now())


@pytest.mark.parametrize("form", ["htcds-xlsx", "htcds-csv"])
def test_an_export_brought_into_another_organisation_is_the_same_cases(cast: Cast, form: str) -> None:
    bring(cast.dao, table(PEOPLE))
    open_case(cast.dao, values={**RIN, "hr_FullName": "Dara Keo"})
    made = export(cast.dao, form)
    ben = make_account("ben", cast.police_head, "data_steward")

    _, result = bring(ben, made.content, name=made.name, mapping="")

    assert outcomes(result) == ["created"] * 4
    here = {c.name: c for c in cases_of(cast.dao)}
    for there in cases_of(ben):
        own = here[there.name].values
        assert there.values.pop("hr_CaseId") == own.pop("hr_CaseId", here[there.name].case.number)
        assert there.values.pop("cas_Status") == own.pop("cas_Status", "Active")
        assert there.values == own


@pytest.mark.parametrize("form", ["htcds-xlsx", "htcds-csv"])
def test_an_export_brought_back_home_changes_nothing(cast: Cast, form: str) -> None:
    bring(cast.dao, table(PEOPLE))
    open_case(cast.dao)
    made = export(cast.dao, form)

    _, result = bring(cast.dao, made.content, name=made.name, mapping="")

    assert outcomes(result) == ["unchanged"] * 4
    assert {c.case.version for c in cases_of(cast.dao)} == {1}


def test_a_password_locks_the_workbook_and_a_csv_becomes_an_age_file(cast: Cast) -> None:
    open_case(cast.dao)
    book = export(cast.dao, "htcds-xlsx", Lock(password=PASSWORD))
    assert not zipfile.is_zipfile(io.BytesIO(book.content))
    assert b"Rin" not in book.content
    opened = load_workbook(io.BytesIO(vault.unlock_workbook(book.content, PASSWORD)))
    assert opened.sheetnames == sheet_names()

    text = export(cast.dao, "htcds-csv", Lock(password=PASSWORD))
    assert text.name.endswith(".csv.age")
    assert b"Rin Suwannamali" in vault.unlock_bytes_with_passphrase(text.content, PASSWORD)


def test_a_public_key_locks_for_its_owner_alone(cast: Cast) -> None:
    open_case(cast.dao)
    key = pyrage.x25519.Identity.generate()
    made = export(cast.dao, "htcds-csv", Lock(recipients=(str(key.to_public()),)))
    assert b"Rin Suwannamali" in pyrage.decrypt(made.content, [key])
    with pytest.raises(vault.UnknownRecipient):
        export(cast.dao, "htcds-csv", Lock(recipients=("not a key",)))


@pytest.mark.parametrize(
    "lock",
    [
        Lock(),
        Lock(password="short"),
        Lock(password=PASSWORD, plain_reason="encrypted-disk"),
        Lock(plain_reason="because"),
    ],
)
def test_nothing_leaves_without_exactly_one_lock_or_a_known_reason(cast: Cast, lock: Lock) -> None:
    open_case(cast.dao)
    with pytest.raises(Refused):
        export(cast.dao, "htcds-csv", lock)
    assert not AuditEvent.objects.filter(action="cooperate:case:exported").exists()


def test_an_export_is_one_event_with_its_cases_and_how_it_was_locked(cast: Cast) -> None:
    case = open_case(cast.dao)
    export(cast.dao, lock=Lock(password=PASSWORD))
    export(cast.dao, lock=PLAIN)
    first, second = AuditEvent.objects.filter(action="cooperate:case:exported").order_by("at")
    assert (first.ids, first.reason, first.actor) == ([str(case.id)], "locked", cast.dao.id)
    assert second.reason == "plain:encrypted-disk"


def test_cases_referred_to_us_do_not_leave_with_ours(cast: Cast) -> None:
    from handrail.core.consent.models import ConsentGrant
    from handrail.core.referrals.models import Referral

    theirs = open_case(cast.sothea, values={**RIN, "hr_FullName": "Somebody Else"})
    grant = ConsentGrant.objects.insert(
        [
            ConsentGrant(
                case=theirs, purpose="assistance", recipient=cast.shelter, fields=["*"],
                starts_on=today() - timedelta(1), ends_on=today() + timedelta(9), recorded_at=now(),
            )
        ]
    )[0]  # fmt: skip
    Referral.objects.insert(
        [
            Referral(
                case=theirs, to_unit=cast.shelter_house, consent=grant, status="accepted",
                sent_at=now(), answered_at=now(),
            )
        ]
    )  # fmt: skip
    own = open_case(cast.dao)
    with acting_as(cast.dao):
        assert {theirs.id, own.id} <= set(Case.objects.visible_to(cast.dao).values_list("id", flat=True)), (
            "she sees both"
        )
        assert [case.case_id for case in outgoing_cases(cast.dao)] == [own.id]


def test_a_hidden_case_and_an_erased_person_do_not_leave(cast: Cast) -> None:
    from handrail.core.access.models import Exclusion
    from tests.roles import as_role

    hidden, erased, plain = open_case(cast.dao), open_case(cast.dao), open_case(cast.dao)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=cast.dao.id, starts_at=now(), decided_by=cast.anan.id
        )
    vault.erase_person(erased.person_id)
    with acting_as(cast.dao):
        assert [case.case_id for case in outgoing_cases(cast.dao)] == [plain.id]


@pytest.mark.parametrize("name", ["nok", "sothea", "kham", "anan", "vichai"])
def test_who_may_not_export_gets_nothing(cast: Cast, name: str) -> None:
    account = getattr(cast, name)
    with pytest.raises(Refused):
        export(account)
    assert client_for(account).get(reverse("export")).status_code == 404


# A workbook that Excel opens -------------------------------------------------------------------------------


def test_every_drop_down_points_at_words_that_are_there() -> None:
    book = load_workbook(io.BytesIO(blank_template()))
    lists = book["Lists"]
    found = 0
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255 and len(rule.promptTitle or "") <= 32
            if rule.type != "list":
                continue
            found += 1
            column, first, last = re.fullmatch(  # type: ignore[union-attr]
                r"Lists!\$([A-Z]+)\$(\d+):\$\1\$(\d+)", rule.formula1
            ).groups()
            words = [lists[f"{column}{row}"].value for row in range(int(first), int(last) + 1)]
            assert all(words) and len(set(words)) == len(words)
            assert lists[f"{column}{int(last) + 1}"].value is None
            assert not rule.showDropDown, "in the file's own words, this hides the arrow"
    assert found > 40


def test_the_validation_of_each_column_accepts_what_an_export_writes(cast: Cast) -> None:
    open_case(cast.dao, values={**RIN, "prs_Gender": "Feminine", "con_Consent": True, "cas_Status": "Active"})
    book = load_workbook(io.BytesIO(export(cast.dao).content))
    sheet, lists = book["Case Sheet"], book["Lists"]
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and rule.showErrorMessage:
            column = str(rule.sqref).split(":")[0].rstrip("0123456789")
            written = sheet[f"{column}3"].value
            words = {
                cell.value for row in lists[rule.formula1.split("!")[1].replace("$", "")] for cell in row
            }
            assert written is None or written in words


EVIL = ["=cmd|' /C calc'!A1", "+SUM(1,1)", "-2+3", "@SUM(1)", "\t=1", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("text", EVIL)
def test_no_text_runs_in_a_spreadsheet_and_every_text_comes_back(cast: Cast, text: str) -> None:
    open_case(cast.dao, values={"hr_FullName": text, "hr_Notes": text})
    book = load_workbook(io.BytesIO(export(cast.dao).content))
    cells = [
        c for row in book["Case Sheet"].iter_rows(min_row=3, max_row=3) for c in row if c.value is not None
    ]
    assert all(cell.data_type != "f" for cell in cells)
    lines = export(cast.dao, "htcds-csv").content.decode("utf-8-sig").splitlines()
    import csv

    for cell in next(csv.reader(lines[1:2])):
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")

    ben = make_account("ben", cast.police_head, "data_steward")
    bring(ben, export(cast.dao).content, name="x.xlsx", mapping="")
    assert [case.values["hr_FullName"] for case in cases_of(ben)] == [text.strip()]


# The verb and the page -------------------------------------------------------------------------------------


def verb(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    exporting.add_arguments(parser)
    return exporting.run(parser.parse_args(words))


def test_the_verb_writes_a_file_that_only_its_owner_reads(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = open_case(cast.dao)
    (tmp_path / "pass").write_text(PASSWORD + "\n")
    out = tmp_path / "out.xlsx"
    words = ("--format", "htcds-xlsx", "--out", str(out), "--as", "dao", "--json")
    assert verb(*words, "--passphrase-file", str(tmp_path / "pass")) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": str(case.id)}]
    assert out.stat().st_mode & 0o077 == 0
    assert vault.unlock_workbook(out.read_bytes(), PASSWORD)
    assert verb(*words, "--passphrase-file", str(tmp_path / "pass")) == 2, "a file there is never replaced"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--plain",),
        ("--reason", "encrypted-disk"),
        ("--plain", "--reason", "because"),
        ("--passphrase-file", "/nowhere"),
        ("--age-recipient", "nonsense"),
    ],
)
def test_the_verb_asks_for_a_lock(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    open_case(cast.dao)
    out = tmp_path / "out.csv"
    assert verb("--format", "htcds-csv", "--out", str(out), "--as", "dao", *words) == 2
    assert not out.exists()
    assert capsys.readouterr().err.startswith("handrail: ")


def test_the_blank_form_needs_neither_account_nor_lock(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    assert verb("--format", "xlsform", "--out", str(out)) == 0
    assert load_workbook(out).sheetnames == ["survey", "choices", "settings"]


def post(cast: Cast, **told: Any) -> Any:
    return client_for(cast.dao).post(reverse("export"), {"form": "htcds-csv", **told})


def test_the_page_gives_a_locked_file(cast: Cast) -> None:
    open_case(cast.dao)
    answer = post(cast, lock="password", password=PASSWORD, password_again=PASSWORD)
    assert answer["Cache-Control"] == "no-store"
    assert ".csv.age" in answer["Content-Disposition"]
    assert b"Rin Suwannamali" in vault.unlock_bytes_with_passphrase(answer.content, PASSWORD)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"lock": "password", "password": "short", "password_again": "short"}, "too short"),
        ({"lock": "password", "password": PASSWORD, "password_again": "another one that is long"}, "differ"),
        ({"lock": "keys", "keys": "nonsense"}, "not a public key"),
        ({"lock": "keys"}, "at least one public key"),
        ({"lock": "plain"}, "Choose the reason"),
    ],
)
def test_the_page_says_what_the_lock_still_needs(cast: Cast, told: dict[str, str], says: str) -> None:
    open_case(cast.dao)
    answer = post(cast, **told)
    assert answer.status_code == 422
    assert says in answer.content.decode()
