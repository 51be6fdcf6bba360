"""The template tags: components take what they are given and nothing else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.html import escape

from handrail.core.dates import PartialDate
from handrail.core.shell.templatetags.shell import as_known, as_list, at, attributes, inline_svg, not_known


def draw(text: str, **context: object) -> str:
    return Template("{% load shell %}" + text).render(Context(context))


def test_a_component_draws_its_body_and_its_fills() -> None:
    drawn = draw(
        '{% component "panel" title="Needs" %}{% fill "actions" %}<a>Edit</a>{% endfill %}'
        "<p>{{ need }}</p>{% endcomponent %}",
        need="a bed",
    )
    assert "<h2>Needs</h2>" in drawn
    assert "<p>a bed</p>" in drawn
    assert drawn.count("Edit") == 1
    assert drawn.index("Edit") < drawn.index("a bed")


def test_the_pages_own_words_do_not_leak_into_a_component() -> None:
    assert "stray" not in draw('{% component "panel" %}x{% endcomponent %}', title="stray", foot="stray")


def test_what_people_typed_is_escaped_in_a_component() -> None:
    hostile = '"><script>alert(1)</script>'
    drawn = draw('{% component "panel" title=typed id=typed %}{{ typed }}{% endcomponent %}', typed=hostile)
    assert "<script>" not in drawn
    assert escape(hostile) in drawn


@pytest.mark.parametrize(
    "wrong",
    [
        "{% component %}{% endcomponent %}",
        '{% component "panel" "x" %}{% endcomponent %}',
        "{% fill %}{% endfill %}",
    ],
)
def test_a_wrong_use_is_refused_when_the_template_is_read(wrong: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(wrong)


@pytest.mark.parametrize(
    ("text", "words", "missing"),
    [
        ("2021-02-03", "3 February 2021", ""),
        ("2021-02", "February 2021", "day not known"),
        ("2021", "2021", "day and month not known"),
        ("2021-02-03/2021-05-01", "between 3 February 2021 and 1 May 2021", ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(settings, text: str, words: str, missing: str) -> None:
    settings.FORMAT_MODULE_PATH = "handrail.core.shell.formats"
    from django.utils.formats import reset_format_cache

    reset_format_cache()
    value = PartialDate.from_text(text)
    assert as_known(value) == words
    assert not_known(value) == missing
    reset_format_cache()


def test_attributes_are_escaped_and_empty_ones_left_out() -> None:
    assert attributes({"data-x": '"<', "required": True, "min": None, "max": False, "step": 0}) == (
        ' data-x="&quot;&lt;" required step="0"'
    )
    assert attributes(None) == ""


def test_one_error_and_a_list_of_errors_are_drawn_alike() -> None:
    assert as_list("wrong") == ["wrong"]
    assert as_list(["wrong", "very"]) == ["wrong", "very"]
    assert as_list(None) == []


def test_a_row_may_be_longer_than_its_heading() -> None:
    assert at([SimpleNamespace(label="a")], 3) is None


def test_an_svg_loses_its_declaration_and_nothing_else() -> None:
    assert inline_svg("<?xml version='1.0' encoding='UTF-8'?>\n<svg><path/></svg>") == "<svg><path/></svg>"


def test_the_steps_of_a_way_say_their_state_in_words() -> None:
    steps = [
        {"label": "S", "state": state} for state in ("done", "late", "waiting", "skipped", "choice", "ended")
    ]
    drawn = draw(
        '{% include "shell/components/way.html" with branches=b only %}',
        b=[{"name": "Justice", "steps": steps}],
    )
    for words in ("done", "late", "to come", "skipped", "declined, by choice", "ended"):
        assert words in drawn
    assert drawn.count("way__step--joined") == 1, "only a step that was taken joins the rail"


def test_a_pager_without_more_pages_draws_nothing() -> None:
    assert draw('{% include "shell/components/pager.html" only %}').strip() == ""
