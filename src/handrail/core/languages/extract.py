"""Finds every marked text of the source, without GNU gettext.

Python is read by Babel, templates by Django's own `templatize`, which turns them into what Babel reads.
Texts that are data (fields and codes of the catalogue, roles) come from `core.languages.data_texts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from handrail.core.languages.data_texts import data_texts

SOURCE = Path(__file__).resolve().parents[2]
# Texts of Django's that dates are written with; some languages of ours lack them there.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# Every name under which the source asks for a text, or marks one. A test holds that none is missing.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_now": None,
    # Marks a text of pure code, which knows no Django: `core.dates.partial`.
    "translatable": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_n": (1, 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@cache
def source_catalogue() -> Catalog:
    """Return every text with the files it stands in; a text that the source marks twice is there once."""
    catalogue = Catalog(charset="utf-8")
    for month in MONTHS:
        catalogue.add(month, locations=[("django", 0)])
    for text, context, place in data_texts():
        catalogue.add(text, locations=[(place, 0)], context=context)
    for path in _files():
        for message, context in _messages(path):
            flags = {"python-format"} if _is_python_format(message) else set()
            catalogue.add(
                message,
                locations=[(path.relative_to(SOURCE).as_posix(), 0)],
                context=context,
                flags=flags,
            )
    return catalogue


def _files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            yield path


def _messages(path: Path) -> Iterator[tuple[Any, str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        if "{%" not in text:
            return
        # In brackets, where the indentation of the blanked-out HTML means nothing to the tokenizer.
        text = f"({templatize(text, origin=str(path))}\n)"
    for _line, message, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        yield message, context


def _is_python_format(message: Any) -> bool:
    texts = message if isinstance(message, (tuple, list)) else (message,)
    return any(re.search(r"%\(\w+\)[sd]|%[sd]", text) for text in texts)
