"""Opening a box, and putting in what somebody said. What is put in is not logged: it would tell when."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.protect.voices.domain.batches import quarter_of
from handrail.protect.voices.models import Box, Voice

READ = "protect:voices:read"
OPEN_FOR = timedelta(days=365)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 8


@transaction.atomic
def open_box(name: str, *, by: Account, today: date) -> Box:
    """Open a place to answer for a year, for the account's house."""
    code = "".join(secrets.choice(LETTERS) for _each in range(CODE_LENGTH))
    box = Box.objects.create(organisation=by.organisation, name=name, code=code, until=today + OPEN_FOR)
    _log("protect:box:opened", box, by)
    return box


@transaction.atomic
def close_box(box: Box, *, by: Account, today: date) -> None:
    """Take no more answers; what was said stays."""
    Box.objects.filter(id=box.id).update(until=today - timedelta(days=1))
    _log("protect:box:closed", box, by)


def put_in(box: Box, answers: Mapping[str, list[str]], words: str, *, today: date) -> None:
    """Keep what somebody said. What was left out is not kept as an answer."""
    said = {name: chosen for name, chosen in answers.items() if chosen}
    if not said and not words:
        return
    voice = Voice(id=uuid4(), box=box, quarter=quarter_of(today), answers=said)
    if words:
        voice.sealed = vault.seal_for_organisation(box.organisation_id, f"voice:{voice.id}", words)
    voice.save(force_insert=True)


def _log(action: str, box: Box, by: Account) -> None:
    record(action=action, kind="box", ids=[box.id], actor=by.id, organisation=box.organisation_id)
