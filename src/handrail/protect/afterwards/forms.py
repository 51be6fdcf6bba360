"""Asking about going, contacts and how life goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import DayField, LongTextField
from handrail.protect.afterwards.domain.going import Lacking
from handrail.protect.afterwards.domain.schedule import ContactState
from handrail.protect.afterwards.words import (
    CONTACTS,
    DIMENSIONS,
    FACTORS,
    LACKING,
    RATINGS,
    RISKS,
    WAYS,
    WISHES,
)


class GoingForm(forms.Form):
    wish = forms.ChoiceField(
        label=_("What the person wants"), choices=list(WISHES.items()), widget=forms.RadioSelect
    )
    why = LongTextField(label=_("In the person’s words"), rows=3, required=False)
    risk = forms.ChoiceField(
        label=_("The risks of going"), choices=list(RISKS.items()), required=False, widget=forms.RadioSelect
    )
    risks = LongTextField(
        label=_("Which risks, and what is done about them"),
        rows=4,
        required=False,
        help_text=_("Who exploited, debt, family, papers, health, work, who waits at the arrival."),
    )
    detained = forms.BooleanField(label=_("The person is detained now"), required=False)
    left_on = DayField(
        label=_("Left on"),
        required=False,
        help_text=_("Only once the person has gone. Contacts afterwards are planned from this day."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, lacking: Sequence[Lacking]) -> None:
        """Say under the day of leaving what stands against it."""
        for each in lacking:
            self.add_error("left_on", str(LACKING[each]))


class ContactForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(each.value, words) for each, words in CONTACTS.items() if each is not ContactState.PLANNED],
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(label=_("How"), choices=[("", _("Not recorded")), *WAYS.items()], required=False)
    words = LongTextField(label=_("What was said"), rows=4, required=False, help_text=_("Kept encrypted."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class TalkForm(forms.Form):
    """Each dimension as the person rates it; what was not talked about stays open."""

    on = DayField(label=_("Day of the talk"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in DIMENSIONS.items():
            self.fields[f"rate-{name}"] = forms.ChoiceField(
                label=str(label), choices=list(RATINGS.items()), required=False
            )
        self.fields["factors"] = forms.MultipleChoiceField(
            label=_("What may lead into it again"),
            choices=list(FACTORS.items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "To think about together what can be done. No number is made of it, and nothing is ever "
                "refused because of it."
            ),
        )
        self.fields["debts"] = LongTextField(
            label=_("Debts, and who holds them"), rows=2, required=False, help_text=_("Kept encrypted.")
        )
        self.fields["words"] = LongTextField(
            label=_("In the person’s words"), rows=3, required=False, help_text=_("Kept encrypted.")
        )

    def ratings(self) -> dict[str, int]:
        """Return what was rated, 0 (very bad) to 4 (very good); for a form that is valid."""
        said = {name: self.cleaned_data[f"rate-{name}"] for name in DIMENSIONS}
        return {name: int(value) for name, value in said.items() if value}
