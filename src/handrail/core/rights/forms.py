"""What is filled in when a person asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import LongTextField
from handrail.core.rights.domain.requests import Asker, Right
from handrail.core.rights.words import ASKERS, EXPLAINED, RIGHTS


class RequestForm(forms.Form):
    """Who asked, for what, when, in their words."""

    right = forms.ChoiceField(label=_("What is asked for"), widget=forms.RadioSelect)
    asker = forms.ChoiceField(
        label=_("Who asks"), choices=[(one.value, ASKERS[one]) for one in Asker if one is not Asker.RETENTION]
    )
    received_on = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    said = LongTextField(label=_("In their words"), rows=3, required=False)

    def __init__(self, *args: Any, today: date, may_erase: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["right"].choices = [  # type: ignore[attr-defined]
            (one.value, _choice(one)) for one in Right if may_erase or one is not Right.ERASURE
        ]

    def clean_right(self) -> Right:
        return Right(self.cleaned_data["right"])

    def clean_asker(self) -> Asker:
        return Asker(self.cleaned_data["asker"])

    def clean_received_on(self) -> date:
        received: date = self.cleaned_data["received_on"]
        if received > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return received


def _choice(right: Right) -> SafeString:
    return format_html('<span>{}<span class="hint">{}</span></span>', RIGHTS[right], EXPLAINED[right])


class AnswerForm(forms.Form):
    """Yes or no, and what the person is told."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("grant", _("Yes, it is done")), ("decline", _("No"))],
        widget=forms.RadioSelect,
    )
    why = LongTextField(
        label=_("What the person is told"),
        rows=3,
        help_text=_("For a no: the reason, and where else to ask. For a yes: what was done."),
    )


class HoldForm(forms.Form):
    """Keep a record longer: how long and why."""

    years = forms.IntegerField(
        label=_("Keep it for so many years more"), min_value=1, max_value=20, initial=2
    )
    why = LongTextField(label=_("Why"), rows=3)
