"""On whose behalf a verb runs, and how it says why it does not."""

from __future__ import annotations

import sys

from handrail.core.accounts.models import Account
from handrail.core.accounts.operator import log_acting_as


def named_account(username: str | None, *, verb: str) -> Account | None:
    """The active account of that name, or None with a word on stderr.

    Whoever runs the command is the operator. What the verb does stands in the log under the account that it
    acts as; that it was not the account itself stands before it, as an event of its own.
    """
    if not username:
        complain("Say on whose behalf: --as ACCOUNT.")
        return None
    account = Account.objects.select_related("unit", "organisation").filter(username=username).first()
    if account is None or not account.is_active:
        complain(f"There is no active account “{username}”. `handrail account list` names them.")
        return None
    log_acting_as(account, verb=verb)
    return account


def complain(text: str) -> None:
    print(f"handrail: {text}", file=sys.stderr)
