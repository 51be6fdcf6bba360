"""Choosing a language, with its line in the log."""

from __future__ import annotations

from django.db import transaction

from handrail.core.accounts.actions import log
from handrail.core.accounts.models import Account


@transaction.atomic
def choose_language(account: Account, language: str) -> None:
    """Keep the language in which this account reads pages and notices."""
    account.language = language
    account.save(update_fields=["language"])
    log("core:account:language-chosen", account, by=account)
