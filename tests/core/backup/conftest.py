"""A shelter's installation with Rin and Dara, each with a file; and what a test does with its backups."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from handrail.core import vault
from handrail.core.audit import seal_pending
from handrail.core.backup import settings
from handrail.core.backup.opening import find_source
from handrail.core.backup.restoring import Restored, restore
from handrail.core.backup.taking import Taken, take_backup
from handrail.core.cases.models import Case
from tests.cast import RIN, make_cast, open_case
from tests.houses import House, new_house

PASSPHRASE = "six words nobody would ever guess"
DOCUMENT = b"a photographed passport " * 9000


@pytest.fixture
def houses(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Build houses that are gone after the test."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        yield lambda name, **how: stack.enter_context(new_house(tmp_path / name, **how))


@pytest.fixture
def shelter(houses: Callable[..., House]) -> House:
    """A shelter's house: two survivors, two files, a sealed log, a passphrase for backups."""
    return moved_into(houses("shelter"))


@dataclass(frozen=True)
class Kept:
    """A shelter that nobody changes, and its one backup."""

    house: House
    taken: Taken
    contents: dict[str, tuple[int, str]]

    def copied_to(self, folder: Path) -> Taken:
        """Return the backup as it lies in a copy of its folder, to be done with as one likes."""
        shutil.copytree(self.taken.data.parent, folder)
        return replace(self.taken, data=folder / self.taken.data.name, keys=folder / self.taken.keys.name)


@pytest.fixture(scope="session")
def kept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """One shelter and one backup for all the tests that change neither."""
    folder = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock(), new_house(folder / "shelter") as house:
        moved_into(house)
        taken = back_up(house, folder / "stick")
        yield Kept(house, taken, contents(house))


def moved_into(house: House) -> House:
    with house.lived_in():
        cast = make_cast()
        open_case(cast.dao)
        open_case(cast.dao, values={**RIN, "hr_FullName": "Dara Chaiyo", "prs_IdentityNumber": "D-1"})
        for person in persons():
            vault.store_file(io.BytesIO(DOCUMENT), ("person", person))
        seal_pending()
        use_cheap_passphrase()
    return house


def persons() -> list[UUID]:
    cases = Case.objects.unscoped("test").order_by("created_at", "id")
    return list(cases.values_list("person_id", flat=True))


_identity: dict[str, Any] = {}


def use_cheap_passphrase() -> None:
    """Deriving a key from a passphrase takes a second on purpose: the tests do it once."""
    if not _identity:
        settings.use_passphrase(PASSPHRASE)
        _identity["locked"] = settings.passphrase_path().read_bytes()
        _identity["recipients"] = settings.recipients_path().read_bytes()
        _identity["opened"] = vault.agestreams.read_identities(_identity["locked"], lambda: PASSPHRASE)
    else:
        settings.folder().mkdir(exist_ok=True)
        settings.passphrase_path().write_bytes(_identity["locked"])
        settings.recipients_path().write_bytes(_identity["recipients"])


def identities() -> list[Any]:
    return list(_identity["opened"])


class Cut(Exception):
    """The process is killed here."""


def cutting(at: int | None) -> tuple[Callable[[str], None], list[str]]:
    """Return what stops before step number `at`, and the list of steps that it was told."""
    steps: list[str] = []

    def step(name: str) -> None:
        if len(steps) == at:
            raise Cut(name)
        steps.append(name)

    return step, steps


def back_up(house: House, to: Path, *, cut_at: int | None = None, keys_to: Path | None = None) -> Taken:
    with house.lived_in():
        return take_backup(to, keys_to=keys_to, step=cutting(cut_at)[0])


def bring_back(
    house: House,
    data: Path,
    *,
    master_keys: list[Path],
    keys: Path | None = None,
    step: Callable[[str], None] | None = None,
    **how: Any,
) -> Restored:
    """Restore into an empty house."""
    with house.lived_in(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("handrail.core.backup.opening.read_identities", lambda content, ask: identities())
        source = find_source(data, keys, None, lambda: PASSPHRASE)
        mark = house.home / "restore-under-way.json"
        if house.has_tables and not mark.exists():
            # As if a first try was cut off when the tables were made: making them takes seconds.
            data, keys = source.about(source.data), source.about(source.keys)
            ids = {"data": str(data.backup), "keys": str(keys.backup)}
            mark.write_text(json.dumps(ids))
        return restore(source, step=step or cutting(None)[0], master_keys=master_keys, **how)


def master_key_of(house: House) -> list[Path]:
    return [house.home / "keys" / "master.key"]


def contents(house: House) -> dict[str, tuple[int, str]]:
    """Every table's count of rows and digest, but for what a restore itself writes."""
    from handrail.core.backup.domain.rows import Content, line_of
    from handrail.core.backup.snapshot import open_snapshot, rows_of
    from handrail.core.backup.tables import tables

    written = {"core_backup", "audit_auditevent", "audit_pendingevent"}
    found = {}
    with house.lived_in(), open_snapshot() as snapshot:
        for table in tables():
            if table.name not in written:
                content = Content()
                content.add(line_of(row) for row in rows_of(snapshot, table))
                found[table.name] = (content.rows, content.digest)
    return found
