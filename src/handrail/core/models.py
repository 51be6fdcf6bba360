"""Every record of core, so that Django finds them; each package keeps its own."""

from __future__ import annotations

from handrail.core.absences.models import Absence
from handrail.core.access.models import BreakGlass, Exclusion
from handrail.core.accounts.models import Account, Recovery, RoleGrant
from handrail.core.api.models import KeptAnswer
from handrail.core.appointments.models import Appointment, Companion
from handrail.core.backup.models import Backup
from handrail.core.cases.models import Attachment, Case, Entry, ExternalReference, Party
from handrail.core.consent.models import ConsentGrant, Recall
from handrail.core.drafts.models import Draft
from handrail.core.milestones.models import CascadeRow, Milestone
from handrail.core.notices.models import MailAddress, Notice
from handrail.core.operations.models import RateCount
from handrail.core.organisations.models import Organisation, Unit
from handrail.core.persons.models import Person
from handrail.core.referrals.models import Referral
from handrail.core.rights.models import Hold, RightsRequest
from handrail.core.rolereviews.models import RoleReview
from handrail.core.tokens.models import AccessToken
from handrail.core.webhooks.models import Delivery, Subscription

__all__ = [
    "Absence",
    "AccessToken",
    "Account",
    "Appointment",
    "Attachment",
    "Backup",
    "BreakGlass",
    "CascadeRow",
    "Case",
    "Companion",
    "ConsentGrant",
    "Delivery",
    "Draft",
    "Entry",
    "Exclusion",
    "ExternalReference",
    "Hold",
    "KeptAnswer",
    "MailAddress",
    "Milestone",
    "Notice",
    "Organisation",
    "Party",
    "Person",
    "RateCount",
    "Recall",
    "Recovery",
    "Referral",
    "RightsRequest",
    "RoleGrant",
    "RoleReview",
    "Subscription",
    "Unit",
]
