"""Bringing small files in, as the tests of import need it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from handrail.cooperate.actions.checking import check_import
from handrail.cooperate.actions.deciding import Plan
from handrail.cooperate.actions.running import confirm_import, run_import
from handrail.cooperate.actions.uploads import choose_mapping, start_import
from handrail.cooperate.models import ImportRow, ImportRun
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.reading import OpenCase, open_cases
from handrail.core.clock import now

BY_ID = """
handrail-mapping: 1
name: register
columns:
  No: hr_CaseId
  Name: hr_FullName
  Sex: hr_Sex
  Met on: hr_DetectedOn
  Helped on: hr_AssistedOn
  Kind: vic_TypeOfExploitation
  Note: cco_CaseComment
"""
BY_COLUMNS = BY_ID.replace("columns:", "identity: [Name, Sex]\ncolumns:").replace("  No: hr_CaseId\n", "")
BY_NOTHING = BY_ID.replace("  No: hr_CaseId\n", "")

HEADERS = ("No", "Name", "Sex", "Met on", "Helped on", "Kind", "Note")
PEOPLE = [
    {
        "No": "R-1",
        "Name": "Rin Suwannamali",
        "Sex": "F",
        "Met on": "2026-01-05",
        "Kind": "Forced labour",
        "Note": "Came by bus.",
    },
    {
        "No": "R-2",
        "Name": "Somchai Thongdee",
        "Sex": "M",
        "Met on": "2026-01-07",
        "Helped on": "2026-01-09",
        "Kind": "Begging",
    },
    {"No": "R-3", "Name": "Mali Chantra", "Sex": "F", "Met on": "2026-02", "Kind": "Sexual exploitation"},
]


def table(rows: list[dict[str, str]], headers: tuple[str, ...] = HEADERS) -> bytes:
    """A CSV of rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def upload(
    account: Account, content: bytes, *, name: str = "register.csv", mapping: str = BY_ID
) -> ImportRun:
    """Upload and map a file."""
    with acting_as(account):
        run = start_import(io.BytesIO(content), name=name, by=account, unit=account.unit, at=now())
        return choose_mapping(run, mapping)


def confirm(account: Account, run: ImportRun) -> None:
    check_import(run, account, at=now())
    with acting_as(account):
        confirm_import(run, by=account)


@dataclass
class Result:
    """What a run told of each record, in the order of the file."""

    plans: list[Plan] = field(default_factory=list)


def carry_out(run: ImportRun, account: Account) -> Result:
    """Run a confirmed import."""
    result = Result()
    run_import(run.id, account, tell=result.plans.append)
    return result


def bring(account: Account, content: bytes, **how: Any) -> tuple[ImportRun, Result]:
    """Upload, map, check, confirm and run."""
    run = upload(account, content, **how)
    confirm(account, run)
    result = carry_out(run, account)
    with acting_as(account):
        return ImportRun.objects.visible_to(account).get(id=run.id), result


def outcomes(result: Result) -> list[str]:
    return [str(plan.outcome.value) for plan in result.plans]


def cases_of(account: Account) -> list[OpenCase]:
    """Every case that the account sees, opened, by case id of the file."""
    with acting_as(account):
        cases = list(Case.objects.visible_to(account).select_related("person"))
        return sorted(open_cases(cases).values(), key=lambda c: str(c.values.get("hr_CaseId") or c.name))


def case_named(account: Account, name: str) -> OpenCase:
    return next(case for case in cases_of(account) if case.name == name)


def rows_of(account: Account, run: ImportRun, **of: Any) -> list[ImportRow]:
    with acting_as(account):
        return list(
            ImportRow.objects.visible_to(account).filter(run=run, **of).select_related("run").order_by("row")
        )
