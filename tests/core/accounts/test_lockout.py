"""Wrong passwords: who sprays many names is stopped, and nobody can keep a case worker out by trying hers."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.core.checks import run_checks
from django.test import Client, RequestFactory

from handrail.core.accounts.devices import COOKIE, MOST_NAMES, UNKNOWN
from handrail.core.accounts.domain.lockout import FOR_NAME, FROM_ADDRESS, HERE
from handrail.core.accounts.lockout import client_address
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.clock import now
from tests.cast import PASSWORD, Cast
from tests.core.accounts.signing_in import fully_signed_in, sign_in, signed_in, with_phone

pytestmark = pytest.mark.django_db
WRONG = "not the passphrase at all"


@pytest.fixture(autouse=True)
def only_this_limit(settings) -> None:
    # allauth's own limit (30 a minute from one address) would answer first.
    settings.ACCOUNT_RATE_LIMITS = False


def strangers_try(username: str) -> None:
    """As many wrong tries of a name, each from another place, as lock it for strangers."""
    AccessAttempt.objects.bulk_create(
        AccessAttempt(
            username=username,
            ip_address=f"203.0.113.{number}",
            user_agent=UNKNOWN,
            attempt_time=now(),
            failures_since_start=1,
        )
        for number in range(FOR_NAME)
    )


def sign_in_from(client: Client, address: str, username: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": username, "password": password}, REMOTE_ADDR=address)


def test_no_check_of_the_installation_warns() -> None:
    assert run_checks() == []


def test_somebody_who_tries_many_names_from_one_place_is_stopped(cast: Cast) -> None:
    browser = Client()
    for number in range(FROM_ADDRESS):
        assert sign_in_from(browser, "203.0.113.9", f"name{number}", WRONG).status_code in (200, 429)
    assert sign_in_from(browser, "203.0.113.9", "vichai").status_code == 429, "not even one right guess"
    assert sign_in_from(Client(), "198.51.100.7", "vichai").status_code == 302, "others are not touched"
    (event,) = AuditEvent.objects.filter(action="core:session:locked")
    assert (event.reason, event.ids, event.organisation) == ("address", [], None)


def test_somebody_who_tries_one_name_from_many_places_is_stopped_after_a_while(cast: Cast) -> None:
    for number in range(FOR_NAME):
        assert sign_in_from(Client(), f"203.0.113.{number}", "vichai", WRONG).status_code in (200, 429)
    assert sign_in_from(Client(), "198.51.100.7", "vichai").status_code == 429
    assert sign_in_from(Client(), "198.51.100.7", "sothea").status_code == 302, "other names are not touched"


def test_a_case_worker_cannot_be_kept_out_of_the_browser_that_she_uses(cast: Cast) -> None:
    """A trafficker who types her name wrongly, from everywhere and from the shelter's own network."""
    hers = fully_signed_in(cast.dao)
    hers.post("/accounts/logout/")
    assert not signed_in(hers)
    strangers_try("dao")
    for _ in range(HERE + 1):
        sign_in_from(Client(), "127.0.0.1", "dao", WRONG)
    assert sign_in_from(Client(), "127.0.0.1", "dao").status_code == 429
    assert sign_in("dao", client=hers)["Location"].startswith("/accounts/2fa/authenticate/")


def test_her_browser_in_wrong_hands_has_no_more_tries_than_any_other(cast: Cast) -> None:
    hers = fully_signed_in(cast.dao)
    hers.post("/accounts/logout/")
    answers = [sign_in("dao", WRONG, client=hers).status_code for _ in range(HERE)]
    assert answers[-1] == 429
    assert sign_in("dao", client=hers).status_code == 429


def test_her_browser_is_known_for_her_name_alone(cast: Cast) -> None:
    hers = fully_signed_in(cast.dao)
    hers.post("/accounts/logout/")
    strangers_try("vichai")
    assert sign_in("vichai", client=hers).status_code == 429


def test_a_password_without_its_second_factor_makes_no_browser_known(cast: Cast) -> None:
    with_phone(cast.dao)
    thief = sign_in("dao").client
    assert COOKIE not in thief.cookies
    assert COOKIE in fully_signed_in(cast.dao).cookies


def test_what_the_browser_keeps_names_nobody_and_holds_some_names_only(cast: Cast) -> None:
    browser = Client()
    for number in range(MOST_NAMES + 2):
        account = Account.objects.create_account(
            f"clerk{number}", unit=cast.ministry_desk, display_name="Clerk", password=PASSWORD
        )
        sign_in(account.username, client=browser)
        browser.post("/accounts/logout/")
    kept = browser.cookies[COOKIE]
    assert "clerk" not in kept.value and len(kept.value.split(".")) == MOST_NAMES + 1
    assert kept["httponly"] and kept["samesite"] == "Strict"


@pytest.mark.parametrize("junk", ["", ".", "a.b.c", "\x00", "é" * 900, "." * 900])
def test_a_cookie_that_somebody_made_up_opens_and_breaks_nothing(cast: Cast, junk: str) -> None:
    browser = Client()
    browser.cookies[COOKIE] = junk
    for _ in range(HERE):
        answer = sign_in("dao", WRONG, client=browser)
    assert answer.status_code == 429


def test_who_goes_on_trying_does_not_make_the_lock_longer(cast: Cast) -> None:
    for _ in range(HERE):
        sign_in("dao", WRONG)
    before = AccessAttempt.objects.get()
    for _ in range(3):
        sign_in("dao", WRONG)
    after = AccessAttempt.objects.get()
    assert (after.attempt_time, after.failures_since_start) == (before.attempt_time, HERE)


def test_no_description_of_a_browser_is_kept(cast: Cast) -> None:
    sign_in("dao", WRONG, client=Client(headers={"user-agent": "A phone of the survivor"}))
    assert "survivor" not in AccessAttempt.objects.get().user_agent


@pytest.mark.parametrize(
    ("said", "forwarded", "proxy", "counted"),
    [
        ("203.0.113.9", "198.51.100.1", False, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9", True, "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.9", True, "203.0.113.9"),
        ("127.0.0.1", "", True, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "", False, "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "", False, "203.0.113.9"),
        ("", "", False, None),
        ("nonsense", "", False, None),
        ("127.0.0.1", "nonsense", True, None),
    ],
)
def test_an_address_is_counted_as_our_proxy_saw_it_and_not_as_the_client_says(
    settings, said: str, forwarded: str, proxy: bool, counted: str | None
) -> None:
    settings.BEHIND_PROXY = proxy
    request = RequestFactory().get("/", REMOTE_ADDR=said, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == counted
