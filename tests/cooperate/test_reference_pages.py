"""The pages of docs/reference about files say what the code does. HANDRAIL_WRITE_DOCS=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from handrail.cooperate.domain.mapping_document import COLUMN_KEYS, KNOWN_KEYS, read_mapping
from handrail.cooperate.exporting.cells import LOSSES
from handrail.cooperate.reference_pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs/how-to/bring-in-your-spreadsheet.md"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_code_says(name: str) -> None:
    page = ROOT / "docs/reference" / name
    if os.environ.get("HANDRAIL_WRITE_DOCS"):
        page.write_text(PAGES[name](), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run this test with HANDRAIL_WRITE_DOCS=1"


def test_every_loss_is_on_the_page() -> None:
    page = PAGES["export-losses.md"]()
    assert all(f"| {of} | {what} |" in page for of, what, _why in LOSSES)
    assert "all 84 fields and all 182 codes" in page


def test_every_key_of_a_mapping_stands_in_the_example() -> None:
    example = (ROOT / "src/handrail/cooperate/data/mapping-example.yaml").read_text(encoding="utf-8")
    read_mapping(example)
    top = yaml.safe_load(example)
    used = {
        key
        for column in top["columns"].values()
        for each in [column]
        if isinstance(each, dict)
        for key in each
    }
    used |= {
        key
        for column in top["columns"].values()
        if isinstance(column, list)
        for each in column
        for key in each
    }
    assert set(KNOWN_KEYS) <= set(top)
    assert set(COLUMN_KEYS) <= used


def test_the_mapping_of_the_how_to_is_one() -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    mapping = read_mapping(text.split("```yaml\n")[1].split("```")[0])
    assert "เลขคดี" in mapping.columns
