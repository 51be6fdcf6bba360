"""A demonstration is marked once, in an empty folder; nothing makes one of a real installation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handrail.core.vault.keyfiles import create_master_key
from handrail.site.demo import mark as marks
from handrail.site.demo.mark import Mark, State
from handrail.site.home import DEMO_MARK

# A folder and a database of its own: one run is enough, whatever the suite runs on.
pytestmark = pytest.mark.pure


def marked(home: Path, *, builder: int = 0) -> Mark:
    create_master_key(home / "keys" / "master.key")
    mark = Mark("Lantessara", 7, 3200, "2026-11-24", builder, marks.fingerprint(home))
    marks.write_mark(home, mark)
    return mark


def real_installation(home: Path) -> Path:
    create_master_key(home / "keys" / "master.key")
    (home / "handrail.sqlite3").write_bytes(b"records")
    return home


def test_a_missing_and_an_empty_folder_are_empty(tmp_path: Path) -> None:
    assert marks.state_of(tmp_path) is State.EMPTY
    assert marks.state_of(tmp_path / "not-there") is State.EMPTY


def test_a_marked_folder_is_a_demonstration(tmp_path: Path) -> None:
    mark = marked(tmp_path)
    assert marks.state_of(tmp_path) is State.BUILT
    assert marks.is_genuine(tmp_path, {})
    assert marks.read_mark(tmp_path) == mark


def test_a_real_installation_is_foreign(tmp_path: Path) -> None:
    assert marks.state_of(real_installation(tmp_path)) is State.FOREIGN
    assert not marks.is_genuine(tmp_path, {})


@pytest.mark.parametrize("content", ["", "{}", "[]", "demonstration", '{"key": ""}'])
def test_a_file_of_that_name_is_no_mark(tmp_path: Path, content: str) -> None:
    real_installation(tmp_path)
    (tmp_path / DEMO_MARK).write_text(content)
    assert not marks.is_genuine(tmp_path, {})
    assert marks.state_of(tmp_path) is State.FOREIGN


def test_a_mark_carried_over_from_a_demonstration_does_not_fit_other_keys(tmp_path: Path) -> None:
    demo, real = tmp_path / "demo", real_installation(tmp_path / "real")
    marked(demo)
    (real / DEMO_MARK).write_bytes((demo / DEMO_MARK).read_bytes())
    assert marks.is_genuine(demo, {})
    assert not marks.is_genuine(real, {})


def test_a_mark_that_leaves_the_key_out_fits_no_folder_without_a_key(tmp_path: Path) -> None:
    (tmp_path / DEMO_MARK).write_text(
        json.dumps({"country": "", "seed": 1, "cases": 1, "as_of": "", "builder": 0, "key": ""})
    )
    assert not marks.is_genuine(tmp_path, {})


@pytest.mark.parametrize("name", marks.FROM_OUTSIDE)
def test_records_or_keys_from_outside_end_the_demonstration(tmp_path: Path, name: str) -> None:
    marked(tmp_path)
    assert not marks.is_genuine(tmp_path, {name: "postgresql://real/records"})


def test_what_an_interrupted_build_left_is_cleared(tmp_path: Path) -> None:
    mark = marked(tmp_path, builder=1)
    (tmp_path / "handrail.sqlite3-wal").write_bytes(b"half")
    assert marks.state_of(tmp_path) is State.BUILDING
    assert marks.builder_lives(mark)  # process 1 always lives
    marks.clear_half_built(tmp_path)
    assert marks.state_of(tmp_path) is State.EMPTY


def test_nothing_is_cleared_where_something_else_lies(tmp_path: Path) -> None:
    marked(tmp_path, builder=1)
    (tmp_path / "survivors.xlsx").write_bytes(b"somebody put this here")
    with pytest.raises(ValueError, match=r"survivors\.xlsx"):
        marks.clear_half_built(tmp_path)
    assert marks.state_of(tmp_path) is State.BUILDING


def test_a_builder_that_is_gone_does_not_live(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not marks.builder_lives(replace(marked(tmp_path, builder=1), builder=ended.pid))


def settings_demo(home: Path, **environ: str) -> str:
    """What `settings.DEMO` is for an installation in that folder."""
    asked = "from django.conf import settings; print(settings.DEMO)"
    kept = {k: v for k, v in os.environ.items() if k not in {"HANDRAIL_TESTING", *marks.FROM_OUTSIDE}}
    told = {**kept, "HANDRAIL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "handrail.site.settings", **environ}
    answer = subprocess.run(
        [sys.executable, "-c", asked], env=told, capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def test_no_variable_switches_the_demonstration_on_for_a_real_installation(tmp_path: Path) -> None:
    home = real_installation(tmp_path)
    switches = dict.fromkeys(("DEMO", "HANDRAIL_DEMO", "HANDRAIL_DEMONSTRATION", "DJANGO_DEMO"), "1")
    assert settings_demo(home, **switches) == "False"


def test_the_settings_know_a_demonstration(tmp_path: Path) -> None:
    marked(tmp_path)
    assert settings_demo(tmp_path) == "True"
