"""`handrail recovery-sheets`: print the master key's two recovery sheets, for two custodians."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from handrail.core import vault
from handrail.core.vault.domain.shares import ShareProblem, read
from handrail.core.vault.recovery import recovery_sheets

SAYS = """This is one of two sheets that together restore the installation's master key. Alone it tells
nothing. Keep it where the other custodian cannot reach, away from the server and from its backups.
To restore, both custodians type their sheets: handrail recover-key
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, help="write sheet-1.txt and sheet-2.txt there instead of showing them"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document (it holds both sheets)")


def run(options: argparse.Namespace) -> int:
    """Show each sheet to its custodian alone; 2 when there is no master key or no place to write."""
    try:
        sheets = recovery_sheets()
    except vault.KeyFileProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"sheets": sheets}))
        return 0
    if options.folder:
        return write_sheets(options.folder, sheets)
    show_sheets(sheets)
    return 0


def sheet_text(number: int, lines: list[str]) -> str:
    body = "\n".join(f"    {place}   {line}" for place, line in enumerate(lines, start=1))
    return f"Handrail recovery sheet {number} of 2\n\n{body}\n\n{SAYS}"


def write_sheets(folder: Path, sheets: tuple[list[str], list[str]], *, tell: TextIO | None = None) -> int:
    """Write both sheets, readable by this account alone. Sheets that are there are not overwritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        paths = [folder / f"sheet-{number}.txt" for number in (1, 2)]
        for path in paths:
            if path.exists():
                raise FileExistsError(17, "a sheet is there already; take it away first", str(path))
        for number, (path, lines) in enumerate(zip(paths, sheets, strict=True), start=1):
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(sheet_text(number, lines))
    except OSError as problem:
        print(f"{problem.filename}: {problem.strerror}", file=sys.stderr)
        return 2
    words = f"Wrote {paths[0]} and {paths[1]}. Print each, give it to its custodian, and remove both files."
    print(words, file=tell or sys.stdout)
    return 0


def show_sheets(sheets: tuple[list[str], list[str]], *, ask: Callable[[str], str] = input) -> None:
    """Show one sheet after the other, wiping the screen between; a line is typed back to prove it legible."""
    for number, lines in enumerate(sheets, start=1):
        ask(f"\nRecovery sheet {number} of 2. Let only custodian {number} see the screen, then press Enter. ")
        print("\n" + sheet_text(number, lines))
        wanted = lines[2]
        typed = ask(
            "Write it down or print it. Then type line 3 from the paper, to prove that it can be read: "
        )
        while not _same(typed, wanted):
            typed = ask("That is not line 3. Correct the paper, then type line 3 again: ")
        wipe()


def _same(typed: str, wanted: str) -> bool:
    def plain(text: str) -> str:
        return "".join(sign for sign in text.upper() if sign.isalnum()).translate(
            str.maketrans("OILU", "011V")
        )

    return plain(typed) == plain(wanted)


def wipe() -> None:
    """Take what was shown off a terminal, its scroll-back too."""
    if sys.stdout.isatty():
        print("\033[3J\033[H\033[2J", end="", flush=True)


def is_sheet(typed: str) -> ShareProblem | None:
    """Return what is wrong with a typed sheet, or None."""
    try:
        read(typed)
    except ShareProblem as problem:
        return problem
    return None
