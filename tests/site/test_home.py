"""The first page: what this is, or the way on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.core.accounts.models import Account
from handrail.site import pages
from tests.cast import Cast, client_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.demo.pages")]


def test_who_is_not_signed_in_reads_what_it_is_and_signs_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Nobody lost on the way" in page
    assert reverse("account_login") in page


def test_the_way_to_the_personas_is_there_in_a_demonstration_alone(client: Client, settings: Any) -> None:
    assert reverse("demo") not in client.get("/").content.decode()
    settings.DEMO = True
    assert reverse("demo") in client.get("/").content.decode()


def test_who_is_signed_in_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "page_url", lambda name: f"/{name}/")
    for who, first in (("dao", "/work/"), ("kham", "/work/"), ("nok", "/team/")):
        answer = client_for(getattr(cast, who)).get("/")
        assert (answer.status_code, answer["Location"]) == (302, first), who


def test_who_holds_no_role_goes_to_what_is_everybodys_or_reads_the_first_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.vichai.grants.all().delete()
    vichai = client_for(Account.objects.get(pk=cast.vichai.pk))
    everybodys = [item.url_name for item in pages.nav_items if not item.permissions]
    answer = vichai.get("/")
    assert answer.status_code == 200, "these tests' pages have none of the navigation"
    monkeypatch.setattr(pages, "page_url", lambda name: f"/{name}/")
    answer = vichai.get("/")
    if everybodys:
        assert answer["Location"] == f"/{everybodys[0]}/"
    else:
        assert answer.status_code == 200
