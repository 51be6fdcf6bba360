"""Files that open and whose contents are hostile, endless, unreadable or of no use."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator

from tests.cooperate.readers.odd_archives import with_part
from tests.cooperate.readers.samples import HEADER, ODS, ROW, Case, opendocument, table, with_sheet, workbook


def entities() -> Iterator[Case]:
    """XML that would swell, or read a file of the server."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctypes = {
        "billion laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>',
        "file of the server": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "address": '<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        "parameter entity": '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
        "plain doctype": "<!DOCTYPE d>",
        "outside definition": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
    }
    for name, doctype in doctypes.items():
        instance = f"{doctype}<d><prs_First_Name>&x;</prs_First_Name></d>"
        if name in ("plain doctype", "outside definition"):
            instance = instance.replace("&x;", "Dara")
        yield f"{name} in a submission", "a.xml", instance.encode, "xml-entities"
        wide = f'<?xml version="1.0" encoding="utf-16"?>{instance}'
        yield f"{name} in a utf-16 submission", "a.xml", lambda w=wide: w.encode("utf-16"), "xml-entities"
        for part in (
            "xl/workbook.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
            "xl/_rels/workbook.xml.rels",
        ):
            parts = {part: f'<?xml version="1.0"?>{doctype}<a>&l9;</a>'.encode()}
            yield f"{name} in {part}", "a.xlsx", lambda p=parts: with_part(workbook(), p), "xml-entities"
        yield (
            f"{name} in an ods",
            "a.ods",
            lambda d=doctype: opendocument(ODS.format(doctype=d, row="", cell="")),
            "xml-entities",
        )
    deep = "<a>" * 3000 + "x" + "</a>" * 3000
    yield "xml 3000 deep", "a.xml", deep.encode, "xml-too-deep"
    yield (
        "xml of a form, not of answers",
        "a.xml",
        lambda: b"<h:html xmlns:h='x'><h:head/></h:html>",
        "file-kind",
    )
    yield "xml without answers", "a.xml", lambda: b"<data/>", "file-empty"
    yield "xml of 600 questions", "a.xml", lambda: _questions(600), "too-many-columns"
    yield "xml of other questions", "a.xml", lambda: _questions(5), "layout-unknown"


def _questions(count: int) -> bytes:
    return ("<d>" + "".join(f"<q{n}>x</q{n}>" for n in range(count)) + "</d>").encode()


def extents() -> Iterator[Case]:
    """Tables that are too wide, too long, or pretend to be."""
    wide = [str(n) for n in range(10_000)]
    yield "10,000 columns in a workbook", "a.xlsx", lambda: workbook([list(wide)]), "too-many-columns"
    yield "501 columns in a workbook", "a.xlsx", lambda: workbook([list(wide[:501])]), "too-many-columns"
    yield "10,000 columns in a table", "a.csv", lambda: ",".join(wide).encode(), "too-many-columns"
    yield "10,000 columns in a tsv", "a.tsv", lambda: "\t".join(wide).encode(), "too-many-columns"
    yield (
        "10,000 keys in json",
        "a.json",
        lambda: json.dumps([dict.fromkeys(wide, "1")]).encode(),
        "too-many-columns",
    )
    cell = '<worksheet><sheetData><row r="{r}"><c r="{c}{r}"><v>1</v></c></row></sheetData></worksheet>'
    for column, row in (
        ("XFD", 1),
        ("SG", 1),
        ("AAA", 5),
        ("A", 1_000_001),
        ("A", 99_999_999_999),
        ("SF", 900_000),
    ):
        xml = cell.format(r=row, c=column).encode()
        yield f"one cell at {column}{row}", "a.xlsx", lambda xml=xml: with_sheet(xml), ""
        prefixed = xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
        prefixed = prefixed.replace(b"<x:worksheet>", b'<x:worksheet xmlns:x="u">')
        yield f"one prefixed cell at {column}{row}", "a.xlsx", lambda xml=prefixed: with_sheet(xml), ""
    unplaced = (
        b"<worksheet><sheetData><row>" + b"<c><v>1</v></c>" * 10_000 + b"</row></sheetData></worksheet>"
    )
    yield "10,000 cells without a place", "a.xlsx", lambda: with_sheet(unplaced), "too-many-columns"
    repeats = {"row": "number-rows-repeated", "cell": "number-columns-repeated"}
    for where, attribute in repeats.items():
        for count in (20_000_000, 999_999_999):
            places = {"row": "", "cell": "", "doctype": ""} | {where: f'table:{attribute}="{count}"'}
            yield f"ods {where} {count} times", "a.ods", lambda p=places: opendocument(ODS.format(**p)), ""
    yield (
        "a cell of 200,000 letters",
        "a.csv",
        lambda: table([HEADER, [*ROW[:5], "x" * 200_000]]).encode(),
        "cell-too-long",
    )
    yield (
        "an open quote before 300,000 letters",
        "a.csv",
        lambda: (table() + '"' + "x" * 300_000).encode(),
        "",
    )


def _sheet_named(target: str) -> bytes:
    """A workbook whose list of parts names this one as its sheet, with a far cell in it."""
    whole = workbook()
    far = b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        links = packed.read("xl/_rels/workbook.xml.rels").decode()
    parts = {
        "xl/_rels/workbook.xml.rels": links.replace("/xl/worksheets/sheet1.xml", f"/xl/{target}").encode()
    }
    return with_part(whole, parts if "none" in target else parts | {f"xl/{target}": far})


def encodings() -> Iterator[Case]:
    """Texts in encodings that cannot be told, and Unicode that is not."""
    thai = table([HEADER, ["K-1", "ดาวเรือง", "ใจดี", "2001", "Feminine", "2021"]])
    chinese = table([HEADER, ["K-1", "张三李四王五赵六", "示例虚构人物", "2001", "Feminine", "2021"]])
    yield "gbk", "a.csv", lambda: chinese.encode("gbk"), ""
    yield (
        "shift-jis",
        "a.csv",
        lambda: chinese.replace("张", "長").replace("赵", "趙").encode("shift-jis", "replace"),
        "",
    )
    yield (
        "big5",
        "a.csv",
        lambda: "hr_CaseId,First Name,Birthdate\r\nK,張李王趙錢孫周吳鄭,2001\r\n".encode("big5"),
        "",
    )
    yield (
        "utf-8 and thai mixed",
        "a.csv",
        lambda: (thai * 20).encode() + thai.encode("cp874"),
        "encoding-mixed",
    )
    yield "thai code page", "a.csv", lambda: thai.encode("cp874"), "encoding-guessed"
    yield (
        "western code page",
        "a.csv",
        lambda: (
            thai.replace("ดาวเรือง ใจดี", "")
            .replace("ดาวเรือง", "José")
            .replace("ใจดี", "Núñez")
            .encode("cp1252")
        ),
        "encoding-guessed",
    )
    yield "utf-16 without a mark, torn", "a.csv", lambda: table().encode("utf-16-le")[:-1], "encoding-broken"
    yield "utf-32 torn", "a.csv", lambda: table().encode("utf-32")[:-2], "encoding-broken"
    yield (
        "utf-8 mark before code page",
        "a.csv",
        lambda: b"\xef\xbb\xbf" + thai.encode("cp874"),
        "encoding-broken",
    )
    yield "deflated text", "a.csv", lambda: zlib.compress(thai.encode() * 50), ""


def documents() -> Iterator[Case]:
    """JSON and tables that are well formed and hold no submissions."""
    for name, text, code in (
        ("a number", "[1, 2]", "json-no-list"),
        ("nested lists", "[[1], [2]]", "json-no-list"),
        ("an empty list", "[]", "file-empty"),
        ("no results", '{"results": []}', "file-empty"),
        ("results that are text", '{"results": "x"}', "json-no-list"),
        ("not a number", '[{"prs_First_Name": NaN}]', "json-damaged"),
        ("two lists", "[{}] [{}]", "json-damaged"),
        ("a comma too many", '[{"a": 1},]', "json-damaged"),
        ("single quotes", "{'a': 1, \"b\": 2}", "json-damaged"),
        ("other questions", '[{"colour": "red", "size": 4}]', "layout-unknown"),
        ("deep nesting", '[{"a":' + '{"a":' * 5000 + "1" + "}" * 5001 + "]", "json-damaged"),
    ):
        yield f"json with {name}", "a.json", text.encode, code
    yield "header alone", "a.csv", lambda: table([HEADER]).encode(), "no-rows"
    yield "header alone in a workbook", "a.xlsx", lambda: workbook([list(HEADER)]), "no-rows"
    yield "no header", "a.csv", lambda: table([ROW, ROW]).encode(), "layout-unknown"
    yield "other columns", "a.csv", lambda: b"colour,size\r\nred,4\r\n", "layout-unknown"
    yield "one word", "a.csv", lambda: b"hello", "layout-unknown"
    yield "empty workbook", "a.xlsx", lambda: workbook([]), "layout-unknown"
    yield (
        "the same header twice",
        "a.csv",
        lambda: table([[*HEADER, "First Name"], [*ROW, "Mi"]]).encode(),
        "header-twice",
    )
    yield (
        "a quote inside a cell",
        "a.csv",
        lambda: (table() + 'K-2,"Da"ra,x,2001,Feminine,2021').encode(),
        "table-torn",
    )
    yield (
        "more cells than headers",
        "a.csv",
        lambda: table([HEADER, [*ROW, "Bangkok"]]).encode(),
        "cells-beyond-header",
    )
    yield "the same case twice", "a.csv", lambda: table([HEADER, ROW, ROW]).encode(), "case-id-twice"
    yield "a workbook called csv", "a.csv", workbook, "ending-differs"
    yield "a table called xlsx", "a.xlsx", lambda: table().encode(), "ending-differs"
    yield (
        "a zero byte in a cell",
        "a.csv",
        lambda: table([HEADER, ["K-1", "Da\x00ra", *ROW[2:]]]).encode(),
        "nul-byte",
    )
    yield (
        "formula without a result",
        "a.xlsx",
        lambda: workbook([list(HEADER), ["K-1", "=A1", *ROW[2:]]]),
        "formula-without-result",
    )
    yield (
        "macro",
        "a.xlsm",
        lambda: with_part(workbook(), {"xl/vbaProject.bin": b"\xd0\xcf"}),
        "macro-not-run",
    )
    yield (
        "links",
        "a.xlsx",
        lambda: with_part(workbook(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        "links-not-followed",
    )
    yield "error cell", "a.xlsx", _error_cell, "cell-error"


def _error_cell() -> bytes:
    xml = '<worksheet><sheetData><row r="1">{}</row><row r="2">{}</row></sheetData></worksheet>'
    header = "".join(
        f'<c r="{c}1" t="inlineStr"><is><t>{h}</t></is></c>' for c, h in zip("ABCDEF", HEADER, strict=True)
    )
    row = "".join(
        f'<c r="{c}2" t="inlineStr"><is><t>{h}</t></is></c>'
        for c, h in zip("ACDEF", ROW[:1] + ROW[2:], strict=True)
    )
    return with_sheet(
        xml.format(header, row + '<c r="B2" t="e"><f>VLOOKUP(1,2,3)</f><v>#REF!</v></c>').encode()
    )
