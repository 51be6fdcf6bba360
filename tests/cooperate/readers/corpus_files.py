"""Files that are something else than they seem, torn on the way, or packed to do harm."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
from collections.abc import Iterator

from msoffcrypto.format.ooxml import OOXMLFile

from tests.cooperate.readers.odd_archives import flipped, one_part, with_part, zip_of_zeros
from tests.cooperate.readers.old_workbook import old_workbook
from tests.cooperate.readers.samples import HEADER, ROW, Case, opendocument, table, with_sheet, workbook


def locked_workbook() -> bytes:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook())).encrypt("secret", stream)
    return stream.getvalue()


def other_kinds() -> Iterator[Case]:
    """Files that are no tables, under the names of tables."""
    marks = {
        "pdf": b"%PDF-1.7\n", "jpeg": b"\xff\xd8\xff\xe0", "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a",
        "exe": b"MZ\x90\x00", "elf": b"\x7fELF\x02", "rar": b"Rar!\x1a\x07", "7z": b"7z\xbc\xaf\x27\x1c",
        "bz2": b"BZh91AY", "xz": b"\xfd7zXZ\x00", "sqlite": b"SQLite format 3\x00", "rtf": b"{\\rtf1",
        "age": b"age-encryption.org/v1\n",
    }  # fmt: skip
    for name, mark in marks.items():
        yield f"{name}-as-xlsx", "cases.xlsx", lambda mark=mark: mark + bytes(range(256)) * 4, "file-kind"
    yield "gzip", "cases.csv", lambda: gzip.compress(table().encode()), "file-kind"
    for start in ("<!DOCTYPE html><html>", "<html><body>Error 500", "<table><tr><td>1"):
        yield f"page {start[:7]}", "cases.xls", lambda start=start: start.encode(), "file-kind"
    yield "empty", "cases.csv", lambda: b"", "file-empty"
    yield "blank", "cases.csv", lambda: b" \r\n \r\n", ""
    yield "only a byte-order mark", "cases.csv", lambda: b"\xef\xbb\xbf", "file-empty"
    yield "old document", "cases.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "file-kind"
    yield (
        "torn old workbook",
        "cases.xls",
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le") + bytes(900)
        ),
        "file-damaged",
    )
    yield "locked workbook", "cases.xlsx", locked_workbook, "file-locked"
    for seed in range(20):
        yield f"noise {seed}", "cases.csv", lambda seed=seed: random.Random(seed).randbytes(3000), ""


def torn() -> Iterator[Case]:
    """Whole files, cut off or with one byte changed on the way."""
    for part in range(1, 20):
        yield (
            f"workbook cut at {part}/20",
            "a.xlsx",
            lambda part=part: _cut(workbook(), part / 20),
            "file-damaged",
        )
    for seed in range(20):
        yield f"workbook with a flipped byte {seed}", "a.xlsx", lambda s=seed: flipped(workbook(), s), ""
    for part in range(1, 12):
        yield (
            f"old workbook cut at {part}/12",
            "a.xls",
            lambda p=part: _cut(old_workbook([list(HEADER)] * 30), p / 12),
            "",
        )
    for part in range(1, 8):
        document = json.dumps([{"prs_First_Name": "Dara", "meta/instanceID": f"uuid:{n}"} for n in range(9)])
        yield (
            f"json cut at {part}/8",
            "a.json",
            lambda d=document, p=part: _cut(d.encode(), p / 8),
            "json-damaged",
        )
    xml = b"<data><prs_First_Name>Dara</prs_First_Name><meta><instanceID>uuid:1</instanceID></meta></data>"
    for part in range(1, 8):
        yield f"xml cut at {part}/8", "a.xml", lambda part=part: _cut(xml, part / 8), "xml-damaged"
    half = table([HEADER, ROW, ["K-2", "Mi"]])
    yield "table that ends in the middle of a row", "a.csv", half.encode, "row-short"
    yield "table that ends in a quote", "a.csv", lambda: (table() + 'K-2,"Dara').encode(), "table-torn"
    yield (
        "utf-8 cut in a letter",
        "a.csv",
        lambda: b"\xef\xbb\xbf" + (table() + "ดาว").encode()[:-1],
        "encoding-broken",
    )
    yield "utf-16 cut in a letter", "a.csv", lambda: table().encode("utf-16")[:-1], "encoding-broken"


def _cut(whole: bytes, share: float) -> bytes:
    return whole[: max(1, int(len(whole) * share) - 1)]


def archives() -> Iterator[Case]:
    """Zipped files that swell, lie about their sizes, are locked, or are other documents."""
    yield "1 GB of zeros", "a.xlsx", lambda: zip_of_zeros(1024, "xl/worksheets/sheet1.xml"), "file-too-large"
    yield (
        "1 GB of zeros beside the sheets",
        "a.xlsx",
        lambda: zip_of_zeros(1024, "xl/media/a.bin"),
        "file-too-large",
    )
    yield (
        "1 GB of zeros, said to be small",
        "a.xlsx",
        lambda: zip_of_zeros(1024, "xl/x.bin", says=9),
        "file-too-large",
    )
    yield "17 MB said to be small", "a.xlsx", lambda: zip_of_zeros(15, "xl/x.bin", says=9), "file-damaged"
    yield (
        "1 GB of zeros in an ods",
        "a.ods",
        lambda: zip_of_zeros(1024, "content.xml", ods=True),
        "file-too-large",
    )
    yield (
        "3000 parts",
        "a.xlsx",
        lambda: with_part(workbook(), {f"xl/p{n}.bin": b"" for n in range(3000)}),
        "file-too-large",
    )
    yield "locked part", "a.xlsx", lambda: _mark_encrypted(workbook()), "file-locked"
    yield (
        "lzma part",
        "a.xlsx",
        lambda: one_part("xl/workbook.xml", b"<a/>", zipfile.ZIP_LZMA),
        "file-damaged",
    )
    yield (
        "bzip2 part",
        "a.xlsx",
        lambda: one_part("xl/workbook.xml", b"<a/>", zipfile.ZIP_BZIP2),
        "file-damaged",
    )
    yield "zip of a workbook", "a.xlsx", lambda: one_part("cases.xlsx", workbook()), "file-packed"
    yield "zip of a zip", "a.xlsx", lambda: one_part("inner.zip", one_part("a.csv", b"1")), "file-packed"
    yield "zip of tables", "a.zip", lambda: one_part("cases.csv", table().encode()), "file-packed"
    yield "word document", "a.xlsx", lambda: one_part("word/document.xml", b"<a/>"), "file-kind"
    yield "binary workbook", "a.xlsb", lambda: one_part("xl/workbook.bin", b"\x00"), "file-kind"
    yield "workbook without parts", "a.xlsx", lambda: one_part("xl/workbook.xml", b""), "file-damaged"
    yield (
        "workbook of another kind of xml",
        "a.xlsx",
        lambda: one_part("xl/workbook.xml", b"<x/>"),
        "file-damaged",
    )
    yield "empty zip", "a.xlsx", lambda: b"PK\x05\x06" + bytes(18), "file-kind"
    yield (
        "missing sheet part",
        "a.xlsx",
        lambda: with_part(workbook(), {}, without="xl/worksheets/sheet1.xml"),
        "",
    )
    yield "damaged sheet", "a.xlsx", lambda: with_sheet(b'<worksheet><sheetData><row r="1"><c'), ""
    yield "sheet in utf-16", "a.xlsx", lambda: with_sheet("<worksheet/>".encode("utf-16")), "file-damaged"
    yield "locked ods", "a.ods", lambda: opendocument("x", manifest="<m:encryption-data/>"), "file-locked"
    yield "ods without content", "a.ods", lambda: _ods_without_content(), "file-damaged"
    yield "ods of noise", "a.ods", lambda: opendocument("\x01\x02"), "file-damaged"


def _ods_without_content() -> bytes:
    return one_part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)


def _mark_encrypted(whole: bytes) -> bytes:
    at = whole.rindex(b"PK\x01\x02")
    return whole[: at + 8] + struct.pack("<H", 1) + whole[at + 10 :]
