"""How long a record may be kept and how soon a request must be answered: dated data with a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


class RuleProblem(ValueError):
    """A rule cannot be read; says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`country`: ISO code, "" for everywhere. `days`: to keep after the end of the way, or to answer in."""

    id: str
    country: str
    days: int
    in_force_from: date
    in_force_until: date | None
    source: str
    says: str
    ours: bool
    verified: bool

    def holds(self, country: str, on: date) -> bool:
        return (
            self.country in ("", country)
            and self.in_force_from <= on
            and (self.in_force_until is None or on < self.in_force_until)
        )


def rule_for(rules: Iterable[Rule], country: str, on: date) -> Rule:
    """Return the rule that holds: the country's own before the one for everywhere, the latest of several."""
    holding = [rule for rule in rules if rule.holds(country, on)]
    if not holding:
        raise RuleProblem(f"No rule holds for {country or 'everywhere'} on {on}: add one to the file")
    return max(holding, key=lambda rule: (rule.country == country, rule.in_force_from))


def last_day(rule: Rule, start: date) -> date:
    """Return the last day of a span that begins on `start`."""
    return start + timedelta(days=rule.days)


def read_rule(item: Mapping[str, object]) -> Rule:
    """Return one rule from a mapping. Raises `RuleProblem`."""
    name = str(item.get("id", "an entry without id"))
    needed = ("id", "days", "in_force_from", "source", "says", "ours", "verified")
    missing = [key for key in needed if key not in item]
    if missing:
        raise RuleProblem(f"{name}: write {', '.join(missing)} too")
    days, start, end = item["days"], item["in_force_from"], item.get("in_force_until")
    if not isinstance(days, int) or isinstance(days, bool) or days < 1:
        raise RuleProblem(f"{name}: write days as a whole number above 0")
    if not isinstance(start, date) or not (end is None or isinstance(end, date)):
        raise RuleProblem(f"{name}: write dates as 2026-11-24")
    return Rule(
        id=name,
        country=str(item.get("country", "")),
        days=days,
        in_force_from=start,
        in_force_until=end,
        source=str(item["source"]),
        says=str(item["says"]),
        ours=bool(item["ours"]),
        verified=bool(item["verified"]),
    )
