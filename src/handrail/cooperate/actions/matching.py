"""Which case a row means, and what of it is new: decisions over plain values, without a database."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handrail.cooperate.domain.draft import MILESTONE_FIELDS
from handrail.cooperate.domain.formulas import restore
from handrail.cooperate.domain.records import IncomingRecord, RefusedRow
from handrail.cooperate.domain.tally import Tally
from handrail.core.cases.drafts import MilestoneDraft
from handrail.core.cases.values import to_json
from handrail.core.dates import PartialDate

CASE_ID = "hr_CaseId"
# Our own columns of a file of refused rows: never part of what a row says.
MENDING_COLUMNS = ("hr_import_row", "Row in the file", "What is wrong", "How to mend it")
# How alike an edited row and an earlier one must be: the share of the larger row's cells that both have.
ALIKE = 0.5
# A cell text that more earlier rows share tells none of them apart.
COMMON = 200
MOST_LIKENESSES = 200_000


@dataclass(frozen=True, slots=True)
class Reference:
    """By what a row is found again: a system of ids, and a digest of the id in it."""

    system: str
    text: str


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digest(*parts: str) -> str:
    # Of exact texts: two ids that differ by a hyphen alone are two ids.
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def case_id_reference(text: str) -> Reference:
    """The reference of a stable id: hr_CaseId, an ODK instance id."""
    return Reference("case-id", _digest(_folded(text)))


def said_cells(raw: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row that say something, without our own mending columns."""
    return {h: restore(t) for h, t in raw.items() if t and h not in MENDING_COLUMNS}


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a record is found again. `stable`: by an id, or by columns that the user chose. `again`: an
    earlier record of the file has the same one."""

    reference: Reference | None
    stable: bool = False
    again: bool = False


class Telling:
    """Tells the records of one file apart, which come in its order. Holds a digest of each."""

    def __init__(self) -> None:
        self._stable, self._whole = Tally(), Tally()
        self._place: tuple[str, tuple[int, ...]] = ("", ())
        self._person = 0

    def next(self, outcome: IncomingRecord | RefusedRow) -> Identity:
        """The identity of the next record; without one where the row is refused."""
        # The persons of one row follow each other.
        place = (outcome.sheet, outcome.rows)
        self._person = self._person + 1 if place == self._place else 1
        self._place = place
        if isinstance(outcome, RefusedRow):
            return Identity(None)
        reference, stable = self._reference(outcome)
        return Identity(
            reference, stable, stable and self._stable.add(f"{reference.system} {reference.text}") > 1
        )

    def _reference(self, record: IncomingRecord) -> tuple[Reference, bool]:
        """Without an id or chosen columns the whole row is its own reference, and equal rows are told apart
        by their order."""
        case_id = str(record.values.get(CASE_ID) or "")
        if case_id:
            return case_id_reference(case_id), True
        cells = [restore(record.raw.get(header, "")) for header in record.identity]
        if any(cells):
            system = f"columns:{_digest(*record.identity)[:32]}"
            return Reference(system, _digest(*map(_folded, cells), str(self._person))), True
        row = sorted(said_cells(record.raw).items())
        whole = _digest(*(text for cell in row for text in cell), str(self._person))
        return Reference("row", _digest(whole, str(self._whole.add(whole)))), False


class Likeness:
    """Pairs rows that changed with the earlier row that each most likely is.

    `earlier` are (key, cells that say something). Each earlier row is given once, to the row most like it. Of
    all likenesses the best `MOST_LIKENESSES` are looked at, however many rows the file has.
    """

    def __init__(self, earlier: Sequence[tuple[UUID, Mapping[str, str]]]) -> None:
        self._earlier = earlier
        self._holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, (_, cells) in enumerate(earlier):
            for cell in cells.items():
                self._holders[cell].append(index)
        self._scored: list[tuple[float, int, int]] = []

    def look_at(self, place: int, cells: Mapping[str, str]) -> None:
        """Compare a row, which stands at this place of the file, with every earlier one."""
        shared: Counter[int] = Counter()
        for cell in cells.items():
            if len(holders := self._holders.get(cell, ())) <= COMMON:
                shared.update(holders)
        for index, count in shared.items():
            score = count / max(len(cells), len(self._earlier[index][1]))
            if score >= ALIKE:
                self._scored.append((-score, place, index))
        if len(self._scored) > 2 * MOST_LIKENESSES:
            self._scored = sorted(self._scored)[:MOST_LIKENESSES]

    def pairs(self) -> dict[int, UUID]:
        """The key of the earlier row by the place of the row that it most likely is."""
        pairs: dict[int, UUID] = {}
        given: set[int] = set()
        for _, place, index in sorted(self._scored):
            if place not in pairs and index not in given:
                pairs[place] = self._earlier[index][0]
                given.add(index)
        return pairs


# What changed ------------------------------------------------------------------------------------------


def own_values(record: IncomingRecord) -> dict[str, Any]:
    """The values to store. A date that is a milestone is kept as that alone: it cannot say two things."""
    kept = {name: value for name, value in record.values.items() if name not in _MILESTONE_IDS}
    if "ended" in record.milestones:
        kept.pop("hr_ClosedBecause", None)
    return kept


_MILESTONE_IDS = frozenset(MILESTONE_FIELDS.values())


def milestone_drafts(record: IncomingRecord) -> dict[str, MilestoneDraft]:
    """The milestones that a record tells, by kind; an end carries its reason."""
    reason = str(record.values.get("hr_ClosedBecause") or "other")
    return {
        kind: MilestoneDraft(
            kind, when, reason if kind == "ended" else "", record.rows[0] if record.rows else None
        )
        for kind, when in record.milestones.items()
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row says that the case does not: `both` names what was changed on both sides since."""

    values: dict[str, Any]
    milestones: tuple[MilestoneDraft, ...]
    lines: tuple[tuple[str, Mapping[str, Any]], ...]
    both: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.values or self.milestones or self.lines)


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as it stands: values, lines, and milestones as (when, reason)."""

    values: Mapping[str, Any]
    lines: Sequence[tuple[str, Mapping[str, Any]]]
    milestones: Mapping[str, tuple[PartialDate, str]]


def difference(record: IncomingRecord, stands: Standing, before: IncomingRecord | None) -> Difference:
    """Compare a row with the case, knowing what the last import of it said (`before`).

    What the file says as it did then is no news, even where somebody has edited the case since. What both the
    file and somebody here have changed since is named in `both`, for a person to decide. An empty cell says
    nothing: it never empties a field.
    """
    values, both = {}, []
    then = own_values(before) if before else {}
    for name, value in own_values(record).items():
        stored = stands.values.get(name)
        if _same(value, stored) or (name in then and _same(value, then[name])):
            continue
        values[name] = value
        if name in then and not _same(then[name], stored):
            both.append(name)
    milestones = []
    told_then = milestone_drafts(before) if before else {}
    for kind, draft in milestone_drafts(record).items():
        there = stands.milestones.get(kind)
        last = told_then.get(kind)
        told = (draft.when, draft.reason)
        if there == told or (last and (last.when, last.reason) == told):
            continue
        # Only an end has a reason that a file can say.
        if there and there[0] == draft.when and kind != "ended":
            continue
        milestones.append(draft)
        if last and there != (last.when, last.reason):
            both.append(MILESTONE_FIELDS[kind])
    return Difference(values, tuple(milestones), _new_lines(record, stands, before), tuple(both))


def _new_lines(
    record: IncomingRecord, stands: Standing, before: IncomingRecord | None
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    known: Counter[str] = Counter(_line_key(kind, values) for kind, values in stands.lines)
    if before:
        # A line that an import brought and somebody took away does not come back.
        known |= Counter(_line_key(kind, values) for kind, values in before.entries)
    new = []
    for kind, values in record.entries:
        key = _line_key(kind, values)
        if known[key]:
            known[key] -= 1
        else:
            new.append((kind, values))
    return tuple(new)


def _line_key(kind: str, values: Mapping[str, Any]) -> str:
    plain = {name: _plain(value) for name, value in values.items() if value not in (None, "", [])}
    return json.dumps([kind, plain], sort_keys=True)


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return sorted(str(item) for item in value)
    return to_json(value)
