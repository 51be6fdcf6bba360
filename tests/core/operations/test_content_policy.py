"""The content security policy holds on every page, allauth's too, and no page asks for an exception."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast, client_for, open_case

pytestmark = pytest.mark.django_db
INLINE = re.compile(
    rb"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", re.IGNORECASE
)
DATA = re.compile(rb"<script[^>]*type=[\"']application/(?:ld\+)?json[\"'][^>]*>", re.IGNORECASE)
CLOSED = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)


def addresses(case_id: object) -> list[str]:
    """Every page that a GET may open, with a case's id where one is asked for."""
    found: list[str] = []

    def walk(patterns: list[Any], inherited: dict[str, Any], space: str = "") -> None:
        for pattern in patterns:
            converters = {**inherited, **pattern.pattern.converters}
            if isinstance(pattern, URLResolver):
                within = f"{space}{pattern.namespace}:" if pattern.namespace else space
                walk(pattern.url_patterns, converters, within)
            elif isinstance(pattern, URLPattern) and pattern.name and set(converters) <= {"case_id"}:
                found.append(reverse(f"{space}{pattern.name}", kwargs=dict.fromkeys(converters, case_id)))

    walk(get_resolver().url_patterns, {})
    return sorted(set(found))


def test_no_page_has_an_exception_or_anything_inline(cast: Cast) -> None:
    case = open_case(cast.dao)
    seen = 0
    clients = [Client(), *(client_for(one) for one in (cast.dao, cast.pim, cast.nok, cast.anan))]
    for address in addresses(case.id):
        for client in clients:
            answer = client.get(address)
            policy = answer.headers["Content-Security-Policy"]
            assert "unsafe" not in policy and "*" not in policy and "data:" not in policy, address
            if answer.get("Content-Type", "").startswith("text/html") and answer.status_code == 200:
                assert all(part in policy for part in CLOSED), (address, policy)
                assert INLINE.findall(DATA.sub(b"", answer.content)) == [], address
                seen += 1
    assert seen > 60, "the walk found its pages"


def test_errors_have_the_policy_too(client: Client) -> None:
    for answer in (client.get("/missing/"), client.post("/accounts/login/", headers={"host": "elsewhere"})):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
