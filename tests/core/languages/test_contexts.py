"""A word with two meanings has a context for each, from the source to what a page shows."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from handrail.core.languages import catalogues, update
from handrail.core.languages.extract import source_catalogue

pytestmark = pytest.mark.pure
KEPT = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: th\\n"

msgid "May"
msgstr "พฤษภาคม"

msgctxt "what a token may do"
msgid "May"
msgstr "ทำได้"

msgctxt "a meaning that no page has"
msgid "May"
msgstr "?"
"""


def test_the_source_tells_the_meanings_of_a_word_apart() -> None:
    texts = {(m.id, m.context) for m in source_catalogue() if m.id}
    for two in (
        {("May", None), ("May", "what a token may do")},
        {("Protection", "branch of the way"), ("Protection", "of an exported file")},
        {("Waiting", None), ("Waiting", "a message")},
        {("Taken back", None), ("Taken back", "a consent")},
        {("Rows", None), ("Rows", "of a database")},
        {("State", None), ("State", "field")},
    ):
        assert two <= texts


def test_an_update_keeps_each_meaning_and_a_compiled_catalogue_has_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(KEPT, "utf-8")
    monkeypatch.setattr(update, "catalogue_paths", lambda: [("th", path)])
    monkeypatch.setattr(catalogues, "catalogue_paths", lambda: [("th", path)])
    update.update()
    with path.open("rb") as file:
        kept = read_po(file, locale="th")
    assert kept.get("May").string == "พฤษภาคม"
    assert kept.get("May", "what a token may do").string == "ทำได้"
    assert kept.get("May", "a meaning that no page has") is None
    (compiled,) = catalogues.compile_stale()
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("May") == "พฤษภาคม"
    assert words.pgettext("what a token may do", "May") == "ทำได้"
    # An empty text with a context is not taken for the word without one.
    assert words.pgettext("a message", "Waiting") == "Waiting"
