"""Form fields for what people type: vague dates, ages, countries, and each kind of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handrail.core.cases.domain.merging import same
from handrail.core.cases.words import LABELS, code_words, label_of
from handrail.core.catalogue import CODELISTS, FIELDS, CodeList, Field
from handrail.core.dates import Age, DateProblem, PartialDate

SHORT_TEXT, LONG_TEXT = 300, 20_000
# What is offered while one types a country or a language; any other name is understood too.
_NEAR = {
    "country": "TH KH LA MM VN ID MY PH CN TW JP KR IN BD NP SG BN TL HK",
    "language": "tha khm lao mya vie ind msa fil zho jpn kor shn ksw mnw hmn yue ben nep eng",
}
# A form may be made before its reader is known.
_code_words = lazy(code_words, str)
NEAR = {codelist: codes.split() for codelist, codes in _NEAR.items()}


class TypedField(forms.CharField):
    """A text that is read into a value; the text itself stays in the form when it cannot be read."""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return the text that `read` understands."""
        return str(value)

    def clean(self, value: Any) -> Any:
        # Lengths and forbidden letters are those of the text, before it is read.
        text = super().to_python(value)
        self.validate(text)
        self.run_validators(text)
        return self.read(text) if text else None

    def to_python(self, value: Any) -> Any:
        if value is not None and not isinstance(value, str):
            return value
        text = super().to_python(value)
        return self.read(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.write(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not same(self.to_python(initial), self.to_python(data))
        except ValidationError:
            return True


def _problem(found: DateProblem) -> ValidationError:
    return ValidationError(found.said(gettext), code=found.code)


class PartialDateField(TypedField):
    """A day, a month, a year, an interval or vague words; Buddhist-era years too. Gives a PartialDate."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 80)
        options.setdefault("help_text", _("As far as it is known: 3 Feb 2021, 2021-02, 2564, early 2021."))
        super().__init__(**options)
        self.widget.attrs.setdefault("class", "input--short")

    def read(self, text: str) -> PartialDate:
        try:
            return PartialDate.parse(text, order="dmy")
        except DateProblem as problem:
            raise _problem(problem) from None


class DayField(PartialDateField):
    """A whole day, written in any way in which dates are. Gives a date."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("A whole date, for instance 3 Feb 2026."))
        super().__init__(**options)

    def clean(self, value: Any) -> date | None:
        when = super().clean(value)
        if not when:
            return None
        if when.precision != "day":
            raise ValidationError(_("Write the day too, for instance 3 Feb 2026."), code="not-a-day")
        day: date = when.earliest
        return day


class AgeField(TypedField):
    """A number, a range or vague words. Gives an Age."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 60)
        options.setdefault("help_text", _("17, about 17, 15-17, or under 18."))
        super().__init__(**options)
        self.widget.attrs.setdefault("class", "input--short")

    def read(self, text: str) -> Age:
        try:
            return Age.parse(text)
        except DateProblem as problem:
            raise _problem(problem) from None


class LongTextField(TypedField):
    """Several lines. Browsers send line ends of their own kind, which are no change."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        options.setdefault("max_length", LONG_TEXT)
        super().__init__(**options)
        self.widget.attrs["rows"] = rows

    def read(self, text: str) -> str:
        return text.replace("\r\n", "\n")


class NamesWidget(forms.TextInput):
    """A text with a list of names offered below it; the list works without JavaScript."""

    def __init__(self, offered: Iterable[str] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.offered = list(offered)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id') or name}_names"
        drawn = super().render(
            name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer
        )
        options = format_html_join("", "<option>{}</option>", ((offered,) for offered in self.offered))
        return drawn + format_html("<datalist{}>{}</datalist>", flatatt({"id": list_id}), options)


class CodeByNameField(TypedField):
    """One code of a long list (a country, a language), by any of its names."""

    def __init__(self, codes: CodeList, offered: Iterable[str] = (), **options: Any) -> None:
        options.setdefault("max_length", SHORT_TEXT)
        options.setdefault("widget", NamesWidget([_code_words(codes, code) for code in offered]))
        super().__init__(**options)
        self.codes = codes

    def read(self, text: str) -> str:
        code = self.codes.match(text)
        if code is None:
            raise not_in_list(text)
        return code

    def write(self, value: Any) -> str:
        return code_words(self.codes, str(value))

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, str) and value in self.codes else value


class CodesByNameField(CodeByNameField):
    """Several codes of a long list, by their names. Gives a list."""

    def read(self, text: str) -> list[str]:  # type: ignore[override]
        found, unknown = self.codes.match_all(text, separators=",;\n")
        if unknown:
            raise not_in_list(unknown[0])
        return found

    def write(self, value: Any) -> str:
        # Some names hold a comma; a semicolon keeps them apart.
        return "; ".join(code_words(self.codes, str(code)) for code in value)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.write(value)


def not_in_list(text: str) -> ValidationError:
    return ValidationError(
        _("“%(text)s” is not in the list. Check the spelling, or write the English name."),
        params={"text": text},
        code="not-in-list",
    )


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not recorded. Gives True, False or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("", _("Not recorded")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda text: {"yes": True, "no": False}[text],
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def field_for(name: str, *, value: Any = None, **options: Any) -> forms.Field:
    """Return the form field of a catalogue field. `value` is what it holds: no code of it may get lost."""
    field = FIELDS[name]
    options = {"label": LABELS.get(name) or label_of(name), "required": False, **options}
    match field.type:
        case "date":
            return PartialDateField(**options)
        case "age":
            return AgeField(**options)
        case "number":
            return forms.IntegerField(min_value=0, max_value=99, **options)
        case "yes_no":
            return YesNoField(**options)
        case "code" | "codes":
            return _coded(field, value, options)
        case "long_text":
            return LongTextField(**options)
        case _:
            return forms.CharField(max_length=SHORT_TEXT, **options)


def _coded(field: Field, value: Any, options: dict[str, Any]) -> forms.Field:
    codes = CODELISTS[field.codelist]
    several = field.type == "codes"
    if field.codelist in NEAR:
        near = NEAR[field.codelist]
        if several:
            options.setdefault("help_text", _("If there are several, write a comma between them."))
            return CodesByNameField(codes, near, **options)
        return CodeByNameField(codes, near, **options)
    choices = [(code.code, code_words(codes, code.code)) for code in codes]
    held = value if isinstance(value, list) else [value] if value else []
    choices += [(code, code) for code in held if code not in dict(choices)]
    if several:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)
    # Where the list itself says "unknown", a second way to say so would only puzzle.
    blank = [] if "unknown" in dict(choices) else [("", _("Not recorded"))]
    if len(choices) <= 5:
        return forms.ChoiceField(choices=[*blank, *choices], widget=forms.RadioSelect, **options)
    return forms.ChoiceField(choices=[("", _("Not recorded")), *choices], **options)
