"""Every page as every role: nothing breaks, nothing opens that should not, and what is hidden does not exist.

A new URL with an id in it fails here until `IDS` says which records to try it with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from handrail.core.access.models import Exclusion
from handrail.core.access.scoped import ScopedManager
from handrail.core.cases.models import Case
from handrail.core.clock import now
from tests.cast import Cast, client_for, open_case
from tests.roles import as_role

pytestmark = pytest.mark.django_db

# Tables with people's records: a SELECT on them passes the door, which asks for exclusions.
PEOPLE = (
    "core_case",
    "core_person",
    "core_party",
    "core_entry",
    "core_attachment",
    "core_milestone",
    "core_cascaderow",
    "core_consentgrant",
    "core_referral",
    "core_draft",
    "core_externalreference",
    *(
        model._meta.db_table
        for model in apps.get_models()
        # Rows of an import belong to who ran it (tests/cooperate/pages).
        if model._meta.app_label not in {"core", "cooperate"}
        and isinstance(model._default_manager, ScopedManager)
    ),
)
# A draft is its writer's: without a reach to any case only those without a case are left.
DOOR = ("handrail_hidden_cases", "core_exclusion", '"core_draft"."account_id" = ')
# allauth's own pages (they begin as ours do: account_login, account_page), which read no record.
NOT_OURS = "allauth."
CASE_ARGUMENT = "case_id"


@dataclass(frozen=True)
class Page:
    name: str
    arguments: tuple[str, ...]

    def url(self, **ids: Any) -> str:
        return reverse(self.name, kwargs={name: ids.get(name, uuid4()) for name in self.arguments})


def pages() -> Iterator[Page]:
    def walk(patterns: list[Any], inherited: tuple[str, ...]) -> Iterator[Page]:
        for pattern in patterns:
            own = tuple(pattern.pattern.converters)
            if getattr(pattern, "namespace", None) == "api_v1":
                continue  # operations for programs: test_every_operation.py
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, inherited + own)
            elif isinstance(pattern, URLPattern) and pattern.name and not _of_allauth(pattern):
                yield Page(pattern.name, inherited + own)

    yield from walk(get_resolver().url_patterns, ())


def _of_allauth(pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return view.__module__.startswith(NOT_OURS)  # type: ignore[no-any-return]


ALL_PAGES = sorted(set(pages()), key=lambda page: page.name)
CASE_PAGES = [page for page in ALL_PAGES if CASE_ARGUMENT in page.arguments]
SAMPLES = {
    "code": "orchard7",
    "iso3": "THA",
    "step": "assisted",
    "persona": "dao",
    "format": "htcds-xlsx",
    "instrument": "phq-9",
    "language": "en",
}


def visit(client: Client, page: Page, method: str, **ids: Any) -> HttpResponse:
    samples = {name: SAMPLES[name] for name in page.arguments if name in SAMPLES}
    return getattr(client, method)(page.url(**{**samples, **ids}))  # type: ignore[no-any-return]


def plain(response: HttpResponse, *ids: object) -> bytes:
    """The answer's bytes without ids and one-time tokens (the listed normalisations)."""
    body = b"".join(response) if response.streaming else response.content
    for one in ids:
        body = body.replace(str(one).encode(), b"ID")
    return re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", body)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_no_page_breaks_for_any_role_or_for_nobody(cast: Cast, page: Page, method: str) -> None:
    case = open_case(cast.dao)
    for who, account in [("nobody", None), *cast.everybody().items()]:
        client = client_for(account) if account else Client()
        client.raise_request_exception = True
        response = visit(client, page, method, case_id=case.id)
        assert response.status_code < 500, (who, page.name)


@pytest.mark.parametrize(
    "page", [p for p in ALL_PAGES if p.name not in {"account_login"}], ids=lambda page: page.name
)
def test_who_is_not_signed_in_reads_no_people_s_record(cast: Cast, page: Page) -> None:
    case = open_case(cast.dao)
    with CaptureQueriesContext(connection) as queries:
        response = visit(Client(), page, "get", case_id=case.id)
    assert touched(queries) == []
    assert case.number.encode() not in plain(response)


def touched(queries: CaptureQueriesContext) -> list[str]:
    return [
        q["sql"]
        for q in queries
        if q["sql"].lstrip().startswith("SELECT") and any(f'FROM "{table}"' in q["sql"] for table in PEOPLE)
    ]


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_every_select_on_people_s_records_passes_the_door(cast: Cast, page: Page) -> None:
    case = open_case(cast.dao)
    for who, account in cast.everybody().items():
        client = client_for(account)
        with CaptureQueriesContext(connection) as queries:
            visit(client, page, "get", case_id=case.id)
        past = [sql for sql in touched(queries) if not any(mark in sql for mark in DOOR)]
        assert past == [], (who, page.name)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", CASE_PAGES, ids=lambda page: page.name)
def test_a_case_of_others_answers_as_one_that_does_not_exist(cast: Cast, page: Page, method: str) -> None:
    """For each account that may not see it, and for an excluded one: same status, same bytes."""
    case = open_case(cast.dao)
    hidden = open_case(cast.kham)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=cast.kham.id, starts_at=now(), decided_by=uuid4()
        )
    strangers = [
        (cast.sothea, case),
        (cast.kham, case),
        (cast.nok, case),
        (cast.vichai, case),
        (cast.kham, hidden),
    ]
    for account, record in strangers:
        client = client_for(account)
        nothing = uuid4()
        there = visit(client, page, method, case_id=record.id)
        not_there = visit(client, page, method, case_id=nothing)
        assert there.status_code == not_there.status_code == 404, (account.username, page.name)
        assert plain(there, record.id) == plain(not_there, nothing)


@pytest.mark.parametrize("page", CASE_PAGES, ids=lambda page: page.name)
def test_a_write_to_a_case_of_others_writes_nothing(cast: Cast, page: Page) -> None:
    case = open_case(cast.dao)
    before = Case.objects.unscoped("test").values().get(id=case.id)
    for account in (cast.sothea, cast.kham, cast.nok, cast.anan):
        visit(client_for(account), page, "post", case_id=case.id)
    assert Case.objects.unscoped("test").values().get(id=case.id) == before
