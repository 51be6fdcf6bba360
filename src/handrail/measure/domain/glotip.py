"""Rows of UNODC's GLOTIP country tables, as published, read as facts or dropped with the reason.

What the published file needs, each of it seen in the extract of 14 April 2025:
- a count is text with thousands commas, or "<5", which hides a number from 0 to 4: it stays an interval;
- some values are misplaced questionnaire codes in the millions: no country counts a million of anything;
- some rows are there twice: the second says nothing new;
- some names lost a letter to a replacement character: kept as printed, and marked;
- Sark has no ISO code in the file: it gets the one that ISO reserves for it;
- some rows name no category ("" in the CSV, here and there "N/A" in the workbook): both read as not stated.
Totals need not add up and a stage can outnumber the one before: neither is a reason to drop a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

COLUMNS: tuple[str, ...] = (
    "Iso3_code",
    "Country",
    "Region",
    "Subregion",
    "Indicator",
    "Dimension",
    "Category",
    "Sex",
    "Age",
    "Year",
    "Unit of measurement",
    "txtVALUE",
    "Source",
)
LARGEST = 1_000_000
RESERVED_CODES: Mapping[str, str] = {"Sark": "CRQ"}
_COUNT = re.compile(r"\d{1,3}(,\d{3})*|\d+")
_MASKED = re.compile(r"<\s*(\d{1,3})")

# What is counted, by indicator. Persons who are suspected or convicted are not the victims.
UNITS: Mapping[str, str] = {
    "Detected trafficking victims": "victims",
    "Offences of trafficking in persons": "offences",
    "Persons brought into formal contact": "persons",
    "Persons prosecuted": "persons",
    "Persons convicted": "persons",
}

DROPPED_BECAUSE: tuple[str, ...] = (
    "exact-duplicate",
    "too-large",
    "not-a-count",
    "no-country",
    "no-year",
    "cells-missing",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One published count: from `low` to `high`, both included, which are the same unless it was masked."""

    iso3: str
    country: str
    subregion: str
    indicator: str
    dimension: str
    category: str
    sex: str
    age: str
    year: int
    low: int
    high: int
    damaged: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is not a fact: which (counted from the first row of data, 1), why, and what stood there."""

    row: int
    because: str
    value: str


@dataclass(slots=True)
class Reading:
    """A whole table read: every row in is a figure or dropped."""

    rows_in: int = 0
    figures: list[Figure] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def dropped_by_reason(self) -> dict[str, int]:
        counted = Counter(entry.because for entry in self.dropped)
        return {reason: counted[reason] for reason in DROPPED_BECAUSE if counted[reason]}


def read_rows(rows: Iterable[Mapping[str, str]]) -> Reading:
    """Read rows by column name. Never raises on what stands in a row."""
    reading = Reading()
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        reading.rows_in += 1
        cells = tuple(str(row.get(column) or "").strip() for column in COLUMNS)
        found = "exact-duplicate" if cells in seen else read_cells(cells)
        seen.add(cells)
        if isinstance(found, Figure):
            reading.figures.append(found)
        else:
            reading.dropped.append(Dropped(reading.rows_in, found, cells[COLUMNS.index("txtVALUE")]))
    return reading


def read_cells(cells: tuple[str, ...]) -> Figure | str:
    """Return the figure in one row (cells in the order of COLUMNS), or the code of why it is none."""
    iso3, country, _, subregion, indicator, dimension, category, sex, age, year, _, value, _ = cells
    iso3 = iso3 or RESERVED_CODES.get(country, "")
    category = "" if category == "N/A" else category
    if not re.fullmatch("[A-Z]{3}", iso3):
        return "no-country"
    if not re.fullmatch("(19|20)[0-9]{2}", year):
        return "no-year"
    if not (indicator and dimension and sex and age) or (dimension == "Total" and not category):
        return "cells-missing"
    interval = read_count(value)
    if interval is None:
        return "not-a-count"
    if interval[1] > LARGEST:
        return "too-large"
    damaged = "\ufffd" in category or "\ufffd" in country
    return Figure(
        iso3, country, subregion, indicator, dimension, category, sex, age, int(year), *interval, damaged
    )


def read_count(text: str) -> tuple[int, int] | None:
    """Return the interval that a published count stands for: "1,541" is 1541 to 1541, "<5" is 0 to 4."""
    masked = _MASKED.fullmatch(text)
    if masked:
        limit = int(masked[1])
        return (0, limit - 1) if limit else None
    if not _COUNT.fullmatch(text) or len(text) > 15 or not text.isascii():
        return None
    count = int(text.replace(",", ""))
    return count, count


def add_intervals(intervals: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Add counts that may be masked: the smallest sum and the largest."""
    pairs = list(intervals)
    return sum(low for low, _ in pairs), sum(high for _, high in pairs)
