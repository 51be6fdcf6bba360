"""A workbook of Excel 97-2003, written byte by byte: no library at hand writes one."""

from __future__ import annotations

import struct

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Cell = str | float


def old_workbook(rows: list[list[Cell]], *, at_column: int = 0) -> bytes:
    """An .xls with one sheet of texts and numbers, its first cell in the given column."""
    stream = _book(rows, at_column)
    stream += bytes(-len(stream) % SECTOR)
    stream += bytes(max(0, 4096 - len(stream)))  # shorter streams are kept elsewhere
    return _container(stream)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _book(rows: list[list[Cell]], at_column: int) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    fonts = (
        _record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial") * 5
    )
    formats = _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) * 16
    head = begin + fonts + formats
    name = b"Sheet1"
    sheet_at = len(head) + 4 + 8 + len(name) + 4
    sheet_entry = _record(0x0085, struct.pack("<IHBB", sheet_at, 0, len(name), 0) + name)
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values, start=at_column):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                cells += _record(0x0204, place + text)
            else:
                cells += _record(0x0203, place + struct.pack("<d", value))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + cells
    end = _record(0x000A, b"")
    return head + sheet_entry + end + sheet + end


def _container(stream: bytes) -> bytes:
    count = len(stream) // SECTOR
    chain = [*range(1, count), _END]
    fat = [*chain, _END, _FAT]  # the stream, the directory, this table
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, count, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", count + 1).ljust(4 * 109, b"\xff")
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0)
    directory += _entry("Workbook", 2, child=_FREE, start=0, size=len(stream))
    return header + stream + directory.ljust(SECTOR, b"\x00") + table


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)
