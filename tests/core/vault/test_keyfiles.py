"""The keys outside the database: never made silently, never overwritten, never left open to others."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from handrail.core.vault import keyfiles
from handrail.core.vault.problems import KeyFileProblem


@pytest.fixture
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HANDRAIL_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.delenv(keyfiles.MASTER_KEY_VARIABLE, raising=False)
    return tmp_path


def test_a_missing_key_is_refused_with_where_and_how_to_mend_it(home: Path) -> None:
    with pytest.raises(KeyFileProblem, match="recover-key") as refused:
        keyfiles.master_key()
    assert refused.value.where == str(home / "keys" / "master.key")
    assert not (home / "keys").exists()


def test_a_made_key_is_read_by_its_owner_alone(home: Path) -> None:
    path = keyfiles.create_master_key()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len(keyfiles.master_key().secret) == 32


def test_a_key_is_never_overwritten(home: Path) -> None:
    before = keyfiles.create_master_key().read_bytes()
    with pytest.raises(KeyFileProblem, match="already"):
        keyfiles.create_master_key()
    assert keyfiles.master_key_path().read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_refused(home: Path, mode: int) -> None:
    keyfiles.create_master_key().chmod(mode)
    with pytest.raises(KeyFileProblem, match="chmod 600"):
        keyfiles.master_key()


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode(), "ключ"])
def test_what_is_not_a_key_is_refused(home: Path, text: str) -> None:
    path = keyfiles.create_master_key()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KeyFileProblem):
        keyfiles.master_key()


def test_the_environment_comes_before_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file = keyfiles.create_master_key() and keyfiles.master_key()
    monkeypatch.setenv(keyfiles.MASTER_KEY_VARIABLE, base64.b64encode(os.urandom(32)).decode())
    assert keyfiles.master_key().id != in_file.id


def test_a_key_does_not_show_itself(home: Path) -> None:
    keyfiles.create_master_key()
    key = keyfiles.master_key()
    assert key.secret.hex() not in repr(key) and str(key.secret) not in repr(key)
    assert key.id not in key.secret.hex()
