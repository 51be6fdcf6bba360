"""Everything that the page of one case shows, cut to what the account may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.core.access.disclosure import disclosure
from handrail.core.access.domain.disclosure import Disclosure
from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account
from handrail.core.accounts.names import names_of
from handrail.core.cases.attachments import OpenAttachment, open_attachments
from handrail.core.cases.domain.way import State
from handrail.core.cases.groups import GROUPS, MILESTONE_FIELDS, Group
from handrail.core.cases.models import Attachment, Case, Entry, EntryKind, Party, PartyRole
from handrail.core.cases.reading import Line, OpenCase, open_cases
from handrail.core.cases.standing import Deadlines, way_of_milestones
from handrail.core.cases.values import shown_name
from handrail.core.cases.words import BRANCHES, SOURCES, STAGES, kind_words, label_of, spoken
from handrail.core.consent.models import ConsentGrant, Recall
from handrail.core.consent.recalls import recalls_of
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import Milestone
from handrail.core.referrals.models import Referral
from handrail.core.referrals.queries import ANSWER, lies_in
from handrail.core.shell.calendars import date_format

if TYPE_CHECKING:
    from collections.abc import Iterator

# So many of the newest lines are opened; the page offers the others.
ENTRIES, ALL_ENTRIES = 30, 500


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case in the open, with what hangs on it."""

    case: Case
    opened: OpenCase
    disclosed: Disclosure
    milestones: list[Milestone]
    attachments: list[OpenAttachment]
    grants: list[ConsentGrant]
    recalls: list[Recall]
    referrals: list[Referral]
    names: Mapping[UUID | None, str]
    more_entries: bool

    @property
    def name(self) -> str:
        return shown_name(self.disclosed.values(self.opened.values))


def read_page(account: Account, case: Case, *, all_entries: bool = False) -> CasePage:
    """Read a case that `find_case` gave. A fixed number of queries, whatever hangs on the case."""
    limit = ALL_ENTRIES if all_entries else ENTRIES
    shown, answers = disclosure(account, case), reach_of(account, ANSWER)
    entries = list(
        Entry.objects.visible_to(account).filter(case=case).order_by("-created_at", "id")[: limit + 1]
    )
    parties = list(Party.objects.visible_to(account).filter(case=case).order_by("created_at", "id"))
    milestones = Milestone.objects.visible_to(account).filter(case=case).order_by("-latest", "kind")
    files = Attachment.objects.visible_to(account).filter(case=case).order_by("-created_at", "id")
    grants = ConsentGrant.objects.visible_to(account).filter(case=case).select_related("recipient")
    referrals = Referral.objects.visible_to(account).filter(case=case).select_related("to_unit__organisation")
    opened = open_cases([case], entries=entries[:limit], parties=parties)[case.id]
    shown_files = open_attachments(case, list(files)) if shown.whole else []
    told = [m for m in milestones if shown.shows(MILESTONE_FIELDS[m.kind])]
    writers = {
        *(e.written_by for e in entries),
        *(m.recorded_by for m in told),
        *(f.record.added_by for f in shown_files),
    }
    granted = list(grants.order_by("-starts_on", "id")) if shown.whole else []
    taken_back = any(grant.withdrawn_on for grant in granted)
    return CasePage(
        case=case,
        opened=opened,
        disclosed=shown,
        milestones=told,
        attachments=shown_files,
        grants=granted,
        recalls=recalls_of(account, case.id) if taken_back else [],
        # A unit that reads by referral is not told to whom else the person's case was sent.
        referrals=[
            r for r in referrals.order_by("-sent_at", "id") if shown.whole or lies_in(answers, r.to_unit)
        ],
        names=names_of(writers),
        more_entries=len(entries) > limit,
    )


def groups(page: CasePage) -> Iterator[dict[str, Any]]:
    """Yield the fields by group: what is recorded, and the labels of what is not.

    A group that nobody fills by hand, or that the account may not see whole, is left out when it is empty.
    """
    values = page.disclosed.values(page.opened.values)
    for group in GROUPS:
        facts = [_fact(name, values[name]) for name in group.fields if _said(values.get(name))]
        blanks = [label_of(name) for name in group.fields if not _said(values.get(name))]
        if facts or (group.by_hand and page.disclosed.whole):
            yield {
                "group": group,
                "facts": facts,
                "blanks": blanks if page.disclosed.whole and group.by_hand else [],
            }


def way_branches(page: CasePage, deadlines: Deadlines) -> list[dict[str, Any]]:
    """Return the way as `shell/components/way.html` draws it."""
    return [
        {
            "name": BRANCHES[branch.id],
            "steps": [
                {
                    "label": STAGES[step.stage],
                    "state": step.state.value,
                    "date": step.when,
                    "when": _due(step.due_on)
                    if step.state is State.WAITING or step.state is State.LATE
                    else "",
                }
                for step in branch.steps
            ],
        }
        for branch in way_of_milestones(page.milestones, deadlines)
    ]


def milestone_lines(page: CasePage) -> list[dict[str, Any]]:
    """Return the milestones as `shell/components/timeline.html` draws them, newest first."""
    return [
        {
            "title": kind_words(milestone.kind, milestone.reason),
            "date": PartialDate(milestone.earliest, milestone.latest),
            "text": _source(milestone, page.names),
            "kind": milestone.kind,
        }
        for milestone in page.milestones
    ]


def entry_lines(page: CasePage) -> list[dict[str, Any]]:
    """Return notes, events and plans, newest first, without the fields that are not for this account."""
    drawn = []
    for line in page.opened.entries:
        values = page.disclosed.values(line.values)
        if not values and line.values:
            continue
        text = values.pop("cco_CaseComment", "")
        drawn.append(
            {
                "title": EntryKind(line.record.kind).label,  # type: ignore[union-attr]
                "when": line.record.created_at,
                "by": page.names.get(line.record.written_by, ""),  # type: ignore[union-attr]
                "text": text,
                "facts": [_fact(name, value) for name, value in values.items() if _said(value)],
                "id": line.record.id,
            }
        )
    return drawn


def party_lines(page: CasePage) -> list[dict[str, Any]]:
    """Return the other people and firms of the case."""
    return [line for line in map(_party(page.disclosed), page.opened.parties) if line]


def _party(disclosed: Disclosure) -> Any:
    def drawn(line: Line) -> dict[str, Any]:
        values = disclosed.values(line.values)
        if not disclosed.whole and not values:
            return {}
        name = values.pop("hr_PartyName", "")
        return {
            "role": PartyRole(line.record.role).label,  # type: ignore[union-attr]
            "name": name,
            "facts": [_fact(field, value) for field, value in values.items() if _said(value)],
        }

    return drawn


def group_called(group_id: str) -> Group | None:
    """Return a group that people edit by hand, or None."""
    return next((group for group in GROUPS if group.id == group_id and group.by_hand), None)


def _fact(name: str, value: Any) -> dict[str, Any]:
    spoken_value = spoken(name, value)
    key = "date" if isinstance(spoken_value, PartialDate) else "value"
    return {"label": label_of(name), key: spoken_value}


def _said(value: Any) -> bool:
    return value is not None and value != "" and value != []


def _due(day: date | None) -> str:
    return _("due by %(day)s") % {"day": date_format(day, "DATE_FORMAT")} if day else ""


def _source(milestone: Milestone, names: Mapping[UUID | None, str]) -> str:
    said = str(SOURCES.get(milestone.source_kind, milestone.source_kind))
    if milestone.source_row:
        said = _("%(source)s, row %(row)s") % {"source": said, "row": milestone.source_row}
    who = names.get(milestone.recorded_by, "")
    return (
        _("Source: %(source)s, recorded by %(who)s") % {"source": said, "who": who}
        if who
        else (_("Source: %(source)s") % {"source": said})
    )
