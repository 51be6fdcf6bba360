"""The way back in, as three people walk it: one asks, another confirms, and a printed code opens once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from handrail.core.accounts.models import Account, Recovery
from handrail.core.audit.models import AuditEvent
from tests.cast import PASSWORD, Cast, client_for
from tests.core.accounts.signing_in import fully_signed_in, sign_in, signed_in, with_phone

pytestmark = pytest.mark.django_db
NEW = "seven slow boats at noon"


def code_for(cast: Cast, account: Account) -> str:
    """Nok asks for Dao, Lek confirms; return the code that Lek is shown."""
    asked = client_for(cast.nok).post(reverse("way_back_ask", args=[account.id]))
    assert asked.status_code == 302
    recovery = Recovery.objects.get(account=account)
    shown = client_for(cast.lek).post(reverse("way_back_confirm", args=[recovery.id]), {"answer": "confirm"})
    found = re.search(rb"\w{4}(-\w{4}){3}", shown.content)
    assert found, "the second person is shown no code"
    return found[0].decode()


def types(username: str, code: str, password: str = NEW, client: Client | None = None) -> Any:
    said = {"username": username, "code": code, "password": password, "again": password}
    return (client or Client()).post(reverse("way_back"), said)


def test_with_the_code_comes_a_new_password_and_what_was_lost_stops_working(cast: Cast) -> None:
    browser = fully_signed_in(cast.dao)
    code = code_for(cast, cast.dao)
    answer = types(" DAO ", code.lower().replace("-", " "))
    assert answer["Location"] == "/accounts/login/"
    assert not signed_in(browser), "a session of before goes on"
    assert not Authenticator.objects.filter(user=cast.dao).exists()
    assert not signed_in(sign_in("dao", PASSWORD).client)
    assert signed_in(sign_in("dao", NEW).client)
    told = AuditEvent.objects.filter(action__startswith="core:recovery:").order_by("at", "id")
    assert [(one.action, one.actor) for one in told] == [
        ("core:recovery:asked", cast.nok.id),
        ("core:recovery:confirmed", cast.lek.id),
        ("core:recovery:used", cast.dao.id),
    ]


def test_until_a_new_second_factor_is_set_up_no_record_opens(cast: Cast) -> None:
    types("dao", code_for(cast, with_phone(cast.dao)))
    assert sign_in("dao", NEW).client.get(reverse("work"))["Location"] == reverse("mfa_index")


def test_the_code_opens_once(cast: Cast) -> None:
    code = code_for(cast, cast.dao)
    assert types("dao", code).status_code == 302
    assert types("dao", code, "another eight slow boats").status_code == 200
    assert signed_in(sign_in("dao", NEW).client)


def test_whatever_does_not_fit_is_answered_alike_and_changes_nothing(cast: Cast) -> None:
    code = code_for(cast, cast.dao)
    answers = [types("dao", "2222-2222-2222-2222"), types("lek", code), types("nobody-here", code)]
    problems = {re.search(rb'class="[^"]*summary.*?</ul>', one.content, re.DOTALL) for one in answers}
    assert all(one.status_code == 200 for one in answers)
    assert len({re.sub(rb'value="[^"]*"', b"", found[0]) for found in problems if found}) == 1
    assert signed_in(sign_in("dao").client)


def test_a_password_that_is_too_easy_leaves_the_code_as_it_was(cast: Cast) -> None:
    code = code_for(cast, cast.dao)
    assert b"Whoever knows this house" in types("dao", code, f"{cast.shelter.name} 11").content
    assert types("dao", code).status_code == 302
