"""The schedule, read once from `data/schedule.yaml`."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from handrail.core.webhooks.domain.messages import Schedule


@cache
def schedule() -> Schedule:
    text = resources.files("handrail.core.webhooks").joinpath("data/schedule.yaml").read_text("utf-8")
    told = {name: item["value"] for name, item in yaml.safe_load(text).items()}
    return Schedule(**{**told, "waits": tuple(told["waits"])})
