"""`handrail rotate-master-key`: change the master key while people work."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.conf import settings
from django.db import transaction

from handrail.core import vault
from handrail.core.audit import record
from handrail.core.vault.alone import alone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="only make keys/master.next.key, to be copied to the other machines first",
    )
    parser.add_argument(
        "--resume", action="store_true", help="only go on with a change that was begun; begin no new one"
    )
    parser.add_argument(
        "--forget",
        type=Path,
        metavar="FILE",
        help="destroy a retired master key (keys/master-ID.retired.key) that nothing needs any more",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Change the key, or go on with a change that was cut off; 2 with words when a key is not at hand."""
    try:
        with alone(Path(settings.HANDRAIL_HOME) / "tmp" / "master-key.lock"):
            return _run(options)
    except vault.VaultProblem as problem:
        print(problem, file=sys.stderr)
        print("Nothing is lost: every key still opens. Mend it and call this again.", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    if options.prepare:
        path = vault.make_next_key()
        _answer(options, {"next": str(path)}, f"Made {path}. Copy it into `keys` on every other machine.")
        return 0
    if options.forget:
        vault.forget_retired_key(options.forget)
        with transaction.atomic():
            _log("core:master-key:retired-destroyed", [])
        _answer(options, {"forgotten": str(options.forget)}, f"Destroyed {options.forget}.")
        return 0
    if options.resume and not vault.rotation_under_way():
        _answer(options, {"new": None, "rewrapped": 0}, "No change of the master key is under way.")
        return 0
    done = vault.rotate_master_key(step=_say, finished=_write_down)
    _answer(options, _as_json(done), _in_words(done))
    return 0


def _write_down(done: vault.Rotation) -> None:
    with transaction.atomic():
        _log("core:master-key:changed", list(done.rewrapped))


def _log(action: str, ids: list[object]) -> None:
    record(action=action, kind="organisation-key", ids=ids, actor=None, organisation=None)  # type: ignore[arg-type]


def _say(step: str) -> None:
    print(f"  {step}", file=sys.stderr)


def _as_json(done: vault.Rotation) -> dict[str, object]:
    retired = str(done.retired) if done.retired else None
    return {"new": done.new, "old": done.old, "rewrapped": len(done.rewrapped), "retired": retired}


def _in_words(done: vault.Rotation) -> str:
    count = len(done.rewrapped)
    lines = [f"The master key is now {done.new}; {count} keys of organisations were wrapped anew."]
    if done.in_environment:
        lines.append(
            "Now put the new key into HANDRAIL_MASTER_KEY, the old one into HANDRAIL_MASTER_KEY_OLD, take "
            "HANDRAIL_MASTER_KEY_NEXT away, start every process again, and call this with --resume: it wraps "
            "what was made meanwhile."
        )
    else:
        lines.append("Give both custodians the new keys/master.key now, and make a backup: handrail backup.")
    if done.retired:
        lines.append(
            f"The old one is {done.retired}. It opens backups of keys from before today and nothing else. "
            "Keep it with them, off this machine; when they have aged out, destroy it with --forget."
        )
    return "\n".join(lines)


def _answer(options: argparse.Namespace, document: dict[str, object], words: str) -> None:
    print(json.dumps(document) if options.json else words)
