"""Calling the API as a program does: with a token and nothing else."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.tokens.actions import make_token, scopes_to_give
from handrail.core.tokens.domain.scopes import Wish

ROOT = "/api/v1"


def token_for(account: Account, *scopes: str, days: int = 30) -> str:
    """A token of the account; without scopes one that may do all that the account may. "" for none at all."""
    given = scopes or tuple(scopes_to_give(account))
    if not given:
        return ""
    return make_token(account, Wish("a program", given, days), at=now())[1]


class Program:
    """Somebody's program. Each call is a request of its own, as over the network."""

    def __init__(self, account: Account | None, *scopes: str, token: str | None = None) -> None:
        self.token = token if token is not None else token_for(account, *scopes) if account else ""
        self.client = Client()

    def call(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **more: Any
    ) -> HttpResponse:
        said = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        given = {**said, **(headers or {})}
        if method in ("POST",) and "Idempotency-Key" not in given:
            given["Idempotency-Key"] = str(uuid4())
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        answer: HttpResponse = getattr(self.client, method.lower())(
            path if path.startswith("/") else f"{ROOT}/{path}", headers=given, **more
        )
        return answer

    def get(self, path: str, **more: Any) -> HttpResponse:
        return self.call("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.call("POST", path, {} if body is None and "data" not in more else body, **more)

    def patch(self, path: str, body: Any, **more: Any) -> HttpResponse:
        return self.call("PATCH", path, body, **more)

    def put(self, path: str, body: Any, **more: Any) -> HttpResponse:
        return self.call("PUT", path, body, **more)

    def delete(self, path: str, **more: Any) -> HttpResponse:
        return self.call("DELETE", path, **more)


def code_of(answer: HttpResponse) -> str:
    """The code of a refusal, which is a problem document."""
    assert answer["Content-Type"] == "application/problem+json", (answer.status_code, answer.content[:200])
    code: str = answer.json()["code"]
    return code
