"""A value is the same cell from either database, and comes back as it was."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.backup.domain.cells import from_cell, to_cell
from handrail.core.backup.domain.rows import Content, line_of, rows_in

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-3, minutes=-30))])


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=ZONES))
def test_a_moment_is_one_cell_however_it_is_kept(moment: datetime) -> None:
    as_sqlite = str(moment.astimezone(UTC).replace(tzinfo=None))
    cell = to_cell("moment")(moment)
    assert cell == to_cell("moment")(as_sqlite)
    assert from_cell("moment", "sqlite")(cell) == as_sqlite
    assert datetime.fromisoformat(str(from_cell("moment", "postgresql")(cell))) == moment


@given(st.uuids())
def test_an_id_is_one_cell_however_it_is_kept(id: UUID) -> None:
    cell = to_cell("uuid")(id)
    assert cell == to_cell("uuid")(id.hex) == str(id)
    assert from_cell("uuid", "sqlite")(cell) == id.hex


@given(st.binary())
def test_bytes_come_back(content: bytes) -> None:
    cell = to_cell("bytes")(memoryview(content))
    assert from_cell("bytes", "sqlite")(cell) == from_cell("bytes", "postgresql")(cell) == content


@given(JSON)
def test_json_is_one_cell_in_whatever_order_its_keys_are_kept(value: object) -> None:
    cell = to_cell("json")(json.dumps(value))
    shuffled = json.dumps(value, sort_keys=True, indent=2)
    assert cell == to_cell("json")(shuffled)
    assert json.loads(str(from_cell("json", "sqlite")(cell))) == value


def test_a_large_number_that_postgresql_writes_out_is_the_same_cell() -> None:
    assert to_cell("json")("[1e22]") == to_cell("json")("[10000000000000000000000]")


def test_nothing_and_a_json_null_are_two_things() -> None:
    assert to_cell("json")(None) is None
    assert to_cell("json")("null") == "null"


@pytest.mark.parametrize(
    ("code", "value", "cell"),
    [
        ("decimal:2", 3, "3.00"),
        ("decimal:2", 3.1, "3.10"),
        ("decimal:2", Decimal("3.10"), "3.10"),
        ("day", "2026-03-02", "2026-03-02"),
        ("day", date(2026, 3, 2), "2026-03-02"),
        ("bool", 1, True),
        ("micros", timedelta(seconds=2), 2_000_000),
        ("micros", 2_000_000, 2_000_000),
        ("bytes", b"\x00\xff", base64.b64encode(b"\x00\xff").decode()),
    ],
)
def test_a_value_has_its_cell(code: str, value: object, cell: object) -> None:
    assert to_cell(code)(value) == cell
    assert to_cell(code)(None) is None


ROWS = st.lists(
    st.lists(st.none() | st.booleans() | st.integers() | TEXT, min_size=2, max_size=2), max_size=6
)


@given(ROWS)
def test_rows_come_back_from_their_lines(rows: list[list[object]]) -> None:
    assert rows_in(b"".join(line_of(row) for row in rows)) == rows  # type: ignore[arg-type]


@given(ROWS, st.randoms())
def test_the_digest_does_not_depend_on_the_order_and_notices_a_row_less(
    rows: list[list[object]], random: object
) -> None:
    def digest(some: list[list[object]]) -> tuple[int, str]:
        content = Content()
        content.add(line_of(row) for row in some)  # type: ignore[arg-type]
        return content.rows, content.digest

    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert digest(shuffled) == digest(rows)
    assert digest([*rows, [1, "more"]]) != digest(rows)
