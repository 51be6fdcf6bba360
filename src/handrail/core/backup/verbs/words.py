"""What the verbs of backups share: how a passphrase is asked for, and how problems and steps are told."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from handrail.core.backup.problems import BackupProblem
from handrail.core.vault.problems import VaultProblem

PASSPHRASE_VARIABLE = "HANDRAIL_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable
PROBLEMS = (BackupProblem, VaultProblem, OSError)


def add_opening_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="the file of keys, or its folder (else: the newest beside the data)",
    )
    parser.add_argument(
        "--identity", type=Path, metavar="FILE", help="the file with the secret key that opens it"
    )
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="a file whose first line is the passphrase"
    )
    parser.add_argument(
        "--accept-older-keys",
        action="store_true",
        help="restore although the keys are older than the data; who came in between stays unreadable",
    )


def asked_passphrase(options: argparse.Namespace) -> str:
    """Return the passphrase: from a file, from the environment, or typed without being shown."""
    if options.passphrase_file:
        return str(options.passphrase_file.read_text("utf-8").splitlines()[0])
    return os.environ.get(PASSPHRASE_VARIABLE) or getpass.getpass("Passphrase of the backup: ")


def chosen_passphrase(options: argparse.Namespace) -> str:
    """Return a new passphrase, typed twice."""
    if options.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE):
        return asked_passphrase(options)
    first = getpass.getpass("New passphrase (six words that have nothing to do with each other): ")
    if getpass.getpass("The same once more: ") != first:
        raise BackupProblem("passphrase-differs", "the two were not the same.", "Call this again.")
    return first


def say(step: str) -> None:
    print(f"  {step}", file=sys.stderr, flush=True)


def steps_said() -> Callable[[str], None]:
    """Return what tells each step once: a thousand files are copied in one line."""
    last: list[str] = []

    def step(name: str) -> None:
        if last != [name]:
            say(name)
            last[:] = [name]

    return step


def _account() -> str:
    """Return as whom this process runs: `sudo` and a mounted stick often disagree about it."""
    try:
        return f"the account {getpass.getuser()}"
    except (KeyError, OSError):  # an account without a name, in a container
        return f"the account {os.geteuid()}"


def refused(problem: Exception, after: str) -> int:
    """Say what is wrong, how to mend it, and what stands now; return the exit code for wrong use."""
    if isinstance(problem, OSError):
        where = problem.filename or "the disk"
        who = f" (for {_account()})" if isinstance(problem, PermissionError) else ""
        print(f"{where}: {problem.strerror or problem}{who}.", file=sys.stderr)
    else:
        text = str(problem)
        print(
            text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ")")) else "."),
            file=sys.stderr,
        )
    print(after, file=sys.stderr)
    return 2
