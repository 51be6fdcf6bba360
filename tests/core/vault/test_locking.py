"""What leaves the house opens with its password, and with no other."""

from __future__ import annotations

import io

import openpyxl
import pyrage
import pytest

from handrail.core import vault


@pytest.fixture
def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Rin Suwannamali"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_age_file_opens_with_its_passphrase() -> None:
    locked = vault.lock_bytes_with_passphrase(b"Rin", "three lamps by the river")
    assert locked.startswith(b"age-encryption.org/v1") and b"Rin" not in locked
    assert vault.unlock_bytes_with_passphrase(locked, "three lamps by the river") == b"Rin"
    with pytest.raises(vault.CannotUnlock):
        vault.unlock_bytes_with_passphrase(b"not an age file", "three lamps by the river")


@pytest.mark.deep  # each attempt takes seconds, as it should
def test_an_age_file_opens_with_no_other_passphrase_and_not_when_damaged() -> None:
    locked = vault.lock_bytes_with_passphrase(b"Rin", "three lamps by the river")
    for file, passphrase in [(locked, "wrong"), (locked[:-1], "three lamps by the river")]:
        with pytest.raises(vault.CannotUnlock):
            vault.unlock_bytes_with_passphrase(file, passphrase)


def test_an_age_file_for_recipients_opens_with_each_ones_key() -> None:
    keys = [pyrage.x25519.Identity.generate() for _ in range(2)]
    locked = vault.lock_bytes_for(b"Rin", [str(key.to_public()) for key in keys])
    assert [pyrage.decrypt(locked, [key]) for key in keys] == [b"Rin", b"Rin"]


@pytest.mark.parametrize("recipient", ["", "age1nonsense", "ssh-ed25519 nonsense", "dao@example.org"])
def test_what_is_no_public_key_is_named(recipient: str) -> None:
    with pytest.raises(vault.UnknownRecipient) as refused:
        vault.lock_bytes_for(b"Rin", [recipient])
    assert refused.value.text == recipient


def test_a_locked_workbook_opens_with_its_password_only(workbook: bytes) -> None:
    locked = vault.lock_workbook(workbook, "three lamps")
    assert locked.startswith(b"\xd0\xcf\x11\xe0")  # the container that Excel shows a password prompt for
    plain = vault.unlock_workbook(locked, "three lamps")
    assert openpyxl.load_workbook(io.BytesIO(plain)).active["A1"].value == "Rin Suwannamali"
    with pytest.raises(vault.CannotUnlock):
        vault.unlock_workbook(locked, "wrong")


def test_what_is_no_workbook_is_not_locked_in_false_safety(workbook: bytes) -> None:
    for data in (b"a,b,c\n", b"", vault.lock_workbook(workbook, "x")):
        with pytest.raises(vault.NotAWorkbook):
            vault.lock_workbook(data, "three lamps")
    for data in (workbook, b"", b"a,b"):
        with pytest.raises(vault.NotAWorkbook):
            vault.unlock_workbook(data, "three lamps")


def test_an_empty_password_is_refused(workbook: bytes) -> None:
    with pytest.raises(ValueError, match="empty"):
        vault.lock_workbook(workbook, "")
    with pytest.raises(ValueError, match="empty"):
        vault.lock_bytes_with_passphrase(b"x", "")
    with pytest.raises(ValueError, match="recipient"):
        vault.lock_bytes_for(b"x", [])
