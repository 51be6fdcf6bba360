"""What the documents say about commands, settings and each other is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site import command_pages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
VARIABLE = re.compile(r"\bHANDRAIL_[A-Z][A-Z_]*[A-Z]\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NOT_THERE = {"HANDRAIL_DEMO", "HANDRAIL_DEMONSTRATION"}  # tests set them to show that they do nothing
MAKE = re.compile(r"(?:^|`)make ([a-z][a-z-]+)", re.MULTILINE)
VERB = re.compile(r"(?:^|[`\s])handrail ([a-z][a-z-]+)")


def test_the_page_of_commands_is_what_the_commands_say_themselves() -> None:
    told = command_pages.PAGE.read_text("utf-8")
    assert told == command_pages.page(), "run: .venv/bin/python -m tests.site.command_pages"


def test_every_argument_says_what_it_means() -> None:
    assert [line for line in command_pages.page().splitlines() if re.search(r"^\| `.*\|  \|$", line)] == []


def variables_in(*folders: str) -> set[str]:
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return {name for file in files for name in VARIABLE.findall(file.read_text("utf-8"))}


def test_every_environment_variable_has_its_line_and_no_line_tells_of_one_that_is_not_there() -> None:
    page = (DOCS / "reference/settings.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(HANDRAIL_[A-Z_]+)`", page, re.MULTILINE))
    read = variables_in("src", "tests", "benchmarks") - NOT_THERE
    assert sorted(read - told) == [], "docs/reference/settings.md lacks them"
    assert sorted(told - read) == [], "docs/reference/settings.md tells of what nobody reads"


def test_every_choice_of_the_installation_has_its_line() -> None:
    from handrail.site.installation import Installation

    page = (DOCS / "reference/settings.md").read_text("utf-8")
    told = set(re.findall(r"^\| `([a-z_]+)`", page, re.MULTILINE))
    assert told == set(Installation.__dataclass_fields__)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_in_a_document_leads_to_a_file(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    paths = [link.split("#")[0] for link in links]
    assert [path for path in paths if path and not (page.parent / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_document_names_is_there(page: Path) -> None:
    from handrail.site.cli import VERBS

    text = page.read_text("utf-8")
    code = "\n".join([*re.findall(r"```.*?```", text, re.DOTALL), *re.findall(r"`[^`\n]+`", text)])
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert sorted(set(MAKE.findall(code)) - targets) == []
    assert sorted(set(VERB.findall(code)) - set(VERBS)) == []


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    led = {(DOCS / link.split("#")[0]).resolve() for link in LINK.findall(index) if "://" not in link}
    pages = {page for page in DOCS.rglob("*.md") if page != DOCS / "index.md"}
    assert sorted(str(page.relative_to(ROOT)) for page in pages - led) == [], "docs/index.md lacks them"


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((DOCS / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
