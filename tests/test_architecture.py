"""The house's own rules, where a linter does not know them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import handrail
from handrail.core.access.domain.roles import all_permissions, roles

SOURCE = Path(handrail.__file__).parent
REPOSITORY = SOURCE.parents[1]
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
PURE = [path for path in MODULES if {"domain", "dates", "catalogue"} & set(path.relative_to(SOURCE).parts)]
OUTSIDE_OF_PURE = {"numpy", "scipy", "yaml", "babel", "pycountry"}
BLAND = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def is_pure(module: str) -> bool:
    top = module.split(".")[0]
    if top == "handrail":
        parts = set(module.split("."))
        return bool(parts & {"domain", "dates", "catalogue"})
    return top in sys.stdlib_module_names or top in OUTSIDE_OF_PURE


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_decisions_are_pure(path: Path) -> None:
    """No Django, no room's other code, no clock and no chance of its own."""
    impure = [module for module in imports_of(path) if not is_pure(module)]
    assert impure == []
    text = path.read_text("utf-8")
    assert not re.search(
        r"date\.today\(|datetime\.now\(|\btime\.time\(|\brandom\.(random|choice|randrange)\(", text
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_stays_small_and_is_named_for_what_it_holds(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= 400
    assert path.stem not in BLAND


def test_every_permission_that_code_asks_for_is_given_by_some_role() -> None:
    asked = {
        found
        for path in MODULES
        for found in re.findall(
            r'(?:may|permission_required|reach_of|editable_by)\([^)]*?"((?:core|cooperate|measure|protect):\w+:\w+)"',
            path.read_text("utf-8"),
        )
    }
    assert asked <= all_permissions(), asked - all_permissions()


def test_no_role_gives_both_accounts_and_cases() -> None:
    for role in roles().values():
        assert not {"core:account:manage", "core:case:read"} <= set(role.permissions), role.id


def test_no_registry_and_no_path_of_one_machine_stands_in_the_repository() -> None:
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    hosts = re.compile(r"pypi\.(org|python)|registry\.npmjs|files\.pythonhosted|deb\.debian")
    for name in tracked.stdout.splitlines():
        path = REPOSITORY / name
        if path.suffix in {".png", ".xlsx"} or not path.is_file() or path == Path(__file__):
            continue
        text = path.read_text("utf-8", errors="ignore")
        assert not hosts.search(text), name
        assert "/root/" not in text.replace("'/root/'", ""), name
