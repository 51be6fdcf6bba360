"""Kills of web, worker and database at random moments, as the kernel does when memory runs out."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable

import psutil

from benchmarks.house import House

SHARES = {"web": 40, "worker": 35, "database": 25}
SOONEST = 4.0  # seconds between two kills


class Disasters:
    """Kills one of the house's processes after another with SIGKILL; `house` starts them again."""

    def __init__(self, house: House, *, every: float, seed: int) -> None:
        self.house, self.every = house, every
        self.chance = random.Random(seed)
        self.done: list[tuple[float, str]] = []
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._stop = threading.Event()

    def __enter__(self) -> Disasters:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def counts(self) -> Counter[str]:
        return Counter(target for _, target in self.done)

    def _go_on(self) -> None:
        kills: dict[str, Callable[[], bool]] = {"web": self._web, "worker": self._worker}
        if self.house.postgres:
            kills["database"] = self._database
        targets = list(kills)
        while not self._stop.wait(SOONEST + self.chance.expovariate(1 / max(self.every - SOONEST, 0.1))):
            target = self.chance.choices(targets, [SHARES[one] for one in targets])[0]
            at = time.monotonic()
            if kills[target]():
                self.done.append((at, target))

    def _web(self) -> bool:
        one = self.chance.choice(self.house.web)
        was = one.alive
        one.kill()
        return was

    def _worker(self) -> bool:
        if self.house.worker:
            was = self.house.worker.alive
            self.house.worker.kill()
            return was
        # On a laptop the worker is a child of the server.
        server = self.house.web[0].running
        try:
            for child in psutil.Process(server.pid).children() if server else []:
                if "handrail.site.worker" in child.cmdline():
                    child.kill()
                    return True
        except psutil.NoSuchProcess:
            pass
        return False

    def _database(self) -> bool:
        assert self.house.postgres
        was = self.house.postgres.alive
        self.house.postgres.kill()
        return was


def after_kills(errors: list[tuple[float, str]], kills: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return of each error how many seconds it came after the latest kill before it (-1: before any)."""
    moments = [at for at, _ in kills]
    return [(min((at - kill for kill in moments if kill <= at), default=-1.0), what) for at, what in errors]
