"""Tokens: shown once, kept as a hash, cut to the roles of their making, and dead when they should be."""

from __future__ import annotations

from datetime import date, timedelta
from unittest import mock

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction

from handrail.core.accounts import actions as accounts
from handrail.core.accounts import recovery
from handrail.core.accounts.adapter import AccountAdapter
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.audit.models import AuditEvent
from handrail.core.clock import now, today
from handrail.core.tokens import admitting
from handrail.core.tokens.actions import scopes_to_give
from handrail.core.tokens.admitting import Caller, NotAdmitted, admit
from handrail.core.tokens.models import AccessToken
from tests.cast import Cast, client_for
from tests.core.api.calling import token_for

pytestmark = pytest.mark.django_db


def let_in(text: str) -> Caller:
    return admit(text, at=now())


def refused(text: str) -> str:
    with pytest.raises(NotAdmitted) as no:
        admit(text, at=now())
    return no.value.code


def new_token_on_the_page(account: Account, **said: object) -> tuple[int, str]:
    form = {"name": "hotline database", "scopes": ["cases:read"], "days": 30, **said}
    answer = client_for(account).post("/access-tokens/new/", form)
    return answer.status_code, answer.content.decode()


def test_its_owner_sees_a_token_once_and_the_database_never(cast: Cast) -> None:
    status, page = new_token_on_the_page(cast.dao)
    assert status == 200
    text = page.split("hrt_")[1][:64]
    assert let_in(f"hrt_{text}").account == cast.dao
    listed = client_for(cast.dao).get("/access-tokens/").content.decode()
    assert "hotline database" in listed and f"hrt_{text[:8]}" in listed
    assert text not in listed
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_accesstoken")
        assert text not in repr(cursor.fetchall())


def test_nobody_sees_or_ends_a_token_of_somebody_else(cast: Cast) -> None:
    text = token_for(cast.dao)
    token = AccessToken.objects.get()
    for other in (cast.minh, cast.nok, cast.anan):
        client = client_for(other)
        assert token.shown.encode() not in client.get("/access-tokens/").content
        assert client.post(f"/access-tokens/{token.id}/end/").status_code == 404
    assert let_in(text).account == cast.dao


def test_its_owner_ends_a_token_at_once(cast: Cast) -> None:
    text = token_for(cast.dao)
    client = client_for(cast.dao)
    url = f"/access-tokens/{AccessToken.objects.get().id}/end/"
    assert "End the token" in client.get(url).content.decode()
    assert let_in(text)
    client.post(url)
    assert refused(text) == "token-revoked"
    assert client.post(url, follow=True).status_code == 200


def test_a_page_refuses_what_the_account_may_not_give_and_keeps_what_was_typed(cast: Cast) -> None:
    assert new_token_on_the_page(cast.dao, scopes=["cases:read", "bank:write"])[0] == 422
    status, page = new_token_on_the_page(cast.dao, days=400)
    assert status == 422
    assert "from 1 to 365" in page and "hotline database" in page
    assert not AccessToken.objects.exists()


def test_who_has_no_second_step_makes_no_token(cast: Cast) -> None:
    client = client_for(cast.vichai)
    Authenticator.objects.filter(user=cast.vichai).delete()
    answer = client.post("/access-tokens/new/", {"name": "x", "scopes": ["cascade:read"], "days": 30})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert not AccessToken.objects.exists()


def test_who_opens_no_record_is_offered_no_token(cast: Cast) -> None:
    client = client_for(cast.nok)
    assert "Nothing for a token to do" in client.get("/access-tokens/").content.decode()
    assert client.get("/access-tokens/new/").status_code == 404


def test_scopes_are_within_the_roles_of_the_account(cast: Cast) -> None:
    assert "imports:write" in scopes_to_give(cast.dao)
    assert "imports:read" not in scopes_to_give(cast.kham)
    assert scopes_to_give(cast.vichai) == ["cascade:read"]
    assert scopes_to_give(cast.nok) == []


def test_a_token_opens_nothing_after_its_last_day(cast: Cast) -> None:
    text = token_for(cast.dao, days=1)
    with pytest.raises(NotAdmitted, match="token-expired"):
        admit(text, at=now() + timedelta(days=1))


@pytest.mark.parametrize("text", ["", "hrt_", "hrt_" + "0" * 64, "Bearer", "hrt_\x00", "é" * 20])
def test_what_is_no_token_opens_nothing(cast: Cast, text: str) -> None:
    token_for(cast.dao)
    assert refused(text) == "token-unknown"


def test_suspension_ends_tokens_and_reinstating_brings_none_back(cast: Cast) -> None:
    text = token_for(cast.dao)
    accounts.suspend(cast.dao, by=cast.nok, on=today())
    assert refused(text) == "token-revoked"
    accounts.reinstate(cast.dao, by=cast.nok)
    assert refused(text) == "token-revoked"


def test_a_way_back_ends_tokens(cast: Cast) -> None:
    text = token_for(cast.dao)
    asked = recovery.ask(cast.dao, by=cast.nok, at=now())
    code = recovery.confirm(asked, by=cast.lek, at=now())
    found = recovery.find("dao", code, now())
    assert found
    recovery.use(found, "another long passphrase", at=now())
    assert AccessToken.objects.get().revoked_because == "way-back"
    assert refused(text) == "token-revoked"


def test_a_token_dies_with_the_password_however_it_was_changed(cast: Cast) -> None:
    text = token_for(cast.dao)
    cast.dao.set_password("another long passphrase")
    cast.dao.save()
    assert refused(text) == "token-revoked"


@pytest.mark.parametrize("notice", ["mfa/email/totp_deactivated", "account/email/password_changed"])
def test_less_protection_ends_tokens_and_more_does_not(cast: Cast, notice: str) -> None:
    text = token_for(cast.dao)
    request = mock.MagicMock(session=mock.MagicMock(session_key="here"))
    with request_context(request):
        AccountAdapter().send_notification_mail("mfa/email/webauthn_added", cast.dao)
        assert let_in(text)
        AccountAdapter().send_notification_mail(notice, cast.dao)
    assert refused(text) == "token-revoked"


def test_a_later_role_does_not_widen_an_old_token(cast: Cast) -> None:
    text = token_for(cast.kham)
    RoleGrant.objects.create(
        account=cast.kham, role="data_steward", unit=cast.police_head, starts_on=date(2020, 1, 1)
    )
    assert Account.objects.get(id=cast.kham.id).may("cooperate:import:run")
    assert not let_in(text).account.may("cooperate:import:run")
    assert let_in(text).account.may("core:case:read")


def test_a_token_loses_a_role_that_ends_and_does_not_regain_it(cast: Cast) -> None:
    text = token_for(cast.dao)
    RoleGrant.objects.filter(account=cast.dao).update(ends_on=today())
    assert not let_in(text).account.may("core:case:read")
    RoleGrant.objects.create(
        account=cast.dao, role="case_worker", unit=cast.shelter_house, starts_on=date(2020, 1, 1)
    )
    assert not let_in(text).account.may("core:case:read")


def test_a_token_asks_so_often_a_minute_and_no_more(cast: Cast) -> None:
    text, other = token_for(cast.dao), token_for(cast.minh)
    small = mock.Mock(requests_a_minute=3)
    at = now().replace(second=50)
    with mock.patch.object(admitting, "limits", lambda: small):
        for _ in range(3):
            admit(text, at=at)
        with pytest.raises(NotAdmitted) as no:
            admit(text, at=at)
        assert (no.value.code, no.value.wait) == ("too-many-requests", 10)
        admit(other, at=at)
        admit(text, at=at + timedelta(seconds=10))


def test_making_ending_and_a_day_s_first_use_are_in_the_log_once_each(cast: Cast) -> None:
    text = token_for(cast.dao)
    for _ in range(3):
        let_in(text)
    token = AccessToken.objects.get()
    client_for(cast.dao).post(f"/access-tokens/{token.id}/end/")
    events = AuditEvent.objects.filter(kind="token").order_by("at")
    assert [event.action for event in events] == ["core:token:made", "core:token:used", "core:token:revoked"]
    assert all(event.ids == [str(token.id)] and event.actor == cast.dao.id for event in events)
    assert token.last_used_on == today()


def test_the_database_holds_that_a_token_expires_and_says_why_it_ended(cast: Cast) -> None:
    token_for(cast.dao)
    token = AccessToken.objects.get()
    for wrong in ({"expires_at": token.created_at}, {"revoked_at": now()}, {"revoked_because": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessToken.objects.filter(id=token.id).update(**wrong)
