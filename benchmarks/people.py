"""People at work: what each does, how often, how long they think, and what they write down of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from benchmarks.client import Answer, Balancer, Browser, Fields, NoAnswer, form_with, theirs
from benchmarks.ledger import Edit, Goal, Ledger, Note, Opening, Step
from benchmarks.names import SYLLABLES

# Of a hundred things that a person does. A note, a goal, a step and a change begin with opening the case or
# its form.
MIX = {
    "list": 26,
    "case": 24,
    "help": 6,
    "goal": 4,
    "search": 10,
    "change": 10,
    "note": 10,
    "step": 3,
    "cascade": 3,
    "new case": 2,
    "my work": 2,
}
PARTS = {
    "hr_Nickname": "person",
    "hr_FatherName": "person",
    "hr_MotherName": "person",
    "prs_MailingStreet": "contact",
}
STEPS = ("screened", "presumed", "assisted", "investigated")
HOT = 3  # cases of each desk that people take every second time
TRIES = 8
LONG = 30.0  # seconds: what takes longer is an error


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer: what was asked, how long it took, at which moment (seconds of a monotonic clock)."""

    kind: str
    seconds: float
    at: float


@dataclass(slots=True)
class Record:
    """What all people together saw and did. Each appends; appending is safe between threads."""

    samples: list[Sample] = field(default_factory=list)
    errors: list[tuple[float, str]] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    met: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        with self.lock:
            self.met[what] += 1

    def wrong(self, what: str) -> None:
        self.errors.append((time.monotonic(), what))


class Failed(Exception):
    """The answer was not the one that was to come; `unknown`: whether a write may nevertheless be in."""

    def __init__(self, why: str, *, unknown: bool) -> None:
        super().__init__(why)
        self.unknown = unknown


class Person:
    """One account with a browser. `who`: username, password, secret, desk (ids of cases)."""

    def __init__(
        self, who: dict[str, Any], number: int, balancer: Balancer, record: Record, *, mark: str, seed: int
    ) -> None:
        self.who, self.number, self.record, self.mark = who, number, record, mark
        self.browser = Browser(balancer, f"10.{number // 250}.1.{number % 250 + 1}", timeout=LONG)
        self.chance = random.Random(f"{seed}:{number}")
        self.desk: list[str] = list(who["desk"])
        self.written = 0

    # Asking ---------------------------------------------------------------------------------------------

    def ask(self, kind: str, send: Callable[[], Answer], *good: int) -> Answer:
        """Send, time, and check the status. Raises `Failed`."""
        try:
            answer = send()
        except NoAnswer as problem:
            self.record.wrong(f"{kind}: no answer ({problem})")
            raise Failed(str(problem), unknown=problem.sent) from None
        self.record.samples.append(Sample(kind, answer.seconds, time.monotonic()))
        if answer.status not in good:
            self.record.wrong(f"{kind}: {answer.status} {answer.location}".rstrip())
            raise Failed(f"answered {answer.status}", unknown=answer.status >= 500)
        if answer.location.startswith("/accounts/"):
            self.record.wrong(f"{kind}: signed out")
            raise Failed("signed out", unknown=False)
        return answer

    def get(self, kind: str, path: str) -> Answer:
        return self.ask(kind, lambda: self.browser.get(path), 200)

    def post(self, kind: str, path: str, fields: Fields, *good: int) -> Answer:
        return self.ask(kind, lambda: self.browser.post(path, fields), *good)

    def sign_in(self) -> None:
        """With password and second factor, as a person does in the morning."""
        self.browser.get("/accounts/login/")
        said = {"login": [self.who["username"]], "password": [self.who["password"]]}
        self.ask_to("/accounts/2fa/authenticate/", "sign in", "/accounts/login/", said)
        self.browser.get("/accounts/2fa/authenticate/")
        code = {"code": [totp(self.who["secret"], time.time())]}
        self.ask_to("/work/", "second factor", "/accounts/2fa/authenticate/", code)
        self.browser.token = ""  # signing in made the forms from before invalid

    def ask_to(self, goes_to: str, kind: str, path: str, fields: Fields) -> None:
        try:
            answer = self.browser.post(path, fields)
        except NoAnswer as problem:
            raise Failed(str(problem), unknown=problem.sent) from None
        if not answer.location.startswith(goes_to):
            raise Failed(f"{kind}: {answer.status} {answer.location}", unknown=False)
        self.record.samples.append(Sample(kind, answer.seconds, time.monotonic()))

    # Doing ----------------------------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """Do one thing of the mix; what fails is in the record already."""
        doing: dict[str, Callable[[], object]] = {
            "list": lambda: self.get("list", "/cases/"),
            "case": lambda: self.get("case", f"/cases/{self.a_case()}/"),
            "search": self.search,
            "change": self.change,
            "help": lambda: self.get("help", f"/cases/{self.a_case()}/help/"),
            "goal": self.goal,
            "note": self.note,
            "step": self.step,
            "cascade": lambda: self.get("cascade", "/cascade/"),
            "new case": self.new_case,
            "my work": lambda: self.get("my work", "/work/"),
            "empty": lambda: self.get("empty", "/search/"),
        }
        try:
            doing[what]()
        except Failed:
            self.record.count("given up")

    def a_case(self) -> str:
        hot = self.desk[:HOT]
        return self.chance.choice(hot if self.chance.random() < 0.5 else self.desk)

    def text(self, what: str) -> str:
        """A text that nobody writes a second time."""
        self.written += 1
        return f"{what} {self.mark} {self.number} {self.written}"

    def search(self) -> None:
        if not self.browser.token:
            self.get("empty", "/search/")
        name = " ".join("".join(self.chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
        self.post("search", "/search/", {"q": [name]}, 200)

    def note(self) -> None:
        case, text = self.a_case(), self.text("Note")
        self.get("case", f"/cases/{case}/")
        self.write(
            lambda known: self.record.ledger.notes.append(Note(case, text, known)),
            lambda: self.post("note", f"/cases/{case}/notes/", {"text": [text]}, 302),
        )

    def goal(self) -> None:
        """Open the help page, and write down what the person wants."""
        case, text = self.a_case(), self.text("To live")
        self.get("help", f"/cases/{case}/help/")
        self.get("form", f"/cases/{case}/help/goals/new/")
        self.write(
            lambda known: self.record.ledger.goals.append(Goal(case, text, known)),
            lambda: self.post("goal", f"/cases/{case}/help/goals/new/", {"words": [text]}, 302),
        )

    def step(self) -> None:
        case, text = self.a_case(), self.text("Paper")
        kind = self.chance.choice(STEPS)
        day = (date(2026, 7, 1) + timedelta(self.chance.randrange(100))).isoformat()
        self.get("form", f"/cases/{case}/steps/")
        fields = {"kind": [kind], "when": [day], "shown_by": [text]}
        self.write(
            lambda known: self.record.ledger.steps.append(Step(case, kind, day, text, known)),
            lambda: self.post("step", f"/cases/{case}/steps/", fields, 302),
        )

    def change(self) -> None:
        """Change one field; where somebody else did so meanwhile, look at theirs and keep one's own."""
        meet = self.chance.random() < 0.5
        case, name = (
            (self.desk[0], "hr_Nickname") if meet else (self.a_case(), self.chance.choice(list(PARTS)))
        )
        path = f"/cases/{case}/edit/?part={PARTS[name]}"
        fields = form_with(self.get("form", path).text, name)
        value, seen = self.text("So"), fields[f"initial-{name}"][0]
        fields[name] = [value]
        self.pause()
        for _ in range(TRIES):
            written: list[Answer] = []

            def send(fields: Fields = fields, written: list[Answer] = written) -> None:
                written.append(self.post("change", path, fields, 302, 409))

            def keep(known: bool, seen: str = seen, written: list[Answer] = written) -> None:
                if not (written and written[0].status == 409):
                    self.record.ledger.edits.append(Edit(case, name, seen, value, known))

            self.write(keep, send)
            if written[0].status == 302:
                return
            self.record.count("changed meanwhile")
            seen, fields = theirs(written[0].text, name), form_with(written[0].text, name)
            fields[f"keep-{name}"] = ["mine"]
        self.record.wrong(f"change: {TRIES} conflicts one after another")

    def new_case(self) -> None:
        """Ask whether the person is known, write the first record; the same form again if no answer came."""
        self.written += 1
        letters = "".join("aeioukmnrt"[int(digit)] for digit in f"{self.number:04d}{self.written:05d}")
        name = f"Zo{self.mark} {letters}"
        self.get("form", "/cases/new/")
        asked = {"name": [name], "phone": [""], "document": [""], "born": [""], "step": ["new"]}
        fields = form_with(self.post("check", "/cases/new/", asked, 200).text, "detected")
        fields |= {"detected": ["2026-08-01"], "hr_Notes": ["Met at the river post."], "step": ["save"]}
        for attempt in range(TRIES):
            try:
                case = self.post("new case", "/cases/new/", fields, 302).location.strip("/").split("/")[-1]
            except Failed as failed:
                if attempt + 1 < TRIES and failed.unknown:
                    self.record.count("form sent again")
                    time.sleep(2)
                    continue
                if failed.unknown:
                    self.record.ledger.openings.append(Opening(name, known=False))
                raise
            self.record.ledger.openings.append(Opening(name, case))
            if len(self.desk) < 60:
                self.desk.append(case)
            return

    def write(self, keep: Callable[[bool], None], send: Callable[[], object]) -> None:
        """Send a write and put it down: as known when its answer says so, as unknown when none came."""
        try:
            send()
        except Failed as failed:
            if failed.unknown:
                keep(False)
            raise
        keep(True)

    def pause(self) -> None:
        """What somebody takes to type one field: long enough for others to come in between."""
        time.sleep(self.chance.uniform(0.5, 3))

    def work(self, until: float, think: float, rest: Callable[[float], bool]) -> None:
        """Do things of the mix with exponential think times (mean `think` seconds) until a moment."""
        kinds, weights = list(MIX), list(MIX.values())
        while time.monotonic() < until:
            if rest(min(self.chance.expovariate(1 / think), until - time.monotonic())):
                return
            if time.monotonic() < until:
                self.do(self.chance.choices(kinds, weights)[0])


def totp(secret: str, at: float) -> str:
    """The six digits of RFC 6238 for a base32 secret at a moment (seconds since 1970)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    block = hmac.digest(key, struct.pack(">Q", int(at) // 30), hashlib.sha1)
    number: int = struct.unpack(">I", block[(place := block[-1] & 15) : place + 4])[0]
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_all_in(people: Sequence[Person], *, at_once: int = 4) -> None:
    """Sign everybody in, a few at a time. Raises `Failed` when somebody cannot."""
    waiting = list(people)
    problems: list[Exception] = []

    def some() -> None:
        while waiting and not problems:
            person = waiting.pop()
            for left in (1, 0):
                try:
                    person.sign_in()
                except (Failed, NoAnswer) as problem:
                    if not left:  # the half minute of a code may just have ended: once more
                        problems.append(problem)
                    continue
                break

    threads = [threading.Thread(target=some) for _ in range(at_once)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if problems:
        raise Failed(f"sign-in: {problems[0]}", unknown=False)


def work_together(people: Sequence[Person], seconds: float, think: float, stop: threading.Event) -> None:
    """Let everybody work at once for so long."""
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=one.work, args=(until, think, lambda s: stop.wait(max(s, 0))))
        for one in people
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
