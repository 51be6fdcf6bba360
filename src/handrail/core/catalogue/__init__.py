"""The catalogue: which facts a record can hold, their code lists, and how each is stored.

Everything is read once from the files in `data/` (their sources: `data/NOTICE.md`) and never changes after.
"""

from __future__ import annotations

from handrail.core.catalogue.codelists import CODELISTS, Code, CodeList
from handrail.core.catalogue.fields import FIELDS, Field, field_by_label, storage_table
from handrail.core.catalogue.purpose import Purpose, purpose_of

__all__ = [
    "CODELISTS",
    "FIELDS",
    "Code",
    "CodeList",
    "Field",
    "Purpose",
    "field_by_label",
    "purpose_of",
    "storage_table",
]
