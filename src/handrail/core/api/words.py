"""The words of the API's own refusals: what was wrong, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

Words = "str | Promise"

# code -> (what was wrong, how to mend it)
PROBLEMS: dict[str, tuple[str | Promise, str | Promise]] = {
    "token-missing": (
        _("There is no token in the request."),
        _("Send it as “Authorization: Bearer …”. You make one on the page “Access tokens”."),
    ),
    "token-unknown": (_("This token is not known."), _("Copy it whole, or make a new one.")),
    "token-expired": (_("The days of this token are over."), _("Make a new one.")),
    "token-revoked": (
        _("This token has ended: it was revoked, or the password or the account changed."),
        _("Make a new one."),
    ),
    "scope-missing": (
        _("This token may not do that."),
        _("Make a token with the scope that this operation names."),
    ),
    "role-missing": (
        _("The roles that this token was made with do not carry that."),
        _("Ask your administrator for the role, then make a new token."),
    ),
    "too-many-requests": (
        _("There were too many requests in this minute."),
        _("Wait as many seconds as “Retry-After” says, then go on."),
    ),
    "not-found": (_("There is no such thing here, or it is not yours to see."), _("Check the id.")),
    "needs-tls": (
        _("This came without TLS: whatever it carried could be read on the way."),
        _("Call https://, and make a new token in place of the one that you sent."),
    ),
    "no-such-operation": (_("There is no such address."), _("Look at the reference for what there is.")),
    "wrong-method": (
        _("This address does not take that method."),
        _("“Allow” lists the methods that it takes."),
    ),
    "request-invalid": (
        _("The request does not say what it must."),
        _("Each entry of “errors” says where and why."),
    ),
    "body-unreadable": (_("The body is not JSON."), _("Send a JSON document in UTF-8.")),
    "body-too-large": (_("The body is too large."), _("Send less at once.")),
    "cursor-unreadable": (
        _("This cursor does not belong to this question."),
        _("Begin without “after”, with the same filters throughout."),
    ),
    "version-missing": (
        _("The request does not say which version it changes."),
        _("Read the record, and send its “ETag” as “If-Match”."),
    ),
    "version-unreadable": (
        _("The precondition cannot be read."),
        _("Send the “ETag” as you got it, in quotes."),
    ),
    "changed-meanwhile": (
        _("The record is no longer at the version that the request names."),
        _("Read it again, and make the change again if it still makes sense."),
    ),
    "idempotency-key-missing": (
        _("There is no “Idempotency-Key”."),
        _("Send a random value of your own, and the same one when you send the same request again."),
    ),
    "idempotency-key-unreadable": (
        _("The “Idempotency-Key” cannot be used."),
        _("Send 8 to 100 letters, digits, hyphens or underscores."),
    ),
    "idempotency-key-reused": (
        _("Another request was sent with this “Idempotency-Key” before."),
        _("Take a new key for a new request."),
    ),
    "server-error": (
        _("Something broke on this side, and nothing was written."),
        _("Send it again, with the same “Idempotency-Key”. If it breaks again, tell your administrator."),
    ),
    "refused": (_("This is not allowed."), ""),
}


def words_of(code: str) -> tuple[str, str]:
    """Return what to say for a code; a code of a room's own says it itself."""
    why, mend = PROBLEMS.get(code, PROBLEMS["refused"])
    return str(why), str(mend)
