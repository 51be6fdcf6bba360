"""The published snapshot: a fixed menu of tables over whole quarters, the same bytes for the same counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from handrail.measure.domain.cohort import in_natural_order
from handrail.measure.domain.suppression import Block, Hidden, Mask, Rule, hide, hide_totals

FORMAT = "handrail-snapshot-1"
OTHER = "other"
TOTAL = "total"
# Where a person stood when the deadline passed, in the order shown. They add up.
OUTCOMES_SHOWN: tuple[str, ...] = ("in_time", "missed", "choice", "ended", "not_due")
GAP_AND_REST: tuple[str, ...] = ("missed", "rest")
FIXED: Mapping[str, tuple[str, ...]] = {"outcome": OUTCOMES_SHOWN, "missed": GAP_AND_REST}

Counts = Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Menu:
    """Which tables are published, of whom, and under which rule."""

    rule: Rule
    fold: frozenset[str]
    people_one: tuple[str, ...]
    people_two: tuple[tuple[str, str], ...]
    steps_one: tuple[str, ...]
    steps_two: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Universe:
    """The same people counted in several ways: by one variable, and by two."""

    id: str
    one: Mapping[str, Counts]
    two: Mapping[tuple[str, str], Counts]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as everybody sees it: `cells` has a last row and column of totals; None is hidden."""

    id: str
    of: str
    rows: str
    columns: str
    row_values: tuple[str, ...]
    column_values: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]


def last_whole_quarter(today: date) -> tuple[str, date]:
    """Return the last quarter that is over, and its last day."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    return f"{last.year}Q{(last.month - 1) // 3 + 1}", last


def tables(universe: Universe, rule: Rule, fold: frozenset[str]) -> list[Table]:
    """Return every table of a universe. What one variable hides stays hidden wherever it is a total."""
    values = {name: _values(name, counts, rule, name in fold) for name, counts in universe.one.items()}
    lines = {name: _line(counts, values[name]) for name, counts in universe.one.items()}
    hidden = {name: hide_totals(line, rule, keep=_keep(name)) for name, line in lines.items()}
    if "outcome" in hidden:
        # The gap's total is the same number in both; who lacks it lacks the rest too.
        lost = bool(hidden["outcome"][OUTCOMES_SHOWN.index("missed")])
        values["missed"], hidden["missed"] = GAP_AND_REST, np.array([lost, lost])
    made = [_one(universe.id, name, values[name], lines[name], hidden[name], rule) for name in universe.one]
    for (rows, columns), counts in universe.two.items():
        block = _block(counts, values[rows], values[columns])
        found = hide(block, rule, rows=hidden[rows], columns=hidden[columns])
        made.append(_two(universe.id, (rows, columns), (values[rows], values[columns]), block, found, rule))
    return made


def _keep(name: str) -> frozenset[int]:
    return frozenset({OUTCOMES_SHOWN.index("missed")}) if name == "outcome" else frozenset()


def _values(name: str, counts: Counts, rule: Rule, fold: bool) -> tuple[str, ...]:
    if name in FIXED:
        return FIXED[name]
    kept = sorted(
        (key[0] for key, count in counts.items() if not fold or not rule.small(count)), key=in_natural_order
    )
    if fold and any(rule.small(count) for count in counts.values()):
        return (*(value for value in kept if value != OTHER), OTHER)
    return tuple(kept)


def _line(counts: Counts, values: tuple[str, ...]) -> Block:
    line = np.zeros(len(values), dtype=np.int64)
    for (value,), count in counts.items():
        line[_place(value, values)] += count
    return line


def _block(counts: Counts, rows: tuple[str, ...], columns: tuple[str, ...]) -> Block:
    block = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for (row, column), count in counts.items():
        block[_place(row, rows), _place(column, columns)] += count
    return block


def _place(value: str, values: tuple[str, ...]) -> int:
    return values.index(value if value in values else OTHER)


def _one(of: str, name: str, values: tuple[str, ...], line: Block, hidden: Mask, rule: Rule) -> Table:
    total = int(line.sum())
    cells = [(_shown(int(n), bool(h), rule),) for n, h in zip(line, hidden, strict=True)]
    cells.append((_shown(total, rule.small(total), rule),))
    return Table(f"{of}-by-{name}", of, name, "", values, (), tuple(cells))


def _two(
    of: str,
    names: tuple[str, str],
    values: tuple[tuple[str, ...], tuple[str, ...]],
    block: Block,
    hidden: Hidden,
    rule: Rule,
) -> Table:
    rows = [
        (
            *(_shown(int(block[i, j]), bool(hidden.cells[i, j]), rule) for j in range(block.shape[1])),
            _shown(int(block[i].sum()), bool(hidden.rows[i]), rule),
        )
        for i in range(block.shape[0])
    ]
    rows.append(
        (
            *(_shown(int(block[:, j].sum()), bool(hidden.columns[j]), rule) for j in range(block.shape[1])),
            _shown(int(block.sum()), hidden.total, rule),
        )
    )
    return Table(f"{of}-by-{names[0]}-and-{names[1]}", of, *names, *values, tuple(rows))


def _shown(count: int, hidden: bool, rule: Rule) -> int | None:
    return None if hidden else rule.rounded(count)


def snapshot_bytes(
    made: Sequence[Table], *, rule: Rule, as_of: date, first: str, last: str, deadlines: Mapping[str, int]
) -> bytes:
    """Return the snapshot as it is stored and served: the same bytes for the same tables, whoever asks."""
    document = {
        "format": FORMAT,
        "as_of": as_of.isoformat(),
        "first_quarter": first,
        "last_quarter": last,
        "threshold": rule.threshold,
        "rounded_to": rule.base,
        "deadline_days": dict(sorted(deadlines.items())),
        "tables": [
            {
                "id": table.id,
                "of": table.of,
                "rows": table.rows,
                "columns": table.columns,
                "row_values": [*table.row_values, TOTAL],
                "column_values": [*table.column_values, TOTAL],
                "cells": table.cells,
            }
            for table in sorted(made, key=lambda table: table.id)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
