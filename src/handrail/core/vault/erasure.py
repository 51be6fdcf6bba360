"""Erasing a person: the key goes, and with it everything sealed under it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from handrail.core.clock import now
from handrail.core.vault.files import remove_files
from handrail.core.vault.keys import chunks
from handrail.core.vault.models import BlindIndex, KeptFile, PersonKey
from handrail.core.vault.problems import NoKey


def erase_person(person: UUID) -> None:
    """Destroy the person's key, search tokens and files, in the caller's transaction; twice is no error.

    What is sealed elsewhere (in records, in copies of the database that do not hold the key) cannot be read
    from the commit on. A backup that holds the wrapped key still can: the erasure is final when the last of
    those is gone. On PostgreSQL the old row's bytes stay in the table file until the next VACUUM; on SQLite
    they are overwritten at once. Raises `NoKey` for a person who never had one.
    """
    erase_persons([person])


def erase_persons(persons: Sequence[UUID]) -> None:
    """Destroy the keys of several persons as `erase_person` does. Raises `NoKey`; then none is destroyed."""
    with transaction.atomic():
        ids: list[UUID] = []
        for some in chunks(persons):
            keys = PersonKey.objects.filter(person__in=some)
            known = set(keys.values_list("person", flat=True))
            for person in some:
                if person not in known:
                    raise NoKey("person", person)
            keys.filter(erased_at__isnull=True).update(wrapped=b"", erased_at=now())
            BlindIndex.objects.filter(person__in=some).delete()
            files = KeptFile.objects.filter(owner_kind=KeptFile.Owner.PERSON, owner__in=some)
            ids += files.values_list("id", flat=True)
            files.delete()
        transaction.on_commit(partial(_finish, ids))


def _finish(files: list[UUID]) -> None:
    # After the commit: a file without its row and key is unreadable already, and `sweep_files` finds it
    # after a crash.
    remove_files(files)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # The write-ahead log still has the page with the wrapped key; this writes it back and cuts the
            # log short.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
