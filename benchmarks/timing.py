"""Medians of calls in turns, and the seconds that named functions take inside a longer run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any


def in_turns(calls: dict[str, Callable[[], Any]], *, times: int = 15, warm_up: int = 2) -> dict[str, float]:
    """Return the median seconds of each of several calls, made in turns.

    What else the machine does meanwhile then falls on all of them alike.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(warm_up + times):
        for name, call in calls.items():
            began = time.perf_counter()
            call()
            if turn >= warm_up:
                taken[name].append(time.perf_counter() - began)
    return {name: median(each) for name, each in taken.items()}


@contextmanager
def inside(module: Any, *names: str) -> Iterator[dict[str, float]]:
    """Collect the seconds that the named functions of a module take while the block runs."""
    spent = dict.fromkeys(names, 0.0)
    before = {name: getattr(module, name) for name in names}

    def timed(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return before[name](*args, **kwargs)
            finally:
                spent[name] += time.perf_counter() - began

        return call

    for name in names:
        setattr(module, name, timed(name))
    try:
        yield spent
    finally:
        for name, function in before.items():
            setattr(module, name, function)
