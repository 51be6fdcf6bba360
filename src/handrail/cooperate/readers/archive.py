"""Looking through a zipped workbook before anything opens it: each part is unpacked as a stream and dropped.

Sizes are counted, never believed: the directory of a hostile file says what it likes, and the libraries that
read workbooks would follow it into memory.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.sheet_xml import SheetScan

_CHUNK = 256 * 1024
_ENCRYPTED = 0x1


@dataclass(slots=True)
class Archive:
    """What a look through a workbook found: the names of its parts, and the scan of each of its sheets."""

    names: tuple[str, ...]
    scans: dict[str, SheetScan] = field(default_factory=dict)

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") for name in self.names)

    @property
    def has_external_links(self) -> bool:
        return any("externallinks/" in name.lower() for name in self.names)


def inspect(stream: BinaryIO, *, size: int) -> Archive:
    """Unpack every part to nowhere, counting. Raises FileRefused for a bomb, a torn or a locked file."""
    try:
        with zipfile.ZipFile(stream) as packed:
            members = packed.infolist()
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ValueError,
        OSError,
        struct.error,
        NotImplementedError,
    ) as error:
        raise broken("The file is torn: its list of parts at the end is missing or damaged.") from error
    if len(members) > limits.MOST_PARTS:
        raise too_large(f"It has {len(members):,} parts; {limits.MOST_PARTS:,} are allowed.")
    archive = Archive(tuple(member.filename for member in members))
    unpacked = 0
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise locked()
        scan = SheetScan.for_part(member.filename)
        for chunk in _unpack(stream, member):
            unpacked += len(chunk)
            if unpacked > limits.LARGEST_UNPACKED:
                raise too_large("Unpacked it would be larger than 768 MB.")
            if unpacked > limits.RATIO_FROM and unpacked > limits.LARGEST_RATIO * max(size, 1):
                raise too_large("It unpacks to more than 200 times its size, as no real workbook does.")
            if scan is not None:
                scan.feed(chunk)
        if scan is not None:
            scan.finish()
            archive.scans[member.filename] = scan
            if scan.needs_exact_look:
                scan.look_exactly(_unpack(stream, member))
    return archive


def _unpack(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, checked against what the directory says of it once they are all counted."""
    stream.seek(member.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise broken("The file is torn: a part does not begin where the list says.")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    stream.seek(name_length + extra_length, 1)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise broken("The file is packed in a way that spreadsheets do not use.")
    inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    left, counted, checksum = member.compress_size, 0, 0
    while left > 0:
        packed = stream.read(min(left, _CHUNK))
        if not packed:
            raise broken("The file is torn: it ends in the middle of a part.")
        left -= len(packed)
        for chunk in _inflated(inflate, packed) if inflate else (packed,):
            counted += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
    if counted != member.file_size or checksum != member.CRC:
        raise broken("The file is damaged: a part is not what its list of parts says.")


def _inflated(inflate: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    try:
        while packed:
            chunk = inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
            if chunk:
                yield chunk
    except zlib.error as error:
        raise broken("The file is damaged: a part cannot be unpacked.") from error


def broken(why: str) -> FileRefused:
    return FileRefused(
        "file-damaged", why, "Open it in a spreadsheet program, save it anew, and send that copy."
    )


def too_large(why: str) -> FileRefused:
    return FileRefused(
        "file-too-large", why, "Save only the sheet that is needed as CSV (UTF-8), or split it by year."
    )


def locked() -> FileRefused:
    return FileRefused(
        "file-locked",
        "The file is locked with a password.",
        "Open it, save a copy without the password, and import that copy. Delete the copy afterwards.",
    )
