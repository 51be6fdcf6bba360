"""What `handrail import` says of each record: what is much waits encrypted on disk until all is known."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from handrail.cooperate.actions.deciding import Plan
from handrail.cooperate.actions.payload import problem_json
from handrail.cooperate.models import Outcome
from handrail.core.vault.uploads import SealedSpool

# What the check found beside the rows: notices about how things were read, and what was left out, by reason.
Told = dict[str, Any]

HELD_LINES = 2_000
SAYS_EVERY = 20_000


class Report:
    """Hears of the records in the order of the file, and prints them at the end, as text or as one document.

    Cells that are refused are in it: so what does not fit into memory waits encrypted.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.counts: Counter[str] = Counter()
        self._lines: list[str] = []
        self._spool: SealedSpool | None = None
        self._place, self._person = "", 0

    def take(self, plan: Plan) -> None:
        """Add the next record."""
        self.counts[plan.outcome.value] += 1
        if self.as_json:
            self._lines.append(json.dumps(self._document(plan), ensure_ascii=False))
        else:
            self._lines += [
                f"row {problem.row}{', ' if problem.column else ''}{problem.column}: {problem.value!r}: "
                f"{problem.why} {problem.mend}"
                for problem in plan.problems
                if problem.fatal
            ]
        if len(self._lines) >= HELD_LINES:
            self._put_away()
        if self.counts.total() % SAYS_EVERY == 0:
            print(f"{self.counts.total():,} records ...", file=sys.stderr)

    def show(self, told: Told, *, dry_run: bool) -> int:
        """Print what became of the records, and return the exit code."""
        summary = {outcome.value: self.counts[outcome.value] for outcome in Outcome}
        if self.as_json:
            said = {"dry_run": dry_run, **summary, "notices": told["notices"], "dropped": told["dropped"]}
            last = json.dumps({"id": "summary", **said}, ensure_ascii=False)
            sys.stdout.write("[")
            for line in self._all_lines():
                sys.stdout.write(line + ", ")
            print(last + "]")
            return 1 if self.counts[Outcome.REFUSED.value] else 0
        for line in self._all_lines():
            print(line)
        for notice in told["notices"]:
            row = f"row {notice['row']}" if notice["row"] else ""
            place = ", ".join(part for part in (row, notice["column"]) if part)
            print(f"note: {place}{': ' if place else ''}{notice['why']} {notice['mend']}", file=sys.stderr)
        for reason, count in told["dropped"].items():
            print(f"left out: {count} ({reason})")
        counted = ", ".join(f"{count} {outcome}" for outcome, count in summary.items())
        print(counted + (" (nothing written)" if dry_run else ""))
        return 1 if self.counts[Outcome.REFUSED.value] else 0

    def _document(self, plan: Plan) -> dict[str, Any]:
        """One object a record; its id is the place in the file, with "/2" for the second person of a row."""
        record = plan.record
        place = f"{record.sheet}!{record.rows[0] if record.rows else 0}"
        self._person = self._person + 1 if place == self._place else 1
        self._place = place
        return {
            "id": place if self._person == 1 else f"{place}/{self._person}",
            "rows": list(record.rows),
            "outcome": plan.outcome.value,
            "problems": [problem_json(problem) for problem in plan.problems],
        }

    def _put_away(self) -> None:
        if self._spool is None:
            self._spool = SealedSpool()
        # A line has no line break: JSON writes them as signs, and a text's are written so here.
        self._spool.append("".join(line.replace("\n", "\\n") + "\n" for line in self._lines).encode())
        self._lines = []

    def _all_lines(self) -> Iterator[str]:
        if self._spool is not None:
            with self._spool.finish() as stream:
                for line in stream:
                    yield line.decode().rstrip("\n")
        yield from self._lines
