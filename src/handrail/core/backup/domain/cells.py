"""How one value of a table is written in a backup, whichever database it comes from or goes to. Pure.

A cell is what JSON holds: null, true, a number or a text. Both databases give the same cell for the same
value, so that the tables of two databases can be compared by their rows.

| code | cell |
| --- | --- |
| int, real, bool, text | as it is |
| uuid | text with hyphens |
| moment | UTC, six digits of a second, a Z |
| day, time, micros | ISO 8601; a duration as microseconds |
| decimal:N | text with N decimals |
| bytes | base64 |
| json | its text, keys in order: so a JSON null and nothing at all stay two things |
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

Cell = str | int | float | bool | None
ToCell = Callable[[Any], Cell]
FromCell = Callable[[Any], Any]

CODES = frozenset({"int", "real", "bool", "text", "uuid", "moment", "day", "time", "micros", "bytes", "json"})


def is_code(code: str) -> bool:
    return code in CODES or (code.startswith("decimal:") and code[8:].isdigit())


def to_cell(code: str) -> ToCell:
    """Return the function that makes cells of a column's values, as either database's driver gives them."""
    make = _decimal(int(code[8:])) if code.startswith("decimal:") else _TO_CELL[code]
    return lambda value: None if value is None else make(value)


def from_cell(code: str, vendor: str) -> FromCell:
    """Return the function that makes of a cell what the driver of a database takes for that column."""
    special = (_FOR_SQLITE if vendor == "sqlite" else _FOR_POSTGRESQL).get(code)
    if special is None:
        return lambda cell: cell
    return lambda cell: None if cell is None else special(cell)


def _moment(value: Any) -> str:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return str(value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")).rjust(27, "0")


def _day(value: Any) -> str:
    return value if isinstance(value, str) else date.isoformat(value)


def _time(value: Any) -> str:
    return time.isoformat(time.fromisoformat(value) if isinstance(value, str) else value)


def _micros(value: Any) -> int:
    return value // timedelta(microseconds=1) if isinstance(value, timedelta) else int(value)


def _decimal(places: int) -> ToCell:
    unit = Decimal(1).scaleb(-places)
    return lambda value: str(Decimal(str(value)).quantize(unit))


def _json(value: Any) -> str:
    held = json.loads(value) if isinstance(value, str | bytes) else value
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if "e+" in text:
        # PostgreSQL writes a large number in full, and gives it back as a whole one.
        text = json.dumps(_whole(held), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_whole(held) for held in value]
    large = isinstance(value, float) and value.is_integer() and abs(value) >= 1e16
    return int(value) if large else value


_TO_CELL: dict[str, ToCell] = {
    "int": int,
    "real": float,
    "bool": bool,
    "text": str,
    "uuid": lambda value: str(value if isinstance(value, UUID) else UUID(value)),
    "moment": _moment,
    "day": _day,
    "time": _time,
    "micros": _micros,
    "bytes": lambda value: base64.b64encode(value).decode("ascii"),
    "json": _json,
}


def _sqlite_moment(cell: str) -> str:
    return str(datetime.fromisoformat(cell).replace(tzinfo=None))


_FOR_SQLITE: dict[str, FromCell] = {
    "bool": int,
    "uuid": lambda cell: cell.replace("-", ""),
    "moment": _sqlite_moment,
    "bytes": base64.b64decode,
    "json": lambda cell: json.dumps(json.loads(cell)),
}
_FOR_POSTGRESQL: dict[str, FromCell] = {
    "micros": lambda cell: timedelta(microseconds=cell),
    "bytes": base64.b64decode,
}
