"""Zip files that no packing program would write, made without holding what they unpack to."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

MEGABYTE = 1024 * 1024


def one_part(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        packed.writestr(name, content)
    return stream.getvalue()


def with_part(whole: bytes, parts: dict[str, bytes], *, without: str = "") -> bytes:
    """The same archive with these parts put in or instead, and one left out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in given.namelist():
            if name not in parts and name != without:
                packed.writestr(name, given.read(name))
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def flipped(whole: bytes, seed: int) -> bytes:
    """The archive with one byte of a packed part changed."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        part = chance.choice([p for p in packed.infolist() if p.compress_size > 20])
    start = part.header_offset + 30 + len(part.filename)
    at = start + chance.randrange(part.compress_size)
    return whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]


def zip_of_zeros(megabytes: int, name: str, *, says: int | None = None, ods: bool = False) -> bytes:
    """A small archive whose part `name` unpacks to that many megabytes of the digit zero.

    The packed stream repeats one block that ends on a byte: nothing large is ever packed. `says` is the size
    that the list of parts gives instead of the true one.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(b"0" * MEGABYTE)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"0" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    content = block * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    size = megabytes * MEGABYTE if says is None else says
    first = "mimetype" if ods else "xl/workbook.xml"
    body = b"application/vnd.oasis.opendocument.spreadsheet" if ods else b"<workbook/>"
    parts = [(first, 0, body, len(body), zlib.crc32(body)), (name, 8, content, size, 0)]
    return _written(parts)


def _written(parts: list[tuple[str, int, bytes, int, int]]) -> bytes:
    out, directory = bytearray(), bytearray()
    for name, method, content, size, checksum in parts:
        raw = name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, checksum, len(content), size, len(raw), 0)
        place = struct.pack("<HHHII", 0, 0, 0, 0, len(out))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + place + raw
        out += b"PK\x03\x04" + common + raw + content
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)
