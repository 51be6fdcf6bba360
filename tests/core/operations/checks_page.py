"""Draws docs/reference/checks.md: `python -m tests.core.operations.checks_page`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handrail.core.registry import checks, examinations

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"
HEAD = """# What `handrail check` and `handrail doctor` look for

Drawn from the registries that core and the rooms fill (`core/registry`). `handrail check` looks at
how an installation is set up, `handrail doctor` at what it holds. Both take `--json` (a list of
findings, each with its `id`), and answer with exit code 1 when something bad is left. What could
not be looked at counts as bad. Neither prints a name or a secret.
"""


def table(title: str, rows: Iterable[tuple[str, str, str, str]]) -> list[str]:
    lines = [
        "",
        f"## {title}",
        "",
        "| id | gravity | what is wrong | how to mend it |",
        "| --- | --- | --- | --- |",
    ]
    return [*lines, *(f"| `{id}` | {gravity} | {says} | {mend} |" for id, gravity, says, mend in rows)]


def page() -> str:
    """Return the whole page."""
    weak = ((one.id, one.gravity.value, one.weakness, one.mend) for one in checks)
    damaged = ((one.id, one.gravity.value, one.damage, one.what_to_do) for one in examinations)
    lines = [*table("handrail check", weak), *table("handrail doctor", damaged)]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    import os

    os.environ["HANDRAIL_TESTING"] = "1"
    from handrail.site.cli import set_up_django

    set_up_django()
    PAGE.write_text(page(), encoding="utf-8")
