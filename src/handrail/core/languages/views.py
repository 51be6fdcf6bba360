"""The language page, for who is signed in and for who is not yet."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from handrail.core.accounts.models import Account
from handrail.core.languages.actions import choose_language
from handrail.core.languages.forms import LanguageForm


def language(request: HttpRequest) -> HttpResponse:
    """Choose a language: kept with the account, or in this browser for who is not signed in."""
    form = LanguageForm(request.POST or None, initial={"language": translation.get_language()})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "languages/language.html", {"form": form}, status=status)
    chosen = form.cleaned_data["language"]
    response = redirect("language" if isinstance(request.user, Account) else "account_login")
    if isinstance(request.user, Account):
        choose_language(request.user, chosen)
    else:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            samesite="Lax",
        )
    with translation.override(chosen):
        messages.success(request, _("The pages are in this language now."))
    return response
