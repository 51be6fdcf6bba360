"""The words for what the room refuses and for what became of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.access import Refused

if TYPE_CHECKING:
    from django.utils.functional import Promise

Words = dict[str, "str | Promise"]

REFUSALS: Words = {
    "import-state": _("This import has moved on since the page was opened. Look at it again."),
    "import-another": _("Only who uploaded the file can bring it in."),
    "import-overtaken": _("This import is at work already. Look at it again."),
    "import-unit": _("You cannot bring cases into that unit. Choose one of yours."),
    "import-file-gone": _("The file of this import is not kept any more. Upload it again."),
    "import-undo": _("You can take back your own imports only. Ask your supervisor or data steward."),
    "import-decision": _("Choose one of the answers."),
    "import-decided-already": _("Somebody has decided this row already."),
    "import-no-such-case": _(
        "The case that this row may be is not there any more. Say that it is somebody else."
    ),
    "changed-meanwhile": _("Somebody changed the case while your page was open. Look at it again."),
    "export-lock": _("Choose one way: a password, public keys, or a reason to leave the file open."),
    "export-password-short": _("The password is too short: take at least %(shortest)s signs."),
    "export-reason": _("Choose the reason for leaving the file open."),
    "export-form": _("Choose the form of the file."),
    "export-not-allowed": _("Your role does not export."),
}

# Why a run stopped. Codes of a file that is refused have their words in the refusal itself.
FAILURES: Words = {
    "stopped": _("It was interrupted."),
    "import-overtaken": _("It was started a second time meanwhile."),
    "import-reads-otherwise": _(
        "The file reads otherwise than when it was begun, as after a new version of Handrail. Take back what"
        " is in, and import the file anew."
    ),
    "changed-meanwhile": _("Somebody changed one of its cases at the same moment."),
}

KEPT: Words = {
    "edited": _("changed since"),
    "note": _("a note was added since"),
    "party": _("somebody was added since"),
    "step": _("a step was recorded since"),
    "file": _("a file was added since"),
    "consent": _("consent was recorded since"),
    "referral": _("it was referred since"),
}

OUTCOME_TONES = {
    "created": "ok",
    "updated": "accent",
    "unchanged": "",
    "refused": "danger",
    "possible_update": "warn",
}


def refusal_words(refused: Refused) -> str:
    """Return what to show. A code without words is an error of ours."""
    words = str(REFUSALS[refused.code])
    return words % refused.facts if "%(" in words else words
