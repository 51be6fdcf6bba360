"""`handrail demo` on a folder: built once, refused where something else lives, clear about a taken port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from handrail.site.demo import mark as marks
from handrail.site.demo.mark import State
from tests.site.demo.test_mark import marked

# A folder and a database of its own: one run is enough, whatever the suite runs on.
pytestmark = pytest.mark.pure


def environment(home: Path, **environ: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"HANDRAIL_TESTING", *marks.FROM_OUTSIDE}}
    return {**kept, "HANDRAIL_HOME": str(home), **environ}


def demo(home: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "handrail.site.cli", "demo", *words],
        env=environment(home, **environ),
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demonstration") / "home"
    answer = demo(home, "--no-serve", "--cases", "200", "--seed", "5")
    assert answer.returncode == 0, answer.stderr
    return home


def test_it_builds_in_an_empty_folder_and_marks_it(built: Path) -> None:
    assert marks.state_of(built) is State.BUILT
    assert (built / "handrail.sqlite3").is_file()
    assert (built / "keys" / "master.key").stat().st_mode & 0o077 == 0


def test_it_does_not_build_twice(built: Path) -> None:
    before = (built / "demonstration").read_bytes()
    assert demo(built, "--no-serve").returncode == 0
    assert (built / "demonstration").read_bytes() == before


def test_it_says_so_when_another_country_is_asked_for(built: Path) -> None:
    answer = demo(built, "--no-serve", "--seed", "6")
    assert answer.returncode == 2
    assert "--seed 5" in answer.stderr


def test_it_refuses_a_folder_with_anything_else_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "handrail.sqlite3").write_bytes(b"real records")
    answer = demo(tmp_path, "--no-serve")
    assert answer.returncode == 2
    assert "real installation" in answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["handrail.sqlite3"]


def test_it_refuses_a_database_from_outside(tmp_path: Path) -> None:
    answer = demo(tmp_path / "home", HANDRAIL_DATABASE_URL="postgresql://real/records")
    assert answer.returncode == 2
    assert "HANDRAIL_DATABASE_URL" in answer.stderr
    assert not (tmp_path / "home").exists()


def test_too_few_cases_are_refused(tmp_path: Path) -> None:
    assert demo(tmp_path / "home", "--cases", "3").returncode == 2
    assert not (tmp_path / "home").exists()


def test_a_build_that_was_cut_off_is_begun_anew(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    marked(tmp_path, builder=ended.pid)
    (tmp_path / "handrail.sqlite3").write_bytes(b"half of it")
    answer = demo(tmp_path, "--no-serve", "--cases", "201")
    assert answer.returncode == 0, answer.stderr
    mark = marks.read_mark(tmp_path)
    assert mark is not None
    assert (mark.cases, mark.builder) == (201, 0)


def test_a_build_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    marked(tmp_path, builder=os.getpid())
    answer = demo(tmp_path, "--no-serve")
    assert answer.returncode == 2
    assert "Wait until it is done" in answer.stderr


def test_a_taken_port_is_said_plainly(built: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = demo(built, "--port", str(port))
    assert answer.returncode == 1
    assert f"Port {port} is taken" in answer.stderr
    assert "--port" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_it_serves_and_ends_when_told(built: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "handrail.site.cli", "demo", "--port", str(port)],
        env=environment(built),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        assert server.stdout.readline() == f"Handrail is open at http://localhost:{port}/\n"
        assert f"http://localhost:{port}/demo/" in server.stdout.readline()
        with urlopen(f"http://127.0.0.1:{port}/static/shell/mark.svg", timeout=30) as answer:
            assert answer.status == 200
    finally:
        server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=30) == 0
    server.stdout.close()


def test_the_worker_ends_with_the_server_that_started_it(built: Path) -> None:
    worker = [sys.executable, "-m", "handrail.site.worker", "--with-parent"]
    ended = subprocess.run(worker, env=environment(built), stdin=subprocess.DEVNULL, timeout=60)
    assert ended.returncode == 0


def test_nobody_has_a_password_and_no_name_lies_open(built: Path) -> None:
    """The people of the country are invented; the way they are kept is not."""
    import sqlite3

    base = sqlite3.connect(built / "handrail.sqlite3")
    passwords = {row[0][:1] for row in base.execute("SELECT password FROM core_account")}
    assert passwords == {"!"}
    base.close()
    raw = (built / "handrail.sqlite3").read_bytes()
    assert b"Asked for the same interpreter" not in raw
    assert b"+999 " not in raw
