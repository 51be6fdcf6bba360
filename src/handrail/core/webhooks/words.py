"""The words of the pages about receivers: kinds of messages, refusals, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.refusal import Refused

if TYPE_CHECKING:
    from django.utils.functional import Promise

Words = dict[str, "str | Promise"]

KIND_WORDS: Words = {
    "case.created": _("A case was opened"),
    "case.changed": _("A case was changed"),
    "case.assigned": _("Somebody else is responsible for a case"),
    "note.added": _("A note or plan was added"),
    "milestone.recorded": _("A step or choice was recorded"),
    "milestone.taken-back": _("A step was taken back"),
    "consent.granted": _("Consent was given"),
    "consent.withdrawn": _("Consent was taken back"),
    "referral.sent": _("A case was sent to another unit"),
    "referral.accepted": _("A referral was accepted"),
    "referral.declined": _("A referral was declined"),
    "referral.ended": _("A referral ended"),
    "import.finished": _("An import is in"),
    "import.undone": _("An import was taken back"),
    "ping": _("A try"),
}

REFUSALS: Words = {
    "webhook-not-https": _("The address must begin with https:// so that nobody on the way reads along."),
    "webhook-address": _("Write a whole address without a password: https://hotline.example/handrail."),
    "webhook-kinds": _("Choose at least one thing to be told of."),
    "webhook-too-many": _("There are %(most)s receivers already. Remove one that is not needed any more."),
}

ANSWERS: Words = {
    "webhook-private": _("The address lies in a private network, where this server sends nothing."),
    "webhook-no-such-host": _("There is no such host."),
    "webhook-tls": _("The certificate of the receiver cannot be trusted."),
    "webhook-no-answer": _("No answer in time."),
    "webhook-not-https": _("The address must begin with https://."),
    "webhook-address": _("The address cannot be read."),
}

STOPPED: Words = {
    "by-hand": _("Stopped by hand."),
    "no-answer": _("Stopped: for days nothing was taken."),
    "gone": _("Stopped: the receiver says that it is gone for good (410)."),
}


def words_for(refused: Refused) -> str:
    """Return what to show. A code without words is an error of ours."""
    return str(REFUSALS[refused.code]) % refused.facts if refused.facts else str(REFUSALS[refused.code])


def answer_words(answer: str) -> str:
    """Return what a receiver answered, in words: an HTTP status stays as it is."""
    return str(ANSWERS.get(answer, answer))
