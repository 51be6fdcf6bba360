"""Taking records out of the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handrail.cooperate.exporting.gathering import EXPORT
from handrail.cooperate.exporting.leaving import FORMS, PLAIN_REASONS, SHORTEST_PASSWORD, Lock, export_cases
from handrail.cooperate.exporting.xlsform import htcds_xlsform
from handrail.cooperate.models import RUN
from handrail.cooperate.views.answers import attachment
from handrail.cooperate.views.lists import WORKBOOK
from handrail.cooperate.words import refusal_words
from handrail.core import vault
from handrail.core.access import Refused, permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now


class ExportForm(forms.Form):
    """In which form, and how it is locked."""

    form = forms.ChoiceField(
        label=_("Form"),
        choices=[(form.id, form.label) for form in FORMS.values()],
        widget=forms.RadioSelect,
        initial="htcds-xlsx",
        error_messages={"required": _("Choose the form of the file.")},
    )
    lock = forms.ChoiceField(
        label=pgettext_lazy("of an exported file", "Protection"),
        choices=[
            ("password", _("A password")),
            ("keys", _("Public keys (age)")),
            ("plain", _("None, for a reason that the log keeps")),
        ],
        widget=forms.RadioSelect,
        initial="password",
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least %(shortest)s signs; several words are easiest. Tell it to the receiver another way."
        )
        % {"shortest": SHORTEST_PASSWORD},
    )
    password_again = forms.CharField(
        label=_("Password again"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    keys = forms.CharField(
        label=_("Public keys"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line. They begin with age1, ssh-ed25519 or ssh-rsa."),
    )
    reason = forms.ChoiceField(
        label=_("Why it is left open"),
        required=False,
        choices=[("", _("Choose a reason")), *PLAIN_REASONS.items()],
    )

    def clean(self) -> dict[str, Any]:
        """Ask for exactly what the chosen protection needs."""
        told = super().clean() or {}
        match told.get("lock"):
            case "password":
                if len(told.get("password", "")) < SHORTEST_PASSWORD:
                    self.add_error(
                        "password",
                        refusal_words(Refused("export-password-short", {"shortest": SHORTEST_PASSWORD})),
                    )
                elif told["password"] != told.get("password_again"):
                    self.add_error("password_again", _("The two passwords differ. Type both again."))
            case "keys":
                if not told.get("keys", "").strip():
                    self.add_error("keys", _("Give at least one public key."))
            case "plain":
                if not told.get("reason"):
                    self.add_error("reason", refusal_words(Refused("export-reason")))
        return told

    def chosen(self) -> Lock:
        """The lock that was chosen; fields of the other ways are not looked at."""
        told = self.cleaned_data
        match told["lock"]:
            case "password":
                return Lock(password=told["password"])
            case "keys":
                return Lock(recipients=tuple(told["keys"].split("\n")) if told["keys"] else ())
            case _:
                return Lock(plain_reason=told["reason"])


@require_http_methods(["GET", "POST"])
@permission_required(EXPORT)
def export(request: HttpRequest) -> HttpResponseBase:
    """Choose form and protection; the answer is the file."""
    account: Account = request.user  # type: ignore[assignment]
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = export_cases(account, form.cleaned_data["form"], form.chosen(), at=now())
            return attachment(made.content, made.name)
        except Refused as refused:
            form.add_error(None, refusal_words(refused))
        except vault.UnknownRecipient as unknown:
            words = _(
                "“%(key)s” is not a public key that we know. They begin with age1, ssh-ed25519 or ssh-rsa."
            )
            form.add_error("keys", words % {"key": unknown.text[:40]})
    return render(request, "cooperate/export.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@permission_required(EXPORT, RUN)
def xlsform(request: HttpRequest) -> HttpResponse:
    """The blank survey form."""
    return attachment(htcds_xlsform(), "handrail-htcds-xlsform.xlsx", WORKBOOK)
