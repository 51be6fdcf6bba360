"""What a list of cases shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.models import CaseStatus
from handrail.core.cases.queries import Filters
from handrail.core.cases.words import STAGES
from handrail.core.milestones.domain.stages import Stage

if TYPE_CHECKING:
    from handrail.core.organisations.models import Unit


class FilterForm(forms.Form):
    """Read from the address. A value that is not offered filters nothing."""

    whose = forms.ChoiceField(choices=[("", ""), ("mine", "")], required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("Any")), *CaseStatus.choices], required=False
    )
    stage = forms.ChoiceField(
        label=_("Reached"), choices=[("", _("Any step")), *STAGES.items()], required=False
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Any")), *((str(u.id), u.name) for u in units)]  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def asked(self) -> dict[str, str]:
        """Return the filters that are set, for an address."""
        return {name: self.chosen(name) for name in self.fields if self.chosen(name)}

    def filters(self) -> Filters:
        return Filters(
            status=self.chosen("status"),
            stage=Stage(self.chosen("stage")) if self.chosen("stage") else None,
            mine=self.chosen("whose") == "mine",
            unit=UUID(self.chosen("unit")) if self.chosen("unit") else None,
        )
