"""Removing what has aged out, and what a backup that was cut off left; and noticing what somebody removed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from handrail.core.audit import record
from handrail.core.backup import filestore
from handrail.core.backup.domain.retention import Made, Retention, data_to_remove, keys_to_remove
from handrail.core.backup.models import Backup
from handrail.core.backup.places import DATA, KEYS, UNFINISHED, Target, moment_of, names_in, place_of
from handrail.core.clock import now
from handrail.core.vault.models import KeptFile

_GONE = "files-gone.json"


def made() -> list[Made]:
    """Return every backup of which a file is still there, as far as is known."""
    rows = Backup.objects.filter(Q(data_removed_at__isnull=True) | Q(keys_removed_at__isnull=True))
    return [_made(row) for row in rows]


def sweep(where: Target) -> None:
    """Remove what unfinished backups left in the folders of this one; no other backup runs meanwhile."""
    for folder, suffix in ((where.folder, DATA), (where.keys_folder, KEYS)):
        for path in folder.glob(f"*{suffix}{UNFINISHED}"):
            path.unlink()
    filestore.sweep(where.folder)
    for row in Backup.objects.filter(verified_at__isnull=True, keys_removed_at__isnull=True):
        if row.place == place_of(where.folder) and row.keys_place == place_of(where.keys_folder):
            for path in (where.folder / f"{row.name}{DATA}", where.keys_folder / f"{row.name}{KEYS}"):
                path.unlink(missing_ok=True)
            row.data_removed_at = row.keys_removed_at = now()
            row.save()


def prune(where: Target, at: datetime, retention: Retention) -> list[str]:
    """Remove files of keys, files of data and copies of files that have aged out; return their names."""
    known = {row.name: _made(row) for row in Backup.objects.all()}
    keys = _in_folder(where, names_in(where.keys_folder, KEYS), known, keys=True)
    data = _in_folder(where, names_in(where.folder, DATA), known, keys=False)
    old_keys, old_data = keys_to_remove(keys, at, retention), data_to_remove(data, at, retention)
    for name in old_keys:
        (where.keys_folder / f"{name}{KEYS}").unlink(missing_ok=True)
    for name in old_data:
        (where.folder / f"{name}{DATA}").unlink(missing_ok=True)
    copies = _prune_copies(where.folder, at, retention)
    notice_removed(where)
    if old_keys or old_data or copies:
        with transaction.atomic():
            ids = list(Backup.objects.filter(name__in=old_keys | old_data).values_list("id", flat=True))
            record(
                action="core:backup:aged-out-removed", kind="backup", ids=ids, actor=None, organisation=None
            )
    return sorted([f"{name}{KEYS}" for name in old_keys] + [f"{name}{DATA}" for name in old_data]) + copies


def notice_removed(where: Target) -> None:
    """Write down which files are no longer in these folders, whoever removed them."""
    for folder, suffix, place, removed in (
        (where.folder, DATA, "place", "data_removed_at"),
        (where.keys_folder, KEYS, "keys_place", "keys_removed_at"),
    ):
        there = names_in(folder, suffix)
        rows = Backup.objects.filter(**{place: place_of(folder), f"{removed}__isnull": True})
        gone = [row.id for row in rows if row.name not in there]
        Backup.objects.filter(id__in=gone).update(**{removed: now()})


def _made(row: Backup) -> Made:
    return Made(
        row.name,
        row.at,
        verified=row.verified_at is not None,
        data_there=row.data_removed_at is None,
        keys_there=row.keys_removed_at is None,
    )


def _in_folder(where: Target, names: Iterable[str], known: dict[str, Made], *, keys: bool) -> list[Made]:
    """Return what lies in a folder; a backup that the table does not know has its moment in its name.

    It had been read back, or it had no name. One of another installation, or named by hand, is left alone.
    """
    found = []
    for name in names:
        at = known[name].at if name in known else moment_of(name, where.installation)
        if at is not None:
            verified = known[name].verified if name in known else True
            found.append(Made(name, at, verified=verified, data_there=not keys, keys_there=keys))
    return found


def _prune_copies(folder: Path, at: datetime, retention: Retention) -> list[str]:
    """Remove copies of files that the installation has not had for longer than any backup of data is kept.

    When a file was first missed is written down in the folder: each folder knows it for itself.
    """
    note = folder / _GONE
    missed: dict[str, str] = json.loads(note.read_text("ascii")) if note.exists() else {}
    copies = filestore.copies_in(folder)
    live = {id for some in _chunks(list(copies)) for id in _known(some)}
    limit = at - timedelta(days=retention.data_days + 31 * (retention.data_months + 1))
    still: dict[str, str] = {}
    removed = []
    for id, copy in copies.items():
        if id in live:
            continue
        since = missed.get(str(id), at.isoformat())
        if datetime.fromisoformat(since) <= limit:
            copy.path.unlink(missing_ok=True)
            removed.append(copy.path.name)
        else:
            still[str(id)] = since
    if still or missed:
        unfinished = note.with_suffix(UNFINISHED)
        unfinished.write_text(json.dumps(still, indent=1, sort_keys=True), "ascii")
        unfinished.replace(note)
    return sorted(removed)


def _known(ids: list[UUID]) -> set[UUID]:
    return set(KeptFile.objects.filter(id__in=ids).values_list("id", flat=True))


def _chunks(ids: list[UUID]) -> list[list[UUID]]:
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]
