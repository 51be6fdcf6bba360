"""Changing the master key while the installation is in use.

Organisations' keys stay what they are; only what wraps them changes, one row in a transaction. Every step
leaves a state from which every process can open every key, and from which the next call goes on: what has
been done is read from the key files and the rows, nothing else remembers it.

1. The installation's own key gets its row (see `installation`), and `master.next.key` is made.
2. `master.old.key` becomes a copy of `master.key`; then `master.next.key` takes the place of `master.key`.
3. Each key that another master key wraps is wrapped anew.
4. Every key is opened once from the database. Only then is `master.old.key` set aside as retired.

Where the master key comes from the environment, HANDRAIL_MASTER_KEY_NEXT is the new one, and step 2 is the
administrator's: put it into HANDRAIL_MASTER_KEY, the old one into HANDRAIL_MASTER_KEY_OLD, and start the
processes again. A further call then wraps what was made meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import transaction

from handrail.core.vault.installation import (
    unwrapped_installation_key,
    wrapped_installation_key,
    write_installation_key,
)
from handrail.core.vault.keyfiles import MasterKey, master_key, master_key_path
from handrail.core.vault.keys import forget_keys, organisation_secret, wrapped_organisation_key
from handrail.core.vault.mastering import (
    NEXT_VARIABLE,
    key_from_environment,
    key_in,
    key_of_variable,
    make_next_key,
    master_key_of,
    next_path,
    old_path,
    rename,
    retired_path,
    write_key_file,
)
from handrail.core.vault.models import InstallationKey, OrganisationKey
from handrail.core.vault.problems import KeyFileProblem

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did. `old` is None when nothing was left of an old key but rows to wrap."""

    new: str
    old: str | None
    rewrapped: tuple[UUID, ...]
    retired: Path | None
    in_environment: bool


def rotate_master_key(*, step: Step, finished: Callable[[Rotation], None]) -> Rotation:
    """Change the master key, or go on with a change that was cut off.

    `step` is told each step before it is taken. `finished` is called when every key opens under the new
    master key and before the old one is set aside: it writes the line in the log. Raises `KeyFileProblem`,
    `WrongMasterKey` (a key is wrapped by a master key that is not at hand), `Damaged`.
    """
    if key_from_environment():
        target, old = _target_of_environment(), None
        if target.id != master_key().id:
            step("write down the installation's own key")
            with transaction.atomic():
                write_installation_key(master_key())
    else:
        _put_new_key_in_place(step)
        target, old = master_key(), key_in(old_path())
    rewrapped = tuple(_rewrap(target, step))
    step("open every key under the new master key")
    _prove(target)
    retired = retired_path(old.id) if old else None
    rotation = Rotation(target.id, old.id if old else None, rewrapped, retired, key_from_environment())
    step("write it into the log")
    finished(rotation)
    if retired:
        step("set the old master key aside")
        rename(old_path(), retired)
    step("done")
    return rotation


def rotation_under_way() -> bool:
    """Return whether a change of the master key was begun and has not ended."""
    return next_path().exists() or old_path().exists() or bool(_wrapped_by_others(master_key()))


def forget_retired_key(path: Path) -> None:
    """Destroy a retired master key. Raises `KeyFileProblem` while any key is still wrapped by it."""
    key = key_in(path)
    if key and (
        OrganisationKey.objects.filter(master_key_id=key.id).exists()
        or InstallationKey.objects.filter(master_key_id=key.id).exists()
    ):
        mend = "Run `handrail rotate-master-key` first."
        raise KeyFileProblem(path, "a key of this installation is still wrapped by this master key.", mend)
    path.unlink(missing_ok=True)


def _target_of_environment() -> MasterKey:
    following = key_of_variable(NEXT_VARIABLE)
    if following is None and _wrapped_by_others(master_key()):
        return master_key()
    if following is None:
        mend = (
            f"Make a new key with `handrail make-keys --new-master FILE`, give its text in {NEXT_VARIABLE} "
            "to every process, start them again, and call this once more."
        )
        raise KeyFileProblem(NEXT_VARIABLE, "there is no next master key here.", mend)
    return following


def _put_new_key_in_place(step: Step) -> None:
    """Steps 1 and 2, as far as they are not done. A change that is past them begins no new one."""
    current, old = master_key(), key_in(old_path())
    if old and old.id != current.id:
        return  # the keys that the old one wraps come first, whatever waits to take the new one's place
    if not next_path().exists():
        if old or _wrapped_by_others(current):
            return
        step("write down the installation's own key")
        with transaction.atomic():
            write_installation_key(current)
        step("make the next master key")
        make_next_key()
    step("keep a copy of the old master key")
    write_key_file(old_path(), current.secret)
    step("put the new master key in its place")
    rename(next_path(), master_key_path())


def _wrapped_by_others(master: MasterKey) -> list[OrganisationKey | InstallationKey]:
    organisations = OrganisationKey.objects.exclude(master_key_id=master.id).order_by("id")
    installation = InstallationKey.objects.exclude(master_key_id=master.id)
    return [*organisations, *installation]


def _rewrap(target: MasterKey, step: Step) -> Iterator[UUID]:
    # An organisation that is made meanwhile by a process that still saw the old key comes in the next round.
    while rows := _wrapped_by_others(target):
        for row in rows:
            step("wrap a key anew")
            before = master_key_of(row.master_key_id)
            if isinstance(row, OrganisationKey):
                row.wrapped = wrapped_organisation_key(row, organisation_secret(row, before), target)
            else:
                row.wrapped = wrapped_installation_key(row, unwrapped_installation_key(row, before), target)
            row.master_key_id = target.id
            row.save(update_fields=["wrapped", "master_key_id"])
            if isinstance(row, OrganisationKey):
                yield row.id


def _prove(target: MasterKey) -> None:
    """Open every key as a process that starts now would. Raises `Damaged` or `WrongMasterKey`."""
    forget_keys()
    for row in OrganisationKey.objects.order_by("id").iterator():
        organisation_secret(row, target)
    for own in InstallationKey.objects.all():
        unwrapped_installation_key(own, target)
