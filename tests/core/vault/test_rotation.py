"""The master key changes while people work: no key is ever out of reach, and a cut-off change goes on."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from handrail.core import vault
from handrail.core.vault.mastering import NEXT_VARIABLE, OLD_VARIABLE, next_path, old_path
from handrail.core.vault.models import InstallationKey, OrganisationKey
from tests.roles import as_role

pytestmark = pytest.mark.django_db


class Cut(Exception):
    """The process is killed here."""


@pytest.fixture
def home(tmp_path: Path, settings: Any, db: None) -> Iterator[Path]:
    settings.HANDRAIL_HOME = tmp_path
    vault.forget_keys()
    vault.create_master_key()
    yield tmp_path
    vault.forget_keys()


@pytest.fixture
def organisations(home: Path) -> list[UUID]:
    ids = [uuid.uuid4() for _ in range(3)]
    for id in ids:
        vault.create_organisation_key(id)
    return ids


class Kept:
    """What was sealed before, and has to open at every moment."""

    def __init__(self, organisations: list[UUID]) -> None:
        self.sealed = [(id, vault.seal_for_organisation(id, "test", "Rin")) for id in organisations]
        self.factor = vault.seal_for_installation("second-factor", "JBSWY3DP")

    def opens_in_a_fresh_process(self) -> None:
        vault.forget_keys()
        for id, sealed in self.sealed:
            assert vault.unseal_for_organisation(id, "test", sealed) == "Rin"
        assert vault.unseal_for_installation("second-factor", self.factor) == "JBSWY3DP"


def rotate(cut_at: int | None = None, look: Any = None) -> list[str]:
    """Change the key; with `cut_at`, stop before that step. Returns the steps."""
    steps: list[str] = []

    def step(name: str) -> None:
        if look:
            look()
        if len(steps) == cut_at:
            raise Cut(name)
        steps.append(name)

    with as_role("handrail_owner"):
        vault.rotate_master_key(step=step, finished=lambda done: None)
    return steps


def masters() -> set[str]:
    rows = set(OrganisationKey.objects.values_list("master_key_id", flat=True))
    return rows | set(InstallationKey.objects.values_list("master_key_id", flat=True))


def test_everything_opens_before_each_step_and_afterwards(home: Path, organisations: list[UUID]) -> None:
    kept = Kept(organisations)
    before = masters()
    rotate(look=kept.opens_in_a_fresh_process)
    kept.opens_in_a_fresh_process()
    assert len(masters()) == 1
    assert masters() != before


def test_the_old_key_is_needed_for_nothing_afterwards(home: Path, organisations: list[UUID]) -> None:
    kept = Kept(organisations)
    rotate()
    (retired,) = vault.retired_keys()
    vault.forget_retired_key(retired)
    kept.opens_in_a_fresh_process()
    assert sorted(path.name for path in (home / "keys").iterdir()) == ["master.key"]


@pytest.mark.parametrize("cut_at", range(12))
def test_a_kill_before_any_step_loses_nothing_and_the_next_call_completes(
    home: Path, organisations: list[UUID], cut_at: int
) -> None:
    kept = Kept(organisations)
    first = vault.keys.master_key().id
    try:
        rotate(cut_at=cut_at)
    except Cut:
        cut = True
    else:
        cut = False
    kept.opens_in_a_fresh_process()
    assert cut == (cut_at < 12)
    if vault.retired_keys():
        return  # it was cut after the last act: the change is done, a further call would begin another
    rotate()
    kept.opens_in_a_fresh_process()
    assert len(masters()) == 1
    assert first not in masters()
    assert not next_path().exists()
    assert not old_path().exists()
    # One change and not two: exactly the first key was retired.
    assert [path.name for path in vault.retired_keys()] == [f"master-{first}.retired.key"]


def test_the_steps_are_as_many_as_the_kills(home: Path, organisations: list[UUID]) -> None:
    assert len(rotate()) == 12


def test_an_organisation_made_by_a_process_that_saw_the_old_key_is_wrapped_by_the_next_call(
    home: Path, organisations: list[UUID]
) -> None:
    old_file = (home / "keys" / "master.key").read_bytes()
    rotate()
    new_file = (home / "keys" / "master.key").read_bytes()
    late = uuid.uuid4()
    (home / "keys" / "master.key").write_bytes(old_file)
    vault.create_organisation_key(late)
    (home / "keys" / "master.key").write_bytes(new_file)
    kept = Kept([*organisations, late])
    assert vault.rotation_under_way()
    rotate()
    kept.opens_in_a_fresh_process()
    assert len(masters()) == 1
    assert vault.keys.master_key().id in masters(), "it went on with the change and began no other"


def test_a_retired_key_that_still_wraps_something_cannot_be_destroyed(
    home: Path, organisations: list[UUID]
) -> None:
    rotate()
    (retired,) = vault.retired_keys()
    row = OrganisationKey.objects.all()[0]
    with as_role("handrail_owner"):
        OrganisationKey.objects.filter(id=row.id).update(
            master_key_id=retired.name.split("-")[1].split(".")[0]
        )
    with pytest.raises(vault.KeyFileProblem):
        vault.forget_retired_key(retired)
    assert retired.exists()


def test_a_prepared_next_key_waits_until_an_unfinished_change_is_done(
    home: Path, organisations: list[UUID]
) -> None:
    kept = Kept(organisations)
    with pytest.raises(Cut):
        rotate(cut_at=5)  # the new key is in its place, the organisations' keys are not wrapped anew
    vault.make_next_key()
    rotate()
    kept.opens_in_a_fresh_process()
    assert next_path().exists()
    rotate()
    kept.opens_in_a_fresh_process()
    assert len(vault.retired_keys()) == 2


def test_a_key_from_the_environment_is_changed_by_the_environment(
    home: Path, organisations: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(organisations)
    now_used = (home / "keys" / "master.key").read_text()
    (home / "keys" / "master.key").unlink()
    following = vault.create_master_key(home / "elsewhere.key").read_text()
    monkeypatch.setenv("HANDRAIL_MASTER_KEY", now_used)
    with pytest.raises(vault.KeyFileProblem, match="HANDRAIL_MASTER_KEY_NEXT"):
        rotate()
    monkeypatch.setenv(NEXT_VARIABLE, following)
    rotate(look=kept.opens_in_a_fresh_process)
    kept.opens_in_a_fresh_process()
    late = uuid.uuid4()
    vault.create_organisation_key(late)  # by a process that wraps with the old key to its end
    monkeypatch.setenv("HANDRAIL_MASTER_KEY", following)
    monkeypatch.setenv(OLD_VARIABLE, now_used)
    monkeypatch.delenv(NEXT_VARIABLE)
    rotate(look=kept.opens_in_a_fresh_process)
    monkeypatch.delenv(OLD_VARIABLE)
    kept.opens_in_a_fresh_process()
    vault.seal_for_organisation(late, "test", "opens")
    assert not vault.rotation_under_way()


def test_a_key_file_is_never_left_half_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_disk(handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", no_disk)
    with pytest.raises(OSError, match="no space"):
        vault.make_next_key()
    assert not next_path().exists()


def test_the_web_role_cannot_change_what_wraps_a_key(home: Path, organisations: list[UUID]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        for table in ("vault_organisationkey", "vault_installationkey"):
            cursor.execute("SELECT has_table_privilege('handrail_web', %s, 'UPDATE')", [table])
            assert cursor.fetchone() == (False,)
