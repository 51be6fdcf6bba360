"""The words of the app, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

APP = {
    "home": _("Screening"),
    "not_set_up": _("This phone is not set up yet"),
    "not_set_up_how": _("Sign in once, with a network, and set it up. After that it works without one."),
    "set_up": _("Set up this phone"),
    "language": _("Language of the app"),
    "choose_passphrase": _("Choose a passphrase for this phone"),
    "choose_passphrase_why": _(
        "It protects the interview that is open. What is finished is sealed: this phone cannot open it again."
    ),
    "passphrase": _("Passphrase"),
    "passphrase_hint": _("10 signs or more; four words are good."),
    "passphrase_again": _("The same again"),
    "duress": _("A second passphrase, for when you are forced to open the app"),
    "duress_hint": _("It opens an app in which nothing is to be seen. Leave it empty if you want none."),
    "passphrase_short": _("That is too short: 10 signs or more."),
    "passphrase_differs": _("The two are not the same. Type them again."),
    "duress_wrong": _("The second passphrase must be another one, of 10 signs or more."),
    "keep": _("Keep"),
    "locked": _("Locked"),
    "open": _("Open"),
    "opens_nothing": _("That opens nothing."),
    "forgot": _("Forgotten?"),
    "forgot_how": _(
        "What is finished still goes its way. An open interview goes as far as it came, and is closed here."
    ),
    "begin_anew": _("Choose a new passphrase"),
    "begin": _("Begin a screening"),
    "unsent": _("Waiting to be sent: %(count)s"),
    "nothing_unsent": _("Nothing waits to be sent."),
    "send_now": _("Send now"),
    "said_offline": _("There is no connection. It is tried again when there is one."),
    "said_unknown": _(
        "The server does not know this phone any more. Sign in and set it up again; nothing is lost."
    ),
    "said_refused": _("The server did not take it. Take it out as a file and bring it in on a computer."),
    "take_out": _("Take out what waits, sealed, as a file"),
    "what_it_keeps": _("What this phone keeps"),
    "keeps_1": _("Finished screenings, sealed to your organisation. Nobody can open them on this phone."),
    "keeps_2": _(
        "One open interview, under your passphrase, for 12 hours at most. Then it goes as far as it came."
    ),
    "keeps_3": _(
        "Who takes the phone can see that this app is there, whether an interview is open and how many wait."
    ),
    "keeps_4": _("Clearing the browser’s data deletes what waits. Send it, or take it out, before."),
    "lock": _("Lock"),
    "before": _("Before you ask"),
    "before_1": _("Somewhere private, sitting down, with nobody who came along with the person."),
    "before_2": _("In the person’s own language."),
    "before_3": _("Say who you are, what this is for, and that help does not depend on the answers."),
    "before_4": _("Any question can be left out, without a reason. Stop when it is too much."),
    "asked_in": _("Language of the questions"),
    "interpreter": _("Who interprets"),
    "interpreter_hint": _(
        "Nobody from the employer, the family or the same group. Leave it empty if nobody does."
    ),
    "called": _("What the person wants to be called"),
    "called_hint": _("May be left empty."),
    "case": _("Number of the case, if there is one"),
    "case_hint": _("Without it a new case is opened."),
    "observed": _("Do not ask this: answer from what you see."),
    "draft": _("Draft translation, not reviewed."),
    "at_once": _("To be done now, whatever the answers come to"),
    "back": _("Back one question"),
    "hand_over": _("Give the person the phone"),
    "hand_back": _("Give the phone back"),
    "hand_back_title": _("Give the phone back to the officer"),
    "pause": _("Pause and lock"),
    "stop_here": _("End here"),
    "read_aloud": _("Read aloud"),
    "only_screening": _("A screening, not a legal finding, and never a reason to refuse help."),
    "go_on": _("Go on asking"),
    "finish": _("Finish and seal"),
    "failed": _("That did not work, and nothing was lost: %(what)s"),
}
PROBLEMS = {
    "unreadable": _("It came, and cannot be read. It is kept as it came: tell who runs the server."),
    "no-such-case": _("The number named no case that you may change, so a new case was opened."),
}
