"""`handrail export`: records out of the house, locked."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from handrail.cooperate.exporting.leaving import (
    BLANK_FORMS,
    FORMS,
    PLAIN_REASONS,
    SHORTEST_PASSWORD,
    Exported,
    Lock,
    export_cases,
)
from handrail.cooperate.verbs.people import complain, named_account
from handrail.core import vault
from handrail.core.access import Refused, acting_as
from handrail.core.clock import now

_WORDS = {
    "export-lock": "Give one of --passphrase-file, --age-recipient, or --plain with --reason.",
    "export-password-short": f"The passphrase is too short: take at least {SHORTEST_PASSWORD} signs.",
    "export-reason": "--plain needs a --reason, one of: " + ", ".join(PLAIN_REASONS) + ".",
    "export-form": "--format is one of: " + ", ".join([*FORMS, *BLANK_FORMS]) + ".",
    "export-not-allowed": "This account may not export.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", required=True, metavar="FORM", help=", ".join([*FORMS, *BLANK_FORMS]))
    parser.add_argument("--out", required=True, metavar="FILE", help="the file to write; it must not exist")
    parser.add_argument("--as", dest="account", metavar="ACCOUNT", help="whose cases, as whom")
    parser.add_argument("--passphrase-file", metavar="FILE", help="its first line locks the file")
    parser.add_argument(
        "--age-recipient", action="append", default=[], metavar="KEY", help="a public key; may be repeated"
    )
    parser.add_argument("--plain", action="store_true", help="do not lock the file; needs --reason")
    parser.add_argument("--reason", default="", metavar="CODE", help=", ".join(PLAIN_REASONS))
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 for written, 2 for wrong use."""
    try:
        made = _made(options)
        if made is None:
            return 2
        _write(Path(options.out), made.content)
    except Refused as refused:
        complain(_WORDS.get(refused.code, refused.code))
        return 2
    except vault.VaultProblem as problem:
        complain(str(problem))
        return 2
    except OSError as error:
        complain(f"{options.out}: {error.strerror}. Name a new file in a folder that can be written.")
        return 2
    if options.json:
        print(json.dumps([{"id": str(case)} for case in made.cases]))
    else:
        print(f"{options.out}: {len(made.cases)} cases", file=sys.stderr)
    return 0


def _made(options: argparse.Namespace) -> Exported | None:
    if options.format in BLANK_FORMS:
        return Exported(options.out, BLANK_FORMS[options.format](), ())
    account = named_account(options.account, verb="export")
    if account is None:
        return None
    if options.plain != bool(options.reason):
        raise Refused("export-reason")
    lock = Lock(_passphrase(options.passphrase_file), tuple(options.age_recipient), options.reason)
    with acting_as(account):
        return export_cases(account, options.format, lock, at=now())


def _passphrase(name: str | None) -> str:
    if not name:
        return ""
    lines = Path(name).read_text("utf-8").splitlines()
    return lines[0].strip() if lines else ""


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; one that is there already is never replaced."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
