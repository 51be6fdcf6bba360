"""A record while it is put together from the cells of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handrail.cooperate.domain.records import IncomingRecord, Problem, RefusedRow, Value
from handrail.cooperate.domain.values import Unreadable
from handrail.core.catalogue import FIELDS
from handrail.core.dates import Age, PartialDate, age_between
from handrail.core.milestones.domain.stages import Stage

MILESTONE_FIELDS = {stage.value: f"hr_{stage.value.capitalize()}On" for stage in Stage} | {
    "ended": "hr_ClosedOn",
    "declined_assistance": "hr_DeclinedAssistanceOn",
    "declined_justice": "hr_DeclinedJusticeOn",
}
# Where no column says when the person was detected, the nearest day that the file has stands for it.
DETECTED_INSTEAD = ("hr_RegisteredOn", "cas_IncomingReferralDate")


@dataclass(slots=True)
class Draft:
    """What the rows of one record have given so far. Entries are kept by (kind, row, line)."""

    sheet: str
    rows: list[int]
    raw: dict[str, str]
    values: dict[str, Value] = field(default_factory=dict)
    entries: dict[tuple[str, int, int], dict[str, Value]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def say(self, column: str, fault: Unreadable, *, fatal: bool = True, row: int = 0) -> None:
        """Note a problem at this draft's first row, or at `row`."""
        self.problems.append(
            Problem(
                self.sheet,
                row or self.rows[0],
                column,
                self.raw.get(column, "")[:200],
                fault.code,
                fault.why,
                fault.mend,
                fatal,
            )
        )

    def put(self, field_id: str, value: Value, *, column: str, line: int = 1) -> None:
        """Add a value: codes are joined, texts follow each other, anything else must not contradict."""
        kind = FIELDS[field_id]
        place = "party" if kind.on == "party" else kind.entry_kind
        where = self.entries.setdefault((place, self.rows[-1], line), {}) if place else self.values
        there = where.get(field_id)
        if there is None:
            where[field_id] = value
        elif isinstance(there, list) and isinstance(value, list):
            where[field_id] = there + [code for code in value if code not in there]
        elif there == value:
            return
        elif kind.type in ("text", "long_text"):
            where[field_id] = f"{there}{chr(10) if kind.type == 'long_text' else ' '}{value}"
        else:
            fault = Unreadable(
                "columns-disagree",
                f"Two columns give different values for “{kind.label}”.",
                "Keep the right one and empty the other.",
            )
            self.say(column, fault)

    def holds(self, field_id: str) -> bool:
        """Whether any column gave this field a value."""
        return field_id in self.values or any(field_id in values for values in self.entries.values())

    def take_in(self, other: Draft) -> None:
        """Join another row of the case: its entries are added, what is said of the case must agree."""
        for field_id, value in other.values.items():
            there = self.values.get(field_id)
            if isinstance(there, list) and isinstance(value, list):
                self.values[field_id] = there + [code for code in value if code not in there]
            elif there is None or field_id == "hr_Unmapped":
                self.values[field_id] = value if there is None else f"{there}\n{value}"
            elif there != value:
                fault = Unreadable(
                    "rows-disagree",
                    f"The rows of one case differ in “{FIELDS[field_id].label}”.",
                    f"Write the same in rows {self.rows[0]} and {other.rows[0]}, or part the cases.",
                )
                self.say("", fault, row=other.rows[0])
        self.rows += other.rows
        self.entries |= other.entries
        self.problems += other.problems
        for header, text in other.raw.items():
            there_text = self.raw.get(header, "")
            if text not in there_text.split("\n"):
                self.raw[header] = f"{there_text}\n{text}" if there_text else text

    def finish(
        self, identity: tuple[str, ...], today: date, *, of_lines: bool = False
    ) -> IncomingRecord | RefusedRow:
        """The record, or the refusal when any problem is fatal. Lines of a case have no milestones."""
        milestones = {} if of_lines else self._milestones()
        if of_lines:
            self._check_line()
        else:
            self._check(milestones, today)
        fatal = tuple(problem for problem in self.problems if problem.fatal)
        if fatal:
            return RefusedRow(self.sheet, tuple(self.rows), dict(self.raw), fatal)
        entries = tuple((kind, values) for (kind, _, _), values in self.entries.items())
        return IncomingRecord(
            self.sheet, tuple(self.rows), dict(self.values), entries, milestones, dict(self.raw), identity
        )

    def _milestones(self) -> dict[str, PartialDate]:
        found = {}
        for kind, field_id in MILESTONE_FIELDS.items():
            value = self.values.get(field_id)
            if isinstance(value, PartialDate):
                found[kind] = value
        if "detected" not in found:
            for instead in DETECTED_INSTEAD:
                value = self.values.get(instead)
                if isinstance(value, PartialDate):
                    found["detected"] = value
                    self.say("", _DETECTED_BY[instead], fatal=False)
                    break
            else:
                self.say("", _NOT_DETECTED, fatal=False)
        return found

    def _check_line(self) -> None:
        if "hr_CaseId" not in self.values:
            fault = Unreadable(
                "case-not-named",
                "The line does not say of which case it is.",
                "Fill the column of the case id (hr_CaseId).",
            )
            self.say("", fault)

    def _check(self, milestones: dict[str, PartialDate], today: date) -> None:
        birth = self.values.get("prs_Birthdate")
        detected = milestones.get("detected", PartialDate.exact(today))
        if isinstance(birth, PartialDate) and birth.earliest > detected.latest:
            fault = Unreadable(
                "birth-after-detection",
                f"The birth date ({birth.text}) is after the day of detection ({detected.text}).",
                "Check both dates, and the era that they are written in.",
            )
            self.say("", fault)
        elif isinstance(birth, PartialDate) and isinstance(age := self.values.get("hr_AgeAtDetection"), Age):
            by_birth = age_between(birth, detected)
            if by_birth.low > age.high + 1 or by_birth.high < age.low - 1:
                self.say("", _two_ages(age, by_birth, birth), fatal=False)
        if "hr_ClosedBecause" in self.values and "ended" not in milestones:
            self.say("", _NO_CLOSING_DAY, fatal=False)


def _two_ages(age: Age, by_birth: Age, birth: PartialDate) -> Unreadable:
    return Unreadable(
        "age-and-birth-differ",
        f"The age ({age.text}) is not that of somebody born {birth.text}, who was {by_birth.text} then."
        " Both are kept.",
        "Check both, and the era of the birth date. Forged papers make an age as well:"
        " what is right is for you to say.",
    )


_DETECTED_BY = {
    name: Unreadable(
        f"detected-from-{name}",
        f"No column gives the day of detection; “{FIELDS[name].label}” stands for it.",
        "Add a column that means “Detected on” (hr_DetectedOn), if you have it.",
    )
    for name in DETECTED_INSTEAD
}
_NOT_DETECTED = Unreadable(
    "detected-unknown",
    "Nothing says when this person was detected.",
    "Add a column that means “Detected on” (hr_DetectedOn); a year is enough.",
)
_NO_CLOSING_DAY = Unreadable(
    "closed-without-day",
    "The record says why it was closed, but not when; the cascade cannot count it.",
    "Add a column that means “Closed on” (hr_ClosedOn); a year is enough.",
)
# Notices that would say the same on every row of a file: said once.
ONCE = frozenset({_NOT_DETECTED.code, _NO_CLOSING_DAY.code, *(f.code for f in _DETECTED_BY.values())})
