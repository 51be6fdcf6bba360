"""A form that was sent in vain is kept: the session had ended, or the page stood open for too long."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from handrail.core.access.acting import acting_as
from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.drafts.actions import keep_draft, throw_away
from handrail.core.drafts.marks import FIELD, Mark, read_mark
from handrail.core.drafts.queries import draft_at

NOT_SENT = 400


class DraftsMiddleware:
    """Keeps what a marked form held when it reached nobody; forgets the draft of one that was sent.

    Its mark says whose form it is; whoever signs in afterwards on the same computer gets nothing of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and FIELD in request.POST and request.resolver_match is not None:
            mark = read_mark(request.POST[FIELD])
            if mark is not None and request.resolver_match.url_name != "draft_keep":
                _follow(request, response, mark)
        return response


def _follow(request: HttpRequest, response: HttpResponseBase, mark: Mark) -> None:
    account = Account.objects.filter(id=mark.account, is_active=True).first()
    if account is None:
        return
    with acting_as(account):
        if request.user != account or response.status_code >= NOT_SENT:
            keep_draft(mark, dict(request.POST.lists()), by=account, at=now())
        elif 300 <= response.status_code < NOT_SENT:
            draft = draft_at(account, mark.place)
            if draft is not None:
                throw_away(draft, by=account, sent=True)
