"""Asking about talks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import DayField, LongTextField
from handrail.core.clock import today
from handrail.protect.meetings.domain.leaving import Answer, Kind
from handrail.protect.meetings.words import ANSWERS, KINDS, REASONS


class _Held(forms.Form):
    """Something that was held on a day that is not to come."""

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > today():
            raise forms.ValidationError(_("This day is still to come. Check the year."), code="to-come")
        return on


class MeetingForm(_Held):
    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=[(kind.value, KINDS[kind]) for kind in (Kind.CONFERENCE, Kind.SUPERVISION)],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("When"))
    there = forms.CharField(label=_("Who was there"), max_length=300, help_text=_("Kept encrypted."))
    person = LongTextField(
        label=_("What the person says"),
        rows=3,
        required=False,
        help_text=_("Nobody talks about a person’s life without asking the person first, if it is possible."),
    )
    decided = LongTextField(
        label=_("What was decided, and who does it"),
        rows=4,
        error_messages={"required": _("Write what was decided, even if it is to change nothing.")},
    )
    again_on = DayField(label=_("When it is talked about again"), required=False)


class ExitForm(_Held):
    """Before the help ends: why, how it is now, and where the person can turn to."""

    reason = forms.ChoiceField(
        label=_("Why the help ends"), choices=list(REASONS.items()), widget=forms.RadioSelect
    )
    on = DayField(label=_("When you looked back together"))
    person = LongTextField(
        label=_("What the person says"),
        rows=3,
        help_text=_("What helped, what did not, what is still wanted. If nobody could ask, write why."),
    )
    decided = LongTextField(
        label=_("How it is now"), rows=4, help_text=_("Safety, home, health, work, money.")
    )
    after = LongTextField(
        label=_("Where the person can turn to, and what they were given to take along"), rows=3
    )
    there = forms.CharField(label=_("Who was there"), max_length=300, required=False)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("May the help end?"),
        choices=[(each.value, ANSWERS[each]) for each in (Answer.AGREED, Answer.NOT_YET)],
        widget=forms.RadioSelect,
    )
    words = LongTextField(label=_("In your words"), rows=3, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("answer") == Answer.NOT_YET and not said.get("words"):
            self.add_error("words", _("Write what is missing."))
        return said
