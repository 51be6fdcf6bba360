"""What the first set-up needs to know, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pycountry

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.domain.usernames import LONGEST, check_username

KINDS = (
    "police", "immigration", "labour", "prosecution", "welfare", "shelter", "hotline", "anticorruption",
    "coordination", "other",
)  # fmt: skip
REACHED = ("laptop", "network", "proxy")


class AnswerProblem(ValueError):
    """An answer that is missing or cannot be used: which, why, and how to mend it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name, self.why = name, why


@dataclass(frozen=True, slots=True)
class Administrator:
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that `handrail init` asks. `units` lie below the head office."""

    organisation: str
    short_name: str
    kind: str
    country: str
    time_zone: str
    administrators: tuple[Administrator, ...]
    head_office: str = "Head office"
    units: tuple[str, ...] = ()
    language: str = "en"
    reached: str = "laptop"
    hosts: tuple[str, ...] = ("localhost",)
    quick_exit_url: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in ("", ())}


KNOWN = tuple(Answers.__dataclass_fields__)
NEEDED = ("organisation", "short_name", "kind", "country", "time_zone", "administrators")


def answers_from(said: Mapping[str, Any], *, time_zones: Iterable[str], languages: Iterable[str]) -> Answers:
    """Return checked answers. Raises `AnswerProblem` for the first that is missing or cannot be used."""
    for name in said:
        if name not in KNOWN:
            raise AnswerProblem(name, f"nobody asks this. Known are: {', '.join(KNOWN)}")
    for name in NEEDED:
        if not said.get(name):
            raise AnswerProblem(name, "this answer is needed")
    values: dict[str, Any] = {
        name: text(name, value)
        for name, value in said.items()
        if name not in LISTS and value not in (None, "")
    }
    values["administrators"] = administrators(said["administrators"])
    for name in ("units", "hosts"):
        if said.get(name):
            values[name] = tuple(text(name, one) for one in listed(name, said[name]))
    values["country"] = country(values["country"])
    answers = Answers(**values)
    check_choice("kind", answers.kind, KINDS)
    check_choice("reached", answers.reached, REACHED)
    check_choice("language", answers.language, languages)
    check_choice("time_zone", answers.time_zone, time_zones, shown=("Asia/Bangkok",))
    check_length("short_name", answers.short_name, 12)
    for name in ("organisation", "head_office"):
        check_length(name, getattr(answers, name), 200)
    if len(set(answers.units)) != len(answers.units):
        raise AnswerProblem("units", "two have the same name")
    return answers


LISTS = ("administrators", "units", "hosts")


def text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AnswerProblem(name, f"write a text, not {value!r}")
    return value.strip()


def listed(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise AnswerProblem(name, 'write a list: ["one", "two"]')
    return list(value)


def country(typed: str) -> str:
    """Return the alpha-2 code of a country given by its code or its English name."""
    try:
        found = pycountry.countries.lookup(typed)
    except LookupError:
        raise AnswerProblem("country", f"“{typed}” is no country. Write TH, or Thailand") from None
    code: str = found.alpha_2
    return code


def administrators(value: Any) -> tuple[Administrator, ...]:
    """Return the two administrators: "username=Name" texts, or tables with username and name."""
    found = [administrator(one) for one in listed("administrators", value)]
    if len(found) < 2:
        raise AnswerProblem(
            "administrators", "two are needed: who is locked out needs two persons to come back"
        )
    if len({one.username for one in found}) != len(found):
        raise AnswerProblem("administrators", "two have the same user name")
    return tuple(found)


def administrator(value: Any) -> Administrator:
    if isinstance(value, str):
        username, _, name = value.partition("=")
        value = {"username": username, "name": name}
    if not isinstance(value, Mapping) or set(value) != {"username", "name"}:
        raise AnswerProblem("administrators", "write each as username=Name, for example mali=Mali Srisuk")
    username, name = text("administrators", value["username"]), text("administrators", value["name"])
    try:
        return Administrator(check_username(username), name)
    except Refused:
        why = f"“{username}” is no user name: 2 to {LONGEST} letters a-z, digits, dots and hyphens"
        raise AnswerProblem("administrators", why) from None


def check_choice(name: str, value: str, known: Iterable[str], shown: Iterable[str] | None = None) -> None:
    known = list(known)
    if value not in known:
        raise AnswerProblem(name, f"“{value}” is not known. Choose one of: {', '.join(shown or known)}")


def check_length(name: str, value: str, most: int) -> None:
    if len(value) > most:
        raise AnswerProblem(name, f"it has {len(value)} signs; at most {most} fit")
