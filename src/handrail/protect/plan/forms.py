"""Asking for goals and steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.accounts.models import Account
from handrail.core.cases.forms.fields import DayField, LongTextField


class GoalForm(forms.Form):
    words = LongTextField(
        label=_("What the person wants, in their own words"),
        rows=3,
        help_text=_("Read it back, and ask whether that is what was meant."),
        error_messages={"required": _("Write something first.")},
    )


class StepForm(forms.Form):
    words = LongTextField(
        label=_("What is to be done"), rows=2, error_messages={"required": _("Write something first.")}
    )
    owner = forms.ChoiceField(
        label=_("Who does it"),
        required=False,
        help_text=_("For the person themself or a service, leave it open and name them in the words."),
    )
    due_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.id): each for each in colleagues}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody of us")),
            *((id, each.display_name) for id, each in self.colleagues.items()),
        ]

    def who(self) -> Account | None:
        """Return the chosen colleague; for a form that is valid."""
        return self.colleagues.get(self.cleaned_data["owner"])


class StateForm(forms.Form):
    """What became of a goal or a step; `version` is the one that the page showed."""

    state = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    note = LongTextField(label=_("What helped, or what was in the way"), required=False, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Mapping[Any, Any], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"version": version}})
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (each.value, words) for each, words in choices.items()
        ]
