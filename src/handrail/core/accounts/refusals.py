"""The words for what a rule about accounts refused: what, why, and how to go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.refusal import Refused
from handrail.core.audit import record

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.utils.functional import Promise

    from handrail.core.accounts.models import Account

WORDS: dict[str, str | Promise] = {
    "username-form": _(
        "Use small letters a to z, digits, and . - _ between them: at least 2 and at most %(longest)s."
    ),
    "username-taken": _("This user name is taken. Add a number or a letter."),
    "unknown-role": _("There is no such role. Choose one from the list."),
    "not-to-yourself": _(
        "Nobody gives a role to themself. Ask another administrator to do it: the log then names you both."
    ),
    "role-starts-in-the-past": _("The first day has passed already. Choose today or a later day."),
    "role-ends-before-it-starts": _("The end must come after the first day."),
    "role-held-already": _("This account holds this role on this unit in these days already."),
    "role-ended-already": _("This role has ended already."),
    "last-administrator": _(
        "This is the last administrator of the organisation. Make somebody else an administrator first, "
        "otherwise nobody could help people back in."
    ),
    "not-yourself": _("You cannot suspend your own account. Ask another administrator."),
    "suspended-already": _("This account is suspended already."),
    "not-suspended": _("This account is not suspended."),
    "suspended": _("This account is suspended. Lift the suspension first."),
    "not-for-yourself": _("Nobody opens a way back for themself. Ask two other persons."),
    "asked-already": _("A way back for this account is open already. Close it first, or wait until it ends."),
    "needs-another-person": _("You asked for it, so somebody else must confirm."),
    "confirmed-already": _("Somebody has confirmed this already. The code was shown to them alone."),
    "request-expired": _("This request is too old, closed or used. Ask again."),
    "below-itself": _("A unit cannot be put below itself."),
    "too-deep": _("Units go %(deepest)s levels deep at most. Choose a place further up."),
    "opens-cases-to-you": _(
        "Moving this unit there would open its cases to you, through a role that you hold. "
        "Ask another administrator to move it."
    ),
    "merge-head": _("The first unit of an organisation cannot become part of another. Merge others into it."),
    "unit-closed": _("This unit was closed or belongs to another organisation. Choose an open one."),
    "not-your-own-role": _("These are your own roles. Another administrator looks at them."),
    "leave-starts-in-the-past": _("The first day away has passed already. Choose today or a later day."),
    "leave-ends-before-it-starts": _("The first day back must come after the first day away."),
    "leave-too-long": _("A leave lasts %(days)s days at most. Hand the cases over instead."),
    "leave-entered-already": _("A leave that touches these days is entered already. End it first."),
    "leave-over": _("This leave is over already."),
    "deputy-for-oneself": _("Somebody else must stand in."),
    "deputy-by-oneself": _(
        "You cannot make yourself a deputy. The colleague who goes on leave, or another who arranges "
        "leave, must enter it."
    ),
    "deputy-opens-no-cases": _("This colleague holds no role that opens cases. Choose another one."),
    "deputy-away-too": _("This colleague is away in these days too. Choose another one."),
    "unit-name-taken": _("There is a unit of this name in this place already. Choose another name."),
}

View = Callable[..., HttpResponseBase]


def words_for(refused: Refused) -> str:
    """Return what to show. A code without words is an error of ours."""
    return str(WORDS[refused.code]) % refused.facts if refused.facts else str(WORDS[refused.code])


def log_refusal(account: Account, refused: Refused) -> None:
    """Keep in the log what somebody tried and a rule refused."""
    record(
        action="core:team:refused",
        kind="account",
        ids=[account.id],
        actor=account.id,
        organisation=account.organisation_id,
        reason=refused.code,
    )


def on_form(form: BaseForm, request: HttpRequest, refused: Refused, *, field: str | None = None) -> None:
    """Show a refusal on the form that was sent, so that what was typed stays."""
    log_refusal(request.user, refused)  # type: ignore[arg-type]
    form.add_error(field, words_for(refused))


def tells_refusals(view: View) -> View:
    """Answer a refusal with a page that says why, and keep its code in the log."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            log_refusal(request.user, refused)  # type: ignore[arg-type]
            return render(request, "accounts/refused.html", {"words": words_for(refused)}, status=403)

    return telling
