"""The limits, read once from `data/limits.yaml`."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from handrail.core.tokens.domain.scopes import Limits


@cache
def limits() -> Limits:
    text = resources.files("handrail.core.tokens").joinpath("data/limits.yaml").read_text("utf-8")
    return Limits(**{name: item["value"] for name, item in yaml.safe_load(text).items()})
