"""Locking what leaves the house: an age file, or a workbook that Excel opens with a password.

Everything happens in memory; nothing readable is written to disk.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyrage
from msoffcrypto.exceptions import DecryptionError, EncryptionError, FileFormatError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from handrail.core.vault.problems import CannotUnlock, NotAWorkbook, UnknownRecipient


def lock_bytes_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Return an age file that opens with the passphrase (`age --decrypt`). It takes about a second."""
    return bytes(pyrage.passphrase.encrypt(data, _needed(passphrase)))


def unlock_bytes_with_passphrase(locked: bytes, passphrase: str) -> bytes:
    """Return what is in an age file. Raises `CannotUnlock` for a wrong passphrase or a damaged file."""
    try:
        return bytes(pyrage.passphrase.decrypt(locked, passphrase))
    except pyrage.DecryptError:
        raise CannotUnlock("the passphrase is wrong, or the file is damaged") from None


def lock_bytes_for(data: bytes, recipients: Sequence[str]) -> bytes:
    """Return an age file for public keys ("age1..." or SSH). Raises `UnknownRecipient` with the bad one."""
    if not recipients:
        raise ValueError("name at least one recipient")
    return bytes(pyrage.encrypt(data, [recipient(text) for text in recipients]))


def lock_workbook(data: bytes, password: str) -> bytes:
    """Return the workbook locked so that Excel and LibreOffice ask for the password (ECMA-376, AES-256).

    Raises `NotAWorkbook` when `data` is not an .xlsx file.
    """
    locked = io.BytesIO()
    try:
        OOXMLFile(io.BytesIO(data)).encrypt(_needed(password), locked)
    except (FileFormatError, EncryptionError):
        raise NotAWorkbook("only an .xlsx workbook without a password can be locked") from None
    return locked.getvalue()


def unlock_workbook(data: bytes, password: str) -> bytes:
    """Return the .xlsx workbook inside a locked one. Raises `CannotUnlock`, or `NotAWorkbook`."""
    plain = io.BytesIO()
    try:
        workbook = OOXMLFile(io.BytesIO(data))
        if not workbook.is_encrypted():
            raise NotAWorkbook("this workbook has no password")
        workbook.load_key(password=password, verify_password=True)
        workbook.decrypt(plain)
    except (InvalidKeyError, DecryptionError):
        raise CannotUnlock("the password is wrong, or the workbook is damaged") from None
    except FileFormatError:
        raise NotAWorkbook("this is not a workbook with a password") from None
    return plain.getvalue()


def recipient(text: str) -> pyrage.x25519.Recipient | pyrage.ssh.Recipient:
    """Return the public key that `text` writes. Raises `UnknownRecipient`."""
    kind = pyrage.x25519.Recipient if text.strip().startswith("age1") else pyrage.ssh.Recipient
    try:
        return kind.from_str(text.strip())
    except pyrage.RecipientError:
        raise UnknownRecipient(text) from None


def _needed(secret: str) -> str:
    if not secret:
        raise ValueError("a file cannot be locked with an empty password")
    return secret
