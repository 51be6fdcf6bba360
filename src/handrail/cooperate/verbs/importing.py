"""`handrail import`: a file of cases into the house, by its layout or by a mapping."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handrail.cooperate.actions.checking import check_import, refusal_json, say_nothing
from handrail.cooperate.actions.deciding import Plan
from handrail.cooperate.actions.payload import about
from handrail.cooperate.actions.preview import told_of
from handrail.cooperate.actions.running import confirm_import, run_import
from handrail.cooperate.actions.uploads import as_id, choose_mapping, start_import, throw_away
from handrail.cooperate.domain.mapping import MappingRefused
from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.records import RefusedRow
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import RUN, ImportRun, Outcome, RunStatus
from handrail.cooperate.readers import read
from handrail.cooperate.verbs.people import complain, named_account
from handrail.cooperate.verbs.reporting import SAYS_EVERY, Report, Told
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.clock import now, today
from handrail.core.organisations.models import Unit

_WORDS = {
    "import-unknown": "This account has no such import.",
    "import-unit": "This account may not import into that unit.",
    "import-overtaken": "Somebody else started the same import; this one writes nothing more.",
    "import-another": "This account did not upload the file; only who did can let it go on.",
    "import-state": "This import does not wait to go on: it is in, was taken back, or is still at work."
    " One whose process was killed can go on ten minutes after it was last heard of.",
    "import-file-gone": "The file of this import is not kept any more.",
    "import-reads-otherwise": "The file reads otherwise than when it was begun. Take back what is in,"
    " and import it anew.",
    "changed-meanwhile": "Somebody changed one of its cases at the same moment. Let it go on.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="workbook, CSV, or ODK or Kobo submissions")
    parser.add_argument(
        "--go-on", metavar="IMPORT", help="instead of a FILE: the id of an import that was stopped"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and decide everything, write nothing")
    parser.add_argument(
        "--mapping", metavar="FILE", help="which column is what; without it: a layout we know"
    )
    parser.add_argument("--organisation", metavar="SHORT", help="must be the account's own; a safeguard")
    parser.add_argument("--unit", metavar="NAME", help="where new cases go; without it: the account's unit")
    parser.add_argument("--as", dest="account", metavar="ACCOUNT", help="on whose behalf")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 for all in, 1 for some rows refused, 2 for wrong use or a file that is not taken."""
    if bool(options.file) == bool(options.go_on) or (options.go_on and (options.dry_run or options.mapping)):
        complain("Give a FILE to bring in, or --go-on IMPORT alone.")
        return 2
    report = Report(as_json=options.json)
    try:
        document = Path(options.mapping).read_text("utf-8") if options.mapping else ""
        if options.dry_run and not options.account:
            return report.show(_read_only(Path(options.file), document, report), dry_run=True)
        account = _account(options)
        if account is None:
            return 2
        if options.go_on:
            return report.show(_go_on(account, options.go_on, report), dry_run=False)
        unit = _unit(account, options)
        if unit is None:
            return 2
        told = _bring(account, unit, Path(options.file), document, report, dry=options.dry_run)
        return report.show(told, dry_run=options.dry_run)
    except (FileRefused, MappingRefused) as refused:
        return _refused(refusal_json(refused), options)
    except Refused as refused:
        return _refused([_problem(refused.code, _WORDS.get(refused.code, refused.code))], options)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "The mapping is not a text file (UTF-8)."
        return _refused([_problem("file-unreachable", str(why))], options)


def _problem(code: str, why: str) -> dict[str, str]:
    return {"where": "", "code": code, "why": why, "mend": ""}


def _account(options: argparse.Namespace) -> Account | None:
    """The account named by --as; without it the only one that may import, where there is only one."""
    if options.account:
        return named_account(options.account, verb="import")
    accounts = Account.objects.select_related("unit", "organisation").filter(is_active=True)
    if options.organisation:
        accounts = accounts.filter(organisation__short_name=options.organisation)
    able = [account for account in accounts if account.may(RUN)]
    if len(able) == 1:
        print(f"as {able[0].username}", file=sys.stderr)
        return named_account(able[0].username, verb="import")
    complain(f"{len(able)} accounts may import: say on whose behalf, with --as ACCOUNT.")
    return None


def _unit(account: Account, options: argparse.Namespace) -> Unit | None:
    own = account.organisation.short_name
    if options.organisation and options.organisation != own:
        complain(f"“{account.username}” belongs to {own}, not to {options.organisation}.")
        return None
    if not options.unit:
        return account.unit
    unit = Unit.objects.filter(
        organisation=account.organisation_id, name=options.unit, closed_on=None
    ).first()
    if unit is None:
        complain(f"{own} has no unit “{options.unit}”.")
    return unit


def _read_only(file: Path, document: str, report: Report) -> Told:
    """Read a file without looking at any case: every row that can be read counts as new."""
    mapping = read_mapping(document) if document else None
    with read(file, name=file.name, mapping=mapping, today=today()) as answer:
        for outcome in answer.outcomes:
            report.take(
                Plan(Outcome.REFUSED, outcome, problems=outcome.problems)
                if isinstance(outcome, RefusedRow)
                else Plan(Outcome.CREATED, outcome)
            )
        return told_of(answer)


def _bring(account: Account, unit: Unit, file: Path, document: str, report: Report, *, dry: bool) -> Told:
    """Upload, map, check; then bring in, or throw the upload away again."""
    with file.open("rb") as stream, acting_as(account):
        run = start_import(stream, name=file.name, by=account, unit=unit, at=now())
        choose_mapping(run, document)
    try:
        # Without a dry run what counts is what is written, and the rows are heard of then.
        check_import(run, account, at=now(), tell=report.take if dry else say_nothing)
    except (FileRefused, MappingRefused):
        _throw_away(run, account)
        raise
    told = about(run).preview
    if dry:
        _throw_away(run, account)
        return told
    with acting_as(account):
        confirm_import(run, by=account)
    print(f"{run.rows_total:,} records to bring in ...", file=sys.stderr)
    if run.rows_total > SAYS_EVERY:
        print(f"(when it is stopped: handrail import --go-on {run.id})", file=sys.stderr)
    run_import(run.id, account, tell=report.take)
    return told


def _go_on(account: Account, import_id: str, report: Report) -> Told:
    """Let an import that was stopped go on. Told are the records of this attempt."""
    with acting_as(account):
        id = as_id(import_id)
        run = ImportRun.objects.editable_by(account, RUN).filter(id=id).first() if id else None
        if run is None:
            raise Refused("import-unknown", {"id": import_id})
        told = about(run).preview
        if run.status != RunStatus.CONFIRMED:
            confirm_import(run, by=account)
    print(f"{run.rows_in:,} of {run.rows_total:,} records are in; going on ...", file=sys.stderr)
    run_import(run.id, account, tell=report.take)
    return told


def _throw_away(run: ImportRun, account: Account) -> None:
    with acting_as(account):
        throw_away(ImportRun.objects.editable_by(account, RUN).get(id=run.id), by=account)


def _refused(problems: list[dict[str, str]], options: argparse.Namespace) -> int:
    if options.json:
        print(
            json.dumps([{"id": options.file, "outcome": "refused", "problems": problems}], ensure_ascii=False)
        )
    for problem in problems:
        complain(" ".join(part for part in (problem["where"], problem["why"], problem["mend"]) if part))
    return 2
