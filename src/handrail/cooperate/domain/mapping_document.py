"""Reading a mapping from YAML or JSON text, with every fault named by line and key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from handrail.cooperate.domain.document import Document, Node
from handrail.cooperate.domain.mapping import (
    ALL_SHEETS,
    FORMAT,
    ColourRule,
    ColumnReader,
    Mapping,
    MappingRefused,
    PersonSplit,
    RowIs,
)
from handrail.cooperate.domain.values import MISSING, SEPARATORS, Reading
from handrail.core.catalogue import CODELISTS, FIELDS, Field
from handrail.core.catalogue.codelists import match_key
from handrail.core.dates.partial import Era, Order

LAST_HEADER_ROW = 50
_KEYS = (
    "handrail-mapping name sheet header data_from row_is group_by identity constants colours persons ignore"
    " skip_rows keep_unmapped missing columns defaults match_headers optional"
)
KNOWN_KEYS = tuple(_KEYS.split())
COLUMN_KEYS = (
    "field",
    "era",
    "order",
    "separators",
    "missing",
    "values",
    "unknown",
    "flag",
    "no_to",
    "line",
    "as_they_stand",
)


def read_mapping(text: str) -> Mapping:
    """The mapping that a document describes. Raises MappingRefused with all its faults."""
    document = Document.parse(text)
    mapping = _MappingReader(document).mapping()
    if document.problems:
        raise MappingRefused(tuple(document.problems))
    return mapping


@dataclass(frozen=True, slots=True)
class _MappingReader:
    """Reads the parts of a mapping; faults gather in the document."""

    document: Document

    def _field(self, node: Node, name: str) -> Field | None:
        found = FIELDS.get(name) or next(
            (f for f in FIELDS.values() if match_key(f.id) == match_key(name)), None
        )
        if found is None:
            self.document.say(
                node, f"There is no field “{name}”.", "Use an id of the catalogue, such as hr_FullName."
            )
        return found

    def _code(self, node: Node, kind: Field, text: str) -> str:
        if not kind.codelist:
            return text
        code = CODELISTS[kind.codelist].match(text)
        if code is None:
            self.document.say(
                node, f"“{text}” is no code of {kind.id}.", f"Use a code of the list {kind.codelist}."
            )
        return code or ""

    def mapping(self) -> Mapping:
        top = self.document.entries(self.document.root)
        if self.document.text(top.get("handrail-mapping")) != FORMAT:
            self.document.say(
                self.document.root,
                "The first line must say which form this is.",
                f"Write handrail-mapping: {FORMAT}",
            )
        self.document.only_keys(self.document.root, KNOWN_KEYS)
        missing = tuple(m.casefold() for m in self.document.texts(top.get("missing"), MISSING))
        defaults = self._reading(
            top.get("defaults"), Reading(missing=tuple(dict.fromkeys(("", *missing)))), None
        )
        columns = {
            " ".join(name.split()): self._column(node, defaults)
            for name, node in self.document.entries(top.get("columns")).items()
        }
        if not columns:
            self.document.say(
                top.get("columns", self.document.root),
                "No column is mapped.",
                "Map at least one under columns:",
            )
        mapping = Mapping(
            name=self.document.text(top.get("name"), "unnamed"),
            columns=columns,
            sheet=self.document.text(top.get("sheet")),
            header_rows=self._header(top.get("header")),
            data_from=self.document.number(top.get("data_from"), 0),
            row_is=cast(RowIs, self.document.choice(top.get("row_is"), ("case", "service"), "case")),
            group_by=self.document.texts(top.get("group_by")),
            identity=self.document.texts(top.get("identity")),
            constants=self._constants(top.get("constants")),
            colours=self._colours(top.get("colours")),
            persons=self._persons(top.get("persons")),
            ignore=self.document.texts(top.get("ignore")),
            skip_rows={
                k: self.document.texts(v) for k, v in self.document.entries(top.get("skip_rows")).items()
            },
            keep_unmapped=self.document.true_or_false(top.get("keep_unmapped"), True),
            missing=defaults.missing,
            match_headers=self.document.texts(top.get("match_headers")),
            optional=self.document.texts(top.get("optional")),
        )
        self._check_names(top, mapping)
        return mapping

    def _check_names(self, top: dict[str, Node], mapping: Mapping) -> None:
        if mapping.row_is == "service" and not mapping.group_by:
            self.document.say(
                top["row_is"],
                "Rows that are services need columns that tell the cases apart.",
                "Set group_by.",
            )
        if mapping.row_is == "service" and mapping.sheet == ALL_SHEETS:
            self.document.say(
                top["sheet"],
                "Rows that are services are gathered on one sheet only.",
                "Name the sheet, and import the sheets one after the other.",
            )
        if mapping.data_from and mapping.data_from <= max(mapping.header_rows, default=0):
            self.document.say(
                top["data_from"], "The data begin inside the header.", "Give the first row below the header."
            )
        for key in ("group_by", "identity"):
            for name in self.document.texts(top.get(key)):
                if name not in mapping.columns:
                    self.document.say(top[key], f"“{name}” is not under columns.", "Map this column too.")
        for name in mapping.persons.columns:
            if name not in mapping.columns:
                self.document.say(top["persons"], f"“{name}” is not under columns.", "Map this column too.")

    def _header(self, node: Node | None) -> tuple[int, ...]:
        if node is None:
            return (1,)
        items = node.value if isinstance(node.value, list) else [node]
        rows = tuple(self.document.number(item, 1) for item in items)
        if (
            not 1 <= len(rows) <= 2
            or not 0 < max(rows) <= LAST_HEADER_ROW
            or 0 in rows
            or list(rows) != sorted(set(rows))
        ):
            self.document.say(
                node,
                f"The header is one or two of the first {LAST_HEADER_ROW} rows.",
                "Write header: 1 or header: [1, 2]",
            )
            return (1,)
        return rows

    def _column(self, node: Node, defaults: Reading) -> tuple[ColumnReader, ...]:
        items = node.value if isinstance(node.value, list) else [node]
        readers = [self._reader(item, defaults) for item in items]
        return tuple(reader for reader in readers if reader is not None)

    def _reader(self, node: Node, defaults: Reading) -> ColumnReader | None:
        if isinstance(node.value, str):
            kind = self._field(node, node.value)
            return ColumnReader(kind.id, defaults) if kind else None
        entries = self.document.entries(node)
        self.document.only_keys(node, COLUMN_KEYS)
        if "field" not in entries:
            self.document.say(node, "The column has no field.", "Write field: and an id of the catalogue.")
            return None
        kind = self._field(entries["field"], self.document.text(entries["field"]))
        if kind is None:
            return None
        flag = self.document.text(entries.get("flag"))
        if flag:
            flag = self._code(entries["flag"], kind, flag)
        no_to = self.document.text(entries.get("no_to"))
        if no_to:
            self._field(entries["no_to"], no_to)
        return ColumnReader(
            kind.id,
            self._reading(node, defaults, kind),
            flag,
            no_to,
            self.document.number(entries.get("line"), 1),
        )

    def _reading(self, node: Node | None, base: Reading, kind: Field | None) -> Reading:
        entries = self.document.entries(node)
        era = self.document.choice(entries.get("era"), ("auto", "ce", "be"), base.era)
        order = self.document.choice(entries.get("order"), ("", "dmy", "mdy", "ymd"), base.order or "")
        separators = "".join(self.document.texts(entries.get("separators"))) or base.separators or SEPARATORS
        missing = tuple(m.casefold() for m in self.document.texts(entries.get("missing"))) or base.missing
        as_they_stand = self.document.true_or_false(entries.get("as_they_stand"), base.as_they_stand)
        unknown = self.document.choice(entries.get("unknown"), ("refuse", "skip"), base.unknown)
        table: dict[str, tuple[str, ...] | None] = {}
        if kind is not None:
            for text, meant in self.document.entries(entries.get("values")).items():
                codes = tuple(self._code(meant, kind, t) for t in self.document.texts(meant) if t)
                table[text] = codes or None
        return Reading(
            cast(Era, era),
            cast("Order | None", order or None),
            separators,
            missing,
            table,
            unknown,
            as_they_stand,
        )

    def _constants(self, node: Node | None) -> dict[str, str]:
        constants = {}
        for name, value in self.document.entries(node).items():
            kind = self._field(value, name)
            if kind is not None:
                constants[kind.id] = self._code(value, kind, self.document.text(value))
        return constants

    def _colours(self, node: Node | None) -> tuple[ColourRule, ...]:
        if node is None:
            return ()
        rules = []
        for item in node.value if isinstance(node.value, list) else [node]:
            entries = self.document.entries(item)
            self.document.only_keys(item, ("colour", "field", "value", "column"))
            colour = self.document.text(entries.get("colour")).removeprefix("#").upper()
            if len(colour) != 6 or any(c not in "0123456789ABCDEF" for c in colour):
                self.document.say(
                    item, f"“{colour}” is not a colour.", "Write six hexadecimal digits, such as FFFF00."
                )
            kind = self._field(item, self.document.text(entries.get("field")))
            if kind is not None:
                value = self._code(item, kind, self.document.text(entries.get("value")))
                rules.append(ColourRule(colour, kind.id, value, self.document.text(entries.get("column"))))
        return tuple(rules)

    def _persons(self, node: Node | None) -> PersonSplit:
        entries = self.document.entries(node)
        if node is not None:
            self.document.only_keys(node, ("split", "separators"))
        separators = self.document.texts(entries.get("separators"), PersonSplit().separators)
        return PersonSplit(self.document.texts(entries.get("split")), separators)
