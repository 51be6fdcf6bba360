"""A shelter with one survivor, Rin, whose identity the vault keeps."""

from __future__ import annotations

import uuid
from uuid import UUID

import pytest

from handrail.core import vault


@pytest.fixture
def shelter(db: None) -> UUID:
    organisation = uuid.uuid4()
    vault.create_organisation_key(organisation)
    return organisation


@pytest.fixture
def rin(shelter: UUID) -> UUID:
    person = uuid.uuid4()
    vault.create_person_keys(shelter, [person])
    return person


@pytest.fixture
def dara(shelter: UUID) -> UUID:
    person = uuid.uuid4()
    vault.create_person_keys(shelter, [person])
    return person
