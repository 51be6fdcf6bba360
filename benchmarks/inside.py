"""What needs the house's own code: made-up cases, accounts for the clients, what the database has in the end.

`python -m benchmarks.inside fill|people|read|runs`, in a process of its own with HANDRAIL_HOME of the
installation; one JSON document in, one out. The clients themselves never import the house.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any

import django

from benchmarks.ledger import Found

WHY = "load: the harness reads what its own clients wrote"
DESK = 30  # cases of each unit that its people work on
TOGETHER = 10  # people of one unit, who meet in its cases
FIELDS = ("hr_Nickname", "hr_FatherName", "hr_MotherName", "prs_MailingStreet")
ACTIONS = ("core:case:changed", "core:entry:added", "protect:goal:added")
CHUNK = 2000


def fill(size: int) -> dict[str, Any]:
    """Write `size` made-up cases into the units of the only organisation."""
    from benchmarks.caseload import AT, drafts
    from handrail.core.cases.writing import write_cases
    from handrail.core.organisations.models import Organisation

    agency = Organisation.objects.get()
    steward = _account("load-steward", agency.units.order_by("path").first(), "data_steward")["account"]
    units = list(agency.units.exclude(parent=None).order_by("path"))
    plans = drafts(size, units, steward)
    while chunk := list(islice(plans, CHUNK)):
        write_cases(chunk, organisation=agency, by=steward, source_kind="import", source_id=None, at=AT)
    return {"cases": size}


def people(number: int) -> dict[str, Any]:
    """Make accounts with passwords and second factors, ten to a unit that has cases."""
    from django.db import transaction

    from handrail.core.cases.models import Case
    from handrail.core.milestones.models import CascadeRow
    from handrail.core.organisations.models import Unit

    desks: list[tuple[Any, list[Any]]] = []
    for unit in Unit.objects.filter(closed_on=None).order_by("path"):
        newest = Case.objects.unscoped(WHY).filter(unit=unit).order_by("-opened_on", "id")
        if cases := list(newest.values_list("id", flat=True)[:DESK]):
            desks.append((unit, cases))
    desks = desks[: max(1, number // TOGETHER)]
    mark = secrets.token_hex(3)
    made: list[dict[str, Any]] = []
    with transaction.atomic():
        for place in range(number):
            unit, cases = desks[place % len(desks)]
            role = "supervisor" if place % 5 == 4 else "case_worker"
            one = _account(f"load-{mark}-{place:04d}", unit, role)
            account = one.pop("account")
            made.append({**one, "unit": unit.name, "desk": [str(case) for case in cases]})
            mine = cases[place // len(desks) :: max(number // len(desks), 1)]
            # So that "My work" has something to show.
            Case.objects.unscoped(WHY).filter(id__in=mine).update(owner=account)
            CascadeRow.objects.unscoped(WHY).filter(case_id__in=mine).update(owner=account)
    everything = Case.objects.unscoped(WHY).count()
    return {"people": made, "mark": mark, "cases": everything, "units": len({one["unit"] for one in made})}


def _account(username: str, unit: Any, role: str) -> dict[str, Any]:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    from handrail.core.accounts.mfa import MFAAdapter
    from handrail.core.accounts.models import Account, RoleGrant

    password, secret = secrets.token_urlsafe(18), generate_totp_secret()
    account = Account.objects.create_account(
        username, unit=unit, display_name=username.capitalize(), password=password
    )
    RoleGrant.objects.create(account=account, role=role, unit=unit, starts_on=date(2020, 1, 1))
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": MFAAdapter().encrypt(secret)}
    )
    return {"username": username, "password": password, "secret": secret, "account": account}


def read(cases: list[str], since: str, names: bool) -> dict[str, Any]:
    """Return each case as `Found`, and how often each name of a case that was made since then is there."""
    begin = datetime.fromisoformat(since)
    found: dict[str, Any] = {}
    events = _events(begin)
    for some in _chunks(cases, 200):
        found |= {case: asdict(one) for case, one in _found(some, events).items()}
    return {"cases": found, "names": _names(begin) if names else {}}


def _events(begin: datetime) -> dict[str, Counter[str]]:
    from handrail.core.audit.models import AuditEvent

    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for action, ids in (
        AuditEvent.objects.filter(at__gte=begin, action__in=ACTIONS).values_list("action", "ids").iterator()
    ):
        counted[ids[0]][action] += 1
    return counted


def _found(ids: list[str], events: dict[str, Counter[str]]) -> dict[str, Found]:
    from handrail.core.cases.models import Case, Entry
    from handrail.core.cases.reading import open_cases
    from handrail.core.milestones.models import STAGE_COLUMNS, CascadeRow, Milestone

    cases = list(Case.objects.unscoped(WHY).filter(id__in=ids).select_related("person"))
    entries = list(Entry.objects.unscoped(WHY).filter(case_id__in=ids))
    texts: dict[Any, str] = {}
    notes: dict[str, list[str]] = defaultdict(list)
    opened = open_cases(cases, entries=entries)
    for case in opened.values():
        for line in case.entries:
            texts[line.record.id] = line.values.get("cco_CaseComment", "")
            notes[str(case.case.id)].append(texts[line.record.id])
    steps: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for one in Milestone.objects.unscoped(WHY).filter(case_id__in=ids):
        steps[str(one.case_id)][one.kind] = (one.earliest.isoformat(), texts.get(one.source_id, ""))
    goals = _goals(cases)
    rows = CascadeRow.objects.unscoped(WHY).in_bulk([case.id for case in cases])
    return {
        str(case.id): Found(
            version=case.version,
            values={name: str(opened[case.id].values.get(name, "")) for name in FIELDS},
            notes=tuple(notes[str(case.id)]),
            goals=goals[str(case.id)],
            steps=steps[str(case.id)],
            row={
                stage.value: day.isoformat()
                for stage, column in STAGE_COLUMNS.items()
                if case.id in rows and (day := getattr(rows[case.id], column))
            },
            events=dict(events[str(case.id)]),
        )
        for case in cases
    }


def _goals(cases: list[Any]) -> dict[str, tuple[str, ...]]:
    """The words of the goals of each case."""
    from handrail.core.cases.records import open_words
    from handrail.protect.plan.models import Goal

    found: dict[str, tuple[str, ...]] = {}
    for case in cases:
        goals = open_words(Goal.objects.unscoped(WHY).filter(case=case), case.person_id)
        found[str(case.id)] = tuple(words.get("words", "") for _goal, words in goals)
    return found


def _names(begin: datetime) -> dict[str, int]:
    from handrail.core.cases.models import Case
    from handrail.core.cases.reading import open_cases

    since = Case.objects.unscoped(WHY).filter(created_at__gte=begin)
    ids = [str(id) for id in since.values_list("id", flat=True)]
    counted: Counter[str] = Counter()
    for some in _chunks(ids, 500):
        new = list(Case.objects.unscoped(WHY).filter(id__in=some).select_related("person"))
        counted.update(str(one.values.get("hr_FullName", "")) for one in open_cases(new).values())
    return dict(counted)


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def runs(ids: list[str]) -> dict[str, Any]:
    """Return the state of imports by id, and the jobs that are not done."""
    from django_tasks_db.models import DBTaskResult

    from handrail.cooperate.models import ImportRun

    found = ImportRun.objects.unscoped(WHY).filter(id__in=ids).values_list("id", "status")
    jobs = Counter(DBTaskResult.objects.values_list("status", flat=True))
    return {"runs": {str(id): status for id, status in found}, "jobs": dict(jobs)}


DOING = {"fill": fill, "people": people, "read": read, "runs": runs}


def main() -> int:
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "handrail.site.settings"
    django.setup()
    print(json.dumps(DOING[sys.argv[1]](**json.load(sys.stdin))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
