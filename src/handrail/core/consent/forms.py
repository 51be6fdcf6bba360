"""Asking what a person agrees to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.disclosure import EVERYTHING
from handrail.core.cases.forms.fields import NEAR, CodeByNameField, PartialDateField
from handrail.core.catalogue import CODELISTS
from handrail.core.consent.models import Purpose
from handrail.core.consent.sharing import SHARES, fields_of, parts_of
from handrail.core.registry import case_parts

if TYPE_CHECKING:
    from handrail.core.organisations.models import Organisation

HALF_A_YEAR = timedelta(days=182)
HOW = (
    ("spoken", _("Spoken, in a language the person understands")),
    ("interpreter", _("Spoken, through an interpreter")),
    ("written", _("Read and signed")),
    ("pictures", _("With pictures or signs")),
)


class GrantForm(forms.Form):
    """To whom, for what, which parts, and until when. Refusing all of it lowers no entitlement."""

    recipient = forms.ChoiceField(label=_("Who may read it"))
    purpose = forms.ChoiceField(label=_("For what"), choices=Purpose.choices, widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label=_("What may be shared"),
        choices=lambda: [
            *((share.id, share.words) for share in SHARES),
            *((part.id, part.words) for part in case_parts),
            (EVERYTHING, _("The whole case, with its files")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the person agreed to. The rest stays closed to them."),
    )
    starts_on = PartialDateField(label=_("From"), help_text=_("A whole date, for instance 3 Feb 2026."))
    last_day = PartialDateField(
        label=_("Until, the last day"), help_text=_("Consent always ends. It can be given again.")
    )
    explained_how = forms.ChoiceField(label=_("How it was explained"), choices=HOW, widget=forms.RadioSelect)
    language = CodeByNameField(
        CODELISTS["language"], NEAR["language"], label=_("In which language"), required=False
    )

    def __init__(self, *args: Any, recipients: Sequence[Organisation], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "starts_on": today.isoformat(),
            "last_day": (today + HALF_A_YEAR).isoformat(),
            "explained_how": "spoken",
        }
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["recipient"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(one.id), one.name) for one in recipients),
        ]

    def clean_starts_on(self) -> date:
        return self._whole_day("starts_on")

    def clean_last_day(self) -> date:
        return self._whole_day("last_day")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("starts_on"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("This is before the first day. Write a later day."))
        elif last and last < self.today:
            self.add_error(
                "last_day", _("This day has passed: nothing would be shared. Write a day to come.")
            )
        return said

    def grant(self) -> dict[str, Any]:
        """Return the grant's own columns but for the recipient; for a form that is valid."""
        said = self.cleaned_data
        return {
            "purpose": said["purpose"],
            "fields": fields_of(said["parts"]),
            "parts": parts_of(said["parts"]),
            "starts_on": said["starts_on"],
            "ends_on": said["last_day"] + timedelta(days=1),
            "language": said["language"] or "",
            "explained_how": said["explained_how"],
        }

    def _whole_day(self, name: str) -> date:
        when = self.cleaned_data[name]
        if when.precision != "day":
            raise forms.ValidationError(_("Write the day too, for instance 3 Feb 2026."), code="not-a-day")
        day: date = when.earliest
        return day
