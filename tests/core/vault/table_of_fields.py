"""Draws the table of docs/explanation/what-is-encrypted.md: `python -m tests.core.vault.table_of_fields`."""

from __future__ import annotations

from pathlib import Path

from handrail.core.catalogue import FIELDS

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "what-is-encrypted.md"
START, END = "<!-- fields: drawn from the catalogue -->", "<!-- end of fields -->"


def table() -> str:
    """Return the fields of HTCDS and then ours, in the catalogue's order, as a Markdown table each."""
    lines: list[str] = []
    for title, standard in (("The fields of HTCDS 2.0", True), ("Our own fields", False)):
        fields = [field for field in FIELDS.values() if field.standard is standard]
        lines += [
            "",
            f"## {title} ({len(fields)})",
            "",
            "| field | kept | of | why |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| {field.label} (`{field.id}`) | {field.storage} | {field.on} | {field.why} |"
            for field in fields
        ]
    return "\n".join([START, *lines, "", END])


def page_with_table(page: str) -> str:
    """Return the page with the table drawn anew between its marks."""
    before, rest = page.split(START)
    return before + table() + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
