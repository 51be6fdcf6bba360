"""Pages of docs/reference that are made from the code, so that they cannot say anything else.

A test compares them with the files; with HANDRAIL_WRITE_DOCS=1 it writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.cooperate.domain.gathering import MOST_SERVICE_ROWS
from handrail.cooperate.domain.layouts.survey import METADATA
from handrail.cooperate.domain.mapping_document import COLUMN_KEYS, KNOWN_KEYS
from handrail.cooperate.domain.values import FIRST_PLAUSIBLE_YEAR, MISSING
from handrail.cooperate.exporting.cells import LOSSES
from handrail.cooperate.exporting.columns import CHILD_SHEETS, EXTRA, PUBLISHED
from handrail.cooperate.exporting.xlsform import asked
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.colours import MOST_COLOURED_CELLS
from handrail.cooperate.readers.shipped import shipped_mappings
from handrail.core.catalogue import CODELISTS, FIELDS, Field

_MADE = (
    "<!-- Made from the code by tests/cooperate/test_reference_pages.py. Change the code, not this page. -->"
)
_TYPE_WORDS = {
    "text": "text",
    "long_text": "text of several lines",
    "code": "one of a list",
    "codes": "several of a list",
    "date": "date or interval",
    "number": "whole number",
    "yes_no": "yes or no",
    "age": "age or range",
    "coordinate": "degrees",
}


def export_losses() -> str:
    """docs/reference/export-losses.md: what an export followed by an import does not give back."""
    standard = [f for f in FIELDS.values() if f.standard]
    codes = sum(len(CODELISTS[f].codes) for f in CODELISTS if f in FIELDS and FIELDS[f].standard)
    form = {f.id for f in asked()}
    unasked = [f.id for f in standard if f.id not in form]
    parts = [
        _MADE,
        "# What an export loses",
        "Records that leave as an HTCDS workbook or CSV and come back by an import are the same, but"
        " for this"
        " table. A property test holds that there is no other loss, over all"
        f" {len(standard)} fields and all {codes} codes of HTCDS 2.0 and over the"
        f" {len(FIELDS) - len(standard)} fields that we add"
        f" (`tests/cooperate/exporting/test_round_trip.py`).",
        _table(("of", "what does not come back", "why"), LOSSES),
        "## Where each field of the standard goes",
        "“Case Sheet” has one row a person; the other sheets have a row for each line of a case. In"
        " the CSV the"
        " second line of a case stands in columns such as `hte_City #2`.",
        _table(
            ("field", "label", "holds", "sheet", "losses above"),
            [(f"`{f.id}`", f.label.strip(), _TYPE_WORDS[f.type], _sheet(f), _losses(f)) for f in standard],
        ),
        "## The survey form (XLSForm)",
        f"The XLSForm is blank: it carries nobody's answers. It asks {len(form)} questions, in one"
        f" pass, so it has"
        f" no repeated lines. These {len(unasked)} fields of the standard are not in it: "
        + ", ".join(f"`{name}`" for name in unasked)
        + ". What its submissions hold comes back whole.",
    ]
    return "\n\n".join(parts) + "\n"


def _sheet(field: Field) -> str:
    if field.id in (*PUBLISHED, *EXTRA):
        return "Case Sheet"
    return next(sheet.title for sheet in CHILD_SHEETS if field in sheet.fields)


def _losses(field: Field) -> str:
    kinds = {"text": "text", "long_text": "text", "codes": "codes"}
    return kinds.get(field.type, "none")


def import_files() -> str:
    """docs/reference/import-files.md: layouts, our columns, rules for what is missing, limits,"
    " mapping keys."""
    extras = [FIELDS[name] for name in EXTRA if not FIELDS[name].standard]
    shipped = [
        (f"`{m.name}`", str(len(m.columns)), _quoted(m.missing), ", ".join(f"`{h}`" for h in m.match_headers))
        for m in shipped_mappings()
    ]
    parts = [
        _MADE,
        "# Files that can be brought in",
        "How to do it: [bring in your spreadsheet](../how-to/bring-in-your-spreadsheet.md). What"
        " comes back of an"
        " export: [what an export loses](export-losses.md).",
        "## Kinds of file",
        _table(("kind", "endings", "notes"), _KINDS),
        "The content decides, not the name; a wrong ending is noted. Text tables may be in UTF-8,"
        " UTF-16 or UTF-32,"
        " with or without a mark; Thai (windows-874, TIS-620) and Western (windows-1252) are"
        " guessed, and that is"
        " noted. Commas, semicolons, tabs and bars part cells.",
        "## Layouts that need no mapping",
        "- **HTCDS 2.0**: both published workbooks, our own export and its CSV. The label over a"
        " column wins over"
        " the hidden id in row 1, because the two disagree in the published file and people fill by"
        " label.\n"
        "- **Submissions of the HTCDS form** from ODK, Kobo and their like: JSON, one XML, a zip of"
        " XML, CSV or Excel"
        " by question, by group and question, or by label; a question of several answers as one cell"
        " or as one"
        f" column a choice. {len(METADATA)} columns of the servers are not read. The instance id is"
        f" the case id.\n"
        "- **CTDC**, by the shipped mappings:",
        _table(("mapping", "columns read", "stands for not known", "recognised by"), shipped),
        "## Columns that HTCDS has not",
        "The standard has no case id, no day of registration, no prosecution and no reintegration."
        " The template to"
        " download has these columns behind the published ones:",
        _table(
            ("id", "label", "holds", "list"),
            [
                (f"`{f.id}`", f.label, _TYPE_WORDS[f.type], f"`{f.codelist}`" if f.codelist else "")
                for f in extras
            ],
        ),
        "## What counts as not known",
        f"An empty cell, and {_quoted(MISSING)} in any case of letters. A mapping adds words for the"
        f" whole file"
        " (`missing`) or for one column. Not known is never stored as “no”.",
        "## What is refused, and what is only said",
        _table(("what stands there", "what happens"), _DOUBTS),
        "## Limits",
        _table(("of", "at most"), _limits()),
        "A text table with one row a case is never held in memory: of each row only digests are. Workbooks,"
        " submissions,\ntables with several rows a case, and colours are held as a whole, within these"
        " limits. A workbook that is too large\ncomes in as CSV (UTF-8).",
        "## Keys of a mapping file",
        "YAML or JSON. `src/handrail/cooperate/data/mapping-example.yaml` shows every key with a comment.",
        _table(
            ("where", "keys"),
            [
                ("top", ", ".join(f"`{key}`" for key in KNOWN_KEYS)),
                ("a column", ", ".join(f"`{key}`" for key in COLUMN_KEYS)),
            ],
        ),
    ]
    return "\n\n".join(parts) + "\n"


_KINDS = (
    ("Excel", ".xlsx, .xlsm, .xls", "macros are never run; colours are read from .xlsx and .xlsm"),
    ("OpenDocument", ".ods", "colours are not read"),
    ("text table", ".csv, .tsv, .txt", "read as a stream"),
    ("survey", ".json, .xml, .zip", "a zip holds one XML a submission; pictures in it are left alone"),
)
_DOUBTS = (
    ("“Total”, “รวม” or the like among the first two words of a row", "row refused: it is nobody"),
    ("a note alone in its row (“หมายเหตุ …”, “Prepared by …”)", "row refused: it is nobody"),
    ("the header once more", "left out, and counted"),
    ("several names in one cell", "row refused, unless the mapping says what parts them"),
    ("6.68E+10, or more than 15 digits, as a phone or a document", "row refused: digits are lost"),
    ("03/04/2021 where no order is set", "kept as both days, and said"),
    ("real dates up to the 12th only, and later days as text", "the real ones are kept as both, and said"),
    ("3/4/64", "row refused, unless the column has an era"),
    (f"a day of the case before {FIRST_PLAUSIBLE_YEAR} that is not written as 1964-03-15", "row refused"),
    ("a year from 2400 to 2700", "read as Buddhist era, unless the column says otherwise"),
    ("a cross in a column that has ticks", "row refused: it could mean yes or no"),
    ("“?”, “*”, “☒” in a column of yes and no", "row refused"),
    ("an age that the birth date denies", "both kept, and said"),
    ("=SUM(A1) or the like", "kept as text, never run, and said; an export makes it harmless"),
    ("hidden rows and columns", "read like the others, and said"),
    ("other sheets of the book", "not read, and named"),
)  # fmt: skip


def _limits() -> list[tuple[str, str]]:
    megabyte = limits.MEGABYTE
    return [
        ("a text table", f"{limits.LARGEST_TABLE // megabyte} MB; in the browser 128 MB a request"),
        ("a workbook", f"{limits.LARGEST_WORKBOOK // megabyte} MB"),
        ("a workbook, unpacked", f"{limits.LARGEST_UNPACKED // megabyte} MB"),
        ("submissions (JSON, XML)", f"{limits.LARGEST_SUBMISSION // megabyte} MB"),
        ("rows", f"{limits.MOST_ROWS:,}"),
        ("columns", f"{limits.MOST_COLUMNS:,}"),
        ("cells of a sheet of a workbook", f"{limits.MOST_WORKBOOK_CELLS:,}"),
        ("rows of a table with several rows a case", f"{MOST_SERVICE_ROWS:,}"),
        ("cells of a sheet whose colours are read", f"{MOST_COLOURED_CELLS:,}"),
    ]


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words if word) or "only an empty cell"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


PAGES = {"export-losses.md": export_losses, "import-files.md": import_files}
