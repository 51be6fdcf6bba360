"""What the long walks through the browser share: steps with names, and a word for the page one is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page, expect


@contextmanager
def step(page: Page, name: str, pictures: Path) -> Iterator[None]:
    """Say, when what is inside fails, which step of the work it was, on which page, and how that looked."""
    try:
        yield
    except (AssertionError, Error) as failure:
        picture = pictures / f"{re.sub(r'[^a-z]+', '-', name.lower())}.png"
        page.screenshot(path=picture, full_page=True)
        failure.add_note(f"It failed at the step: {name}\non the page {page.url}, pictured in {picture}")
        raise


def headed(page: Page, words: str | re.Pattern[str]) -> None:
    """The page has this heading; waits for it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
