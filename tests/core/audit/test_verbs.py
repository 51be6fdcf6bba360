"""The log's verbs, from recording to an outsider's verification."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from handrail.core import audit, vault
from handrail.core.audit.models import Checkpoint, PendingEvent
from handrail.core.audit.verbs import checkpoint, export, seal, verify


def call(verb: ModuleType, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    verb.add_arguments(parser)
    code: int = verb.run(parser.parse_args(arguments))
    return code


def record() -> None:
    audit.record(action="core:case:opened", kind="case", ids=[], actor=None, organisation=None)


def test_from_the_first_event_to_the_verdict(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, point = str(tmp_path / "log.jsonl"), str(tmp_path / "checkpoint.json")
    record()
    assert call(seal, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"sealed": 1, "found": 0, "position": 1}
    record()
    assert call(checkpoint, "--out", point, "--json") == 0
    assert json.loads(capsys.readouterr().out) == json.loads(Path(point).read_text())
    record()
    assert call(export, "--out", out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"entries": 2, "waiting": 1, "covered": 2}
    key = vault_key()
    assert call(verify, out, "--checkpoint", point, "--key", key, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["sound"], answer["covered"], answer["unsealed"]) == (True, 2, 1)
    Path(out).write_bytes(Path(out).read_bytes().replace(b"opened", b"closed", 1))
    assert call(verify, out, "--checkpoint", point) == 1
    assert "line 2" in capsys.readouterr().out


def test_each_verb_says_in_words_what_it_did(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record()
    assert call(export, "--out", str(tmp_path / "a.jsonl")) == 0
    assert "1 events wait for the sealer" in capsys.readouterr().out
    assert call(seal) == 0
    assert "Sealed 1 events" in capsys.readouterr().out
    assert call(checkpoint, "--out", str(tmp_path / "a.json")) == 0
    assert "Checkpoint at entry 1" in capsys.readouterr().out


def test_events_taken_out_of_the_queue_are_found_and_are_bad_news(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    record()
    PendingEvent.objects.all().delete()
    assert call(seal) == 0
    assert call(seal, "--everything") == 1
    assert "taken out of the queue" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [checkpoint, export])
def test_nothing_is_overwritten(
    db: None, tmp_path: Path, verb: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    assert call(verb, "--out", str(there)) == 2
    assert there.read_text() == "mine" and "choose a new name" in capsys.readouterr().err
    assert call(verb, "--out", str(tmp_path / "no" / "folder")) == 2
    assert "cannot write" in capsys.readouterr().err


def test_without_a_signing_key_there_is_no_checkpoint_and_no_file(
    db: None, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HANDRAIL_HOME = tmp_path
    assert call(checkpoint, "--out", str(tmp_path / "a.json")) == 2
    assert "handrail init" in capsys.readouterr().err
    assert not (tmp_path / "a.json").exists() and not Checkpoint.objects.exists()


def vault_key() -> str:
    from handrail.core.vault import signing

    assert vault.signing_key_path().exists()
    return signing.public_key().hex()
