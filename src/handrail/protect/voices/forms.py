"""Asking survivors, and opening a box."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import LongTextField
from handrail.protect.voices.words import QUESTIONS

LONGEST = 1000


class SayForm(forms.Form):
    """Every question may be left out."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for asked in QUESTIONS:
            kind = forms.MultipleChoiceField if asked.many else forms.ChoiceField
            widget = forms.CheckboxSelectMultiple if asked.many else forms.RadioSelect
            self.fields[asked.id] = kind(
                label=str(asked.words), choices=list(asked.choices), required=False, widget=widget
            )
        self.fields["words"] = LongTextField(
            label=_("Is there anything else that you want to say?"),
            required=False,
            rows=4,
            max_length=LONGEST,
            help_text=_("Write no names, no telephone numbers and no places: nobody must be found by this."),
        )

    def answers(self) -> dict[str, list[str]]:
        """Return the choices by question; a list also where only one can be chosen."""
        said = {asked.id: self.cleaned_data[asked.id] for asked in QUESTIONS}
        return {
            name: value if isinstance(value, list) else [value] if value else []
            for name, value in said.items()
        }


class BoxForm(forms.Form):
    name = forms.CharField(
        label=_("Where it stands"),
        max_length=80,
        help_text=_("For example “Day room, north house”. Survivors do not see it."),
    )
