"""Asking about guardians, best interests, detention and family."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import LongTextField, PartialDateField
from handrail.protect.children.words import ABOUT, DETAINED, GUARDIANS, STEPS, TRACING


def whole_day(form: forms.Form, name: str) -> date:
    """Return the day of a field, or raise the error that says to write it whole."""
    when = form.cleaned_data[name]
    if when.precision != "day":
        raise forms.ValidationError(_("Write the day too, for instance 3 Feb 2026."), code="not-a-day")
    day: date = when.earliest
    return day


class GuardianForm(forms.Form):
    name = forms.CharField(label=_("Who the guardian is"), max_length=200, help_text=_("Kept encrypted."))
    contact = LongTextField(label=_("How to reach the guardian"), rows=2, required=False)
    kind = forms.ChoiceField(
        label=_("Appointed from"), choices=list(GUARDIANS.items()), widget=forms.RadioSelect
    )
    since = PartialDateField(label=_("Since"), help_text=_("A whole date, for instance 3 Feb 2026."))
    clear = forms.BooleanField(
        label=_("Somebody made sure that the guardian has no part in what happened"), required=False
    )

    def clean_since(self) -> date:
        return whole_day(self, "since")


class BestInterestsForm(forms.Form):
    step = forms.ChoiceField(label=_("Which step"), choices=list(STEPS.items()), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("About what"), choices=list(ABOUT.items()))
    decided_on = PartialDateField(
        label=_("Decided on"), help_text=_("A whole date, for instance 3 Feb 2026.")
    )
    said = LongTextField(
        label=_("What the child says"),
        rows=3,
        help_text=_("In the child’s own words. If the child was not asked, write why."),
    )
    words = LongTextField(label=_("What was decided, and why it is best for the child"), rows=4)
    part = forms.CharField(label=_("Who took part"), max_length=300, required=False)

    def clean_decided_on(self) -> date:
        return whole_day(self, "decided_on")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("step") == "determination" and not said.get("part"):
            self.add_error("part", _("A determination is made by several agencies. Write which."))
        return said


class ChildhoodForm(forms.Form):
    detained = forms.ChoiceField(
        label=_("Is the child detained?"),
        choices=list(DETAINED.items()),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A child is never to be held by immigration or in police cells."),
    )
    tracing = forms.ChoiceField(
        label=_("Should the family be looked for?"),
        choices=list(TRACING.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
