"""What a file is, told from its first bytes: names and declared types are not believed."""

from __future__ import annotations

from dataclasses import dataclass

HEAD_BYTES = 512


@dataclass(frozen=True, slots=True)
class FileKind:
    """`id` is for the record; `ending` is what a safe file name ends with."""

    id: str
    ending: str
    keep: bool = True


UNKNOWN = FileKind("unknown", ".bin")
TEXT = FileKind("text", ".txt")
PROGRAM = FileKind("program", "", keep=False)
WEB_PAGE = FileKind("web-page", "", keep=False)

# (offset, bytes, kind); the first that fits wins.
_MARKS: tuple[tuple[int, bytes, FileKind], ...] = (
    (0, b"%PDF-", FileKind("pdf", ".pdf")),
    (0, b"\x89PNG\r\n\x1a\n", FileKind("picture", ".png")),
    (0, b"\xff\xd8\xff", FileKind("picture", ".jpg")),
    (0, b"GIF8", FileKind("picture", ".gif")),
    (8, b"WEBP", FileKind("picture", ".webp")),
    (0, b"BM", FileKind("picture", ".bmp")),
    (0, b"II*\x00", FileKind("picture", ".tif")),
    (0, b"MM\x00*", FileKind("picture", ".tif")),
    (4, b"ftypheic", FileKind("picture", ".heic")),
    (4, b"ftypheix", FileKind("picture", ".heic")),
    (4, b"ftypmif1", FileKind("picture", ".heic")),
    (4, b"ftypM4A", FileKind("sound", ".m4a")),
    (4, b"ftyp3g", FileKind("film", ".3gp")),
    (4, b"ftyp", FileKind("film", ".mp4")),
    (8, b"WAVE", FileKind("sound", ".wav")),
    (0, b"ID3", FileKind("sound", ".mp3")),
    (0, b"\xff\xfb", FileKind("sound", ".mp3")),
    (0, b"\xff\xf3", FileKind("sound", ".mp3")),
    (0, b"OggS", FileKind("sound", ".ogg")),
    (0, b"#!AMR", FileKind("sound", ".amr")),
    (0, b"\x1aE\xdf\xa3", FileKind("film", ".webm")),
    (0, b"{\\rtf", FileKind("document", ".rtf")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind("document", ".doc")),
    (0, b"PK\x03\x04", FileKind("packed", ".zip")),
    (0, b"age-encryption.org/", FileKind("locked", ".age")),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"dex\n", PROGRAM),
    (0, b"#!", PROGRAM),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
)
# Packed office documents share one mark; the name of a part inside the first bytes tells them apart.
_PACKED: tuple[tuple[bytes, FileKind], ...] = (
    (b"word/", FileKind("document", ".docx")),
    (b"xl/", FileKind("table", ".xlsx")),
    (b"ppt/", FileKind("document", ".pptx")),
    (b"opendocument.text", FileKind("document", ".odt")),
    (b"opendocument.spreadsheet", FileKind("table", ".ods")),
    (b"[Content_Types].xml", FileKind("document", ".docx")),
    (b"AndroidManifest", PROGRAM),
)
_WEB = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")


def kind_of(head: bytes) -> FileKind:
    """Return the kind of a file that begins with `head` (give it `HEAD_BYTES`, or all of a shorter file)."""
    for offset, mark, kind in _MARKS:
        if head[offset : offset + len(mark)] == mark:
            return _packed(head) if kind.id == "packed" else kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_WEB):
        return WEB_PAGE
    return TEXT if head and _reads_as_text(head) else UNKNOWN


def safe_name(name: str, kind: FileKind) -> str:
    """Return a name to store and give back: no folders, no control letters, and the ending of its kind.

    So nothing gets an ending by which a computer would run it.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")[:120]
    stem, _, ending = plain.rpartition(".")
    if kind is TEXT and ending.lower() in ("csv", "md", "log"):
        return f"{stem or 'file'}.{ending.lower()}"
    return f"{stem or plain or 'file'}{kind.ending}"


def _packed(head: bytes) -> FileKind:
    return next((kind for part, kind in _PACKED if part in head), FileKind("packed", ".zip"))


def _reads_as_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    for cut in range(4):  # the last letter may be cut in two
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False
