"""Who has to agree before anything is shared, and the three grounds on which nobody is asked.

For a child the guardian and the child both agree (CRC 12; UNICEF Guidelines 2006), and the guardian is
nobody who is suspected of a part in it. Somebody whose age leaves it open is treated as a child (Council of
Europe Convention, article 10(3)).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from handrail.core.dates.age import ADULT, Age

DAYS_IN_A_YEAR = 365.2425
# How long something may be shared without consent before it has to be decided again: ours, not a norm.
WITHOUT_CONSENT = timedelta(days=30)


class Agreed(StrEnum):
    """Who said yes."""

    PERSON = "person"
    CHILD_AND_GUARDIAN = "child-and-guardian"


class Basis(StrEnum):
    """What sharing rests on. All but consent are exceptions, and each is told to the supervisors."""

    CONSENT = "consent"
    THREAT_TO_LIFE = "threat-to-life"
    CHILD_PROTECTION = "child-protection"
    COURT_ORDER = "court-order"


def may_be_child(age: Age | None, *, at: date, on: date) -> bool:
    """Return whether somebody of an age (an interval of years, on the day `at`) may be under 18 on a day.

    Of nobody whose age was not asked at all is this presumed: whoever writes down the consent says it.
    """
    if age is None:
        return False
    passed = int(max(0, (on - at).days) / DAYS_IN_A_YEAR)
    return age.low + passed < ADULT


def who_has_to_agree(*, child: bool) -> frozenset[Agreed]:
    """Return whose yes is enough. A worker may treat anybody as a child; a child never as grown up."""
    return frozenset({Agreed.CHILD_AND_GUARDIAN} if child else set(Agreed))
