"""The browser's engine against Python's, byte for byte, over answer sets drawn at random."""

from __future__ import annotations

import os
from importlib import resources

import pytest
from playwright.sync_api import Browser

from handrail.identify.domain.document import interview_document
from handrail.identify.instruments.loading import instruments, interview
from tests.identify.vectors import vectors

pytestmark = [pytest.mark.browser, pytest.mark.pure]

COUNT = 20_000 if os.environ.get("HANDRAIL_DEEP") else 1_000
BATCH = 500
ENGINE = resources.files("handrail.identify").joinpath("static/identify/engine.js")


@pytest.mark.parametrize("id", instruments())
def test_both_engines_write_the_same_bytes(id: str, chromium: Browser) -> None:
    found = interview(id)
    page = chromium.new_page()
    page.add_script_tag(content=ENGINE.read_text("utf-8"))
    page.evaluate(
        "document => { window.known = handrailEngine.prepare(document); }", interview_document(found)
    )
    expected = list(vectors(found, COUNT, seed=20_261_127))
    for start in range(0, COUNT, BATCH):
        batch = expected[start : start + BATCH]
        said = page.evaluate(
            """sets => sets.map(answers =>
                handrailEngine.canonical(handrailEngine.screen(window.known, answers)))""",
            [answers for answers, _document in batch],
        )
        for (answers, document), written in zip(batch, said, strict=True):
            assert written == document, answers
    page.close()
