"""Asking about guardians, best interests, detention and family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import DayField, LongTextField
from handrail.protect.children.words import ABOUT, DETAINED, GUARDIANS, STEPS, TRACING


class GuardianForm(forms.Form):
    name = forms.CharField(label=_("Who the guardian is"), max_length=200, help_text=_("Kept encrypted."))
    contact = LongTextField(label=_("How to reach the guardian"), rows=2, required=False)
    kind = forms.ChoiceField(
        label=_("Appointed from"), choices=list(GUARDIANS.items()), widget=forms.RadioSelect
    )
    since = DayField(label=_("Since"))
    clear = forms.BooleanField(
        label=_("Somebody made sure that the guardian has no part in what happened"), required=False
    )


class BestInterestsForm(forms.Form):
    step = forms.ChoiceField(label=_("Which step"), choices=list(STEPS.items()), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("About what"), choices=list(ABOUT.items()))
    decided_on = DayField(label=_("Decided on"))
    said = LongTextField(
        label=_("What the child says"),
        rows=3,
        help_text=_("In the child’s own words. If the child was not asked, write why."),
    )
    words = LongTextField(label=_("What was decided, and why it is best for the child"), rows=4)
    part = forms.CharField(label=_("Who took part"), max_length=300, required=False)

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
