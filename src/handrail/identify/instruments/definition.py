"""The words and articles of facts, elements, rules and actions, and the indicator lists, read from
`identify/data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from handrail.identify.domain.indicators import Dimension, Indicator, Set, Strength


@dataclass(frozen=True, slots=True)
class Article:
    """`verified`: the wording was checked against a text of the instrument."""

    words: str
    article: str
    verified: bool


@cache
def _data(name: str) -> Mapping[str, Any]:
    text = resources.files("handrail.identify").joinpath(f"data/{name}.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


@cache
def facts() -> Mapping[str, Article]:
    """Return each fact's words and article."""
    return {code: Article(**said) for code, said in _data("definition")["facts"].items()}


@cache
def rules() -> Mapping[str, Article]:
    """Return each rule's words and article."""
    return {code: Article(**said) for code, said in _data("definition")["rules"].items()}


def element_words() -> Mapping[str, str]:
    """Return each element's name in plain words."""
    found: Mapping[str, str] = _data("definition")["elements"]
    return found


def action_words() -> Mapping[str, str]:
    """Return what each action asks for."""
    found: Mapping[str, str] = _data("definition")["actions"]
    return found


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return the ILO operational indicators."""
    return tuple(
        Indicator(
            code=each["code"],
            dimension=Dimension(each["code"].partition(".")[0]),
            strengths={Set(name): Strength(value) for name, value in each["strengths"].items()},
            forced_labour=tuple(each["forced_labour"]),
        )
        for each in _data("indicators")["indicators"]
    )


@cache
def indicator_words() -> Mapping[str, str]:
    """Return every indicator's words, those of the further lists (maritime, online, compounds) too."""
    found = {each["code"]: str(each["words"]) for each in _data("indicators")["indicators"]}
    for further in _data("indicators")["further"].values():
        found |= {each["code"]: str(each["words"]) for each in further["indicators"]}
    return found


@cache
def further() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the further lists: name to code to the facts that it bears on."""
    return {
        name: {each["code"]: tuple(each["shows"]) for each in said["indicators"]}
        for name, said in _data("indicators")["further"].items()
    }
