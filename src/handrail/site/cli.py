"""`handrail`: the one command. Verbs are looked up lazily, so that `--help` and file verbs start fast."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from handrail import __version__
from handrail.site.database import database_url
from handrail.site.home import home_folder, restore_under_way


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the command: `module` holds `add_arguments(parser)` and `run(options) -> exit code`."""

    says: str
    module: str
    needs_database: bool = True
    as_owner: bool = False  # on PostgreSQL: connects as the owner, whose URL must be given
    begins: bool = False  # works in a folder that holds no installation yet


VERBS: dict[str, Verb] = {
    "init": Verb("set up an installation: the first thing to run", "handrail.site.setup.verb", begins=True),
    "demo": Verb(
        "build the fictional country and serve it", "handrail.site.demo.verbs", needs_database=False
    ),
    "serve": Verb("serve this installation", "handrail.site.verbs.serve"),
    "migrate": Verb(
        "bring the database up to this version", "handrail.site.verbs.migrate", begins=True, as_owner=True
    ),
    "check": Verb("name the weaknesses of how this is set up", "handrail.core.operations.verbs.check"),
    "doctor": Verb("look for damage, and mend it", "handrail.core.operations.verbs.doctor"),
    "make-keys": Verb("make the installation's keys", "handrail.core.vault.verbs.make_keys", begins=True),
    "rotate-master-key": Verb(
        "change the master key while people work",
        "handrail.core.vault.verbs.rotate_master_key",
        as_owner=True,
    ),
    "make-certificate": Verb("TLS for a house's own network", "handrail.core.vault.verbs.make_certificate"),
    "postgres-setup": Verb(
        "prepare a PostgreSQL: database, three roles, passwords",
        "handrail.site.verbs.postgres_setup",
        needs_database=False,
    ),
    "recovery-sheets": Verb(
        "print the master key's two recovery sheets", "handrail.core.vault.verbs.recovery_sheets"
    ),
    "recover-key": Verb(
        "put the master key back from two sheets", "handrail.core.vault.verbs.recover_key", begins=True
    ),
    "backup": Verb("take a backup while people work", "handrail.core.backup.verbs.backup", as_owner=True),
    "backup-key": Verb("say who can open backups", "handrail.core.backup.verbs.backup_key", as_owner=True),
    "restore": Verb(
        "bring an installation back from a backup", "handrail.site.verbs.restore", needs_database=False
    ),
    "rehearse": Verb(
        "restore into a scratch place and compare", "handrail.core.backup.verbs.rehearse", as_owner=True
    ),
    "account": Verb("make, list or suspend accounts", "handrail.core.accounts.verbs"),
    "import": Verb("bring in a workbook, CSV or ODK file", "handrail.cooperate.verbs.importing"),
    "export": Verb("write records out, encrypted", "handrail.cooperate.verbs.exporting"),
    "cascade": Verb("the cascade and its gaps", "handrail.measure.verbs.cascade"),
    "screen": Verb(
        "what a file of short cases comes to, and why", "handrail.identify.verbs.screen", needs_database=False
    ),
    "rescreen": Verb(
        "which screenings would come to something else today", "handrail.identify.verbs.rescreen"
    ),
    "report": Verb("a report for donors as a file", "handrail.measure.verbs.report"),
    "import-figures": Verb("bring in published UNODC figures", "handrail.measure.verbs.figures"),
    "erase-due": Verb(
        "carry out confirmed erasures whose grace is over", "handrail.core.rights.verbs.erase_due"
    ),
    "seal": Verb("order and chain the log's waiting events", "handrail.core.audit.verbs.seal"),
    "checkpoint": Verb(
        "sign a checkpoint of the log to hand outside", "handrail.core.audit.verbs.checkpoint"
    ),
    "export-log": Verb("write the log out for an outside verifier", "handrail.core.audit.verbs.export"),
    "verify-log": Verb("check an exported log", "handrail.core.audit.verbs.verify", needs_database=False),
}


def parser_for(verb: str | None) -> argparse.ArgumentParser:
    """Return the command's parser with the arguments of one verb (its module alone is imported)."""
    parser = argparse.ArgumentParser(
        prog="handrail",
        description="Open software against human trafficking. "
        "HANDRAIL_HOME names the folder of one installation.",
    )
    parser.add_argument("--version", action="version", version=f"handrail {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, known in VERBS.items():
        child = verbs.add_parser(name, help=known.says, description=_sentence(known.says))
        if name == verb:
            import_module(known.module).add_arguments(child)
    return parser


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Returns 0 for done, 1 for "ran, and the answer is bad", 2 for wrong use."""
    os.umask(0o077)  # whatever is written is nobody else's to read
    words = list(sys.argv[1:] if arguments is None else arguments)
    named = next((word for word in words if not word.startswith("-")), None)
    known = VERBS.get(named or "")
    if known and known.as_owner and not be_owner():
        return 2
    if known and known.needs_database and restore_under_way():
        print(
            "A restore into this folder was begun and has not ended. Call handrail restore with the same "
            "files again: it goes on.",
            file=sys.stderr,
        )
        return 2
    if known and known.needs_database:
        set_up_django()
    options = parser_for(named if known else None).parse_args(words)
    if known and known.needs_database and not known.begins and not _is_there():
        return 2
    answer: int = import_module(VERBS[options.verb].module).run(options)
    return answer


def _is_there() -> bool:
    """Whether the folder holds an installation; says how to name or begin one when it does not."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if settings.TESTING or not database["ENGINE"].endswith("sqlite3") or Path(database["NAME"]).exists():
        return True
    print(
        f"There is no installation in {settings.HANDRAIL_HOME}. Name its folder: "
        "HANDRAIL_HOME=some/folder handrail ...\n"
        "To begin one in a new folder: handrail init",
        file=sys.stderr,
    )
    return False


def be_owner() -> bool:
    """On PostgreSQL, connect as the owner from here on. False, with words, when its URL is not given."""
    home = home_folder()
    if database_url(home, as_owner=True):
        os.environ["HANDRAIL_AS_OWNER"] = "1"
    elif database_url(home):
        print(
            "This verb works as the owner of the database: give its address in HANDRAIL_OWNER_DATABASE_URL, "
            f"or run it as an account that may read {home / 'owner'}.",
            file=sys.stderr,
        )
        return False
    return True


def set_up_django() -> None:
    """Make models usable. The database itself is touched by the verb, not here."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.site.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
