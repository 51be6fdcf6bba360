"""Reading for an operation: what is found is logged as pages do, and hidden is answered as missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404

from handrail.core.access.domain.refusal import Refused
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

JOINED = ("person", "owner", "unit", "organisation")


def log_read(
    account: Account, action: str, ids: Iterable[UUID], *, kind: str = "case", reason: str = "api"
) -> None:
    """Append one event: who read which records, through the API."""
    record(
        action=action,
        kind=kind,
        ids=list(ids),
        actor=account.id,
        organisation=account.organisation_id,
        reason=reason,
    )


def case_to_change(account: Account, case_id: UUID, permission: str = "core:case:write") -> Case:
    """Return a case that the account may change, held until the transaction ends.

    404 for whoever does not see it, like for one that does not exist; `Refused("read-only")` for whoever may
    only read it.
    """
    editable = Case.objects.editable_by(account, permission).filter(id=case_id)
    case = editable.select_related(*JOINED).select_for_update(of=("self",)).first()
    if case is None:
        find_case(account, case_id)
        raise Refused("read-only")
    return case


def found_or_404(found: Any) -> Any:
    if found is None:
        raise Http404
    return found
