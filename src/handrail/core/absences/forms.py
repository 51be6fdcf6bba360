"""What is filled in when somebody goes on leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.accounts.models import Account


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class LeaveForm(forms.Form):
    """Who is away, from when, until when, and who stands in."""

    account = forms.ChoiceField(label=_("Who is away"))
    starts_on = _day(_("First day away"))
    ends_on = _day(_("First day back"))
    deputy = forms.ChoiceField(
        label=_("Who stands in"),
        required=False,
        help_text=_(
            "From the first day away until the first day back, this colleague sees the cases that the one "
            "who is away is responsible for, and can change what their own role lets them change."
        ),
    )

    def __init__(
        self, *args: Any, people: Sequence[Account], deputies: Sequence[Account], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.id): each for each in people}
        self.deputies = {str(each.id): each for each in deputies}
        self.fields["account"].choices = [(id, each.display_name) for id, each in self.people.items()]  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *((id, f"{each.display_name}, {each.unit.name}") for id, each in self.deputies.items()),
        ]
        if len(self.people) == 1:
            self.fields["account"].initial = next(iter(self.people))
            self.fields["account"].widget = forms.HiddenInput()

    def clean_account(self) -> Account:
        return self.people[self.cleaned_data["account"]]

    def clean_deputy(self) -> Account | None:
        return self.deputies.get(self.cleaned_data["deputy"])
