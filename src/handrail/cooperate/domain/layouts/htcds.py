"""The HTCDS 2.0 workbooks and CSV, as published and as people fill them.

The published templates have hidden ids in row 1 and labels in row 2, and the two disagree: five mailing ids
stand over other labels, one id is misspelt, one is missing. People fill by label, so the label wins; the id
only decides between fields that share a label.

Our own exports have the same form with more columns: `hte_City #2` is the second event of a case, and a sheet
that has hr_CaseId and otherwise only fields of entries holds lines of cases.
"""

from __future__ import annotations

import re

from handrail.cooperate.domain.mapping import ColumnReader, Mapping, join_headers
from handrail.core.catalogue import FIELDS, Field
from handrail.core.catalogue.codelists import match_key

LEAST_KNOWN = 3
_MISSPELT = {"vic_TraffickinStatusDecisionMakingOrg": "vic_TraffickingStatusDecisionMakingOrg"}
_BY_ID = {match_key(f.id): f for f in FIELDS.values()} | {
    match_key(wrong): FIELDS[right] for wrong, right in _MISSPELT.items()
}
_BY_LABEL: dict[str, list[Field]] = {}
for _each in FIELDS.values():
    _BY_LABEL.setdefault(match_key(_each.label), []).append(_each)
_IDS, _LABELS = frozenset(_BY_ID), frozenset(_BY_LABEL)
_NUMBERED = re.compile(r"^(.*?)\s*#(\d{1,3})$")


def field_of(field_id: str, label: str = "") -> Field | None:
    """The field that a column with this id and this label means, or None."""
    by_id = _BY_ID.get(match_key(field_id)) if field_id else None
    candidates = _BY_LABEL.get(match_key(label), []) if label else []
    if by_id in candidates:
        return by_id
    return candidates[0] if candidates else by_id


def htcds_mapping(rows: list[list[str]]) -> Mapping | None:
    """The mapping of a sheet whose first rows (at most five are looked at) are HTCDS headers; else None."""
    for number, row in enumerate(rows[:5], start=1):
        below = rows[number] if number < len(rows) else []
        if _known(row, _IDS) and _known(below, _LABELS):
            return _mapping(row, below, number + 1)
        if _known(row, _IDS | _LABELS):
            return _mapping(row, row, number)
    return None


def _known(row: list[str], names: frozenset[str]) -> bool:
    """Whether at least three headers, and half of those that say anything, are known."""
    said = [_split_number(text)[0] for text in row if text.strip()]
    known = sum(match_key(text) in names for text in said)
    return known >= LEAST_KNOWN and 2 * known >= len(said)


def _split_number(text: str) -> tuple[str, int]:
    found = _NUMBERED.match(text.strip())
    return (found[1], int(found[2])) if found else (text.strip(), 1)


def _mapping(ids: list[str], labels: list[str], header_row: int) -> Mapping:
    headers = join_headers([labels])
    columns: dict[str, tuple[ColumnReader, ...]] = {}
    for index in range(max(len(ids), len(labels))):
        field_id, line_of_id = _split_number(ids[index]) if index < len(ids) else ("", 1)
        label, line_of_label = _split_number(labels[index]) if index < len(labels) else ("", 1)
        kind = field_of(field_id, label)
        if kind is not None and index < len(headers):
            columns[headers[index]] = (ColumnReader(kind.id, line=max(line_of_id, line_of_label)),)
    # Column A of the templates numbers the rows, with nothing over it.
    return Mapping(name="htcds", columns=columns, header_rows=(header_row,), ignore=("@A",))


def is_child_table(mapping: Mapping) -> bool:
    """Whether a sheet holds lines of cases: hr_CaseId and otherwise only fields of entries and parties."""
    fields = [FIELDS[reader.field] for readers in mapping.columns.values() for reader in readers]
    others = [f for f in fields if f.id != "hr_CaseId"]
    return len(others) < len(fields) and bool(others) and all(f.on in ("entry", "party") for f in others)
