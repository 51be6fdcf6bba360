"""The words for what a rule refused: what, why, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.refusal import Refused

if TYPE_CHECKING:
    from django.utils.functional import Promise

WORDS: dict[str, str | Promise] = {
    "read-only": _(
        "You can read this case but not change it: it belongs to another unit. "
        "Tell its case worker what should be changed."
    ),
    "not-yours-to-assign": _("You cannot give this case to somebody else. Ask the supervisor of its unit."),
    "same-person": _("Choose two different colleagues."),
    "suspended": _("This colleague's account is suspended. Choose somebody who is at work."),
    "nothing-to-hand-over": _("No case would move. Somebody may have handed them over already."),
    "restricted": _(
        "The person asked that this record is only kept. Nothing is changed, sent on or exported until "
        "that is lifted, at the person's word."
    ),
    "asked-already": _("The same was asked already and waits for an answer."),
    "request-answered": _("This request has its answer already."),
    "erasure-needs-two": _("An erasure needs a second person."),
    "needs-another-person": _("You wrote it down, so somebody else must say yes."),
    "not-confirmed": _("No second person has confirmed this erasure."),
    "grace-not-over": _("It can be erased from %(day)s on."),
    "not-restricted": _("There is no restriction to lift."),
    "changed-meanwhile": _(
        "Somebody else changed this case while your page was open. Look at it again, then make your change."
    ),
    "formal-waits": _("A proposal waits for its answer already. Let it be answered first."),
    "formal-own": _("You proposed this yourself. Another person answers it."),
    "screening-ended": _("This screening has ended. With new facts, begin another one."),
    "screening-answer": _("This answer does not belong to the question that was open. Look at it again."),
    "erased": _("This person was erased. What is left can be counted, but nothing can be added or changed."),
    "no-such-step": _("This step is not recorded any more. Open the case again to see what is."),
    "file-empty": _("The file is empty. Choose it again; if it stays empty, ask whoever gave it to you."),
    "file-runs": _(
        "This file is a program or a web page, which could harm the computer of whoever opens it. "
        "Make a picture or a PDF of it and add that."
    ),
    "file-infected": _(
        "The scanner found a virus in this file, and it was not kept. Ask whoever gave it to you for another "
        "copy, and tell your administrator: the computer that it comes from may be ill."
    ),
    "file-not-scanned": _(
        "The virus scanner does not answer, so the file was not kept. Try again later, and tell your "
        "administrator."
    ),
    "file-too-large": _("The file is larger than %(megabytes)s MB. Add a smaller copy, or parts of it."),
    "file-erased": _("This file was erased with the person's record. Nobody can open it any more."),
    "file-damaged": _(
        "The file was changed or cut short where it is kept. Tell your administrator: a copy may help."
    ),
    "file-no-file": _("The file is not where it should be. Tell your administrator."),
    "consent-not-live": _(
        "The person's consent has ended or was taken back. Ask again before anything is sent."
    ),
    "consent-other-recipient": _(
        "The person agreed to another recipient. Choose a unit of that organisation."
    ),
    "referral-open-already": _(
        "This unit has the case already, or has not answered yet. There is nothing to send."
    ),
    "answered-already": _("Somebody has answered this referral already."),
    "not-yours-to-end": _("Only the unit that sent a referral, or the one that accepted it, can end it."),
    "ended-already": _("This referral has ended already."),
    "still-open": _("Something is not settled. Settle it first, or write why it is closed all the same."),
    "review-own": _("Somebody else than the one who wrote the review answers it."),
    "need-changed": _("Somebody has answered this need already. Look at it again, then make your change."),
    "service-of-others": _(
        "Only the organisation that wrote this entry can change it. Tell them what is wrong."
    ),
    "service-closed": _("This service does not exist any more. Choose another one."),
    "request-open-already": _("This service was asked for this need already, and has not refused."),
    "child-and-guardian": _(
        "By what the record says, the person may be a child. Then the child and the guardian both have to "
        "agree. If the age is wrong, correct it in the case first."
    ),
    "no-ground": _("Without consent nothing is shared but on one of the three grounds, with a reason."),
    "too-long": _("Without consent it can be shared for %(days)s days at most. Choose an earlier day."),
    "companions-missing": _(
        "Somebody who has to come along has not said yes. Have them say yes first, or write why it cannot "
        "wait."
    ),
    "appointment-over": _("This appointment is over or was called off. Plan a new one."),
    "going-not-ready": _(
        "The person has not said that they want to go, the risks were not assessed, the person is detained, "
        "or for a child the determination of its best interests is missing. None of it can be left out."
    ),
    "withdrawn-already": _("This consent was taken back already."),
}


def words_for(refused: Refused) -> str:
    """Return what to show. A code without words is an error of ours."""
    return str(WORDS[refused.code]) % refused.facts if refused.facts else str(WORDS[refused.code])
