"""Brings the texts of the source into every catalogue: new ones empty, gone ones out, translations kept."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from handrail.core.languages.catalogues import catalogue_paths, is_translated
from handrail.core.languages.extract import source_catalogue

HEADER = """\
# {name} texts of Handrail. How to work on them: docs/how-to/translate.md. Whether somebody fluent has
# read them through: state.yaml, two folders up."""


def update() -> None:
    """Write every catalogue anew, in the order of the source, so that two updates give the same bytes."""
    source = source_catalogue()
    for code, path in catalogue_paths():
        with path.open("rb") as file:
            old = read_po(file, locale=code)
        new = Catalog(
            locale=code,
            project="Handrail",
            version="0",
            msgid_bugs_address="see CONTRIBUTING.md",
            language_team=code,
            last_translator="see state.yaml",
            creation_date=old.creation_date,
            revision_date=old.creation_date,
            charset="utf-8",
            fuzzy=False,
        )
        new.header_comment = HEADER.format(name=new.locale.english_name if new.locale else code)
        for message in source:
            if not message.id:
                continue
            known = old.get(message.id, message.context)
            string = known.string if known is not None and is_translated(known) else None
            new.add(
                message.id,
                string=string if string is not None else _empty(message.id, new.num_plurals),
                locations=message.locations,
                flags=message.flags,
                context=message.context,
            )
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            write_po(file, new, width=0, sort_output=True, include_lineno=False, omit_header=False)
        unfinished.replace(path)


def _empty(text: str | list[str] | tuple[str, ...], forms: int) -> str | tuple[str, ...]:
    return "" if isinstance(text, str) else ("",) * forms
