"""Help that was wanted and was not there, for the page of the gap before help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext

from handrail.core.accounts.models import Account
from handrail.core.cases.words import code_words
from handrail.core.catalogue import CODELISTS
from handrail.core.clock import now
from handrail.core.consent.models import ConsentGrant
from handrail.core.milestones.models import CascadeRow
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.models import Need
from handrail.protect.needs.words import KINDS
from handrail.protect.services.domain.states import REFUSED
from handrail.protect.services.models import ServiceRequest
from handrail.protect.services.words import COOPERATION, REASONS

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """`people` with something wanted and not there; `width` of its bar, 0-100."""

    words: str
    people: int
    width: float
    grave: bool = False


def wanted_and_not_there(
    account: Account, cases: Any, by: str, said: Callable[[str], str]
) -> dict[str, Any] | None:
    """Count people by kind of help, by reason of refusal and by a dimension; `said` gives its words.

    A person is counted once a kind: with a need that is open past its time, or that a service refused and
    that is open still. What a person does not want is a choice and is not counted.
    """
    at = now()
    needs = Need.objects.wholly_visible_to(account).filter(case_id__in=cases, state=NeedState.OPEN)
    refused = ServiceRequest.objects.wholly_visible_to(account).filter(case_id__in=cases, state__in=REFUSED)
    waiting = needs.filter(Q(due_at__lt=at) | Q(id__in=refused.values("need_id")))
    pairs = set(waiting.values_list("kind", "case_id"))
    if not pairs and not refused.exists():
        return None
    kinds = Counter(kind for kind, _case in pairs)
    reasons = Counter(
        reason for reason, _case in set(refused.exclude(reason="").values_list("reason", "case_id"))
    )
    without = {case for _kind, case in pairs}
    rows = CascadeRow.objects.wholly_visible_to(account).filter(case_id__in=waiting.values("case_id"))
    split = Counter(value for _case, value in rows.values_list("case_id", F(by)))
    return {
        "people": len(without),
        "kinds": _lines({kind: str(KINDS[kind]) for kind in kinds}, kinds),
        "reasons": _lines({code: str(REASONS[code]) for code in reasons}, reasons, grave=COOPERATION),
        "cooperation": reasons[COOPERATION],
        "languages": _languages(account, without),
        "groups": _lines({value: said(value) for value in split}, split),
    }


def _languages(account: Account, cases: set[UUID]) -> list[Line]:
    """Count people by the language in which consent was last explained to them."""
    grants = ConsentGrant.objects.wholly_visible_to(account).filter(case_id__in=cases).exclude(language="")
    spoken = dict(grants.order_by("starts_on", "id").values_list("case_id", "language"))
    if not spoken:
        return []
    counted = Counter(spoken.get(case, "") for case in cases)
    names = {code: code_words(CODELISTS["language"], code) for code in counted if code}
    return _lines({**names, "": gettext("not known")}, counted)


def _lines(words: dict[str, str], counted: Counter[str], grave: str = "") -> list[Line]:
    most = max(counted.values(), default=1)
    return [
        Line(words[code], people, round(100 * people / most, 1), code == grave)
        for code, people in counted.most_common(SHOWN)
    ]
