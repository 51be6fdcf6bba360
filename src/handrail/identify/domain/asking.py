"""The next best question: the one that leaves least undecided for what it asks of the person.

An element that is open has one chance of being true for every question that may yet show it, and one of being
false for every question that ever bore on it: each *no* makes it less likely, and nothing is certain before
the last. From these chances follows how likely each result is, and from that how undecided the matter is: the
chance that two draws differ (Gini). A question's gain is how much of it the answer takes away on average; the
gain is weighed by how hard the question is to be asked. A question with no gain is not asked. All is counted
in whole numbers, so that Python and JavaScript agree to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.facts import MADE_OF, SMUGGLING

ATOMS: Mapping[str, tuple[str, ...]] = {
    **{name: codes for name, codes in MADE_OF.items() if name != "smuggling"},
    **{code: (code,) for code in SMUGGLING},
}
"""What is counted: the elements, with smuggling in its four parts."""

ATOM_OF: Mapping[str, str] = {code: atom for atom, codes in ATOMS.items() for code in codes}


class Chance(NamedTuple):
    """How likely it will come out as true, as false, or never be known, as counts."""

    true: int
    false: int
    never: int

    @property
    def all(self) -> int:
        return self.true + self.false + self.never


TRUE = Chance(1, 0, 0)
FALSE = Chance(0, 1, 0)
NEVER = Chance(0, 0, 1)


class Standing(NamedTuple):
    """An atom: its value, the questions that ever bear on it and those left, and whether one stayed open."""

    value: Truth
    ever: int
    left: int
    stuck: bool

    def chance(self) -> Chance:
        if self.value is not None:
            return TRUE if self.value else FALSE
        if not self.left:
            return NEVER
        against = max(self.ever, 1)
        return Chance(self.left, 0, against) if self.stuck else Chance(self.left, against, 0)

    def shown(self) -> Standing:
        return self._replace(value=True)

    def less(self, questions: int) -> Standing:
        """Return how it stands once this many of its questions were answered without showing it."""
        if self.value is not None or not questions:
            return self
        left = max(self.left - questions, 0)
        return self._replace(left=left, value=None if left or self.stuck else False)


class Outcome(NamedTuple):
    """What one answer does: the atoms that it shows, and how many questions it takes from each atom."""

    shows: frozenset[str]
    takes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Askable:
    """A question that may be asked now, with what each of its answers would do."""

    id: str
    burden: int
    outcomes: tuple[Outcome, ...]


def best_question(standing: Mapping[str, Standing], askable: Sequence[Askable]) -> str | None:
    """Return the id of the best question, the earlier of equals; None when none could change the result."""
    before = undecided(results({atom: each.chance() for atom, each in standing.items()}))
    best: str | None = None
    gains: dict[tuple[Outcome, ...], Fraction] = {}
    weight = Fraction(0)
    if not before:
        return None
    for question in askable:
        gain = gains.get(question.outcomes)
        if gain is None:
            gain = gains[question.outcomes] = before - _afterwards(standing, question.outcomes)
        if gain / question.burden > weight:
            best, weight = question.id, gain / question.burden
    return best


def _afterwards(standing: Mapping[str, Standing], outcomes: tuple[Outcome, ...]) -> Fraction:
    """Return how undecided the result is on average after an answer.

    An answer that shows something is one chance; each other has those that remain of the atom asked about.
    """
    shown = {atom for outcome in outcomes for atom in outcome.shows if standing[atom].value is None}
    showing = sum(1 for outcome in outcomes if not shown.isdisjoint(outcome.shows))
    chances = max((standing[atom].left + max(standing[atom].ever, 1) for atom in shown), default=1)
    total, expected = 0, Fraction(0)
    for outcome in outcomes:
        likely = 1 if not shown.isdisjoint(outcome.shows) else max(chances - showing, 1)
        total += likely
        expected += likely * undecided(results(_then(standing, outcome)))
    return expected / total


def _then(standing: Mapping[str, Standing], outcome: Outcome) -> Mapping[str, Chance]:
    taken = dict(outcome.takes)
    return {
        atom: (each.shown() if atom in outcome.shows else each.less(taken.get(atom, 0))).chance()
        for atom, each in standing.items()
    }


def undecided(weights: Sequence[int]) -> Fraction:
    """Return the chance that two draws from these weights differ: 0 when all is decided."""
    total = sum(weights)
    return 1 - Fraction(sum(weight * weight for weight in weights), total * total)


def results(chances: Mapping[str, Chance]) -> Sequence[int]:
    """Return how likely each result is: eight counts for a child, for an adult, and for an age never known.

    It is `decide` over every way in which the atoms may come out, written as sums of products; a test holds
    the two together.
    """
    smuggling = TRUE
    for code in SMUGGLING:
        smuggling = _both(smuggling, chances[code])
    child, means = chances["child"], chances["means"]
    enough = (Chance(means.all, 0, 0), means, _unless_true(means))
    return [
        share * count
        for share, each in zip(child, enough, strict=True)
        for count in _shares(each, smuggling, chances)
    ]


def _both(one: Chance, other: Chance) -> Chance:
    true = one.true * other.true
    possible = (one.true + one.never) * (other.true + other.never)
    return Chance(true, one.all * other.all - possible, possible - true)


def _unless_true(means: Chance) -> Chance:
    """Return whether means or childhood are there when the age stays open: only means can show it."""
    return Chance(means.true, 0, means.false + means.never)


def _shares(enough: Chance, smuggling: Chance, chances: Mapping[str, Chance]) -> tuple[int, ...]:
    """Return the eight counts. `enough`: means, or that the person is a child."""
    act, purpose = chances["act"], chances["purpose"]
    danger, labour, other = chances["danger"], chances["labour"], chances["other"]
    beyond = danger.all * labour.all * other.all
    met = act.true * purpose.true * enough.true
    possible = (act.true + act.never) * (purpose.true + purpose.never) * (enough.true + enough.never)
    ruled_out = act.all * purpose.all * enough.all - possible
    crossed = ruled_out * smuggling.true * labour.all * other.all
    stayed = smuggling.false * danger.all
    no_act = purpose.true * act.false * enough.all * stayed * labour.all * other.all
    no_means = purpose.true * act.true * enough.false * stayed
    no_purpose = purpose.false * act.all * enough.all * stayed
    decided = (
        met * smuggling.true * beyond,  # both
        met * (smuggling.all - smuggling.true) * beyond,  # trafficking
        crossed * danger.false,  # smuggling
        crossed * danger.true,  # aggravated smuggling
        (no_means + no_purpose) * labour.true * other.all,  # labour violation only
        no_act + (no_means + no_purpose) * labour.false * other.true,  # other offence
        (no_means + no_purpose) * labour.false * other.false,  # none indicated
    )
    everything = act.all * purpose.all * enough.all * smuggling.all * beyond
    return (*decided, everything - sum(decided))
