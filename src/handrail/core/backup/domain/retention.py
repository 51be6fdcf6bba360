"""How long backups are kept, and from when an erasure is beyond recall. Pure.

The keys of persons are kept apart and not for long: when the last file of keys from before an erasure is
gone, no backup of the data can bring the person back. The backups of the data themselves may be kept for
years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """Days and months that backups are kept, and when somebody is warned."""

    keys_days: int
    data_days: int
    data_months: int
    warn_after_days: int
    rehearse_every_days: int


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: when, and which of its two files are still there as far as is known."""

    name: str
    at: datetime
    verified: bool
    data_there: bool
    keys_there: bool


@dataclass(frozen=True, slots=True)
class Finality:
    """From when an erasure is beyond recall.

    `at` is the day on which the last file of keys from before it ages out; `overdue` names those that should
    be gone already: until they are, the erasure is not final, whatever the day.
    """

    at: datetime
    overdue: tuple[str, ...]

    def reached(self, now: datetime) -> bool:
        return not self.overdue and self.at <= now


def keys_to_remove(backups: Iterable[Made], now: datetime, retention: Retention) -> set[str]:
    """Return the names whose file of keys has aged out. The newest good one stays, however old it is."""
    backups = list(backups)
    newest = _newest(backup for backup in backups if backup.verified and backup.keys_there)
    limit = now - timedelta(days=retention.keys_days)
    return {backup.name for backup in backups if backup.keys_there and backup.at <= limit} - newest


def data_to_remove(backups: Iterable[Made], now: datetime, retention: Retention) -> set[str]:
    """Return the names whose file of data has aged out.

    All of the last days are kept, then the first good one of each month, for so many months; the newest good
    one always.
    """
    there = [backup for backup in backups if backup.data_there]
    good = sorted((backup for backup in there if backup.verified), key=lambda backup: backup.at)
    firsts: dict[tuple[int, int], str] = {}
    for backup in good:
        firsts.setdefault((backup.at.year, backup.at.month), backup.name)
    oldest = _months_before(now, retention.data_months)
    limit = now - timedelta(days=retention.data_days)
    kept = {backup.name for backup in there if backup.at > limit} | _newest(good)
    kept |= {name for month, name in firsts.items() if month >= oldest}
    return {backup.name for backup in there} - kept


def finality(erased_at: datetime, backups: Iterable[Made], now: datetime, retention: Retention) -> Finality:
    """Return from when somebody erased at a moment cannot be brought back from any backup that is known."""
    days = timedelta(days=retention.keys_days)
    before = [backup for backup in backups if backup.keys_there and backup.at <= erased_at]
    at = max([backup.at + days for backup in before], default=erased_at)
    overdue = tuple(sorted(backup.name for backup in before if backup.at + days <= now))
    return Finality(max(at, erased_at), overdue)


def _newest(backups: Iterable[Made]) -> set[str]:
    newest = max(backups, key=lambda backup: backup.at, default=None)
    return {newest.name} if newest else set()


def _months_before(now: datetime, months: int) -> tuple[int, int]:
    count = now.year * 12 + now.month - 1 - months
    return count // 12, count % 12 + 1
