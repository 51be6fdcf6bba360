"""Writing a mapping as the document that `read_mapping` reads: what the browser saves and shares."""

from __future__ import annotations

from typing import Any

import yaml

from handrail.cooperate.domain.mapping import FORMAT, ColumnReader, Mapping, PersonSplit
from handrail.cooperate.domain.values import MISSING, SEPARATORS


def write_mapping(mapping: Mapping) -> str:
    """The document of a mapping; `read_mapping` gives the same mapping back."""
    document: dict[str, Any] = {"handrail-mapping": FORMAT, "name": mapping.name}
    if mapping.sheet:
        document["sheet"] = mapping.sheet
    document["header"] = [str(row) for row in mapping.header_rows]
    if mapping.data_from:
        document["data_from"] = str(mapping.data_from)
    document["row_is"] = mapping.row_is
    for key in ("group_by", "identity", "ignore", "match_headers", "optional"):
        if values := getattr(mapping, key):
            document[key] = list(values)
    document["missing"] = list(mapping.missing)
    document["keep_unmapped"] = "true" if mapping.keep_unmapped else "false"
    if mapping.constants:
        document["constants"] = dict(mapping.constants)
    if mapping.skip_rows:
        document["skip_rows"] = {column: list(texts) for column, texts in mapping.skip_rows.items()}
    if mapping.persons != PersonSplit():
        document["persons"] = {
            "split": list(mapping.persons.columns),
            "separators": list(mapping.persons.separators),
        }
    if mapping.colours:
        document["colours"] = [
            {key: value for key in ("colour", "field", "value", "column") if (value := getattr(rule, key))}
            for rule in mapping.colours
        ]
    document["columns"] = {
        header: [_column(reader, mapping) for reader in readers]
        for header, readers in mapping.columns.items()
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)


def _column(reader: ColumnReader, mapping: Mapping) -> dict[str, Any] | str:
    how = reader.how
    entry: dict[str, Any] = {"field": reader.field}
    if how.era != "auto":
        entry["era"] = how.era
    if how.order:
        entry["order"] = how.order
    if how.separators != SEPARATORS:
        entry["separators"] = how.separators
    if how.missing not in (mapping.missing, MISSING):
        entry["missing"] = list(how.missing)
    if how.unknown != "refuse":
        entry["unknown"] = how.unknown
    if how.as_they_stand:
        entry["as_they_stand"] = "true"
    if how.table:
        entry["values"] = {text: list(codes) if codes else None for text, codes in how.table.items()}
    for key in ("flag", "no_to"):
        if value := getattr(reader, key):
            entry[key] = value
    if reader.line != 1:
        entry["line"] = str(reader.line)
    return entry if len(entry) > 1 else reader.field
