"""The files that everybody has: the published template filled by hand, and CTDC's."""

from __future__ import annotations

import csv
import io
import os
import warnings
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handrail.core.access import acting_as
from handrail.core.milestones.models import CascadeRow
from tests.cast import Cast
from tests.cooperate.importing.bringing import bring, cases_of, outcomes

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def published(name: str) -> Path:
    path = SHARED / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"{name} is not here (../shared/data)")
    return path


FIRST = ("Rin", "Somchai", "Mali", "Dara", "Sopheap", "Nang", "Htet", "Kham", "Linh", "Siti")
LAST = ("Suwannamali", "Thongdee", "Chantra", "Keo", "Sok", "Mon", "Aung", "Vong", "Nguyen", "Putri")


EXPLOITATION = {
    "Sexual Exploitation": "SexualExploitation",
    "Forced Labor": "ForcedLabour",
    "Forced Marriage": "ForcedMarriage",
    "Other": "Other",
}


def filled_template(rows: int) -> bytes:
    """The single-select template with that many rows typed into it, as people fill it: labels, not codes."""
    path = published("htcds/toolkit-excel/htcds-single-select-with-validation-v2.0.xlsx")
    with warnings.catch_warnings():
        # openpyxl says that it drops the drop-downs: the rows are what matters here.
        warnings.simplefilter("ignore")
        book = load_workbook(path)
    sheet = book["Case Sheet"]
    for number in range(rows):
        cells = {
            "D": FIRST[number % 10], "E": LAST[number // 10 % 10], "F": "Yes",
            "G": f"{1980 + number % 30}-0{1 + number % 9}-11",
            "H": "Feminine" if number % 3 else "Masculine", "I": "Cambodia" if number % 2 else "Myanmar",
            "M": f"+66 81 {number:07}", "N": f"{number} Canal Road", "O": "Mae Sot",
            "P": "Tak", "Q": "63110", "R": "Thailand",
            "S": "Possible victim of trafficking", "T": "Police", "U": "At work", "W": "Debt bondage ",
            "X": "Forced labour", "Y": "Wholesale and retail trade; repair of motor vehicles and motorcycles",
            "AB": "Follow up", "AD": "17/05/2026", "AF": "Migration Or Change Of Location", "AJ": "Other",
        }  # fmt: skip
        for column, text in cells.items():
            sheet[f"{column}{number + 3}"] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("rows", [150, pytest.param(1000, marks=pytest.mark.deep)])
def test_the_published_template_with_so_many_rows_is_so_many_cases(cast: Cast, rows: int) -> None:
    content = filled_template(rows)
    run, result = bring(cast.dao, content, name="cases.xlsx", mapping="")

    assert Counter(outcomes(result)) == {"created": rows}
    assert run.dropped == ({"row: empty": 1000 - rows} if rows < 1000 else {}), "the template has 1,000 rows"
    one = next(c for c in cases_of(cast.dao) if c.values["prs_MobilePhone"].endswith("0000007"))
    assert one.values["prs_MailingStreet"] == "7 Canal Road", "the label wins over the id"
    assert one.values["prs_MailingCountry"] == "TH"
    assert one.values["vic_TraffickingStatusDecisionMakingOrg"] == "Police", "under a misspelt id"
    assert one.values["cas_ReasonForOutgoingReferral"] == "Other", "under no id at all"
    assert one.values["vic_ForcedLabourIndustry"] == ["G_WholesaleAndRetailTradeRepairOfMotorVehicles"]
    assert one.values["vic_MethodsOfControl"] == ["DebtBondage"]
    assert one.case.status == "FollowUp"

    _, again = bring(cast.dao, content, name="cases.xlsx", mapping="")
    assert Counter(outcomes(again)) == {"unchanged": rows}


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.deep)])
def test_the_recoded_ctdc_file_keeps_its_counts_in_the_database(cast: Cast, every: int) -> None:
    """Each twentieth row; the whole file in the deep tests, and read whole in tests/cooperate/readers."""
    path = published("ctdc/ctdc-kanon-recoded-14299.csv")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    content = "".join([lines[0], *lines[1::every]])
    told = list(csv.DictReader(io.StringIO(content)))
    _, result = bring(cast.dao, content.encode(), name=path.name, mapping="")

    assert len(lines) == 14_300
    assert Counter(outcomes(result)) == {"created": len(told)}
    with acting_as(cast.dao):
        mine = CascadeRow.objects.visible_to(cast.dao)
        sexes = Counter(mine.values_list("sex", flat=True))
        years = Counter(str(day.year) for day in mine.values_list("detected_on", flat=True) if day)
    assert sexes == Counter(row["gender"].lower() for row in told)
    assert years == Counter(row["yearOfRegistration"] for row in told)
    kinds = Counter(kind for case in cases_of(cast.dao) for kind in case.values["vic_TypeOfExploitation"])
    assert kinds == Counter(EXPLOITATION[row["ExploitType"]] for row in told)


def test_the_five_rows_of_the_wide_ctdc_layout_come_in(cast: Cast) -> None:
    path = published("ctdc/ctdc-kanon-five-rows.csv")
    _, result = bring(cast.dao, path.read_bytes(), name=path.name, mapping="")
    assert outcomes(result) == ["created"] * 5
