"""The words for rights, who asks, and where a request stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.rights.domain.requests import Asker, Right, State

RIGHTS = {
    Right.ACCESS: _("To see the record"),
    Right.CORRECTION: _("To have it corrected"),
    Right.RESTRICTION: _("To have it only kept"),
    Right.OBJECTION: _("To object to its use"),
    Right.ERASURE: _("To have it erased"),
}
EXPLAINED = {
    Right.ACCESS: _("Print the person's own copy and go through it together."),
    Right.CORRECTION: _("Correct what is wrong; where you do not agree, write down both views as a note."),
    Right.RESTRICTION: _("If you say yes, nothing is changed, sent on or exported until it is lifted."),
    Right.OBJECTION: _("If you say yes, nothing is changed, sent on or exported until it is lifted."),
    Right.ERASURE: _("A second person must say yes, and 30 days pass in which it can be stopped."),
}
ASKERS = {
    Asker.PERSON: _("The person"),
    Asker.GUARDIAN: _("A guardian"),
    Asker.REPRESENTATIVE: _("Somebody the person chose"),
    Asker.RETENTION: _("The time for keeping is over"),
}
STATES = {
    State.OPEN: _("waits for an answer"),
    State.CONFIRMED: _("confirmed, not yet erased"),
    State.GRANTED: _("done"),
    State.DECLINED: _("declined"),
    State.WITHDRAWN: _("taken back"),
}
