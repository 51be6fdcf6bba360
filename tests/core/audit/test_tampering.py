"""Each way to tamper with a log that we could think of: what the verifier calls it, and where.

Three cannot be detected by anybody who holds only an older checkpoint. They are listed with the reason, and
tested to be undetected, so that the page which says so stays true.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.audit.standalone.verify_log import canonical, genesis_hash
from tests.core.audit.logs import (
    ENTRIES,
    INSTALLATION,
    OTHER_INSTALLATION,
    OTHER_KEY,
    SIGNED,
    Log,
    chained,
    checkpoint_at,
    event,
    header_for,
    signed,
)

Tampering = Callable[[Log], None]


def change_field(name: str, value: object) -> Tampering:
    def tamper(log: Log) -> None:
        log.entries[4]["event"][name] = value

    return tamper


def set_in_entry(name: str, value: object) -> Tampering:
    def tamper(log: Log) -> None:
        log.entries[4][name] = value

    return tamper


def drop(log: Log) -> None:
    del log.entries[4]


def drop_and_mend_positions(log: Log) -> None:
    del log.entries[4]
    for position, entry in enumerate(log.entries, start=1):
        entry["position"] = position
    log.header = header_for(log.entries)


def drop_first(log: Log) -> None:
    del log.entries[0]


def swap(log: Log) -> None:
    log.entries[4], log.entries[5] = log.entries[5], log.entries[4]


def swap_contents(log: Log) -> None:
    one, other = log.entries[4], log.entries[5]
    one["event"], other["event"] = other["event"], one["event"]


def duplicate(log: Log) -> None:
    log.entries.insert(5, dict(log.entries[4]))


def insert(log: Log) -> None:
    slipped_in = {**chained([event(99)])[0], "position": 6, "previous": log.entries[4]["hash"]}
    log.entries.insert(5, slipped_in)


def insert_and_rechain(log: Log) -> None:
    log.rechain([*log.events()[:4], event(99), *log.events()[4:]])


def rechain_from(position: int) -> Tampering:
    def tamper(log: Log) -> None:
        events = log.events()
        events[position - 1]["actor"] = str(UUID(int=666))
        log.rechain(events)

    return tamper


def cut(keep: int, *, header: bool) -> Tampering:
    def tamper(log: Log) -> None:
        log.entries = log.entries[:keep]
        if header:
            log.header = header_for(log.entries)

    return tamper


def in_bytes(change: Callable[[bytes], bytes]) -> Tampering:
    def tamper(log: Log) -> None:
        log.change_bytes = change

    return tamper


def on_line(number: int, change: Callable[[bytes], bytes]) -> Tampering:
    def whole(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return in_bytes(whole)


def withhold_and_lie(log: Log) -> None:
    entry = log.entries[4]
    log.entries[4] = {name: entry[name] for name in ("hash", "position", "previous")} | {
        "event_hash": "0" * 64
    }


def other_installation(log: Log) -> None:
    log.entries = chained(log.events(), OTHER_INSTALLATION)
    log.header = header_for(log.entries, OTHER_INSTALLATION)


def rename_installation(log: Log) -> None:
    log.header["installation"] = OTHER_INSTALLATION


def in_header(name: str, value: object) -> Tampering:
    def tamper(log: Log) -> None:
        log.header[name] = value

    return tamper


def in_checkpoint(name: str, value: object) -> Tampering:
    def tamper(log: Log) -> None:
        log.checkpoint[name] = value

    return tamper


def forge_checkpoint_with_own_key(log: Log) -> None:
    log.key = str(log.checkpoint["public_key"])
    rechain_from(3)(log)
    log.checkpoint = checkpoint_at(log.entries, SIGNED, OTHER_KEY)


def keep_key_name_sign_with_another(log: Log) -> None:
    rechain_from(3)(log)
    log.checkpoint = signed(
        {**checkpoint_at(log.entries, SIGNED), "at": "2026-01-01T00:00:00.000000Z"}, OTHER_KEY
    )


def checkpoint_of_an_empty_log(log: Log) -> None:
    log.checkpoint = signed({**log.checkpoint, "position": 0, "hash": "0" * 64})


HASH = "ab" * 32
DETECTED: dict[str, tuple[Tampering, str, int]] = {
    # name: (what is done, what the verifier calls it, on which line; 0: the file as a whole)
    "another actor": (change_field("actor", str(UUID(int=666))), "changed", 6),
    "no actor": (change_field("actor", None), "changed", 6),
    "another action": (change_field("action", "core:case:closed"), "changed", 6),
    "another kind": (change_field("kind", "person"), "changed", 6),
    "another time": (change_field("at", "2026-03-02T09:00:05.000001Z"), "changed", 6),
    "another record": (change_field("ids", [str(UUID(int=1))]), "changed", 6),
    "a record more": (change_field("ids", [str(UUID(int=2005)), str(UUID(int=1))]), "changed", 6),
    "no record": (change_field("ids", []), "changed", 6),
    "another organisation": (change_field("organisation", str(UUID(int=1))), "changed", 6),
    "another reason": (change_field("reason", "court-order"), "changed", 6),
    "another event id": (change_field("id", str(UUID(int=1))), "changed", 6),
    "a name as reason": (change_field("reason", "Rin asked"), "bad-entry", 6),
    "a field more": (change_field("name", "Rin"), "bad-entry", 6),
    "the event gone": (set_in_entry("event", None), "bad-entry", 6),
    "another hash": (set_in_entry("hash", HASH), "changed", 6),
    "another predecessor": (set_in_entry("previous", HASH), "broken-chain", 6),
    "another position": (set_in_entry("position", 50), "missing", 6),
    "a position that is no number": (set_in_entry("position", True), "bad-entry", 6),
    "a line dropped": (drop, "missing", 6),
    "a line dropped, positions mended": (drop_and_mend_positions, "broken-chain", 6),
    "the first line dropped": (drop_first, "missing", 2),
    "two lines swapped": (swap, "missing", 6),
    "two events swapped": (swap_contents, "changed", 6),
    "a line repeated": (duplicate, "out-of-order", 7),
    "a line slipped in": (insert, "changed", 7),
    "a line slipped in, all chained anew": (insert_and_rechain, "checkpoint-differs", 0),
    "an event changed, all chained anew": (rechain_from(3), "checkpoint-differs", 0),
    "the signed event itself changed, all chained anew": (rechain_from(SIGNED), "checkpoint-differs", 0),
    "cut off before the checkpoint": (cut(5, header=True), "cut-short", 0),
    "cut off at the checkpoint, but not in the header": (cut(SIGNED, header=False), "count", 0),
    "everything cut off": (cut(0, header=True), "cut-short", 0),
    "the file emptied": (in_bytes(lambda raw: b""), "no-header", 0),
    "cut off inside a line": (in_bytes(lambda raw: raw[:-40]), "cut-line", ENTRIES + 1),
    "the last line end gone": (in_bytes(lambda raw: raw[:-1]), "cut-line", ENTRIES + 1),
    "a line emptied": (on_line(6, lambda line: b""), "not-json", 6),
    "an empty line at the end": (in_bytes(lambda raw: raw + b"\n"), "not-json", ENTRIES + 2),
    "a space put in": (on_line(6, lambda line: line.replace(b":", b": ", 1)), "rewritten", 6),
    "fields in another order": (
        on_line(
            6,
            lambda line: (
                b'{"previous"'
                + line.split(b',"previous"')[1][:-1]
                + b","
                + line[1:].split(b',"previous"')[0]
                + b"}"
            ),
        ),
        "rewritten",
        6,
    ),
    "a field given twice": (on_line(6, lambda line: line[:-1] + b',"position":5}'), "rewritten", 6),
    "a letter written as an escape": (
        on_line(6, lambda line: line.replace(b"core", b"\\u0063ore", 1)),
        "rewritten",
        6,
    ),
    "windows line ends": (in_bytes(lambda raw: raw.replace(b"\n", b"\r\n")), "rewritten", 1),
    "another encoding": (in_bytes(lambda raw: raw.decode().encode("utf-16")), "not-json", 1),
    "a byte order mark": (in_bytes(lambda raw: b"\xef\xbb\xbf" + raw), "not-json", 1),
    "a letter from another script": (
        on_line(6, lambda line: line.replace(b"case", "cаse".encode(), 1)),
        "not-json",
        6,
    ),
    "upper-case hash": (
        on_line(6, lambda line: line.replace(line[-66:-2], line[-66:-2].upper())),
        "bad-entry",
        6,
    ),
    "not a number at all": (
        on_line(6, lambda line: line.replace(b'"position":5', b'"position":NaN')),
        "not-json",
        6,
    ),
    "a withheld event with another hash": (withhold_and_lie, "changed", 6),
    "the header dropped": (in_bytes(lambda raw: raw.split(b"\n", 1)[1]), "no-header", 1),
    "another format in the header": (in_header("format", "handrail-log/2"), "no-header", 1),
    "another count in the header": (in_header("count", ENTRIES + 1), "count", 0),
    "another end in the header": (in_header("head", HASH), "head", 0),
    "another installation in the header": (rename_installation, "broken-chain", 2),
    "the log of another installation": (other_installation, "other-installation", 0),
    "another position in the checkpoint": (in_checkpoint("position", 7), "forged-checkpoint", 0),
    "another hash in the checkpoint": (in_checkpoint("hash", HASH), "forged-checkpoint", 0),
    "another time in the checkpoint": (
        in_checkpoint("at", "2026-01-01T00:00:00.000000Z"),
        "forged-checkpoint",
        0,
    ),
    "another signature": (in_checkpoint("signature", "0" * 128), "forged-checkpoint", 0),
    "another key in the checkpoint": (in_checkpoint("public_key", HASH), "forged-checkpoint", 0),
    "a field more in the checkpoint": (in_checkpoint("note", "fine"), "bad-checkpoint", 0),
    "a checkpoint signed by another key": (forge_checkpoint_with_own_key, "other-key", 0),
    "a checkpoint signed by another under the same key": (
        keep_key_name_sign_with_another,
        "forged-checkpoint",
        0,
    ),
    "a checkpoint of an empty log": (checkpoint_of_an_empty_log, "checkpoint-differs", 0),
}


def forge_all_without_a_trusted_key(log: Log) -> None:
    rechain_from(3)(log)
    log.checkpoint = checkpoint_at(log.entries, SIGNED, OTHER_KEY)


UNDETECTABLE: dict[str, tuple[Tampering, str]] = {
    "the tail after the checkpoint cut off, header made anew": (
        cut(10, header=True),
        "nothing outside knows that the tail ever was",
    ),
    "the tail after the checkpoint chained anew": (
        rechain_from(SIGNED + 2),
        "whoever holds the database can make what no checkpoint covers; checkpoints must be frequent",
    ),
    "log and checkpoint both forged, and the verifier trusts the key in the checkpoint": (
        forge_all_without_a_trusted_key,
        "the checkpoint must be the one that was handed out, or the key must be known (--key)",
    ),
}


@pytest.mark.parametrize("name", DETECTED)
def test_tampering_is_detected_named_and_located(name: str, tmp_path: Path) -> None:
    tamper, kind, line = DETECTED[name]
    log = Log()
    tamper(log)
    report = log.verified(tmp_path)
    assert (kind, line) in {(found.kind, found.line) for found in report.findings}, report.findings
    assert all(found.text and found.file for found in report.findings)


@pytest.mark.parametrize("name", UNDETECTABLE)
def test_what_nobody_can_detect_is_said_to_be_so(name: str, tmp_path: Path) -> None:
    tamper, reason = UNDETECTABLE[name]
    log = Log()
    tamper(log)
    assert not log.verified(tmp_path).findings
    page = Path(__file__).parents[3] / "docs" / "reference" / "log-format.md"
    assert reason in page.read_text(encoding="utf-8")


def test_there_are_as_many_kinds_as_promised() -> None:
    assert len(DETECTED) + len(UNDETECTABLE) >= 40


def test_damage_after_a_checkpoint_takes_nothing_from_what_it_proves(tmp_path: Path) -> None:
    log = Log()
    log.entries[SIGNED + 1]["event"]["actor"] = None
    report = log.verified(tmp_path)
    assert report.findings and report.covered == SIGNED
    log = Log()
    log.entries[SIGNED - 1]["event"]["actor"] = None
    assert log.verified(tmp_path).covered == 0


def rubbish_after(raw: bytes) -> bytes:
    return raw + b"rubbish\n" * 5_000


def the_signed_entry_again(log: Log, signed_entry: dict[str, Any]) -> Callable[[bytes], bytes]:
    return lambda raw: raw + canonical(signed_entry) + b"\n"


@pytest.mark.parametrize("decoy", ["nothing", "rubbish", "the signed entry again", "a forged place"])
def test_no_decoy_after_a_rewritten_log_makes_it_look_proven(tmp_path: Path, decoy: str) -> None:
    """Damage after a checkpoint takes nothing from it: so nothing there may stand in for what was signed."""
    log = Log()
    signed_entry = dict(log.entries[SIGNED - 1])
    rechain_from(3)(log)
    if decoy == "rubbish":
        log.change_bytes = rubbish_after
    elif decoy == "the signed entry again":
        log.change_bytes = the_signed_entry_again(log, signed_entry)
    elif decoy == "a forged place":
        withheld = {
            "event_hash": HASH,
            **{name: signed_entry[name] for name in ("hash", "position", "previous")},
        }
        log.change_bytes = the_signed_entry_again(log, withheld)
    report = log.verified(tmp_path)
    assert report.covered == 0
    assert "checkpoint-differs" in {found.kind for found in report.findings}


@given(st.data())
def test_no_change_of_one_byte_before_a_checkpoint_leaves_it_proven(data: st.DataObject) -> None:
    log = Log()
    lines = [canonical(value) + b"\n" for value in (log.header, *log.entries)]
    whole, header = b"".join(lines), len(lines[0])
    at = data.draw(st.integers(header, sum(map(len, lines[: SIGNED + 1])) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[at]))
    log.change_bytes = lambda raw: raw[:at] + bytes([byte]) + raw[at + 1 :]
    with TemporaryDirectory() as folder:
        report = log.verified(Path(folder))
    assert report.findings and report.covered == 0


def test_a_file_full_of_damage_is_told_in_a_hundred_lines(tmp_path: Path) -> None:
    log = Log()
    log.change_bytes = lambda raw: raw + b"rubbish\n" * 5_000
    assert len(log.verified(tmp_path).findings) <= 100


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handrail.core.audit.standalone.verify_log.LONGEST_LINE", 1_000)
    log = Log()
    log.change_bytes = lambda raw: raw + b"[" * 5_000 + b"\n"
    kinds = [found.kind for found in log.verified(tmp_path).findings]
    assert "cut-line" in kinds and "not-json" in kinds


def test_the_hashes_are_those_of_the_page(tmp_path: Path) -> None:
    """The example of docs/reference/log-format.md, worked out there from bytes alone."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "log-format.md").read_text(encoding="utf-8")
    entry = chained([event(1)])[0]
    assert genesis_hash(INSTALLATION) in page
    assert canonical(entry).decode() in page
