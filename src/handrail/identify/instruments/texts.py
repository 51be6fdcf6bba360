"""The texts of the definition that stand on staff's pages, for the catalogues."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import pgettext

from handrail.identify.instruments import definition

PLACE = "identify/data/definition.yaml"


def reads(text: str) -> str:
    """Return a text of the definition in the reader's language."""
    return pgettext("definition", text)


def texts() -> Iterator[tuple[str, str | None, str]]:
    """Yield each text with its context and its file."""
    for articles in (definition.facts(), definition.rules()):
        for article in articles.values():
            yield article.words, "definition", PLACE
    for words in (*definition.element_words().values(), *definition.action_words().values()):
        yield words, "definition", PLACE
