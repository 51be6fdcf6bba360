"""Every operation of the API as every role: nothing breaks, nothing opens, what is hidden does not exist."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.api.service import the_api
from handrail.core.cases.models import Case
from handrail.core.clock import now
from tests.cast import Cast, client_for, open_case
from tests.core.access.test_every_url import DOOR, plain, touched
from tests.core.api.calling import Program
from tests.roles import as_role

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    body: Any
    form: bool
    writes: bool

    def call(self, program: Program, **ids: Any) -> HttpResponse:
        """Call it with the document's own example, for these records."""
        path = self.path
        for part in [piece[1:-1] for piece in path.split("/") if piece.startswith("{")]:
            given = {"kind": "presumed", "codelist": "hr_Sex", **ids}.get(part, uuid4())
            path = path.replace(f"{{{part}}}", str(given))
        headers = {"If-Match": '"1"'} if self.method in ("PUT", "PATCH") or "take-back" in path else {}
        if self.form:
            return program.call(self.method, path, headers=headers, data={"unit": str(uuid4())})
        return program.call(self.method, path, self.body, headers=headers)


def operations() -> list[Operation]:
    document = json.loads(json.dumps(the_api().get_openapi_schema()))
    found = []
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            content = told.get("requestBody", {}).get("content", {})
            found.append(
                Operation(
                    name=told["operationId"],
                    method=method.upper(),
                    path=path,
                    body=content.get("application/json", {}).get("example"),
                    form="multipart/form-data" in content,
                    writes=method != "get",
                )
            )
    return found


ALL = operations()
OF_A_RECORD = [each for each in ALL if "{case_id}" in each.path or "{person_id}" in each.path]
every = pytest.mark.parametrize("operation", ALL, ids=lambda each: each.name)
of_a_record = pytest.mark.parametrize("operation", OF_A_RECORD, ids=lambda each: each.name)


def ids_of(case: Case) -> dict[str, Any]:
    return {"case_id": case.id, "person_id": case.person_id}


@every
def test_no_operation_breaks_for_any_role_and_each_refusal_is_a_problem(
    cast: Cast, operation: Operation
) -> None:
    case = open_case(cast.dao)
    for who, account in cast.everybody().items():
        answer = operation.call(Program(account), **ids_of(case))
        assert answer.status_code < 500, (who, operation.name)
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json", (who, operation.name)
            assert {"type", "title", "status", "code", "mend", "errors"} == set(answer.json())


@every
def test_who_has_no_token_is_told_so_and_reads_nothing_whatever_session_the_browser_has(
    cast: Cast, operation: Operation
) -> None:
    case = open_case(cast.dao)
    browser = Program(None)
    browser.client = client_for(cast.dao)
    for program in (Program(None), Program(None, token="hrt_" + "0" * 64), browser):
        with CaptureQueriesContext(connection) as queries:
            answer = operation.call(program, **ids_of(case))
        assert (answer.status_code, touched(queries)) == (401, []), operation.name
        assert "WWW-Authenticate" in answer.headers


@every
def test_every_select_on_people_s_records_passes_the_door(cast: Cast, operation: Operation) -> None:
    case = open_case(cast.dao)
    for who, account in cast.everybody().items():
        program = Program(account)
        with CaptureQueriesContext(connection) as queries:
            answer = operation.call(program, **ids_of(case))
        if operation.writes and answer.status_code < 300:
            continue  # what a write does after it passed the door is the actions' affair, as on the pages
        past = [sql for sql in touched(queries) if not any(mark in sql for mark in DOOR)]
        assert past == [], (who, operation.name)


@every
def test_a_token_without_the_scope_opens_nothing_to_whoever_holds_the_role(
    cast: Cast, operation: Operation
) -> None:
    case = open_case(cast.dao)
    other = "cascade:read" if "cascade" not in operation.path else "cases:read"
    if operation.name in {"get_me", "list_fields", "get_codelist"}:
        return
    with CaptureQueriesContext(connection) as queries:
        answer = operation.call(Program(cast.minh, other), **ids_of(case))
    assert answer.status_code in (403, 422), operation.name
    assert touched(queries) == []


@of_a_record
def test_a_record_of_others_answers_as_one_that_does_not_exist(cast: Cast, operation: Operation) -> None:
    """For each account that may not see it, and for an excluded one: same status, bytes and queries."""
    case, hidden = open_case(cast.dao), open_case(cast.kham)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=cast.kham.id, starts_at=now(), decided_by=uuid4()
        )
    strangers: list[tuple[Account, Case]] = [(cast.sothea, case), (cast.kham, case), (cast.kham, hidden)]
    for account, record in strangers:
        program = Program(account)
        program.get("me")  # the first use of a token in a day is a line in the log
        ids, nothing = ids_of(record), {"case_id": uuid4(), "person_id": uuid4()}
        with CaptureQueriesContext(connection) as there_queries:
            there = operation.call(program, **ids)
        with CaptureQueriesContext(connection) as nothing_queries:
            not_there = operation.call(program, **nothing)
        assert there.status_code == not_there.status_code, (account.username, operation.name)
        assert there.status_code in (404, 403), (account.username, operation.name, there.content)
        assert plain(there, *ids.values()) == plain(not_there, *nothing.values())
        assert shape(there_queries) == shape(nothing_queries), (account.username, operation.name)


def shape(queries: CaptureQueriesContext) -> list[str]:
    """The queries without their values, and without the counting of the token, which a new minute changes."""
    return [
        re.sub(r"'[^']*'|\b\d+\b", "?", query["sql"])
        for query in queries
        if "core_accesstoken" not in query["sql"] and "SAVEPOINT" not in query["sql"]
    ]


@of_a_record
def test_a_write_to_a_record_of_others_writes_nothing(cast: Cast, operation: Operation) -> None:
    case = open_case(cast.dao)
    before = Case.objects.unscoped("test").values().get(id=case.id)
    for account in (cast.sothea, cast.kham, cast.nok, cast.anan):
        operation.call(Program(account), **ids_of(case))
    assert Case.objects.unscoped("test").values().get(id=case.id) == before


def test_an_address_that_is_not_there_and_a_method_that_is_not_taken_are_problems_too(cast: Cast) -> None:
    program = Program(cast.dao)
    nowhere = program.get("nowhere")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "no-such-operation")
    wrong = program.delete("me")
    assert (wrong.status_code, wrong.json()["code"], wrong["Allow"]) == (405, "wrong-method", "GET")
    assert Client().get("/api/v1/").status_code == 404
