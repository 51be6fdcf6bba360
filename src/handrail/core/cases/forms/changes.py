"""Changes to a case: its fields by group, a note, a step, its status, who is responsible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import LongTextField, PartialDateField, field_for
from handrail.core.cases.groups import Group
from handrail.core.cases.models import CLOSED, CaseStatus
from handrail.core.cases.words import CHOICES, ENDS, STAGES

if TYPE_CHECKING:
    from datetime import date

    from handrail.core.accounts.models import Account


class GroupForm(forms.Form):
    """The fields of one group. Each carries what it showed when the page opened, to tell who changed what."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, group: Group, values: Mapping[str, Any], *args: Any, version: int, **kwargs: Any
    ) -> None:
        initial = {name: values[name] for name in group.fields if name in values}
        super().__init__(*args, **{**kwargs, "initial": {**initial, "version": version}})
        self.group = group
        for name in group.fields:
            self.fields[name] = field_for(name, value=values.get(name), show_hidden_initial=True)

    def changes(self) -> dict[str, Any]:
        """Return the fields that this editor changed, with their new values (None clears a field)."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.group.fields}

    def seen(self, name: str) -> Any:
        """Return what the field held when the page was opened."""
        bound, field = self[name], self.fields[name]
        shown = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        value = field.to_python(shown)
        # A field that turns its text into something else says so in `clean` alone.
        return field.clean(shown) if isinstance(field, forms.TypedChoiceField) else value


class NoteForm(forms.Form):
    text = LongTextField(
        label=_("New note"),
        error_messages={"required": _("Write something first.")},
        rows=3,
    )


class StepForm(forms.Form):
    """A step that was taken, or a choice that the person made, with what shows it."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("", _("Choose")),
            (_("Steps"), list(STAGES.items())),
            (_("Choices"), list(CHOICES.items())),
        ],
        error_messages={"required": _("Choose what happened.")},
    )
    when = PartialDateField(
        label=_("When"),
        help_text=_("As far as it is known: 3 Feb 2021, 2021-02, 2564, or between 1 Feb and 20 Mar 2021."),
        error_messages={"required": _("Write when it was, if only the year.")},
    )
    shown_by = LongTextField(
        label=_("What shows it"),
        help_text=_(
            "A paper, a call, who said so. It is kept as a note, and the step names it as its source."
        ),
        error_messages={"required": _("Write what shows it: a paper, a call, or who said so.")},
        rows=3,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_when(self) -> Any:
        return _not_to_come(self.cleaned_data["when"], self.today)


class StatusForm(forms.Form):
    """Where the case stands with us; a closed one says when and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"), choices=CaseStatus.choices, widget=forms.RadioSelect)
    ended_on = PartialDateField(label=_("If closed: when"), required=False)
    because = forms.ChoiceField(
        label=_("If closed: why"),
        choices=[("", _("Choose")), *ENDS.items()],
        required=False,
        help_text=_("A choice of the person is recorded as a choice. It lowers no entitlement."),
    )
    reason = LongTextField(label=_("In your words"), required=False)
    although = LongTextField(
        label=_("If something is not settled: why the case is closed all the same"), required=False, rows=3
    )

    def __init__(self, *args: Any, today: date, still_open: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.still_open = today, still_open
        if still_open:
            listed = "; ".join(still_open)
            self.fields["although"].help_text = _("Not settled: %(points)s.") % {"points": listed}
        else:
            del self.fields["although"]

    def clean_ended_on(self) -> Any:
        return _not_to_come(self.cleaned_data["ended_on"], self.today)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("status") in CLOSED:
            for name, words in (
                ("ended_on", _("Write when the case was closed.")),
                ("because", _("Choose why the case ends.")),
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if self.still_open and not said.get("although"):
                self.add_error("although", _("Settle it first, or write why it is closed all the same."))
        return said


class AssignForm(forms.Form):
    """Who is responsible from now on."""

    colleague = forms.ChoiceField(label=_("Who takes the case"))

    def __init__(self, *args: Any, colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(account.id), account.display_name) for account in colleagues),
        ]


def _not_to_come(when: Any, today: date) -> Any:
    if when and when.earliest > today:
        raise forms.ValidationError(_("This day is still to come. Check the year."), code="to-come")
    return when
