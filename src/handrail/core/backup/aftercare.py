"""After the rows are back: erasures that came later, the log, and a sample that is really opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from handrail.core import vault
from handrail.core.audit import record, write_log
from handrail.core.audit.sealing import head
from handrail.core.audit.standalone.verify_log import verify
from handrail.core.backup.archive import ListRead
from handrail.core.backup.opening import Source
from handrail.core.persons.models import Person
from handrail.core.registry import erasure_followers
from handrail.core.vault.keys import organisation_key
from handrail.core.vault.models import KeptFile, OrganisationKey, PersonKey

_AT_A_TIME = 500
SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Sample:
    """What was opened, and what should have opened and did not. `without_key`: persons who have no key."""

    organisations: int
    persons: int
    files: int
    failed: int
    without_key: int

    @property
    def sound(self) -> bool:
        return self.failed == 0


def follow_erasures(source: Source) -> int:
    """Erase again who was erased by the time of either file; return how many the data did not know erased.

    The rows of the keys hold an empty key for each erased person, and the data a list of those erased when it
    was made: whichever is later says more, and both are taken.
    """
    erased = set(PersonKey.objects.filter(erased_at__isnull=False).values_list("person", flat=True))
    with source.read(source.data) as reads:
        for read in reads:
            if isinstance(read, ListRead) and read.name == "erased":
                erased |= {UUID(str(person)) for person, _ in read.rows}
                break
    again = 0
    for some in _chunks(sorted(erased)):
        with transaction.atomic():
            known = set(PersonKey.objects.filter(person__in=some).values_list("person", flat=True))
            held = _still_held(known)
            for person in known:
                vault.erase_person(person)
            for follower in erasure_followers:
                follower.follow(some)
            if held:
                record(
                    action="core:person:erased",
                    kind="person",
                    ids=sorted(held),
                    actor=None,
                    organisation=None,
                    reason="erased-since-the-backup",
                )
        again += len(held)
    return again


def prove_log(end: dict[str, Any]) -> tuple[int, int]:
    """Verify the log, and that it ends where the backup says; return how many damages, and the end."""
    path = Path(settings.HANDRAIL_HOME) / "tmp" / "restored-log.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("wb") as out:
            write_log(out)
        findings = len(verify(str(path), []).findings)
    finally:
        path.unlink(missing_ok=True)
    last = head()
    if last.position < end["position"] or (last.position == end["position"] and last.hash != end["hash"]):
        findings += 1
    return findings, last.position


def open_sample() -> Sample:
    """Open every organisation's key, and some persons' records and files, as the pages would."""
    failed = organisations = 0
    vault.forget_keys()
    for id in OrganisationKey.objects.values_list("organisation", flat=True).distinct():
        organisations += 1
        failed += not _opens(lambda id=id: organisation_key(id))
    persons = Person.objects.unscoped("a restore: some records are opened, and nothing of them is shown")
    living = persons.filter(erased_at__isnull=True).exclude(sealed=b"")
    sealed = list(_from_anywhere(living).values_list("id", "sealed"))
    files = list(_from_anywhere(KeptFile.objects.all())[: SAMPLE // 10])
    for id, box in sealed:
        failed += not _opens(lambda id=id, box=box: vault.unseal(id, "person", bytes(box)))
    for file in files:
        failed += not _opens(lambda file=file: _read_through(file))
    keyed = set(PersonKey.objects.values_list("person", flat=True))
    without_key = sum(1 for id in living.values_list("id", flat=True).iterator() if id not in keyed)
    return Sample(organisations, len(sealed), len(files), failed, without_key)


def _from_anywhere(rows: Any) -> Any:
    """Return some rows from a random place on, and from the beginning if too few follow."""
    start = uuid4()
    ids = list(rows.filter(id__gte=start).order_by("id").values_list("id", flat=True)[:SAMPLE])
    if len(ids) < SAMPLE:
        ids += rows.filter(id__lt=start).order_by("id").values_list("id", flat=True)[: SAMPLE - len(ids)]
    return rows.filter(id__in=ids)


def _opens(attempt: Any) -> bool:
    try:
        attempt()
    except vault.VaultProblem:
        return False
    return True


def _read_through(file: KeptFile) -> None:
    kind: Any = file.owner_kind
    wanted = vault.stored_file(file.id, (kind, file.owner))
    size = sum(len(piece) for piece in vault.open_file(file.id, (kind, file.owner)))
    if size != wanted.size:
        raise vault.Damaged("a restored file")


def _still_held(persons: set[UUID]) -> set[UUID]:
    """Return those whose record does not say that they were erased."""
    records = Person.objects.unscoped("a restore: whose erasure does the data not know")
    return set(records.filter(id__in=persons, erased_at__isnull=True).values_list("id", flat=True))


def _chunks(ids: list[UUID]) -> list[list[UUID]]:
    return [ids[start : start + _AT_A_TIME] for start in range(0, len(ids), _AT_A_TIME)]
