"""What holds for every template of every room: nothing inline, every word translatable, every part shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.core.shell.sources import COMPONENTS, HOUSE, SHELL, TEMPLATES, named, without_comments

each_template = pytest.mark.parametrize("path", TEMPLATES, ids=named)


@each_template
def test_no_script_or_style_stands_in_the_page(path: Path) -> None:
    text = without_comments(path)
    for opening in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in opening or 'type="application/json"' in opening, opening
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    assert not re.search(r"\shx-on", text), "hx-on runs text as a script"


@each_template
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    assert not re.search(r"(?:src|href)\s*=\s*[\"']\s*(?:https?:)?//", without_comments(path))


@each_template
def test_every_word_can_be_translated(path: Path) -> None:
    assert untranslated(without_comments(path)) == []


@each_template
def test_it_can_be_read_by_django(path: Path) -> None:
    parts = path.parts
    get_template("/".join(parts[len(parts) - parts[::-1].index("templates") :]))


def untranslated(text: str) -> list[str]:
    """Words between tags, and in attributes that people read, that no translation tag surrounds."""
    text = re.sub(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(
        r"{%\s*block main_class.*?endblock", "{% endblock", text, flags=re.DOTALL
    )  # names of styles
    text = re.sub(r"<span class=\"case-id\">.*?</span>", "", text)
    text = re.sub(r"<(script|code|kbd|samp)\b.*?</\1>", "", text, flags=re.DOTALL)
    read = re.findall(r"\b(?:alt|title|placeholder|aria-label)=\"([^\"]*)\"", re.sub(r"{%.*?%}", "", text))
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    text = re.sub(r"<span lang=[^>]*>.*?</span>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text)
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"&[a-z]+;", " ", text))
    return [*words, *[value for value in read if re.search(r"[^\W\d_]{2,}", re.sub(r"{{.*?}}", "", value))]]


def test_the_search_for_untranslated_words_finds_them() -> None:
    assert untranslated("<p>Hello {{ name }}</p>") == ["Hello"]
    assert untranslated('<img alt="A rail">') == ["A rail"]
    assert untranslated('<p title="{{ x }}">{% translate "Hello" %} 17 &amp; {{ name }}</p>') == []


def included_from(path: Path) -> set[str]:
    """The names of all components that a template draws, directly or through others."""
    text = without_comments(path)
    names = set(re.findall(r"shell/components/(\w+)\.html", text))
    names |= set(re.findall(r"{%\s*component \"(\w+)\"", text))
    # Drawn by a tag of the same name, because lists draw them many times.
    names |= set(re.findall(r"{%\s*(tag|partial_date|way_mark)\b", text))
    found = set(names)
    for name in names:
        component = SHELL / "templates" / "shell" / "components" / f"{name}.html"
        if component != path:
            found |= included_from(component)
    return found


def test_the_design_page_shows_every_component() -> None:
    shown: set[str] = set()
    folder = SHELL / "templates" / "shell"
    for page in [folder / "base.html", folder / "design.html", *(folder / "design").glob("*.html")]:
        shown |= included_from(page)
    shown |= included_from(folder / "forms" / "form.html")
    assert {path.stem for path in COMPONENTS} - shown == set()


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_each_component_says_what_it_takes(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("{% comment %}")


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_each_parameter_of_a_component_is_documented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    documented = text.split("{% endcomment %}")[0]
    used = set(re.findall(r"{{\s*([a-z_]+)", without_comments(path)))
    used |= set(re.findall(r"{%\s*(?:el)?if (?:not )?([a-z_]+)\b", without_comments(path)))
    loops = re.findall(r"{%\s*for ([a-z_, ]+) in", without_comments(path))
    local = {name.strip() for names in loops for name in names.split(",")} | {"forloop", "own_id", "words"}
    local |= set(re.findall(r"{%\s*with (\w+)=", without_comments(path)))
    assert {name for name in used - local if not re.search(rf"\b{name}\b", documented)} == set()


def test_no_template_names_a_file_that_is_not_there() -> None:
    folders = [path for path in HOUSE.rglob("static") if path.is_dir()]
    for path in TEMPLATES:
        for name in re.findall(
            r"{%\s*static ['\"]((?:shell|measure|cooperate|cases)/[^'\"]+)['\"]", path.read_text()
        ):
            assert any((folder / name).is_file() for folder in folders), f"{named(path)}: {name}"
