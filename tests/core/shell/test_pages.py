"""The frame, the help, the quick exit's sign-out and the error pages."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.urls import reverse

from handrail.core.shell import views
from handrail.core.shell.context import DEFAULT_QUICK_EXIT, page_url
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.core.shell.pages")


def signed_in(cast: Cast, name: str) -> Client:
    """A browser signed in as one of the cast, with the second factor that the role needs."""
    account = getattr(cast, name)
    Authenticator.objects.get_or_create(user=account, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("address", ["/design/", "/help/", "/accounts/login/"])
def test_a_page_opens_without_an_account(db: None, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert b"data-quick-exit" in answer.content
    assert b'class="skip"' in answer.content
    assert answer.content.count(b"<h1") == 1


def test_who_is_not_signed_in_sees_no_navigation_and_no_search(db: None) -> None:
    content = Client().get("/help/").content
    assert b"main-nav" not in content
    assert b'role="search"' not in content


def test_the_navigation_holds_what_the_role_may_open(cast: Cast) -> None:
    case_worker = signed_in(cast, "dao").get("/design/").context["nav"]
    administrator = signed_in(cast, "nok").get("/design/").context["nav"]
    assert {item.id for item in case_worker} >= {"work", "cases"}
    assert "team" not in {item.id for item in case_worker}
    assert "team" in {item.id for item in administrator}


def test_search_is_posted_so_that_no_name_stands_in_an_address(cast: Cast) -> None:
    content = signed_in(cast, "dao").get("/help/").content.decode()
    form = re.search(r"<form class=\"search\".*?</form>", content, re.DOTALL)
    assert form is not None
    assert 'method="post"' in form[0]
    assert 'autocomplete="off"' in form[0]


def test_a_page_that_no_room_has_registered_is_left_out() -> None:
    assert page_url("a_room_that_is_not_there") == ""


def test_every_refusal_answers_with_the_same_bytes(cast: Cast) -> None:
    client = signed_in(cast, "dao")
    answers = [client.get(address) for address in ("/refused/", "/missing/", "/cases/elsewhere/")]
    answers += [Client().get("/refused/"), signed_in(cast, "nok").post("/missing/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_an_error_page_names_no_reason_no_path_and_no_account(cast: Cast) -> None:
    content = signed_in(cast, "dao").get("/refused/?name=Rin").content
    for secret in (b"case 17", b"refused", b"Rin", b"Dao", b"csrf"):
        assert secret not in content


def test_a_broken_page_says_so_without_a_traceback(db: None, django_assert_num_queries) -> None:
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        answer = client.get("/broken/")
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
    assert b"ZeroDivisionError" not in answer.content


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.csrf_failure, 403), (views.not_found, 404)],
)
def test_each_error_page_has_its_status_and_a_way_on(view, status: int) -> None:
    answer = view(RequestFactory().get("/x/"))
    assert answer.status_code == status
    assert b'href="/"' in answer.content
    assert b"data-quick-exit" in answer.content


def test_the_quick_exit_signs_out(cast: Cast) -> None:
    client = signed_in(cast, "dao")
    assert client.get("/accounts/logout/").status_code == 200
    answer = client.post(reverse("leave"))
    assert (answer.status_code, answer.content) == (204, b"")
    assert "_auth_user_id" not in client.session


def test_the_quick_exit_needs_no_token_for_a_beacon_cannot_carry_one(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.dao, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("leave")).status_code == 204


def test_a_link_cannot_sign_anybody_out(cast: Cast) -> None:
    client = signed_in(cast, "dao")
    assert client.get(reverse("leave")).status_code == 405
    assert "_auth_user_id" in client.session


def test_the_quick_exit_leads_where_the_installation_says(db: None, settings) -> None:
    settings.QUICK_EXIT_URL = "https://weather.example/"
    content = Client().get("/help/").content.decode()
    link = re.search(r"<a class=\"quick-exit\".*?>", content, re.DOTALL)
    assert link is not None
    assert 'href="https://weather.example/"' in link[0]
    assert "noreferrer" in link[0]
    settings.QUICK_EXIT_URL = ""
    assert DEFAULT_QUICK_EXIT in Client().get("/help/").content.decode()


def test_the_demonstration_is_marked_on_every_page_and_nothing_else_is(db: None, settings) -> None:
    words = b"Demonstration: fictional country, fictional people."
    settings.DEMO = True
    assert all(
        words in Client().get(address).content for address in ("/help/", "/missing/", "/accounts/login/")
    )
    settings.DEMO = False
    assert words not in Client().get("/help/").content


def test_the_second_factor_pages_speak_plainly(cast: Cast) -> None:
    content = signed_in(cast, "dao").get("/accounts/2fa/").content.decode()
    assert "Sign-in protection" in content
    assert "TOTP" not in content
    assert "WebAuthn" not in content
