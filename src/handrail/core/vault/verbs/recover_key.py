"""`handrail recover-key`: put the master key back from the two custodians' sheets."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handrail.core import vault
from handrail.core.vault.domain.shares import LINES, SHEET_SIGNS, ShareProblem
from handrail.core.vault.recovery import restore_master_key
from handrail.core.vault.verbs.recovery_sheets import is_sheet

WORDS = {
    "wrong-length": f"A sheet has {SHEET_SIGNS} signs in {LINES} lines; {{count}} were typed. Type it all.",
    "wrong-sign": "Line {line} has a sign that no sheet has. Only digits and letters stand there.",
    "wrong-line": "Line {line} has a mistake. Compare it sign by sign; the last two signs check the line.",
    "wrong-sheet": "The lines are right each by itself but not together. Are they of one sheet, in order?",
    "same-share": "Both are the same sheet. The other custodian's is needed.",
    "other-set": "The two sheets were not made together. Look for the pair that was printed on the same day.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sheet", type=Path, action="append", default=[], help="a file with a sheet's lines; give it twice"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Read both sheets, compare the key with the database, write it. 1 for the wrong key, 2 for wrong use."""
    try:
        sheets = [path.read_text("utf-8") for path in options.sheet] or [_typed(number) for number in (1, 2)]
        sheets = [lines_of(sheet) for sheet in sheets]
        if len(sheets) != 2:
            print("Two sheets are needed: --sheet FILE --sheet FILE", file=sys.stderr)
            return 2
        path, compared = restore_master_key(sheets)
    except ShareProblem as problem:
        print(words_for(problem), file=sys.stderr)
        return 1
    except vault.WrongMasterKey as problem:
        print(f"These sheets are of another master key. {problem}", file=sys.stderr)
        return 1
    except vault.KeyFileProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except (OSError, UnicodeDecodeError, EOFError) as problem:
        print(f"A sheet cannot be read: {problem}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"written": str(path), "compared": compared}))
        return 0
    print(f"The master key is back in {path}.")
    if not compared:
        print("No database was there to compare it with: run handrail doctor once the data is restored.")
    return 0


def words_for(problem: ShareProblem) -> str:
    return WORDS[problem.code].format(line=problem.line, count=problem.count)


def lines_of(text: str) -> str:
    """Return the lines of a sheet's file: those with a number before them, or all where none has one."""
    rows = [line.split() for line in text.splitlines()]
    numbered = [row[1] for row in rows if len(row) == 2 and row[0] in {"1", "2", "3", "4"}]
    return "\n".join(numbered) if len(numbered) == LINES else text


def _typed(number: int) -> str:
    """Ask for one sheet, line by line; a sheet that is wrong is asked for again."""
    while True:
        print(f"Sheet of custodian {number}: type its four lines.", file=sys.stderr)
        typed = "\n".join(input(f"  line {line}: ") for line in range(1, LINES + 1))
        problem = is_sheet(typed)
        if problem is None:
            return typed
        print(words_for(problem), file=sys.stderr)
