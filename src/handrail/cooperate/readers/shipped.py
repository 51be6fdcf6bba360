"""The mappings that come with the software, for files whose columns everybody has alike."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from handrail.cooperate.domain.mapping import Mapping, join_headers
from handrail.cooperate.domain.mapping_document import read_mapping


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """Every mapping in data/mappings/, each with the headers that it is recognised by."""
    folder = files("handrail.cooperate") / "data" / "mappings"
    documents = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda e: e.name
    )
    return tuple(read_mapping(entry.read_text(encoding="utf-8")) for entry in documents)


def shipped_mapping(rows: list[list[str]]) -> Mapping | None:
    """The shipped mapping whose telling headers all stand in the first row; else None."""
    headers = set(join_headers(rows[:1]))
    for mapping in shipped_mappings():
        if mapping.match_headers and headers.issuperset(mapping.match_headers):
            return mapping
    return None
