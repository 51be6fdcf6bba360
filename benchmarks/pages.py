"""Pages against their own SQL plus an empty page through the same middleware, measured in turns."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

from benchmarks.timing import in_turns

READS, WRITES = ("SELECT",), ("SELECT", "INSERT", "UPDATE", "DELETE")
PART = "person"  # the longest form of a case
Statement = tuple[str, Any, bool]
Visit = Callable[[], Any]


def time_pages(account: Any) -> dict[str, dict[str, float]]:
    """For each page: its median, that of its own SQL alone, and the ratio to that plus an empty page."""
    from django.test import override_settings

    from handrail.core.access import acting_as
    from handrail.core.cases.models import Case
    from tests.cast import client_for

    client = client_for(account)
    with acting_as(account):
        case_id = (
            Case.objects.visible_to(account).values_list("id", flat=True).order_by("-opened_on", "id")[7]
        )
    found: dict[str, dict[str, float]] = {}
    with override_settings(ROOT_URLCONF="benchmarks.urls"):
        pages: dict[str, Visit] = {
            "list": partial(client.get, "/cases/"),
            "case": partial(client.get, f"/cases/{case_id}/"),
            # Searches are posted: no name stands in an address.
            "search by name": partial(client.post, "/search/", {"q": "Karimo Senthalu"}),
            "search by phone": partial(client.post, "/search/", {"q": "+66810000042"}),
            "save": saving(client, account, case_id),
            "cascade": partial(client.get, "/cascade/"),
        }
        empty, shell = partial(client.get, "/empty/"), partial(client.get, "/shell/")
        for name, visit in pages.items():
            if (answered := visit().status_code) not in (200, 302):
                print(f"{name}: answered {answered}", file=sys.stderr)
                continue
            sent = statements(visit)
            bare = partial(send, kept(sent, WRITES if name == "save" else READS), account)
            calls = {"page": visit, "bare": bare, "empty": empty, "shell": shell}
            if name == "cascade":
                calls["aggregate"] = partial(send, statements(bare_aggregate), account)
            took = in_turns(calls, times=5 if name == "cascade" else 15)
            found[name] = {
                **took,
                "ratio": took["page"] / (took["bare"] + took["empty"]),
                "queries": len(sent),
            }
    return found


def bare_aggregate() -> None:
    """Count the figures of the cascade over all rows, asking for nobody."""
    from handrail.core.clock import today
    from handrail.core.milestones.domain.stages import Stage
    from handrail.core.milestones.models import CascadeRow
    from handrail.core.norms import norms_in_force
    from handrail.measure import queries
    from handrail.measure.sql import AsOf

    norms: dict[Stage, Any] = norms_in_force("TH", today())
    rows = CascadeRow.objects.unscoped("benchmark: nobody asks").filter(detected_on__isnull=False)
    deadlines = {stage: norm.days if norm else None for stage, norm in norms.items()}
    queries.cascade(rows, AsOf(today()), deadlines)


def saving(client: Any, account: Any, case_id: uuid.UUID) -> Visit:
    """Return a call that posts the whole form of a case with one fact changed, each time another way."""
    from handrail.core.access import acting_as
    from handrail.core.cases.casepage import group_called
    from handrail.core.cases.forms.changes import GroupForm
    from handrail.core.cases.models import Case
    from handrail.core.cases.reading import values_of

    address = f"/cases/{case_id}/edit/?part={PART}"
    with acting_as(account):
        case = Case.objects.visible_to(account).select_related("person").get(id=case_id)
        form = GroupForm(group_called(PART), values_of(case), version=case.version)  # type: ignore[arg-type]
    data = {field.html_name: _text(field.value()) for field in form}
    data |= {field.html_initial_name: _text(field.value()) for field in form if field.name != "version"}
    number = count()

    def save() -> Any:
        before, now = data["hr_Nickname"], f"Nok {next(number)}"
        response = client.post(address, {**data, "initial-hr_Nickname": before, "hr_Nickname": now})
        # What was rolled back left the case as it was.
        if response.status_code == 302 and not rolling_back():
            data["hr_Nickname"], data["version"] = now, str(int(data["version"]) + 1)
        return response

    return save


def rolling_back() -> bool:
    from django.db import connection

    return connection.in_atomic_block


def _text(value: Any) -> Any:
    return "" if value is None else value


def statements(visit: Visit) -> list[Statement]:
    """Return what a page sends to the database. What it writes is rolled back: it can be sent again."""
    from django.db import connection, transaction

    sent: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            sent.append((sql, params, many))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            visit()
        transaction.set_rollback(True)
    return sent


def kept(sent: Sequence[Statement], kinds: tuple[str, ...]) -> list[Statement]:
    return [each for each in sent if each[0].startswith(kinds) and "set_config" not in each[0]]


def send(sent: Sequence[Statement], account: Any) -> None:
    """Send a page's statements again, one after the other, rows fetched, and roll back."""
    from django.db import connection, transaction

    from handrail.core.access import acting_as

    with acting_as(account), connection.cursor() as cursor:
        for sql, params, many in sent:
            if "audit_auditevent" in sql:
                params = (uuid.uuid4() if isinstance(params[0], uuid.UUID) else uuid.uuid4().hex, *params[1:])
            (cursor.executemany if many else cursor.execute)(sql, params)
            if cursor.description:
                cursor.fetchall()
        transaction.set_rollback(True)
