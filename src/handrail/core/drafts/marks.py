"""The mark that a form carries: whose it is, where it stands, what it is called. Signed, so that nobody keeps
words in another's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from handrail.core.accounts.models import Account

FIELD = "draft_of"
BEGUN = "begun"
SALT = "handrail.drafts"
MARK_LASTS = timedelta(days=2)
LONGEST_PLACE = 300


@dataclass(frozen=True, slots=True)
class Mark:
    account: UUID
    place: str
    title: str


def place_of(request: HttpRequest) -> str:
    """Return a form's address without what asks for its draft."""
    query = request.GET.copy()
    query.pop(BEGUN, None)
    return request.path + (f"?{query.urlencode()}" if query else "")


def make_mark(account: Account, place: str, title: str) -> str:
    return signing.dumps([str(account.id), place, title], salt=SALT)


def read_mark(text: str) -> Mark | None:
    """Return the mark, or None for one that is not ours, or too old."""
    try:
        account, place, title = signing.loads(text, salt=SALT, max_age=MARK_LASTS)
    except signing.BadSignature:
        return None
    return Mark(UUID(account), place, title)
