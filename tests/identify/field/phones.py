"""A phone as tests see it: what it sends, sealed as its browser would seal it."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpResponse
from django.test import Client

from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.vault.letters import INFO, SUITE, letter_key
from handrail.identify.field.actions import add_phone

INTERVIEW = {
    "instrument": "general",
    "version": "1",
    "began": "2026-03-02T03:00:00Z",
    "ended": True,
    "language": "my",
    "interpreter": "",
    "called": "Aye",
    "case": "",
    "answers": [["hurt", "no"], ["age", "under_18"]],
}


def sealed_for(account: Account, document: Any) -> bytes:
    key = letter_key(account.organisation_id)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)
    return SUITE.encrypt(json.dumps(document).encode(), public, info=INFO)


def message(sealed: bytes, number: int = 1, key: int = 1) -> dict[str, Any]:
    return {"number": number, "key": key, "sealed": base64.b64encode(sealed).decode()}


class APhone:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.phone, self.secret = add_phone(account, "my blue phone", at=now())

    def letter(self, number: int = 1, **changed: Any) -> dict[str, Any]:
        return message(sealed_for(self.account, {**INTERVIEW, **changed}), number)

    def send(self, letter: Any) -> HttpResponse:
        answer: Any = Client().post(
            "/field/send/",
            json.dumps(letter),
            content_type="application/json",
            headers={"authorization": f"Bearer {self.secret}"},
        )
        return answer  # type: ignore[no-any-return]
