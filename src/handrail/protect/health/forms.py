"""A screening tool as a form: its items where they may be shown, else its score."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import DayField, LongTextField
from handrail.core.questionnaires.domain.instrument import Instrument, Use


class ScreeningForm(forms.Form):
    taken_on = DayField(label=_("Day"))

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        for item in instrument.items:
            self.fields[f"item-{item.id}"] = forms.TypedChoiceField(
                label=item.text,
                choices=instrument.answers,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=not instrument.gate or item.id == instrument.gate,
            )
        if instrument.use is Use.SCORE:
            self.fields["score"] = forms.FloatField(
                label=_("Score"), min_value=instrument.lowest, max_value=instrument.highest
            )
        self.fields["words"] = LongTextField(
            label=_("What else was said"), rows=3, required=False, help_text=_("Kept encrypted.")
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        gate = self.instrument.gate
        if gate and said.get(f"item-{gate}") == 1:
            for item in self.instrument.items:
                if said.get(f"item-{item.id}") is None:
                    self.add_error(f"item-{item.id}", _("Every question needs an answer."))
        return said

    def answers(self) -> dict[str, int]:
        """Return what was answered, by item; for a form that is valid."""
        said = {item.id: self.cleaned_data.get(f"item-{item.id}") for item in self.instrument.items}
        return {name: value for name, value in said.items() if value is not None}
