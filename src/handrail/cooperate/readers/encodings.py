"""Which encoding a text is in. Unicode is recognised; older code pages are guessed, and that is reported."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from handrail.cooperate.domain.refused import FileRefused

_SAMPLE = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Bytes that stand for nothing in the Thai code page.
_NOT_THAI = re.compile(rb"[\x81-\x84\x86-\x90\x98-\x9f\xdb-\xde\xfc-\xff]")
_UTF8_RUN = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec; `guessed` when nothing in the file proves it."""

    name: str
    guessed: bool = False


def encoding_of(stream: BinaryIO) -> Encoding:
    """The encoding of the whole stream, every byte of it tried. Raises FileRefused when none fits."""
    stream.seek(0)
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return Encoding(_proven(stream, name))
    if guessed := _utf16_without_mark(sample):
        return Encoding(_proven(stream, guessed))
    if _decodes(stream, "utf-8"):
        return Encoding("utf-8")
    return _code_page(stream)


def _proven(stream: BinaryIO, name: str) -> str:
    if not _decodes(stream, name):
        raise FileRefused(
            "encoding-broken",
            "The text begins as Unicode and then breaks off or changes.",
            "Save it again as CSV (UTF-8); if it was copied or sent in part, fetch it whole.",
        )
    return name


def _utf16_without_mark(sample: bytes) -> str:
    """utf-16-le or -be when the zero bytes of a text all stand at one side of their pairs.

    In Latin text that is every second byte, in Thai or Khmer only those of commas, spaces and line breaks.
    """
    head = sample[: len(sample) // 2 * 2][:4096]
    if len(head) < 8:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    least = max(4, half / 50)
    if odd >= least and even < 0.05 * odd:
        return "utf-16-le"
    return "utf-16-be" if even >= least and odd < 0.05 * even else ""


def _decodes(stream: BinaryIO, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    stream.seek(0)
    try:
        while chunk := stream.read(_SAMPLE):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _code_page(stream: BinaryIO) -> Encoding:
    """Thai (cp874) writes long runs of high bytes, Western Europe (cp1252) single accented letters."""
    bytes_in_utf8 = total = longest_thai = 0
    thai = True
    stream.seek(0)
    while chunk := stream.read(_SAMPLE):
        thai = thai and not _NOT_THAI.search(chunk)
        for run in _HIGH_RUN.findall(chunk):
            total += len(run)
            longest_thai += len(run) if len(run) >= 3 else 0
            bytes_in_utf8 += sum(len(part) for part in _UTF8_RUN.findall(run)) if len(run) > 1 else 0
    if bytes_in_utf8 > 0.3 * total and not (thai and longest_thai > 0.5 * total):
        raise FileRefused(
            "encoding-mixed",
            "Parts of the text are Unicode (UTF-8) and parts are in an older encoding.",
            "Open it in the program that made it and save the whole as CSV (UTF-8).",
        )
    if thai and longest_thai > 0.5 * total:
        return Encoding("cp874", guessed=True)
    if longest_thai < 0.3 * total and _decodes(stream, "cp1252"):
        return Encoding("cp1252", guessed=True)
    raise FileRefused(
        "encoding-unknown",
        "The letters of this text are in an encoding that we cannot tell.",
        "Open it in the program that made it and save it as CSV (UTF-8).",
    )
