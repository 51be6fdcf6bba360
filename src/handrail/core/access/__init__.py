"""Who may see what: one door."""

from __future__ import annotations

from handrail.core.access.acting import NobodyActs, acting_as
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required

__all__ = ["NobodyActs", "Refused", "acting_as", "permission_required"]
