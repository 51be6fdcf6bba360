"""Unscoped queries stand in a few listed modules, each with its reason."""

from __future__ import annotations

import re
from pathlib import Path

import handrail

SOURCE = Path(handrail.__file__).parent

# module -> why it may ask past the door
ALLOWED = {
    "core/backup/aftercare.py": "a restore opens a sample of every record, and shows nothing of it",
    "core/access/scoped.py": "defines it",
    "core/cases/writing.py": "the caller holds a case that it read through editable_by",
    "core/milestones/rows.py": "rebuilds the row of a case that is being written",
    "core/access/breakglass.py": "an emergency opens what roles do not reach; exclusions still hold",
    "core/referrals/queries.py": "what was sent to a unit that has not answered; exclusions still hold",
    "core/consent/recalls.py": "a unit to which a case closed says what it kept; exclusions still hold",
    "core/drafts/actions.py": "drafts that nobody came back to go; nothing of them is read",
    "core/rights/erasing.py": "a confirmed erasure reaches all of the person's record, seen or hidden",
    "core/organisations/merging.py": "a whole unit moves, hidden cases too; no case is read",
    "protect/services/following.py": "a request follows the answer of its referral; nothing is shown",
    "measure/snapshot_source.py": "the published snapshot counts everybody and shows no small count",
    "core/operations/doctor/records.py": "compares what was kept twice; tells ids alone",
    "identify/screenings/reconsidering.py": "whoever runs the server, with a logged reason; tells ids alone",
    "measure/verbs/cascade.py": "whoever runs the server, with a reason that is logged",
}


def test_unscoped_queries_stand_only_where_they_are_listed() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\.unscoped\(|\.door_query\(|_base_manager", path.read_text("utf-8"))
    }
    assert found <= {*ALLOWED, "core/access/condition.py"}, f"not listed: {found - set(ALLOWED)}"


def test_no_view_reads_tables_by_hand() -> None:
    by_hand = re.compile(r"\.raw\(|RawSQL|\.extra\(")
    offenders = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if by_hand.search(path.read_text("utf-8"))
    ]
    assert offenders == []
