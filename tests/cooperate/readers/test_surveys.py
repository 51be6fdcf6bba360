"""Submissions of the HTCDS form as survey servers hand them over: XML, JSON, and CSV in three fashions."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pytest

from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.readers import read

TODAY = date(2026, 11, 24)

XML = """<?xml version="1.0" encoding="utf-8"?>
<data id="htcds" version="2" xmlns:orx="http://openrosa.org/xforms">
  <start>2021-02-05T09:00:00.000+07:00</start>
  <con_Consent>TRUE</con_Consent>
  <prs_First_Name>Dara</prs_First_Name>
  <group_one><prs_Second_Name>Example</prs_Second_Name></group_one>
  <prs_Birthdate>2001-02-03</prs_Birthdate>
  <prs_Citizenship>KH</prs_Citizenship>
  <vic_Methods_of_Control>DebtBondage FalsePromises</vic_Methods_of_Control>
  <vic_TypeOfExploitation>ForcedLabour</vic_TypeOfExploitation>
  <orx:meta><orx:instanceID>uuid:0001</orx:instanceID></orx:meta>
</data>"""

JSON = json.dumps(
    {
        "count": 1,
        "results": [
            {
                "_id": 7,
                "_uuid": "0001",
                "meta/instanceID": "uuid:0001",
                "start": "2021-02-05T09:00:00.000+07:00",
                "con_Consent": "TRUE",
                "prs_First_Name": "Dara",
                "group_one/prs_Second_Name": "Example",
                "prs_Birthdate": "2001-02-03",
                "prs_Citizenship": "KH",
                "vic_Methods_of_Control": "DebtBondage FalsePromises",
                "vic_TypeOfExploitation": "ForcedLabour",
                "_attachments": [],
                "_geolocation": [None, None],
            }
        ],
    }
)

CODES = (
    "start,con_Consent,prs_First_Name,group_one-prs_Second_Name,prs_Birthdate,prs_Citizenship,"
    "vic_Methods_of_Control,vic_TypeOfExploitation,KEY\r\n"
    "2021-02-05T09:00:00.000+07:00,TRUE,Dara,Example,2001-02-03,KH,DebtBondage FalsePromises,ForcedLabour,"
    "uuid:0001\r\n"
)

LABELS = (
    "start,Consent,First Name,Second Name,Birthdate,Citizenship,Second Name,Methods of Control,"
    "Type of Exploitation,_uuid\r\n"
    "2021-02-05,Yes,Dara,Example,2001-02-03,Cambodia,Officer,Debt bondage; False promises,Forced labour,"
    "0001\r\n"
)

SPLIT = (
    "start,con_Consent,prs_First_Name,prs_Second_Name,prs_Birthdate,prs_Citizenship,vic_Methods_of_Control,"
    "vic_Methods_of_Control/DebtBondage,vic_Methods_of_Control/FalsePromises,vic_Methods_of_Control/SexualAbuse,"
    "Methods of Control/Threatens children/family,vic_TypeOfExploitation/ForcedLabour,"
    "vic_TypeOfExploitation/Other,_uuid\r\n"
    "2021-02-05,TRUE,Dara,Example,2001-02-03,KH,,1,1,0,0,TRUE,FALSE,0001\r\n"
)


def only(content: str, name: str) -> IncomingRecord:
    parsed = read(BytesIO(content.encode()), name=name, today=TODAY)
    assert parsed.layout == "survey"
    (record,) = parsed.records
    assert parsed.problems.fatal == 0
    return record


@pytest.mark.parametrize(
    ("content", "name"),
    [(XML, "a.xml"), (JSON, "a.json"), (CODES, "a.csv"), (LABELS, "a.csv"), (SPLIT, "a.csv")],
    ids=["xml", "json", "csv of codes", "csv of labels", "csv with a column a choice"],
)
def test_one_submission_is_one_record_however_it_was_exported(content: str, name: str) -> None:
    record = only(content, name)
    values = record.values
    assert values["hr_CaseId"] == "0001"
    assert values["con_Consent"] is True
    assert (values["prs_FirstName"], values["prs_SecondName"]) == ("Dara", "Example")
    assert str(values["prs_Birthdate"]) == "2001-02-03"
    assert values["prs_Citizenship"] == ["KH"]
    assert values["vic_MethodsOfControl"] == ["DebtBondage", "FalsePromises"]
    assert values["vic_TypeOfExploitation"] == ["ForcedLabour"]
    assert record.milestones["detected"].text == "2021-02-05"
    assert "hr_Unmapped" not in values


def test_the_second_second_name_is_the_title_that_the_form_mislabels() -> None:
    assert only(LABELS, "a.csv").values["prs_Title"] == "Officer"


def test_repeats_of_a_group_become_lines_of_their_own() -> None:
    events = [
        {"hte_Country": "KH", "hte_Type": "Recruitment"},
        {"hte_Country": "TH", "hte_Type": "Exploitation"},
    ]
    submission = {"prs_First_Name": "Dara", "_uuid": "1", "prs_Second_Name": "E", "events": events}
    record = only(json.dumps([submission]), "a.json")
    assert record.entries == (("event", events[0]), ("event", events[1]))
