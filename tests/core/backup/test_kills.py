"""Whatever is killed, and when: the backups before are as they were, and the same call again completes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handrail.core.audit.models import AuditEvent
from handrail.core.backup import loading, restoring
from handrail.core.backup.models import Backup
from handrail.core.backup.taking import take_backup
from tests.core.backup.conftest import Cut, Kept, back_up, bring_back, contents, cutting, master_key_of
from tests.houses import House, is_postgresql


def test_a_backup_killed_before_any_step_hurts_none_and_the_next_completes(
    shelter: House, houses: Callable[..., House], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    first = back_up(shelter, stick)
    good = {path: path.read_bytes() for path in stick.rglob("*.age")}
    (stick / "files").rename(tmp_path / "files-of-the-first")  # so that files have to be copied again
    at, count = 0, 1
    while at < count:
        with shelter.lived_in():
            step, steps = cutting(at)
            try:
                take_backup(stick, keys_to=None, step=step)
            except Cut:
                count = at + 2
            assert not list(stick.rglob("*.part"))
            for path, content in good.items():
                assert "files" in path.parts or path.read_bytes() == content
        at += 1
    assert steps == [
        "seal the log",
        "remove what a backup that was cut off left",
        "write down that a backup has begun",
        "write the data",
        "write the keys",
        "read the data back",
        "read the keys back",
        "give the keys their name",
        "lay the key beside it that the passphrase opens",
        "give the data their name",
        "write down that it is whole",
        "remove what has aged out",
        "done",
    ]
    with shelter.lived_in():
        there = {row.name for row in Backup.objects.filter(verified_at__isnull=False)}
        assert there == {path.name.removesuffix(".data.age") for path in stick.glob("*.data.age")}
        assert there == {path.name.removesuffix(".keys.age") for path in stick.glob("*.keys.age")}
        assert first.data.name.removesuffix(".data.age") in there
    newest = sorted(stick.glob("*.data.age"), key=lambda path: path.stat().st_mtime)[-1]
    other = houses("other", empty=True)
    bring_back(other, newest, master_keys=master_key_of(shelter))
    found, wanted = contents(other), contents(shelter)
    assert {**found, "audit_seal": None} == {**wanted, "audit_seal": None}


RESTORE_STEPS = [
    "look at the backup",
    "mark the folder",
    "make the tables",
    "load the data",
    "load the keys",
    "prove that the backup is ours",
    "bring the tables up to this version",
    "bring the erased up to date",
    "bring the files back",
    "check the log",
    "open a sample",
    "write down that it was restored",
    "take the mark away",
    "done",
]


def test_a_restore_takes_the_steps_that_are_killed_below(
    kept: Kept, houses: Callable[..., House], tmp_path: Path
) -> None:
    taken = kept.copied_to(tmp_path / "stick")
    step, steps = cutting(None)
    bring_back(houses("other", empty=True), taken.data, master_keys=master_key_of(kept.house), step=step)
    assert steps == RESTORE_STEPS


def test_a_restore_killed_before_any_step_completes_when_called_again(
    kept: Kept, houses: Callable[..., House], tmp_path: Path
) -> None:
    """One restore, killed before its first step, then before its second, and so on to the end."""
    taken = kept.copied_to(tmp_path / "stick")
    wanted = kept.contents
    other = houses("other", empty=True)
    for name in RESTORE_STEPS:

        def step(told: str, name: str = name) -> None:
            if told == name:
                raise Cut(name)

        with pytest.raises(Cut):
            bring_back(other, taken.data, master_keys=master_key_of(kept.house), step=step)
        # Until the last step no other verb works in the folder.
        assert (other.home / "restore-under-way.json").exists() == (name != "done")
    assert contents(other) == wanted
    with other.lived_in():
        assert AuditEvent.objects.filter(action="core:backup:restored").count() == 1
        assert not list(other.home.rglob("*.part"))


@pytest.mark.parametrize("rows_before", [0, 5])
def test_a_restore_killed_while_rows_are_loaded_starts_them_again(
    shelter: House,
    houses: Callable[..., House],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows_before: int,
) -> None:
    taken = back_up(shelter, tmp_path / "stick")
    other = houses("other", empty=True)
    left = [rows_before]

    def load_some(table: object, rows: list[object]) -> None:
        if left[0] == 0:
            raise Cut("while loading")
        left[0] -= 1
        loading.load_rows(table, rows)  # type: ignore[arg-type]

    with monkeypatch.context() as patch, pytest.raises(Cut):
        patch.setattr(restoring, "load_rows", load_some)
        bring_back(other, taken.data, master_keys=master_key_of(shelter))
    assert bring_back(other, taken.data, master_keys=master_key_of(shelter)).sound
    assert contents(other) == contents(shelter)


KILLED = """
import os, signal, sys
from pathlib import Path
from handrail.site.cli import set_up_django
set_up_django()
from handrail.core.backup.taking import take_backup
from handrail.core.vault import rotate_master_key

def step(name):
    if name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "backup":
    take_backup(Path(sys.argv[3]), keys_to=None, step=step)
else:
    rotate_master_key(step=step, finished=lambda done: None)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(
    ("work", "step"), [("backup", "read the keys back"), ("rotation", "wrap a key anew")]
)
def test_a_real_kill_leaves_what_the_next_call_completes(
    shelter: House, houses: Callable[..., House], tmp_path: Path, work: str, step: str
) -> None:
    """SIGKILL: no finally, no rollback, nothing tidied."""
    from handrail.core import vault

    stick = tmp_path / "stick"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, work, step, str(stick)],
        env={**shelter.environment, "HANDRAIL_AS_OWNER": "1" if is_postgresql() else "0"},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    if work == "rotation":
        with shelter.lived_in():
            assert vault.rotation_under_way()
            vault.rotate_master_key(step=lambda name: None, finished=lambda done: None)
    else:
        assert list(stick.glob("*.part"))
    taken = back_up(shelter, stick)
    assert not list(stick.rglob("*.part"))
    other = houses("other", empty=True)
    assert bring_back(other, taken.data, master_keys=master_key_of(shelter)).sound
