"""The real files: the published HTCDS templates filled with rows, and the CTDC files that are at hand."""

from __future__ import annotations

import csv
import os
import warnings
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.readers import look, read
from handrail.core.catalogue import CODELISTS

TODAY = date(2026, 11, 24)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
ROWS = 1_000


def real(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"../shared/data/{name} is not beside the repository"
        )
    return path


def rows_of(name: str) -> list[dict[str, str]]:
    with real(name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def filled_template(name: str) -> bytes:
    """The template with 1,000 invented rows, filled by label as people do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it drops the drop-downs
        book = openpyxl.load_workbook(real(f"htcds/toolkit-excel/{name}"))
    sheet = book.worksheets[0]
    column = {str(cell.value).strip(): cell.column for cell in sheet[2] if cell.value}
    industries = [code.label for code in CODELISTS["vic_ForcedLabourIndustry"]]
    countries = [code.label for code in CODELISTS["country"]][:249]
    for number in range(ROWS):
        answers = {
            "Case Owner": f"Worker {number % 7}",
            "First Name": f"Name{number}",
            "Second Name": "Example",
            "Consent": "Yes" if number % 2 else "No",
            "Birthdate": date(1980 + number % 25, number % 12 + 1, number % 28 + 1),
            "Gender": ("Feminine", "Masculine", "TransgenderFeminine", "NonSpecifiedUnknown")[number % 4],
            "Citizenship": countries[number % 249],
            "Mobile Phone": f"+66 5550 {number:04}",
            "Mailing Street": f"{number} Nowhere Road",
            "Mailing City": "Sampleton",
            "Mailing Zip/Postal Code": f"{number:05}",
            "Mailing Country": "Laos",
            "Trafficking Status": "Actual victim of trafficking",
            "Trafficking Status Decision Making Organization": "Police",
            "Methods of Control": "Debt bondage ; Threatens children/family",
            "Type of Exploitation": "Forced labour; Sexual exploitation",
            "Forced Labour Industry": "; ".join(industries[number % 20 : number % 20 + 2]),
            "Status": "Follow up",
            "Incoming Referral Date": ("2021-02-03", "3 Feb 2021", 44230, "03/02/2564")[number % 4],
            "Reason for Incoming Referral": "Migration Or Change Of Location",
            "Reason for Outgoing Referral": "Other",
        }
        for label, answer in answers.items():
            sheet.cell(row=3 + number, column=column[label], value=answer)  # type: ignore[arg-type]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "name", ["htcds-single-select-with-validation-v2.0.xlsx", "htcds-spreadsheet-v2.0.xlsx"]
)
def test_a_filled_template_comes_in_by_its_labels(name: str) -> None:
    parsed = read(BytesIO(filled_template(name)), name=name, today=TODAY)
    records = list(parsed.records)
    assert parsed.layout == "htcds"
    assert len(records) == ROWS
    assert parsed.problems.fatal == 0
    first, second = records[0].values, records[1].values
    assert records[0].rows == (3,)
    # The ids over these five columns are in another order than the labels.
    assert first["prs_MailingStreet"] == "0 Nowhere Road"
    assert first["prs_MailingCity"] == "Sampleton"
    assert first["prs_MailingPostalCode"] == "00000"
    assert first["prs_MailingCountry"] == "LA"
    # One id is misspelt, one is missing.
    assert first["vic_TraffickingStatusDecisionMakingOrg"] == "Police"
    assert first["cas_ReasonForOutgoingReferral"] == "Other"
    assert first["cas_Status"] == "FollowUp"
    assert first["cas_ReasonForIncomingReferral"] == "MigrationOrChangeOfLocation"
    assert first["vic_MethodsOfControl"] == ["DebtBondage", "ThreatensChildrenFamily"]
    assert (first["con_Consent"], second["con_Consent"]) == (False, True)
    assert {r.milestones["detected"].text for r in records} == {"2021-02-03", "2021-02-03/2021-03-02"}
    wanted = [code.code for code in CODELISTS["vic_ForcedLabourIndustry"]]
    assert all(
        r.values["vic_ForcedLabourIndustry"] == wanted[n % 20 : n % 20 + 2] for n, r in enumerate(records)
    )
    assert Counter(str(r.values["prs_Citizenship"]) for r in records).most_common(1)[0][1] == 5


def test_an_empty_template_has_a_thousand_numbered_rows_and_no_record() -> None:
    path = real("htcds/toolkit-excel/htcds-single-select-with-validation-v2.0.xlsx")
    with read(path, name=path.name, today=TODAY) as parsed:
        assert list(parsed.outcomes) == []
        assert parsed.dropped == {"row: empty": 1000}
        assert parsed.problems.by_code == {"no-rows": 1}


def test_the_recoded_ctdc_file_keeps_its_counts_by_sex_year_and_exploitation() -> None:
    rows = rows_of("ctdc/ctdc-kanon-recoded-14299.csv")
    path = real("ctdc/ctdc-kanon-recoded-14299.csv")
    with read(path, name=path.name, today=TODAY) as parsed:
        records = list(parsed.records)
    assert parsed.layout == "ctdc-recoded"
    assert len(records) == len(rows) == 14_299
    assert parsed.problems.fatal == 0
    sexes = Counter(record.values["hr_Sex"] for record in records)
    assert sexes == {"female": 12_460, "male": 1_839}
    years = Counter(record.milestones["detected"].text for record in records)
    assert years == Counter(row["yearOfRegistration"] for row in rows)
    exploitation = Counter(_only(record, "vic_TypeOfExploitation") for record in records)
    assert exploitation == {
        "SexualExploitation": 11_908,
        "ForcedLabour": 2_240,
        "Other": 76,
        "ForcedMarriage": 75,
    }
    citizenship = Counter(_only(record, "prs_Citizenship") for record in records)
    assert citizenship == Counter(row["citizenship"].replace("0", "") for row in rows)
    bands = Counter(str(record.values["hr_AgeBand"]) for record in records)
    assert bands == Counter(row["ageCategories"].removeprefix("Age ") for row in rows)


def _only(record: IncomingRecord, field: str) -> str:
    codes = record.values.get(field, [""])
    assert isinstance(codes, list) and len(codes) == 1
    return codes[0]


def test_the_five_row_file_keeps_no_apart_from_not_recorded() -> None:
    path = real("ctdc/ctdc-kanon-five-rows.csv")
    with read(path, name=path.name, today=TODAY) as parsed:
        records = list(parsed.records)
    assert parsed.layout == "ctdc-63"
    assert len(records) == 5
    assert [r.values["prs_Citizenship"] for r in records] == [["CO"], ["MD"], ["MD"], ["MD"], ["UA"]]
    assert [r.values["hr_AgeBand"] for r in records] == ["18-20"] * 3 + ["21-23"] * 2
    first, second, *_, last = records
    assert first.values["vic_TypeOfExploitation"] == ["SexualExploitation"]
    known_not = second.values["hr_ctdc_KnownNot"]
    assert isinstance(known_not, list) and "isSexualExploit" in known_not
    assert "isOrganRemoval" in known_not and "isSlaveryAndPractices" not in known_not
    assert last.values["hr_CountryOfExploitation"] == ["UA"]
    assert first.values["hr_RecruiterRelation"] == ["Unknown"]


def test_a_file_of_another_recoding_is_not_taken_for_one_that_is_known() -> None:
    path = real("ctdc/ctdc-kanon-recoded-sample-208.csv")
    assert look(path, name=path.name).layout == ""


SYNTHETIC = (
    "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,traffickMonths,meansDebtBondageEarnings,"
    "meansThreats,meansAbusePsyPhySex,meansFalsePromises,meansDrugsAlcohol,meansDenyBasicNeeds,"
    "meansExcessiveWorkHours,{documents},isForcedLabour,isSexualExploit,isOtherExploit,typeOfLabourAgriculture,"
    "typeOfLabourConstruction,typeOfLabourDomesticWork,typeOfLabourHospitality,typeOfSexProstitution,"
    "typeOfSexPornography,recruiterRelationIntimatePartner,recruiterRelationFriend,recruiterRelationFamily,"
    "recruiterRelationOther\r\n"
    "2021,Woman,9–17,MMR,THA,0--12 (0-1 yr),1,1,,1,,,,1,1,,1,1,,,,,,,,1,\r\n"
    "2020,Trans/Transgender/NonConforming,48+,NAM,,,,,,,,,,,,1,,,,,,1,,,,,\r\n"
)


@pytest.mark.parametrize("documents", ["meansWithholdDocs", "meansWithholdDocuments"])
def test_the_27_column_layout_keeps_a_composite_as_a_composite(documents: str) -> None:
    content = SYNTHETIC.format(documents=documents).encode()
    parsed = read(BytesIO(content), name="synthetic.csv", today=TODAY)
    child, adult = parsed.records
    assert parsed.layout == "ctdc-27"
    assert child.values["hr_ctdc_Means"] == ["DebtBondageEarnings", "Threats"]
    assert child.values["vic_MethodsOfControl"] == ["FalsePromises", "WithholdsDocuments"]
    assert child.values["prs_Citizenship"] == ["MM"]
    assert child.values["hr_AgeBand"] == "9-17"
    assert child.values["hr_ctdc_Months"] == "0-12"
    assert adult.values["hr_Sex"] == "other"
    assert adult.values["prs_Citizenship"] == ["NA"], "Namibia is a country"
    assert "hr_ctdc_KnownNot" not in child.values
