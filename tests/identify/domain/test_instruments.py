"""The linter of the instruments: each file of questions and words, against the engine and the other files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from handrail.core.questionnaires.domain.instrument import InstrumentProblem
from handrail.core.questionnaires.domain.interview import Interview, check_answers
from handrail.identify.domain.facts import CODES, CONSENT, MADE_OF
from handrail.identify.instruments import definition
from handrail.identify.instruments.loading import (
    GENERAL,
    instruments,
    interview,
    languages,
    read,
    read_words,
    words,
)

QUESTION = {"id": "q", "section": "s", "burden": 1, "choices": {"yes": {"shows": ["act.receipt"]}, "no": {}}}
FILE = {
    "id": "mine",
    "version": "1",
    "source": "made up",
    "verified": False,
    "sections": ["s"],
    "questions": [QUESTION],
}


def with_question(**changes: object) -> dict[str, object]:
    return {**FILE, "questions": [{**QUESTION, **changes}]}


@pytest.mark.parametrize("id", instruments())
def test_every_code_and_action_is_defined(id: str) -> None:
    known = set(CODES) | set(definition.indicator_words())
    for question in interview(id).questions:
        assert question.shows <= known, question.id
        actions = {action for choice in question.choices for action in choice.actions}
        assert actions <= set(definition.action_words()), question.id


@pytest.mark.parametrize("id", instruments())
def test_every_question_can_be_reached_and_does_something(id: str) -> None:
    """A question that shows nothing, calls for nothing and opens nothing would only cost the person."""
    found = interview(id)
    opens = {each.only_if.question for each in found.questions if each.only_if}
    for question in found.questions:
        acts = any(choice.actions for choice in question.choices)
        assert question.shows or acts or question.id in opens, question.id
        assert any(not choice.shows for choice in question.choices), f"{question.id}: no answer that denies"


def test_every_fact_of_every_element_has_a_question_in_the_general_instrument() -> None:
    """A shorter one may ask for less: what it does not ask for stays not known."""
    asked = interview(GENERAL).about
    for element, codes in MADE_OF.items():
        assert not set(codes) - set(asked), element
    assert CONSENT not in asked, "agreeing changes nothing, so nobody is asked whether they agreed"


@pytest.mark.parametrize("id", instruments())
def test_every_question_says_its_source(id: str) -> None:
    assert all(question.source for question in interview(id).questions)


@pytest.mark.parametrize(("id", "language"), [(id, each) for id in instruments() for each in languages(id)])
def test_every_language_has_every_word(id: str, language: str) -> None:
    found, spoken = interview(id), words(id, language)
    assert spoken is not None
    assert spoken.language == language
    assert set(spoken.questions) == {each.id for each in found.questions}
    assert set(spoken.sections) == {each.section for each in found.questions}
    answers = {choice.id for each in found.questions for choice in each.choices}
    assert set(spoken.answers) == answers | {"not_known", "not_said"}
    assert all(each.strip() for each in (*spoken.questions.values(), *spoken.answers.values()))


def test_the_example_of_the_how_to_can_be_read() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "add-a-screening-instrument.md"
    example = page.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    found = read(yaml.safe_load(example), place="the how-to")
    known = set(CODES) | set(definition.indicator_words())
    assert {code for each in found.questions for code in each.shows} <= known


def test_the_definition_has_words_for_every_fact_element_and_rule() -> None:
    assert set(definition.facts()) == set(CODES)
    assert set(definition.element_words()) == set(MADE_OF)
    named = {f"{letter}{number}" for letter, last in {"T": 10, "D": 11, "C": 4, "N": 8, "L": 6}.items()
             for number in range(1, last + 1)}  # fmt: skip
    assert named <= set(definition.rules())


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ({**FILE, "id": None} | {"sections": "s"}, "sections: write a list"),
        ({key: value for key, value in FILE.items() if key != "version"}, "version is missing"),
        (with_question(section="elsewhere"), "section elsewhere is none of s"),
        (with_question(burden=0), "write a number from 1 to 9"),
        (with_question(burden="much"), "write a number from 1 to 9"),
        (with_question(choices={"yes": {}}), "write two answers or more"),
        (with_question(choices={True: {}, False: {}}), 'write "yes" and "no" quoted'),
        (with_question(choices={"yes": {"show": []}, "no": {}}), "show is unknown"),
        (with_question(only_if={"later": ["yes"]}), "later is no earlier question"),
        (with_question(only_if=["q"]), "only_if: write one earlier question"),
        ({**FILE, "questions": [QUESTION, QUESTION]}, "the id stands twice"),
        (
            {**FILE, "questions": [QUESTION, {**QUESTION, "id": "r", "only_if": {"q": ["perhaps"]}}]},
            "perhaps is no answer to q; it is never asked",
        ),
        ({**FILE, "questions": "q"}, "questions: write a list"),
        ({**FILE, "questions": ["q"]}, "number 1 has no fields"),
    ],
)
def test_a_file_that_is_not_right_says_where(file: dict[str, object], says: str) -> None:
    with pytest.raises(InstrumentProblem, match=r"here\.yaml") as problem:
        read(file, place="here.yaml")
    assert says in str(problem.value)


def test_words_that_are_missing_say_so() -> None:
    with pytest.raises(InstrumentProblem, match=r"here\.yaml: title is missing"):
        read_words({"language": "en", "reviewed": False}, place="here.yaml")


def small() -> Interview:
    later = {**QUESTION, "id": "r", "only_if": {"q": ["yes"]}}
    return read({**FILE, "questions": [QUESTION, later]}, place="here.yaml")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"z": "yes"}, "it has no question z"),
        ({"q": "perhaps"}, "perhaps is no answer; choose of yes, no, not_known, not_said"),
        ({"q": "no", "r": "yes"}, "r does not follow from the answer to q"),
        ({"r": "yes"}, "r does not follow from the answer to q"),
    ],
)
def test_answers_that_cannot_be_taken_are_refused(answers: dict[str, str], says: str) -> None:
    with pytest.raises(InstrumentProblem, match=says):
        check_answers(small(), answers)


def test_answers_that_can_be_taken_are() -> None:
    check_answers(small(), {"q": "yes", "r": "not_said"})
