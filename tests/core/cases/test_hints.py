"""Who writes what the hint of a field shows is understood, in every language."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django import forms
from django.utils import translation

from handrail.core.cases.forms.fields import NEAR, AgeField, CodeByNameField, PartialDateField, TypedField
from handrail.core.cases.words import code_words
from handrail.core.catalogue import CODELISTS
from handrail.core.catalogue.local_names import local_names
from handrail.core.dates import Age, DateProblem, PartialDate
from handrail.core.languages.state import languages

pytestmark = pytest.mark.pure
LANGUAGES = [one.code for one in languages()]
FORMS = ("core.cases.forms.changes", "core.cases.forms.intake", "core.consent.forms", "core.shell.samples")
# What stands before the examples of a hint, and between them.
BEFORE = re.compile(r"^\D*(?::|៖| -|instance|เช่น|ဥပမာ|ví dụ|misalnya|ឧទាហរណ៍)\s*")
BETWEEN = re.compile(r"\s*[,၊]\s*(?:or |hoặc |atau )?|\s+(?:or|hoặc|hay|atau)\s+|\s*(?:หรือ|ឬ|သို့မဟုတ်)\s*")


def hinted() -> list[TypedField]:
    """Each field of the forms that reads a date or an age, and those that the catalogue makes."""
    found: list[TypedField] = [PartialDateField(), AgeField()]
    for name in FORMS:
        for form in vars(import_module(f"handrail.{name}")).values():
            if isinstance(form, type) and issubclass(form, forms.BaseForm):
                fields = getattr(form, "base_fields", {}).values()
                found += [f for f in fields if isinstance(f, (PartialDateField, AgeField))]
    return found


def examples(field: TypedField, code: str) -> list[str]:
    """The examples of a hint in a language: all of its pieces that hold a digit."""
    with translation.override(code):
        hint = str(field.help_text)
    pieces = BETWEEN.split(BEFORE.sub("", hint))
    return [piece.strip(" .။។") for piece in pieces if re.search(r"\d", piece)]


def test_the_hints_have_examples() -> None:
    assert [examples(field, "en") for field in hinted()[:2]] == [
        ["3 Feb 2021", "2021-02", "2564", "early 2021"],
        ["17", "about 17", "15-17", "under 18"],
    ]
    said = {example for field in hinted() for example in examples(field, "en")}
    assert "between 1 Feb and 20 Mar 2021" in said


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_example_of_a_hint_is_read(code: str) -> None:
    for field in hinted():
        shown = examples(field, code)
        assert len(shown) == len(examples(field, "en")), shown
        for example in shown:
            assert field.read(example)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_example_in_an_advice_is_read(code: str) -> None:
    for reader, wrong in ((PartialDate, "nonsense"), (Age, "nonsense")):
        with pytest.raises(DateProblem) as refused:
            reader.parse(wrong)
        with translation.override(code):
            advice = translation.gettext(refused.value.texts[1])
        quoted = re.findall(r"[“«]([^”»]*)[”»]", advice)
        assert quoted
        for example in [*quoted, *re.findall(r"\d{4}(?:-\d\d)*", advice if reader is PartialDate else "")]:
            assert reader.parse(example)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_or_a_language_is_read_as_it_is_shown(language: str) -> None:
    with translation.override(language):
        for name in NEAR:
            codes = CODELISTS[name]
            field = CodeByNameField(codes, NEAR[name])
            everywhere = [code.code for code in codes] if name == "country" else NEAR[name]
            for known in {*everywhere, *local_names(codes, language)}:
                shown = field.prepare_value(known)
                assert shown == code_words(codes, known)
                assert field.read(shown) == known


def test_a_country_is_called_as_the_reader_calls_it() -> None:
    with translation.override("en"):
        assert code_words(CODELISTS["country"], "MM") == "Myanmar"
    with translation.override("th"):
        assert code_words(CODELISTS["country"], "KH") == "กัมพูชา"
        assert code_words(CODELISTS["language"], "khm") == "เขมร"


def test_what_is_wrong_with_a_date_is_said_in_the_readers_language() -> None:
    with translation.override("th"), pytest.raises(forms.ValidationError) as refused:
        PartialDateField().clean("31/2/2021")
    assert "2021-02" in refused.value.message
    assert "has no day" not in refused.value.message
