"""The mapping page's form: a mapping as fields, and what was typed as a mapping. One row of fields a column.

Names of fields: `field-3` is the target of the fourth column. Nothing here needs a script in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.cooperate.domain.guess import LIKELY, Guess
from handrail.cooperate.domain.mapping import ColourRule, ColumnReader, Mapping, PersonSplit
from handrail.cooperate.domain.values import MISSING, Reading
from handrail.core.cases.words import label_of
from handrail.core.catalogue import FIELDS

UNREAD, LEAVE_OUT = "", "-"
SEPARATORS = {"lines": "\n", "semicolon": ";", "comma": ",", "slash": "/", "ampersand": "&"}
MOST_SKIPS = 2
SAMPLES = 3

_SECTIONS = {
    "Person": _("Person"),
    "Person - Victim Context": _("What was done"),
    "Handrail": _("More, and the steps of the way"),
    "Case": _("Case"),
    "Referral Details": _("Referral"),
    "Consent": _("Consent"),
    "Case Comment": _("Note"),
    "Historic Trafficking Events": _("Event on the way (a line of its own)"),
    "Support Plan": _("Support (a line of its own)"),
    "Organization": _("Organisation involved (a line of its own)"),
    "Person - Perpetrator Context": _("Perpetrator (a line of its own)"),
}
# What a register nearly always has, at the top of the list.
_COMMON = (
    "hr_CaseId",
    "hr_FullName",
    "prs_FirstName",
    "prs_SecondName",
    "hr_NativeName",
    "hr_Sex",
    "hr_AgeAtDetection",
    "prs_Birthdate",
    "prs_Citizenship",
    "hr_DetectedOn",
    "hr_Province",
    "vic_TypeOfExploitation",
    "prs_MobilePhone",
    "cas_Status",
    "cco_CaseComment",
)


@dataclass(slots=True)
class Column:
    """One column of the file with what is known and chosen of it."""

    index: int
    header: str
    samples: list[str]
    target: str = UNREAD
    second: str = UNREAD
    confidence: float = 0.0
    order: str = ""
    era: str = "auto"
    as_they_stand: bool = False
    words: str = ""
    unknown: str = "refuse"
    group: bool = False
    split: bool = False
    identity: bool = False

    @property
    def likely(self) -> bool:
        return self.confidence >= LIKELY

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)

    @property
    def opened(self) -> bool:
        """Whether something in the part that is folded away is set."""
        return bool(
            self.words
            or self.second
            or self.order
            or self.era != "auto"
            or self.as_they_stand
            or self.unknown != "refuse"
        )


@dataclass(slots=True)
class Choice:
    """Everything chosen about a file: its shape, its columns, and what its colours mean."""

    sheet: str = ""
    header: str = "1"
    data_from: int = 0
    columns: list[Column] = field(default_factory=list)
    row_is: str = "case"
    separators: list[str] = field(default_factory=lambda: ["lines", "semicolon"])
    missing: str = ""
    keep_unmapped: bool = True
    colours: list[ColourRule] = field(default_factory=list)
    skips: list[tuple[str, str]] = field(default_factory=list)
    constants: dict[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def has_case_id(self) -> bool:
        return any(column.target == "hr_CaseId" for column in self.columns)

    @property
    def header_rows(self) -> tuple[int, ...]:
        rows = [int(part) for part in self.header.split(",") if part.strip().isdecimal()]
        return tuple(rows[:2]) or (1,)


def targets() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every field that a column can become, in groups, with its words."""
    groups = [(_now("Most often"), [(name, label_of(name)) for name in _COMMON])]
    for section, words in _SECTIONS.items():
        fields = [f for f in FIELDS.values() if f.section == section and f.id not in _COMMON]
        options = [(f.id, label_of(f.id)) for f in fields if f.id != "hr_Unmapped"]
        groups.append((str(words), options))
    return groups


# From a mapping to the form ----------------------------------------------------------------------------


def choice_of(
    mapping: Mapping, headers: Sequence[str], samples: Sequence[Sequence[str]], guesses: Iterable[Guess]
) -> Choice:
    """What the form shows for a mapping of these columns. `samples` are rows of data."""
    sure = {guess.header: guess for guess in guesses}
    columns = []
    for index, header in enumerate(headers):
        texts = list(dict.fromkeys(row[index] for row in samples if index < len(row) and row[index].strip()))
        column = Column(index, header, texts[:SAMPLES])
        guess = sure.get(header)
        column.confidence = guess.confidence if guess else 0.0
        _fill(column, mapping)
        columns.append(column)
    return Choice(
        sheet=mapping.sheet,
        header=",".join(map(str, mapping.header_rows)),
        data_from=mapping.data_from,
        columns=columns,
        row_is=mapping.row_is,
        separators=[name for name, sign in SEPARATORS.items() if sign in mapping.persons.separators],
        missing=", ".join(word for word in mapping.missing if word not in MISSING),
        keep_unmapped=mapping.keep_unmapped,
        colours=list(mapping.colours),
        skips=[(header, text) for header, texts in mapping.skip_rows.items() for text in texts][:MOST_SKIPS],
        constants=dict(mapping.constants),
        name="" if mapping.name in ("draft", "unnamed") else mapping.name,
    )


def _fill(column: Column, mapping: Mapping) -> None:
    column.group = column.header in mapping.group_by
    column.split = column.header in mapping.persons.columns
    column.identity = column.header in mapping.identity
    readers = mapping.columns.get(column.header, ())
    if not readers:
        column.target = LEAVE_OUT if column.header in mapping.ignore else UNREAD
        return
    first = readers[0]
    column.target, column.order, column.era = first.field, first.how.order or "", first.how.era
    column.unknown, column.as_they_stand = first.how.unknown, first.how.as_they_stand
    column.words = "\n".join(f"{text} = {'; '.join(codes or ())}" for text, codes in first.how.table.items())
    if len(readers) > 1:
        column.second = readers[1].field


# From the form to a mapping ----------------------------------------------------------------------------


def typed_choice(data: QueryDict, headers: Sequence[str], samples: Sequence[Sequence[str]]) -> Choice:
    """What was typed, whether it makes a mapping or not."""
    columns = []
    for index, header in enumerate(headers):
        texts = list(dict.fromkeys(row[index] for row in samples if index < len(row) and row[index].strip()))
        columns.append(
            Column(
                index,
                header,
                texts[:SAMPLES],
                target=_field(data.get(f"field-{index}", "")),
                second=_field(data.get(f"second-{index}", "")),
                order=data.get(f"order-{index}", ""),
                era=data.get(f"era-{index}", "auto"),
                as_they_stand=f"stand-{index}" in data,
                words=data.get(f"words-{index}", ""),
                unknown="skip" if data.get(f"unknown-{index}") == "skip" else "refuse",
                group=str(index) in data.getlist("group"),
                split=str(index) in data.getlist("split"),
                identity=str(index) in data.getlist("identity"),
            )
        )
    choice = Choice(columns=columns, sheet=data.get("sheet", ""), header=data.get("header", "1"))
    data_from = data.get("data_from", "").strip()
    choice.data_from = int(data_from) if data_from.isdecimal() and len(data_from) < 7 else 0
    choice.row_is = "service" if data.get("row_is") == "service" else "case"
    choice.separators = [name for name in SEPARATORS if name in data.getlist("separators")]
    choice.missing = data.get("missing", "")
    choice.keep_unmapped = "keep_unmapped" in data
    choice.colours = list(_colours(data, headers))
    choice.skips = [
        (data.get(f"skip-column-{n}", ""), data.get(f"skip-text-{n}", "").strip()) for n in range(MOST_SKIPS)
    ]
    choice.constants = {
        name: text for name in _CONSTANTS if (text := data.get(f"constant-{name}", "").strip())
    }
    choice.name = data.get("name", "").strip()
    return choice


_CONSTANTS = ("hr_Province", "hr_CountryOfExploitation", "hr_Source")


def _field(text: str) -> str:
    return text if text in FIELDS or text == LEAVE_OUT else UNREAD


def _colours(data: QueryDict, headers: Sequence[str]) -> Iterable[ColourRule]:
    for colour in data.getlist("colour"):
        target = _field(data.get(f"colour-field-{colour}", ""))
        value = data.get(f"colour-value-{colour}", "").strip()
        column = data.get(f"colour-column-{colour}", "")
        if target not in (UNREAD, LEAVE_OUT):
            yield ColourRule(colour, target, value, column if column in headers else "")


def mapping_of_choice(choice: Choice) -> Mapping:
    """The mapping that was chosen. It may still be refused: write it as a document and read that, which names
    every fault."""
    more = tuple(word for part in choice.missing.split(",") if (word := part.strip().casefold()))
    missing = (*MISSING, *more)
    signs = tuple(SEPARATORS[name] for name in choice.separators) or PersonSplit().separators
    split = tuple(column.header for column in choice.columns if column.split)
    skips: dict[str, tuple[str, ...]] = {}
    for header, text in choice.skips:
        if header and text:
            skips[header] = (*skips.get(header, ()), text)
    return Mapping(
        name=choice.name or "unnamed",
        columns={
            c.header: _readers(c, missing) for c in choice.columns if c.target not in (UNREAD, LEAVE_OUT)
        },
        sheet=choice.sheet,
        header_rows=choice.header_rows,
        data_from=choice.data_from,
        row_is="service" if choice.row_is == "service" else "case",
        group_by=tuple(c.header for c in choice.columns if c.group) if choice.row_is == "service" else (),
        identity=tuple(column.header for column in choice.columns if column.identity),
        constants=choice.constants,
        colours=tuple(choice.colours),
        persons=PersonSplit(split, signs) if split else PersonSplit(),
        ignore=tuple(column.header for column in choice.columns if column.target == LEAVE_OUT),
        skip_rows=skips,
        keep_unmapped=choice.keep_unmapped,
        missing=missing,
    )


def says_all(choice: Choice, mapping: Mapping) -> bool:
    """Whether the form holds everything that the mapping says of these columns; a file can say more."""
    again = mapping_of_choice(choice)
    headers = {column.header for column in choice.columns}
    return (
        all(_alike(again.columns.get(name, ()), readers) for name, readers in mapping.columns.items())
        and set(again.ignore)
        == {name for name in mapping.ignore if name in headers and name not in mapping.columns}
        and set(again.missing) == {*MISSING, *mapping.missing}
        and again.persons == mapping.persons
        and again.skip_rows == mapping.skip_rows
        and set(mapping.constants) <= set(_CONSTANTS)
        and not mapping.optional
    )


def _alike(ours: tuple[ColumnReader, ...], theirs: tuple[ColumnReader, ...]) -> bool:
    """Whether readers do the same; the form gives every column the same words for nothing known."""
    return len(ours) == len(theirs) and all(
        replace(one, how=replace(one.how, missing=()))
        == replace(other, how=replace(other.how, missing=(), table=dict(other.how.table)))
        and set(one.how.missing) >= set(other.how.missing)
        for one, other in zip(ours, theirs, strict=True)
    )


def _readers(column: Column, missing: tuple[str, ...]) -> tuple[ColumnReader, ...]:
    how = Reading(
        era=column.era if column.era in ("auto", "ce", "be") else "auto",  # type: ignore[arg-type]
        order=column.order if column.order in ("dmy", "mdy", "ymd") else None,  # type: ignore[arg-type]
        missing=missing,
        table=_table(column.words),
        unknown=column.unknown,
        as_they_stand=column.as_they_stand,
    )
    readers = [ColumnReader(column.target, how)]
    if column.second not in (UNREAD, LEAVE_OUT, column.target):
        # A second target takes what it understands; the first one answers for what nobody understands.
        readers.append(ColumnReader(column.second, Reading(missing=missing, unknown="skip")))
    return tuple(readers)


def _table(words: str) -> dict[str, tuple[str, ...] | None]:
    """Lines "their word = our word" as a table; nothing behind the sign means: says nothing."""
    table: dict[str, tuple[str, ...] | None] = {}
    for line in words.splitlines():
        text, sign, meant = line.partition("=")
        if sign and text.strip():
            codes = tuple(part.strip() for part in meant.split(";") if part.strip())
            table[text.strip()] = codes or None
    return table
