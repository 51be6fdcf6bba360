"""An interview and a screening as plain documents: what the browser's engine reads, and what both write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handrail.core.questionnaires.domain.interview import Interview
from handrail.identify.domain.facts import MADE_OF
from handrail.identify.domain.screening import Screening


def interview_document(interview: Interview) -> Mapping[str, Any]:
    """Return the questions and the elements as the browser's engine takes them."""
    return {
        "id": interview.id,
        "version": interview.version,
        "elements": {name: list(codes) for name, codes in MADE_OF.items()},
        "questions": [
            {
                "id": each.id,
                "section": each.section,
                "burden": each.burden,
                "first": each.first,
                "observed": each.observed,
                "only_if": each.only_if and [each.only_if.question, sorted(each.only_if.answers)],
                "choices": [
                    {"id": choice.id, "shows": sorted(choice.shows), "actions": list(choice.actions)}
                    for choice in each.choices
                ],
            }
            for each in interview.questions
        ],
    }


def screening_document(screening: Screening) -> Mapping[str, Any]:
    """Return what a screening came to."""
    found = screening.determination
    return {
        "facts": dict(screening.facts),
        "elements": {name: getattr(found.elements, name) for name in MADE_OF},
        "result": found.result.value,
        "child": found.child,
        "rule": found.rule,
        "flags": [flag.value for flag in found.flags],
        "next": screening.next,
        "actions": list(screening.actions),
    }


def canonical(document: object) -> str:
    """Return a document as the one JSON text that both engines write: keys in order, no spaces, ASCII."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
