"""The words of what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

WORDS: dict[str, str | Promise] = {
    "not_detained": _("Not to be detained without reason, before, during and after proceedings"),
    "interpretation": _("To be spoken to in a language that the person understands"),
    "shelter": _("A safe place to live"),
    "medical": _("Medical and psychological help"),
    "information": _("To know one’s rights, and what goes on at court"),
    "guardian": _("A guardian, for a child that is alone"),
    "reflection": _("Time to recover and to think, without being sent away"),
    "stay": _("To stay in the country, where that is right"),
    "legal_aid": _("Legal help, and to be heard"),
    "work": _("Work, education and training"),
    "compensation": _("Compensation, and wages that were not paid"),
}
