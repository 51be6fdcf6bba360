"""Proposals for the mapping page, from the words that stand over columns in the region."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml

from handrail.cooperate.domain.guess import Guess, guess, guess_header_row, guessed_mapping
from handrail.cooperate.domain.mapping import Mapping, join_headers
from handrail.core.catalogue.codelists import match_key


@cache
def header_words() -> MappingOf[str, str]:
    """Field id by the key of each word in data/header-words.yaml."""
    text = (files("handrail.cooperate") / "data" / "header-words.yaml").read_text(encoding="utf-8")
    return {match_key(word): field for field, words in yaml.safe_load(text).items() for word in words}


def propose_mapping(rows: Sequence[Sequence[str]], *, sheet: str = "") -> Mapping:
    """A draft mapping for the first rows of a sheet (`Look.sheets[n].rows`): likely columns only."""
    return guessed_mapping(rows, header_words(), sheet=sheet)


def propose_columns(rows: Sequence[Sequence[str]]) -> list[Guess]:
    """Every proposal with its confidence, also the unlikely ones, for the same rows."""
    row = guess_header_row(rows, header_words())
    headers = join_headers([list(rows[row - 1])]) if rows else []
    return guess(headers, rows[row:], header_words())
