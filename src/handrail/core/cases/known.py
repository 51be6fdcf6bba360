"""What a record's values say of who the person is, for comparing with somebody who is sought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handrail.core.cases.domain.likeness import Known
from handrail.core.cases.values import search_words
from handrail.core.dates import Age, PartialDate, birth_interval


def known_of(values: Mapping[str, Any], *, detected: date | None = None) -> Known:
    """Return names, phones, documents and the birth interval (from the age where no birth date is kept)."""
    words = search_words(values)
    born = values.get("prs_Birthdate")
    age = values.get("hr_AgeAtDetection")
    if not isinstance(born, PartialDate):
        born = birth_interval(age, PartialDate.exact(detected)) if isinstance(age, Age) and detected else None
    return Known(tuple(words["name"]), tuple(words["phone"]), tuple(words["document"]), born)
