"""What whoever runs the server does in an account's name, from the command line."""

from __future__ import annotations

from handrail.core.accounts.models import Account
from handrail.core.audit import record


def log_acting_as(account: Account, *, verb: str) -> None:
    """Log that a verb of the command line acts as an account, before it does.

    What the verb does then stands in the log under the account; this event says that the account's holder did
    not do it, or at least did not sign in for it.
    """
    record(
        action="core:account:acted-as",
        kind="account",
        ids=[account.id],
        actor=None,
        organisation=account.organisation_id,
        reason=verb,
    )
