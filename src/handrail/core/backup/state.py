"""How the backups stand: for the page, for `handrail doctor`, and for who asks when an erasure is final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handrail.core.backup.domain.retention import Finality, finality
from handrail.core.backup.models import Backup
from handrail.core.backup.pruning import made
from handrail.core.backup.settings import recipients, retention
from handrail.core.vault.mastering import retired_keys


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to mend, as a code; `number` says how many days or pieces, where that says something."""

    code: str
    number: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The last good backup, the last rehearsal, and from when who is erased now is beyond recall."""

    last: Backup | None
    rehearsed: Backup | None
    final: Finality
    warnings: tuple[Concern, ...]


def backup_state(at: datetime) -> State:
    """Return how the backups stand. Its cost grows with the backups that are kept, not with the caseload."""
    good = Backup.objects.filter(verified_at__isnull=False)
    last = good.order_by("-at").first()
    rehearsed = good.filter(rehearsed_at__isnull=False).order_by("-rehearsed_at").first()
    final = erasure_final_at(at, at)
    return State(last, rehearsed, final, tuple(_warnings(last, rehearsed, final, at)))


def backup_warnings(at: datetime) -> tuple[Concern, ...]:
    """Return what should be mended: for the doctor. Empty when all is well."""
    return backup_state(at).warnings


def erasure_final_at(erased_at: datetime, at: datetime) -> Finality:
    """Return from when somebody erased at a moment cannot be brought back from a backup that is known."""
    return finality(erased_at, made(), at, retention())


def _warnings(last: Backup | None, rehearsed: Backup | None, final: Finality, at: datetime) -> list[Concern]:
    rules, found = retention(), []
    if not recipients():
        found.append(Concern("no-recipient"))
    if last is None:
        found.append(Concern("no-backup"))
    elif at - last.at > timedelta(days=rules.warn_after_days):
        found.append(Concern("backup-old", (at - last.at).days))
    if last is not None and last.missing_files:
        found.append(Concern("files-missing", last.missing_files))
    if rehearsed is not None and rehearsed.rehearsal == Backup.Rehearsal.UNSOUND:
        found.append(Concern("rehearsal-unsound"))
    elif last is not None and rehearsed is None:
        found.append(Concern("never-rehearsed"))
    elif rehearsed is not None and rehearsed.rehearsed_at is not None:
        days = (at - rehearsed.rehearsed_at).days
        if days > rules.rehearse_every_days:
            found.append(Concern("rehearsal-old", days))
    if final.overdue:
        found.append(Concern("keys-overdue", len(final.overdue), final.overdue))
    if retired_keys():
        found.append(Concern("retired-master-key", len(retired_keys())))
    return found
