"""`handrail demo`: build the fictional country where there is none yet, and serve it to this machine."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from time import monotonic

from handrail.site.demo import mark as marks
from handrail.site.demo.mark import Mark, State
from handrail.site.home import home_folder

DEFAULT_HOME = "~/.handrail-demo"
DEFAULT_CASES = 3200
FEWEST_CASES = 200
DEFAULT_SEED = 7
DONE, WRONG_USE, FAILED = 0, 2, 1


class CannotBuild(Exception):
    """Why there will be no demonstration here, and how to mend it, in one text for people."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="serve on this port of localhost (8000)")
    parser.add_argument("--no-serve", action="store_true", help="build and stop")
    parser.add_argument("--cases", type=int, default=None, help=f"how many cases to invent ({DEFAULT_CASES})")
    parser.add_argument(
        "--seed", type=int, default=None, help=f"another country with the same shape ({DEFAULT_SEED})"
    )


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("HANDRAIL_HOME", DEFAULT_HOME)
    home = home_folder()
    try:
        _prepare(home, cases=options.cases, seed=options.seed)
    except CannotBuild as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    if options.no_serve:
        print(f"The demonstration is ready in {home}. Serve it with: handrail demo")
        return DONE
    from handrail.site.serving import serve

    return serve("127.0.0.1", options.port, welcome="Choose whose place you take: {url}demo/  (Ctrl+C ends)")


def _prepare(home: Path, *, cases: int | None, seed: int | None) -> None:
    """Leave a finished demonstration in the folder, or raise `CannotBuild`."""
    _refuse_outside_records()
    if cases is not None and cases < FEWEST_CASES:
        raise CannotBuild(f"--cases {cases} is too few to show anything. Ask for at least {FEWEST_CASES}.")
    state = marks.state_of(home)
    if state is State.FOREIGN:
        raise CannotBuild(
            f"{home} holds files that are not a demonstration's. It may be a real installation, so nothing "
            "was changed. Name an empty folder: HANDRAIL_HOME=some/empty/folder handrail demo"
        )
    if state is State.BUILDING:
        _clear(home)
    if state is State.BUILT:
        _check_same(home, cases=cases, seed=seed)
        _set_up()
        _migrate()
        return
    _build(home, cases=cases or DEFAULT_CASES, seed=DEFAULT_SEED if seed is None else seed)


def _refuse_outside_records() -> None:
    named = [name for name in marks.FROM_OUTSIDE if os.environ.get(name)]
    if named:
        raise CannotBuild(
            f"{named[0]} is set: it names records or keys outside the demonstration's own folder. "
            f"Unset it first: env -u {named[0]} handrail demo"
        )


def _clear(home: Path) -> None:
    mark = marks.read_mark(home)
    if mark and marks.builder_lives(mark):
        raise CannotBuild(
            f"Process {mark.builder} is building the demonstration in {home}. Wait until it is done."
        )
    try:
        marks.clear_half_built(home)
    except ValueError as strange:
        raise CannotBuild(
            f"A demonstration in {home} was begun and not finished, and {strange} is not part of it. Move "
            "that file away, or name an empty folder with HANDRAIL_HOME."
        ) from None


def _check_same(home: Path, *, cases: int | None, seed: int | None) -> None:
    mark = marks.read_mark(home)
    assert mark is not None
    if (cases is not None and cases != mark.cases) or (seed is not None and seed != mark.seed):
        raise CannotBuild(
            f"The demonstration in {home} was built with --cases {mark.cases} --seed {mark.seed}. For "
            "another one name another folder with HANDRAIL_HOME, or remove this one."
        )


def _build(home: Path, *, cases: int, seed: int) -> None:
    from handrail.core.vault.keyfiles import create_master_key, create_signing_key

    began = monotonic()
    print(f"Building the demonstration in {home} ...", file=sys.stderr)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = home / "keys"
    create_master_key(keys / "master.key")
    create_signing_key(keys / "log-signing.key")
    mark = Mark(
        country="Lantessara",
        seed=seed,
        cases=cases,
        as_of="",
        builder=os.getpid(),
        key=marks.fingerprint(home),
    )
    marks.write_mark(home, mark)
    _set_up()
    _migrate()
    from handrail.core.clock import now
    from handrail.site.demo.build import build_country

    at = now()
    built = build_country(seed=seed, cases=cases, at=at, report=_progress)
    done = Mark(mark.country, seed, cases, at.date().isoformat(), 0, mark.key)
    marks.write_mark(home, done)
    print(
        f"\nLantessara: {built.cases} cases of {built.organisations} organisations, "
        f"{built.referrals} referrals, in {monotonic() - began:.0f} s.",
        file=sys.stderr,
    )


def _set_up() -> None:
    from handrail.site.cli import set_up_django

    set_up_django()


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _progress(done: int, of: int) -> None:
    # A file or a pipe keeps every line: there the end is enough.
    if sys.stderr.isatty() or done == of:
        print(f"\r  {done} of {of} cases", end="", file=sys.stderr, flush=True)
