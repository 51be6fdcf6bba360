"""`handrail report NAME`: a saved report as a file, in an account's own scope or as it is handed out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.accounts.operator import log_acting_as
from handrail.core.clock import today
from handrail.measure.domain.report import Definition, ReportProblem, read_definition
from handrail.measure.handing_out import RUN, record_taken
from handrail.measure.models import HandOut, SavedReport
from handrail.measure.report_document import ReportDocument, handed_document, own_document
from handrail.measure.report_files import report_csv, report_workbook
from handrail.measure.report_pdf import NoPdf, report_pdf
from handrail.measure.report_source import presets, report_menu
from handrail.measure.report_words import PRESETS, problem_words

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG_USE = 2
WRITERS: dict[str, Callable[[ReportDocument], bytes]] = {
    ".xlsx": report_workbook,
    ".csv": report_csv,
    ".pdf": report_pdf,
}


class WrongUse(Exception):
    """The command cannot run so; says what to write instead."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=f"a saved report, or {', '.join(presets())}")
    parser.add_argument(
        "--as", dest="account", metavar="ACCOUNT", required=True, help="what this account may see"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it here (.xlsx, .pdf or .csv)")
    parser.add_argument(
        "--handed-out", action="store_true", help="as it was handed out: rounded, small counts hidden"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """0: made. 2: wrong use (no such account or report, no such file ending, nothing handed out yet)."""
    try:
        document = _make(options)
    except (WrongUse, NoPdf) as problem:
        print(str(problem), file=sys.stderr)
        return WRONG_USE
    except ReportProblem as problem:
        print(problem_words(problem), file=sys.stderr)
        return WRONG_USE
    if options.json:
        print(json.dumps(_as_json(document), ensure_ascii=False, indent=2))
    elif options.out:
        print(f"{options.out}: {document.title}. {document.marking}.")
    else:
        _print(document)
    return 0


def _make(options: argparse.Namespace) -> ReportDocument:
    if options.out and options.out.suffix.lower() not in WRITERS:
        raise WrongUse(f"--out {options.out}: end the file's name in {', '.join(WRITERS)}.")
    account = Account.objects.filter(username=options.account).first()
    if account is None or not account.may(RUN):
        raise WrongUse(f"--as {options.account}: no account of that name may run reports.")
    with acting_as(account):
        log_acting_as(account, verb="report")
        definition, title, ids = _find(options.name, account)
        if options.handed_out:
            made = _handed(account, definition)
            document, ids = handed_document(made, definition, title=title), [made.id]
        else:
            document = own_document(account, definition, title=title, today=today())
        ending = options.out.suffix.lower() if options.out else ".json"
        record_taken(account, format=f"{'inside' if document.inside else 'handed-out'}-{ending[1:]}", ids=ids)
        if options.out:
            options.out.write_bytes(WRITERS[ending](document))
    return document


def _find(name: str, account: Account) -> tuple[Definition, str, list[UUID]]:
    saved = SavedReport.objects.filter(organisation=account.organisation_id, name=name).first()
    if saved is not None:
        return read_definition(saved.definition, report_menu()), saved.name, [saved.id]
    if name in presets():
        return read_definition(presets()[name], report_menu()), str(PRESETS[name]), []
    own = SavedReport.objects.filter(organisation=account.organisation_id).order_by("name")
    known = [*presets(), *own.values_list("name", flat=True)]
    raise WrongUse(f"{name}: there is no such report. There are: {', '.join(known)}.")


def _handed(account: Account, definition: Definition) -> HandOut:
    first, last = definition.period.quarters(today())
    made = HandOut.objects.filter(
        organisation=account.organisation_id, first_quarter=first, last_quarter=last
    ).first()
    if made is None:
        raise WrongUse(
            f"{first} to {last}: nothing was handed out. The data steward does it on the page Reports."
        )
    return made


def _as_json(document: ReportDocument) -> dict[str, Any]:
    first, last = document.period
    return {
        "title": document.title,
        "marking": document.marking,
        "exact": document.inside,
        "first_quarter": first,
        "last_quarter": last,
        "people": document.people,
        "facts": [{"label": label, "value": words} for label, words in document.facts],
        "tables": [
            {
                "id": table.title,
                "heads": list(table.heads),
                "rows": [{"name": name, "people": list(cells)} for name, cells in table.lines],
            }
            for table in document.tables
        ],
        "notes": list(document.notes),
    }


def _print(document: ReportDocument) -> None:
    print(f"{document.title}. {document.marking}.")
    for label, words in document.facts:
        print(f"  {label}: {words}")
    for table in document.tables:
        print("\n" + "".join(f"{head:>26}" for head in table.heads))
        for name, cells in table.lines:
            print(f"{name:>26}" + "".join(f"{'hidden' if cell is None else cell:>26}" for cell in cells))
    print()
    for note in document.notes:
        print(f"- {note}")
