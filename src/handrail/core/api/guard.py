"""What stands before every operation: the token, its scope, the roles, the acting account, the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja.security import HttpBearer

from handrail.core import vault
from handrail.core.access.acting import acting_as
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.pace import within_pace
from handrail.core.accounts.models import Account
from handrail.core.api.answers import Answer, as_response
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.domain.versions import Held, if_match, if_match_or_none
from handrail.core.api.needs import Needs
from handrail.core.api.once import do_once
from handrail.core.audit import record
from handrail.core.clock import now
from handrail.core.tokens.admitting import Caller, NotAdmitted, admit
from handrail.core.tokens.limits import limits

View = Callable[..., Any]

# A rule's code -> the status that says the same to a program; any other is a conflict with how things stand.
STATUSES = {
    "read-only": 403,
    "not-yours-to-assign": 403,
    "not-yours-to-end": 403,
    "import-unit": 403,
    "import-undo": 403,
    "changed-meanwhile": 412,
}


class AccessTokenAuth(HttpBearer):
    """The token in the Authorization header. Nothing else lets anybody in: no cookie, no session."""

    openapi_bearerFormat = "hrt_…"

    def __call__(self, request: HttpRequest) -> Caller:
        kind, _space, text = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not text:
            raise _unauthorised("token-missing")
        return self.authenticate(request, text.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        try:
            return admit(token, at=now())
        except NotAdmitted as no:
            if no.code == "too-many-requests":
                raise Problem(429, no.code, headers={"Retry-After": str(no.wait)}) from no
            if no.code == "token-unknown" and not _within_limits(request):
                raise Problem(429, "too-many-requests", headers={"Retry-After": "60"}) from no
            raise _unauthorised(no.code) from no


def _unauthorised(code: str) -> Problem:
    return Problem(401, code, headers={"WWW-Authenticate": 'Bearer realm="handrail"'})


def _within_limits(request: HttpRequest) -> bool:
    return within_pace(request, "api-token", most=limits().unknown_tokens_a_minute, seconds=60)


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls; for use within an operation."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def account_of(request: HttpRequest) -> Account:
    return caller_of(request).account


def guarded(view: View, needs: Needs, parameters: frozenset[str]) -> View:
    """Return the operation with everything that stands before it. `parameters` are those of its address."""

    def run(request: HttpRequest, **given: Any) -> HttpResponse:
        caller = caller_of(request)

        def work() -> Answer:
            return _answer(view(request, **given))

        _check_scope(caller, needs)
        _check_parameters(request, parameters)
        try:
            with acting_as(caller.account):
                if needs.once:
                    return do_once(request, caller.token_id, work, at=now())
                answer = work()
        except Refused as refused:
            raise _refusal(caller, refused.code, needs.words(refused)) from refused
        except vault.Erased as erased:
            raise _refusal(caller, erased.code, needs.words(Refused("erased"))) from erased
        except Http404:
            # The same line whether it is not there, not theirs or hidden from them.
            _log_refused(caller, "not-found")
            raise Problem(404, "not-found") from None
        return as_response(answer.as_text(), answer.status, answer.headers)

    return run


def _answer(result: Any) -> Answer:
    return result if isinstance(result, Answer) else Answer(result)


def _check_scope(caller: Caller, needs: Needs) -> None:
    if needs.resource and not caller.may(needs.resource, needs.verb):
        said = Fault("header: Authorization", "scope-missing", f"The token lacks the scope {needs.scope}.")
        _log_refused(caller, "scope-missing")
        raise Problem(403, "scope-missing", faults=[said])
    if needs.permissions and not any(caller.account.may(name) for name in needs.permissions):
        _log_refused(caller, "role-missing")
        raise Problem(403, "role-missing")


def _check_parameters(request: HttpRequest, known: frozenset[str]) -> None:
    """Refuse a filter that is not known: a misspelt one would silently give more than was asked for."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        mend = f"Known are: {', '.join(sorted(known)) or 'none'}."
        faults = [
            Fault(f"query: {name[:40]}", "unknown-parameter", "This parameter is not known.", mend)
            for name in unknown[:20]
        ]
        raise Problem(422, "request-invalid", faults=faults)


def _refusal(caller: Caller, code: str, words: str) -> Problem:
    """Keep in the log what a rule refused (everything else was rolled back), and say it."""
    _log_refused(caller, code)
    return Problem(STATUSES.get(code, 409), code, why=words)


def _log_refused(caller: Caller, code: str) -> None:
    with acting_as(caller.account):
        record(
            action="core:api:refused",
            kind="token",
            ids=[caller.token_id],
            actor=caller.account.id,
            organisation=caller.account.organisation_id,
            reason=code,
        )


def check_version(request: HttpRequest, current: str) -> None:
    """Raise `Problem` unless If-Match names the present version: 428 without it, 412 for another one."""
    _tell(if_match(request.headers.get("If-Match"), current), current)


def check_place(request: HttpRequest, current: str | None) -> None:
    """Raise `Problem` unless the request names the version that it replaces, or says that there is none."""
    match, none_match = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    _tell(if_match_or_none(match, none_match, current), current)


def _tell(held: Held, current: str | None) -> None:
    match held:
        case Held.MISSING:
            raise Problem(428, "version-missing")
        case Held.UNREADABLE:
            raise Problem(400, "version-unreadable")
        case Held.NO:
            raise Problem(412, "changed-meanwhile", headers={"ETag": current} if current else {})
