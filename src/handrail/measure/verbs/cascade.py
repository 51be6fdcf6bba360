"""`handrail cascade`: the cascade and its gaps, for one account, or for the operator with a logged reason."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from handrail.core import audit
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.accounts.operator import log_acting_as
from handrail.core.clock import today
from handrail.core.milestones.models import CascadeRow
from handrail.core.norms import norms_in_force
from handrail.core.organisations.models import Organisation
from handrail.measure import queries
from handrail.measure.documents import cascade_document
from handrail.measure.domain.cohort import DIMENSIONS, Cohort, CohortProblem
from handrail.measure.domain.gaps import gap_of
from handrail.measure.looking import Look
from handrail.measure.queries import Cascade, Rows
from handrail.measure.showing import percent
from handrail.measure.sql import AsOf
from handrail.measure.words import missed_words, value_words

WRONG_USE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by", choices=(*DIMENSIONS, "country"), help="every group of one grouping (country: of origin)"
    )
    parser.add_argument(
        "--from", dest="first", default="", metavar="QUARTER", help="detected from, e.g. 2024Q1"
    )
    parser.add_argument("--until", dest="last", default="", metavar="QUARTER", help="detected until")
    parser.add_argument("--as", dest="account", metavar="ACCOUNT", help="what this account may see")
    parser.add_argument(
        "--reason", default="", metavar="CODE", help="without --as: why, as a code; it is logged"
    )
    parser.add_argument("--country", default="", help="without --as: whose deadlines, two letters")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """0: counted. 2: wrong use (no such account, no reason, quarters that cannot be)."""
    by = "origin" if options.by == "country" else options.by or None
    try:
        cohort = Cohort(options.first, options.last)
        with _rows(options) as (rows, country):
            day = today()
            look = Look(cohort, AsOf(day), norms_in_force(country, day))
            rows = queries.narrow(rows, cohort)
            groups = queries.cascades(rows, look.as_of, look.deadlines, by=by)
            reasons = queries.reasons_by(rows, look.as_of, look.deadlines, by=by)
    except (CohortProblem, WrongUse, audit.WrongWord) as problem:
        print(str(problem), file=sys.stderr)
        return WRONG_USE
    answer = [
        cascade_document(by or "", value, cascade, reasons, look) for value, cascade in sorted(groups.items())
    ]
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(groups, look, by or "")
    return 0


class WrongUse(Exception):
    """The command cannot run so; says what to write instead."""


@contextmanager
def _rows(options: argparse.Namespace) -> Iterator[tuple[Rows, str]]:
    """The rows to count and the country whose deadlines hold, in one transaction with the event."""
    if options.account:
        account = Account.objects.filter(username=options.account).first()
        if account is None or not account.may("measure:cascade:read"):
            raise WrongUse(f"--as {options.account}: no account of that name may read the cascade.")
        with acting_as(account):
            log_acting_as(account, verb="cascade")
            yield queries.counted_rows(account), account.organisation.country
        return
    if not options.reason:
        raise WrongUse(
            "Say for whom (--as ACCOUNT), or why you look at everybody (--reason CODE; it is logged)."
        )
    with transaction.atomic():
        audit.record(
            action="measure:cascade:read",
            kind="cascade",
            ids=[],
            actor=None,
            organisation=None,
            reason=options.reason,
        )
        country = options.country or _only_country()
        yield CascadeRow.objects.unscoped("the operator's logged reason"), country


def _only_country() -> str:
    """The country of the organisations here, where they share one."""
    found = set(Organisation.objects.values_list("country", flat=True).distinct())
    return found.pop() if len(found) == 1 else ""


def _print(groups: dict[str, Cascade], look: Look, by: str) -> None:
    if not groups:
        print("Nobody to count: no case has a day of detection in these quarters.")
    for value, cascade in sorted(groups.items()):
        name = value_words(by, value) if by else "Everybody"
        print(f"{name}: {cascade.detected:,} people detected, as of {look.as_of.day.isoformat()}")
        for standing in cascade.steps:
            gap = gap_of(standing)
            share = standing.deadline.share if standing.deadline else None
            in_time = f"{percent(share.share)} in time. " if share else ""
            words = (
                missed_words(standing.step.to_stage, missed=gap.missed, due=gap.due, days=gap.days)
                if gap
                else ""
            )
            print(f"  {standing.step.id:<13}{standing.stage:>9,}  {in_time}{words}")
        ours = [stage.value for stage, norm in look.norms.items() if norm and norm.ours]
        if ours:
            print(f"  Deadlines that are our own defaults, not norms: {', '.join(ours)}.")
