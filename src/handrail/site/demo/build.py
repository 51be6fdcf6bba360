"""Writes the invented country into an empty installation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from random import Random
from uuid import uuid4

from django.db import transaction

from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.audit import seal_pending
from handrail.core.cases.models import Case
from handrail.core.cases.writing import CaseDraft, EntryDraft, MilestoneDraft, PartyDraft, write_cases
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Organisation
from handrail.core.referrals.models import Referral
from handrail.measure.actions import publish_snapshot
from handrail.site.demo.domain.country import MORNING
from handrail.site.demo.domain.sharing import Sharing
from handrail.site.demo.domain.world import YEARS, Story, stories
from handrail.site.demo.hearing import write_voices
from handrail.site.demo.helping import write_needs
from handrail.site.demo.personas import BY_ID
from handrail.site.demo.staffing import Staffed, staff_country
from handrail.site.demo.supporting import write_directory, write_support
from handrail.site.demo.talking import write_talks

SOURCE = "demo"
Report = Callable[[int, int], None]


class NotEmpty(Exception):
    """The installation holds organisations already: the demonstration never joins them."""


@dataclass(frozen=True, slots=True)
class Built:
    """How many rows of each kind were written."""

    organisations: int
    accounts: int
    cases: int
    consents: int
    referrals: int
    hidden: int


def build_country(
    *, seed: int, cases: int, at: datetime, publish: bool = True, report: Report | None = None
) -> Built:
    """Write the country as it stands on the day of `at`: everything or nothing.

    `publish`: its figures are published too, as the coordinator would.

    `report(done, of)` is called after each chunk of cases. Raises `NotEmpty`.
    """
    as_of = at.date()
    told = list(stories(Random(f"{seed}:cases"), as_of=as_of, cases=cases))  # noqa: S311 (a made-up country)
    with transaction.atomic():
        if Organisation.objects.exists():
            raise NotEmpty
        since = as_of - timedelta(days=366 * (YEARS + 1))
        staffed = staff_country(Random(f"{seed}:staff"), since=since)  # noqa: S311
        written = _write_all(told, staffed, at=at, report=report or (lambda done, of: None))
        consents, referrals = _write_sharing(written, staffed)
        hidden = _hide(written, staffed, at=at)
        needs = write_needs(written, Random(f"{seed}:help"), at=at)  # noqa: S311
        offered = write_directory(staffed, at=at)
        write_support(needs, offered, Random(f"{seed}:support"), at=at)  # noqa: S311
        helped = {case.id: case for _need, case in needs}.values()
        write_talks(helped, Random(f"{seed}:talks"), at=at)  # noqa: S311
        write_voices(staffed.organisations[MORNING], Random(f"{seed}:voices"), today=as_of)  # noqa: S311
        if publish:
            publish_snapshot(by=Account.objects.get(username=BY_ID["coordinator"].username), today=as_of)
    seal_pending()
    return Built(
        organisations=len(staffed.organisations),
        accounts=sum(len(people) for people in staffed.people.values()),
        cases=len(written),
        consents=consents,
        referrals=referrals,
        hidden=hidden,
    )


def _write_all(
    told: Sequence[Story], staffed: Staffed, *, at: datetime, report: Report
) -> list[tuple[Story, Case]]:
    written: list[tuple[Story, Case]] = []
    ordered = sorted(told, key=lambda story: (story.agency, story.last_day))
    for (agency, _), group in groupby(ordered, key=lambda story: (story.agency, _quarter(story.last_day))):
        chunk = list(group)
        cases = write_cases(
            [_draft(story, staffed) for story in chunk],
            organisation=staffed.organisations[agency],
            by=None,
            source_kind=SOURCE,
            source_id=None,
            # Records look as old as what is in them: written when the last of the quarter had happened.
            at=min(at, _morning(chunk[-1].last_day)),
        )
        written += zip(chunk, cases, strict=True)
        report(len(written), len(told))
    return written


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def _draft(story: Story, staffed: Staffed) -> CaseDraft:
    return CaseDraft(
        unit_id=staffed.units[story.office].id,
        owner_id=staffed.people[story.office][story.staff],
        values=story.values,
        entries=tuple(EntryDraft(line.kind, line.values) for line in story.entries),
        parties=tuple(PartyDraft(line.kind, line.values) for line in story.parties),
        milestones=tuple(MilestoneDraft(m.kind, m.when, m.reason) for m in story.milestones),
        references=((SOURCE, story.values["hr_CaseId"]),),
    )


def _write_sharing(written: Sequence[tuple[Story, Case]], staffed: Staffed) -> tuple[int, int]:
    consents, referrals = [], []
    for story, case in written:
        if story.sharing is None:
            continue
        to_unit = staffed.units[story.sharing.to_office]
        consent = _consent(story.sharing, case, to_unit.organisation)
        consents.append(consent)
        if story.sharing.status and story.sharing.sent_on:
            referrals.append(
                Referral(
                    id=uuid4(),
                    case=case,
                    to_unit=to_unit,
                    consent=consent,
                    status=story.sharing.status,
                    sent_by=case.owner_id,
                    sent_at=_morning(story.sharing.sent_on),
                    answered_at=_morning(story.sharing.answered_on) if story.sharing.answered_on else None,
                )
            )
    ConsentGrant.objects.insert(consents)
    Referral.objects.insert(referrals)
    return len(consents), len(referrals)


def _consent(told: Sharing, case: Case, recipient: Organisation) -> ConsentGrant:
    return ConsentGrant(
        id=uuid4(),
        case=case,
        purpose=told.purpose,
        recipient=recipient,
        fields=["*"],
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        withdrawn_on=told.withdrawn_on,
        language=told.language,
        recorded_by=case.owner_id,
        recorded_at=_morning(told.starts_on),
    )


def _hide(written: Sequence[tuple[Story, Case]], staffed: Staffed, *, at: datetime) -> int:
    """Hide the cases in which an official of an office is named from that office."""
    rows = [
        Exclusion(
            case_id=case.id,
            unit_path=staffed.units[story.hidden_from].path,
            starts_at=at,
            decided_by=staffed.people["integrity-head"][0],
        )
        for story, case in written
        if story.hidden_from
    ]
    Exclusion.objects.bulk_create(rows)
    return len(rows)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=UTC)
