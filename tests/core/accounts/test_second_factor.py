"""The second factor: required, shown in each session, and not taken away by who knows a password."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from handrail.core.access.domain.roles import roles
from handrail.core.accounts.middleware import DEMO_ENTRY, SecondFactorMiddleware
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from tests.cast import PASSWORD, Cast, make_account
from tests.core.accounts.signing_in import (
    SECRET,
    fully_signed_in,
    phone_code,
    sign_in,
    signed_in,
    with_phone,
)


@pytest.fixture(autouse=True)
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs after a commit runs at once: a test's own transaction never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda then, **more: then())


SET_UP = "/accounts/2fa/"
SHOW = "/accounts/2fa/reauthenticate/"
CLOSED = ("/work/", "/cases/", "/team/", "/log/", "/emergency/", "/search/", "/design/", "/")
METHODS = ("get", "post", "head", "options", "put", "delete")


def set_up_phone(browser: Client) -> None:
    """Show the password again, then set up an authenticator app as its page asks."""
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert browser.get("/accounts/2fa/totp/activate/").status_code == 200
    code = phone_code(browser.session["mfa.totp.secret"])
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code})
    assert answer.status_code == 302, answer.content


@pytest.mark.parametrize("role", sorted(roles()))
def test_every_role_needs_one_and_who_has_none_reaches_nothing(cast: Cast, role: str) -> None:
    account = make_account("rung", cast.shelter_house, role)
    browser = sign_in("rung").client
    assert account.needs_second_factor
    for address in CLOSED:
        answer = browser.get(address)
        assert answer.get("Location") == SET_UP, address


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "address", [*CLOSED, "/accounts/../work/", "//work/", "/api/v1/", "/work/?next=/help/"]
)
def test_no_method_and_no_spelling_of_an_address_goes_past_it(cast: Cast, method: str, address: str) -> None:
    browser = sign_in("dao").client
    answer = getattr(browser, method)(address)
    assert answer.status_code in (302, 404, 405)
    if answer.status_code == 302:
        assert answer["Location"] == SET_UP


def test_what_is_open_without_it_shows_no_record(cast: Cast) -> None:
    """The open paths are these; whoever adds a page under one of them opens it to who has only a password."""
    allowed = ("accounts/", "help/", "language/", "exit/", "demo/", "way-back/")

    def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from routes(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here

    opened = {route for route in routes(get_resolver().url_patterns) if route.startswith(allowed)}
    ours = {route for route in opened if not route.startswith("accounts/")}
    assert ours == {
        "help/",
        "help/api/",
        "language/",
        "exit/",
        "way-back/",
        "demo/",
        "demo/enter/<slug:persona_id>/",
        "demo/leave/",
    }
    assert set(SecondFactorMiddleware.open_paths) == {"/static/", *(f"/{path}" for path in allowed)}


def test_a_part_of_a_page_is_not_replaced_by_the_sign_in_page(cast: Cast) -> None:
    answer = sign_in("dao").client.get("/work/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (204, SET_UP, b"")


def test_a_phone_is_set_up_and_codes_to_print_come_with_it(cast: Cast) -> None:
    browser = sign_in("dao").client
    set_up_phone(browser)
    assert browser.get("/work/").status_code == 200
    page = browser.get("/accounts/2fa/recovery-codes/")
    codes = Authenticator.objects.get(user=cast.dao, type="recovery_codes").wrap().get_unused_codes()
    assert all(code in page.content.decode() for code in codes)
    assert b"data-print" in page.content
    kinds = set(Authenticator.objects.filter(user=cast.dao).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert AuditEvent.objects.filter(action="core:second-factor:added").count() == 1


def test_secrets_are_sealed_in_the_database(cast: Cast) -> None:
    with_phone(cast.dao)
    kept = Authenticator.objects.get(user=cast.dao, type="totp")
    assert SECRET not in json.dumps(kept.data)
    browser = sign_in("minh").client
    set_up_phone(browser)
    seeds = Authenticator.objects.get(user=cast.minh, type="recovery_codes")
    codes = seeds.wrap().get_unused_codes()
    assert len(codes) == 10
    assert not any(code in json.dumps(seeds.data) for code in codes)


def test_the_password_alone_does_not_sign_in_once_there_is_a_factor(cast: Cast) -> None:
    with_phone(cast.dao)
    answer = sign_in("dao")
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(answer.client)
    for address in CLOSED[:-2]:
        assert answer.client.get(address)["Location"].startswith("/accounts/login/"), address


def test_a_code_opens_once(cast: Cast) -> None:
    with_phone(cast.dao)
    code = phone_code()
    first, second = sign_in("dao").client, sign_in("dao").client
    first.post("/accounts/2fa/authenticate/", {"code": code})
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert [signed_in(first), signed_in(second)] == [True, False]


def test_a_printed_code_opens_once(cast: Cast) -> None:
    set_up_phone(sign_in("dao").client)
    code = Authenticator.objects.get(user=cast.dao, type="recovery_codes").wrap().get_unused_codes()[0]
    first, second = sign_in("dao").client, sign_in("dao").client
    first.post("/accounts/2fa/authenticate/", {"code": code})
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert [signed_in(first), signed_in(second)] == [True, False]


def test_codes_cannot_be_tried_without_end(cast: Cast) -> None:
    with_phone(cast.dao)
    browser = sign_in("dao").client
    for _ in range(8):
        answer = browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert b"Too many" in answer.content
    browser.post("/accounts/2fa/authenticate/", {"code": phone_code()})
    assert not signed_in(browser), "not even the right code opens meanwhile"


class TestASessionThatIsOlderThanTheFactor:
    """Somebody stole a first password and signed in before its owner set up the second factor."""

    def test_ends_when_the_factor_is_added(self, cast: Cast) -> None:
        thief, owner = sign_in("dao").client, sign_in("dao").client
        set_up_phone(owner)
        assert [signed_in(thief), signed_in(owner)] == [False, True]

    def test_that_slips_through_is_asked_for_the_factor(self, cast: Cast) -> None:
        thief = sign_in("dao").client
        with_phone(cast.dao)
        assert thief.get("/work/?a=b")["Location"] == f"{SHOW}?next=%2Fwork%2F%3Fa%3Db"
        assert thief.post("/work/")["Location"].startswith(SHOW)

    def test_goes_on_where_it_was_when_it_shows_the_factor(self, cast: Cast) -> None:
        owner = sign_in("dao").client
        with_phone(cast.dao)
        answer = owner.post(f"{SHOW}?next=/cases/", {"code": phone_code(), "next": "/cases/"})
        assert answer["Location"] == "/cases/"
        assert owner.get("/cases/").status_code == 200

    def test_cannot_change_the_protection_with_the_password(self, cast: Cast) -> None:
        thief = sign_in("dao").client
        with_phone(cast.dao)
        assert thief.post("/accounts/reauthenticate/", {"password": PASSWORD})["Location"] == SHOW
        for address in ("totp/deactivate/", "webauthn/add/", "recovery-codes/generate/", "recovery-codes/"):
            answer = thief.post(f"/accounts/2fa/{address}", {"name": "mine", "credential": "{}"})
            assert answer.status_code in (302, 404, 405), address
            assert answer.get("Location", SHOW).startswith((SHOW, "/accounts/2fa/webauthn/reauth")), address
        assert Authenticator.objects.filter(user=cast.dao, type="totp").count() == 1


def test_adding_a_factor_asks_for_the_password_again_although_one_just_signed_in(cast: Cast) -> None:
    browser = sign_in("dao").client
    for address in ("totp/activate/", "webauthn/add/"):
        assert browser.get(f"/accounts/2fa/{address}")["Location"].startswith("/accounts/reauthenticate/")


def test_whoever_takes_the_last_factor_away_is_asked_for_another(cast: Cast) -> None:
    browser = fully_signed_in(cast.dao)
    from django.core.cache import cache

    cache.clear()  # the code was just used; half a minute later there would be another
    browser.post(SHOW, {"code": phone_code()})
    assert browser.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.dao).exists()
    assert browser.get("/work/")["Location"] == SET_UP
    assert AuditEvent.objects.filter(action="core:second-factor:removed").count() == 1


class TestTheDemonstrationsEntry:
    def browser(self, account: Account) -> Client:
        client: Client = sign_in(account.username).client
        session = client.session
        session[DEMO_ENTRY] = True
        session.save()
        return client

    def test_means_nothing_in_a_real_installation(self, cast: Cast, settings) -> None:
        settings.DEMO = False
        assert self.browser(cast.dao).get("/work/")["Location"] == SET_UP

    def test_opens_in_a_demonstration(self, cast: Cast, settings) -> None:
        settings.DEMO = True
        assert self.browser(cast.dao).get("/work/").status_code == 200

    def test_cannot_be_asked_for_by_a_form(self, cast: Cast) -> None:
        client = sign_in("dao", **{DEMO_ENTRY: "1"}).client
        client.cookies[DEMO_ENTRY] = "1"
        assert client.get(f"/work/?{DEMO_ENTRY}=1")["Location"] == SET_UP
        assert client.post("/demo/enter/officer/").status_code == 404


def test_the_pages_that_need_it_are_named_by_their_own_addresses(cast: Cast) -> None:
    assert reverse("mfa_index") == SET_UP
    assert reverse("mfa_reauthenticate") == SHOW
