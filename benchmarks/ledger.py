"""What clients wrote down of their writes, and whether the database agrees with it.

Pure: no clock, no network, no database. A write is *known* when its answer came back and said that it was
done. When no answer came (a killed process, a time-out) it is *unknown*: it may be in or not in, never twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Edit:
    """A field of a case was changed from what the editor had before them to a value nobody else writes."""

    case: str
    field: str
    seen: str
    value: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    case: str
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan was written down, in words that nobody else writes."""

    case: str
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A step was recorded for a day, shown by a note that nobody else writes."""

    case: str
    kind: str
    day: str
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Opening:
    """A case was opened for a person of a name that nobody else writes; `case` where the answer named it."""

    name: str
    case: str = ""
    known: bool = True


NOT_SENT = "not sent"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file was brought in: what its import came to in the end, and the names in its rows."""

    run: str
    state: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Ledger:
    """All writes of all clients."""

    edits: list[Edit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    def cases(self) -> set[str]:
        """The cases that anything was written to."""
        written: list[Edit | Note | Step | Goal] = [*self.edits, *self.notes, *self.steps, *self.goals]
        named = {one.case for one in written}
        return named | {one.case for one in self.openings if one.case}

    def writes(self) -> list[Edit | Note | Step | Goal | Opening]:
        return [*self.edits, *self.notes, *self.steps, *self.goals, *self.openings]


@dataclass(frozen=True, slots=True)
class Found:
    """One case as the database has it.

    `steps`: per kind the day and the text of the note that it names as its source; `row`: per kind the day in
    the cascade's row; `events`: lines of the log about this case since the begin, by action.
    """

    version: int
    values: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    steps: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    row: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the comparison came to. `faults` are sentences; `unknown_in` of `unknown` writes got in."""

    faults: tuple[str, ...]
    known: int
    unknown: int
    unknown_in: int


def compare(
    ledger: Ledger, before: Mapping[str, Found], now: Mapping[str, Found], names: Mapping[str, int]
) -> Agreement:
    """Hold the ledger against the cases before and now, and against how often each new name is there.

    A case that is not in `before` was opened meanwhile: it began at version 1 with nothing in it.
    """
    check = _Check()
    edits: dict[str, list[Edit]] = defaultdict(list)
    lines: dict[str, list[Note | Step]] = defaultdict(list)
    for edit in ledger.edits:
        edits[edit.case].append(edit)
    for note in ledger.notes:
        lines[note.case].append(note)
    for step in ledger.steps:
        lines[step.case].append(step)
    goals: dict[str, list[Goal]] = defaultdict(list)
    for goal in ledger.goals:
        goals[goal.case].append(goal)
    for case in sorted(ledger.cases()):
        found = now.get(case)
        if found is None:
            check.fault(f"case {case}: written to, and not there")
            continue
        began = before.get(case, Found(1))
        changed = check.edits(case, edits[case], began, found)
        written = check.lines(case, lines[case], began, found)
        check.steps(case, [line for line in lines[case] if isinstance(line, Step)], found)
        set_down = check.goals(case, goals[case], began, found)
        check.log(case, "core:case:changed", changed, found)
        check.log(case, "protect:goal:added", set_down, found)
        check.log(case, "core:entry:added", written, found)
    for opening in ledger.openings:
        check.once(f"the case of {opening.name}", names.get(opening.name, 0), opening.known)
    for sheet in ledger.sheets:
        check.sheet(sheet, names)
    known = sum(one.known for one in ledger.writes())
    return Agreement(tuple(check.faults), known, len(ledger.writes()) - known, check.unknown_in)


class _Check:
    def __init__(self) -> None:
        self.faults: list[str] = []
        self.unknown_in = 0

    def fault(self, said: str) -> None:
        self.faults.append(said)

    def once(self, what: str, times: int, known: bool) -> None:
        """What is known is there once; what is unknown at most once."""
        if times > 1:
            self.fault(f"{what}: {times} times")
        elif known and not times:
            self.fault(f"{what}: acknowledged, and lost")
        elif times and not known:
            self.unknown_in += 1

    def edits(self, case: str, edits: Iterable[Edit], began: Found, found: Found) -> int:
        """Follow each field from its value now back to its value at the begin; return how many edits are in.

        Every edit names what it replaced, so those that are in form one chain. An edit that another overwrote
        without having seen it is not on the chain: it is a lost update.
        """
        by_field: dict[str, list[Edit]] = defaultdict(list)
        for edit in edits:
            by_field[edit.field].append(edit)
        applied = 0
        for name, some in by_field.items():
            of_value = {edit.value: edit for edit in some}
            value, first, on_chain = found.values.get(name, ""), began.values.get(name, ""), set()
            while value != first and value in of_value and value not in on_chain:
                on_chain.add(value)
                value = of_value[value].seen
            if value != first:
                self.fault(f"case {case}, {name}: leads back to “{value}”, which stood there neither")
            for edit in some:
                if edit.known and edit.value not in on_chain:
                    self.fault(
                        f"case {case}, {name}: “{edit.value}” was acknowledged, and overwritten unseen"
                    )
                self.unknown_in += edit.value in on_chain and not edit.known
            applied += len(on_chain)
        if found.version - began.version != applied:
            moved = found.version - began.version
            self.fault(f"case {case}: {applied} edits are in, and its version moved by {moved}")
        return applied

    def lines(self, case: str, lines: Iterable[Note | Step], began: Found, found: Found) -> int:
        """Each note once; return how many notes there are more than at the begin."""
        there = Counter(found.notes)
        for line in lines:
            self.once(f"case {case}, note “{line.text}”", there[line.text], line.known)
        return len(found.notes) - len(began.notes)

    def goals(self, case: str, goals: Iterable[Goal], began: Found, found: Found) -> int:
        """Each goal once; return how many goals there are more than at the begin."""
        there = Counter(found.goals)
        for goal in goals:
            self.once(f"case {case}, goal “{goal.text}”", there[goal.text], goal.known)
        return len(found.goals) - len(began.goals)

    def steps(self, case: str, steps: Iterable[Step], found: Found) -> None:
        """The step that stands is one that somebody recorded, with its day, and the cascade's row says so."""
        by_kind: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            by_kind[step.kind].append(step)
        for kind, some in by_kind.items():
            stands = found.steps.get(kind)
            if stands not in [(step.day, step.text) for step in some]:
                if any(step.known for step in some):
                    self.fault(f"case {case}, step {kind}: stands as {stands}, which nobody recorded")
            elif found.row.get(kind) != stands[0]:
                day = found.row.get(kind)
                self.fault(f"case {case}, step {kind}: on {stands[0]}, the cascade says {day}")

    def log(self, case: str, action: str, wanted: int, found: Found) -> None:
        """Each write that is in has its line in the log, and no line stands without one."""
        there = found.events.get(action, 0)
        if there != wanted:
            self.fault(f"case {case}: {wanted} writes are in, the log has {there} lines of {action}")

    def sheet(self, sheet: Sheet, names: Mapping[str, int]) -> None:
        there = [names.get(name, 0) for name in sheet.names]
        if sheet.state == "done":
            if set(there) != {1}:
                self.fault(f"import {sheet.run}: done, {there.count(1)} of {len(there)} rows are in once")
            return
        # One that was stopped keeps the chunks that are in, and goes on with the others.
        if sheet.state == NOT_SENT and any(there):
            self.fault(f"import {sheet.run}: {sheet.state}, and {sum(map(bool, there))} of its rows are in")
        elif max(there, default=0) > 1:
            self.fault(f"import {sheet.run}: {sheet.state}, and rows are in {max(there)} times")
