"""What is owed: from two days, the country and the age, and from nothing else."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handrail
from handrail.protect.entitlements.domain.owed import Begins, Entitlement, Facts, owed
from handrail.protect.entitlements.lists import entitlements, read
from handrail.protect.entitlements.words import WORDS

PACKAGE = Path(handrail.__file__).parent / "protect" / "entitlements"
DAY = date(2026, 3, 1)
days = st.none() | st.dates(date(2010, 1, 1), date(2030, 1, 1))
facts = st.builds(
    Facts,
    country=st.sampled_from(["TH", "KH", ""]),
    child=st.booleans(),
    detected_on=days,
    presumed_on=days,
)
# Words by which a rule could come to ask whether somebody cooperates.
COOPERATION = (
    "cooperat",
    "justice",
    "testif",
    "testimon",
    "witness",
    "statement",
    "police",
    "investigat",
    "prosecut",
    "convict",
    "declined",
    "complain",
)


def names_in(path: Path) -> set[str]:
    """Every name, attribute, argument, import and string of a module but for its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            found.add(node.value)
    return found


def test_no_rule_that_decides_an_entitlement_reads_a_field_of_cooperation() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "words.py":
            continue  # what people read, and no rule
        for name in names_in(path):
            assert not any(word in name.casefold() for word in COOPERATION), (path.name, name)


def test_an_entitlement_is_decided_by_four_facts_alone() -> None:
    assert {field.name for field in fields(Facts)} == {"country", "child", "detected_on", "presumed_on"}
    assert {field.name for field in fields(Entitlement)} & {
        "condition",
        "conditions",
        "unless",
        "requires",
    } == set()


@pytest.mark.parametrize("more", [{"cooperates": True}, {"unless": "x"}, {"condition": "testifies"}])
def test_the_data_cannot_add_a_condition_either(more: dict[str, object]) -> None:
    entry = {
        "id": "shelter",
        "from": "detected",
        "days": None,
        "for": "all",
        "countries": [],
        "since": DAY,
        "norm": "n",
        "bound": "b",
        "verified": True,
    }
    assert read(entry).id == "shelter"
    with pytest.raises(ValueError, match="and nothing else"):
        read({**entry, **more})


@given(facts)
def test_everybody_is_owed_the_same_but_for_what_children_are_owed_more(known: Facts) -> None:
    def ids(child: bool) -> list[str]:
        return [each.entitlement.id for each in owed(entitlements(), replace(known, child=child), DAY)]

    assert set(ids(False)) == set(WORDS) - {"guardian"}
    assert set(ids(True)) == set(WORDS)


@given(facts, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_clock_counts_down_and_never_below_nothing(known: Facts, on: date) -> None:
    for each in owed(entitlements(), known, on):
        left = each.days_left(on)
        assert (left is None) == (each.until is None)
        if left is not None and each.until is not None and each.from_on is not None:
            assert left == max(0, (each.until - on).days + 1)
            assert (each.until - each.from_on).days + 1 == each.entitlement.days
            assert each.days_left(on + timedelta(days=1)) in (max(0, left - 1), left)


def test_a_country_s_own_entry_takes_the_place_of_the_one_for_everywhere() -> None:
    everywhere = entitlements()[6]
    assert everywhere.id == "reflection"
    own = replace(everywhere, countries=frozenset({"TH"}), days=45)
    known = Facts("TH", False, DAY, DAY)
    assert [each.entitlement.days for each in owed([everywhere, own], known, DAY)] == [45]
    assert [each.entitlement.days for each in owed([everywhere, own], replace(known, country="KH"), DAY)] == [
        30
    ]


def test_what_is_in_force_later_is_not_owed_today() -> None:
    later = replace(entitlements()[0], since=DAY + timedelta(days=1))
    assert owed([later], Facts("TH", False, DAY, DAY), DAY) == []
    assert later.begins is Begins.DETECTED
