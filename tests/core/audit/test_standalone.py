"""The verifier as an expert runs it: one file, an old Python, nothing installed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handrail.core.audit.standalone import verify_log
from tests.core.audit.logs import ENTRIES, KEY, SIGNED, Log, checkpoint_at

SCRIPT = Path(verify_log.__file__)
PUBLIC_KEY = KEY.public_key().public_bytes_raw().hex()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Copy the script away from the project and run it isolated from everything that is installed."""
    alone = folder / "verify_log.py"
    alone.write_bytes(SCRIPT.read_bytes())
    return subprocess.run(
        [sys.executable, "-I", "-S", str(alone), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_python_3_8_and_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported == {"__future__", "argparse", "hashlib", "json", "pathlib", "re", "sys", "typing"}


def test_a_sound_log_is_told_in_words_and_in_json(tmp_path: Path) -> None:
    Log().verified(tmp_path)
    told = run(tmp_path, "log.jsonl", "--checkpoint", "checkpoint.json", "--key", PUBLIC_KEY.upper())
    assert told.returncode == 0, told.stderr
    assert f"Proven: entries 1 to {SIGNED}" in told.stdout and "Not proven: 4 entries" in told.stdout
    answer = json.loads(run(tmp_path, "log.jsonl", "--checkpoint", "checkpoint.json", "--json").stdout)
    assert (answer["sound"], answer["entries"], answer["covered"]) == (True, ENTRIES, SIGNED)


def test_without_a_checkpoint_nothing_is_called_proven(tmp_path: Path) -> None:
    Log().verified(tmp_path)
    told = run(tmp_path, "log.jsonl")
    assert told.returncode == 0 and "Proven:" not in told.stdout and f"Not proven: {ENTRIES}" in told.stdout


def test_the_key_is_shown_when_it_was_not_given(tmp_path: Path) -> None:
    Log().verified(tmp_path)
    assert f"Signed by {PUBLIC_KEY}" in run(tmp_path, "log.jsonl", "--checkpoint", "checkpoint.json").stdout


def test_damage_is_exit_code_1_and_names_the_line(tmp_path: Path) -> None:
    log = Log()
    log.entries[4]["event"]["actor"] = None
    log.verified(tmp_path)
    told = run(tmp_path, "log.jsonl", "--checkpoint", "checkpoint.json")
    assert told.returncode == 1 and "DAMAGE (changed) log.jsonl, line 6" in told.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-file",),
        ("log.jsonl", "--checkpoint", "no-such-file"),
        ("log.jsonl", "--key", "abc"),
        ("log.jsonl", "--unknown"),
        (".",),
        (),
    ],
)
def test_wrong_use_is_exit_code_2_without_a_traceback(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    Log().verified(tmp_path)
    told = run(tmp_path, *arguments)
    assert told.returncode == 2 and told.stderr and "Traceback" not in told.stderr


def test_several_checkpoints_must_all_agree(tmp_path: Path) -> None:
    log = Log()
    log.verified(tmp_path)
    for position in (0, 3, 11):
        (tmp_path / f"{position}.json").write_text(json.dumps(checkpoint_at(log.entries, position)))
    files = [str(tmp_path / f"{position}.json") for position in (0, 3, 11)]
    report = verify_log.verify(str(tmp_path / "log.jsonl"), files)
    assert not report.findings and report.covered == 11
    another = Ed25519PrivateKey.from_private_bytes(b"9" * 32)
    (tmp_path / "3.json").write_text(json.dumps(checkpoint_at(log.entries, 3, another)))
    report = verify_log.verify(str(tmp_path / "log.jsonl"), files)
    assert [found.kind for found in report.findings] == ["several-keys"]
    assert report.covered == 0, "one of the keys is a forger's, and which one nobody said"


def test_an_extract_with_withheld_events_keeps_its_place_in_the_chain(tmp_path: Path) -> None:
    """A court sees one exhibit's events; the others show only that they are there and unchanged."""
    log = Log()
    for number, entry in enumerate(log.entries):
        if number != 4:
            entry["event_hash"] = verify_log.event_hash(entry.pop("event"))
    report = log.verified(tmp_path)
    assert not report.findings and (report.withheld, report.covered) == (ENTRIES - 1, SIGNED)
