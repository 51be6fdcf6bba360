"""What axe finds wrong with a page, and only that: a report of all that is well takes longer than axe."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]})).violations
  .map(each => [each.id, ...each.nodes.map(node => node.html)])"""


def violations(page: Page) -> list[list[str]]:
    """Return each rule of WCAG 2.2 AA that is broken, with the elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[list[str]] = page.evaluate(LOOK, WCAG)
    return found
