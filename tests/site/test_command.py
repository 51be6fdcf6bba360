"""The command in a folder that holds nothing: words instead of a traceback, and nothing is made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handrail.site.cli import VERBS


def handrail(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HANDRAIL_")}
    return subprocess.run(
        [sys.executable, "-m", "handrail.site.cli", *words],
        env=kept | {"HANDRAIL_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_folder_that_is_not_there_is_not_migrated_and_not_made(tmp_path: Path) -> None:
    answer = handrail(tmp_path / "mistyped", "migrate", "--check")
    assert answer.returncode == 2 and "Is HANDRAIL_HOME right?" in answer.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("cascade", "--json"), ("serve",), ("checkpoint", "--out", "new.json")])
def test_where_there_is_no_installation_a_verb_says_so_and_makes_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    home = tmp_path / "nothing here"
    answer = handrail(home, *words)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith(f"There is no installation in {home}.")
    assert "handrail init" in answer.stderr
    assert not home.exists()


def test_help_needs_no_installation(tmp_path: Path) -> None:
    answer = handrail(tmp_path / "nothing", "cascade", "--help")
    assert answer.returncode == 0
    assert "usage: handrail cascade" in answer.stdout


def test_the_map_of_the_command_names_every_verb(tmp_path: Path) -> None:
    answer = handrail(tmp_path / "nothing", "--help")
    assert answer.returncode == 0
    assert [name for name in VERBS if not re.search(rf"^    {name}\s", answer.stdout, re.M)] == []
