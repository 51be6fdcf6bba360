"""What one installation chose at its set-up: `installation.toml`. The environment goes before it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

FILE = "installation.toml"


class Reached(StrEnum):
    """How people reach it: on the one machine; over the local network; through a reverse proxy."""

    LAPTOP = "laptop"
    NETWORK = "network"
    PROXY = "proxy"


class InstallationProblem(ValueError):
    """A choice that cannot be used. Says where, why and how to mend it."""

    def __init__(self, key: str, why: str, mend: str) -> None:
        super().__init__(f"{FILE}, {key}: {why} {mend}")
        self.key, self.why, self.mend = key, why, mend


@dataclass(frozen=True, slots=True)
class Installation:
    """The choices. An installation without the file has these."""

    reached: Reached = Reached.NETWORK
    hosts: tuple[str, ...] = ("localhost",)
    time_zone: str = "UTC"
    language: str = "en"
    proxy: str = ""
    quick_exit_url: str = ""
    scan_command: tuple[str, ...] = ()
    recovery_printed_on: date | None = None


_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]|\d+(\.\d+){3}")


def read_installation(home: Path) -> Installation:
    """Return the installation's choices. Raises `InstallationProblem`."""
    try:
        text = (home / FILE).read_text("utf-8")
    except FileNotFoundError:
        return Installation()
    except OSError as problem:
        raise InstallationProblem(
            "the file", f"it cannot be read ({problem.strerror}).", "Check who may read it."
        ) from None
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InstallationProblem("the file", f"{problem}.", "Write one `name = value` a line.") from None
    return checked(said)


def checked(said: Mapping[str, Any]) -> Installation:
    """Return choices as the file writes them. Raises `InstallationProblem` for one that cannot be used."""
    unknown = [name for name in said if name not in Installation.__dataclass_fields__]
    if unknown:
        known = ", ".join(Installation.__dataclass_fields__)
        raise InstallationProblem(unknown[0], "nothing is called so.", f"Known are: {known}.")
    values = dict(said)
    for name in ("hosts", "scan_command"):
        if name in values:
            values[name] = _texts(name, values[name])
    for name in ("time_zone", "language", "proxy", "quick_exit_url"):
        if name in values and not isinstance(values[name], str):
            raise InstallationProblem(name, "it is not a text.", 'Write it in quotes: "...".')
    reached = values.get("reached", Reached.NETWORK)
    if reached not in list(Reached):
        raise InstallationProblem("reached", f"“{reached}” is no way.", "Write laptop, network or proxy.")
    values["reached"] = Reached(reached)
    installation = Installation(**values)
    _check(installation)
    return installation


def _check(chosen: Installation) -> None:
    for host in chosen.hosts:
        if not _HOST.fullmatch(host):
            raise InstallationProblem(
                "hosts", f"“{host}” is not a name of a machine.", "Write it without http:// and without port."
            )
    if chosen.time_zone not in available_timezones():
        raise InstallationProblem(
            "time_zone", f"“{chosen.time_zone}” is no zone.", "Write Asia/Bangkok, say."
        )
    if chosen.recovery_printed_on is not None and not isinstance(chosen.recovery_printed_on, date):
        raise InstallationProblem("recovery_printed_on", "it is not a day.", "Write 2026-11-24.")


def write_installation(home: Path, chosen: Installation) -> None:
    """Write the choices so that the file has all of them or is as it was."""
    lines = ["# The choices of this installation. Start its processes again after a change."]
    for name in Installation.__dataclass_fields__:
        value = getattr(chosen, name)
        if value is not None and value != () and value != "":
            lines.append(f"{name} = {_toml(value)}")
    unfinished = home / f"{FILE}.part"
    handle = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(home / FILE)


def _toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise InstallationProblem(name, "it is not a list of texts.", 'Write ["one", "two"].')
    return tuple(value)
