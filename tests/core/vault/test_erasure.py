"""Erasing a person: nobody can read, find or restore what was sealed, and nobody else has lost a thing."""

from __future__ import annotations

import io
import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from handrail.core import vault
from handrail.core.vault.models import BlindIndex, KeptFile, PersonKey


def test_after_erasure_nothing_of_the_person_opens_or_is_found(
    shelter: UUID, rin: UUID, dara: UUID, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    sealed = vault.seal(rin, "name", "Rin")
    vault.index_persons([(shelter, rin, {"name": ["Rin"]}), (shelter, dara, {"name": ["Dara"]})])
    stored = vault.store_file(io.BytesIO(b"x"), ("person", rin))
    path = Path(settings.HANDRAIL_HOME) / "files" / stored.id.hex[:2] / str(stored.id)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        vault.erase_person(rin)
    for attempt in (
        lambda: vault.unseal(rin, "name", sealed),
        lambda: vault.seal(rin, "name", "again"),
        lambda: vault.index_persons([(shelter, dara, {"name": []}), (shelter, rin, {"name": ["Rin"]})]),
        lambda: vault.store_file(io.BytesIO(b"x"), ("person", rin)),
    ):
        with pytest.raises(vault.Erased):
            attempt()
    with pytest.raises(vault.NoFile):
        vault.open_file(stored.id, ("person", rin))
    assert not list(vault.find_persons([shelter], "Rin"))
    assert list(vault.find_persons([shelter], "Dara", ["name"])) == [dara]
    assert bytes(PersonKey.objects.get(person=rin).wrapped) == b""
    assert not BlindIndex.objects.filter(person=rin).exists() and not KeptFile.objects.exists()
    assert not path.exists()


def test_erasing_twice_changes_nothing(rin: UUID) -> None:
    vault.erase_person(rin)
    first = PersonKey.objects.get(person=rin).erased_at
    vault.erase_person(rin)
    assert PersonKey.objects.get(person=rin).erased_at == first


def test_a_person_never_known_cannot_be_erased(shelter: UUID) -> None:
    with pytest.raises(vault.NoKey):
        vault.erase_person(uuid.uuid4())


def test_an_erasure_that_is_rolled_back_did_not_happen(rin: UUID) -> None:
    sealed = vault.seal(rin, "name", "Rin")
    stored = vault.store_file(io.BytesIO(b"kept"), ("person", rin))
    with pytest.raises(RuntimeError), transaction.atomic():
        vault.erase_person(rin)
        raise RuntimeError
    assert vault.unseal(rin, "name", sealed) == "Rin"
    assert b"".join(vault.open_file(stored.id, ("person", rin))) == b"kept"
