"""`handrail screen`: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handrail.site.cli import main

CASE = """
- id: HV01
  title: Cannery
  facts:
    age: 28
    age_uncertain_maybe_child: false
    acts: [transportation, receipt]
    means: [coercion]
    purposes: [forced_labour]
    elements_unknown: []
    consent_to_movement_or_work: true
    crossing: {border_crossed: true, illegal_entry: true, facilitator_procured_entry: true,
               facilitator_benefit: true, danger_or_inhuman_treatment: false}
    labour_breach: false
    other_crime_present: false
    indicators: [cd.documents, cd.debt, ex.hours, ex.salary]
  expected: {determination: none_indicated, child: true, rule: D11}
"""


def screened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *options: str
) -> tuple[int, str, str]:
    file = tmp_path / "cases.yaml"
    file.write_text(text, "utf-8")
    ended = main(["screen", str(file), *options])
    said = capsys.readouterr()
    return ended, said.out, said.err


def one(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str = CASE) -> dict[str, Any]:
    ended, out, _err = screened(tmp_path, capsys, text, "--json")
    assert ended == 0
    (case,) = json.loads(out)
    found: dict[str, Any] = case
    return found


def test_json_is_a_list_with_the_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = one(tmp_path, capsys)
    assert (case["id"], case["determination"], case["child"], case["rule"]) == ("HV01", "both", False, "D1")
    act = next(each for each in case["proof"]["elements"] if each["element"] == "act")
    assert [each["fact"] for each in act["facts"]] == ["act.transportation", "act.receipt"]
    assert act["facts"][0]["article"] == "Palermo 3(a)"
    assert {"if": {"smuggling": False}, "determination": "trafficking", "rule": "T1"} in case["proof"][
        "would_change"
    ]
    assert case["indicators"]["dimensions"][0] == {
        "dimension": "ex",
        "rule": "R2",
        "present": ["ex.hours", "ex.salary"],
    }
    assert "never a legal finding" in case["note"]


def test_what_is_expected_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_it = one(tmp_path, capsys)
    without = one(tmp_path, capsys, CASE[: CASE.index("  expected")])
    assert with_it == without


def test_text_names_the_reasons_and_what_would_change_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, out, _err = screened(tmp_path, capsys, CASE)
    assert ended == 0
    assert "HV01: both (D1)" in out
    assert "if smuggling: no, then trafficking (T1)" in out
    assert "never a reason to refuse help" in out


def test_an_open_case_is_told_what_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = one(tmp_path, capsys, CASE.replace("elements_unknown: []", "elements_unknown: [means]").replace(
        "means: [coercion]", "means: []"))  # fmt: skip
    assert case["determination"] == "insufficient_information"
    assert case["next_question"]["text"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("acts: [transportation, receipt]", "acts: [driving]"),
            "acts: driving is no code; choose of recruitment",
        ),
        (("age: 28", "age: old"), "'old' is no age"),
        (("age: 28", "ages: 28"), "ages is no field of facts"),
        (("illegal_entry: true", "illegal_entry: perhaps"), "'perhaps' is none of true, false, unknown"),
        (("border_crossed: true", "border: true"), "crossing: border is no field"),
        (("means: [coercion]", "means: coercion"), "'coercion' is no list"),
        (("elements_unknown: []", "elements_unknown: [ends]"), "ends is none of acts, means, purposes"),
        (("id: HV01", "name: HV01"), "id is missing"),
    ],
)
def test_a_case_that_cannot_be_read_says_where_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], says: str
) -> None:
    ended, out, err = screened(
        tmp_path, capsys, CASE.replace(*change) + CASE.replace("HV01", "HV02"), "--json"
    )
    assert ended == 1
    assert says in err
    assert "case 1" in err
    refused, good = json.loads(out)
    assert says in refused["problem"]
    assert good["id"] == "HV02"


@pytest.mark.parametrize("text", ["{}", "words", "- words", "a: [", "\tx"])
def test_a_file_that_is_no_list_of_cases_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    ended, out, err = screened(tmp_path, capsys, text, "--json")
    assert (ended, out) == (2, "")
    assert "cases.yaml" in err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", str(tmp_path / "none.yaml")]) == 2
    assert "cannot be read" in capsys.readouterr().err
