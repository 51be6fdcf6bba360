"""Who was erased stays erased: after a restore of older data, and for good once the keys have aged out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.backup import pruning, state, taking
from handrail.core.backup.models import Backup
from handrail.core.clock import now
from handrail.core.persons.models import Person
from handrail.core.vault.models import BlindIndex, KeptFile
from tests.cast import open_case
from tests.core.backup.conftest import back_up, bring_back, master_key_of, persons
from tests.houses import House


def erase(house: House, person: UUID) -> None:
    with house.lived_in(), transaction.atomic():
        vault.erase_person(person)
        Person.objects.unscoped("test").filter(id=person).update(erased_at=now())


def is_erased(house: House, person: UUID) -> bool:
    """Whether nothing of the person can be read or found in a house."""
    with house.lived_in():
        with pytest.raises(vault.Erased):
            vault.seal(person, "person", {})
        assert not BlindIndex.objects.filter(person=person).exists()
        assert not KeptFile.objects.filter(owner=person).exists()
        assert not [path for path in (house.home / "files").rglob("*") if path.is_file() and not _known(path)]
        return Person.objects.unscoped("test").get(id=person).erased_at is not None


def _known(path: Path) -> bool:
    return KeptFile.objects.filter(id=path.name).exists()


def test_older_data_with_the_newest_keys_leave_the_erased_erased(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    """Nothing has to be named: the newest keys in the folder are taken by themselves."""
    first = back_up(shelter, tmp_path / "stick")
    with shelter.lived_in():
        rin, dara = persons()
    erase(shelter, rin)
    back_up(shelter, tmp_path / "stick")
    other = houses("other", empty=True, on_sqlite=True)
    restored = bring_back(other, first.data, master_keys=master_key_of(shelter))
    assert restored.erased == 1
    assert restored.sound
    assert is_erased(other, rin)
    with other.lived_in():
        assert AuditEvent.objects.filter(action="core:person:erased", ids=[str(rin)]).count() == 1
        vault.seal(dara, "person", {"still": "there"})


def test_who_was_erased_before_the_data_were_backed_up_does_not_come_back_with_older_keys(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    """The list of the erased that travels with the data says it, where the keys do not know it yet."""
    first = back_up(shelter, tmp_path / "first")
    with shelter.lived_in():
        rin, _ = persons()
    erase(shelter, rin)
    second = back_up(shelter, tmp_path / "second")
    other = houses("other", empty=True, on_sqlite=True)
    bring_back(
        other, second.data, keys=first.keys, master_keys=master_key_of(shelter), accept_older_keys=True
    )
    assert is_erased(other, rin)


def test_who_came_after_the_keys_is_counted_as_unreadable(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    first = back_up(shelter, tmp_path / "first")
    with shelter.lived_in():
        open_case(Account.objects.get(username="dao"))
    second = back_up(shelter, tmp_path / "second")
    other = houses("other", empty=True, on_sqlite=True)
    restored = bring_back(
        other, second.data, keys=first.keys, master_keys=master_key_of(shelter), accept_older_keys=True
    )
    assert (restored.without_key, restored.sound) == (1, False)


def test_old_data_need_only_the_new_master_key_when_the_keys_are_new(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    """After a change of the master key the older backups of the data are not lost with the old one."""
    first = back_up(shelter, tmp_path / "stick")
    with shelter.lived_in():
        vault.rotate_master_key(step=lambda name: None, finished=lambda done: None)
    back_up(shelter, tmp_path / "stick")
    other = houses("other", empty=True, on_sqlite=True)
    assert bring_back(other, first.data, master_keys=master_key_of(shelter)).sound


def test_the_keys_age_out_and_the_erasure_is_final_then(
    shelter: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, start = tmp_path / "stick", now()
    first = back_up(shelter, stick)
    with shelter.lived_in():
        rin, _ = persons()
    erase(shelter, rin)
    erased_at = now()
    with shelter.lived_in():
        final = state.erasure_final_at(erased_at, now())
        assert final.at == first.at + timedelta(days=30)
        assert not final.reached(now())

    later = start + timedelta(days=31)
    with shelter.lived_in():
        # On that day alone it is not yet final: somebody has to take a backup, which removes the old keys.
        assert state.erasure_final_at(erased_at, later).overdue == (
            first.data.name.removesuffix(".data.age"),
        )
        assert "keys-overdue" in {concern.code for concern in state.backup_warnings(later)}
    monkeypatch.setattr(taking, "now", lambda: later)
    monkeypatch.setattr(pruning, "now", lambda: later)
    second = back_up(shelter, stick)
    assert not first.keys.exists()
    assert first.data.exists(), "the data are kept longer"
    assert second.removed == [first.keys.name]
    with shelter.lived_in():
        assert state.erasure_final_at(erased_at, later).reached(later)


def test_keys_on_another_stick_hold_a_finality_up_until_that_stick_is_seen_again(
    shelter: House, tmp_path: Path
) -> None:
    """Two sticks at one path are two places: the keys on the one are not taken for gone with the other."""
    here, away = tmp_path / "stick", tmp_path / "in-the-safe"
    first = back_up(shelter, here)
    here.rename(away)
    back_up(shelter, here)
    with shelter.lived_in():
        assert Backup.objects.get(id=first.id).keys_removed_at is None
    here.rename(tmp_path / "second-stick")
    away.rename(here)
    first.keys.unlink()  # by somebody's hand
    back_up(shelter, here)
    with shelter.lived_in():
        assert Backup.objects.get(id=first.id).keys_removed_at is not None


def test_backups_of_others_in_the_folder_are_left_alone(shelter: House, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    others = [
        stick / "handrail-00000000-20010101T000000Z-11111111.keys.age",
        stick / "handrail-00000000-20010101T000000Z-11111111.data.age",
        stick / "holiday.keys.age",
    ]
    for path in others:
        path.write_bytes(b"theirs")
    back_up(shelter, stick)
    assert all(path.read_bytes() == b"theirs" for path in others)


def test_files_are_copied_once_and_removed_when_no_backup_can_need_them(
    shelter: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    assert back_up(shelter, stick).copied == 2
    assert back_up(shelter, stick).copied == 0
    with shelter.lived_in():
        rin, _ = persons()
    erase(shelter, rin)
    back_up(shelter, stick)
    assert len(list((stick / "files").rglob("*.age"))) == 2, "an older backup may still need it"
    later = now() + timedelta(days=500)
    monkeypatch.setattr(taking, "now", lambda: later)
    back_up(shelter, stick)
    assert len(list((stick / "files").rglob("*.age"))) == 1


def test_a_file_that_the_disk_lost_is_named_and_the_rest_is_backed_up(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    with shelter.lived_in():
        lost, _ = KeptFile.objects.order_by("id").values_list("id", flat=True)
        vault.files.sealed_file_path(lost).unlink()
    for to in (tmp_path / "folder", tmp_path / "stick" / "one.age"):
        taken = back_up(shelter, to)
        assert (taken.missing, taken.files) == ([lost], 1)
    with shelter.lived_in():
        assert "files-missing" in {concern.code for concern in state.backup_warnings(now())}
