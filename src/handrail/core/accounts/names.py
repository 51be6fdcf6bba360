"""What the people of an installation are called on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from handrail.core.accounts.models import Account


def names_of(ids: Iterable[UUID | None]) -> Mapping[UUID | None, str]:
    """Return names by account; for no account (None), or one that is not there, there is none."""
    wanted = sorted(one for one in ids if one)
    return dict(Account.objects.filter(id__in=wanted).values_list("id", "display_name"))
