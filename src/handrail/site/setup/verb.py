"""`handrail init`: the first set-up, asked step by step or given by flags and a file of answers."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

from handrail.core import vault
from handrail.core.norms import norms_in_force
from handrail.core.vault.recovery import recovery_sheets
from handrail.core.vault.verbs.recovery_sheets import show_sheets, write_sheets
from handrail.site.home import home_folder, is_demo
from handrail.site.setup import steps
from handrail.site.setup.asking import Known, ask_missing
from handrail.site.setup.domain.answers import AnswerProblem, Answers, answers_from, country
from handrail.site.setup.domain.packs import pack_of
from handrail.site.setup.progress import Progress, begun
from handrail.site.setup.steps import SetupProblem

LATER = "later"
READABLE = "Name its whole path; the account of this process must be able to read it."
TEXTS = {
    "organisation": "name of the organisation",
    "short-name": "its short name, at most 12 signs",
    "kind": "police, shelter, hotline ...",
    "country": "where it is (TH)",
    "time-zone": "Asia/Bangkok",
    "language": "language of the pages",
    "head-office": "name of its first unit",
    "reached": "laptop, network or proxy",
    "quick-exit-url": "where the quick exit leads",
}
LISTS = {
    "unit": "a unit below the head office; may be repeated",
    "host": "name of the machine as people type it; may be repeated",
    "administrator": "mali=Mali Srisuk; give two",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--answers", type=Path, metavar="FILE", help="a TOML file with the answers")
    for name, says in TEXTS.items():
        parser.add_argument(f"--{name}", help=says)
    for name, says in LISTS.items():
        parser.add_argument(f"--{name}", action="append", help=says)
    parser.add_argument(
        "--sheets",
        metavar="FOLDER",
        help=f"write the recovery sheets there instead of showing them; or: {LATER}",
    )
    parser.add_argument("--json", action="store_true", help="ask nothing; print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Set up, or go on with a set-up that was cut off. 0 when done, 2 with words when it cannot."""
    try:
        return _set_up(options)
    except AnswerProblem as problem:
        print(f"{problem.name}: {problem.why}", file=sys.stderr)
    except (SetupProblem, vault.KeyFileProblem) as problem:
        print(problem, file=sys.stderr)
        print("Mend that and run handrail init again: it goes on where it was.", file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nStopped. Run handrail init again: it goes on where it was.", file=sys.stderr)
    return 2


def _set_up(options: argparse.Namespace) -> int:
    home = home_folder()
    interactive = sys.stdin.isatty() and not options.json
    progress = begun(home)
    if progress is None:
        _refuse_what_is_there(home)
        said = _given(options)
        if interactive:
            print(f"Setting up Handrail in {home}. Nothing is written before the last question.\n")
            ask_missing(said, _known(), ask=input, tell=print)
        progress = Progress(home, _checked(said).as_json())
    elif interactive:
        print(f"Going on with the set-up that was begun in {home}.")
    if not interactive and not options.sheets:
        raise AnswerProblem(
            "sheets", f"say where the two recovery sheets go: --sheets FOLDER, or --sheets {LATER}"
        )
    answers = _checked(progress.answers)
    if options.sheets not in (None, LATER) and "sheets" not in progress.done:
        _must_be_writable(Path(options.sheets))
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    progress.save()
    codes = _do(progress, answers, options)
    progress.remove()
    _say_done(options, home, answers, codes)
    return 0


def _must_be_writable(folder: Path) -> None:
    """Refuse a folder for the sheets before keys and tables are made, not a minute later."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        may = os.access(folder, os.W_OK | os.X_OK)
        why = "" if may else "Permission denied"
    except OSError as problem:
        why = str(problem.strerror)
    if why:
        raise AnswerProblem(
            "--sheets", f"{folder}: {why}. Name a folder that the account of this process may write into."
        )


def _do(progress: Progress, answers: Answers, options: argparse.Namespace) -> dict[str, str]:
    """Do each step that is not done yet; return the administrators' first passwords."""
    home, on = progress.home, datetime.now(ZoneInfo(answers.time_zone)).date()
    todo: dict[str, Callable[[], None]] = {
        "choices": partial(steps.write_choices, home, answers),
        "keys": steps.make_keys,
        "tables": steps.migrate,
        "organisation": partial(steps.make_organisation, answers, on=on),
    }
    for name, step in todo.items():
        if name not in progress.done:
            print(f"  {name} ...", file=sys.stderr)
            step()
            progress.finish(name)
    if "sheets" not in progress.done:
        _give_sheets(home, options, on)
        progress.finish("sheets")
    # Last, so that a set-up that was cut off anywhere shows codes that work.
    codes = dict(steps.first_codes(answers))
    steps.seal()
    return codes


def _give_sheets(home: Path, options: argparse.Namespace, on: date) -> None:
    if options.sheets == LATER:
        return
    if options.sheets:
        _take_away_half_written(Path(options.sheets))
        if write_sheets(Path(options.sheets), recovery_sheets(), tell=sys.stderr):
            raise SetupProblem("The recovery sheets could not be written.")
    else:
        print(
            "\nThe master key opens everything. Two custodians each keep one sheet; both together restore it."
        )
        show_sheets(recovery_sheets())
    steps.note_recovery_printed(home, on)


def _take_away_half_written(folder: Path) -> None:
    """A set-up that was cut off while it wrote sheets left a pair that may not fit together."""
    for path in (folder / "sheet-1.txt", folder / "sheet-2.txt"):
        if (path.is_file() and path.read_text("utf-8").startswith("Handrail recovery sheet")) or _is_empty(
            path
        ):
            path.unlink()


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


def _refuse_what_is_there(home: Path) -> None:
    if is_demo(home):
        raise AnswerProblem("HANDRAIL_HOME", f"{home} holds the demonstration. Name an empty folder.")
    elsewhere = not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if (elsewhere or home.exists()) and steps.has_organisation():
        where = "the database" if elsewhere else str(home)
        raise AnswerProblem("HANDRAIL_HOME", f"{where} holds an installation already. Nothing was changed.")


def _given(options: argparse.Namespace) -> dict[str, Any]:
    """Return the answers of the file and, before them, of the flags."""
    said: dict[str, Any] = {}
    if options.answers:
        try:
            said = tomllib.loads(options.answers.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            why = problem.strerror if isinstance(problem, OSError) else problem
            raise AnswerProblem("--answers", f"{options.answers} cannot be read: {why}. {READABLE}") from None
    for name in TEXTS:
        value = getattr(options, name.replace("-", "_"))
        if value is not None:
            said[name.replace("-", "_")] = value
    for name, plural in (("unit", "units"), ("host", "hosts"), ("administrator", "administrators")):
        if getattr(options, name):
            said[plural] = getattr(options, name)
    return said


def _checked(said: dict[str, Any]) -> Answers:
    """Return checked answers, with what the country pack gives where nothing was said."""
    known, filled = _known(), dict(said)
    pack = pack_of(country(str(said["country"]))) if said.get("country") else pack_of("")
    if not filled.get("time_zone") and pack.time_zones:
        filled["time_zone"] = pack.time_zones[0]
    if not filled.get("language"):
        filled["language"] = pack.language(known.languages)
    return answers_from(filled, time_zones=known.time_zones, languages=known.languages)


def _known() -> Known:
    languages = {code: str(name) for code, name in settings.LANGUAGES}
    return Known(frozenset(available_timezones()), languages)


def _say_done(options: argparse.Namespace, home: Path, answers: Answers, codes: dict[str, str]) -> None:
    if options.json:
        first = [{"id": name, "username": name, "code": code} for name, code in codes.items()]
        print(json.dumps({"home": str(home), "administrators": first, "sheets": options.sheets}))
        return
    print(f"\n{answers.organisation} is set up in {home}.\n")
    print("First passwords, shown this once. Each is changed at the first sign-in, within 14 days:")
    for name, code in codes.items():
        print(f"    {name:20} {code}")
    print(f"\n{deadlines_in_words(answers.country)}")
    print("\nNext:")
    print("    handrail check     what is still weak, and how to mend it")
    print("    handrail serve     open it")


def deadlines_in_words(country: str) -> str:
    """Say whose deadlines the cascade goes by in a country: never a default of ours as a norm."""
    norms = [norm for norm in norms_in_force(country, date.today()).values() if norm]
    own = [norm for norm in norms if not norm.ours]
    if own:
        return f"Deadlines: {len(own)} of {len(norms)} steps have a norm of {country}; the others are ours."
    return (
        "Deadlines: all are defaults of Handrail's own, and pages say so. Put those of your law or\n"
        "procedure into deadlines.yaml (docs/how-to/write-your-own-deadlines.md)."
    )
