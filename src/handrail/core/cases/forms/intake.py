"""Opening a case by hand: first who it may be already, then the little that is known on the first day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.domain.first_record import KNOWN_BY, misfits
from handrail.core.cases.domain.likeness import Sought
from handrail.core.cases.drafts import CaseDraft, EntryDraft, MilestoneDraft
from handrail.core.cases.forms.fields import SHORT_TEXT, LongTextField, PartialDateField, field_for
from handrail.core.dates import PartialDate

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import Promise

    from handrail.core.organisations.models import Unit


MISFITS: dict[str, str | Promise] = {
    "to-come": _("This day is still to come. Check the year."),
    "born-after-detected": _("The person would be born after being detected. Check both dates."),
    "age-does-not-fit": _("The age does not fit the birth date. Correct one, or leave one empty."),
    "nobody": _("Write a name, or words by which you will know the person again: “girl from bus 12”."),
}

# Under this name the once-only number of an intake form is kept with the case that it opened.
INTAKE_FORM = "intake-form"


class CheckForm(forms.Form):
    """What one asks first. Nothing of it is kept until the case is opened."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=SHORT_TEXT, help_text=_("In any script, as you heard it.")
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    document = forms.CharField(label=_("Passport or identity number"), required=False, max_length=60)
    born = PartialDateField(label=_("Born"), required=False, help_text=_("A year is enough: 2004 or 2547."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs["inputmode"] = "tel"

    def sought(self) -> Sought:
        """Return what to look for; for a form that is valid."""
        said = self.cleaned_data
        return Sought(name=said["name"], phone=said["phone"], document=said["document"], born=said["born"])


# The questions of the first day, in the order in which they come up. Everything else is asked later.
_QUESTIONS: tuple[tuple[str, str | Promise, str | Promise, tuple[str, ...]], ...] = (
    (
        "person",
        _("The person"),
        _("Write what the person says. Leave the rest empty: it can be filled in later."),
        (
            "hr_FullName",
            "hr_NativeName",
            "hr_Nickname",
            "hr_Sex",
            "prs_Birthdate",
            "hr_AgeAtDetection",
            "prs_Citizenship",
            "prs_PrimaryLanguage",
            "prs_IdentityNumber",
        ),
    ),
    (
        "contact",
        _("How to reach the person"),
        "",
        ("prs_MobilePhone", "prs_MailingCity", "prs_MailingCountry"),
    ),
    (
        "found",
        _("How the person was found"),
        "",
        ("detected", "screened", "hr_Province", "cas_ReferringOrganisation", "unit"),
    ),
    (
        "happened",
        _("What happened, as far as is known"),
        "",
        ("vic_TypeOfExploitation", "hr_OtherExploitation", "hr_CountryOfExploitation", "hr_Notes"),
    ),
    ("safety", _("Safety and consent"), "", ("safety", "con_Consent")),
)


class IntakeForm(forms.Form):
    """The first record of a person. Field names are those of the catalogue, but for five of its own."""

    detected = PartialDateField(
        label=_("Detected on"),
        help_text=_("The day somebody first noticed. As far as it is known: 3 Feb 2021, 2021-02, 2564."),
        error_messages={"required": _("Write when the person was detected, if only the year.")},
    )
    screened = PartialDateField(
        label=_("Screened on"),
        required=False,
        help_text=_("If somebody has asked the questions that tell trafficking from other things."),
    )
    unit = forms.ChoiceField(label=_("Unit that takes the case"))
    safety = LongTextField(
        label=_("What must we be careful about?"),
        required=False,
        help_text=_(
            "For instance: do not call after six, he reads her messages. Kept as a note in the case."
        ),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for _id, _heading, _hint, names in _QUESTIONS:
            for name in names:
                if name not in self.fields:
                    self.fields[name] = field_for(name)
        self.fields["unit"].choices = [(str(unit.id), unit.name) for unit in units]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = str(units[0].id)
        self.fields["con_Consent"].help_text = _(
            "Did the person agree that you write this down and keep it? Help does not depend on the answer."
        )
        self.fields["hr_Notes"].label = _("In the person's words")

    def groups(self) -> Iterator[dict[str, Any]]:
        """Yield the questions as the page shows them."""
        for group_id, heading, hint, names in _QUESTIONS:
            fields = [self[name] for name in names if not self[name].is_hidden]
            yield {"id": group_id, "heading": heading, "hint": hint, "fields": fields}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        steps = {name: _date(said.get(name)) for name in ("detected", "screened")}
        for misfit in misfits(said, steps, today=self.today):
            # What could not be read is already told of.
            if misfit.code != "nobody" or not any(name in self.errors for name in KNOWN_BY):
                self.add_error(misfit.field, str(MISFITS[misfit.code]))
        return said

    def draft(self, *, owner_id: UUID) -> CaseDraft:
        """Return the case to write; for a form that is valid."""
        said = dict(self.cleaned_data)
        token = said.pop("token")
        when = {stage: said.pop(stage) for stage in ("detected", "screened")}
        unit_id, safety = UUID(said.pop("unit")), said.pop("safety")
        return CaseDraft(
            unit_id=unit_id,
            owner_id=owner_id,
            values={name: value for name, value in said.items() if value not in (None, "", [])},
            entries=(EntryDraft("comment", {"cco_CaseComment": safety}),) if safety else (),
            milestones=tuple(MilestoneDraft(stage, day) for stage, day in when.items() if day),
            # A form that is sent twice (a slow line, a double tap) must not open two cases.
            references=((INTAKE_FORM, str(token)),),
        )


def _date(value: Any) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else None


def intake_initial(check: CheckForm) -> dict[str, Any]:
    """Return what the first step already told, for the second."""
    said = check.cleaned_data
    return {
        "hr_FullName": said["name"],
        "prs_MobilePhone": said["phone"],
        "prs_IdentityNumber": said["document"],
        "prs_Birthdate": said["born"],
    }
