"""Asks a person what a first set-up needs to know; a wrong answer is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.site.setup.domain.answers import (
    KINDS,
    REACHED,
    AnswerProblem,
    administrator,
    check_choice,
    check_length,
    country,
    text,
)
from handrail.site.setup.domain.packs import pack_of

Ask = Callable[[str], str]
REACHED_WORDS = {
    "laptop": "on this one machine (http://localhost)",
    "network": "over the local network, with a certificate of its own",
    "proxy": "through a reverse proxy such as Caddy or nginx",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the machine knows: time zones, and the languages of the pages."""

    time_zones: frozenset[str]
    languages: Mapping[str, str]


def ask_missing(said: dict[str, Any], known: Known, *, ask: Ask, tell: Callable[[str], None]) -> None:
    """Fill `said` with an answer to each question that has none yet."""

    def put(name: str, question: str, check: Callable[[str], Any], default: str = "") -> None:
        if said.get(name):
            return
        while True:
            typed = ask(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
            try:
                said[name] = check(text(name, typed))
            except AnswerProblem as problem:
                tell(f"  {problem.why}")
            else:
                return

    put("organisation", "Name of the organisation", _at_most("organisation", 200))
    put(
        "short_name", "Short name, at most 12 signs, as it stands in case numbers", _at_most("short_name", 12)
    )
    tell(f"  Kinds: {', '.join(KINDS)}")
    put("kind", "What kind of organisation is it", _one_of("kind", KINDS))
    put("country", "Country (TH, or Thailand)", country)
    pack = pack_of(said["country"])
    zones = pack.time_zones
    if len(zones) > 1:
        tell(f"  Zones there: {', '.join(zones)}")
    put("time_zone", "Time zone", _zone(known.time_zones), zones[0] if zones else "")
    if len(known.languages) > 1:
        tell(f"  Languages of the pages: {', '.join(known.languages)}")
        put("language", "Language", _one_of("language", known.languages), pack.language(known.languages))
    else:
        said.setdefault("language", "en")
    put("head_office", "Name of the head office", _at_most("head_office", 200), "Head office")
    if "units" not in said:
        typed = ask("Units below it, with commas between (none: press Enter; more can be added later): ")
        said["units"] = [unit.strip() for unit in typed.split(",") if unit.strip()]
    _ask_reached(said, put, tell)
    _ask_administrators(said, ask, tell)


def _ask_reached(said: dict[str, Any], put: Callable[..., None], tell: Callable[[str], None]) -> None:
    if not said.get("reached"):
        for name, words in REACHED_WORDS.items():
            tell(f"  {name}: {words}")
    put("reached", "How do people reach it", _one_of("reached", REACHED), "laptop")
    if said["reached"] == "laptop":
        said.setdefault("hosts", ["localhost"])
    elif not said.get("hosts"):
        put("hosts", "Name of the machine as people type it (handrail.example.org)", lambda typed: [typed])


def _ask_administrators(said: dict[str, Any], ask: Ask, tell: Callable[[str], None]) -> None:
    """Ask for two persons: one alone could not be helped back in."""
    found = list(said.get("administrators") or [])
    if len(found) < 2:
        tell("  Two administrators make accounts and help people back in. They see no case.")
    while len(found) < 2:
        username = ask(f"User name of administrator {len(found) + 1} (mali): ")
        name = ask("  The person's name: ")
        try:
            one = administrator(f"{username}={name}")
        except AnswerProblem as problem:
            tell(f"  {problem.why}")
            continue
        if any(administrator(other).username == one.username for other in found):
            tell("  That is the first administrator's user name. The second is another person.")
            continue
        found.append({"username": one.username, "name": one.name})
    said["administrators"] = found


def _at_most(name: str, most: int) -> Callable[[str], str]:
    def check(typed: str) -> str:
        check_length(name, typed, most)
        return typed

    return check


def _one_of(name: str, known: Any) -> Callable[[str], str]:
    def check(typed: str) -> str:
        check_choice(name, typed.lower(), known)
        return typed.lower()

    return check


def _zone(known: frozenset[str]) -> Callable[[str], str]:
    def check(typed: str) -> str:
        check_choice("time_zone", typed, known, shown=("Asia/Bangkok", "Asia/Manila"))
        return typed

    return check
