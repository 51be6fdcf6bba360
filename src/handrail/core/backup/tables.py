"""Which tables a backup holds, in which file, and which it leaves out on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db import connection, models

from handrail.core.backup.domain.cells import is_code
from handrail.core.backup.problems import BackupProblem
from handrail.core.operations.versions import waiting_migrations

Part = Literal["data", "keys"]

# What makes an erased person readable or findable again. Kept in a file of its own, and not for long.
KEYS = frozenset({"vault_personkey", "vault_organisationkey", "vault_installationkey", "vault_blindindex"})
# Left out, each for a reason.
LEFT_OUT = {
    "django_migrations": "said in the manifest; the restored database writes its own",
    "django_session": "whoever was signed in signs in again",
    "usersessions_usersession": "the same, with addresses of machines",
    "axes_accessattempt": "failed sign-ins of the last minutes, with addresses of machines",
    "axes_accessattemptexpiration": "the same",
    "axes_accessfailurelog": "the same; not written",
    "axes_accesslog": "the same; not written",
    "core_cache": "what is kept for minutes",
    "core_ratecount": "how often somebody asked in the last minutes",
    "handrail_restore": "the note of a restore that is under way",
}
_CODES = {
    "AutoField": "int",
    "BigAutoField": "int",
    "SmallAutoField": "int",
    "IntegerField": "int",
    "BigIntegerField": "int",
    "SmallIntegerField": "int",
    "PositiveIntegerField": "int",
    "PositiveBigIntegerField": "int",
    "PositiveSmallIntegerField": "int",
    "FloatField": "real",
    "BooleanField": "bool",
    "CharField": "text",
    "TextField": "text",
    "SlugField": "text",
    "FileField": "text",
    "FilePathField": "text",
    "GenericIPAddressField": "text",
    "UUIDField": "uuid",
    "DateTimeField": "moment",
    "DateField": "day",
    "TimeField": "time",
    "DurationField": "micros",
    "BinaryField": "bytes",
    "JSONField": "json",
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns in the order in which its rows are written."""

    name: str
    columns: tuple[Column, ...]
    serial: str = ""  # the column that the database numbers by itself

    @property
    def part(self) -> Part:
        return "keys" if self.name in KEYS else "data"

    def as_json(self) -> dict[str, Any]:
        columns = [[column.name, column.code] for column in self.columns]
        return {"name": self.name, "columns": columns, "serial": self.serial}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Table:
        """Return the table that a backup describes. Raises `BackupProblem` for a kind of column not known."""
        columns = tuple(Column(str(name), str(code)) for name, code in value["columns"])
        for column in columns:
            if not is_code(column.code):
                raise BackupProblem(
                    "newer-format",
                    f"the backup holds a kind of column that this Handrail does not know ({column.code}).",
                    "Restore with the version that the file names.",
                )
        return cls(str(value["name"]), columns, str(value["serial"]))


def must_be_of_this_version() -> None:
    """Raise `BackupProblem` where the database is of an older version: its tables have other columns."""
    if waiting := waiting_migrations():
        raise BackupProblem(
            "older-tables",
            f"the tables are of an older version than this Handrail ({len(waiting)} changes wait).",
            "Put the older code back, make the backup with that, then upgrade (docs/reference/upgrades.md).",
        )


def tables() -> list[Table]:
    """Return every table to be kept, parents before children as far as they can be ordered.

    Raises `BackupProblem` for a table of the database that no record of Handrail describes: what is not
    understood must not be left behind without a word.
    """
    known = {model._meta.db_table: model for model in _models()}
    with connection.cursor() as cursor:
        there = {info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t"}
    strange = sorted(there - known.keys() - LEFT_OUT.keys())
    if strange:
        raise BackupProblem(
            "unknown-table",
            f"the database has tables that this Handrail does not know: {', '.join(strange)}.",
            "Run the version that made them, or move them out of this database.",
        )
    return [_table(known[name]) for name in _ordered(known) if name in there and name not in LEFT_OUT]


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _ordered(known: dict[str, type[models.Model]]) -> list[str]:
    order: dict[str, None] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        if name in order or name in above:
            return
        for field in known[name]._meta.local_concrete_fields:
            target = getattr(field.remote_field, "model", None)
            if (
                isinstance(target, type)
                and issubclass(target, models.Model)
                and target._meta.db_table in known
            ):
                visit(target._meta.db_table, above | {name})
        order[name] = None

    for name in sorted(known):
        visit(name, frozenset())
    return list(order)


def _table(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
    serial = next((str(field.column) for field in fields if isinstance(field, models.AutoField)), "")
    return Table(
        model._meta.db_table, tuple(Column(str(field.column), _code(field)) for field in fields), serial
    )


def _code(field: Any) -> str:
    while field.remote_field is not None:
        field = field.target_field
    kind = field.get_internal_type()
    if kind == "DecimalField":
        return f"decimal:{field.decimal_places}"
    return _CODES[kind]
