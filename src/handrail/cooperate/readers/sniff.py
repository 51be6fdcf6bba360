"""What kind of file this is, by its first bytes; the ending of its name is only compared."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.archive import locked

# What follows a bracket in JSON, or in somebody's attempt at it; a header such as [id] is none.
_JSON = re.compile(rb"[\[{]\s*[\[{\]}\"'0-9]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"7z\xbc\xaf", "a packed file (7-Zip)"),
    (b"BZh", "a packed file (bzip2)"),
    (b"\xfd7zXZ", "a packed file (xz)"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
    (b"age-encryption.org", "a locked file (age)"),
    (b"-----BEGIN AGE", "a locked file (age)"),
)
_MEND = (
    "Choose a workbook (.xlsx, .xls, .ods), a table (.csv, .tsv) or survey submissions (.xml, .json, .zip)."
)
_ENDINGS = {
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "xls": {"xls"},
    "ods": {"ods", "ots"},
    "xml": {"xml"},
    "zip": {"zip"},
    "json": {"json"},
    "text": {"csv", "tsv", "txt", "tab"},
}


def kind_of(stream: BinaryIO) -> str:
    """xlsx, xls, ods, zip (of submissions), xml, json or text. Raises FileRefused for anything else."""
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(0)
    if not head:
        raise FileRefused("file-empty", "The file is empty.", "Choose the file again, or save it anew.")
    if head.startswith(_OLE):
        return _old_office(stream)
    if head.startswith(b"PK"):
        return _zipped(stream)
    for mark, name in _FOREIGN:
        if head.startswith(mark):
            raise FileRefused("file-kind", f"This is {name}, not a table.", _MEND)
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start[:1] == b"<":
        if start[:14].lower().startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
            raise FileRefused("file-kind", "This is a web page, perhaps a saved error message.", _MEND)
        return "xml"
    if _JSON.match(start):
        return "json"
    return "text"


def _old_office(stream: BinaryIO) -> str:
    """A .xls, or a container that holds a password-locked workbook or another kind of document."""
    if stream.seek(0, 2) > limits.LARGEST_WORKBOOK:
        raise FileRefused(
            "file-too-large", "The old-style workbook is too large.", "Save the sheet as CSV (UTF-8)."
        )
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    # The names of the container's streams stand in it as UTF-16.
    names = {n for n in ("EncryptedPackage", "Workbook", "Book") if n.encode("utf-16-le") in content}
    if "EncryptedPackage" in names:
        raise locked()
    if names:
        return "xls"
    raise FileRefused("file-kind", "This is an office document, but not a workbook.", _MEND)


def _zipped(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as packed:
            names = set(packed.namelist())
            declared = (
                packed.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
            )
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise FileRefused(
            "file-damaged",
            "The file is torn: it was cut off or damaged on the way.",
            "Fetch or copy the whole file again.",
        ) from error
    finally:
        stream.seek(0)
    lowered = {name.lower() for name in names}
    if "xl/workbook.xml" in lowered:
        return "xlsx"
    if "opendocument.spreadsheet" in declared:
        return "ods"
    if "xl/workbook.bin" in lowered:
        raise FileRefused(
            "file-kind", "This is a binary workbook (.xlsb).", "Save it as .xlsx and import that."
        )
    if any(name.endswith((".xlsx", ".xls", ".csv", ".ods", ".xlsm", ".zip")) for name in lowered):
        raise FileRefused(
            "file-packed", "This is a packed folder.", "Unpack it and import the files inside one by one."
        )
    # Text documents, presentations and e-books are packed XML too.
    foreign = ("[content_types]", "mimetype", "meta-inf/", "word/", "ppt/", "xl/")
    if any(name.endswith(".xml") for name in lowered) and not any(n.startswith(foreign) for n in lowered):
        return "zip"
    raise FileRefused("file-kind", "This is a packed file, but not a workbook.", _MEND)


def ending_differs(name: str, kind: str) -> bool:
    """Whether the ending of the name promises another kind of file than the content is."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    known = {e for endings in _ENDINGS.values() for e in endings}
    return ending in known and ending not in _ENDINGS[kind]
