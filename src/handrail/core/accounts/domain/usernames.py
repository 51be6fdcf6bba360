"""User names: one spelling each, so that no two look alike and no lockout counts apart what is the same."""

from __future__ import annotations

import re
import unicodedata

from handrail.core.access.domain.refusal import Refused

LONGEST = 40
_FORM = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")


def one_spelling(typed: str) -> str:
    """Return a typed user name as it is kept: without spaces around it, in small letters."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def check_username(typed: str) -> str:
    """Return the one spelling of a new user name, or raise `Refused("username-form")`.

    Plain letters and digits: whoever reads a list of accounts must be able to tell two names apart.
    """
    username = one_spelling(typed)
    if not 2 <= len(username) <= LONGEST or not _FORM.fullmatch(username):
        raise Refused("username-form", {"longest": LONGEST})
    return username
