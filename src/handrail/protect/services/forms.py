"""Asking the directory, keeping it, and asking a service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.forms.fields import (
    NEAR,
    CodeByNameField,
    CodesByNameField,
    LongTextField,
    YesNoField,
)
from handrail.core.catalogue import CODELISTS
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Unit
from handrail.core.shell.calendars import date_format
from handrail.protect.needs.words import GROUPS
from handrail.protect.services.domain.states import NEXT, RequestState
from handrail.protect.services.models import Service
from handrail.protect.services.words import HELPED, REASONS, SEXES, STATES

OLDEST = 120


def _kind_choices() -> list[Any]:
    return [(group, list(kinds.items())) for group, kinds in GROUPS]


class SearchForm(forms.Form):
    """What is looked for. It goes into the address, so it asks for nothing about a person."""

    kind = forms.ChoiceField(label=_("Kind of help"), required=False)
    province = forms.ChoiceField(label=_("Where"), required=False)
    language = CodeByNameField(
        CODELISTS["language"], NEAR["language"], label=_("Language spoken there"), required=False
    )
    unconditional = forms.BooleanField(label=_("Asks for no cooperation with the police"), required=False)
    free = forms.BooleanField(label=_("Not full"), required=False)

    def __init__(self, *args: Any, provinces: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Any")), *_kind_choices()]  # type: ignore[attr-defined]
        self.fields["province"].choices = [  # type: ignore[attr-defined]
            ("", _("Anywhere")),
            *((name, name) for name in provinces),
        ]


class ServiceForm(forms.Form):
    """An entry of the directory."""

    name = forms.CharField(label=_("Name"), max_length=200)
    provider = forms.CharField(label=_("Who runs it"), max_length=200, required=False)
    unit = forms.ChoiceField(
        label=_("Its unit here, if it works with this software"),
        required=False,
        help_text=_("Then a case can be sent along, and the unit answers in its own work."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it offers"), choices=_kind_choices, widget=forms.CheckboxSelectMultiple
    )
    province = forms.CharField(
        label=_("Province"),
        max_length=80,
        required=False,
        help_text=_("Empty: the whole country. Never write where a shelter stands."),
    )
    contact = LongTextField(label=_("How to reach it"), rows=3, required=False)
    opening = forms.CharField(label=_("When it is open"), max_length=200, required=False)
    languages = CodesByNameField(
        CODELISTS["language"],
        NEAR["language"],
        label=_("Languages spoken there"),
        required=False,
        help_text=_("If there are several, write a comma between them."),
    )
    sexes = forms.MultipleChoiceField(
        label=_("Whom it takes"),
        choices=list(SEXES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: everybody."),
    )
    age_from = forms.IntegerField(label=_("From which age"), min_value=0, max_value=OLDEST, required=False)
    age_to = forms.IntegerField(label=_("Up to which age"), min_value=0, max_value=OLDEST, required=False)
    nationalities = CodesByNameField(
        CODELISTS["country"],
        NEAR["country"],
        label=_("Only these nationalities"),
        required=False,
        help_text=_("Empty: all. If there are several, write a comma between them."),
    )
    step_free = YesNoField(label=_("Can be reached and used in a wheelchair"), required=False)
    asks_cooperation = YesNoField(
        label=_("Does it ask for cooperation with the police or a court before it helps?"), required=False
    )
    conditions = LongTextField(label=_("Other conditions"), rows=2, required=False)
    places = forms.IntegerField(label=_("Places in all"), min_value=0, max_value=100_000, required=False)
    free = forms.IntegerField(label=_("Free places now"), min_value=0, max_value=100_000, required=False)
    gone = forms.BooleanField(label=_("It does not exist any more"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], service: Service | None, **kwargs: Any) -> None:
        if service is not None:
            kwargs["initial"] = {
                name: getattr(service, name) for name in self.base_fields if hasattr(service, name)
            } | {"kinds": service.kind_list, "unit": service.unit_id, "gone": service.closed_on is not None}
        super().__init__(*args, **kwargs)
        self.units = {str(unit.id): unit for unit in units}
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((id, f"{unit.organisation.name}, {unit.name}") for id, unit in self.units.items()),
        ]
        if service is None:
            del self.fields["gone"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        low, high = said.get("age_from"), said.get("age_to")
        if low is not None and high is not None and high < low:
            self.add_error("age_to", _("This is younger than the lowest age. Write a higher age."))
        free, places = said.get("free"), said.get("places")
        if free is not None and places is not None and free > places:
            self.add_error("free", _("More are free than there are. Mend one of the two numbers."))
        return said

    def values(self, today: date) -> dict[str, Any]:
        """Return the entry's columns; for a form that is valid."""
        said = dict(self.cleaned_data)
        gone = said.pop("gone", False)
        said.pop("version")
        return said | {
            "unit": self.units.get(said["unit"]),
            "kinds": f"|{'|'.join(said['kinds'])}|",
            "languages": said["languages"] or [],
            "nationalities": said["nationalities"] or [],
            "conditions": said["conditions"] or "",
            "contact": said["contact"] or "",
            "checked_on": today,
            "closed_on": today if gone else None,
        }


class AskForm(forms.Form):
    """How the service is asked: without a name, or under one of the person's grants."""

    consent = forms.ChoiceField(
        label=_("What the service learns about the person"), widget=forms.RadioSelect, required=False
    )
    send_case = forms.BooleanField(
        label=_("Send the case along, as far as the consent goes"),
        required=False,
        initial=True,
        help_text=_("The unit answers in its own work, and reads nothing before it accepts."),
    )
    words = LongTextField(
        label=_("What was asked, and of whom"), rows=3, required=False, help_text=_("Kept encrypted.")
    )

    def __init__(self, *args: Any, grants: Sequence[ConsentGrant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grants = {str(grant.id): grant for grant in grants}
        self.fields["consent"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing by which the person can be known")),
            *((id, _under(grant)) for id, grant in self.grants.items()),
        ]
        self.fields["consent"].initial = next(iter(self.grants), "")
        if not grants:
            del self.fields["send_case"]

    def grant(self) -> ConsentGrant | None:
        """Return the chosen grant; for a form that is valid."""
        return self.grants.get(self.cleaned_data["consent"])


class OutcomeForm(forms.Form):
    """What became of a request; `version` is the one that the page showed."""

    state = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("If the service refused: why"), required=False, widget=forms.RadioSelect
    )
    went_along = YesNoField(label=_("If the person arrived: did somebody go along?"), required=False)
    helped = forms.ChoiceField(
        label=_("What the person says of it"), choices=list(HELPED.items()), required=False
    )
    words = LongTextField(label=_("What was said"), rows=3, required=False, help_text=_("Kept encrypted."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: RequestState, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"version": version}})
        then = NEXT[state]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (each.value, STATES[each]) for each in RequestState if each in then
        ]
        self.fields["reason"].choices = list(REASONS.items())  # type: ignore[attr-defined]
        if RequestState.DECLINED not in then:
            del self.fields["reason"]
        if RequestState.ARRIVED not in then:
            del self.fields["went_along"]
        if RequestState.ENDED not in then:
            del self.fields["helped"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("state") == RequestState.DECLINED and not said.get("reason"):
            self.add_error(
                "reason", _("Choose why. Refusals are counted by their reason, so that they can end.")
            )
        return said

    def outcome(self) -> dict[str, Any]:
        """Return what `actions.set_request` takes; for a form that is valid."""
        said = self.cleaned_data
        state = RequestState(said["state"])
        return {
            "state": state,
            "reason": said.get("reason", "") if state is RequestState.DECLINED else "",
            "went_along": said.get("went_along"),
            "helped": said.get("helped", ""),
            "words": said["words"] or "",
        }


def _under(grant: ConsentGrant) -> str:
    return _now("What the person agreed to on %(day)s: %(what)s") % {
        "day": date_format(grant.starts_on, "DATE_FORMAT"),
        "what": grant.get_purpose_display(),
    }
