"""`handrail make-keys` makes what is missing, and never touches what is there."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from handrail.core.vault.verbs import make_keys


def made(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    make_keys.add_arguments(parser)
    return make_keys.run(parser.parse_args(arguments))


def test_keys_are_made_once(tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.HANDRAIL_HOME = tmp_path
    assert made("--json") == 0
    assert len(json.loads(capsys.readouterr().out)["made"]) == 2
    before = {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()}
    assert made() == 2
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()}
    (tmp_path / "keys" / "log-signing.key").unlink()
    assert made() == 0
    assert before["master.key"] == (tmp_path / "keys" / "master.key").read_bytes()
