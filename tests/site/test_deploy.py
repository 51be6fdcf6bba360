"""The examples in deploy/: they name verbs that exist, and take from a process what it does not need."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from handrail.site.cli import VERBS, parser_for

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
LOWEST_EXPOSURE = 2.0  # systemd's own scale: 0 is closed, 10 is open


def service(unit: Path) -> dict[str, list[str]]:
    """Return a unit's keys, each with all of its values (systemd lets a key stand several times)."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text("utf-8").splitlines():
        key, is_key, value = line.partition("=")
        if is_key and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_a_command_that_exists(unit: Path) -> None:
    (command,) = service(unit)["ExecStart"]
    words = command.replace("%i", "8000").split()
    if words[0].endswith("/handrail"):
        if words[1] in VERBS:
            parser_for(words[1]).parse_args(words[1:])
        else:
            assert words[1] == "backup", "the one verb that may come later"
    else:
        assert words[1:] == ["-m", "handrail.site.worker"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_nobody_special_and_dumps_no_key(unit: Path) -> None:
    keys = service(unit)
    assert keys["User"] == ["handrail"] and keys["UMask"] == ["0077"] and keys["LimitCORE"] == ["0"]
    assert keys["CapabilityBoundingSet"] == [""] and keys["NoNewPrivileges"] == ["yes"]
    if "backup" not in unit.name:
        assert keys["InaccessiblePaths"] == ["-/var/lib/handrail/owner"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_itself_finds_a_unit_closed(unit: Path, tmp_path: Path) -> None:
    place = tmp_path / unit.name.replace("@.", "@8000.")
    place.write_text(unit.read_text("utf-8"))
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(place)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"exposure level for .*: ([\d.]+)", answer.stdout)
    assert found and float(found[1]) <= LOWEST_EXPOSURE, answer.stdout[-300:] + answer.stderr


def test_every_timer_has_its_service() -> None:
    for timer in (DEPLOY / "systemd").glob("*.timer"):
        assert timer.with_suffix(".service") in UNITS
        parsed = configparser.ConfigParser()
        parsed.read(timer)
        assert parsed["Timer"]["OnCalendar"] and parsed["Timer"]["Persistent"] == "true"


def test_the_proxies_keep_no_body_and_no_address() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    for line in (
        "proxy_request_buffering off;",
        "proxy_max_temp_file_size 0;",
        "X-Forwarded-For $remote_addr;",
        "listen 443 ssl http2;",  # "http2 on;" is not known to the nginx of Debian 12 (1.22)
    ):
        assert line in nginx
    assert "access_log off;" in nginx and "\n\tlog" not in (DEPLOY / "Caddyfile").read_text("utf-8")


def test_the_image_has_no_root_and_demands_hashes() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    assert re.search(r"^USER handrail$", text, re.MULTILINE)
    assert "--require-hashes" in text and re.findall(r"^FROM (.*)$", text, re.MULTILINE) == [
        "python:3.11-slim"
    ]
