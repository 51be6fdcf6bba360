"""Keeping and throwing away drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.drafts.domain.keeping import Fields, too_old_from, worth_keeping
from handrail.core.drafts.marks import LONGEST_PLACE, Mark
from handrail.core.drafts.models import Draft


@transaction.atomic
def keep_draft(mark: Mark, fields: Fields, *, by: Account, at: datetime) -> Draft | None:
    """Keep what was typed into a form, in place of what was kept of it before. Only inside `acting_as(by)`.

    Returns None, and keeps nothing, where the mark is another's, the case does not open to this account, its
    person was erased, or there is nothing to keep. When one is begun, those that nobody came back to go.
    """
    typed = worth_keeping(fields)
    if mark.account != by.id or len(mark.place) > LONGEST_PLACE or not typed:
        return None
    case = None
    case_id = _case_of(mark.place)
    if case_id is not None:
        case = Case.objects.visible_to(by).filter(id=case_id).first()
        if case is None:
            return None
    before = Draft.objects.visible_to(by).filter(place=mark.place).first()
    draft = before or Draft(id=uuid4(), account=by, place=mark.place, case=case)
    draft.kept_at = at
    try:
        draft.sealed = _sealed(draft, {"title": mark.title, "fields": typed}, by)
    except vault.Erased:
        return None
    if before:
        Draft.objects.visible_to(by).filter(id=draft.id).update(sealed=draft.sealed, kept_at=at)
    else:
        try:
            with transaction.atomic():
                Draft.objects.insert([draft])
        except IntegrityError:  # the same form in a second window, at the same moment
            return keep_draft(mark, fields, by=by, at=at)
        _log("core:draft:begun", draft, by)
        _forget_old(at)
    return draft


def _forget_old(at: datetime) -> None:
    old = Draft.objects.unscoped("what nobody came back to goes; nothing of it is read")
    old.filter(kept_at__lt=too_old_from(at)).delete()


@transaction.atomic
def throw_away(draft: Draft, *, by: Account, sent: bool = False) -> None:
    """Forget a draft: it was sent, or is not wanted any more."""
    Draft.objects.visible_to(by).filter(id=draft.id).delete()
    _log("core:draft:sent" if sent else "core:draft:discarded", draft, by)


def opened(draft: Draft) -> tuple[str, Mapping[str, Sequence[str]]]:
    """Return a draft's title and fields; nothing of a person who was erased."""
    purpose = f"draft:{draft.id}"
    if draft.case is None:
        said = vault.unseal_for_organisation(draft.account.organisation_id, purpose, bytes(draft.sealed))
    else:
        (said,) = vault.unseal_many([(draft.case.person_id, purpose, bytes(draft.sealed))])
    if not isinstance(said, dict):
        return "", {}
    return str(said["title"]), said["fields"]


def _sealed(draft: Draft, said: Mapping[str, object], by: Account) -> bytes:
    purpose = f"draft:{draft.id}"
    if draft.case is None:
        return vault.seal_for_organisation(by.organisation_id, purpose, said)
    return vault.seal(draft.case.person_id, purpose, said)


def _case_of(place: str) -> UUID | None:
    try:
        found = resolve(place.partition("?")[0]).kwargs.get("case_id")
    except Resolver404:
        return None
    return found if isinstance(found, UUID) else None


def _log(action: str, draft: Draft, by: Account) -> None:
    about = [draft.case_id] if draft.case_id else []
    record(
        action=action,
        kind="case" if about else "draft",
        ids=about or [draft.id],
        actor=by.id,
        organisation=by.organisation_id,
    )
