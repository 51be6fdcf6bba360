"""Template tags of the case pages: `{% load cases %}`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from handrail.core.shell.calendars import date_format
from handrail.core.shell.templatetags.shell import tag

if TYPE_CHECKING:
    from handrail.core.cases.listed import ListedCase

register = template.Library()

_ROW = """<tr role="row" class="case-row">
<th scope="row" role="rowheader"><a href="{url}"><span class="case-name">{name}</span> \
<span class="case-id">{number}</span></a>{standing}</th>
<td role="cell">{sex}, {age}</td>
<td role="cell">{purpose}</td>
<td role="cell">{way} <span>{reached}</span>{late}</td>
<td role="cell"><span class="on-phone soft">{changed_on} </span>{day}{owner}</td>
</tr>
"""

# Each step of a way as a mark around x on the small rail; a step that is done or to come is a circle.
_MARKS = {
    "ended": '<rect class="way-small__ended" x="{left}" y="4" width="8" height="8" />',
    "choice": '<path class="way-small__choice" d="M{left} 8h8" stroke-width="3" />',
    "late": '<path class="way-small__late" d="M{x} 2.5l5.5 10.5h-11z" />',
}
_CIRCLE = '<circle class="way-small__{state}" cx="{x}" cy="8" r="4.5" />'


@lru_cache(maxsize=4096)
def way_small(states: tuple[tuple[str, ...], ...]) -> SafeString:
    """Draw the way of a case in little: the states of the steps, branch by branch. Words stand beside it.

    Remembered: many cases stand at the same place.
    """
    marks, x = [], 6
    for branch in states:
        for state in branch:
            marks.append((format_html(_MARKS.get(state, _CIRCLE), state=state, x=x, left=x - 4),))
            x += 14
        x += 8
    drawn = format_html_join("", "{}", marks)
    return format_html(
        '<svg class="way-small" viewBox="0 0 168 16" aria-hidden="true" focusable="false">{}</svg>', drawn
    )


@register.simple_tag
def case_rows(cases: Iterable[ListedCase]) -> SafeString:
    """Draw the rows of `cases/table.html`. Here and not in the template, where a list's time would go."""
    erased, no_name, no_step = _("Erased"), _("No name"), _("No step recorded")
    changed_on, referred = _("Changed on"), tag(_("Referred to us"), "accent")
    rows = []
    for row in cases:
        case = row.case
        standing = [referred] if row.referred else []
        standing += [tag(case.get_status_display())] if case.status != "Active" else []
        owner = case.owner.display_name if case.owner else ""
        rows.append(
            format_html(
                _ROW,
                url=reverse("case_page", args=[case.id]),
                name=row.name or (erased if row.erased else no_name),
                number=case.number,
                standing=format_html_join("", "<br>{}", ((words,) for words in standing)),
                sex=row.sex,
                age=row.age,
                purpose=row.purpose,
                way=way_small(row.states),
                reached=row.reached or no_step,
                late=format_html("<br>{}", tag(row.late_label, "danger")) if row.late else "",
                changed_on=changed_on,
                day=date_format(localtime(case.updated_at).date()),
                owner=format_html(' <span class="case-owner soft small">{}</span>', owner) if owner else "",
            )
        )
    return format_html_join("", "{}", ((row,) for row in rows))
