"""Proposing a mapping from the headers of a table: shown with its reason, never applied by itself."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from handrail.cooperate.domain.evidence import order_of
from handrail.cooperate.domain.mapping import ColumnReader, Mapping, join_headers
from handrail.cooperate.domain.values import Reading
from handrail.core.catalogue import CODELISTS, FIELDS, field_by_label
from handrail.core.catalogue.codelists import match_key
from handrail.core.dates import DateProblem, PartialDate
from handrail.core.dates.partial import Order

# From here on a proposal is ticked beforehand on the mapping page.
LIKELY = 0.6

# Key of a header word -> field id; `readers.proposals` reads them from data/header-words.yaml.
Words = MappingOf[str, str]


@dataclass(frozen=True, slots=True)
class Guess:
    """A field for a header, how sure from 0 to 1, and why: "label", "word", "part-of-header" or "values"."""

    header: str
    field: str
    confidence: float
    why: str


def guess_header_row(rows: Sequence[Sequence[str]], words: Words) -> int:
    """The row (from 1) that looks most like a header: most known headers, else the fullest of ten."""
    best, row_of_best = 0.0, 1
    for number, row in enumerate(rows[:10], start=1):
        known = sum(_by_word(text, words) is not None for text in row if text.strip())
        full = sum(bool(text.strip()) and len(text) < 80 for text in row)
        score = known * 10 + full + (10 - number) / 100
        if score > best:
            best, row_of_best = score, number
    return row_of_best


def guess(headers: Sequence[str], samples: Sequence[Sequence[str]], words: Words) -> list[Guess]:
    """At most one proposal a column, and each field proposed once, to the column that is surest of it.

    `samples` are some rows of data in the order of the headers.
    """
    found = []
    for index, header in enumerate(headers):
        values = [row[index] for row in samples if index < len(row) and row[index].strip()]
        proposal = _by_word(header, words) or _by_part(header, words) or _by_values(header, values)
        if proposal is not None:
            found.append(Guess(header, proposal.field, proposal.confidence, proposal.why))
    taken: dict[str, Guess] = {}
    for each in sorted(found, key=lambda g: -g.confidence):
        taken.setdefault(each.field, each)
    chosen = {id(each) for each in taken.values()}
    return [each for each in found if id(each) in chosen]


def guessed_mapping(rows: Sequence[Sequence[str]], words: Words, *, sheet: str = "") -> Mapping:
    """A draft mapping for the page to show: likely proposals only, every other column kept unread."""
    row = guess_header_row(rows, words)
    headers = join_headers([list(rows[row - 1])]) if rows else []
    guesses = guess(headers, rows[row:], words)
    columns = likely_columns(guesses, headers, rows[row:])
    return Mapping(name="draft", columns=columns, sheet=sheet, header_rows=(row,))


def likely_columns(
    guesses: Sequence[Guess], headers: Sequence[str], samples: Sequence[Sequence[str]]
) -> dict[str, tuple[ColumnReader, ...]]:
    """The readers of the proposals that are ticked beforehand."""
    return {
        each.header: (ColumnReader(each.field, Reading(order=_order(each, headers, samples))),)
        for each in guesses
        if each.confidence >= LIKELY
    }


def _order(guess: Guess, headers: Sequence[str], samples: Sequence[Sequence[str]]) -> Order | None:
    """The order of day and month that the first rows of a column of dates show without doubt."""
    if FIELDS[guess.field].type != "date":
        return None
    index = headers.index(guess.header)
    return cast("Order | None", order_of(row[index] for row in samples if index < len(row)) or None)


def _by_word(header: str, words: Words) -> Guess | None:
    word = words.get(match_key(header))
    if word is not None:
        return Guess(header, word, 0.9, "word")
    known = field_by_label(header)
    return Guess(header, known.id, 1.0, "label") if known is not None else None


def _by_part(header: str, words: Words) -> Guess | None:
    """A known word inside a longer header: "ชื่อ-นามสกุล ผู้เสียหาย", "Name / ឈ្មោះ", "Age (years)"."""
    for part in header.replace("(", "/").replace(")", "/").replace("\n", "/").split("/"):
        if part.strip() and part.strip() != header.strip() and (found := _by_word(part, words)):
            return Guess(header, found.field, 0.8, "part-of-header")
    key = match_key(header)
    inside = [word for word in words if len(word) >= 4 and word in key]
    if not inside:
        return None
    longest = max(inside, key=len)
    return Guess(header, words[longest], 0.4 + 0.4 * len(longest) / len(key), "part-of-header")


def _by_values(header: str, values: Sequence[str]) -> Guess | None:
    """A weak proposal from what the column holds: dates, or the codes of a list."""
    if len(values) < 3:
        return None
    if sum(_is_date(value) for value in values) >= 0.9 * len(values):
        return Guess(header, "hr_RegisteredOn", 0.3, "values")
    for field_id in ("hr_Sex", "prs_Citizenship", "vic_TypeOfExploitation"):
        matches = CODELISTS[FIELDS[field_id].codelist].match
        if sum(matches(value) is not None for value in values) >= 0.8 * len(values):
            return Guess(header, field_id, 0.5, "values")
    return None


def _is_date(text: str) -> bool:
    if len(text) < 6:
        return False
    try:
        PartialDate.parse(text)
    except DateProblem:
        return False
    return True
