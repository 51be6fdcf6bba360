"""Passwords and the names of sessions: long enough, hidden, kept by nobody who should not."""

from __future__ import annotations

import math
import re

import pytest
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from tests.core.accounts.signing_in import fully_signed_in, sign_in, signed_in

NEW = "seven slow boats at noon"


def change(browser: Client, old: str, new: str) -> int:
    words = {"oldpassword": old, "password1": new, "password2": new}
    return int(browser.post(reverse("account_change_password"), words).status_code)


def test_a_password_needs_twelve_signs(cast: Cast) -> None:
    browser = sign_in("vichai").client
    assert change(browser, PASSWORD, "xvtqkbmpzrg") == 200
    assert change(browser, PASSWORD, "xvtqkbmpzrgw") == 302


def test_who_changes_a_password_shows_the_one_of_now(cast: Cast) -> None:
    browser = sign_in("vichai").client
    assert change(browser, "not that one", NEW) == 200
    assert change(browser, "", NEW) == 200
    assert signed_in(sign_in("vichai", PASSWORD).client)
    assert change(browser, PASSWORD, NEW) == 302


@pytest.mark.parametrize(
    ("address", "fields"), [("account_login", 1), ("account_change_password", 3), ("way_back", 2)]
)
def test_password_fields_hide_what_is_typed_and_let_managers_fill_them(
    cast: Cast, address: str, fields: int
) -> None:
    browser = sign_in("vichai").client if address == "account_change_password" else Client()
    page = browser.get(reverse(address)).content.decode()
    drawn = re.findall(r"<input[^>]*name=\"(?:\w*password\d?|again)\"[^>]*>", page)
    assert len(drawn) == fields
    for field in drawn:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
    assert "onpaste" not in page


def test_the_name_of_a_session_has_more_than_128_bits(cast: Cast) -> None:
    name = sign_in("vichai").client.session.session_key
    assert len(name) * math.log2(len(VALID_KEY_CHARS)) > 128
    assert set(name) <= set(VALID_KEY_CHARS)


def test_no_browser_keeps_a_page_of_who_is_signed_in(cast: Cast) -> None:
    browser = fully_signed_in(cast.vichai)
    for address in ("/help/", "/accounts/sessions/", "/accounts/2fa/", "/nowhere/"):
        assert "no-store" in browser.get(address)["Cache-Control"], address
    assert "no-store" in Client().get("/accounts/login/")["Cache-Control"]
