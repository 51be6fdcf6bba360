"""Sessions end: when nothing happens, when they have lasted long enough, and at the owner's word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from handrail.core.accounts import middleware
from tests.cast import PASSWORD, Cast
from tests.core.accounts.signing_in import Clock, fully_signed_in, sign_in, signed_in


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    monkeypatch.setattr(middleware, "now", clock.now)
    return clock


def test_a_session_ends_when_nothing_happens(cast: Cast, clock: Clock) -> None:
    browser = sign_in("vichai").client
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS)
    assert signed_in(browser)
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS + 1)
    answer = browser.get("/design/")
    assert answer["Location"] == "/accounts/login/"
    assert b"because nothing happened for a while" in browser.get("/accounts/login/").content
    assert not signed_in(browser)


def test_the_clock_runs_from_the_sign_in_and_not_from_the_next_page(cast: Cast, clock: Clock) -> None:
    browser = sign_in("vichai").client
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS + 1)
    assert not signed_in(browser)


def test_a_session_in_use_ends_after_its_longest_time_all_the_same(cast: Cast, clock: Clock) -> None:
    browser = sign_in("vichai").client
    for _ in range(settings.SESSION_COOKIE_AGE // 600):
        clock.goes_on(seconds=600)
        assert signed_in(browser)
    clock.goes_on(seconds=600)
    assert not signed_in(browser)


def test_an_ended_session_is_gone_and_not_only_hidden(cast: Cast, clock: Clock) -> None:
    browser = sign_in("vichai").client
    kept = browser.cookies["sessionid"].value
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS + 1)
    browser.get("/design/")
    clock.goes_on(seconds=-settings.SESSION_IDLE_SECONDS)
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not signed_in(thief)


def test_a_session_that_ended_does_nothing_that_was_sent_with_it(cast: Cast, clock: Clock) -> None:
    browser = fully_signed_in(cast.nok)
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS + 1)
    browser.post(f"/team/{cast.dao.id}/suspend/")
    cast.dao.refresh_from_db()
    assert cast.dao.is_active


def test_a_part_of_a_page_asked_for_too_late_sends_the_whole_page_to_the_sign_in(
    cast: Cast, clock: Clock
) -> None:
    browser = sign_in("vichai").client
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS + 1)
    answer = browser.get("/design/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/")


def test_signing_out_ends_the_session_on_the_server(cast: Cast) -> None:
    browser = sign_in("vichai").client
    kept = browser.cookies["sessionid"].value
    browser.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not signed_in(thief)


def test_who_leaves_has_the_browser_forget_the_pages(cast: Cast, clock: Clock) -> None:
    for address in ("/accounts/logout/", "/exit/"):
        answer = sign_in("vichai").client.post(address)
        assert answer["Clear-Site-Data"] == '"cache"', address
    browser = sign_in("vichai").client
    assert "Clear-Site-Data" not in browser.get("/help/").headers
    clock.goes_on(seconds=settings.SESSION_IDLE_SECONDS + 1)
    assert browser.get("/help/")["Clear-Site-Data"] == '"cache"'


def proves_it_again(browser: Client, back_to: str) -> Any:
    return browser.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": back_to})


def test_one_can_sign_out_everywhere_else_after_showing_the_password_again(cast: Cast) -> None:
    here, elsewhere = sign_in("vichai").client, sign_in("vichai").client
    assert UserSession.objects.filter(user=cast.vichai).count() == 2
    asked = here.post("/accounts/sessions/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert signed_in(elsewhere)
    proves_it_again(here, "/accounts/sessions/")
    assert [signed_in(here), signed_in(elsewhere)] == [True, False]


def test_a_session_gets_a_new_name_when_its_owner_proves_who_they_are_again(cast: Cast) -> None:
    browser = sign_in("vichai").client
    former = browser.cookies["sessionid"].value
    proves_it_again(browser, "/help/")
    assert browser.cookies["sessionid"].value != former
    assert signed_in(browser)
    thief = Client()
    thief.cookies["sessionid"] = former
    assert not signed_in(thief)
    (known,) = UserSession.objects.filter(user=cast.vichai)
    assert known.session_key == browser.session.session_key


def test_a_session_keeps_its_name_while_nothing_is_proven(cast: Cast) -> None:
    browser = sign_in("vichai").client
    former = browser.cookies["sessionid"].value
    browser.get("/help/")
    browser.post("/accounts/reauthenticate/", {"password": "not that one"})
    assert browser.cookies["sessionid"].value == former


def test_nobody_sees_or_ends_the_sessions_of_others(cast: Cast) -> None:
    fully_signed_in(cast.dao)
    vichai = sign_in("vichai").client
    assert len(vichai.get("/accounts/sessions/").context["sessions"]) == 1
    proves_it_again(vichai, "/help/")
    vichai.post("/accounts/sessions/")
    assert UserSession.objects.filter(user=cast.dao).count() == 1


def test_the_cookie_is_for_this_browser_alone(cast: Cast) -> None:
    cookie = sign_in("vichai").client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not cookie["max-age"], "it goes when the browser closes"
