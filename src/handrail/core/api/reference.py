"""The reference as a page of the house: drawn on the server from the OpenAPI document, without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from handrail.core.api.service import the_api
from handrail.core.api.words import PROBLEMS
from handrail.core.registry import api_resources


@require_GET
def reference_page(request: HttpRequest) -> HttpResponse:
    """Every operation with what it needs, takes and answers. Anybody may read it."""
    labels = {resource.id: resource.label for resource in api_resources}
    groups = [
        {"id": tag, "heading": labels.get(tag, ""), "operations": operations}
        for tag, operations in _operations().items()
    ]
    shown = {
        "groups": groups,
        "problems": [(code, why, mend) for code, (why, mend) in PROBLEMS.items() if code != "refused"],
        "document_url": reverse("api_v1:openapi-json"),
    }
    return render(request, "api/reference.html", shown)


@cache
def _operations() -> dict[str, list[dict[str, Any]]]:
    document = the_api().get_openapi_schema()
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(path, method, told))
    return found


def _operation(path: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    text, _blank, _scope = told["description"].rpartition("\n\n")
    return {
        "id": told["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": told["summary"],
        "paragraphs": [part.strip() for part in text.split("\n\n")],
        "scope": told["x-scope"],
        "parameters": list(_parameters(told)),
        "body": _example(told.get("requestBody", {})),
        "answers": [
            {"status": status, "says": response["description"], "example": _example(response)}
            for status, response in told["responses"].items()
            if int(status) < 400
        ],
        "refusals": [
            (status, response["description"])
            for status, response in told["responses"].items()
            if int(status) >= 400
        ],
    }


def _parameters(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for parameter in told["parameters"]:
        yield {
            "name": parameter["name"],
            "place": parameter["in"],
            "required": parameter["required"],
            "says": parameter.get("description", ""),
            "example": parameter.get("example", ""),
        }


def _example(place: dict[str, Any]) -> str:
    for content in place.get("content", {}).values():
        if "example" in content:
            return json.dumps(content["example"], ensure_ascii=False, indent=2)
    return ""
