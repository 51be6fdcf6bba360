"""Asking about formal determinations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import LongTextField
from handrail.identify.formal.domain.states import Outcome, State
from handrail.identify.formal.words import OUTCOMES, STATES


class ProposeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What you propose"),
        choices=[(each.value, OUTCOMES[each]) for each in Outcome],
        widget=forms.RadioSelect,
    )
    reasons = LongTextField(
        label=_("Reasons"),
        rows=6,
        help_text=_("Which facts, which articles, what is not known. Help goes on whatever is decided."),
    )


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(State.AGREED.value, _("I agree")), (State.RETURNED.value, STATES[State.RETURNED])],
        widget=forms.RadioSelect,
    )
    words = LongTextField(label=_("In your words"), rows=3, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("state") == State.RETURNED and not said.get("words"):
            self.add_error("words", _("Write what is missing."))
        return said


class AppealForm(forms.Form):
    words = LongTextField(label=_("What the person says against it"), rows=4)
    version = forms.IntegerField(widget=forms.HiddenInput)
