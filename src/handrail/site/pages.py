"""The first page: what this is for who is not signed in, and the way on for who is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from handrail.core.accounts.models import Account
from handrail.core.cases.words import BRANCHES, STAGES
from handrail.core.registry import nav_items
from handrail.core.shell.context import page_url


def home(request: HttpRequest) -> HttpResponse:
    """Say what Handrail is; who is signed in goes on to the first page that is theirs."""
    if isinstance(request.user, Account):
        address = first_page(request.user)
        if address:
            return redirect(address)
    context = {"sign_in_url": page_url("account_login"), "way": example_way()}
    return render(request, "handrail_site/home.html", context)


def example_way() -> list[dict[str, Any]]:
    """Return the way of nobody in particular, as the case page draws it: helped, and waiting for a court."""
    branches = {
        "trunk": {"detected": "done", "screened": "done"},
        "protection": {"presumed": "done", "assisted": "done", "reintegrated": "waiting"},
        "justice": {"investigated": "done", "prosecuted": "done", "convicted": "late", "remedied": "waiting"},
    }
    return [
        {
            "name": BRANCHES[branch],
            "steps": [{"label": STAGES[stage], "state": state} for stage, state in steps.items()],
        }
        for branch, steps in branches.items()
    ]


def first_page(account: Account) -> str:
    """Return the address of the first page of the navigation that is the account's, "" for none.

    "My work" is first for whoever sees cases: the navigation's order says so. A page that is everybody's
    comes after those that a role opens.
    """
    theirs = [item for item in nav_items if any(account.may(name) for name in item.permissions)]
    everybodys = [item for item in nav_items if not item.permissions]
    addresses = (page_url(item.url_name) for item in (*theirs, *everybodys))
    return next((address for address in addresses if address), "")


urlpatterns = [path("", home, name="home")]
