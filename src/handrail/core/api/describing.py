"""Completing the OpenAPI document: preconditions, problems, headers and examples of every operation."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml
from ninja.operation import Operation

from handrail.core.api.answers import PROBLEM_TYPE
from handrail.core.api.needs import Needs, needs_of
from handrail.core.api.schemas import ProblemDocument

PROBLEM = {"$ref": "#/components/schemas/ProblemDocument"}
STATUSES = {
    400: "The request cannot be read",
    401: "No token, or one that does not live",
    403: "The token's scopes or the account's roles do not carry it",
    404: "No such thing, or not yours to see: the same answer for both",
    405: "This address does not take that method",
    409: "A rule refused it as things stand",
    412: "The record is no longer at the version that the request names",
    422: "The request does not say what it must",
    428: "The request does not say which version it changes",
    429: "Too many requests in this minute",
}


@cache
def examples() -> dict[str, Any]:
    """Return the bodies and answers that the document shows, by operation (`data/examples.yaml`)."""
    text = resources.files("handrail.core.api").joinpath("data/examples.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def describe(document: dict[str, Any], operations: list[tuple[str, Operation]]) -> None:
    """Add what the operations' needs say. The document then is whole: nothing has to be guessed."""
    document["components"]["schemas"]["ProblemDocument"], parts = _problem_schema()
    document["components"]["schemas"].update(parts)
    needs = {name: needs_of(operation.view_func) for name, operation in operations}
    for methods in document["paths"].values():
        for method, told in methods.items():
            _describe(told, needs[told["operationId"]], method)


def _problem_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    schema = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    return schema, schema.pop("$defs", {})


def _describe(told: dict[str, Any], needs: Needs, method: str) -> None:
    told["x-scope"] = needs.scope
    scope = f"Scope: `{needs.scope}`." if needs.scope else "Any token."
    told["description"] = f"{told.get('description', told['summary']).strip()}\n\n{scope}"
    told["parameters"] += _headers(needs)
    for status, says in _refusals(told, needs).items():
        told["responses"].setdefault(
            status, {"description": says, "content": {PROBLEM_TYPE: {"schema": PROBLEM}}}
        )
    _exemplify(told, needs)


def _headers(needs: Needs) -> list[dict[str, Any]]:
    headers = []
    if needs.once:
        headers.append(
            _header(
                "Idempotency-Key",
                "A random value of your own. The same request sent again with the same key within 24 hours "
                "is done once and answered the same.",
                {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,100}$"},
                "7f3c1c2e-9d0b-4a57-8f6e-2b1f0d9c4e11",
            )
        )
    if needs.if_match:
        says = "The `ETag` that the record had when you read it."
        if needs.or_none:
            says += " Or send `If-None-Match: *` where there is none yet."
        headers.append(_header("If-Match", says, {"type": "string"}, '"3"', required=not needs.or_none))
    if needs.or_none:
        headers.append(
            _header("If-None-Match", "`*`: there is none yet.", {"type": "string"}, "*", required=False)
        )
    return headers


def _header(
    name: str, says: str, schema: dict[str, Any], example: str, *, required: bool = True
) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "description": says,
        "required": required,
        "schema": schema,
        "example": example,
    }


def _refusals(told: dict[str, Any], needs: Needs) -> dict[int, str]:
    wanted = [400, 401, 403, 422, 429]
    if any(parameter["in"] == "path" for parameter in told["parameters"]):
        wanted.append(404)
    if needs.verb == "write":
        wanted += [404, 409, 412]
    if needs.if_match:
        wanted.append(428)
    return {status: STATUSES[status] for status in sorted(set(wanted))}


def _exemplify(told: dict[str, Any], needs: Needs) -> None:
    shown = examples().get(told["operationId"], {})
    if "body" in shown and "requestBody" in told:
        for content in told["requestBody"]["content"].values():
            content["example"] = shown["body"]
    for status, response in told["responses"].items():
        if int(status) < 300:
            for content in response.get("content", {}).values():
                if "answer" in shown:
                    content["example"] = shown["answer"]
    for parameter in told["parameters"]:
        named = shown.get("parameters", {})
        if parameter["name"] in named:
            parameter["example"] = named[parameter["name"]]
