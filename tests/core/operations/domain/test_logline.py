"""A line of the log says what is on the list, and nothing that somebody typed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.operations.domain.logline import FACTS, UNNAMED, allowed, event_of, line, place_of

MARKER = "Qwertzamali"


@given(st.dictionaries(st.sampled_from([*FACTS, "name", "query", "account"]), st.text()))
def test_a_fact_that_does_not_look_as_it_should_is_left_out(said: dict[str, str]) -> None:
    for name, value in allowed(said).items():
        assert name in FACTS
        assert FACTS[name].fullmatch(str(value))


@pytest.mark.parametrize("name", [*FACTS, "note", "message"])
@pytest.mark.parametrize("text", [MARKER, f"/cases/?q={MARKER}", f"{MARKER} ", f"ok\n{MARKER}"])
def test_a_name_gets_into_no_fact(name: str, text: str) -> None:
    assert MARKER not in json.dumps(allowed({name: text}))


def test_an_event_is_a_code_and_never_a_sentence() -> None:
    assert event_of("seal-failed") == "seal-failed"
    for text in (f"cannot save {MARKER}", MARKER, "", "Two Words", "a" * 61):
        assert event_of(text) == UNNAMED


def test_a_line_says_when_where_and_how_long() -> None:
    said: dict[str, Any] = {"method": "GET", "path": "/cases/<uuid:case_id>/", "status": 200, "ms": 12}
    document = line(at=0, level="INFO", logger="handrail.x", event="done", facts=said, error=None)
    assert document == {
        "at": "1970-01-01T00:00:00.000Z",
        "level": "info",
        "logger": "handrail.x",
        "event": "done",
        **said,
    }


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/home/mali/handrail/src/handrail/core/x.py", "handrail/core/x.py:3 f"),
        ("/srv/v/lib/python3/site-packages/django/db.py", "django/db.py:3 f"),
        (r"C:\Users\mali\h\src\handrail\x.py", "handrail/x.py:3 f"),
        ("/home/mali/notes.py", "notes.py:3 f"),
    ],
)
def test_a_place_in_the_code_names_no_folder_of_the_machine(file: str, place: str) -> None:
    assert place_of(file, 3, "f") == place
