"""The screening tools, read from `data/instruments.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from handrail.core.questionnaires.domain.instrument import Instrument, read

PLACE = "handrail/protect/health/data/instruments.yaml"


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return the tools by id. Raises `InstrumentProblem` with the place."""
    text = resources.files("handrail.protect.health").joinpath("data/instruments.yaml").read_text("utf-8")
    return {id: read(id, said, place=PLACE) for id, said in yaml.safe_load(text).items()}
