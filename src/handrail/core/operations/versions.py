"""Whether the tables are those of this version of the code."""

from __future__ import annotations

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor


def waiting_migrations() -> list[Migration]:
    """Return the migrations that this code has and the database has not, in the order of their running."""
    executor = MigrationExecutor(connection)
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
