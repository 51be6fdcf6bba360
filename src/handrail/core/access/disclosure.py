"""How much of a case that the door lets through an account may read.

By role or in an emergency: all of it. By referral: the fields of the cited consent, while it is live.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from handrail.core.access.domain.disclosure import NOTHING, WHOLE, Disclosure, under_grants
from handrail.core.access.door import Reach, consent_live, owners_for, reach_of
from handrail.core.clock import now, today

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account
    from handrail.core.cases.models import Case


def lies_within(reach: Reach, account: Account, case: Case) -> bool:
    """Return whether a case that was read through the door lies in a reach. Asks the database nothing
    that reading through the door has not asked before."""
    return (
        (reach.own and case.owner_id in owners_for(account))
        or case.unit_id in reach.units
        or case.organisation_id in reach.organisations
    )


def may_change(account: Account, case: Case, permission: str = "core:case:write") -> bool:
    """Return whether to offer a change of a case that was read through the door.

    For pages only: the write itself asks `editable_by`, which also knows exclusions.
    """
    return lies_within(reach_of(account, permission), account, case)


def may_help(account: Account, case: Case, permission: str, part: str) -> bool:
    """Return whether to offer a change in a part of a case that was read through the door. For pages only."""
    if may_change(account, case, permission):
        return True
    return type(case).objects.helped_by(account, permission, part).filter(id=case.id).exists()


def disclosures(account: Account, cases: Sequence[Case]) -> dict[UUID, Disclosure]:
    """Return for each case (read through the door) what of it the account may read. At most two queries."""
    reach = reach_of(account, "core:case:read")
    shown = {case.id: WHOLE for case in cases if lies_within(reach, account, case)}
    others = [case.id for case in cases if case.id not in shown]
    if others:
        shown |= _by_referral(account, reach, others)
        shown |= dict.fromkeys(_opened_in_emergency(account, others), WHOLE)
    return shown


def disclosure(account: Account, case: Case) -> Disclosure:
    return disclosures(account, [case])[case.id]


def _by_referral(account: Account, reach: Reach, case_ids: list[UUID]) -> dict[UUID, Disclosure]:
    from django.db.models import Q

    from handrail.core.referrals.models import Referral, ReferralStatus

    found = (
        Referral.objects.visible_to(account)
        .filter(
            Q(to_unit__in=sorted(reach.units)) | Q(to_unit__organisation__in=sorted(reach.organisations)),
            consent_live(today(), "consent__"),
            status=ReferralStatus.ACCEPTED,
            case__in=case_ids,
        )
        .values_list("case_id", "consent__fields")
    )
    grants: dict[UUID, list[list[str]]] = defaultdict(list)
    for case_id, fields in found:
        grants[case_id].append(fields)
    return {case_id: under_grants(grants[case_id]) if case_id in grants else NOTHING for case_id in case_ids}


def _opened_in_emergency(account: Account, case_ids: list[UUID]) -> list[UUID]:
    from handrail.core.access.models import BreakGlass

    open_now = BreakGlass.objects.filter(account_id=account.id, until__gt=now(), case_id__in=case_ids)
    return list(open_now.values_list("case_id", flat=True))
