"""The deep tests put in one fault at a time, and only where it is asked for."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.deep.mutants import Faulty, mutants_of, mutated
from tests.deep.mutation import RULES
from tests.deep.page import page

SOURCE = '''
def grown(age: int, known: bool = True) -> bool:
    """A docstring is no code."""
    if not known:
        raise ValueError("unknown")
    return age >= 18 and known
'''


def test_each_fault_changes_the_code_in_its_own_way() -> None:
    faults = mutants_of(SOURCE)
    codes = {ast.unparse(mutated(SOURCE, fault.number)) for fault in faults}
    assert len(codes) == len(faults) == 6
    assert ast.unparse(ast.parse(SOURCE)) not in codes
    assert {str(fault) for fault in faults} >= {
        "line 6: `age >= 18` became `age > 18`",
        "line 6: `age >= 18 and known` became `age >= 18 or known`",
        "line 5: `raise ValueError('unknown')` became `pass`",
    }


def test_a_query_loses_its_conditions_one_by_one() -> None:
    faults = mutants_of("found = rows.filter(a, ends__gt=day, status=1)")
    assert {fault.after for fault in faults} >= {
        "rows.filter(ends__gt=day, status=1)",
        "rows.filter(a, status=1)",
        "rows.filter(a, ends__gt=day)",
    }


def test_an_import_meets_the_faulty_module_and_no_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grown_up.py"
    path.write_text(SOURCE, "utf-8")
    number = next(fault.number for fault in mutants_of(SOURCE) if fault.after == "age > 18")
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.delitem(sys.modules, "grown_up", raising=False)
    Faulty("grown_up", path, number).install()
    from importlib import import_module

    assert import_module("grown_up").grown(18) is False
    assert path.read_text("utf-8") == SOURCE
    monkeypatch.delitem(sys.modules, "grown_up")


def test_every_reason_for_a_fault_that_stands_points_to_a_line_that_is_there() -> None:
    for rule in RULES:
        source = rule.path.read_text("utf-8")
        assert [piece for piece, _, _ in rule.stands if piece not in source] == []


def test_the_page_tells_of_failures_and_of_holes() -> None:
    seen = {"commit": "abc", "on": "2026-01-01", "python": "3.11", "seconds": 5}
    tests = {
        "rooms": {"core/access": {"passed": 1200, "failed": 1, "seconds": 3.5}},
        "examples": {"tests/core/access/test_door.py::test_in_any_world": 2000},
        "failures": ["tests/x.py::test_y (call)"],
        "skipped": {},
    }
    fault = {"line": 3, "code": "a | b", "before": "a | b", "after": "a & b", "why": "a hole"}
    rule = {"rule": "door", "module": "m", "faults": 2, "noticed": 1, "stopped": 0, "survived": 1}
    text = page({"sqlite": seen | tests, "door": seen | rule | {"survivors": [fault]}})
    assert "| door | `m` | `abc` | 2 | 1 | 0 | 1 | 5 |" in text
    assert "**1,200 passed, 1 failed, 0 skipped;** 1 property tests took 2,000 examples." in text
    assert "- `tests/x.py::test_y (call)`" in text
    assert "| 3 | `a \\| b` | `a \\| b` became `a & b` | a hole |" in text
    assert "On PostgreSQL" not in text
    assert "Not run yet" not in text
    assert "here:** postgresql, suppression." in page({}, ("postgresql", "suppression"))
