"""installation.toml: written whole, read back the same, and refused with words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handrail.site.installation import (
    FILE,
    Installation,
    InstallationProblem,
    Reached,
    read_installation,
    write_installation,
)


def test_choices_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    chosen = Installation(
        reached=Reached.PROXY,
        hosts=("handrail.example.org", "192.0.2.7"),
        time_zone="Asia/Yangon",
        proxy="127.0.0.1",
        quick_exit_url='https://weather.example/?q="x"\\',
        scan_command=("clamdscan", "-"),
        recovery_printed_on=date(2026, 11, 24),
    )
    write_installation(tmp_path, chosen)
    assert read_installation(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_an_installation_without_the_file_has_safe_choices(tmp_path: Path) -> None:
    chosen = read_installation(tmp_path)
    assert (chosen.reached, chosen.hosts, chosen.proxy) == (Reached.NETWORK, ("localhost",), "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("reached = 'pigeon'", "reached"),
        ("hosts = 'localhost'", "hosts"),
        ("hosts = ['https://x.org']", "hosts"),
        ("hosts = ['*']", "hosts"),
        ("time_zone = 'Bangkok'", "time_zone"),
        ("time_zone = 7", "time_zone"),
        ("recovery_printed_on = 'yesterday'", "recovery_printed_on"),
        ("colour = 'blue'", "colour"),
        ("scan_command = [1]", "scan_command"),
        ("nonsense", "the file"),
    ],
)
def test_a_choice_that_cannot_be_used_is_named(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(InstallationProblem) as caught:
        read_installation(tmp_path)
    assert caught.value.key == key and caught.value.mend
