"""The instruments, read from their files and checked.

A file that is not right says where and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

from handrail.core.questionnaires.domain.instrument import InstrumentProblem
from handrail.core.questionnaires.domain.interview import (
    OPEN_ANSWERS,
    Choice,
    Condition,
    Interview,
    Question,
)

GENERAL = "general"
LEAST_BURDEN, MOST_BURDEN = 1, 9


def _folder() -> Traversable:
    return resources.files("handrail.identify.instruments").joinpath("data")


@dataclass(frozen=True, slots=True)
class Words:
    """An instrument in one language. `reviewed`: a fluent person has read it and signed it."""

    language: str
    reviewed: bool
    title: str
    sections: Mapping[str, str]
    answers: Mapping[str, str]
    questions: Mapping[str, str]


@cache
def interview(id: str = GENERAL) -> Interview:
    """Return an instrument. Raises `InstrumentProblem` with the place."""
    place = f"handrail/identify/instruments/data/{id}.yaml"
    return read(yaml.safe_load(_folder().joinpath(f"{id}.yaml").read_text("utf-8")), place=place)


@cache
def words(id: str, language: str) -> Words | None:
    """Return the words of an instrument in a language; None when there are none."""
    file = _folder().joinpath(f"{id}.{language}.yaml")
    if not file.is_file():
        return None
    return read_words(yaml.safe_load(file.read_text("utf-8")), place=f"{id}.{language}.yaml")


@cache
def instruments() -> tuple[str, ...]:
    """Return the ids of all instruments; adding one is adding a file."""
    names = (each.name.removesuffix(".yaml") for each in _folder().iterdir() if each.name.endswith(".yaml"))
    return tuple(sorted(name for name in names if "." not in name))


@cache
def languages(id: str) -> tuple[str, ...]:
    """Return the languages that an instrument has words in."""
    names = (each.name for each in _folder().iterdir() if each.name.startswith(f"{id}."))
    return tuple(sorted(name.split(".")[1] for name in names if name.count(".") > 1))


def read(said: Mapping[str, object], *, place: str) -> Interview:
    """Return an instrument as its file has it. Raises `InstrumentProblem` with the place."""
    sections = _texts(said, "sections", place)
    source, verified = str(_need(said, "source", place)), bool(_need(said, "verified", place))
    questions: list[Question] = []
    for each in _maps(said, "questions", place):
        question = _question(each, place, source, verified)
        at = f"{place}: {question.id}"
        if question.section not in sections:
            raise InstrumentProblem(f"{at}: section {question.section} is none of {', '.join(sections)}")
        if question.id in {earlier.id for earlier in questions}:
            raise InstrumentProblem(f"{at}: the id stands twice; give each question its own")
        _check_condition(question, questions, at)
        questions.append(question)
    return Interview(str(_need(said, "id", place)), str(_need(said, "version", place)), tuple(questions))


def _question(said: Mapping[str, object], place: str, source: str, verified: bool) -> Question:
    id = str(_need(said, "id", place))
    at = f"{place}: {id}"
    burden = _need(said, "burden", at)
    if not isinstance(burden, int) or not LEAST_BURDEN <= burden <= MOST_BURDEN:
        raise InstrumentProblem(
            f"{at}: burden {burden!r}: write a number from {LEAST_BURDEN} to {MOST_BURDEN}"
        )
    choices = _need(said, "choices", at)
    if not isinstance(choices, Mapping) or len(choices) < 2:
        raise InstrumentProblem(f"{at}: choices: write two answers or more, each with what it shows")
    unquoted = [each for each in choices if not isinstance(each, str)]
    if unquoted:
        raise InstrumentProblem(
            f'{at}: choices: {unquoted[0]!r} is read as no word; write "yes" and "no" quoted'
        )
    return Question(
        id=id,
        section=str(_need(said, "section", at)),
        choices=tuple(_choice(name, what, at) for name, what in choices.items()),
        burden=burden,
        first=bool(said.get("first", False)),
        observed=bool(said.get("observed", False)),
        only_if=_condition(said.get("only_if"), at),
        source=str(said.get("source", source)),
        verified=bool(said.get("verified", verified)),
    )


def _choice(name: str, what: Mapping[str, object], at: str) -> Choice:
    for key in what:
        if key not in ("shows", "actions"):
            raise InstrumentProblem(f"{at}: {name}: {key} is unknown; an answer has shows and actions")
    return Choice(name, frozenset(_texts(what, "shows", at, ())), tuple(_texts(what, "actions", at, ())))


def _condition(said: object, at: str) -> Condition | None:
    if said is None:
        return None
    if not isinstance(said, Mapping) or len(said) != 1:
        raise InstrumentProblem(
            f"{at}: only_if: write one earlier question and its answers, as {{age: [adult]}}"
        )
    ((question, answers),) = said.items()
    return Condition(str(question), frozenset(str(answer) for answer in answers))


def _check_condition(question: Question, earlier: list[Question], at: str) -> None:
    if question.only_if is None:
        return
    before = next((each for each in earlier if each.id == question.only_if.question), None)
    if before is None:
        raise InstrumentProblem(f"{at}: only_if: {question.only_if.question} is no earlier question")
    for answer in question.only_if.answers:
        if answer not in OPEN_ANSWERS and before.choice(answer) is None:
            raise InstrumentProblem(f"{at}: only_if: {answer} is no answer to {before.id}; it is never asked")


def read_words(said: Mapping[str, object], *, place: str) -> Words:
    """Return an instrument's words as their file has them. Raises `InstrumentProblem` with the place."""

    def texts(name: str) -> Mapping[str, str]:
        found = _need(said, name, place)
        if not isinstance(found, Mapping):
            raise InstrumentProblem(f"{place}: {name}: write each id with its words")
        return {str(key): " ".join(str(value).split()) for key, value in found.items()}

    return Words(
        language=str(_need(said, "language", place)),
        reviewed=bool(_need(said, "reviewed", place)),
        title=str(_need(said, "title", place)),
        sections=texts("sections"),
        answers=texts("answers"),
        questions=texts("questions"),
    )


def _need(said: Mapping[str, object], name: str, at: str) -> object:
    if name not in said:
        raise InstrumentProblem(f"{at}: {name} is missing")
    return said[name]


def _texts(
    said: Mapping[str, object], name: str, at: str, default: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    found = said.get(name, default) if default is not None else _need(said, name, at)
    if isinstance(found, str) or not isinstance(found, (list, tuple)):
        raise InstrumentProblem(f"{at}: {name}: write a list, as [one, two]")
    return tuple(str(each) for each in found)


def _maps(said: Mapping[str, object], name: str, at: str) -> Iterator[Mapping[str, object]]:
    found = _need(said, name, at)
    if not isinstance(found, list):
        raise InstrumentProblem(f"{at}: {name}: write a list")
    for number, each in enumerate(found, 1):
        if not isinstance(each, Mapping):
            raise InstrumentProblem(f"{at}: {name}: number {number} has no fields")
        yield each
