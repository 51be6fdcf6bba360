"""What a notice can be about, and when an e-mail goes out."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

QUIET = timedelta(hours=1)
"""Two e-mails to one person are at least this far apart: the second would say nothing new."""


class NoticeKind(StrEnum):
    """Kinds are few, and none says anything about a person."""

    CASE_GIVEN = "case-given"
    CASELOAD_GIVEN = "caseload-given"
    REFERRAL_ARRIVED = "referral-arrived"
    REFERRAL_ANSWERED = "referral-answered"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    SHARED_WITHOUT_CONSENT = "shared-without-consent"
    APPOINTMENT_ALONE = "appointment-alone"
    SAFETY_TODAY = "safety-today"
    EMERGENCY_OPENING = "emergency-opening"
    STANDS_IN = "stands-in"
    ROLE_CHANGED = "role-changed"
    WAY_BACK = "way-back"


def may_mail(*, last: datetime | None, at: datetime) -> bool:
    """Return whether an e-mail may go out now, given when the last one did."""
    return last is None or at - last >= QUIET
