"""Referrals as the receiving side reads them, and the grants that can carry one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from handrail.core.access.door import NotHidden, Reach, consent_live, reach_of
from handrail.core.cases.models import Case
from handrail.core.clock import today
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Unit
from handrail.core.referrals.models import Referral, ReferralStatus

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

ANSWER = "core:referral:answer"
_BEFORE_ACCEPTING = "a unit reads the referrals sent to it; the case itself stays closed until it accepts"


def sent_to_us(account: Account) -> QuerySet[Referral]:
    """Return the referrals that wait for an answer of the account's units, oldest first.

    The case is not open yet. Who is excluded from it does not see that it was sent.
    """
    reach = reach_of(account, ANSWER)
    return (
        Referral.objects.unscoped(_BEFORE_ACCEPTING)
        .filter(
            to_us(reach),
            NotHidden("case_id", account),
            consent_live(today(), "consent__"),
            status=ReferralStatus.SENT,
        )
        .select_related("case__organisation", "case__unit", "case__person", "consent", "to_unit")
        .order_by("sent_at", "id")
    )


def find_sent_to_us(account: Account, referral_id: UUID) -> Referral:
    """Return a referral that waits for us; else 404 like any missing page."""
    referral = sent_to_us(account).filter(id=referral_id).first()
    if referral is None:
        raise Http404
    return referral


def to_us(reach: Reach) -> Q:
    """Return the condition that a referral was sent to a unit within a reach."""
    return Q(to_unit__in=sorted(reach.units)) | Q(to_unit__organisation__in=sorted(reach.organisations))


def lies_in(reach: Reach, unit: Unit) -> bool:
    """Return whether a unit is within a reach, as `to_us` asks the database."""
    return unit.id in reach.units or unit.organisation_id in reach.organisations


def organisations_that_referred(account: Account, reach: Reach) -> list[UUID]:
    """Return the organisations of which a case is open to us by referral today."""
    live = Referral.objects.visible_to(account).filter(
        to_us(reach), consent_live(today(), "consent__"), status=ReferralStatus.ACCEPTED
    )
    return list(live.values_list("case__organisation_id", flat=True).distinct())


def live_grants(account: Account, case: Case, on: date) -> list[ConsentGrant]:
    """Return what the person agrees to today, for sending a referral."""
    grants = ConsentGrant.objects.visible_to(account).filter(consent_live(on), case=case)
    return list(grants.select_related("recipient").order_by("recipient__name", "ends_on", "id"))


def units_of(organisations: list[UUID]) -> list[Unit]:
    return list(
        Unit.objects.filter(organisation_id__in=organisations, closed_on__isnull=True).order_by("name")
    )
