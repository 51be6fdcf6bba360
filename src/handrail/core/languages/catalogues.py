"""Compiles the catalogues (.po) to what Django reads (.mo), in Python alone.

The compiled files are not kept in the repository: set-up makes them (`python -m handrail.core.languages`),
and whatever starts Django makes those that are missing or older than their source.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.core.languages.state import LOCALE

if TYPE_CHECKING:
    from babel.messages.catalog import Message


def catalogue_paths() -> Iterator[tuple[str, Path]]:
    """Return each language's code and catalogue, in the order of their codes."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        yield path.parent.parent.name, path


def compile_stale() -> list[Path]:
    """Compile every catalogue whose compiled file is missing or older; return the files written.

    A folder that may not be written (a package that root installed) must hold them already: the error is left
    to rise, with the path in it, for pages would be in English without a word.
    """
    return [_compile(path) for _code, path in catalogue_paths() if _is_stale(path)]


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns


def _compile(path: Path) -> Path:
    # Babel is slow to load, and needed only here.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parent.parent.name)
    # An empty plural would be written as its English singular, and hide the English plural.
    for message in [m for m in catalogue if m.id and not is_translated(m)]:
        catalogue.delete(message.id, message.context)
    compiled = path.with_suffix(".mo")
    # Several processes may start at once: each writes a file of its own, and the last one stays.
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(compiled)
    return compiled


def is_translated(message: Message) -> bool:
    """Return whether every form of a text has its words; a guess (fuzzy) is none."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return bool(forms) and all(forms) and not message.fuzzy


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the texts that the pages hold a catalogue translates."""

    language: str
    translated: int
    texts: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 means every text."""
        return 100 * self.translated // self.texts if self.texts else 0


def coverage() -> list[Coverage]:
    """Return each language's coverage of the texts in the source."""
    from babel.messages.pofile import read_po

    from handrail.core.languages.extract import source_catalogue

    texts = {(message.id, message.context) for message in source_catalogue() if message.id}
    found = []
    for code, path in catalogue_paths():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=code)
        done = {(m.id, m.context) for m in catalogue if m.id and is_translated(m)}
        found.append(Coverage(code, len(texts & done), len(texts)))
    return found
