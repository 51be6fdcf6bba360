"""One size on one database: import against bare inserts, pages against their bare SQL plus an empty page."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import django

from benchmarks.loading import CHUNK, chunks, load_in_shares, write
from benchmarks.pages import time_pages

BARE_ROWS = 10_000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="pages alone, in a folder that is loaded once")
    options = parser.parse_args()
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    found = run_kept(options.size, options.keep) if options.keep else run(options.size)
    answer = {"database": connection.vendor, "size": options.size, **found}
    options.out.write_text(json.dumps(answer, indent=1))
    return 0


def run(size: int) -> dict[str, Any]:
    from benchmarks import caseload
    from handrail.core import vault

    vault.create_master_key()
    vault.create_signing_key()
    agency, units, account = caseload.organisation()
    importing = time_import(size, agency, units, account)
    analyse()
    return {"import": importing, "pages": time_pages(account)}


def run_kept(size: int, folder: Path) -> dict[str, Any]:
    """Pages in a caseload that stays in the folder: loaded when it is not there yet."""
    from benchmarks import caseload
    from handrail.core import vault

    mark = folder / "loaded"
    if not mark.exists():
        vault.create_master_key()
        vault.create_signing_key()
        load_in_shares(size)
        analyse()
        mark.write_text(str(size))
    if int(mark.read_text()) != size:
        raise SystemExit(f"{folder} holds {mark.read_text()} cases, not {size}")
    return {"pages": time_pages(caseload.found_again()[2])}


def time_import(size: int, agency: Any, units: Any, account: Any) -> dict[str, float]:
    """Seconds of `write_cases` for all rows, of its parts, and of bare bulk inserts of the same rows."""
    from django.db import transaction

    from benchmarks import caseload
    from benchmarks.timing import inside
    from handrail.core import vault
    from handrail.core.cases import writing

    plans = list(caseload.drafts(size, units, account))
    names = ("create_person_keys", "seal_many", "index_persons", "reference_token")
    with inside(vault, *names) as spent, inside(writing, "record") as logged:
        began = time.perf_counter()
        with transaction.atomic():
            for chunk in chunks(plans, CHUNK):
                write(chunk, agency, account)
        whole = time.perf_counter() - began
    bare_rows = min(size, BARE_ROWS)
    return {
        "seconds": whole,
        "rows_per_second": size / whole,
        "bare_rows_per_second": bare_rows / bare_inserts(bare_rows),
        "encryption": sum(spent[n] for n in ("create_person_keys", "seal_many")) / whole,
        "blind_indexes": (spent["index_persons"] + spent["reference_token"]) / whole,
        "log": logged["record"] / whole,
    }


def bare_inserts(count: int) -> float:
    """Seconds to insert the same rows again (new ids), ready made, in one transaction, and nothing else."""
    import uuid

    from django.db import transaction

    from handrail.core.cases.models import Case, Entry, ExternalReference
    from handrail.core.milestones.models import CascadeRow, Milestone
    from handrail.core.persons.models import Person

    why = "benchmark: the same rows again"
    cases = list(Case.objects.unscoped(why).order_by("id")[:count])
    new_case = {case.id: uuid.uuid4() for case in cases}
    new_person = {case.person_id: uuid.uuid4() for case in cases}
    persons = list(
        Person.objects.unscoped(why).filter(
            cases__in=Case.objects.unscoped(why).order_by("id")[:count].values("id")
        )
    )
    hanging = {
        model: list(
            model.objects.unscoped(why).filter(
                case_id__in=Case.objects.unscoped(why).order_by("id")[:count].values("id")
            )
        )
        for model in (Entry, ExternalReference, Milestone, CascadeRow)
    }
    for person in persons:
        person.id = new_person[person.id]
    for case in cases:
        case.person_id = new_person[case.person_id]
        case.id, case.number = new_case[case.id], uuid.uuid4().hex[:12]
    for rows in hanging.values():
        for row in rows:
            row.case_id = new_case[row.case_id]
            if not isinstance(row, CascadeRow):
                row.id = uuid.uuid4()
            if isinstance(row, ExternalReference):
                row.token = uuid.uuid4().bytes
    began = time.perf_counter()
    with transaction.atomic():
        Person.objects.insert(persons)
        Case.objects.insert(cases)
        for model, rows in hanging.items():
            model.objects.insert(rows)
        transaction.set_rollback(True)
    return time.perf_counter() - began


def analyse() -> None:
    """Let the planner know the tables, as a running installation's does."""
    import os

    import psycopg
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.cursor().execute("ANALYZE")
        return
    from handrail.site.database import postgresql

    owner = postgresql(os.environ["HANDRAIL_OWNER_DATABASE_URL"])
    with psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], dbname=owner["NAME"], autocommit=True
    ) as link:
        link.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
