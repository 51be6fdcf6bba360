"""The short cases asked through the shipped questions, one by one, as the engine chooses them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from handrail.core.questionnaires.domain.interview import NOT_KNOWN, Question
from handrail.identify.domain.determination import TRAFFICKING, Result
from handrail.identify.domain.screening import Screening, next_question, screen
from handrail.identify.domain.vignette import read
from handrail.identify.instruments.loading import interview
from tests.identify.test_vignettes import OURS, REFERENCE, cases

GENERAL = interview()
ANSWERS = Path(__file__).with_name("answers.yaml")
HEARD: Mapping[str, list[str]] = yaml.safe_load(ANSWERS.read_text("utf-8"))
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "screening-accuracy.md"
POSSIBLE = {*TRAFFICKING, Result.INSUFFICIENT_INFORMATION}


def asked(case: Mapping[str, Any]) -> tuple[Screening, int]:
    """Ask until nothing could change the result; return what it came to and how many were asked."""
    answers: dict[str, str] = {}
    while (id := next_question(GENERAL, answers)) is not None:
        answers[id] = answer(GENERAL.by_id[id], case)
    return screen(GENERAL, answers), len(answers)


def answer(question: Question, case: Mapping[str, Any]) -> str:
    facts = case["facts"]
    if question.id == "age":
        return NOT_KNOWN if facts["age"] == "unknown" else "under_18" if facts["age"] < 18 else "adult"
    if question.id == "looks_under_18":
        return {True: "yes", False: "no"}.get(facts["age_uncertain_maybe_child"], NOT_KNOWN)
    heard = HEARD[case["id"]]
    telling = next((each.id for each in question.choices if each.shows), "yes")
    other = next(each.id for each in question.choices if each.id != telling)
    if question.id in heard:
        return telling
    if "silent" in heard and question.section not in ("safety", "age"):
        return NOT_KNOWN
    return NOT_KNOWN if left_open(question, case) else other


def left_open(question: Question, case: Mapping[str, Any]) -> bool:
    """Say whether the text leaves open all that the question could show."""
    known = read(case, place="vignettes").facts
    facts = [code for code in question.shows if code in known]
    gates = {"made_to": "purposes"}.get(question.id)
    unknown = case["facts"]["elements_unknown"]
    return gates in unknown if gates else bool(facts) and all(known[code] is None for code in facts)


def all_cases() -> list[Mapping[str, Any]]:
    reference = cases(REFERENCE) if REFERENCE.is_file() or os.environ.get("CI") else ()
    return [*reference, *cases(OURS)]


def test_every_case_has_what_was_heard() -> None:
    assert {case["id"] for case in cases(OURS)} <= set(HEARD)
    known = {each.id for each in GENERAL.questions} | {"silent"}
    assert {token for tokens in HEARD.values() for token in tokens} <= known


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: str(case["id"]))
def test_no_child_is_screened_out_and_no_victim_is_sent_away(case: Mapping[str, Any]) -> None:
    found, _count = asked(case)
    expected = case["expected"]
    if expected["child"] is True:
        assert "child_protection" in found.determination.flags
        assert "child_protection" in found.actions
    if expected["determination"] in TRAFFICKING:
        assert found.determination.result in POSSIBLE, case["text"]


def test_sensitivity_and_specificity_by_class() -> None:
    """A screen must find: trafficking in all its forms is missed in no case here."""
    pairs = [(case["expected"]["determination"], asked(case)) for case in all_cases()]
    expected = Counter(wanted for wanted, _found in pairs)
    came = Counter(found.determination.result.value for _wanted, (found, _count) in pairs)
    right = Counter(wanted for wanted, (found, _count) in pairs if wanted == found.determination.result)
    for name in TRAFFICKING:
        assert right[name] == expected[name], name
    rows = []
    for result in Result:
        negative = len(pairs) - expected[result]
        wrong = came[result] - right[result]
        rows.append(
            f"| {result.value} | {expected[result]} | {right[result]} of {expected[result]} "
            f"| {negative - wrong} of {negative} |"
        )
    lengths = sorted(count for _wanted, (_found, count) in pairs)
    if os.environ.get("HANDRAIL_WRITE_DOCS") and REFERENCE.is_file():
        PAGE.write_text(page(rows, lengths), "utf-8")


def page(rows: list[str], lengths: list[int]) -> str:
    table = "\n".join(rows)
    return f"""# How the questions do on the short cases

{len(lengths)} fictional short cases (the reference's twelve and ours) were answered question by
question, from their text alone, through the general instrument, in the order that the engine
chooses. This says how well questions, rules and cases fit together. It says nothing about people:
the cases are made up, they are few, and they were written from the same tables as the rules. What a
text does not say was answered with "do not know".

| result | cases | found (sensitivity) | not found where it is not (specificity) |
| --- | --- | --- | --- |
{table}

Questions asked: {lengths[0]} at least, {lengths[len(lengths) // 2]} in the middle, {lengths[-1]} at most, of
{len(GENERAL.questions)}.

Made by `HANDRAIL_WRITE_DOCS=1 python -m pytest tests/identify/test_question_level.py`.
"""
