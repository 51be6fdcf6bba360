"""What stands in a register and is nobody: totals, notes, the header again; and several persons in a cell.

Nothing of this is dropped unseen: the header is counted, the rest is refused with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handrail.cooperate.domain.records import Cell
from handrail.cooperate.domain.values import Unreadable
from handrail.core.catalogue import Field
from handrail.core.catalogue.codelists import match_key

_TOTALS = (
    "total", "totals", "grand total", "sub total", "sum", "รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "tổng",
    "tổng cộng", "tổng số", "cộng", "jumlah", "jumlah keseluruhan", "total keseluruhan", "សរុប", "សរុបរួម",
    "ລວມ", "ລວມທັງໝົດ", "စုစုပေါင်း", "kabuuan", "合计", "合計", "总计", "總計", "小计", "합계",
)  # fmt: skip
_TOTAL_KEYS = frozenset(match_key(word) for word in _TOTALS)
_NOTE = re.compile(
    r"(?:\*+\s|note[s]?\s*[:.]|n\.?b\.?\s*:|remarks?\s*:|source\s*:|prepared by|checked by|last updated"
    r"|as of\s|หมายเหตุ|ที่มา\s*:|ผู้จัดทำ|ผู้รายงาน|ข้อมูล ณ|ghi chú\s*:|nguồn\s*:|người lập|catatan\s*:"
    r"|keterangan\s*:|sumber\s*:|កំណត់សម្គាល់|ប្រភព|ໝາຍເຫດ|မှတ်ချက်|注[:：]|备注|備註)",
    re.IGNORECASE,
)
_NAMES = ("hr_FullName", "hr_NativeName", "prs_FirstName", "prs_SecondName")
_SEVERAL = re.compile(r"\n|;|&|＆|、|\s(?:and|และ|กับ|và|dan|និង|ແລະ|နှင့်)\s|(?:^|\s)[12][.)]\s", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{2}")
# From here on a spreadsheet no longer holds every digit of a number.
_DIGITS_GONE = 1e15

TOTAL = Unreadable(
    "row-is-total",
    "This row looks like a total, not like a person.",
    "Leave it out. To skip such rows every time, name them in the mapping (rows to skip).",
)
NOTE = Unreadable(
    "row-is-note",
    "This row looks like a note under the table, not like a person.",
    "Leave it out. To skip such rows every time, name them in the mapping (rows to skip).",
)


def is_header_again(texts: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether the row repeats the header, as tables do that were printed page by page."""
    said = [(text, header) for text, header in zip(texts, headers, strict=False) if text]
    same = sum(" ".join(text.split()) == header for text, header in said)
    return same >= 2 and 2 * same >= len(said)


def nobody(texts: Sequence[str]) -> Unreadable | None:
    """Why a row is no person's: its first words say that it is a total or a note. None when they do not."""
    said = [text for text in texts if text]
    if any(match_key(text) in _TOTAL_KEYS for text in said[:2]):
        return TOTAL
    # A note stands alone in its row, or is merged over the whole of it.
    if len(set(said)) == 1 and _NOTE.match(said[0]):
        return NOTE
    return None


def doubt_of(kind: Field, cell: Cell, text: str) -> Unreadable | None:
    """Why a text that can be kept should not be kept as it is: several persons in it, or digits lost."""
    if kind.id in _NAMES and _SEVERAL.search(text):
        return Unreadable(
            "names-several",
            "This cell seems to name more than one person.",
            "Give each person a row, or say in the mapping that the cell holds several persons and what"
            " parts them.",
        )
    if kind.type == "text" and (
        _SHORTENED.fullmatch(text) or (isinstance(cell, float) and abs(cell) >= _DIGITS_GONE)
    ):
        return Unreadable(
            "number-shortened",
            "A spreadsheet program shortened this number, and its last digits are lost.",
            "Format the column as text, type the number again, and save.",
        )
    return None
