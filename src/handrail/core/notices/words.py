"""The words of notices, and where each leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handrail.core.notices.domain.kinds import NoticeKind

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from handrail.core.notices.models import Notice

WORDS: dict[NoticeKind, Promise | str] = {
    NoticeKind.CASE_GIVEN: _("You are responsible for a case now"),
    NoticeKind.CASELOAD_GIVEN: _("Cases of a colleague are yours now"),
    NoticeKind.REFERRAL_ARRIVED: _("Another unit asks you to take a case"),
    NoticeKind.REFERRAL_ANSWERED: _("A referral of yours was answered"),
    NoticeKind.CONSENT_WITHDRAWN: _("A person took consent back: please say what your unit kept"),
    NoticeKind.SHARED_WITHOUT_CONSENT: _("A case was shared without consent: please look at it"),
    NoticeKind.APPOINTMENT_ALONE: _("An appointment was confirmed although somebody is missing from it"),
    NoticeKind.SAFETY_TODAY: _("A person’s safety has to be looked at today"),
    NoticeKind.EMERGENCY_OPENING: _("A case was opened in an emergency: please look at it"),
    NoticeKind.STANDS_IN: _("You stand in for a colleague"),
    NoticeKind.ROLE_CHANGED: _("Your roles were changed"),
    NoticeKind.WAY_BACK: _("A colleague cannot get in, and a second person is needed"),
}
# The page that a kind leads to, and whether the page is about one record.
PLACES: dict[NoticeKind, tuple[str, bool]] = {
    NoticeKind.CASE_GIVEN: ("case_page", True),
    NoticeKind.CASELOAD_GIVEN: ("work", False),
    NoticeKind.REFERRAL_ARRIVED: ("referral_answer", True),
    NoticeKind.REFERRAL_ANSWERED: ("case_page", True),
    NoticeKind.CONSENT_WITHDRAWN: ("recall_answer", True),
    NoticeKind.SHARED_WITHOUT_CONSENT: ("case_page", True),
    NoticeKind.APPOINTMENT_ALONE: ("case_page", True),
    NoticeKind.SAFETY_TODAY: ("help_page", True),
    NoticeKind.EMERGENCY_OPENING: ("work", False),
    NoticeKind.STANDS_IN: ("leave_list", False),
    NoticeKind.ROLE_CHANGED: ("home", False),
    NoticeKind.WAY_BACK: ("way_back_confirm", True),
}


def words_of(notice: Notice) -> str:
    return str(WORDS[NoticeKind(notice.kind)])


def place_of(notice: Notice) -> str:
    """Return the address of the page that a notice leads to."""
    name, about_one = PLACES[NoticeKind(notice.kind)]
    return reverse(name, args=[notice.about] if about_one else [])
