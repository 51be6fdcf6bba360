"""Where the words of the picture stand: `{% load measure %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from handrail.core.milestones.domain.stages import Stage
from handrail.measure.domain.picture import COLUMN, Column
from handrail.measure.words import BRANCHES

if TYPE_CHECKING:
    from django.utils.functional import Promise

register = template.Library()

FIRST_OF_BRANCH = (Stage.PRESUMED, Stage.IDENTIFIED, Stage.INVESTIGATED)


@register.filter
def words_x(column: Column) -> str:
    """The words of a column begin at its left edge; those where the trunk parts end at its right edge."""
    return f"{column.x + COLUMN if column.stage is Stage.SCREENED else column.x:.0f}"


@register.filter
def words_anchor(column: Column) -> str:
    return "end" if column.stage is Stage.SCREENED else "start"


@register.filter
def largest_x(column: Column) -> str:
    """Where the frame round the words of the largest gap begins."""
    return f"{float(words_x(column)) - (190 if words_anchor(column) == 'end' else 6):.0f}"


@register.filter
def shift(y: float, by: int) -> str:
    return f"{y + by:.1f}"


@register.filter
def begins_branch(column: Column) -> bool:
    return column.stage in FIRST_OF_BRANCH


@register.filter
def branch_name(column: Column) -> str | Promise:
    return BRANCHES[column.branch]
