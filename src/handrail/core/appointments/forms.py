"""Asking for appointments and for who comes along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from handrail.core.accounts.models import Account
from handrail.core.appointments.domain.states import NEXT, AppointmentState
from handrail.core.appointments.words import KINDS, ROLES, STATES
from handrail.core.cases.forms.fields import DayField, LongTextField


class AppointmentForm(forms.Form):
    kind = forms.ChoiceField(label=_("What for"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    day = DayField(label=_("Day"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Where"), max_length=200, required=False, help_text=_("Kept encrypted."))
    words = LongTextField(
        label=_("What to think of"),
        rows=3,
        required=False,
        help_text=_("A child-friendly room, the way there, who must not be met."),
    )

    def starts_at(self) -> datetime:
        """Return when it begins; for a form that is valid."""
        said = self.cleaned_data
        return timezone.make_aware(datetime.combine(said["day"], said["time"]))


class CompanionForm(forms.Form):
    role = forms.ChoiceField(label=_("As what"), choices=list(ROLES.items()))
    account = forms.ChoiceField(label=_("A colleague"), required=False)
    name = forms.CharField(
        label=_("Or somebody else, by name"), max_length=200, required=False, help_text=_("Kept encrypted.")
    )
    said_yes = forms.BooleanField(label=_("Has said yes"), required=False)

    def __init__(self, *args: Any, colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.id): each for each in colleagues}
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody of us")),
            *((id, each.display_name) for id, each in self.colleagues.items()),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("account") and not (said.get("name") or "").strip():
            self.add_error("name", _("Choose a colleague, or write a name."))
        return said

    def who(self) -> Account | None:
        """Return the chosen colleague; for a form that is valid."""
        return self.colleagues.get(self.cleaned_data["account"])


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("What becomes of it?"), widget=forms.RadioSelect)
    why_alone = LongTextField(
        label=_("If it is confirmed without who has to come along: why"),
        rows=3,
        required=False,
        help_text=_("You answer for it by name, and the supervisors are told. Kept encrypted."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, state: AppointmentState, version: int, missing: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"version": version}})
        self.missing = missing
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (each.value, STATES[each]) for each in AppointmentState if each in NEXT[state]
        ]
        if not missing:
            del self.fields["why_alone"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.missing and said.get("state") == AppointmentState.CONFIRMED and not said.get("why_alone"):
            self.add_error(
                "why_alone",
                _("Not yet along: %(who)s. Have them say yes first, or write why it cannot wait.")
                % {"who": self.missing},
            )
        return said
