"""Serves the installation, with a worker for jobs and a sealer for the log beside it."""

from __future__ import annotations

import errno
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.core.operations.logs import facts, house_log

if TYPE_CHECKING:
    from handrail.site.webserver import Tls

log = house_log("serving")
SEAL_EVERY = 15.0  # seconds
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(
    host: str,
    port: int,
    *,
    with_worker: bool = True,
    with_sealer: bool = True,
    tls: Tls | None = None,
    welcome: str = "",
) -> int:
    """Serve until interrupted. Returns 0, or 1 with words on stderr when the port cannot be had."""
    from django.conf import settings

    # Files are served from the packages; the folder only has to be there before the application looks.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    from handrail.site.webserver import make_server
    from handrail.site.wsgi import application

    try:
        server = make_server(application, host, port, tls=tls)
        server.prepare()
    except OSError as problem:
        print(_why_not(problem, host, port), file=sys.stderr)
        return 1
    url = f"{'https' if tls else 'http'}://{_shown(host)}:{port}/"
    print(opening(url), flush=True)
    if welcome:
        print(welcome.format(url=url), flush=True)
    # Whoever stops a service sends SIGTERM: it ends as quietly as Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _beside(with_worker=with_worker, with_sealer=with_sealer):
        try:
            server.serve()
        except KeyboardInterrupt:
            print("\nClosed.")
        finally:
            server.stop()
    return 0


def _shown(host: str) -> str:
    """Return the name by which people reach it."""
    from django.conf import settings

    if host in LOOPBACK:
        return "localhost"
    named = [name for name in settings.ALLOWED_HOSTS if name != "localhost"]
    return named[0] if named and host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound


def opening(url: str) -> str:
    """Say where to go: behind a proxy nobody can open the address that this process listens on."""
    from django.conf import settings

    if settings.REACHED != "proxy":
        return f"Handrail is open at {url}"
    names = [name for name in settings.ALLOWED_HOSTS if name not in LOOPBACK]
    return f"Handrail listens at {url} for the proxy. People open https://{(names or ['localhost'])[0]}/"


def _why_not(problem: OSError, host: str, port: int) -> str:
    # The server wraps what the system said into words of its own.
    said = re.search(r"\[Errno (\d+)\]", str(problem))
    number = problem.errno or (int(said[1]) if said else 0)
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is taken: another program answers there, perhaps a Handrail that still runs. "
            f"End it, or choose another port: --port {port + 1} (make demo PORT={port + 1})"
        )
    if number == errno.EACCES:
        return (
            f"Port {port} may be used by the system's administrator alone. Choose one above 1023: --port 8000"
        )
    return f"Cannot serve on {host}:{port}: {problem.strerror or problem}"


@contextmanager
def _beside(*, with_worker: bool, with_sealer: bool) -> Iterator[None]:
    """Keep the worker and the sealer running as long as the block does."""
    stop = threading.Event()
    threads = []
    if with_sealer:
        threads.append(threading.Thread(target=_keep_sealing, args=(stop,), daemon=True, name="sealer"))
    if with_worker and _jobs_wait_in_database():
        threads.append(threading.Thread(target=_keep_working, args=(stop,), daemon=True, name="worker"))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=5)


def _jobs_wait_in_database() -> bool:
    from django.conf import settings

    return str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_db")


def _keep_sealing(stop: threading.Event) -> None:
    """Seal the log now and then; a database that is busy or away is tried again at the next turn."""
    from django.db import Error, close_old_connections, connection

    from handrail.core.audit import seal_pending

    while not stop.wait(SEAL_EVERY):
        close_old_connections()
        try:
            seal_pending()
        except Error:
            log.warning("seal-failed", exc_info=True)
        finally:
            connection.close()


def _keep_working(stop: threading.Event) -> None:
    """Keep one worker process alive; one that ends by itself is started again after a while."""
    while not stop.is_set():
        # A session of its own: Ctrl+C in the terminal is for the server, which then asks the worker to end.
        worker = subprocess.Popen(
            [sys.executable, "-m", "handrail.site.worker", "--with-parent"],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        while worker.poll() is None and not stop.wait(0.5):
            pass
        if worker.poll() is not None and not stop.is_set():
            log.warning("worker-ended", extra=facts(count=abs(worker.returncode)))
            stop.wait(5)
            continue
        worker.terminate()
        try:
            worker.wait(timeout=4)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
