"""Dates as the reader's language counts years: the Buddhist era in Thai, the common era elsewhere.

Only what is shown changes. What machines read (files, addresses, `datetime` attributes, ISO dates) stays in
the common era.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.utils import dateformat, formats, translation

BUDDHIST_OFFSET = 543
BUDDHIST_LANGUAGES = frozenset({"th"})
_YEAR = re.compile(r"(?<!\\)Y")


def date_format(value: date, format_name: str = "DATE_FORMAT") -> str:
    """Write a date by the name of a format (`DATE_FORMAT`, ...), in the reader's language and era."""
    if type(value) is date:
        return _day_words(value, format_name, translation.get_language())
    return _written(value, format_name)


@lru_cache(maxsize=4096)
def _day_words(day: date, format_name: str, _language: str | None) -> str:
    """Remembered for each language: a page of a list writes the same days over and over."""
    return _written(day, format_name)


def _written(value: date, format_name: str) -> str:
    pattern = formats.get_format(format_name)
    if in_buddhist_era():
        pattern = _YEAR.sub(str(value.year + BUDDHIST_OFFSET), pattern)
    return dateformat.format(value, pattern)


def year_words(year: int) -> str:
    """Write a year that stands alone, with its era where that is not the common one."""
    return f"พ.ศ. {year + BUDDHIST_OFFSET}" if in_buddhist_era() else str(year)


def in_buddhist_era() -> bool:
    """Return whether the reader's language counts years so."""
    return translation.get_language() in BUDDHIST_LANGUAGES
