"""Thai readers see years of the Buddhist era; machines see the common era."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.dates import PartialDate
from handrail.core.dates.reading import read_date
from handrail.core.languages.state import languages
from handrail.core.shell.calendars import date_format, year_words

pytestmark = pytest.mark.pure
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FORMATS = ("DATE_FORMAT", "SHORT_DATE_FORMAT", "YEAR_MONTH_FORMAT")


def drawn(template: str, **values: object) -> str:
    return Template(template).render(Context(values)).strip()


@given(DAYS, st.sampled_from([one.code for one in languages()]))
def test_a_day_as_it_is_shown_reads_back_as_the_same_day(day: date, code: str) -> None:
    with translation.override(code):
        shown = date_format(day)
    assert read_date(shown) == PartialDate.exact(day), shown


@given(DAYS, st.sampled_from([one.code for one in languages()]))
def test_a_month_as_it_is_shown_reads_back_as_the_same_month(day: date, code: str) -> None:
    with translation.override(code):
        shown = date_format(day, "YEAR_MONTH_FORMAT")
    assert read_date(shown) == PartialDate.month(day.year, day.month), shown


@given(st.integers(1900, 2100))
def test_a_year_that_stands_alone_reads_back(year: int) -> None:
    for one in languages():
        with translation.override(one.code):
            assert read_date(year_words(year)) == PartialDate.year(year)


def test_every_date_of_a_template_is_in_the_reader_s_era() -> None:
    at = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
    with translation.override("th"):
        assert drawn('{{ at|date:"DATE_FORMAT" }}', at=at) == "24 พฤศจิกายน พ.ศ. 2569"
        assert drawn("{{ at|date }}", at=at) == "24 พฤศจิกายน พ.ศ. 2569"
        assert drawn('{{ at|date:"DATETIME_FORMAT" }}', at=at) == "24 พฤศจิกายน พ.ศ. 2569, 09:05 น."
    assert drawn('{{ at|date:"DATE_FORMAT" }}', at=at) == "24 November 2026"


def test_what_machines_read_stays_in_the_common_era() -> None:
    with translation.override("th"):
        assert drawn('{{ at|date:"Y-m-d" }}', at=date(2026, 11, 24)) == "2026-11-24"
        known = drawn(
            '{% include "shell/components/partial_date.html" with date=d %}', d=PartialDate.month(2021, 2)
        )
    assert 'datetime="2021-02"' in known
    assert "กุมภาพันธ์ พ.ศ. 2564" in known


def test_nothing_is_drawn_for_no_date() -> None:
    with translation.override("th"):
        assert drawn('{{ at|date:"DATE_FORMAT" }}', at=None) == ""
        assert drawn('{{ at|date:"DATE_FORMAT" }}', at="") == ""
