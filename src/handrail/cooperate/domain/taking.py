"""Taking records out of a sheet by a mapping: rows in, records and refused rows out, one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from datetime import date

from handrail.cooperate.domain.draft import ONCE, Draft
from handrail.cooperate.domain.evidence import NONE, Doubts
from handrail.cooperate.domain.furniture import doubt_of, is_header_again, nobody
from handrail.cooperate.domain.gathering import cases_of_services, persons_in_row
from handrail.cooperate.domain.mapping import ColumnReader, Mapping, column_letter
from handrail.cooperate.domain.marks import is_cross
from handrail.cooperate.domain.records import (
    Cell,
    IncomingRecord,
    Problem,
    Problems,
    RefusedRow,
    Value,
    cell_text,
)
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Row
from handrail.cooperate.domain.tally import Tally
from handrail.cooperate.domain.values import Read, Reading, Unreadable, read_value, yes_no
from handrail.core.catalogue import FIELDS
from handrail.core.dates import PartialDate

_NO_TABLE = Reading()
_SHORT = Unreadable(
    "row-short",
    "The row has fewer cells than the header: it broke off, or a delimiter is missing.",
    "Give the row as many cells as the header has.",
)
_TOO_MANY_CELLS = Unreadable(
    "cells-beyond-header",
    "The row has more cells than the header.",
    "Look for a comma or a quote that broke a cell in two.",
)
_LINES_WAIT = Unreadable(
    "lines-wait",
    "The lines of this case on the other sheets were not taken either.",
    "Mend the row in the whole workbook and import that again.",
)
_CROSS = Unreadable(
    "cross-or-tick",
    "This column has ticks and crosses: a cross could mean yes or no.",
    "Write Yes or No. If a cross means no, name it in the mapping as standing for nothing in this column.",
)
_NUL = Unreadable("nul-byte", "The cell holds a zero byte.", "Type the text of this cell anew.")


@dataclass(slots=True)
class Taking:
    """One walk through one sheet. `problems` and `dropped` are shared with the file's other sheets."""

    mapping: Mapping
    headers: list[str]
    sheet: str
    today: date
    problems: Problems
    dropped: Counter[str]
    children: dict[str, list[tuple[str, dict[str, Value]]]] = field(default_factory=dict)
    exact_width: bool = False  # a text table writes every cell, a workbook leaves out empty ones at the end
    own_form: bool = False  # a layout of ours or of the standard: what it says is kept, doubts are only noted
    doubts: MappingOf[int, Doubts] = field(default_factory=dict)
    seen_ids: Tally = field(default_factory=Tally)
    of_lines: bool = False  # the rows are lines of cases that stand on another sheet
    _index: dict[str, int] = field(default_factory=dict)
    _readers: list[tuple[str, int, tuple[ColumnReader, ...]]] = field(default_factory=list)
    _mapped: list[int] = field(default_factory=list)
    _unmapped: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for index in range(len(self.headers)):
            if (by_letter := f"@{column_letter(index)}") in self.mapping.columns:
                self.headers[index] = by_letter
        self._index = {header: index for index, header in enumerate(self.headers)}
        absent: list[str] = []
        for header, readers in self.mapping.columns.items():
            if header in self._index:
                self._readers.append((header, self._index[header], readers))
            elif header not in self.mapping.optional:
                absent.append(header)
        if absent:
            raise FileRefused(
                "columns-missing",
                f"The sheet “{self.sheet}” has no column " + ", ".join(f"“{a}”" for a in absent[:5]) + ".",
                "Choose another mapping, or correct the headers: it has "
                + ", ".join(f"“{h}”" for h in self.headers[:8])
                + ".",
            )
        mapped = {index for _, index, _ in self._readers} | {
            self._index[name] for name in self.mapping.ignore if name in self._index
        }
        self._mapped = [index for _, index, _ in self._readers]
        self._unmapped = [(header, index) for header, index in self._index.items() if index not in mapped]

    def columns_of(self, type_: str) -> list[int]:
        """Where the columns are that hold dates ("date"), or marks of yes and no ("yes_no")."""
        marks = type_ == "yes_no"
        return [
            index
            for _, index, readers in self._readers
            if any(
                (bool(r.flag) and marks) or (FIELDS[r.field].type == type_ and not r.flag) for r in readers
            )
        ]

    def outcomes(self, rows: Iterable[Row]) -> Iterator[IncomingRecord | RefusedRow]:
        """Every record and refused row, in the order of the file; services of one case at its first row."""
        drafts = self._drafts(rows)
        draft = None
        if self.mapping.row_is == "service":
            drafts = cases_of_services(drafts, self.mapping.group_by)
        for draft in drafts:
            outcome = draft.finish(self.mapping.identity, self.today, of_lines=self.of_lines)
            # What a refused row would have been read as is of no interest until it is mended.
            for problem in outcome.problems if isinstance(outcome, RefusedRow) else draft.problems:
                (self.problems.add_once if problem.code in ONCE else self.problems.add)(problem)
            yield outcome
        for case_id, lines in self.children.items():
            self.problems.add(_lines_without_case(self.sheet, case_id, len(lines)))
        if draft is None and not self.of_lines:
            why = "There is a header, but no row below it says anything."
            self.problems.add(file_problem(self.sheet, "no-rows", why, "Fill the rows below the header."))

    def _drafts(self, rows: Iterable[Row]) -> Iterator[Draft]:
        for row in rows:
            if row.number < self.mapping.first_row:
                continue
            texts = [cell_text(cell) for cell in row.cells]
            if not any(texts[index] for index in self._mapped if index < len(texts)) and not (
                row.faults and any(index in row.faults for index in self._mapped)
            ):
                self.dropped["row: empty"] += 1
            elif is_header_again(texts, self.headers):
                self.dropped["row: the header again"] += 1
            elif self._skipped(texts):
                self.dropped["row: skipped by the mapping"] += 1
            else:
                yield from self._of_row(row, texts)

    def _skipped(self, texts: list[str]) -> bool:
        for header, skipped in self.mapping.skip_rows.items():
            index = self._index.get(header, -1)
            if 0 <= index < len(texts) and texts[index] in skipped:
                return True
        return False

    def _of_row(self, row: Row, texts: list[str]) -> Iterator[Draft]:
        raw = {h: texts[i] for h, i in self._index.items() if i < len(texts) and texts[i]}
        if not self.own_form and (furniture := nobody(texts)):
            draft = Draft(self.sheet, [row.number], raw)
            draft.say(next(iter(raw), ""), furniture)
            yield draft
            return
        persons = persons_in_row(texts, self._index, self.mapping.persons)
        if isinstance(persons, Unreadable):
            draft = Draft(self.sheet, [row.number], raw)
            draft.say(self.mapping.persons.columns[0], persons)
            yield draft
            return
        for number, parts in enumerate(persons, start=1):
            draft = Draft(self.sheet, [row.number], raw)
            self._check_row(draft, row, texts)
            self._fill(draft, row, texts, parts)
            if not draft.values and not draft.entries and not draft.problems:
                self.dropped["row: nothing but missing values"] += 1
                continue
            self._add_what_the_row_leaves_out(draft, texts)
            self._own_id(draft, number)
            self._give_lines(draft)
            yield draft

    def _own_id(self, draft: Draft, number: int) -> None:
        """Persons of one row get ids of their own; an id that stood on an earlier row is a problem."""
        case_id = draft.values.get("hr_CaseId")
        if case_id is None:
            return
        own = str(case_id).removeprefix("uuid:")  # survey servers write it with and without
        own = f"{own}/{number}" if number > 1 else own
        draft.values["hr_CaseId"] = own
        if self.mapping.row_is == "service" or self.of_lines:
            return
        if self.seen_ids.add(own) > 1:
            fault = Unreadable(
                "case-id-twice",
                f"The case id “{own[:80]}” stands on an earlier row too.",
                "Give each case its own id, or map the table as one row per service.",
            )
            draft.say("", fault)

    def _check_row(self, draft: Draft, row: Row, texts: list[str]) -> None:
        """Faults of the row as a whole, and of cells that no reader looks at."""
        width = len(self.headers)
        if self.exact_width and len(texts) < width:
            draft.say("", _SHORT)
        if any(texts[width:]):
            draft.say("", _TOO_MANY_CELLS)
        for header, text in draft.raw.items():
            if "\x00" in text:
                draft.say(header, _NUL)
        for header, index in self._unmapped:
            if index in row.faults:
                draft.say(header, row.faults[index], fatal=False)

    def _fill(self, draft: Draft, row: Row, texts: list[str], parts: dict[int, str]) -> None:
        """Put what the mapped columns and the colours say into the draft; `parts` are one person's share."""
        for header, index, readers in self._readers:
            if index in row.faults:
                draft.say(header, row.faults[index])
                continue
            if index in parts:
                cell: Cell = parts[index]
                text = cell_text(cell)
            elif index < len(texts):
                cell, text = row.cells[index], texts[index]
            else:
                cell, text = None, ""
            for reader in readers:
                self._read(draft, header, cell, text, reader, self.doubts.get(index, NONE))
        for rule in self.mapping.colours:
            wanted = self._index.get(rule.column)
            filled = row.colours.get(wanted) if wanted is not None else None
            if filled == rule.colour or (not rule.column and rule.colour in row.colours.values()):
                self._constant(draft, rule.field, rule.value)

    def _add_what_the_row_leaves_out(self, draft: Draft, texts: list[str]) -> None:
        """Constants for fields that no cell gave, and the text of the columns that nobody mapped."""
        for field_id, text in self.mapping.constants.items():
            if not draft.holds(field_id):
                self._constant(draft, field_id, text)
        lines = [(header, texts[i]) for header, i in self._unmapped if i < len(texts) and texts[i]]
        if not self.mapping.keep_unmapped:
            for header, _ in lines:
                self.dropped[f"column: {header}"] += 1
        elif lines:
            draft.values["hr_Unmapped"] = "\n".join(f"{header}: {text}" for header, text in lines)

    def _give_lines(self, draft: Draft) -> None:
        """The lines of this case on other sheets. When it is refused they wait with it, and that is said."""
        lines = self.children.pop(str(draft.values.get("hr_CaseId", "")), [])
        if lines and any(problem.fatal for problem in draft.problems):
            draft.say("", _LINES_WAIT)
        for number, (kind, values) in enumerate(lines):
            draft.entries[(kind, 0, number)] = dict(values)

    def _read(
        self, draft: Draft, header: str, cell: Cell, text: str, reader: ColumnReader, doubts: Doubts
    ) -> None:
        if doubts.crosses and is_cross(text):
            settled = text.casefold() in reader.how.missing or text in reader.how.table
            if not settled:
                draft.say(header, _CROSS)
                return
        if reader.flag:
            self._flag(draft, header, text, reader)
            return
        kind = FIELDS[reader.field]
        how = (
            replace(reader.how, turned=True) if doubts.turned and not reader.how.as_they_stand else reader.how
        )
        found = read_value(kind, cell, how, today=self.today, text=text)
        if isinstance(found, Unreadable):
            draft.say(header, found)
            return
        if found.notice:
            draft.say(header, found.notice, fatal=False)
        if doubts.turned and isinstance(found.value, PartialDate) and isinstance(cell, date):
            # Should the row be sent back to mend, the doubt goes with it and comes back.
            draft.raw[header] = found.value.text
        if found.value is not None:
            if doubt := doubt_of(kind, cell, text):
                draft.say(header, doubt, fatal=not self.own_form)
            draft.put(reader.field, found.value, column=header, line=reader.line)

    def _flag(self, draft: Draft, header: str, text: str, reader: ColumnReader) -> None:
        if text.casefold() in reader.how.missing:
            return
        said = yes_no(text)
        if isinstance(said, Unreadable):
            draft.say(header, said)
        elif said.value:
            kind = FIELDS[reader.field]
            draft.put(reader.field, [reader.flag] if kind.type == "codes" else reader.flag, column=header)
        elif reader.no_to:
            draft.put(reader.no_to, [header], column=header)

    def _constant(self, draft: Draft, field_id: str, text: str) -> None:
        found = read_value(FIELDS[field_id], text, _NO_TABLE, today=self.today)
        if isinstance(found, Read) and found.value is not None:
            draft.put(field_id, found.value, column="")
        elif isinstance(found, Unreadable):
            draft.say("", found)


def _lines_without_case(sheet: str, case_id: str, count: int) -> Problem:
    why = f"{count} lines on other sheets belong to the case “{case_id[:80]}”, which is not on this sheet."
    mend = "Add the case, or correct hr_CaseId on the lines."
    return Problem(sheet, 0, "hr_CaseId", case_id[:200], "lines-without-case", why, mend)


def file_problem(sheet: str, code: str, why: str, mend: str) -> Problem:
    """A notice about a whole sheet or file."""
    return Problem(sheet, 0, "", "", code, why, mend, fatal=False)
