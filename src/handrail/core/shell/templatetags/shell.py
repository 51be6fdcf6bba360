"""Template tags of the shell: `{% load shell %}`.

`{% component "panel" title=_("Needs") %}…{% fill "actions" %}…{% endfill %}…{% endcomponent %}` draws
`shell/components/panel.html` with only the given parameters, the inside as `body`, and each fill by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from handrail.core.shell.calendars import date_format, year_words

register = template.Library()


class _DateAsKnown(Protocol):
    """What `handrail.core.dates.PartialDate` offers and the filters below read."""

    @property
    def earliest(self) -> Any: ...
    @property
    def latest(self) -> Any: ...
    @property
    def precision(self) -> str: ...
    @property
    def text(self) -> str: ...


class FillNode(Node):
    """One named part of a component, drawn where it stands and placed by the component."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


class ComponentNode(Node):
    """A component with a body; the page's own variables do not leak into it."""

    def __init__(
        self, name: FilterExpression, given: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.name = name
        self.given = given
        self.fills = [node for node in nodelist if isinstance(node, FillNode)]
        self.nodelist = NodeList(node for node in nodelist if not isinstance(node, FillNode))

    def render(self, context: Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.given.items()}
        values |= {fill.name: fill.render(context) for fill in self.fills}
        values["body"] = self.nodelist.render(context)
        assert context.template is not None
        drawn = context.template.engine.get_template(f"shell/components/{self.name.resolve(context)}.html")
        return drawn.render(context.new(values))


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """Draw a component around a body."""
    bits = token.split_contents()
    if len(bits) < 2:
        raise TemplateSyntaxError('component needs a name: {% component "panel" title=… %}')
    rest = bits[2:]
    given = token_kwargs(rest, parser)
    if rest:
        raise TemplateSyntaxError(f"component takes parameters as name=value, not {rest[0]!r}")
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(parser.compile_filter(bits[1]), given, nodelist)


@register.tag
def fill(parser: Parser, token: Token) -> FillNode:
    """Fill a named part of the component around it."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError('fill needs one name: {% fill "actions" %}')
    nodelist = parser.parse(("endfill",))
    parser.delete_first_token()
    return FillNode(bits[1].strip("\"'"), nodelist)


@register.filter
def as_known(value: _DateAsKnown) -> str:
    """Write a partial date as far as it is known: "3 February 2021", "February 2021", "2021", or two days."""
    match value.precision:
        case "day":
            return date_format(value.earliest, "DATE_FORMAT")
        case "month":
            return date_format(value.earliest, "YEAR_MONTH_FORMAT")
        case "year":
            return year_words(value.earliest.year)
        case _:
            first, last = (date_format(day, "DATE_FORMAT") for day in (value.earliest, value.latest))
            return _("between %(first)s and %(last)s") % {"first": first, "last": last}


@register.filter
def not_known(value: _DateAsKnown) -> str:
    """Say what is missing from a partial date, or "" for a whole day or a stated interval."""
    return {"month": _("day not known"), "year": _("day and month not known")}.get(value.precision, "")


@register.simple_tag
def tag(label: object, tone: str = "") -> SafeString:
    """Draw `components/tag.html`: a short word of status. As a tag, because a list draws one in every row."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", label)


@register.simple_tag
def partial_date(date: _DateAsKnown) -> SafeString:
    """Draw `components/partial_date.html`: a date as far as it is known, and what is missing from it."""
    words, missing = as_known(date), not_known(date)
    note = format_html(' <span class="partial-date__note">({})</span>', missing) if missing else ""
    if date.precision == "interval":
        return format_html("<span>{}</span>{}", words, note)
    return format_html('<time class="partial-date" datetime="{}">{}</time>{}', date.text, words, note)


@register.simple_tag
@lru_cache(maxsize=16)
def way_mark(state: str) -> SafeString:
    """Draw `components/way_mark.html`, the post of one step: remembered, for there are six of them."""
    return render_to_string("shell/components/way_mark.html", {"state": state})


@register.simple_tag
def select_options(options: Iterable[tuple[object, object]], value: object) -> SafeString:
    """Write the options of a select, the chosen one marked."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((option, " selected" if option == value else "", words) for option, words in options),
    )


@register.filter
def first_input(field: BoundField) -> str:
    """Return the id of the element that a link from the error summary should reach."""
    if field.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def as_list(errors: Any) -> list[Any]:
    """Return one text as a list of one, so that a template can walk over either."""
    return [errors] if isinstance(errors, str | Promise) else list(errors or ())


@register.filter
def without_placeholders(form: BaseForm) -> BaseForm:
    """Take placeholders away: they vanish when one types, and the label above says the same."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.filter
def inline_svg(markup: str) -> SafeString:
    """Put an SVG made by our own code (a QR code) into a page, without its XML declaration."""
    return mark_safe(re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", markup))  # noqa: S308 (drawn here, from numbers alone)


@register.simple_tag
def attributes(given: dict[str, Any] | None) -> SafeString:
    """Write a dictionary as HTML attributes; True stands alone, None and False are left out."""
    written = SafeString("")
    for name, value in (given or {}).items():
        if value is None or value is False:
            continue
        written += format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
    return written


@register.simple_tag
def described(own_id: str, hint: object, error: object) -> SafeString:
    """Write the attribute that ties an input to its hint and its error, which stand beside it."""
    names = [f"{own_id}_helptext"] if hint else []
    names += [f"{own_id}_error"] if error else []
    return format_html(' aria-describedby="{}"', " ".join(names)) if names else SafeString("")


@register.filter
def at(values: Sequence[Any], place: int) -> Any:
    """Return the value at a place, or nothing past the end."""
    return values[place] if place < len(values) else None
