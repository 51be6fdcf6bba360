"""Sending a case to another unit, under one of the person's live grants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.core.shell.calendars import date_format

if TYPE_CHECKING:
    from handrail.core.consent.models import ConsentGrant
    from handrail.core.organisations.models import Unit


class ReferralForm(forms.Form):
    """One choice: a unit, listed under the grant that lets it read."""

    target = forms.ChoiceField(
        label=_("Send to"), help_text=_("Only those whom the person agreed to are listed.")
    )

    def __init__(
        self, *args: Any, grants: Sequence[ConsentGrant], units: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        of: dict[Any, list[Unit]] = defaultdict(list)
        for unit in units:
            of[unit.organisation_id].append(unit)
        self.targets = {
            f"{grant.id}:{unit.id}": (grant, unit) for grant in grants for unit in of[grant.recipient_id]
        }
        grouped = [
            (_under(grant), [(f"{grant.id}:{unit.id}", unit.name) for unit in of[grant.recipient_id]])
            for grant in grants
        ]
        self.fields["target"].choices = [("", _("Choose")), *grouped]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[ConsentGrant, Unit]:
        """Return the grant and the unit; for a form that is valid."""
        return self.targets[self.cleaned_data["target"]]


def _under(grant: ConsentGrant) -> str:
    return _now("%(who)s, for %(what)s, until %(day)s") % {
        "who": grant.recipient.name,
        "what": grant.get_purpose_display(),
        "day": date_format(grant.ends_on - timedelta(days=1), "DATE_FORMAT"),
    }
