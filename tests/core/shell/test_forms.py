"""Forms keep what was typed, and each problem leads to its field."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms

from handrail.core.shell.forms import HouseRenderer
from handrail.core.shell.samples import SampleForm


class Elements(HTMLParser):
    """Every opening tag with its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.all if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.all if attrs.get("id")]  # type: ignore[misc]


def drawn(data: dict[str, object] | None = None) -> tuple[str, Elements]:
    text = str(SampleForm(data, renderer=HouseRenderer()))
    return text, Elements(text)


REFUSED = {
    "case_number": "",
    "met_on": "31 Feb 2026",
    "province": "south",
    "needs": ["bed"],
    "note": "<b>the bus</b>",
}


def test_a_refused_form_keeps_what_was_typed() -> None:
    text, elements = drawn(REFUSED)
    assert {"name": "met_on", "value": "31 Feb 2026"}.items() <= elements.of("input")[1].items()
    assert "&lt;b&gt;the bus&lt;/b&gt;" in text
    assert [option["value"] for option in elements.of("option") if "selected" in option] == ["south"]
    assert [box["value"] for box in elements.of("input") if "checked" in box] == ["bed"]


def test_every_problem_in_the_summary_leads_to_a_field_that_can_take_the_focus() -> None:
    _, elements = drawn(REFUSED)
    links = [link["href"] for link in elements.of("a")]
    focusable = {attrs.get("id") for tag, attrs in elements.all if tag in {"input", "select", "textarea"}}
    assert len(links) == 3
    assert {link.removeprefix("#") for link in links if link} <= focusable


def test_every_question_has_a_label_and_every_hint_and_error_is_announced() -> None:
    _, elements = drawn(REFUSED)
    labelled = {label["for"] for label in elements.of("label")}
    for tag in ("input", "select", "textarea"):
        assert {field["id"] for field in elements.of(tag)} <= labelled
    described = " ".join(attrs.get("aria-describedby") or "" for _, attrs in elements.all).split()
    assert described
    assert set(described) <= set(elements.ids)


def test_no_id_is_used_twice() -> None:
    _, elements = drawn(REFUSED)
    assert len(elements.ids) == len(set(elements.ids))


def test_what_may_be_left_empty_says_so() -> None:
    text, _ = drawn()
    assert text.count("(optional)") == 3
    assert "error" not in text


def test_problems_of_the_whole_form_stand_in_the_summary() -> None:
    class Strict(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

        def clean(self) -> None:
            raise forms.ValidationError("The two days are in the wrong order. Swap them.")

    text = str(Strict({}, renderer=HouseRenderer()))
    assert "The two days are in the wrong order. Swap them." in text
    assert "This field is required." in text, "a problem of a hidden field is not swallowed"


@pytest.mark.parametrize("hostile", ['"><script>', "{{ settings }}"])
def test_what_was_typed_is_only_text(hostile: str) -> None:
    text, _ = drawn({**REFUSED, "case_number": hostile, "note": hostile})
    assert "<script>" not in text
    assert "SECRET" not in text
