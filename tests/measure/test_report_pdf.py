"""A report as PDF shows the scripts of the region, and says plainly where none can be made."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib

import pytest

from handrail.measure import report_pdf as printing
from handrail.measure.report_document import ReportDocument, ShownTable
from handrail.measure.report_pdf import NoPdf, can_print, report_pdf

NAMES = {
    "th": ("Thai", "บ้านสามตะเกียง ที่ปรึกษา"),
    "km": ("Khmer", "ខេត្តបន្ទាយមានជ័យ"),
    "my": ("Myanmar", "မြန်မာနိုင်ငံ ကျောင်း"),
    "lo": ("Lao", "ນະຄອນຫຼວງວຽງຈັນ"),
}


def letters_of(language: str) -> bool:
    """Whether the system has letters for a language."""
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(
        ["fc-list", f":lang={language}", "family"], capture_output=True, text=True, check=True
    )
    return "Noto" in found.stdout


needs_weasyprint = pytest.mark.skipif(
    not can_print(),
    reason="WeasyPrint or pango is missing. Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
)


def document(name: str) -> ReportDocument:
    table = ShownTable("Province", ("Province", "People"), ((name, (1234,)), ("All", (None,))))
    return ReportDocument(
        name, True, "Internal", (("Organisation", name),), (table,), ("Note",), 3, ("2026Q3", "2026Q3")
    )


def parts(pdf: bytes) -> bytes:
    """All of a PDF, its compressed parts opened."""
    opened = []
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            opened.append(zlib.decompress(part))
        except zlib.error:
            opened.append(part)
    return b"\n".join([pdf, *opened])


@needs_weasyprint
@pytest.mark.parametrize("language", sorted(NAMES))
def test_a_name_is_printed_with_the_letters_of_its_script_and_no_empty_box(language: str) -> None:
    script, name = NAMES[language]
    if not letters_of(language):
        pytest.skip(f"The system has no Noto letters for {language}. Debian: fonts-noto-core fontconfig")
    inside = parts(report_pdf(document(name)))
    assert re.search(rb"/(?:BaseFont|FontName) ?/[^\s/]*" + script.encode(), inside)
    shown = [words for words in re.findall(rb"\[?<([0-9a-fA-F]+)>[^\n]*TJ", inside) if len(words) % 4 == 0]
    assert shown and not [w for w in shown if any(w[i : i + 4] == b"0000" for i in range(0, len(w), 4))]


@needs_weasyprint
def test_a_report_loads_nothing_from_elsewhere() -> None:
    with pytest.raises(ValueError, match="loads nothing"):
        printing._fetch_nothing("file:///etc/passwd")
    assert report_pdf(document('<img src="file:///etc/passwd">')).startswith(b"%PDF")


def test_without_weasyprint_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_weasyprint", lambda: None)
    assert not can_print()
    with pytest.raises(NoPdf, match="libpango"):
        report_pdf(document("x"))
