"""A report as PDF, in every script: WeasyPrint with the letters of the system."""

from __future__ import annotations

from functools import cache
from importlib import import_module, resources
from typing import Any

from django.template.loader import render_to_string

from handrail.measure.report_document import ReportDocument

# The extra of pyproject.toml, and what Debian calls the libraries beneath it.
HOW_TO_INSTALL = (
    "No PDF can be made here. Install requirements-pdf.lock, and on Debian "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core."
)


class NoPdf(Exception):
    """WeasyPrint or a library beneath it is not there; says what to install."""


@cache
def _weasyprint() -> Any:
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):  # the package is not there, or a library that it loads
        return None


def can_print() -> bool:
    """Whether a PDF can be made here."""
    return _weasyprint() is not None


def report_pdf(document: ReportDocument) -> bytes:
    """Return the PDF. Nothing is fetched for it. Raises NoPdf."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise NoPdf(HOW_TO_INSTALL)
    style = resources.files("handrail.measure").joinpath("data/report_print.css").read_text("utf-8")
    page = weasyprint.HTML(
        string=render_to_string("measure/report_print.html", {"document": document}),
        url_fetcher=_fetch_nothing,
    )
    made: bytes = page.write_pdf(stylesheets=[weasyprint.CSS(string=style, url_fetcher=_fetch_nothing)])
    return made


def _fetch_nothing(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a report loads nothing from elsewhere: {url}")
