"""Looking at an uploaded file for viruses, by a command that the installation chose (`scan_command`).

The command gets the file on its standard input, so that nothing is written in clear. It answers 0 for
clean and 1 for infected, as clamdscan does. Any other answer, and none in time, means that nobody looked:
the file is not taken.
"""

from __future__ import annotations

import subprocess
import threading
from contextlib import suppress
from enum import StrEnum
from typing import IO

from django.conf import settings

from handrail.core.operations.logs import facts, house_log
from handrail.core.vault.streams import Readable

log = house_log("scanning")
SECONDS = 120
CHUNK = 256 * 1024


class Verdict(StrEnum):
    """What the scanner said. The value is the code of the refusal."""

    CLEAN = "clean"
    INFECTED = "file-infected"
    NOT_SCANNED = "file-not-scanned"


def scan(stream: Readable) -> Verdict:
    """Return what the scanner says of all that is left of a stream; clean where there is no scanner.

    The caller puts the stream back to its start.
    """
    if not settings.SCAN_COMMAND:
        return Verdict.CLEAN
    try:
        code = _answer(list(settings.SCAN_COMMAND), stream)
    except (OSError, subprocess.TimeoutExpired):
        log.error("scanner-failed", exc_info=True)
        return Verdict.NOT_SCANNED
    if code > 1 or code < 0:
        log.error("scanner-failed", extra=facts(count=abs(code)))
        return Verdict.NOT_SCANNED
    if code == 1:
        log.warning("file-infected")
    return Verdict.INFECTED if code else Verdict.CLEAN


def _answer(command: list[str], stream: Readable) -> int:
    """Feed the file to the command and return its exit code. What it prints is not kept."""
    process = subprocess.Popen(  # noqa: S603 - the installation's own choice
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    # A scanner that hangs takes no more bytes: the timer ends it, and writing to it fails.
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    try:
        _feed(process.stdin, stream)
        return process.wait(timeout=SECONDS)
    finally:
        timer.cancel()
        process.kill()
        process.wait()


def _feed(pipe: IO[bytes], stream: Readable) -> None:
    # A broken pipe: it has seen enough, or it broke. Its exit code says which.
    with suppress(BrokenPipeError):
        while part := stream.read(CHUNK):
            pipe.write(part)
    with suppress(BrokenPipeError):
        pipe.close()
