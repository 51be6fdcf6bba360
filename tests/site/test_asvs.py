"""The table of OWASP ASVS 5 has every requirement of level 2 once, no blank, and names what is there."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest
from django.conf import settings

from tests.site import asvs

pytestmark = pytest.mark.pure

ROWS = asvs.rows()


def test_the_page_is_what_the_file_says() -> None:
    if os.environ.get("HANDRAIL_WRITE_DOCS") == "1":
        asvs.PAGE.write_text(asvs.page(), "utf-8")
    assert asvs.PAGE.read_text("utf-8") == asvs.page(), "run this test with HANDRAIL_WRITE_DOCS=1"


def test_every_requirement_of_both_levels_is_there_once_and_no_other() -> None:
    assert Counter(asvs.levels().values()) == {1: 70, 2: 183}
    assert [row.id for row in ROWS] == sorted(
        asvs.levels(), key=lambda id: [int(number) for number in id[1:].split(".")]
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_cell_is_blank(row: asvs.Row) -> None:
    assert row.about.strip() and row.status in asvs.STATUSES
    assert "|" not in row.about + row.how + row.plan
    if row.status == "met":
        assert row.by, "name the test, setting, check or page by which it is met"
    else:
        assert row.how.strip(), "say why"
    assert bool(row.plan.strip()) == (row.status == "not met"), "a plan, and only for what is not met"


REFERENCES = sorted({reference for row in ROWS for reference in row.by})
TESTS = [one for one in REFERENCES if "::" in one]
SETTINGS = [one.removeprefix("setting:") for one in REFERENCES if one.startswith("setting:")]
CHECKS = [one.removeprefix("check:") for one in REFERENCES if one.startswith("check:")]
FILES = [one for one in REFERENCES if ":" not in one]


@pytest.mark.parametrize("reference", TESTS)
def test_every_test_that_is_named_is_there(reference: str) -> None:
    file, _, name = reference.partition("::")
    text = (asvs.ROOT / file).read_text("utf-8")
    assert re.search(rf"^\s*def {name}\(", text, re.MULTILINE), f"{file} has no {name}"


def test_every_setting_check_and_file_that_is_named_is_there() -> None:
    assert [name for name in SETTINGS if not hasattr(settings, name)] == []
    known = (asvs.ROOT / "docs/reference/checks.md").read_text("utf-8")
    assert [id for id in CHECKS if f"| `{id}` |" not in known] == []
    assert [path for path in FILES if not (asvs.ROOT / path).is_file()] == []
