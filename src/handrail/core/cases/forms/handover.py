"""Whose caseload goes to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.accounts.models import Account


class HandOverForm(forms.Form):
    """Cleaned: `of` and `to` are accounts."""

    of = forms.ChoiceField(label=_("Whose cases"))
    to = forms.ChoiceField(label=_("Who takes them"))
    also_closed = forms.BooleanField(
        label=_("Closed cases too"),
        required=False,
        help_text=_("Open cases move in any case. Leave this empty when somebody only changes the team."),
    )

    def __init__(self, *args: Any, people: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.id): each for each in people}
        active = [each for each in people if each.is_active]
        for name, offered in (("of", people), ("to", active)):
            choices = [("", _("Choose")), *((str(each.id), _words(each)) for each in offered)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_of(self) -> Account:
        return self.people[self.cleaned_data["of"]]

    def clean_to(self) -> Account:
        to = self.people[self.cleaned_data["to"]]
        if to == self.cleaned_data.get("of"):
            raise forms.ValidationError(_("Choose two different colleagues."))
        return to


def _words(account: Account) -> str:
    words = f"{account.display_name}, {account.unit.name}"
    return words if account.is_active else f"{words} ({_('suspended')})"
