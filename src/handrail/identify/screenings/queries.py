"""Screenings, read through the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.records import open_words
from handrail.core.languages.survivors import shows_drafts_to_survivors
from handrail.core.milestones.models import CascadeRow
from handrail.core.organisations.models import AgencyKind
from handrail.core.questionnaires.domain.interview import Interview, Question, called_for, told
from handrail.identify.domain.determination import Determination, determine
from handrail.identify.domain.facts import Facts
from handrail.identify.domain.proof import Proof, proof
from handrail.identify.domain.screening import next_question
from handrail.identify.instruments import definition
from handrail.identify.instruments.loading import GENERAL, Words, interview, languages, words
from handrail.identify.instruments.texts import reads
from handrail.identify.screenings.models import Screening
from handrail.identify.screenings.words import FLAGS, RESULTS

VALUES = {True: "yes", False: "no", None: "not_known"}


def spoken(language: str = "") -> Words:
    """Return the instrument's words in a language (the reader's own, without one), or in English."""
    found = words(GENERAL, language or get_language() or "en") or words(GENERAL, "en")
    if found is None:
        raise LookupError("the general instrument has no English words")
    return found


def shown_to_people() -> list[tuple[str, str]]:
    """Return the languages in which a question may be shown to the person: code and own name."""
    known = {each: words(GENERAL, each) for each in languages(GENERAL)}
    return [
        (each, own_name(each))
        for each, found in known.items()
        if found and (found.reviewed or shows_drafts_to_survivors())
    ]


def own_name(language: str) -> str:
    """Return what a language calls itself."""
    code, _hyphen, script = language.partition("-")
    locale = Locale(code, script=script.title() or None)
    return str(locale.get_display_name(locale) or language)


@dataclass(frozen=True)
class Line:
    """One screening with what was said in it."""

    screening: Screening
    said: dict[str, Any]

    @cached_property
    def answers(self) -> dict[str, str]:
        return dict(self.said.get("answers", ()))

    @property
    def interview(self) -> Interview:
        return interview(self.screening.instrument)

    @cached_property
    def facts(self) -> Facts:
        return told(self.interview, self.answers)

    @cached_property
    def determination(self) -> Determination:
        return determine(self.facts)

    @cached_property
    def proof(self) -> Proof:
        return proof(self.facts, self.determination)

    @property
    def result(self) -> str:
        return str(RESULTS[self.screening.result])

    @property
    def flags(self) -> Sequence[str]:
        return [str(FLAGS[flag]) for flag in self.determination.flags]

    @property
    def actions(self) -> Sequence[str]:
        """What the answers call for at once, whatever it comes to."""
        return [reads(definition.action_words()[each]) for each in called_for(self.interview, self.answers)]

    @cached_property
    def next(self) -> Question | None:
        asked = next_question(self.interview, self.answers)
        return self.interview.by_id[asked] if asked else None

    @property
    def language(self) -> str:
        """Return the language in which the answers are shown."""
        return spoken().language

    @property
    def answered(self) -> Sequence[tuple[str, str]]:
        """Each question with its answer, in the order in which they were given."""
        words = spoken()
        return [(words.questions[id], words.answers[answer]) for id, answer in self.answers.items()]

    @property
    def elements(self) -> Sequence[dict[str, Any]]:
        facts = definition.facts()
        return [
            {
                "name": reads(definition.element_words()[step.element]),
                "value": VALUES[step.value],
                "by": [
                    {
                        "words": reads(facts[code].words),
                        "article": facts[code].article,
                        "verified": facts[code].verified,
                    }
                    for code in step.by
                ],
                "missing": [reads(facts[code].words) for code in step.missing],
            }
            for step in self.proof.steps
        ]

    @property
    def rules(self) -> Sequence[dict[str, Any]]:
        known = definition.rules()
        return [
            {
                "id": code,
                "words": reads(known[code].words),
                "article": known[code].article,
                "verified": known[code].verified,
            }
            for code in self.proof.rules
        ]

    @property
    def changes(self) -> Sequence[dict[str, Any]]:
        names = definition.element_words()
        return [
            {
                "switches": [
                    {"name": reads(names[element]), "value": VALUES[value]}
                    for element, value in change.elements
                ],
                "result": str(RESULTS[change.result.value]),
            }
            for change in self.proof.changes
        ]


def screenings_of(account: Account, case: Case) -> list[Line]:
    """Return the screenings of a case, the latest first. One query, and one for the key."""
    found = Screening.objects.visible_to(account).filter(case=case).order_by("-created_at", "id")
    return [Line(screening, said) for screening, said in open_words(found, case.person_id)]


def no_follow_up(account: Account, limit: int) -> QuerySet[Screening]:
    """Return the account's own people who were screened as possible victims, and who have no help yet."""
    helped = CascadeRow.objects.visible_to(account).filter(case=OuterRef("case"), assisted_on__isnull=False)
    return (
        Screening.objects.visible_to(account)
        .filter(possible=True, ended_at__isnull=False, case__owner__in=owners_for(account))
        .exclude(case__status__in=CLOSED)
        .exclude(Exists(helped))
        .select_related("case")
        .order_by("ended_at", "id")[:limit]
    )


def children_held_as_migrants(account: Account, limit: int) -> QuerySet[CascadeRow]:
    """Return children in the hands of an immigration service whom nobody has screened.

    Whose age is not known counts as a child. The account's own cases, and those without anybody responsible.
    """
    return (
        CascadeRow.objects.visible_to(account)
        .filter(
            Q(owner__in=owners_for(account)) | Q(owner__isnull=True),
            agency=AgencyKind.IMMIGRATION,
            screened_on__isnull=True,
            ended_on__isnull=True,
        )
        .exclude(child=False)
        .exclude(case__status__in=CLOSED)
        .select_related("case")
        .order_by("detected_on", "case_id")[:limit]
    )


def broken_off(account: Account, limit: int) -> QuerySet[Screening]:
    """Return screenings that this account began and did not end."""
    return (
        Screening.objects.visible_to(account)
        .filter(ended_at__isnull=True, written_by=account.id)
        .select_related("case")
        .order_by("created_at", "id")[:limit]
    )
