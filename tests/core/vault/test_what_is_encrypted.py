"""The page that tells people what is encrypted tells what the catalogue does."""

from __future__ import annotations

from handrail.core.catalogue import FIELDS
from tests.core.vault.table_of_fields import PAGE, page_with_table


def test_the_page_is_drawn_from_the_catalogue() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with_table(page), "run: python -m tests.core.vault.table_of_fields"


def test_every_field_has_a_way_to_be_kept_and_a_reason() -> None:
    assert sum(field.standard for field in FIELDS.values()) == 84
    assert all(field.storage in {"clear", "encrypted", "indexed"} and field.why for field in FIELDS.values())
