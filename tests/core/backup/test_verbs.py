"""The whole of it as an administrator types it: set up, back up, rehearse, restore, look."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from handrail.core.backup.models import Backup
from handrail.core.backup.opening import find_source
from handrail.core.cases.models import Case
from handrail.core.cases.reading import values_of
from handrail.core.vault.recovery import recovery_sheets
from tests.core.backup.conftest import PASSPHRASE, Kept, back_up
from tests.houses import House, is_postgresql


def handrail(house: House, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "handrail.site.cli", *words],
        env={**house.environment, "HANDRAIL_BACKUP_PASSPHRASE": PASSPHRASE, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_the_first_backup_to_another_machine(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    stick, other = tmp_path / "stick", houses("other", empty=True, tables=False, on_sqlite=True)

    done = handrail(shelter, "backup", "--to", str(stick))
    assert done.returncode == 0, done.stderr
    assert "beyond recall from" in done.stdout
    assert "master key is NOT in the backup" in done.stdout

    rehearsed = handrail(shelter, "rehearse", str(stick))
    assert rehearsed.returncode == 0, rehearsed.stderr
    assert "All is well" in rehearsed.stdout
    assert not list((shelter.home / "tmp").glob("rehearsal-*"))
    with shelter.lived_in():
        assert Backup.objects.get().rehearsal == "sound"

    words = ("restore", str(stick), "--home", str(other.home))
    refused = handrail(other, *words, HANDRAIL_HOME="")
    assert refused.returncode == 2
    assert "--master-key FILE" in refused.stderr
    restored = handrail(other, *words, "--master-key", str(shelter.home / "keys" / "master.key"), "--json")
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["sound"] is True
    with other.lived_in():
        cases = Case.objects.unscoped("test").select_related("person").order_by("created_at")
        assert values_of(cases[0])["hr_FullName"] == "Rin Suwannamali"


def test_the_custodians_sheets_bring_the_key_and_the_folder_still_counts_as_empty(
    kept: Kept, houses: Callable[..., House], tmp_path: Path
) -> None:
    other = houses("other", empty=True, tables=False, on_sqlite=True)
    with kept.house.lived_in():
        sheets = recovery_sheets()
    words = []
    for number, lines in enumerate(sheets):
        path = tmp_path / f"sheet-{number}.txt"
        path.write_text("\n".join(lines))
        words += ["--sheet", str(path)]
    assert handrail(other, "recover-key", *words).returncode == 0
    assert not (other.home / "handrail.sqlite3").exists(), "PostgreSQL may be what follows"
    restored = handrail(other, "restore", str(kept.taken.data), "--home", str(other.home))
    assert restored.returncode == 0, restored.stderr
    assert "is whole" in restored.stdout


def test_no_verb_works_where_a_restore_has_not_ended(kept: Kept, houses: Callable[..., House]) -> None:
    other = houses("other", empty=True, on_sqlite=True)
    (other.home / "restore-under-way.json").write_text("{}")
    for verb in (["migrate"], ["backup", "--to", "x"], ["doctor"], ["serve"]):
        done = handrail(other, *verb)
        assert done.returncode == 2
        assert "it goes on" in done.stderr


def test_keys_that_lie_apart_are_asked_for_and_the_folder_is_as_it_was(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    other = houses("other", empty=True, tables=False, on_sqlite=True)
    back_up(shelter, tmp_path / "stick" / "data", keys_to=tmp_path / "stick" / "keys")
    wrong = handrail(other, "restore", str(tmp_path / "stick"), "--home", str(other.home))
    assert f"Backups lie in {tmp_path / 'stick' / 'data'}" in wrong.stderr
    alone = handrail(other, "restore", str(tmp_path / "stick" / "data"), "--home", str(other.home))
    assert alone.returncode == 2
    assert "--keys FOLDER" in alone.stderr
    assert "Nothing is restored yet" in alone.stderr and "no verb works" not in alone.stderr


def test_tables_of_an_older_version_are_backed_up_by_that_version(shelter: House, tmp_path: Path) -> None:
    with shelter.lived_in(), connection.cursor() as cursor:
        # The newest of a room on which no other stands: then one change waits.
        cursor.execute("SELECT MAX(name) FROM django_migrations WHERE app = 'measure'")
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'measure' AND name = %s", [cursor.fetchone()[0]]
        )
    refused = handrail(shelter, "backup", "--to", str(tmp_path / "stick"))
    assert refused.returncode == 2
    assert "1 changes wait" in refused.stderr and "the older code" in refused.stderr
    assert "Traceback" not in refused.stderr and not (tmp_path / "stick").exists()


@pytest.mark.skipif(not is_postgresql(), reason="rehearses on PostgreSQL")
def test_a_rehearsal_on_postgresql_and_a_place_that_is_not_fit_for_one(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    back_up(shelter, tmp_path / "stick")
    place = houses("scratch", empty=True, tables=False)
    rehearsed = handrail(shelter, "rehearse", str(tmp_path / "stick"), "--database", place.url)
    assert rehearsed.returncode == 0, rehearsed.stderr
    assert "Now drop that database" in rehearsed.stdout and "All is well" in rehearsed.stdout

    nowhere = place.url.replace(urlsplit(place.url).path, "/nowhere")
    for url, why in ((place.url, "is not empty"), (nowhere, "does not exist")):
        refused = handrail(shelter, "rehearse", str(tmp_path / "stick"), HANDRAIL_REHEARSAL_DATABASE_URL=url)
        assert refused.returncode == 2
        assert why in refused.stderr and "Nothing was rehearsed" in refused.stderr
    with shelter.lived_in():
        assert Backup.objects.get().rehearsal == "sound", "no fault of the backup"


@pytest.mark.skipif(not is_postgresql(), reason="SQLite has no owner")
def test_on_postgresql_the_owner_s_address_is_asked_for(kept: Kept) -> None:
    done = handrail(kept.house, "backup", "--to", "x", HANDRAIL_OWNER_DATABASE_URL="")
    assert done.returncode == 2
    assert "HANDRAIL_OWNER_DATABASE_URL" in done.stderr


def test_a_key_file_opens_what_is_made_after_it(shelter: House, tmp_path: Path) -> None:
    key = tmp_path / "restore.key"
    made = handrail(shelter, "backup-key", "--new", str(key), "--json")
    assert made.returncode == 0, made.stderr
    assert len(json.loads(made.stdout)) == 2
    assert key.stat().st_mode & 0o077 == 0
    assert handrail(shelter, "backup", "--to", str(tmp_path / "stick" / "a.age")).returncode == 0
    (tmp_path / "stick" / "handrail-passphrase.age").unlink()
    source = find_source(tmp_path / "stick" / "a.data.age", None, key, lambda: "")
    assert source.about(source.data).part == "data"
    assert source.about(source.keys).part == "keys"


def test_a_rehearsal_of_a_damaged_backup_fails_loudly_and_the_page_knows(
    shelter: House, tmp_path: Path
) -> None:
    taken = back_up(shelter, tmp_path / "stick")
    content = bytearray(taken.data.read_bytes())
    content[-5000] ^= 1
    taken.data.write_bytes(content)
    done = handrail(shelter, "rehearse", str(taken.data))
    assert done.returncode == 2
    assert "FAILED" in done.stderr
    with shelter.lived_in():
        assert Backup.objects.get().rehearsal == "unsound"


def test_a_rehearsal_that_misses_a_file_says_so_and_is_no_sound_one(shelter: House, tmp_path: Path) -> None:
    taken = back_up(shelter, tmp_path / "stick")
    next((tmp_path / "stick" / "files").rglob("*.age")).unlink()
    done = handrail(shelter, "rehearse", str(taken.data))
    assert done.returncode == 1, done.stderr
    assert "1 files are lost" in done.stdout
    assert "All is well" not in done.stdout
    with shelter.lived_in():
        assert Backup.objects.get().rehearsal == "unsound"


def test_a_full_or_missing_disk_is_said_and_nothing_new_counts(shelter: House, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = handrail(shelter, "backup", "--to", str(blocked / "below"))
    assert done.returncode == 2
    assert "NO new backup" in done.stderr
    assert "Traceback" not in done.stderr
