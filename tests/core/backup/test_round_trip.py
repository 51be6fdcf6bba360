"""What was backed up comes back whole, on another machine, in either kind of database."""

from __future__ import annotations

import base64
import gzip
import tarfile
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from handrail.core import vault
from handrail.core.audit.models import AuditEvent
from handrail.core.backup.models import Backup
from handrail.core.backup.taking import take_backup
from handrail.core.cases.models import Case
from handrail.core.cases.reading import values_of
from handrail.core.vault.agestreams import unlocked_stream
from handrail.core.vault.models import KeptFile
from tests.core.backup.conftest import (
    DOCUMENT,
    Kept,
    back_up,
    bring_back,
    contents,
    identities,
    master_key_of,
    persons,
    use_cheap_passphrase,
)
from tests.houses import House, is_postgresql


def test_everything_comes_back_and_opens(kept: Kept, houses: Callable[..., House], tmp_path: Path) -> None:
    taken = kept.copied_to(tmp_path / "stick")
    other = houses("other", empty=True)
    restored = bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    assert restored.sound
    assert contents(other) == kept.contents
    assert restored.rows == taken.rows
    with other.lived_in():
        cases = Case.objects.unscoped("test").select_related("person").order_by("created_at")
        assert [values_of(case)["hr_FullName"] for case in cases] == ["Rin Suwannamali", "Dara Chaiyo"]
        for file in KeptFile.objects.all():
            assert b"".join(vault.open_file(file.id, ("person", file.owner))) == DOCUMENT


def test_one_file_holds_everything_for_a_stick(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    taken = back_up(shelter, tmp_path / "stick" / "monday.age")
    assert sorted(path.name for path in (tmp_path / "stick").iterdir()) == [
        "handrail-passphrase.age",
        "handrail-place",
        "monday.data.age",
        "monday.keys.age",
    ]
    other = houses("other", empty=True)
    restored = bring_back(other, taken.data, master_keys=master_key_of(shelter))
    assert (restored.files, restored.lost_files, restored.sound) == (2, [], True)
    assert contents(other) == contents(shelter)


def test_a_backup_goes_from_one_kind_of_database_to_the_other_and_back(
    kept: Kept, houses: Callable[..., House], tmp_path: Path
) -> None:
    first = kept.taken
    laptop = houses("laptop", empty=True, tables=False, on_sqlite=True)
    assert bring_back(laptop, first.data, master_keys=master_key_of(kept.house)).sound
    assert contents(laptop) == kept.contents
    with laptop.lived_in():
        use_cheap_passphrase()
    second = back_up(laptop, tmp_path / "second")
    back = houses("back", empty=True)
    assert bring_back(back, second.data, master_keys=master_key_of(kept.house)).sound
    sealed = "audit_seal"  # the second backup sealed that there was a restore
    found, wanted = contents(back), kept.contents
    assert {**found, sealed: None} == {**wanted, sealed: None}


def test_an_empty_folder_and_database_are_enough_and_the_guards_of_the_log_stand_again(
    kept: Kept, houses: Callable[..., House], tmp_path: Path
) -> None:
    taken = kept.copied_to(tmp_path / "stick")
    other = houses("other", empty=True, tables=False)
    bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    with other.lived_in():
        for refused in (
            "UPDATE audit_auditevent SET action = 'core:case:read'",
            "DELETE FROM audit_seal",
            "DELETE FROM audit_auditevent",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(refused)
        with connection.cursor() as cursor:
            if is_postgresql():
                cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
            else:
                cursor.execute(
                    "SELECT 3 - count(*) FROM sqlite_master WHERE name LIKE 'audit_auditevent_no%'"
                )
            assert cursor.fetchone() == (0,)
            if is_postgresql():
                cursor.execute("SELECT has_table_privilege('handrail_web', 'core_exclusion', 'SELECT')")
                assert cursor.fetchone() == (False,)


def test_numbers_go_on_where_they_were(shelter: House, houses: Callable[..., House], tmp_path: Path) -> None:
    with shelter.lived_in():
        Group.objects.create(name="one")
        removed = Group.objects.create(name="two")
        last = removed.id
        removed.delete()
    taken = back_up(shelter, tmp_path / "stick")
    other = houses("other", empty=True)
    bring_back(other, taken.data, master_keys=master_key_of(shelter))
    with other.lived_in():
        assert Group.objects.create(name="three").id == last + 1


def test_work_that_goes_on_meanwhile_is_not_half_in_the_backup(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    """Somebody opens an organisation between two tables: the backup is of the moment in which it began."""
    before = contents(shelter)

    def step(name: str) -> None:
        if name == "write the keys":
            vault.create_organisation_key(uuid.uuid4())

    with shelter.lived_in():
        taken = take_backup(tmp_path / "stick", keys_to=None, step=step)
    other = houses("other", empty=True)
    bring_back(other, taken.data, master_keys=master_key_of(shelter))
    assert contents(other) == before
    assert contents(shelter) != before


def test_backup_and_restore_are_in_the_log_and_in_the_table(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    taken = back_up(shelter, tmp_path / "stick")
    with shelter.lived_in():
        assert AuditEvent.objects.filter(action="core:backup:taken", ids=[str(taken.id)]).count() == 1
        assert Backup.objects.get().verified_at is not None
    other = houses("other", empty=True)
    bring_back(other, taken.data, master_keys=master_key_of(shelter))
    with other.lived_in():
        assert AuditEvent.objects.filter(action="core:backup:restored", ids=[str(taken.id)]).count() == 1
        known = Backup.objects.get()
        assert (known.id, known.at) == (taken.id, taken.at), "its keys count for when an erasure is final"


def test_nobody_s_name_is_readable_where_a_backup_was_made_or_restored(
    kept: Kept, houses: Callable[..., House], tmp_path: Path
) -> None:
    taken = kept.copied_to(tmp_path / "stick")
    other = houses("other", empty=True)
    bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    survivor = (b"Suwannamali", b"X-440-911", b"passport")
    for folder, markers in (
        (tmp_path / "stick", (*survivor, b"Three Lamps", b"core_case", b'"dao"')),
        (tmp_path / "other", survivor),
        (kept.house.home, survivor),
    ):
        for path in folder.rglob("*"):
            if path.is_file():
                text = path.read_bytes()
                assert not [marker for marker in markers if marker in text], path
    with other.lived_in():
        assert len(persons()) == 2


def test_what_was_set_up_comes_along_and_what_is_set_up_already_stays(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    (shelter.home / "installation.toml").write_text('country = "TH"\n')
    (shelter.home / "backup" / "retention.yaml").write_text("keys_days: 14\n")
    (shelter.home / "deadlines.yaml").write_text("[]\n")
    (shelter.home / "database.url").write_text("postgresql://with-a-password@host/handrail")
    taken = back_up(shelter, tmp_path / "stick")
    other, third = houses("other", empty=True), houses("third", empty=True)
    (third.home / "installation.toml").write_text('country = "LA"\n')
    for house, country in ((other, "TH"), (third, "LA")):
        bring_back(house, taken.data, master_keys=master_key_of(shelter))
        assert (house.home / "installation.toml").read_text() == f'country = "{country}"\n'
        assert (house.home / "backup" / "retention.yaml").read_text() == "keys_days: 14\n"
        assert (house.home / "deadlines.yaml").read_text() == "[]\n"
        assert not (house.home / "database.url").exists()
        recipients = (house.home / "backup" / "recipients").read_bytes()
        assert recipients == (shelter.home / "backup" / "recipients").read_bytes()


def test_the_master_key_is_in_no_backup(kept: Kept, tmp_path: Path) -> None:
    """Not even inside: the whole of what is encrypted is looked through."""
    taken = kept.copied_to(tmp_path / "stick")
    secrets = [base64.b64decode(path.read_bytes()) for path in (kept.house.home / "keys").glob("*.key")]
    assert len(secrets) == 2
    for path in (taken.data, taken.keys):
        with (
            path.open("rb") as locked,
            unlocked_stream(locked, identities()) as plain,
            tarfile.open(fileobj=plain, mode="r|") as tar,
        ):
            for member in tar:
                stream = tar.extractfile(member)
                assert stream is not None
                text = stream.read()
                text = gzip.decompress(text) if member.name.endswith(".gz") else text
                for secret in secrets:
                    assert base64.b64encode(secret) not in text
                    assert secret not in text
                    assert secret.hex().encode() not in text
