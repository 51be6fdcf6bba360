"""Asking what a person agrees to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.disclosure import EVERYTHING
from handrail.core.cases.forms.fields import (
    NEAR,
    CodeByNameField,
    DayField,
    LongTextField,
    YesNoField,
)
from handrail.core.catalogue import CODELISTS
from handrail.core.consent.domain.agreeing import WITHOUT_CONSENT, Agreed, Basis
from handrail.core.consent.models import Purpose
from handrail.core.consent.sharing import SHARES, fields_of, parts_of
from handrail.core.consent.words import AGREED, ANSWERS, BASES
from handrail.core.registry import case_parts

if TYPE_CHECKING:
    from handrail.core.organisations.models import Organisation

HALF_A_YEAR = timedelta(days=182)
A_WEEK = timedelta(days=6)
HOW = (
    ("spoken", _("Spoken, in a language the person understands")),
    ("interpreter", _("Spoken, through an interpreter")),
    ("written", _("Read and signed")),
    ("pictures", _("With pictures or signs")),
)


def _shares() -> list[Any]:
    return [
        *((share.id, share.words) for share in SHARES),
        *((part.id, part.words) for part in case_parts),
        (EVERYTHING, _("The whole case, with its files")),
    ]


class SharingForm(forms.Form):
    """What both ways of sharing ask: who, for what, which parts."""

    recipient = forms.ChoiceField(label=_("Who may read it"))
    purpose = forms.ChoiceField(label=_("For what"), choices=Purpose.choices, widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label=_("What may be shared"),
        choices=_shares,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the person agreed to. The rest stays closed to them."),
    )

    def __init__(self, *args: Any, recipients: Sequence[Organisation], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["recipient"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(one.id), one.name) for one in recipients),
        ]

    def _columns(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "purpose": said["purpose"],
            "fields": fields_of(said["parts"]),
            "parts": parts_of(said["parts"]),
            "ends_on": said["last_day"] + timedelta(days=1),
        }


class GrantForm(SharingForm):
    """To whom, for what, which parts, and until when. Refusing all of it lowers no entitlement."""

    starts_on = DayField(label=_("From"))
    last_day = DayField(
        label=_("Until, the last day"), help_text=_("Consent always ends. It can be given again.")
    )
    explained_how = forms.ChoiceField(label=_("How it was explained"), choices=HOW, widget=forms.RadioSelect)
    language = CodeByNameField(
        CODELISTS["language"], NEAR["language"], label=_("In which language"), required=False
    )
    explained_by = forms.CharField(
        label=_("By whom, and who interpreted"),
        max_length=200,
        required=False,
        help_text=_("Kept encrypted."),
    )
    agreed = forms.ChoiceField(label=_("Who agreed"), choices=list(AGREED.items()), widget=forms.RadioSelect)
    guardian = forms.CharField(
        label=_("For a child: who the guardian is"),
        max_length=200,
        required=False,
        help_text=_("Kept encrypted."),
    )
    guardian_clear = forms.BooleanField(
        label=_("For a child: nobody suspects the guardian of a part in what happened"), required=False
    )

    def __init__(self, *args: Any, child: bool, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "starts_on": today.isoformat(),
            "last_day": (today + HALF_A_YEAR).isoformat(),
            "explained_how": "spoken",
            "agreed": Agreed.CHILD_AND_GUARDIAN if child else Agreed.PERSON,
        }
        super().__init__(*args, today=today, **kwargs)
        if child:
            self.fields["agreed"].help_text = _(
                "By what the record says, the person may be a child: then both have to agree, each asked in "
                "words that fit the age."
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("starts_on"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("This is before the first day. Write a later day."))
        elif last and last < self.today:
            self.add_error(
                "last_day", _("This day has passed: nothing would be shared. Write a day to come.")
            )
        if said.get("agreed") == Agreed.CHILD_AND_GUARDIAN:
            if not said.get("guardian"):
                self.add_error("guardian", _("Write who the guardian is."))
            if not said.get("guardian_clear"):
                self.add_error(
                    "guardian_clear",
                    _("A suspected guardian cannot agree for the child. Have another one appointed first."),
                )
        return said

    def grant(self) -> dict[str, Any]:
        """Return what `grant_consent` takes but for the recipient; for a form that is valid."""
        said = self.cleaned_data
        return self._columns() | {
            "starts_on": said["starts_on"],
            "language": said["language"] or "",
            "explained_how": said["explained_how"],
            "agreed": Agreed(said["agreed"]),
            "words": {"explained_by": said["explained_by"], "guardian": said["guardian"]},
        }


class WithoutConsentForm(SharingForm):
    """The three grounds on which something is shared although nobody agreed."""

    basis = forms.ChoiceField(
        label=_("On what it rests"),
        choices=[(each.value, words) for each, words in BASES.items() if each is not Basis.CONSENT],
        widget=forms.RadioSelect,
    )
    reason = LongTextField(
        label=_("What happened, and why asking was not possible"),
        rows=3,
        help_text=_("Kept encrypted. Your supervisors are told, and look at it."),
        error_messages={"required": _("Write the reason. Nothing is shared without one.")},
    )
    told = YesNoField(
        label=_("Was the person told?"),
        required=False,
        help_text=_("Tell them as soon as that is safe."),
    )
    last_day = DayField(label=_("Until, the last day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"last_day": (today + A_WEEK).isoformat()}
        super().__init__(*args, today=today, **kwargs)
        self.fields["parts"].help_text = _("As little as the danger asks for.")

    def clean_last_day(self) -> date:
        last: date = self.cleaned_data["last_day"]
        if not self.today <= last < self.today + WITHOUT_CONSENT:
            raise forms.ValidationError(
                _("Choose a day within %(days)s days from today."), params={"days": WITHOUT_CONSENT.days}
            )
        return last

    def share(self) -> dict[str, Any]:
        """Return what `share_without_consent` takes but for the recipient; for a form that is valid."""
        said = self.cleaned_data
        more = {"basis": Basis(said["basis"]), "reason": said["reason"], "told": said["told"]}
        return self._columns() | more


class RecallForm(forms.Form):
    """What a unit kept of a case whose consent was taken back."""

    answer = forms.ChoiceField(
        label=_("What did your unit keep?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
