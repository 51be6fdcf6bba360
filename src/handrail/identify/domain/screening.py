"""A screening: the answers of an interview, what they come to, and what to ask next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.questionnaires.domain.interview import (
    OPEN_ANSWERS,
    Answers,
    Interview,
    Question,
    applies,
    called_for,
    told,
    waiting,
)
from handrail.core.questionnaires.domain.logic import any_of
from handrail.identify.domain.asking import ATOM_OF, ATOMS, Askable, Outcome, Standing, best_question
from handrail.identify.domain.determination import Determination, determine
from handrail.identify.domain.facts import Facts


@dataclass(frozen=True, slots=True)
class Screening:
    """`next`: the id of the question to ask, or None when nothing asked could change the result."""

    facts: Facts
    determination: Determination
    next: str | None
    actions: tuple[str, ...]


def screen(interview: Interview, answers: Answers) -> Screening:
    """Return what the answers come to. The order in which they were given never matters."""
    facts = told(interview, answers)
    return Screening(
        facts, determine(facts), _next(interview, answers, facts), called_for(interview, answers)
    )


def determined(interview: Interview, answers: Answers) -> Determination:
    """Return what the answers come to, without looking for the next question."""
    return determine(told(interview, answers))


def next_question(interview: Interview, answers: Answers) -> str | None:
    """Return what to ask next: safety and age in their order, then whatever decides most for least."""
    return _next(interview, answers, told(interview, answers))


def _next(interview: Interview, answers: Answers, facts: Facts) -> str | None:
    now = waiting(interview, answers)
    for question in now:
        if question.first and not _settled(question, facts):
            return question.id
    standing = _standing(interview, facts, answers)
    return best_question(standing, [_askable(interview, each, answers) for each in now])


def _settled(question: Question, facts: Facts) -> bool:
    """Say that a question of safety or age would only tell again what makes somebody a child."""
    atoms = _atoms(question)
    return bool(atoms) and all(any(facts.get(code) for code in ATOMS[atom]) for atom in atoms)


def next_question_for_facts(interview: Interview, facts: Facts) -> str | None:
    """Return what to ask when only facts are known, as in a file: a question is open while its codes are."""
    left: Counter[str] = Counter()
    questions = []
    for question in interview.questions:
        atoms = {ATOM_OF[code] for code in question.shows if code in ATOM_OF and facts.get(code) is None}
        if atoms:
            left.update(atoms)
            questions.append(question)
    standing = _counted(facts, _ever(interview), left, stuck=frozenset())
    return best_question(standing, [_plain(each) for each in questions])


def _standing(interview: Interview, facts: Facts, answers: Answers) -> Mapping[str, Standing]:
    left: Counter[str] = Counter()
    stuck: set[str] = set()
    for question in interview.questions:
        asked = applies(interview, question, answers)
        if asked is False:
            continue
        atoms = _atoms(question)
        if answers.get(question.id) in OPEN_ANSWERS or (
            asked is None and _never_asked(interview, question, answers)
        ):
            stuck |= atoms
        elif question.id not in answers:
            left.update(atoms)
    return _counted(facts, _ever(interview), left, frozenset(stuck))


def _never_asked(interview: Interview, question: Question, answers: Answers) -> bool:
    """Say that what a question depends on was answered, and left open."""
    condition = question.only_if
    while condition is not None:
        if answers.get(condition.question) in OPEN_ANSWERS:
            return True
        condition = interview.by_id[condition.question].only_if
    return False


def _counted(
    facts: Facts, ever: Mapping[str, int], left: Mapping[str, int], stuck: frozenset[str]
) -> Mapping[str, Standing]:
    return {
        atom: Standing(
            any_of(facts.get(code) for code in codes), ever.get(atom, 0), left.get(atom, 0), atom in stuck
        )
        for atom, codes in ATOMS.items()
    }


def _atoms(question: Question) -> frozenset[str]:
    return frozenset(ATOM_OF[code] for code in question.shows if code in ATOM_OF)


@lru_cache(maxsize=64)
def _ever(interview: Interview) -> Mapping[str, int]:
    return Counter(atom for question in interview.questions for atom in _atoms(question))


def _plain(question: Question) -> Askable:
    """Return a question without what hangs on it."""
    own = tuple((atom, 1) for atom in sorted(_atoms(question)))
    outcomes = dict.fromkeys(
        Outcome(frozenset(ATOM_OF[code] for code in choice.shows if code in ATOM_OF), own)
        for choice in question.choices
    )
    return Askable(question.id, question.burden, tuple(outcomes))


def _askable(interview: Interview, question: Question, answers: Answers) -> Askable:
    """Return a question with the ones that each of its answers would put away."""
    after = _after(interview).get(question.id, ())
    if not after:
        return _plain(question)
    own = Counter(_atoms(question))
    outcomes = []
    for choice in question.choices:
        takes = Counter(own)
        for depending in after:
            if depending.id not in answers and choice.id not in _needed(interview, depending, question.id):
                takes.update(_atoms(depending))
        shows = frozenset(ATOM_OF[code] for code in choice.shows if code in ATOM_OF)
        outcomes.append(Outcome(shows, tuple(sorted(takes.items()))))
    return Askable(question.id, question.burden, tuple(dict.fromkeys(outcomes)))


@lru_cache(maxsize=64)
def _after(interview: Interview) -> Mapping[str, tuple[Question, ...]]:
    """Return for each question the ones that are asked only after certain answers to it, near or far."""
    after: dict[str, list[Question]] = {}
    for question in interview.questions:
        condition = question.only_if
        while condition is not None:
            after.setdefault(condition.question, []).append(question)
            condition = interview.by_id[condition.question].only_if
    return {id: tuple(questions) for id, questions in after.items()}


def _needed(interview: Interview, question: Question, before: str) -> frozenset[str]:
    condition = question.only_if
    while condition is not None and condition.question != before:
        condition = interview.by_id[condition.question].only_if
    return condition.answers if condition else frozenset()
