"""The words for what a rule about tokens refused, and for why one ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.refusal import Refused

if TYPE_CHECKING:
    from django.utils.functional import Promise

REFUSALS: dict[str, str | Promise] = {
    "token-name": _("Write what the token is for, in at most %(longest)s signs."),
    "token-without-scope": _("Choose at least one thing that the token may do."),
    "token-scope-not-yours": _("A token cannot do more than you can. Choose from the list."),
    "token-lifetime": _("Write a number of days from 1 to %(longest)s."),
    "token-too-many": _("You have %(most)s tokens already. End one that is not needed any more."),
    "token-revoked-already": _("This token has ended already."),
}

ENDED: dict[str, str | Promise] = {
    "by-owner": _("ended by you"),
    "suspended": _("the account was suspended"),
    "password-changed": _("the password was changed"),
    "second-factor-removed": _("a second step was removed"),
    "way-back": _("a way back was opened"),
    "expired": _("its days are over"),
}


def words_for(refused: Refused) -> str:
    """Return what to show. A code without words is an error of ours."""
    return str(REFUSALS[refused.code]) % refused.facts if refused.facts else str(REFUSALS[refused.code])
