"""An interview: questions whose answers show that something is true, and what the answers so far leave open.

A question takes one answer. An answer shows codes (facts) to be true. A code is true when an answer given
shows it; false only when every question that could show it has an answer that does not; else it is not known.
*Do not know* and *prefer not to say* are answers to the question and to nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handrail.core.questionnaires.domain.instrument import InstrumentProblem
from handrail.core.questionnaires.domain.logic import Truth

NOT_KNOWN = "not_known"
NOT_SAID = "not_said"
OPEN_ANSWERS = (NOT_KNOWN, NOT_SAID)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question.

    `shows`: the codes that it makes true. `actions`: what it calls for at once.
    """

    id: str
    shows: frozenset[str] = frozenset()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only when `question` has one of these answers, which may be open ones."""

    question: str
    answers: frozenset[str]


@dataclass(frozen=True, eq=False)
class Question:
    """`burden`: 1 (light) to 9 (very hard to be asked). `observed`: the officer answers from what is seen."""

    id: str
    section: str
    choices: tuple[Choice, ...]
    burden: int
    first: bool
    observed: bool
    only_if: Condition | None
    source: str
    verified: bool

    @cached_property
    def shows(self) -> frozenset[str]:
        return frozenset(code for choice in self.choices for code in choice.shows)

    def takes(self, answer: str) -> bool:
        return answer in OPEN_ANSWERS or self.choice(answer) is not None

    def choice(self, id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == id), None)


@dataclass(frozen=True, eq=False)
class Interview:
    """The questions in the order in which they stand on paper."""

    id: str
    version: str
    questions: tuple[Question, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def about(self) -> Mapping[str, tuple[Question, ...]]:
        """Return for each code the questions that can show it."""
        codes = dict.fromkeys(code for question in self.questions for code in sorted(question.shows))
        return {code: tuple(each for each in self.questions if code in each.shows) for code in codes}


Answers = Mapping[str, str]
"""Question id to the id of a choice, `not_known` or `not_said`.

A question that is absent was not answered.
"""


def check_answers(interview: Interview, answers: Answers) -> None:
    """Raise `InstrumentProblem` for a question or an answer that the interview does not have.

    Also for an answer to a question that is not asked after the others: it would count for nothing.
    """
    for id, answer in answers.items():
        question = interview.by_id.get(id)
        if question is None:
            raise InstrumentProblem(f"{interview.id} {interview.version}: it has no question {id}")
        if not question.takes(answer):
            taken = ", ".join([*(choice.id for choice in question.choices), *OPEN_ANSWERS])
            raise InstrumentProblem(f"{interview.id}: {id}: {answer} is no answer; choose of {taken}")
        if not applies(interview, question, answers):
            before = question.only_if.question if question.only_if else ""
            raise InstrumentProblem(f"{interview.id}: {id} does not follow from the answer to {before}")


def applies(interview: Interview, question: Question, answers: Answers) -> Truth:
    """Say whether a question is to be asked at all; not known while what it depends on is open."""
    if question.only_if is None:
        return True
    before = interview.by_id[question.only_if.question]
    asked = applies(interview, before, answers)
    if asked is False:
        return False
    given = answers.get(before.id)
    if given is None or (given in OPEN_ANSWERS and given not in question.only_if.answers):
        return None
    return given in question.only_if.answers


def told(interview: Interview, answers: Answers) -> Mapping[str, Truth]:
    """Return what the answers say of each code that the interview asks about."""
    return {code: _told(interview, code, answers) for code in interview.about}


def _told(interview: Interview, code: str, answers: Answers) -> Truth:
    unknown = False
    for question in interview.about[code]:
        asked = applies(interview, question, answers)
        if asked is False:
            continue
        choice = question.choice(answers.get(question.id, "")) if asked else None
        if choice is None:
            unknown = True
        elif code in choice.shows:
            return True
    return None if unknown else False


def waiting(interview: Interview, answers: Answers) -> Sequence[Question]:
    """Return the questions that may be asked now: not answered, and known to apply."""
    return [
        question
        for question in interview.questions
        if question.id not in answers and applies(interview, question, answers) is True
    ]


def called_for(interview: Interview, answers: Answers) -> tuple[str, ...]:
    """Return what the answers call for at once, whatever the interview comes to; each once, in order."""
    actions: list[str] = []
    for question in interview.questions:
        choice = question.choice(answers.get(question.id, ""))
        if choice is not None and applies(interview, question, answers):
            actions.extend(choice.actions)
    return tuple(dict.fromkeys(actions))


def fitting(interview: Interview, answers: Answers) -> dict[str, str]:
    """Return the answers that the instrument still takes."""
    kept: dict[str, str] = {}
    for question in interview.questions:
        answer = answers.get(question.id)
        if answer is not None and question.takes(answer) and applies(interview, question, kept):
            kept[question.id] = answer
    return kept
