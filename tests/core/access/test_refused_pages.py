"""Who asks for what is not theirs leaves a line, and the line tells nobody what there is."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.clock import now
from tests.cast import Cast, client_for, open_case
from tests.core.api.calling import Program
from tests.roles import as_role

pytestmark = pytest.mark.django_db


def lines(account: Account) -> list[tuple[object, ...]]:
    told = AuditEvent.objects.filter(action="core:page:refused", actor=account.id).order_by("at", "id")
    return [(one.kind, one.ids, one.organisation, one.reason) for one in told]


def test_a_page_that_no_role_of_theirs_opens_is_a_line(cast: Cast) -> None:
    assert client_for(cast.dao).get(reverse("team")).status_code == 404
    assert lines(cast.dao) == [("account", [str(cast.dao.id)], cast.dao.organisation_id, "permission")]


def test_hidden_another_s_and_absent_records_leave_the_same_line(cast: Cast) -> None:
    hidden, another_s = open_case(cast.kham), open_case(cast.dao)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=cast.kham.id, starts_at=now(), decided_by=uuid4()
        )
    browser = client_for(cast.kham)
    for case in (hidden.id, another_s.id, uuid4()):
        assert browser.get(reverse("case_page", args=[case])).status_code == 404
    assert lines(cast.kham) == [("account", [str(cast.kham.id)], cast.kham.organisation_id, "not-there")] * 3


def test_a_program_leaves_such_lines_too(cast: Cast) -> None:
    program = Program(cast.kham, "cases:read")
    for case in (open_case(cast.dao).id, uuid4()):
        assert program.get(f"cases/{case}").status_code == 404
    assert program.get(f"persons/{uuid4()}").status_code == 403
    told = AuditEvent.objects.filter(action="core:api:refused", actor=cast.kham.id).order_by("at", "id")
    assert [one.reason for one in told] == ["not-found", "not-found", "scope-missing"]


def test_a_page_that_opens_leaves_no_such_line(cast: Cast) -> None:
    assert client_for(cast.dao).get(reverse("work")).status_code == 200
    assert lines(cast.dao) == []
