"""Short cases with what they should come to: those of the reference, ours, and some written in the dark.

The last ones are by somebody who had seen the definition's tables alone. They and the engine came to the same
but in BV58, where the engine was wrong: it took lawful work of an adult without means for an offence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from handrail.identify.domain.determination import Result, determine
from handrail.identify.domain.vignette import read

OURS = Path(__file__).with_name("vignettes.yaml")
IN_THE_DARK = Path(__file__).with_name("vignettes-blind.yaml")
REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "vignettes.yaml"


def cases(path: Path) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return found


def check(case: Mapping[str, Any]) -> None:
    found = determine(read(case, place="vignettes").facts)
    expected = case["expected"]
    assert (found.result.value, found.child, found.rule) == (
        expected["determination"],
        None if expected["child"] == "unknown" else expected["child"],
        expected["rule"],
    ), case["text"]
    assert set(expected.get("flags", ())) <= set(found.flags)


@pytest.mark.parametrize("case", cases(OURS), ids=lambda case: str(case["id"]))
def test_our_cases(case: Mapping[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(IN_THE_DARK), ids=lambda case: str(case["id"]))
def test_the_cases_written_in_the_dark(case: Mapping[str, Any]) -> None:
    check(case)


def test_our_cases_reach_every_result() -> None:
    assert {case["expected"]["determination"] for case in cases(OURS)} == {each.value for each in Result}
    assert len({case["id"] for case in cases(OURS)}) >= 60


def test_the_cases_of_the_reference() -> None:
    if not REFERENCE.is_file() and not os.environ.get("CI"):
        pytest.skip(
            "../shared/reference/vignettes.yaml is not here; the reference's twelve cases are not read"
        )
    for case in cases(REFERENCE):
        check(case)
