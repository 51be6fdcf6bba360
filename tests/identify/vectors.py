"""Answer sets drawn at random, each with what the engine says of it: what both engines are held to."""

from __future__ import annotations

import random
from collections.abc import Iterator

from handrail.core.questionnaires.domain.interview import NOT_KNOWN, NOT_SAID, Interview, applies
from handrail.identify.domain.document import canonical, screening_document
from handrail.identify.domain.screening import screen


def vectors(interview: Interview, count: int, *, seed: int) -> Iterator[tuple[dict[str, str], str]]:
    """Yield answer sets that an interview can take, and the document of each."""
    chance = random.Random(seed)
    for _each in range(count):
        answers = _answers(interview, chance)
        yield answers, canonical(screening_document(screen(interview, answers)))


def _answers(interview: Interview, chance: random.Random) -> dict[str, str]:
    share, openly, leaning = chance.random(), chance.random() / 2, chance.random()
    answers: dict[str, str] = {}
    for question in interview.questions:
        if chance.random() > share or not applies(interview, question, answers):
            continue
        if chance.random() < openly:
            answers[question.id] = chance.choice((NOT_KNOWN, NOT_SAID))
        else:
            plain = [choice.id for choice in question.choices if not choice.shows]
            showing = [choice.id for choice in question.choices if choice.shows] or plain
            answers[question.id] = chance.choice(showing if chance.random() < leaning else plain)
    return answers
