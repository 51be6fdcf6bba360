"""Somebody who brings files in through the pages, one after another, and starts again what stopped."""

from __future__ import annotations

import threading
import time
from collections import Counter

from benchmarks.client import NoAnswer
from benchmarks.ledger import NOT_SENT, Sheet
from benchmarks.names import SYLLABLES
from benchmarks.people import Failed, Person

ROWS = 700  # more than a chunk
LOOK_EVERY = 2.0  # seconds
AT_WORK, STOPPED, CHECKED, FAILED, DONE = "at work", "stopped", "checked", "failed", "done"


class Importer(Person):
    """Brings files of made-up people in. What became of each is in the ledger as a `Sheet`."""

    def bring_in(self, until: float, give_up: float, stop: threading.Event) -> None:
        """Bring files in until a moment; see the last one through, at most until another."""
        while time.monotonic() < until and not stop.is_set():
            names = self.names()
            state, run = NOT_SENT, f"{self.number}-{self.written}"
            try:
                run = self.upload(names) or run
                state = self.see_through(run, give_up)
            except Failed:
                self.record.count("upload given up")
            self.record.ledger.sheets.append(Sheet(run, state, tuple(names)))
            stop.wait(self.chance.uniform(1, 10))

    def names(self) -> list[str]:
        """Names that nobody else has, nor one like it."""
        self.written += 1
        made: dict[str, None] = {}
        while len(made) < ROWS:
            first, last = ("".join(self.chance.choices(SYLLABLES, k=5)).capitalize() for _ in range(2))
            made[f"{first} {last}"] = None
        return list(made)

    def upload(self, names: list[str]) -> str:
        """Send a CSV whose columns are known; return the id of its import."""
        lines = ["hr_CaseId,hr_FullName,hr_Sex,prs_Citizenship,hr_RegisteredOn"]
        lines += [
            f"{self.mark}-{self.number}-{self.written}-{place},{name},female,KH,2026-08-01"
            for place, name in enumerate(names)
        ]
        content = "\n".join(lines).encode()
        self.get("form", "/import/new/")
        answer = self.ask(
            "upload",
            lambda: self.browser.post("/import/new/", {"unit": [""]}, file=("file", "list.csv", content)),
            302,
        )
        return answer.location.strip("/").split("/")[1]

    def see_through(self, run: str, give_up: float) -> str:
        """Confirm what was checked, start again what stopped, until it is in. Return what it came to."""
        state = AT_WORK
        while time.monotonic() < give_up:
            try:
                state = self.state(run)
                if state == DONE:
                    return DONE
                if state in (CHECKED, FAILED, STOPPED):
                    self.record.count(f"import {state}")
                    self.post("confirm", f"/import/{run}/confirm/", {}, 302)
            except (Failed, NoAnswer):
                self.record.count("import: asked again")
            time.sleep(LOOK_EVERY)
        return state

    def state(self, run: str) -> str:
        """Read off its page how far an import is."""
        text = self.get("import", f"/import/{run}/").text
        if 'id="moving"' in text:
            return STOPPED if f"/import/{run}/confirm/" in text else AT_WORK
        if "The import stopped" in text:
            return FAILED
        return CHECKED if "Look before it is written" in text else DONE


def take_out(person: Person, every: float, until: float, stop: threading.Event) -> Counter[str]:
    """Have somebody take the unit's cases out now and then; return how often it went well or not."""
    went: Counter[str] = Counter()
    lock = "a password of several words"
    fields = {"form": ["htcds-csv"], "lock": ["password"], "password": [lock], "password_again": [lock]}
    while time.monotonic() < until and not stop.wait(every):
        try:
            person.get("form", "/export/")
            person.post("export", "/export/", fields, 200)
            went["exported"] += 1
        except Failed:
            went["export given up"] += 1
    return went
