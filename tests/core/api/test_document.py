"""The OpenAPI document: whole, true to its examples, and readable by whoever has no token yet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema_rs import validator_for

from tests.cast import Cast, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    from handrail.core.api.service import the_api

    return json.loads(json.dumps(the_api().get_openapi_schema()))  # type: ignore[no-any-return]


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def test_every_operation_says_what_it_does_what_it_needs_and_shows_an_example(
    document: dict[str, Any],
) -> None:
    assert len(operations(document)) >= 30
    for method, path, told in operations(document):
        name = f"{method} {path}"
        assert told["summary"] and len(told["description"].splitlines()) >= 3, name
        assert told["security"] == [{"AccessTokenAuth": []}], name
        assert "x-scope" in told and told["tags"], name
        for parameter in told["parameters"]:
            assert parameter.get("description") or parameter["in"] == "path", (name, parameter["name"])
        for status, response in told["responses"].items():
            for kind, content in response.get("content", {}).items():
                assert kind == ("application/json" if int(status) < 400 else "application/problem+json"), name
                assert int(status) >= 400 or "example" in content, name
        for content in told.get("requestBody", {}).get("content", {}).values():
            assert "example" in content or told["operationId"] in {
                "take_consent_back",
                "end_referral",
            }, name
        if method in ("POST", "PUT", "PATCH"):
            headers = {p["name"] for p in told["parameters"] if p["in"] == "header"}
            assert headers & {"Idempotency-Key", "If-Match"}, name


def test_every_example_is_what_the_document_says(document: dict[str, Any]) -> None:
    for method, path, told in operations(document):
        for place in (told.get("requestBody", {}), *told["responses"].values()):
            for kind, content in place.get("content", {}).items():
                if "example" in content and kind == "application/json":
                    schema = {**content["schema"], "components": document["components"]}
                    errors = list(validator_for(schema).iter_errors(content["example"]))
                    assert not errors, (method, path, errors[0].message)


def test_the_document_is_read_without_a_token_and_nothing_else_is(cast: Cast) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json()["openapi"].startswith("3.1")
    assert Client().get("/api/v1/me").status_code == 401


def test_the_page_names_every_operation_every_scope_and_every_problem(
    cast: Cast, document: dict[str, Any]
) -> None:
    from handrail.core.api.words import PROBLEMS

    for client in (Client(), client_for(cast.dao)):
        page = client.get("/help/api/")
        assert page.status_code == 200
        text = page.content.decode()
        for _method, path, told in operations(document):
            assert path in text and f'id="{told["operationId"]}"' in text
        for code in set(PROBLEMS) - {"refused"}:
            assert f'id="problem-{code}"' in text
        assert "<script" not in text.replace('<script src="/static/shell/handrail.js"></script>', "")
