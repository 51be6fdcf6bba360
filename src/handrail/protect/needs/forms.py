"""Asking for needs, and for what keeps a person safe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import DayField, LongTextField
from handrail.core.dates import PartialDate
from handrail.protect.needs.domain.states import NEXT, NeedState
from handrail.protect.needs.words import DANGERS, GROUPS, STATES


class NeedsForm(forms.Form):
    """What is needed now: several at once, as they come up in one talk."""

    kinds = forms.MultipleChoiceField(
        label=_("What does the person need?"),
        choices=[(group, list(kinds.items())) for group, kinds in GROUPS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    urgent = forms.BooleanField(label=_("This cannot wait"), required=False)
    words = LongTextField(
        label=_("In the person's words"),
        required=False,
        rows=3,
        help_text=_("Kept encrypted, like every note."),
    )


class AnswerForm(forms.Form):
    """What became of a need. That the person does not want it is a choice, and lowers nothing."""

    state = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    words = LongTextField(label=_("How, and by whom"), required=False, rows=3)

    def __init__(self, *args: Any, state: NeedState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (each.value, STATES[each]) for each in NeedState if each in NEXT[state]
        ]


class SafetyForm(forms.Form):
    """Each field carries what it showed when the page opened, to tell who changed what."""

    danger = forms.ChoiceField(
        label=_("Danger"), choices=list(DANGERS.items()), required=False, show_hidden_initial=True
    )
    harm = LongTextField(
        label=_("Who may harm the person"),
        required=False,
        rows=3,
        show_hidden_initial=True,
        help_text=_("Also family, an employer, somebody in office, a person in the same shelter."),
    )
    ways = LongTextField(
        label=_("Safe ways and times to make contact"),
        required=False,
        rows=3,
        show_hidden_initial=True,
        help_text=_("As the person chose them. Ask first whether it is safe to talk now."),
    )
    never = LongTextField(
        label=_("What never to say or leave in a message"),
        required=False,
        rows=2,
        show_hidden_initial=True,
        help_text=_("Words not to leave on a voicemail, and who must not learn of the call."),
    )
    word = forms.CharField(
        label=_("A word that means: I cannot talk"), required=False, max_length=100, show_hidden_initial=True
    )
    plan = LongTextField(
        label=_("Safety plan"),
        required=False,
        rows=6,
        show_hidden_initial=True,
        help_text=_("What the person will do, who helps, where to go, what to take along."),
    )
    review_on = DayField(label=_("Look at it again on"), required=False, show_hidden_initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, values: Mapping[str, Any], version: int, **kwargs: Any) -> None:
        day = values.get("review_on")
        shown = {**values, "review_on": PartialDate(day, day) if day else None}
        super().__init__(*args, **{**kwargs, "initial": {**shown, "version": version}})

    def changes(self) -> dict[str, Any]:
        """Return what this editor changed, with the new values; for a form that is valid."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}

    def seen(self, name: str) -> Any:
        """Return what a field held when the page was opened."""
        bound, field = self[name], self.fields[name]
        shown = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        value = field.to_python(shown)
        return value.earliest if isinstance(value, PartialDate) else value
