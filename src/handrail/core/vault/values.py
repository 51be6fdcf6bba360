"""Values of a record, sealed: a name, an address, a note, a list of them.

A value is anything that JSON holds. It is padded to a multiple of 32 bytes, so that the length of what is
kept says little. A sealed value opens only for the person and the purpose that it was sealed for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from handrail.core.vault.boxes import Box
from handrail.core.vault.installation import InstallationSecret, installation_secret
from handrail.core.vault.keys import (
    OpenedPersonKey,
    organisation_key,
    organisation_key_of,
    person_key,
    person_keys,
)
from handrail.core.vault.problems import Damaged, Erased, WrongMasterKey

Json = Any  # str, int, float, bool, None, or a list or dict of them
PAD_BYTES = 32


def seal(person: UUID, purpose: str, value: Json) -> bytes:
    """Return `value` sealed for one person and purpose. Raises `Erased`, `NoKey`."""
    return person_key(person).values.seal(_to_bytes(value), "value", person, purpose)


def unseal(person: UUID, purpose: str, sealed: bytes) -> Json:
    """Return the value. Raises `Erased`, `NoKey`, or `Damaged`: changed, or sealed for another place."""
    return _from_bytes(person_key(person).values.open(bytes(sealed), "value", person, purpose))


def seal_many(
    items: Iterable[tuple[UUID, str, Json]], *, keys: Mapping[UUID, OpenedPersonKey] | None = None
) -> list[bytes]:
    """Seal (person, purpose, value) triples, in order, with one fetch of keys. Raises as `seal` does.

    `keys` are those of all the persons where they were made just now: then none is fetched.
    """
    items = list(items)
    boxes = (
        _boxes(person for person, _, _ in items)
        if keys is None
        else {person: keys[person].values for person in {person for person, _, _ in items}}
    )
    sealed: list[bytes] = []
    for person, purpose, value in items:
        box = boxes[person]
        if box is None:
            raise Erased(person)
        sealed.append(box.seal(_to_bytes(value), "value", person, purpose))
    return sealed


def unseal_many(items: Iterable[tuple[UUID, str, bytes]]) -> list[Json | Erased]:
    """Open (person, purpose, sealed) triples, in order, with one fetch of keys.

    A list must not fail for one of its persons: the value of an erased person comes back as an `Erased`,
    not raised. Raises `NoKey` and `Damaged` as `unseal` does.
    """
    items = list(items)
    boxes = _boxes(person for person, _, _ in items)
    values: list[Json | Erased] = []
    for person, purpose, sealed in items:
        box = boxes[person]
        if box is None:
            values.append(Erased(person))
        else:
            values.append(_from_bytes(box.open(bytes(sealed), "value", person, purpose)))
    return values


def seal_for_organisation(organisation: UUID, purpose: str, value: Json) -> bytes:
    """Return `value` sealed under the organisation's own key, for what belongs to no one person."""
    return seal_many_for_organisation(organisation, [(purpose, value)])[0]


def seal_many_for_organisation(organisation: UUID, items: Iterable[tuple[str, Json]]) -> list[bytes]:
    """Seal (purpose, value) pairs under the organisation's key, in order, with one fetch of it."""
    key = organisation_key(organisation)
    version = key.version.to_bytes(2, "big")
    return [
        version + key.values.seal(_to_bytes(value), "organisation-value", organisation, purpose)
        for purpose, value in items
    ]


def unseal_for_organisation(organisation: UUID, purpose: str, sealed: bytes) -> Json:
    """Return the value. Raises `NoKey` or `Damaged`."""
    sealed = bytes(sealed)
    version = int.from_bytes(sealed[:2], "big")
    key = organisation_key_of(organisation, version, "a sealed organisation-value")
    return _from_bytes(key.values.open(sealed[2:], "organisation-value", organisation, purpose))


def seal_for_installation(purpose: str, value: Json) -> bytes:
    """Return `value` sealed under the installation's key, for what belongs to no organisation."""
    key = installation_secret()
    return bytes.fromhex(key.id) + _installation_box(key).seal(
        _to_bytes(value), "installation-value", purpose
    )


def unseal_for_installation(purpose: str, sealed: bytes) -> Json:
    """Return the value. Raises `WrongMasterKey` or `Damaged`."""
    sealed, key = bytes(sealed), installation_secret()
    wanted = sealed[:8].hex()
    if len(sealed) < 8:
        raise Damaged("a sealed installation-value")
    if wanted != key.id:
        raise WrongMasterKey(wanted, key.id)
    return _from_bytes(_installation_box(key).open(sealed[8:], "installation-value", purpose))


def _installation_box(key: InstallationSecret) -> Box:
    return Box(key.secret)


def _boxes(persons: Iterable[UUID]) -> dict[UUID, Box | None]:
    return {person: key.values if key else None for person, key in person_keys(persons).items()}


def _to_bytes(value: Json) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    # JSON ignores spaces after a value, so the padding needs no mark of its own.
    return text + b" " * (-len(text) % PAD_BYTES)


def _from_bytes(plain: bytes) -> Json:
    return json.loads(plain)
