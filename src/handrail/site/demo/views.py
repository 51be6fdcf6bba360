"""Choosing whose place to take. Everything here answers 404 outside a genuine demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handrail.core.accounts.middleware import DEMO_ENTRY
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.site.demo.domain.country import COUNTRY
from handrail.site.demo.mark import is_genuine
from handrail.site.demo.personas import BY_ID, PERSONAS, Persona, Try, Words

View = Callable[..., HttpResponse]


def in_demonstration_only(view: View) -> View:
    """Answer 404 unless the settings say demonstration and the folder's mark is genuine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEMO and is_genuine(Path(settings.HANDRAIL_HOME))):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to try, with the address where it begins ("" where no room has that page)."""

    says: Words
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A persona as the page shows it."""

    persona: Persona
    steps: tuple[Step, ...]
    present: bool


@never_cache
@in_demonstration_only
def personas(request: HttpRequest) -> HttpResponse:
    """List the personas, and say what to try as the one whose place is taken."""
    now_as = _present(request)
    cards = [
        Card(persona, tuple(_step(a_try) for a_try in persona.tries), present=persona is now_as)
        for persona in PERSONAS
    ]
    context = {
        "country": COUNTRY,
        "cards": cards,
        "present": next((card for card in cards if card.present), None),
    }
    return render(request, "handrail_site/demo.html", context)


@require_POST
@in_demonstration_only
def enter(request: HttpRequest, persona_id: str) -> HttpResponse:
    """Take a persona's place: one click, no password, no second factor."""
    persona = BY_ID.get(persona_id)
    account = Account.objects.filter(username=persona.username).first() if persona else None
    if account is None:
        raise Http404
    logout(request)
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session[DEMO_ENTRY] = True
    # What allauth does when somebody signs in: the session shows in the list of where one is signed in.
    UserSession.objects.create_from_request(request)
    record(
        action="site:session:opened",
        kind="account",
        ids=[account.id],
        actor=account.id,
        organisation=account.organisation_id,
        reason="demonstration",
    )
    return redirect("demo")


@require_POST
@in_demonstration_only
def leave(request: HttpRequest) -> HttpResponse:
    """Give the place back."""
    logout(request)
    return redirect("demo")


def _present(request: HttpRequest) -> Persona | None:
    if not isinstance(request.user, Account):
        return None
    return next((p for p in PERSONAS if p.username == request.user.username), None)


def _step(a_try: Try) -> Step:
    try:
        address = reverse(a_try.page, args=a_try.args)
    except NoReverseMatch:
        return Step(a_try.says, "")
    return Step(a_try.says, f"{address}?{a_try.query}" if a_try.query else address)
