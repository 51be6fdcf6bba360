"""What docs/how-to/use-the-api.md shows is run here, as it stands there, against a server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from handrail.core.cases.models import Case
from handrail.core.milestones.models import Milestone
from handrail.core.webhooks.domain.messages import signed_headers, written_secret
from tests.cast import Cast
from tests.core.api.calling import Program, token_for
from tests.core.api.serving import serving
from tests.core.api.test_cases import NEW

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parents[3] / "docs/how-to/use-the-api.md"
TEXT = PAGE.read_text("utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def address(db: None) -> Iterator[str]:
    with serving() as where:
        yield where


def run(command: list[str], address: str, token: str) -> str:
    environment = {**os.environ, "HANDRAIL": address, "TOKEN": token}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    return ran.stdout


def test_the_curl_commands_do_what_the_page_says(cast: Cast, address: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl on this machine")
    token = token_for(cast.dao)
    _export, *commands = snippets("sh")
    me, opened, listed = (json.loads(run(["sh", "-c", command], address, token)) for command in commands)
    assert me["account"]["name"] == "Dao"
    assert [each["id"] for each in listed["items"]] == [opened["id"]]
    assert listed["items"][0]["fields"]["hr_AgeAtDetection"] == {"low": 15, "high": 17}
    again = json.loads(run(["sh", "-c", commands[1]], address, token))
    assert (again, Case.objects.unscoped("test").count()) == (opened, 1)


def test_the_python_program_does_what_the_page_says(cast: Cast, address: str) -> None:
    said = run([sys.executable, "-c", snippets("python")[0]], address, token_for(cast.dao))
    assert said.strip() == "1"
    kinds = Milestone.objects.unscoped("test").values_list("kind", flat=True)
    assert sorted(kinds) == ["detected", "presumed"]


def test_the_check_of_a_message_takes_ours_and_no_other() -> None:
    named: dict[str, Any] = {}
    exec(compile(snippets("python")[1], str(PAGE), "exec"), named)  # noqa: S102
    key, body, at = b"k" * 32, b'{"type":"ping"}', datetime.fromtimestamp(time.time(), UTC)
    headers = signed_headers(key, uuid4(), body, at=at)
    is_ours = named["is_ours"]
    assert is_ours(written_secret(key), headers, body)
    assert not is_ours(written_secret(key), headers, body + b" ")
    assert not is_ours(written_secret(b"o" * 32), headers, body)
    old = signed_headers(key, uuid4(), body, at=datetime.fromtimestamp(time.time() - 3600, UTC))
    assert not is_ours(written_secret(key), old, body)


def test_the_problem_that_the_page_shows_is_one_that_is_answered(cast: Cast) -> None:
    shown = json.loads(snippets("json")[0])
    assert Program(cast.dao).post("cases", {**NEW, "detected": "2026-13"}).json() == shown
