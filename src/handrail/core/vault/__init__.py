"""The vault: what identifies a person is sealed here, found here, and erased here.

Everything that the rest of the house may use is named below. The modules behind it need the database's
models, so they are loaded when first used: this package is itself a Django application.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handrail.core.vault.erasure import erase_person, erase_persons
    from handrail.core.vault.files import (
        FILE_LIMIT,
        StoredFile,
        open_file,
        remove_file,
        store_file,
        stored_file,
        sweep_files,
    )
    from handrail.core.vault.keyfiles import (
        create_master_key,
        create_signing_key,
        master_key_path,
        signing_key_path,
    )
    from handrail.core.vault.keys import create_organisation_key, create_person_keys, forget_keys
    from handrail.core.vault.locking import (
        lock_bytes_for,
        lock_bytes_with_passphrase,
        lock_workbook,
        unlock_bytes_with_passphrase,
        unlock_workbook,
    )
    from handrail.core.vault.mastering import make_next_key, master_key_of, retired_keys
    from handrail.core.vault.problems import (
        CannotUnlock,
        Damaged,
        Erased,
        KeyFileProblem,
        NoFile,
        NoKey,
        NotAWorkbook,
        TooLarge,
        UnknownRecipient,
        VaultProblem,
        WrongMasterKey,
    )
    from handrail.core.vault.rotation import (
        Rotation,
        forget_retired_key,
        rotate_master_key,
        rotation_under_way,
    )
    from handrail.core.vault.search import (
        SEARCH_KINDS,
        find_persons,
        index_persons,
        reference_token,
        reference_tokens,
    )
    from handrail.core.vault.values import (
        seal,
        seal_for_installation,
        seal_for_organisation,
        seal_many,
        seal_many_for_organisation,
        unseal,
        unseal_for_installation,
        unseal_for_organisation,
        unseal_many,
    )

__all__ = [
    "FILE_LIMIT",
    "SEARCH_KINDS",
    "CannotUnlock",
    "Damaged",
    "Erased",
    "KeyFileProblem",
    "NoFile",
    "NoKey",
    "NotAWorkbook",
    "Rotation",
    "StoredFile",
    "TooLarge",
    "UnknownRecipient",
    "VaultProblem",
    "WrongMasterKey",
    "create_master_key",
    "create_organisation_key",
    "create_person_keys",
    "create_signing_key",
    "erase_person",
    "erase_persons",
    "find_persons",
    "forget_keys",
    "forget_retired_key",
    "index_persons",
    "lock_bytes_for",
    "lock_bytes_with_passphrase",
    "lock_workbook",
    "make_next_key",
    "master_key_of",
    "master_key_path",
    "open_file",
    "reference_token",
    "reference_tokens",
    "remove_file",
    "retired_keys",
    "rotate_master_key",
    "rotation_under_way",
    "seal",
    "seal_for_installation",
    "seal_for_organisation",
    "seal_many",
    "seal_many_for_organisation",
    "signing_key_path",
    "store_file",
    "stored_file",
    "sweep_files",
    "unlock_bytes_with_passphrase",
    "unlock_workbook",
    "unseal",
    "unseal_for_installation",
    "unseal_for_organisation",
    "unseal_many",
]

_MODULES = (
    "problems",
    "keyfiles",
    "mastering",
    "keys",
    "values",
    "search",
    "files",
    "erasure",
    "locking",
    "rotation",
)


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = vars(import_module(f"{__name__}.{module}"))
            if name in found:
                return found[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
