"""Fictional content for `/design/`: nobody here exists, and the places are invented."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from handrail.core.dates import PartialDate


class SampleForm(forms.Form):
    """One of each kind of question, to see how a form looks before and after a refusal."""

    case_number = forms.CharField(
        label=gettext_lazy("Case number"), help_text=gettext_lazy("As your organisation writes it.")
    )
    province = forms.ChoiceField(
        label=gettext_lazy("Province"),
        choices=[("", gettext_lazy("Choose a province")), ("north", "Sema Valley"), ("south", "Port Luma")],
        required=False,
    )
    met_on = forms.DateField(
        label=gettext_lazy("First met on"),
        help_text=gettext_lazy("As far as it is known: 3 Feb 2026, Feb 2026 or 2026."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Does she understand the interpreter?"),
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("partly", gettext_lazy("Partly")),
            ("no", gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Needed today"),
        choices=[
            ("bed", gettext_lazy("A safe bed")),
            ("doctor", gettext_lazy("A doctor")),
            ("call", gettext_lazy("A call home")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What happened"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("She agreed that this is written down"),
        help_text=gettext_lazy("She may take this back at any time."),
        required=False,
    )


def samples() -> dict[str, Any]:
    """Return all that `shell/design.html` shows, in the order of the page."""
    return {
        "crumbs": [{"label": _("Cases"), "href": "#"}, {"label": "K7M-2QX", "href": "#"}],
        "swatches": _swatches(),
        "plain_form": SampleForm(initial={"case_number": "K7M-2QX"}, prefix="plain"),
        "refused_form": _refused(),
        "choices": _choices(),
        "way": _way(),
        "steps": _steps(),
        "tabs": _tabs(),
        "facts": _facts(),
        "columns": _columns(),
        "rows": _rows(),
        "tiles": _tiles(),
        "events": _events(),
        "share_columns": _share_columns(),
        "share_rows": [
            [_("Detected"), "412", "100 %"],
            [_("Screened"), "371", "90 %"],
            [_("Presumed"), "288", "70 %"],
            [_("Assisted"), "153", "37 %"],
        ],
        "dates": [
            PartialDate.from_text(text) for text in ("2026-02-03", "2026-02", "2026", "2026-02-03/2026-05-01")
        ],
        "points": [
            _("1,204 cases that this file brought in are taken out again."),
            _("3 cases that were edited since are kept, and listed for you."),
        ],
        "problems": [("file-again", _("The file: it is empty. Save the workbook and choose it again."))],
    }


def _refused() -> SampleForm:
    form = SampleForm(
        {
            "refused-case_number": "",
            "refused-province": "south",
            "refused-met_on": "31 Feb 2026",
            "refused-needs": ["bed"],
            "refused-note": _("She came with her cousin. The bus ticket is in the file."),
        },
        prefix="refused",
    )
    form.is_valid()
    return form


def _swatches() -> list[tuple[str, str]]:
    names = [_("Paper"), _("Surface"), _("Sunk"), _("Ink"), _("Soft ink"), _("Accent"), _("Accent wash")]
    keys = ["paper", "surface", "sunk", "ink", "ink-soft", "accent", "accent-wash"]
    return [
        *zip(keys, names, strict=True),
        ("danger", _("Danger")),
        ("warn", _("Warning")),
        ("ok", _("Done")),
    ]


def _choices() -> list[tuple[str, ...]]:
    return [
        ("own", _("My own cases"), _("Those where I am the case worker.")),
        ("unit", _("My unit"), _("All cases of the unit and of the units below it.")),
        ("all", _("The whole organisation")),
    ]


def _way() -> list[dict[str, Any]]:
    def step(label: str, state: str, **more: Any) -> dict[str, Any]:
        return {"label": label, "state": state, **more}

    def on(text: str) -> PartialDate:
        return PartialDate.from_text(text)

    return [
        {
            "name": _("First steps"),
            "steps": [
                step(_("Detected"), "done", date=on("2026-02-03")),
                step(_("Screened"), "done", date=on("2026-02-05")),
            ],
        },
        {
            "name": pgettext("branch of the way", "Protection"),
            "steps": [
                step(_("Presumed a victim"), "done", date=on("2026-02")),
                step(_("Assisted"), "late", when=_("12 days past the 30-day norm")),
                step(_("Reintegrated"), "waiting"),
            ],
        },
        {"name": _("Formal status"), "steps": [step(_("Identified"), "waiting", when=_("by 4 May 2026"))]},
        {
            "name": _("Justice"),
            "steps": [
                step(_("Investigated"), "skipped"),
                step(_("Prosecuted"), "done", date=on("2026-03-19"), note=_("one suspect")),
                step(_("Convicted"), "ended", when=_("acquitted 2 Sep 2026")),
                step(_("Remedied"), "choice", note=_("may be asked again")),
            ],
        },
    ]


def _steps() -> list[dict[str, str]]:
    return [
        {"label": _("File"), "state": "done", "href": "#"},
        {"label": _("Columns"), "state": "done", "href": "#"},
        {"label": _("Preview"), "state": "current"},
        {"label": _("Confirm"), "state": ""},
    ]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": _("Overview"), "href": "#", "current": True},
        {"label": _("Needs and services"), "href": "#"},
        {"label": _("Documents"), "href": "#", "tag": "4"},
    ]


def _facts() -> list[dict[str, Any]]:
    return [
        {"label": _("Called"), "value": _("Mali (a name she chose)")},
        {"label": _("Age when met"), "value": _("about 17"), "note": _("by her own account")},
        {"label": _("First met on"), "date": PartialDate.from_text("2026-02")},
        {"label": _("Case worker"), "value": "R. Somwan", "href": "#"},
        {"label": _("Phone"), "value": ""},
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Case")},
        {"label": _("Met on")},
        {"label": _("Where")},
        {"label": _("Next step")},
        {"label": _("Days waiting"), "number": True},
    ]


def _rows() -> list[list[Any]]:
    def case(number: str) -> dict[str, str]:
        return {"text": number, "href": "#", "more": _("open the case")}

    return [
        [case("K7M-2QX"), "3 Feb 2026", "Sema Valley", {"text": _("Help is late"), "tag": "danger"}, "42"],
        [case("P3D-9WA"), "Feb 2026", "Port Luma", {"text": _("Screening due"), "tag": "warn"}, "6"],
        [case("T8R-4JE"), "19 Jan 2026", "Port Luma", {"text": _("On time"), "tag": "ok"}, "0"],
    ]


def _tiles() -> list[dict[str, str]]:
    return [
        {
            "label": _("Met this quarter"),
            "value": "412",
            "note": _("31 more than the quarter before"),
            "tone": "accent",
        },
        {
            "label": _("Waiting for help past the norm"),
            "value": "57",
            "note": _("of 210 who wanted it"),
            "tone": "danger",
            "href": "#",
            "link": _("See these cases"),
        },
        {"label": _("Declined, by choice"), "value": "23", "note": _("Not counted as a gap.")},
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "title": _("Charge filed"),
            "date": PartialDate.from_text("2026-03-19"),
            "by": _("Prosecution, Port Luma"),
        },
        {
            "title": _("Moved to the shelter"),
            "date": PartialDate.from_text("2026-02"),
            "by": "R. Somwan",
            "text": _("By taxi, with a worker. She asked for a room to herself."),
        },
        {
            "title": _("First met"),
            "date": PartialDate.from_text("2026-02-03"),
            "text": _("At the bus station, by the hotline."),
        },
    ]


def _share_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Stage")},
        {"label": _("Persons"), "number": True},
        {"label": _("Of those detected"), "number": True},
    ]
