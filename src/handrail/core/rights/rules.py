"""Reads the rules of keeping and answering: those that ship, and an installation's own."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import yaml
from django.conf import settings

from handrail.core.rights.domain.keeping import Rule, RuleProblem, read_rule


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules in a YAML list. Raises `RuleProblem` naming the entry and what to mend."""
    items = yaml.safe_load(text) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise RuleProblem("The file is not a list of rules: begin each with “- id: ...”")
    rules = tuple(read_rule(item) for item in items)
    if len({rule.id for rule in rules}) < len(rules):
        raise RuleProblem("Two rules have the same id: give each its own")
    return rules


def keeping_rules() -> tuple[Rule, ...]:
    """Return how long records are kept: ours, and those of `keeping.yaml` in the installation's folder."""
    return _rules("keeping.yaml")


def answering_rules() -> tuple[Rule, ...]:
    """Return in how many days requests are answered, as `keeping_rules` does."""
    return _rules("answering.yaml")


def _rules(name: str) -> tuple[Rule, ...]:
    own = Path(settings.HANDRAIL_HOME) / name
    return _shipped(name) + (read_rules(own.read_text("utf-8")) if own.exists() else ())


@cache
def _shipped(name: str) -> tuple[Rule, ...]:
    return read_rules(resources.files("handrail.core.rights").joinpath("data", name).read_text("utf-8"))
