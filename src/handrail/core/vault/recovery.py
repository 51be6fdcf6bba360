"""The master key's recovery: two sheets for two custodians, and the way back from both."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from django.db import DatabaseError, connection

from handrail.core.vault.domain.shares import KEY_BYTES, SET_BYTES, join, read, split, write
from handrail.core.vault.keyfiles import key_id, master_key, master_key_path, write_new_key
from handrail.core.vault.models import InstallationKey, OrganisationKey
from handrail.core.vault.problems import WrongMasterKey


def recovery_sheets() -> tuple[list[str], list[str]]:
    """Return the lines of two fresh sheets of the current master key. Neither tells anything alone.

    Each call makes a new set; a sheet of one set does not fit a sheet of another. Raises `KeyFileProblem`.
    """
    one, other = split(master_key().secret, os.urandom(KEY_BYTES), os.urandom(SET_BYTES))
    return write(one), write(other)


def restore_master_key(sheets: Sequence[str]) -> tuple[Path, bool]:
    """Write the master key of two typed sheets where the installation looks for it.

    Returns where, and whether the database could say that it is the right one. Raises `ShareProblem`,
    `WrongMasterKey` (then nothing is written), `KeyFileProblem` where a key is there already.
    """
    one, other = (read(sheet) for sheet in sheets)
    secret = join(one, other)
    wanted = _ids_in_use()
    id = key_id(secret)
    if wanted and id not in wanted:
        raise WrongMasterKey(", ".join(sorted(wanted)), id)
    return write_new_key(master_key_path(), secret), bool(wanted)


def _ids_in_use() -> set[str]:
    """Return the ids of the master keys that wrap something; none where there is no database yet."""
    looked_into = connection.connection is not None
    if (
        connection.vendor == "sqlite"
        and not looked_into
        and not Path(connection.settings_dict["NAME"]).exists()
    ):
        return set()  # to look into it would make it, also where PostgreSQL is to follow
    try:
        tables = (OrganisationKey, InstallationKey)
        return {
            id for table in tables for id in table.objects.values_list("master_key_id", flat=True).distinct()
        }
    except DatabaseError:
        return set()
