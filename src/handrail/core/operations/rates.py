"""Limits on what costs much or is tried by those who mean harm: per account, per address, for all processes.

The counts stand in the database, outside the request's own transaction: a view that fails does not give its
try back. What is limited is registered (`core/registry`, `rate_limits`), ours and each room's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from handrail.core.accounts.lockout import client_address
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.clock import now
from handrail.core.operations.models import RateCount
from handrail.core.registry import Rate, RateLimit, rate_limits

FORGET_AFTER = 24 * 3600
COUNT = """
INSERT INTO core_ratecount (key, began, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN core_ratecount.began = excluded.began THEN core_ratecount.count + 1 ELSE 1 END,
    began = excluded.began
RETURNING count
"""


class RateLimitMiddleware:
    """Answers 429 instead of the view when a limit is full. Stands before the request's own transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        limit = next((one for one in rate_limits if one.id == name), None)
        if limit is None or request.method != "POST":
            return None
        wait = max(self._waits(request, limit), default=0)
        return too_many(request, wait) if wait else None

    def _waits(self, request: HttpRequest, limit: RateLimit) -> list[int]:
        """Count this try for account and address; return the seconds to wait where one is full."""
        account = request.user if isinstance(request.user, Account) else None
        address = client_address(request)
        waits = []
        for rate, who in ((limit.account, account and str(account.id)), (limit.address, address)):
            if rate and who:
                count, wait = counted(limit.id, rate, who, at=int(now().timestamp()))
                if count == rate.times + 1:
                    _log(limit, account)
                if count > rate.times:
                    waits.append(wait)
        return waits


def counted(name: str, rate: Rate, who: str, *, at: int) -> tuple[int, int]:
    """Count one try; return how many there were in this span, and the seconds until the next span."""
    began = at - at % rate.seconds
    key = salted_hmac("handrail rate", f"{name}\0{who}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, began])
        (count,) = cursor.fetchone()
    if count == 1:
        RateCount.objects.filter(began__lt=at - FORGET_AFTER).delete()
    return int(count), began + rate.seconds - at


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Say how long to wait. What was typed is not kept: no page of ours stays in a browser."""
    minutes = -(-wait // 60)
    answer = render(request, "operations/too_many.html", {"minutes": minutes}, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer


def _log(limit: RateLimit, account: Account | None) -> None:
    """One event when a limit fills up, not one for each try after that."""
    ids: list[UUID] = [account.id] if account else []
    record(
        action="core:limit:reached",
        kind="account",
        ids=ids,
        actor=account.id if account else None,
        organisation=account.organisation_id if account else None,
        reason=limit.id.replace("_", "-").replace(":", "-"),
    )
