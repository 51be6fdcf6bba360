"""What holds for every translation of every language, drafts included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from handrail.core.languages.catalogues import catalogue_paths, coverage, is_translated
from handrail.core.languages.extract import source_catalogue
from handrail.core.languages.state import languages

pytestmark = pytest.mark.pure
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w+\}")
CODES = [code for code, _path in catalogue_paths()]
PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "languages.md"


def catalogue(code: str) -> Catalog:
    with dict(catalogue_paths())[code].open("rb") as file:
        return read_po(file, locale=code)


def translations(code: str) -> Iterator[tuple[Message, str]]:
    for message in catalogue(code):
        if message.id and is_translated(message):
            for form in (message.string,) if isinstance(message.string, str) else message.string:
                yield message, form


def sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"<{tag} {sorted(attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")


def wrong_placeholders(message: Message, form: str) -> bool:
    """A singular may say "one" for its number; the plural form names them all."""
    wanted = Counter(PLACEHOLDER.findall(sources(message)[-1]))
    return Counter(PLACEHOLDER.findall(form)) != wanted


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_placeholders_of_its_source(code: str) -> None:
    assert [m.id for m, form in translations(code) if wrong_placeholders(m, form)] == []


def test_a_lost_placeholder_is_found() -> None:
    assert wrong_placeholders(Message("due by %(day)s"), "ครบกำหนด")
    assert not wrong_placeholders(Message("due by %(day)s"), "%(day)s ครบ")


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_tags_of_its_source(code: str) -> None:
    assert [m.id for m, f in translations(code) if Tags(f).found != Tags(sources(m)[-1]).found] == []


@pytest.mark.parametrize("code", CODES)
def test_a_plural_has_every_form_of_its_language(code: str) -> None:
    forms = catalogue(code).num_plurals
    several = [m for m in catalogue(code) if m.id and not isinstance(m.id, str)]
    assert several
    assert [m.id for m in several if len(m.string) != forms] == []


@pytest.mark.parametrize("code", CODES)
def test_spaces_at_the_ends_of_a_text_are_kept(code: str) -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert [m.id for m, form in translations(code) if ends(form) != ends(sources(m)[-1])] == []


def test_the_extraction_finds_templates_python_and_plurals() -> None:
    texts = {m.id for m in source_catalogue() if m.id}
    assert {"Quick exit", "My work", ("%(count)s row waits", "%(count)s rows wait")} <= texts


@pytest.mark.parametrize("code", CODES)
def test_no_catalogue_keeps_a_text_that_no_page_has(code: str) -> None:
    """`make messages` brings new texts in and takes old ones out."""
    texts = {(m.id, m.context) for m in source_catalogue() if m.id}
    assert {(m.id, m.context) for m in catalogue(code) if m.id and is_translated(m)} - texts == set()


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_source_and_of_the_rooms_waits_in_the_catalogue(code: str) -> None:
    texts = {(m.id, m.context) for m in source_catalogue() if m.id}
    assert texts - {(m.id, m.context) for m in catalogue(code)} == set(), "run --update"


def test_every_language_but_the_source_has_a_catalogue() -> None:
    assert sorted(one.code for one in languages() if one.state != "source") == CODES


def test_the_words_that_keep_a_reader_safe_are_in_every_language() -> None:
    safe = {
        "Quick exit",
        "Leave quickly",
        "Press Escape once more to leave this page.",
        "Draft translation, not reviewed.",
        "Language",
        "Sign in",
        "Sign out",
    }
    for code in CODES:
        assert safe <= {m.id for m, _form in translations(code)}, code


def test_the_page_of_languages_tells_the_coverage() -> None:
    """`HANDRAIL_WRITE_DOCS=1` writes the table anew."""
    import os

    states = {one.code: one for one in languages()}
    lines = [
        f"| `{one.language}` | {states[one.language].own_name} | {states[one.language].state} | "
        f"{states[one.language].reviewed_by or 'nobody yet'} | {one.percent} % |"
        for one in coverage()
    ]
    table = "\n".join(lines)
    written = PAGE.read_text("utf-8")
    if os.environ.get("HANDRAIL_WRITE_DOCS"):
        written = re.sub(r"(\| --- \|[^\n]*\n)(?:\| `[^\n]*(?:\n|$))*", rf"\1{table}\n", written, count=1)
        PAGE.write_text(written, "utf-8")
    told = {code: int(percent) for code, percent in re.findall(r"\| `(\w+)` .* (\d+) % \|", written)}
    assert sorted(told) == CODES
    for one in coverage():
        # Every new text of a page moves it a little.
        assert abs(told[one.language] - one.percent) <= 3, one.language
        assert f"| {states[one.language].own_name} | {states[one.language].state} |" in written
