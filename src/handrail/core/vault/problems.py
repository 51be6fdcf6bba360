"""What the vault refuses. Each problem has a stable `code`: pages turn it into words, the log keeps it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID


class VaultProblem(Exception):
    """The vault could not do what was asked. The message is for the operator: no values, no names."""

    code = "vault-problem"


class Erased(VaultProblem):
    """The person was erased: the key is gone, and nothing sealed under it can be read again."""

    code = "erased"

    def __init__(self, person: UUID) -> None:
        super().__init__(f"person {person} was erased; what was sealed under that key cannot be read again")
        self.person = person


class NoKey(VaultProblem):
    """The person or organisation never got a key in this installation."""

    code = "no-key"

    def __init__(self, owner: str, id: UUID) -> None:
        super().__init__(
            f"{owner} {id} has no key in this installation; make one before sealing anything for it"
        )


class Damaged(VaultProblem):
    """What is opened is not what was sealed: changed, cut short, or moved from another place."""

    code = "damaged"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was changed, cut short, or belongs to another record")


class KeyFileProblem(VaultProblem):
    """A key of the installation is missing, unreadable or not guarded. Says where and how to mend it."""

    code = "key-file"

    def __init__(self, where: Path | str, why: str, mend: str) -> None:
        super().__init__(f"{where}: {why} {mend}")
        self.where, self.why, self.mend = str(where), why, mend


class WrongMasterKey(VaultProblem):
    """The master key at hand is not the one that wrapped this organisation's key."""

    code = "wrong-master-key"

    def __init__(self, wanted: str, given: str) -> None:
        self.wanted, self.given = wanted, given
        super().__init__(
            f"this database was sealed with master key {wanted}, and the key at hand is {given}: "
            "put the right key file back, or give it in HANDRAIL_MASTER_KEY"
        )


class TooLarge(VaultProblem):
    """A file is larger than may be kept; `limit` is in bytes. Nothing of it was kept."""

    code = "file-too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"the file is larger than {limit} bytes; nothing of it was kept")
        self.limit = limit


class NotAWorkbook(VaultProblem):
    """The bytes given are not an Excel workbook (.xlsx) that can be locked."""

    code = "not-a-workbook"


class NoFile(VaultProblem):
    """There is no such file of this owner."""

    code = "no-file"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"there is no file {id} of this owner")


class CannotUnlock(VaultProblem):
    """The password or passphrase is wrong, or the file is damaged: the two cannot be told apart."""

    code = "cannot-unlock"


class UnknownRecipient(VaultProblem):
    """A public key that is neither an age nor an SSH key. `text` is what was given."""

    code = "unknown-recipient"

    def __init__(self, text: str) -> None:
        super().__init__("a recipient is a public key that begins with age1, ssh-ed25519 or ssh-rsa")
        self.text = text


class NotAnIdentity(VaultProblem):
    """A file that was given as one that opens backups holds no key."""

    code = "not-an-identity"
