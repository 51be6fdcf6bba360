"""The CSV: one row a case, ids as headings, codes as values; lines in numbered columns (`hte_City #2`)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from handrail.cooperate.domain.formulas import neutralise
from handrail.cooperate.exporting.cells import cell_of
from handrail.cooperate.exporting.columns import MAIN, SHEET_OF
from handrail.cooperate.exporting.gathering import Outgoing
from handrail.core.catalogue import FIELDS, Field

# Without it Excel reads the file in the code page of the computer.
BYTE_ORDER_MARK = "\ufeff"


def htcds_csv(cases: Iterable[Outgoing]) -> bytes:
    """Return the CSV (UTF-8) of the cases.

    A text that a spreadsheet would take for a formula gets an apostrophe, which our import takes off.
    """
    rows: list[dict[str, str]] = []
    most: dict[str, int] = defaultdict(int)
    for case in cases:
        row = {f.id: _text(f, case.values.get(f.id)) for f in MAIN}
        seen: dict[str, int] = defaultdict(int)
        for kind, values in case.lines:
            seen[kind] += 1
            most[kind] = max(most[kind], seen[kind])
            for field in SHEET_OF[kind].fields:
                if field.id in values:
                    row[numbered(field.id, seen[kind])] = _text(field, values[field.id])
        rows.append(row)
    headings = [f.id for f in MAIN]
    for kind, count in most.items():
        for number in range(1, count + 1):
            headings += [numbered(f, number) for f in _fields_of(kind)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def numbered(field_id: str, number: int) -> str:
    """The heading of a field of the n-th line of its kind."""
    return field_id if number == 1 else f"{field_id} #{number}"


def _fields_of(kind: str) -> list[str]:
    if kind == "party":
        return [f.id for f in FIELDS.values() if f.on == "party"]
    return [f.id for f in FIELDS.values() if f.entry_kind == kind]


def _text(field: Field, value: Any) -> str:
    cell = cell_of(field, value, labels=False)
    if cell is None:
        return ""
    # A coordinate south or west of zero is a number, and harms nobody.
    return neutralise(cell) if isinstance(cell, str) and field.type in ("text", "long_text") else str(cell)
