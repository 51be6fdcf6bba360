"""A killed process, at every step of every chunk: what goes on afterwards comes to what was never stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

# One process prepares an installation; a fork of it is killed in the middle of the import, another goes on.
SCRIPT = """
import json, os, shutil, signal, sys
from pathlib import Path
from handrail.site.cli import set_up_django
set_up_django()
from django.core.management import call_command
from django.db import connections
from handrail.core import vault
home, answer = Path(os.environ["HANDRAIL_HOME"]), Path(sys.argv[1])
(home / "keys").mkdir(parents=True, exist_ok=True)
vault.create_master_key(home / "keys" / "master.key")
vault.create_signing_key(home / "keys" / "log-signing.key")
call_command("migrate", verbosity=0)
from handrail.cooperate.actions import earlier_rows, running
from handrail.cooperate.actions.payload import open_rows
from handrail.cooperate.models import ImportRow, ImportRun
from handrail.core.access import acting_as
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case, Entry
from handrail.core.cases.reading import open_cases
from handrail.core.milestones.models import Milestone
from handrail.core.vault.models import BlindIndex, KeptFile, PersonKey
from tests.cast import make_cast
from tests.cooperate.importing import bringing
from tests.cooperate.importing.bringing import PEOPLE, bring, confirm, table, upload
mapping = getattr(bringing, sys.argv[2])
cast = make_cast()
bring(cast.dao, table(PEOPLE), mapping=mapping)
earlier_rows.CHUNK = 2
twins = {"Name": "Dara Keo", "Sex": "M", "Met on": "2026-03-01"}
later = [
    {**PEOPLE[0], "Note": "Wants to go home.", "Helped on": "2026-02-01"}, PEOPLE[1],
    {"No": "R-7", **twins}, {"No": "R-8", "Name": "Nobody", "Met on": "31/02/2026"}, {"No": "R-9", **twins},
    PEOPLE[2], {"No": "R-7", **twins}, {"No": "R-10", "Name": "Sok Dara", "Note": "A note."},
    {"No": "R-11", **twins},
]
run = upload(cast.dao, table(later), mapping=mapping)
confirm(cast.dao, run)
connections.close_all()
kept = home.with_name("kept")
shutil.copytree(home, kept)

def forked(work):
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def killed_at(name, call, begin=lambda: running.run_import(run.id, cast.dao)):
    real, calls = getattr(running, name), []
    def step(*args, **named):
        calls.append(1)
        return die() if len(calls) == call else real(*args, **named)
    def work():
        setattr(running, name, step)
        begin()
    return work

def goes_on():
    left = ImportRun._base_manager.get(id=run.id)
    left.beat_at -= 2 * running.LEASE
    left.save()
    with acting_as(cast.dao):
        running.confirm_import(left, by=cast.dao)
    carried_out()

def carried_out():
    running.run_import(run.id, cast.dao)
    with acting_as(cast.dao):
        cases = list(Case.objects.visible_to(cast.dao).select_related("person"))
        opened = open_cases(cases, entries=list(Entry.objects.visible_to(cast.dao)))
        rows = list(ImportRow.objects.visible_to(cast.dao).filter(run=run.id).order_by("row", "outcome"))
        blocks = open_rows(cast.shelter.id, rows)
        number = {case.id: opened[case.id].name for case in cases}
        steps = {case.id: [] for case in cases}
        for m in Milestone.objects.visible_to(cast.dao).order_by("kind"):
            steps[m.case_id].append([m.kind, str(m.earliest), str(m.latest), m.reason, m.source_row])
    def plain_values(values):
        return {k: str(v) for k, v in sorted(values.items())}
    def plain(block):
        return json.dumps({k: v for k, v in block.items() if k != "before"}, sort_keys=True)
    told = {
        "cases": sorted(
            json.dumps([plain_values(o.values), [plain_values(line.values) for line in o.entries], steps[id]])
            for id, o in opened.items()
        ),
        "rows": sorted(
            [r.row, r.outcome, r.decision, number.get(r.case_id), plain(blocks.get(r.id, {}))] for r in rows
        ),
        "keys": PersonKey.objects.count(),
        "words": BlindIndex.objects.count(),
        "files": KeptFile.objects.count(),
        "logged": len([id for e in AuditEvent.objects.filter(action="core:case:created") for id in e.ids]),
        "finished": AuditEvent.objects.filter(action="cooperate:import:finished").count(),
        "run": ImportRun._base_manager.values_list("status", "rows_in", "rows_total").get(id=run.id),
    }
    answer.write_text(json.dumps(told))

def again(*works):
    shutil.rmtree(home)
    shutil.copytree(kept, home)
    answer.unlink(missing_ok=True)
    codes = [forked(work) for work in works]
    return codes, json.loads(answer.read_text()) if answer.exists() else None

STEPS = [(name, call) for name in ("_claim", "write_plans", "settle_mended") for call in (1, 4)]
STEPS += [("rows_to_mend", 1), ("_pass_by", 1), ("_finish", 1), ("record", 1)]
told = {"whole": again(carried_out)}
for name, call in STEPS:
    told[f"{name} {call}"] = again(killed_at(name, call), goes_on)
told["twice"] = again(killed_at("write_plans", 2), killed_at("settle_mended", 2, goes_on), goes_on)
answer.write_text(json.dumps(told))
"""


@pytest.mark.parametrize("mapping", ["BY_ID", "BY_NOTHING"])
def test_an_import_killed_at_any_step_goes_on_to_what_it_would_have_come_to(
    tmp_path: Path, mapping: str
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("the folder of one installation on SQLite is copied for each step")
    home = tmp_path / "home"
    home.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.endswith("DATABASE_URL")}
    environment |= {"HANDRAIL_HOME": str(home), "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "answer.json"), mapping]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-4000:]

    told: dict[str, tuple[list[int], Any]] = json.loads((tmp_path / "answer.json").read_text())
    codes, whole = told.pop("whole")
    assert codes == [0] and whole["finished"] == 2 and whole["run"] == ["done", 9, 9]
    assert len(told) == 11
    for step, (codes, came_to) in told.items():
        assert codes == [-9] * (len(codes) - 1) + [0] and len(codes) > 1, (
            f"{step}: {done.stderr.decode()[-2000:]}"
        )
        assert came_to == whole, step
