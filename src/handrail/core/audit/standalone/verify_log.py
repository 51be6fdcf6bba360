#!/usr/bin/env python3
"""Verify a Handrail audit log with nothing but Python 3.8 or newer: nothing to install, no case read.

    python3 verify_log.py LOG.jsonl --checkpoint CHECKPOINT.json [--key HEX] [--json]

LOG is what `handrail export-log` wrote. CHECKPOINT is what was handed to you earlier and kept by you.
docs/reference/log-format.md describes both. Handrail seals its log with the functions of this file.

Exit code: 0 nothing is wrong with what could be checked, 1 damage was found, 2 a file could not be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, NamedTuple, Tuple  # noqa: UP035 - Python 3.8

FORMAT = "handrail-log/1"
CHECKPOINT_FORMAT = "handrail-checkpoint/1"
MOST_FINDINGS = 100
LONGEST_LINE = 64 * 1024 * 1024

Shapes = Dict[str, Callable[[Any], bool]]  # noqa: UP006 - evaluated by Python 3.8


def canonical(value: Any) -> bytes:
    """Return the one way to write a value: JSON, keys sorted, no spaces, only ASCII."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text.encode("ascii")


def genesis_hash(installation: str) -> str:
    """Return what stands before the first entry of an installation's log."""
    return _tagged_hash("genesis", installation.encode("ascii"))


def event_hash(event: dict[str, Any]) -> str:
    return _tagged_hash("event", canonical(event))


def entry_hash(position: int, previous: str, hash_of_event: str) -> str:
    """Return an entry's hash: it fixes the event, its place and, through `previous`, all before it."""
    entry = {"event": hash_of_event, "position": position, "previous": previous}
    return _tagged_hash("entry", canonical(entry))


def checkpoint_message(checkpoint: dict[str, Any]) -> bytes:
    """Return the bytes that a checkpoint's signature signs: the checkpoint without its signature."""
    unsigned = {name: value for name, value in checkpoint.items() if name != "signature"}
    return CHECKPOINT_FORMAT.encode("ascii") + b"\n" + canonical(unsigned)


def _tagged_hash(what: str, content: bytes) -> str:
    return hashlib.sha256(f"{FORMAT} {what}\n".encode("ascii") + content).hexdigest()


def _pattern(expression: str) -> Callable[[Any], bool]:
    compiled = re.compile(expression)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_is_hash = _pattern(r"[0-9a-f]{64}")
_is_id = _pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_is_moment = _pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_is_code = _pattern(r"[a-z0-9]+([-_:.][a-z0-9]+)*")

HEADER: Shapes = {
    "count": _is_count,
    "format": lambda value: bool(value == FORMAT),
    "head": _is_hash,
    "installation": _is_id,
    "unsealed": _is_count,
}
EVENT: Shapes = {
    "action": _is_code,
    "actor": lambda value: value is None or _is_id(value),
    "at": _is_moment,
    "id": _is_id,
    "ids": lambda value: isinstance(value, list) and all(map(_is_id, value)),
    "kind": _is_code,
    "organisation": lambda value: value is None or _is_id(value),
    "reason": lambda value: value == "" or _is_code(value),
}
ENTRY: Shapes = {
    "event": lambda value: not _misfit(value, EVENT),
    "hash": _is_hash,
    "position": _is_count,
    "previous": _is_hash,
}
WITHHELD: Shapes = {"event_hash": _is_hash, "hash": _is_hash, "position": _is_count, "previous": _is_hash}
CHECKPOINT: Shapes = {
    "at": _is_moment,
    "format": lambda value: bool(value == CHECKPOINT_FORMAT),
    "hash": _is_hash,
    "installation": _is_id,
    "position": _is_count,
    "public_key": _is_hash,
    "signature": _pattern(r"[0-9a-f]{128}"),
}


def _misfit(value: Any, shapes: Shapes) -> str:
    """Return what is wrong with the shape of an object, or ""."""
    if not isinstance(value, dict) or set(value) != set(shapes):
        return "it does not have exactly the fields " + ", ".join(shapes)
    wrong = [name for name, fits in shapes.items() if not fits(value[name])]
    return "its " + wrong[0] + " is malformed" if wrong else ""


# Ed25519 verification, written from RFC 8032, section 5.1.
_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_BASE_Y = 4 * pow(5, _P - 2, _P) % _P

Point = Tuple[int, int, int, int]  # noqa: UP006 - X, Y, Z, T with x = X/Z, y = Y/Z, x*y = T/Z


def verify_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether `signature` (64 bytes) is that of `message` under `public_key` (32 bytes)."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key_point, nonce_point = _decoded(public_key), _decoded(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key_point is None or nonce_point is None or s >= _ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    k = int.from_bytes(digest, "little") % _ORDER
    base = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)
    left, right = _times(s, base), _add(nonce_point, _times(k, key_point))
    return all((left[i] * right[2] - right[i] * left[2]) % _P == 0 for i in (0, 1))


def _add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0])
    b = (one[1] + one[0]) * (two[1] + two[0])
    c = 2 * one[3] * two[3] * _D
    d = 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result


def _decoded(encoded: bytes) -> Point | None:
    """Return the point that 32 bytes encode (section 5.1.3), or None when they encode none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x_squared = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(x_squared, (_P + 3) // 8, _P)
    if (x * x - x_squared) % _P != 0:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if y >= _P or (x * x - x_squared) % _P != 0 or (x == 0 and sign == 1):
        return None
    x = _P - x if x & 1 != sign else x
    return (x, y, 1, x * y % _P)


class Finding(NamedTuple):
    """One damage: its kind, the file and the line (0: the file as a whole), and what is wrong in words."""

    kind: str
    file: str
    line: int
    text: str


class Report(NamedTuple):
    """What a verification found. `covered`: the last position that a checkpoint proves, 0 when none does."""

    findings: list[Finding]
    installation: str | None
    entries: int
    withheld: int
    covered: int
    unsealed: int
    public_keys: list[str]
    key_given: bool

    def as_json(self) -> dict[str, Any]:
        findings = [finding._asdict() for finding in self.findings]
        return {**self._asdict(), "sound": not findings, "findings": findings}


def _note(findings: list[Finding], kind: str, file: str, line: int, text: str) -> None:
    findings.append(Finding(kind, file, line, text))


class _Walk:
    """Follows the chain line by line in bounded memory; keeps the hashes at the positions asked for."""

    def __init__(self, file: str, findings: list[Finding], wanted: list[int]) -> None:
        self.file, self.findings, self.wanted = file, findings, set(wanted)
        self.header: dict[str, Any] = {}
        self.hash_at: dict[int, str] = {}
        self.position = self.lines = self.withheld = 0
        self.previous = ""

    def run(self, log: BinaryIO) -> None:
        for self.lines, raw in enumerate(iter(lambda: log.readline(LONGEST_LINE), b""), start=1):
            value = self._parsed(raw)
            if self.lines == 1:
                self._take_header(value)
            elif value is not None:
                self._take_entry(value)
        if self.lines == 0:
            self._damage("no-header", "the file is empty")
        elif self.header:
            self._compare_with_header()

    def _damage(self, kind: str, text: str, whole: bool = False) -> None:
        # The first damages say most. The cap is on the walk alone: what a checkpoint tells is never left out.
        if len(self.findings) < MOST_FINDINGS:
            _note(self.findings, kind, self.file, 0 if whole else self.lines, text)

    def _parsed(self, raw: bytes) -> Any:
        if not raw.endswith(b"\n"):
            self._damage("cut-line", "the line does not end: the file was cut inside it")
        line = raw[:-1] if raw.endswith(b"\n") else raw
        try:
            value = json.loads(line.decode("ascii"))
            same = canonical(value) == line
        except (ValueError, RecursionError):
            self._damage("not-json", "the line is not JSON in plain ASCII")
            return None
        if not same:
            self._damage("rewritten", "it can be read, but these are not the bytes that Handrail writes")
        return value

    def _take_header(self, header: Any) -> None:
        problem = _misfit(header, HEADER)
        if problem:
            self._damage("no-header", f"the first line is not the header of a {FORMAT}: {problem}")
            return
        self.header, self.previous = header, genesis_hash(header["installation"])

    def _take_entry(self, entry: Any) -> None:
        problem = _misfit(entry, WITHHELD if isinstance(entry, dict) and "event_hash" in entry else ENTRY)
        if problem:
            self._damage("bad-entry", "this is not an entry: " + problem)
            return
        position, previous = entry["position"], entry["previous"]
        if position > self.position + 1:
            gap = position - self.position - 1
            self._damage("missing", f"entry {position} follows entry {self.position}: {gap} missing")
        elif position <= self.position:
            self._damage("out-of-order", f"entry {position} comes after entry {self.position}")
        if self.previous and previous != self.previous:
            self._damage("broken-chain", f"entry {position} does not follow the one before it")
        self.withheld += "event_hash" in entry
        hash_of_event = entry["event_hash"] if "event_hash" in entry else event_hash(entry["event"])
        if entry_hash(position, previous, hash_of_event) != entry["hash"]:
            self._damage("changed", f"entry {position} was changed after it was sealed")
        if position in self.wanted and self.lines == position + 1:  # a later line cannot stand in for it
            self.hash_at[position] = entry["hash"]
        self.position, self.previous = position, entry["hash"]

    def _compare_with_header(self) -> None:
        count, lines = self.header["count"], self.lines - 1
        if count != self.position or count != lines:
            text = f"the header counts {count} entries, the file has {lines}, the last is {self.position}"
            self._damage("count", text, whole=True)
        if self.header["head"] != self.previous:
            self._damage("head", "the last entry is not the one that the header names", whole=True)


def _read_checkpoint(
    file: str, raw: bytes, key: str | None, findings: list[Finding]
) -> dict[str, Any] | None:
    """Return a checkpoint that is well formed and rightly signed; note what is wrong with it otherwise."""
    try:
        value = json.loads(raw.decode("ascii"))
    except (ValueError, RecursionError):
        value = None
    problem = _misfit(value, CHECKPOINT)
    if problem:
        _note(findings, "bad-checkpoint", file, 0, f"this is not a {CHECKPOINT_FORMAT}: {problem}")
        return None
    public_key, signature = bytes.fromhex(value["public_key"]), bytes.fromhex(value["signature"])
    if not verify_signature(public_key, checkpoint_message(value), signature):
        _note(findings, "forged-checkpoint", file, 0, "the signature does not fit: it was changed or made up")
        return None
    if key is not None and value["public_key"] != key:
        _note(
            findings, "other-key", file, 0, "the checkpoint is signed by another key than the one you trust"
        )
        return None
    return {**value, "file": file}


def _compare_checkpoint(checkpoint: dict[str, Any], walk: _Walk, findings: list[Finding]) -> int:
    """Return the position that a checkpoint proves, 0 when it proves none."""
    file, position, before = checkpoint["file"], checkpoint["position"], len(findings)
    if not walk.header:
        return 0
    if checkpoint["installation"] != walk.header["installation"]:
        _note(findings, "other-installation", file, 0, "the checkpoint is of another installation's log")
    elif position > walk.position:
        text = f"the checkpoint is at entry {position}, and the log ends at entry {walk.position}"
        _note(findings, "cut-short", file, 0, text)
    elif checkpoint["hash"] != (walk.hash_at.get(position) or genesis_hash(walk.header["installation"])):
        text = f"entry {position} is not the one that was signed: the log was rewritten at or before it"
        _note(findings, "checkpoint-differs", file, 0, text)
    # Entry n is on line n + 1. Damage that comes after it takes nothing from what a checkpoint proves.
    whole = len(findings) == before and all(not 0 < found.line <= position + 1 for found in findings)
    return int(position) if whole else 0


def verify(log_file: str, checkpoint_files: list[str], key: str | None = None) -> Report:
    """Verify a log file against checkpoints held outside. Raises `OSError` when a file cannot be read."""
    findings: list[Finding] = []
    checkpoints = []
    for file in checkpoint_files:
        checkpoint = _read_checkpoint(file, Path(file).read_bytes(), key, findings)
        if checkpoint is not None:
            checkpoints.append(checkpoint)
    walk = _Walk(log_file, findings, [checkpoint["position"] for checkpoint in checkpoints])
    with Path(log_file).open("rb") as log:
        walk.run(log)
    keys = sorted({checkpoint["public_key"] for checkpoint in checkpoints})
    if len(keys) > 1:
        _note(findings, "several-keys", log_file, 0, "the checkpoints are signed by different keys")
    proven = [_compare_checkpoint(checkpoint, walk, findings) for checkpoint in checkpoints]
    covered = 0 if len(keys) > 1 else max(proven, default=0)
    return Report(
        findings=findings,
        installation=walk.header.get("installation"),
        entries=walk.position,
        withheld=walk.withheld,
        covered=covered,
        unsealed=walk.header.get("unsealed", 0),
        public_keys=keys,
        key_given=key is not None,
    )


def in_words(report: Report) -> list[str]:
    """Return the report as lines for a person to read."""
    lines = [f"DAMAGE ({kind}) {file}, line {line}: {text}" for kind, file, line, text in report.findings]
    lines.append(f"Entries in the log: {report.entries}, of these withheld: {report.withheld}")
    if report.findings:
        lines.append("The log is DAMAGED. What is not proven below proves nothing until this is explained.")
    beyond = report.entries - report.covered
    if report.covered:
        lines.append(f"Proven: entries 1 to {report.covered} were not changed, removed or slipped in.")
    if beyond:
        lines.append(f"Not proven: {beyond} entries that no checkpoint covers; all of them could be made up.")
    if report.unsealed:
        lines.append(f"Not in the file: {report.unsealed} events recorded but not yet sealed.")
    if report.public_keys and not report.key_given:
        lines.append(f"Signed by {report.public_keys[0]}: compare it with the key you were given.")
    return lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("log", metavar="FILE", help="the log, as `handrail export-log` wrote it")
    parser.add_argument(
        "--checkpoint", action="append", default=[], metavar="FILE", help="one that you hold; may be repeated"
    )
    parser.add_argument("--key", metavar="HEX", help="the public key that you trust (64 hexadecimal digits)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Verify and print; return the exit code."""
    key = options.key.strip().lower() if options.key else None
    if key is not None and not _is_hash(key):
        print("--key takes the public key as 64 hexadecimal digits", file=sys.stderr)
        return 2
    try:
        report = verify(options.log, options.checkpoint, key)
    except OSError as problem:
        print(f"cannot read {problem.filename}: {problem.strerror}", file=sys.stderr)
        return 2
    print(json.dumps(report.as_json(), indent=2) if options.json else "\n".join(in_words(report)))
    return 1 if report.findings else 0


if __name__ == "__main__":
    command = argparse.ArgumentParser(description="Verify a Handrail audit log.")
    add_arguments(command)
    sys.exit(run(command.parse_args()))
