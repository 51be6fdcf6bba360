"""Whole interviews, question by question: a change in what is asked next is seen before it ships.

`HANDRAIL_WRITE_DOCS=1` writes the file anew; read its difference.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

from handrail.core.questionnaires.domain.interview import OPEN_ANSWERS
from handrail.identify.domain.screening import next_question
from handrail.identify.instruments.loading import interview

FILE = Path(__file__).parent / "interviews.txt"
COUNT = 40


def asked(seed: int) -> Iterator[str]:
    """Answer as one made-up person would, and yield each question with the answer."""
    chance = random.Random(seed)
    general = interview()
    answers: dict[str, str] = {}
    while (question := next_question(general, answers)) is not None:
        choices = [each.id for each in general.by_id[question].choices]
        answers[question] = chance.choice([*choices, *choices, *sorted(OPEN_ANSWERS)])
        yield f"{question}={answers[question]}"


def test_interviews_go_as_they_went() -> None:
    now = "".join(f"{seed}: {' '.join(asked(seed))}\n" for seed in range(COUNT))
    if os.environ.get("HANDRAIL_WRITE_DOCS"):
        FILE.write_text(now, "utf-8")
    assert now == FILE.read_text("utf-8")
