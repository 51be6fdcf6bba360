"""What an operation answers: a document with its headers, or a problem document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from handrail.core.api.domain.problem import Problem
from handrail.core.api.schemas import Document
from handrail.core.api.words import words_of

JSON_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
# Where the reference lists a code; an address of this installation, so no other is named.
EXPLAINED = "/help/api/#problem-"


@dataclass(frozen=True, slots=True)
class Answer:
    """A document, its status, and headers such as ETag."""

    body: Document | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        return self.body.model_dump_json(exclude_unset=True) if self.body is not None else ""


def as_response(text: str, status: int, headers: Mapping[str, str]) -> HttpResponse:
    """Return an answer as it is sent. No program between here and there keeps a copy."""
    response = HttpResponse(text, status=status, content_type=JSON_TYPE)
    if status == 204:
        del response.headers["Content-Type"]
    for name, value in headers.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_response(problem: Problem) -> HttpResponse:
    """Return a refusal as RFC 9457 asks, with a code, where it is, and how to mend it."""
    why, mend = words_of(problem.code)
    document: dict[str, Any] = {
        "type": f"{EXPLAINED}{problem.code}",
        "title": problem.why or why,
        "status": problem.status,
        "code": problem.code,
        "mend": problem.mend or ("" if problem.why else mend),
        "errors": [
            {"where": fault.where, "code": fault.code, "why": fault.why, "mend": fault.mend}
            for fault in problem.faults
        ],
    }
    text = json.dumps(document, ensure_ascii=False)
    response = HttpResponse(text, status=problem.status, content_type=PROBLEM_TYPE)
    for name, value in problem.headers.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response
