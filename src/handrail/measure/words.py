"""The words for steps, gaps, deadlines and outcomes: whole sentences, which can be translated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from handrail.core.cases.words import BRANCHES, ENDS, PURPOSES, SEXES, STAGES, code_words
from handrail.core.catalogue import CODELISTS
from handrail.core.milestones.domain.stages import End, Stage
from handrail.core.norms import Norm
from handrail.core.organisations.models import AgencyKind
from handrail.measure.domain.steps import CHOICE, REACHED, WAITING

if TYPE_CHECKING:
    from django.utils.functional import Promise

Words = dict[str, "str | Promise"]
Counted = Callable[[int], str]


def number(count: int) -> str:
    """A count with its thousands set apart, in the reader's language."""
    return str(intcomma(count))


def span(days: int) -> str:
    """A number of days as people say it: "30 days", "1 year", "2 years"."""
    if days and days % 365 == 0:
        years = days // 365
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}


# Who stands before each step and was left there. Whole sentences: word order differs between languages.
_MISSED: dict[Stage, Counted] = {
    Stage.SCREENED: lambda n: ngettext(
        "%(missed)s of %(due)s detected people was not screened within %(span)s.",
        "%(missed)s of %(due)s detected people were not screened within %(span)s.",
        n,
    ),
    Stage.PRESUMED: lambda n: ngettext(
        "%(missed)s of %(due)s screened people was not presumed a victim within %(span)s.",
        "%(missed)s of %(due)s screened people were not presumed victims within %(span)s.",
        n,
    ),
    Stage.IDENTIFIED: lambda n: ngettext(
        "%(missed)s of %(due)s screened people was not formally identified within %(span)s.",
        "%(missed)s of %(due)s screened people were not formally identified within %(span)s.",
        n,
    ),
    Stage.ASSISTED: lambda n: ngettext(
        "%(missed)s of %(due)s presumed victims was not assisted within %(span)s.",
        "%(missed)s of %(due)s presumed victims were not assisted within %(span)s.",
        n,
    ),
    Stage.REINTEGRATED: lambda n: ngettext(
        "%(missed)s of %(due)s assisted people was not reintegrated within %(span)s.",
        "%(missed)s of %(due)s assisted people were not reintegrated within %(span)s.",
        n,
    ),
    Stage.INVESTIGATED: lambda n: ngettext(
        "For %(missed)s of %(due)s screened people no investigation began within %(span)s.",
        "For %(missed)s of %(due)s screened people no investigation began within %(span)s.",
        n,
    ),
    Stage.PROSECUTED: lambda n: ngettext(
        "For %(missed)s of %(due)s people with an investigation nobody was charged within %(span)s.",
        "For %(missed)s of %(due)s people with an investigation nobody was charged within %(span)s.",
        n,
    ),
    Stage.CONVICTED: lambda n: ngettext(
        "For %(missed)s of %(due)s people with a prosecution nobody was convicted within %(span)s.",
        "For %(missed)s of %(due)s people with a prosecution nobody was convicted within %(span)s.",
        n,
    ),
    Stage.REMEDIED: lambda n: ngettext(
        "%(missed)s of %(due)s people with a conviction received no remedy within %(span)s.",
        "%(missed)s of %(due)s people with a conviction received no remedy within %(span)s.",
        n,
    ),
}

# What a page on one step is about, by the stage that the step leads to.
STEP_LEADS: Words = {
    "screened": _("The step from detected to screened, as far as your role sees, on %(day)s."),
    "presumed": _("The step from screened to presumed a victim, as far as your role sees, on %(day)s."),
    "identified": _("The step from screened to formally identified, as far as your role sees, on %(day)s."),
    "assisted": _("The step from presumed a victim to assisted, as far as your role sees, on %(day)s."),
    "reintegrated": _("The step from assisted to reintegrated, as far as your role sees, on %(day)s."),
    "investigated": _("The step from screened to investigated, as far as your role sees, on %(day)s."),
    "prosecuted": _("The step from investigated to prosecuted, as far as your role sees, on %(day)s."),
    "convicted": _("The step from prosecuted to convicted, as far as your role sees, on %(day)s."),
    "remedied": _("The step from convicted to remedy received, as far as your role sees, on %(day)s."),
}

SHORT_STAGES: Words = {
    **STAGES,
    "presumed": _("Presumed victim"),
    "identified": _("Identified"),
    "remedied": _("Remedy"),
}

# How each stage is understood here; DESIGN 1 and the definitions page say more.
DEFINITIONS: Words = {
    "detected": _("First met by somebody who suspected trafficking."),
    "screened": _("Asked the questions that tell whether this may be trafficking."),
    "presumed": _("There are reasonable grounds to believe that the person is a victim. Help starts here."),
    "identified": _("A competent body decided formally that the person is a victim."),
    "assisted": _("A first service that the person wanted was given."),
    "reintegrated": _("The goals of the person's own plan were met."),
    "investigated": _("An investigation of what was done to this person began."),
    "prosecuted": _("At least one suspect was charged for what was done to this person."),
    "convicted": _("At least one suspect was convicted for what was done to this person."),
    "remedied": _("The person received compensation, restitution or another remedy."),
}

OUTCOMES: Words = {
    REACHED: _("Took the step"),
    CHOICE: _("Decided against it (choice)"),
    WAITING: _("Still waiting"),
    **{end.value: ENDS[end.value] for end in End if end is not End.DECLINED},
}

DIMENSIONS: Words = {
    "agency": _("Agency"),
    "province": _("Province"),
    "origin": _("Country of origin"),
    "sex": _("Sex"),
    "age_band": _("Age"),
    "purpose": _("Purpose"),
    "quarter": _("Quarter"),
    "year": _("Year"),
    "quarter_of_year": _("Quarter of the year"),
    "outcome": _("Where they stood"),
    "missed": _("The gap"),
}

HORIZONS: Words = {"year1": _("1 year"), "year2": _("2 years"), "year5": _("5 years")}

SHOWN_OUTCOMES: Words = {
    "in_time": _("In time"),
    "missed": _("Not in time"),
    "choice": _("By choice"),
    "ended": _("Ended otherwise"),
    "not_due": _("Not yet due"),
    "rest": _("Anything else"),
    "total": _("All"),
}

UNITS: Words = {"victims": _("victims"), "offences": _("offences"), "persons": _("suspects, persons")}

INDICATORS: Words = {
    "Detected trafficking victims": _("Victims detected"),
    "Offences of trafficking in persons": _("Offences recorded"),
    "Persons brought into formal contact": _("Suspects brought into formal contact"),
    "Persons prosecuted": _("Persons prosecuted"),
    "Persons convicted": _("Persons convicted"),
}

DROPPED: Words = {
    "exact-duplicate": _("an exact copy of an earlier row"),
    "too-large": _("a value above 1,000,000 (a questionnaire code in the wrong place)"),
    "not-a-count": _("a value that is no count"),
    "no-country": _("no three-letter country code"),
    "no-year": _("no year"),
    "cells-missing": _("an empty cell that says what was counted"),
}


def missed_words(stage: Stage, *, missed: int, due: int, days: int) -> str:
    """The gap of a step in one sentence."""
    sentence = _MISSED[stage](missed)
    return sentence % {"missed": number(missed), "due": number(due), "span": span(days)}


def value_words(dimension: str, value: str) -> str:
    """A group's name: codes become words, and an empty value says that it was not recorded."""
    if value in ("", "unknown"):
        return _now("Not recorded")
    match dimension:
        case "agency":
            return str(dict(AgencyKind.choices).get(value, value))
        case "sex":
            return str(SEXES.get(value, value))
        case "purpose":
            return str(PURPOSES.get(value, value))
        case "origin":
            return origin_words(value)
        case "age_band":
            return (
                _now("%(low)s and older") % {"low": value[:-1]}
                if value.endswith("+")
                else value.replace("-", "–")
            )
        case "quarter":
            return _now("%(year)s, quarter %(quarter)s") % {"year": value[:4], "quarter": value[-1]}
        case _:
            return value


def origin_words(code: str) -> str:
    if code == "other":
        return _now("Other (few people each)")
    return code_words(CODELISTS["country"], code)


def reason_words(code: str) -> str:
    """Why a step was not taken, as recorded."""
    return code_words(CODELISTS["hr_ReasonNot"], code) if code else _now("No reason recorded")


def deadline_words(norm: Norm) -> str:
    """Where a deadline comes from, never leaving open whether it is law or ours."""
    if norm.ours:
        return _now("Our own default, not a norm. %(because)s") % {"because": norm.because}
    words = _now("Norm: %(source)s.") % {"source": norm.source}
    return words if norm.verified else words + " " + _now("Not yet verified against the text.")


__all__ = ["BRANCHES", "ENDS", "STAGES"]
