"""The response targets are data, and no norm."""

from __future__ import annotations

from importlib import resources

import yaml

from handrail.protect.needs.targets import target_hours
from handrail.protect.needs.words import KINDS


def test_each_target_is_for_a_kind_of_need_and_says_that_it_is_ours() -> None:
    text = resources.files("handrail.protect.needs").joinpath("data/needs.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    assert data["verified"] is False and "proposal" in data["source"]
    assert set(target_hours()) <= set(KINDS)
    assert target_hours()["shelter"] == 24 and target_hours()["emergency_safety"] == 0
