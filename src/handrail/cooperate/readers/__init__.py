"""Opening the files that people have, safely: what cannot be read is refused with a reason.

with read(path, name="register.xlsx", today=day) as parsed:
    for outcome in parsed.outcomes: ...
"""

from __future__ import annotations

from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.readers.book import open_book, recognise
from handrail.cooperate.readers.heads import head_of
from handrail.cooperate.readers.intake import Look, SheetLook, look, read
from handrail.cooperate.readers.proposals import propose_columns, propose_mapping
from handrail.cooperate.readers.sheets import headers_of, sheets_of
from handrail.cooperate.readers.shipped import shipped_mappings

__all__ = [
    "FileRefused",
    "Look",
    "SheetLook",
    "head_of",
    "headers_of",
    "look",
    "open_book",
    "propose_columns",
    "propose_mapping",
    "read",
    "recognise",
    "sheets_of",
    "shipped_mappings",
]
