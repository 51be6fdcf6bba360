"""What must not be restored is refused, with why and how to mend it, and leaves nothing that looks whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handrail.core import vault
from handrail.core.backup import archive, settings
from handrail.core.backup.models import Backup
from handrail.core.backup.opening import find_source
from handrail.core.backup.problems import BackupProblem
from handrail.core.backup.taking import take_backup
from handrail.core.vault.agestreams import (
    Witness,
    lock_stream,
    new_identity,
    read_identities,
    unlocked_stream,
)
from handrail.core.vault.mastering import write_key_file
from tests.core.backup.conftest import (
    PASSPHRASE,
    Kept,
    back_up,
    bring_back,
    identities,
    master_key_of,
    persons,
)
from tests.houses import House


@contextmanager
def refusal(code: str) -> Iterator[None]:
    """The block is refused with this code, and the refusal says how to mend it."""
    with pytest.raises(BackupProblem) as problem:
        yield
    assert problem.value.code == code
    assert problem.value.mend


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def other(houses: Callable[..., House]) -> House:
    # What is refused is refused before the kind of database matters; a SQLite file is made sooner.
    return houses("other", empty=True, on_sqlite=True)


def test_a_folder_that_is_not_empty(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    other.has_tables = False
    (other.home / "somebody-s-own.txt").touch()
    with refusal("home-not-empty"):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    assert not (other.home / "keys").exists(), "nothing was written into it"


def test_a_database_that_is_not_empty(kept: Kept, houses: Callable[..., House], stick: Path) -> None:
    taken = kept.copied_to(stick)
    other = houses("lived-in", empty=True)
    other.has_tables = False
    with refusal("database-not-empty"):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))


def test_another_restore_that_has_not_ended(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    (other.home / "restore-under-way.json").write_text(json.dumps({"data": "another", "keys": "another"}))
    with refusal("other-restore"):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))


def test_another_master_key(kept: Kept, other: House, stick: Path, tmp_path: Path) -> None:
    taken = kept.copied_to(stick)
    wrong = tmp_path / "wrong.key"
    write_key_file(wrong, b"x" * 32)
    with refusal("wrong-master-key"):
        bring_back(other, taken.data, master_keys=[wrong])


def test_no_master_key(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    with refusal("no-master-key"):
        bring_back(other, taken.data, master_keys=[])


def test_a_key_that_does_not_open_it(
    kept: Kept, other: House, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = kept.copied_to(stick)
    stranger = read_identities(new_identity()[1].encode(), lambda: "")
    monkeypatch.setattr("tests.core.backup.conftest.identities", lambda: stranger)
    with pytest.raises(vault.CannotUnlock):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))


def test_a_wrong_passphrase(kept: Kept, stick: Path) -> None:
    taken = kept.copied_to(stick)
    with pytest.raises(vault.CannotUnlock):
        find_source(taken.data, None, None, lambda: "not the passphrase at all")


def test_a_file_that_opens_nothing(kept: Kept, stick: Path) -> None:
    taken = kept.copied_to(stick)
    note = stick / "note.txt"
    note.write_text("this is not a key")
    with refusal("no-identity"):
        find_source(taken.data, None, note, lambda: PASSPHRASE)


def test_nothing_that_opens_it(kept: Kept, stick: Path) -> None:
    taken = kept.copied_to(stick)
    (stick / "handrail-passphrase.age").unlink()
    with refusal("no-identity"):
        find_source(taken.data, None, None, lambda: PASSPHRASE)


@pytest.mark.parametrize("part", ["data", "keys"])
@pytest.mark.parametrize("place", [0.02, 0.999])
def test_a_changed_byte_anywhere(kept: Kept, other: House, stick: Path, part: str, place: float) -> None:
    taken = kept.copied_to(stick)
    path = getattr(taken, part)
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)
    with pytest.raises(vault.VaultProblem):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))


@pytest.mark.parametrize("left", [0.0, 0.9, 0.9999])
def test_a_file_that_was_cut_short(kept: Kept, other: House, stick: Path, left: float) -> None:
    taken = kept.copied_to(stick)
    content = taken.data.read_bytes()
    taken.data.write_bytes(content[: int(len(content) * left)])
    with pytest.raises(vault.VaultProblem):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    with other.lived_in():
        assert persons() == []


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change what is inside a file and lock it again, as somebody who has the public key could."""
    with path.open("rb") as locked, unlocked_stream(locked, identities()) as plain:
        text = b"".join(iter(lambda: plain.read(65536), b""))
    recipients = [str(identity.to_public()) for identity in identities()]
    with path.open("wb") as out:
        lock_stream([change(text)], out, recipients, Witness())


def test_a_backup_that_somebody_made_up(shelter: House, other: House, stick: Path) -> None:
    """Who has the public key alone can lock anything; without the installation's key they cannot prove it."""
    taken = back_up(shelter, stick)
    with shelter.lived_in(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "installation_mac", lambda purpose, message: "0" * 64)
        forged = take_backup(stick / "forged.age", keys_to=None, step=lambda name: None)
    with refusal("not-ours"):
        keys, masters = taken.keys, master_key_of(shelter)
        bring_back(other, forged.data, keys=keys, master_keys=masters, accept_older_keys=True)
    assert (other.home / "restore-under-way.json").exists()


def test_a_newer_schema_says_which_version_to_install(shelter: House, other: House, stick: Path) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    with shelter.lived_in():
        MigrationRecorder.Migration.objects.create(app="core", name="9999_of_the_future")
    taken = back_up(shelter, stick)
    with pytest.raises(BackupProblem, match="Install Handrail") as problem:
        bring_back(other, taken.data, master_keys=master_key_of(shelter))
    assert problem.value.code == "newer-schema"


def test_a_format_of_the_future(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    rewritten(taken.data, lambda text: text.replace(b"handrail-backup/1", b"handrail-backup/9", 1))
    with refusal("newer-format"):
        bring_back(other, taken.data, master_keys=master_key_of(kept.house))


def test_data_and_keys_of_two_installations(
    kept: Kept, other: House, houses: Callable[..., House], stick: Path, tmp_path: Path
) -> None:
    taken = kept.copied_to(stick)
    police = houses("police")
    with police.lived_in():
        settings.folder().mkdir()
        settings.recipients_path().write_bytes((kept.house.home / "backup" / "recipients").read_bytes())
    theirs = back_up(police, tmp_path / "theirs")
    with refusal("two-installations"):
        bring_back(other, taken.data, keys=theirs.keys, master_keys=master_key_of(kept.house))


def test_two_files_of_data(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    with refusal("wrong-part"):
        bring_back(other, taken.data, keys=taken.data, master_keys=master_key_of(kept.house))


def test_keys_that_are_older_than_the_data(shelter: House, other: House, stick: Path) -> None:
    first = back_up(shelter, stick)
    second = back_up(shelter, stick)
    with refusal("older-keys"):
        bring_back(other, second.data, keys=first.keys, master_keys=master_key_of(shelter))
    assert bring_back(
        other, second.data, keys=first.keys, master_keys=master_key_of(shelter), accept_older_keys=True
    ).sound


def test_a_file_that_is_missing_among_the_copies_is_named(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    lost = next((stick / "files").rglob("*.age"))
    lost.unlink()
    restored = bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    assert [str(id) for id in restored.lost_files] == [lost.name.split(".")[0]]
    assert not restored.sound


def test_a_copy_that_was_swapped_for_another_is_not_taken(kept: Kept, other: House, stick: Path) -> None:
    taken = kept.copied_to(stick)
    one, two = sorted((stick / "files").rglob("*.age"))
    two.write_bytes(one.read_bytes())
    restored = bring_back(other, taken.data, master_keys=master_key_of(kept.house))
    assert [str(id) for id in restored.lost_files] == [two.name.split(".")[0]]


def test_a_backup_that_nobody_could_open(houses: Callable[..., House], stick: Path) -> None:
    with refusal("no-recipient"):
        back_up(houses("bare"), stick)


def test_a_table_that_nobody_described(shelter: House, stick: Path) -> None:
    from django.db import connection

    with shelter.lived_in(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_s_own (id integer)")
    with refusal("unknown-table"):
        back_up(shelter, stick)
    assert not list(stick.glob("*.age"))


def test_a_short_passphrase_or_a_second_one(shelter: House) -> None:
    with shelter.lived_in():
        with refusal("short-passphrase"):
            settings.use_passphrase("too short")
        with refusal("file-exists"):
            settings.use_passphrase("long enough, but there is one")


def test_a_retention_that_makes_no_sense(shelter: House) -> None:
    with shelter.lived_in():
        (settings.folder() / "retention.yaml").write_text("keys_days: soon\n")
        with refusal("wrong-retention"):
            settings.retention()
        (settings.folder() / "retention.yaml").write_text("keys_days: 14\n")
        assert settings.retention().keys_days == 14


@pytest.mark.parametrize("part", ["data", "keys"])
def test_what_the_disk_did_not_keep_is_found_by_reading_it_back(
    shelter: House, stick: Path, part: str
) -> None:
    """A byte that changes between writing and reading: no file gets its name, and no backup counts."""

    def step(name: str) -> None:
        if name == f"read the {part} back":
            (path,) = stick.glob(f"*.{part}.age.part")
            content = bytearray(path.read_bytes())
            content[-100] ^= 1
            path.write_bytes(content)

    with shelter.lived_in():
        with pytest.raises(vault.Damaged):
            take_backup(stick, keys_to=None, step=step)
        assert Backup.objects.get().verified_at is None
    assert not [path for path in stick.glob("*.age*") if path.name != "handrail-passphrase.age"]


def test_what_was_not_meant_is_found_by_reading_it_back(shelter: House, stick: Path) -> None:
    with shelter.lived_in(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "with_proof", lambda manifest: {**manifest, "mac": "0" * 64})
        with pytest.raises(vault.Damaged):
            take_backup(stick, keys_to=None, step=lambda name: None)
    assert not list(stick.glob("*.data.age"))
