"""Each guard alone, so that none of them leans on another: sizes, ratios, checksums, extents, odd tags."""

from __future__ import annotations

from io import BytesIO

import pytest

from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.readers.archive import inspect
from handrail.cooperate.readers.opendocument import check_extent
from handrail.cooperate.readers.sheet_xml import SheetScan
from tests.cooperate.readers.odd_archives import one_part, zip_of_zeros
from tests.cooperate.readers.samples import ODS, opendocument, workbook


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        inspect(BytesIO(content), size=len(content))
    return refused.value.code


def test_a_part_that_is_not_what_the_list_says_is_refused() -> None:
    assert refusal(zip_of_zeros(1, "xl/x.bin", says=9)) == "file-damaged"


def test_an_archive_that_swells_two_hundredfold_is_refused_though_it_stays_under_the_limit() -> None:
    assert refusal(zip_of_zeros(40, "xl/x.bin")) == "file-too-large"


def test_a_small_archive_may_be_packed_as_tightly_as_it_likes() -> None:
    content = one_part("xl/x.bin", b"0" * 5_000_000)
    assert inspect(BytesIO(content), size=len(content)).names == ("xl/x.bin",)


def test_an_honest_workbook_is_measured_to_its_last_cell() -> None:
    content = workbook([["a", "b", "c"], ["d"]])
    scan = inspect(BytesIO(content), size=len(content)).scans["xl/worksheets/sheet1.xml"]
    assert (scan.last_row, scan.last_column, scan.faults) == (2, 3, {})


def test_an_ods_that_is_wide_and_long_is_refused_by_its_area() -> None:
    places = {
        "doctype": "",
        "row": 'table:number-rows-repeated="900000"',
        "cell": 'table:number-columns-repeated="400"',
    }
    with pytest.raises(FileRefused) as refused:
        check_extent(BytesIO(opendocument(ODS.format(**places))))
    assert refused.value.code == "too-many-cells"


def scan_of(xml: bytes, piece: int = 7) -> SheetScan:
    scan = SheetScan.for_part("xl/worksheets/sheet1.xml")
    assert scan is not None
    for start in range(0, len(xml), piece):
        scan.feed(xml[start : start + piece])
    scan.finish()
    return scan


@pytest.mark.parametrize(
    "cell",
    [
        b'<x:row r="5"><x:c r="XFD5"/></x:row>',
        b"<row r='5'><c r='XFD5'/></row>",
        b'<row r="5"><c s="1" r="XFD5"/></row>',
        b'<row r="5"><c\nr="XFD5"/></row>',
        b'<row spans="1:9" r="5"><c r="A5"/></row>',
        b'<row r="5"><c r="A5"><f>B5</f></c></row>',
        b'<row r="5"><c r="A5" t=\'e\'><v>#N/A</v></c></row>',
    ],
)
def test_a_cell_written_in_an_unusual_way_gets_an_exact_look(cell: bytes) -> None:
    assert scan_of(b"<worksheet><sheetData>" + cell + b"</sheetData></worksheet>").needs_exact_look


@pytest.mark.parametrize("piece", [1, 7, 64, 10_000])
def test_a_sheet_reads_the_same_in_pieces_of_any_size(piece: int) -> None:
    xml = b'<worksheet><sheetData><row r="77"><c r="SF77"><v>1</v></c></row></sheetData></worksheet>'
    scan = scan_of(xml, piece)
    assert (scan.last_row, scan.last_column, scan.needs_exact_look) == (77, 500, False)
