"""Keys of organisations and persons: made, wrapped, opened for the work at hand.

The master key wraps each organisation's key, and that wraps the key of each of its persons. Every use of a
key has a key of its own, derived from it. Opened organisation keys are remembered by the process (a few, by
key id); opened person keys live no longer than the call that needed them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from uuid import UUID

from django.db import connection

from handrail.core.vault.boxes import Box, new_key, subkey
from handrail.core.vault.keyfiles import MasterKey, master_key
from handrail.core.vault.mastering import master_key_of
from handrail.core.vault.models import OrganisationKey, PersonKey
from handrail.core.vault.problems import Damaged, Erased, NoKey, WrongMasterKey


@dataclass(frozen=True, slots=True, repr=False)
class OpenedKey:
    """One use each of an organisation's key: wrapping person keys, values, search tokens, files, letters."""

    id: UUID
    version: int
    persons: Box
    values: Box
    index: bytes
    files: bytes
    letters: bytes


@dataclass(frozen=True, slots=True, repr=False)
class OpenedPersonKey:
    """A person's key: `values` seals values, `files` is what each file's own key is derived from."""

    secret: bytes

    @property
    def values(self) -> Box:
        return Box(subkey(self.secret, "person-values"))

    @property
    def files(self) -> bytes:
        return subkey(self.secret, "person-files")


def create_organisation_key(organisation: UUID) -> None:
    """Make the first key of an organisation. A second one is refused by the database (IntegrityError)."""
    master = master_key()
    row = OrganisationKey(id=uuid.uuid4(), organisation=organisation, version=1, master_key_id=master.id)
    row.wrapped = wrapped_organisation_key(row, new_key(), master)
    row.save(force_insert=True)


def create_person_keys(organisation: UUID, persons: Iterable[UUID]) -> dict[UUID, OpenedPersonKey]:
    """Make a key for each person, and return the keys opened, to seal what is written with them.

    One who has a key already, or was erased, is an IntegrityError.
    """
    opened = organisation_key(organisation)
    made: dict[UUID, OpenedPersonKey] = {}
    for some in chunks(persons, 10_000):
        made |= {person: OpenedPersonKey(new_key()) for person in some}
        rows = [
            PersonKey(
                person=person,
                organisation=organisation,
                organisation_key_id=opened.id,
                wrapped=opened.persons.seal(made[person].secret, "person-key", organisation, person, 1),
            )
            for person in some
        ]
        PersonKey.objects.bulk_create(rows)
    return made


def organisation_key(organisation: UUID, version: int | None = None) -> OpenedKey:
    """Return the organisation's newest key or that of `version`. Raises `NoKey`, `WrongMasterKey`."""
    rows = OrganisationKey.objects.filter(organisation=organisation)
    if version is not None:
        rows = rows.filter(version=version)
    id = rows.order_by("-version").values_list("id", flat=True).first()
    if id is None:
        raise NoKey("organisation", organisation)
    return _opened(id)


def organisation_key_of(organisation: UUID, version: int, what: str) -> OpenedKey:
    """Return the key that a sealed thing names. Raises `Damaged(what)` for no version of it, `NoKey`."""
    newest = organisation_key(organisation)
    if not 1 <= version <= newest.version:
        raise Damaged(what)
    return newest if version == newest.version else organisation_key(organisation, version=version)


def person_keys(persons: Iterable[UUID]) -> dict[UUID, OpenedPersonKey | None]:
    """Return the opened key of each person, None for the erased, with one query for each few hundred persons.

    Raises `NoKey` for a person who never had one.
    """
    wanted = set(persons)
    found: dict[UUID, OpenedPersonKey | None] = {}
    for some in chunks(wanted):
        for row in PersonKey.objects.filter(person__in=some):
            found[row.person] = None if row.erased_at else _opened_person(row)
    for person in wanted - found.keys():
        raise NoKey("person", person)
    return found


def person_key(person: UUID) -> OpenedPersonKey:
    """Return one person's opened key. Raises `Erased` or `NoKey`."""
    key = person_keys([person])[person]
    if key is None:
        raise Erased(person)
    return key


def forget_keys() -> None:
    """Forget the opened organisation keys that this process remembers."""
    _opened.cache_clear()


def chunks(ids: Iterable[UUID], size: int | None = None) -> Iterator[list[UUID]]:
    """Yield `ids` in lists that fit into one `IN (...)` of the database at hand."""
    size = size or connection.features.max_query_params or 5_000
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some


@lru_cache(maxsize=64)
def _opened(id: UUID) -> OpenedKey:
    # Remembered by the key's own id: a key whose making was rolled back is never taken for the one made
    # after it.
    row = OrganisationKey.objects.filter(id=id).first()
    if row is None:
        raise NoKey("the organisation of this person: key", id)
    secret = organisation_secret(row, _master_of(row))
    return OpenedKey(
        id=row.id,
        version=row.version,
        persons=Box(subkey(secret, "wrap")),
        values=Box(subkey(secret, "organisation-values")),
        index=subkey(secret, "index"),
        files=subkey(secret, "organisation-files"),
        letters=subkey(secret, "organisation-letters", 1) + subkey(secret, "organisation-letters", 2),
    )


def keys_that_do_not_open() -> Iterator[UUID]:
    """Yield the organisations of which a key does not open with a master key at hand."""
    for row in OrganisationKey.objects.order_by("organisation", "version"):
        try:
            organisation_secret(row, _master_of(row))
        except (WrongMasterKey, Damaged):
            yield row.organisation


def organisation_secret(row: OrganisationKey, master: MasterKey) -> bytes:
    """Return an organisation's key, unwrapped. Raises `Damaged`."""
    return Box(subkey(master.secret, "wrap")).open(bytes(row.wrapped), *_place_of(row))


def wrapped_organisation_key(row: OrganisationKey, secret: bytes, master: MasterKey) -> bytes:
    """Return an organisation's key as it is kept: wrapped by a master key, for this row only."""
    return Box(subkey(master.secret, "wrap")).seal(secret, *_place_of(row))


def _master_of(row: OrganisationKey) -> MasterKey:
    """Return the master key that wrapped `row`; where it has gone, the row was wrapped anew meanwhile."""
    try:
        return master_key_of(row.master_key_id)
    except WrongMasterKey:
        row.refresh_from_db()
        return master_key_of(row.master_key_id)


def _opened_person(row: PersonKey) -> OpenedPersonKey:
    place = ("person-key", row.organisation, row.person, row.version)
    return OpenedPersonKey(_opened(row.organisation_key_id).persons.open(bytes(row.wrapped), *place))


def _place_of(row: OrganisationKey) -> tuple[str, UUID, UUID, int]:
    return ("organisation-key", row.id, row.organisation, row.version)
