"""Turning the text of a cell into the value of a field, or into the reason why that cannot be done."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handrail.cooperate.domain.formulas import looks_like_formula, restore
from handrail.cooperate.domain.marks import marked
from handrail.cooperate.domain.records import Cell, Value, cell_text
from handrail.core.catalogue import CODELISTS, CodeList, Field
from handrail.core.catalogue.codelists import match_key
from handrail.core.dates import Age, DateProblem, PartialDate
from handrail.core.dates.partial import Era, Order

MISSING = ("", "-", "--", "–", "—", "n/a", "#n/a", "nil", "null")
SEPARATORS = ";|\n"
LONGEST_TEXT = 32_767  # what an Excel cell holds

_TWO_ORDERS = re.compile(r"\d{1,2}\D\d{1,2}\D\d{4}")
_CANONICAL = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?:/[0-9]{4}(?:-[0-9]{2}){0,2})?")
# What spreadsheet programs make of a Buddhist year typed with two digits: 15/3/64 becomes 1964.
FIRST_PLAUSIBLE_YEAR = 1980
# Days of a person's life; all others are days of the work on a case.
_OF_A_LIFE = ("prs_", "hte_")
# Days that can lie ahead; every other date of a record is something that has happened.
_MAY_BE_FUTURE = {"spl_PlannedEndDate"}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell cannot be read, and how to mend it. A notice (not fatal) goes with a value that was read."""

    code: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are read. `table` gives the codes of a cell's text; None means missing."""

    era: Era = "auto"
    order: Order | None = None
    separators: str = SEPARATORS
    missing: tuple[str, ...] = MISSING
    table: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    unknown: str = "refuse"  # refuse | skip: what to do with a code that is on no list
    as_they_stand: bool = False  # the real dates of the column were looked at and are right
    turned: bool = False  # found while reading: day and month of the real dates may be the wrong way round


@dataclass(frozen=True, slots=True)
class Read:
    """A value (None when the cell says nothing) and an optional notice about how it was read."""

    value: Value | None
    notice: Unreadable | None = None


def read_value(
    kind: Field, cell: Cell, how: Reading, *, today: date, text: str | None = None
) -> Read | Unreadable:
    """The canonical value of a cell for this field. Promises: never raises, whatever the cell holds.

    `text` is the cell as a person sees it, where the caller has it already.
    """
    text = cell_text(cell) if text is None else text
    if text.casefold() in how.missing:
        return Read(None)
    if len(text) > LONGEST_TEXT:
        return Unreadable(
            "text-too-long", f"The cell holds {len(text)} signs.", f"Keep it under {LONGEST_TEXT}."
        )
    if how.table:
        found = _from_table(how.table, text)
        if found is not None:
            return _translated(kind, found, how, today)
    match kind.type:
        case "date":
            return _date(kind, cell, text, how, today)
        case "code":
            return _code(CODELISTS[kind.codelist], text, how)
        case "codes":
            return _codes(CODELISTS[kind.codelist], text, how)
        case "age":
            return _age(text)
        case "number":
            return _number(text)
        case "yes_no":
            return yes_no(text)
        case "coordinate":
            return _coordinate(kind, text)
        case _:
            return _text(text)


def _from_table(table: Mapping[str, tuple[str, ...] | None], text: str) -> tuple[str, ...] | None:
    """The table's answer: () when this text means nothing by it; None when it does not know the text."""
    for known, meant in table.items():
        if known == text or match_key(known) == match_key(text) != "":
            return meant or ()
    return None


def _translated(kind: Field, found: tuple[str, ...], how: Reading, today: date) -> Read | Unreadable:
    if not found:
        return Read(None)
    if kind.type == "codes":
        return Read(list(found))
    plain = Reading(era=how.era, order=how.order, separators=how.separators, missing=())
    return read_value(kind, found[0], plain, today=today)


def _text(text: str) -> Read:
    text = restore(text)
    if looks_like_formula(text):
        notice = Unreadable(
            "looks-like-formula",
            "The text begins like a formula. It is kept as plain text and never run.",
            "If it is not a name or note, empty the cell.",
        )
        return Read(text, notice)
    return Read(text)


def _date(kind: Field, cell: Cell, text: str, how: Reading, today: date) -> Read | Unreadable:
    source = cell if isinstance(cell, date) else text
    try:
        known = PartialDate.parse(source, era=how.era, order=how.order)
    except DateProblem as problem:
        return Unreadable(problem.code, problem.why, problem.mend)
    if known.earliest > today and kind.id not in _MAY_BE_FUTURE:
        why = f"{known.text} lies in the future."
        return Unreadable("date-future", why, "Check the year and its era.")
    if known.latest.year < FIRST_PLAUSIBLE_YEAR and not kind.id.startswith(_OF_A_LIFE):
        fault = _long_ago(known)
        # Who writes 1964-03-15 means it; a date cell, or 15/3/1964, may be 15/3/64 as a program took it.
        written_out = isinstance(cell, str) and _CANONICAL.fullmatch(text)
        return Read(known, fault) if written_out else fault
    if how.turned and isinstance(cell, date) and 1 <= known.earliest.day <= 12:
        return _perhaps_turned(known)
    if known.precision == "interval" and _TWO_ORDERS.fullmatch(text):
        notice = Unreadable(
            "date-two-orders",
            "The day and the month could be the other way round; the date is kept as both.",
            "Set the order of this column (day first or month first).",
        )
        return Read(known, notice)
    return Read(known)


def _long_ago(known: PartialDate) -> Unreadable:
    return Unreadable(
        "date-long-ago",
        f"{known.text} is before {FIRST_PLAUSIBLE_YEAR}. A Buddhist year typed with two digits (64 for 2564)"
        " is taken by spreadsheet programs for one of the last century.",
        "Write the whole year: 2564 or 2021. If it is really so long ago, write it as 1964-03-15.",
    )


def _perhaps_turned(known: PartialDate) -> Read:
    day = known.earliest
    other = day.replace(month=day.day, day=day.month)
    notice = Unreadable(
        "date-perhaps-turned",
        "The real dates of this column have no day after the 12th, and the later days stand as text: a"
        " program set to month first has probably turned day and month. The date is kept as both.",
        "Compare one with the paper. Mend the column, or say in the mapping that its real dates are right.",
    )
    return Read(PartialDate.between(min(day, other), max(day, other)), notice if day != other else None)


def _close(codelist: CodeList, text: str) -> str:
    labels = {code.label.casefold(): code.label for code in codelist}
    near = [labels[low] for low in difflib.get_close_matches(text.casefold(), labels, n=3, cutoff=0.5)]
    shown = near or [code.label for code in list(codelist)[:4]]
    return (
        ("Did you mean " if near else "Use a word of the list, such as ")
        + ", ".join(f"“{s}”" for s in shown)
        + "?"
    )


def _code(codelist: CodeList, text: str, how: Reading) -> Read | Unreadable:
    code = codelist.match(text)
    if code is not None:
        return Read(code)
    if how.unknown == "skip":
        return Read(None)
    mend = _close(codelist, text) if len(codelist.codes) < 400 else "Check the spelling, or use its code."
    return Unreadable("code-unknown", f"“{text[:80]}” is not on the list for this column.", mend)


def _codes(codelist: CodeList, text: str, how: Reading) -> Read | Unreadable:
    codes, unknown = codelist.match_all(text, separators=how.separators)
    if unknown and not codes:
        # Survey servers part codes by spaces, people part labels by commas.
        for separators in (",;、", " "):
            again, left = codelist.match_all(text, separators=separators)
            if again and not left:
                return Read(again)
    if unknown and how.unknown != "skip":
        return Unreadable(
            "code-unknown",
            f"“{unknown[0][:80]}” is not on the list for this column.",
            _close(codelist, unknown[0]),
        )
    return Read(codes or None)


def _age(text: str) -> Read | Unreadable:
    try:
        return Read(Age.parse(text))
    except DateProblem as problem:
        return Unreadable(problem.code, problem.why, problem.mend)


def _number(text: str) -> Read | Unreadable:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if not number.is_integer() or not 0 <= number <= 10_000:
        return Unreadable(
            "number-unreadable", f"“{text[:80]}” is not a whole number.", "Write digits only, such as 3."
        )
    return Read(int(number))


def yes_no(text: str) -> Read | Unreadable:
    """True or False from the words and ticks that people and survey servers use."""
    said = marked(text)
    if said is None:
        return Unreadable(
            "yes-no-unreadable",
            f"“{text[:80]}” is neither yes nor no.",
            "Write Yes or No, or leave it empty. A word for “not known” can be named in the mapping.",
        )
    return Read(said)


def _coordinate(kind: Field, text: str) -> Read | Unreadable:
    bound = 90 if kind.id.endswith("Latitude") else 180
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not -bound <= number <= bound:
        return Unreadable(
            "coordinate-unreadable",
            f"“{text[:80]}” is not a number from -{bound} to {bound}.",
            "Write it in degrees, such as 13.75.",
        )
    return Read(text)
