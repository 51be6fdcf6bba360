"""What a person wrote, and the days that it can mean."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.dates import DateProblem, PartialDate

ONE_SPELLING = [
    ("2021-02-03", "2021-02-03"),
    ("2021/2/3", "2021-02-03"),
    ("2021-02-03T10:11:12Z", "2021-02-03"),
    ("2021-02-03 00:00:00", "2021-02-03"),
    ("20210203", "2021-02-03"),
    ("44230", "2021-02-03"),
    ("44230.75", "2021-02-03"),
    ("13/4/2021", "2021-04-13"),
    ("4/13/2021", "2021-04-13"),
    ("3 Feb 2021", "2021-02-03"),
    ("Feb 3, 2021", "2021-02-03"),
    ("3-Feb-2021", "2021-02-03"),
    ("3rd of March 2021", "2021-03-03"),
    ("February 2021", "2021-02"),
    ("02/2021", "2021-02"),
    ("2021", "2021"),
    ("๓ ก.พ. ๒๕๖๔", "2021-02-03"),
    ("วันที่ 3 เดือนกุมภาพันธ์ พ.ศ. 2564", "2021-02-03"),
    ("3 กุมภาพันธ์ ค.ศ. 2021", "2021-02-03"),
    ("15-03-2564", "2021-03-15"),
    ("2564", "2021"),
    ("ngày 5 tháng 3 năm 2021", "2021-03-05"),
    ("tháng 3/2021", "2021-03"),
    ("5 Ogos 2020", "2020-08-05"),
    ("12 Agustus 2021", "2021-08-12"),
    ("Mac 2021", "2021-03"),
    ("ថ្ងៃទី ៣ ខែ កុម្ភៈ ឆ្នាំ ២០២១", "2021-02-03"),
    ("၂၀၂၁-၀၂-၀၃", "2021-02-03"),
    ("໒໐໒໑-໐໒-໐໓", "2021-02-03"),
    ("2021年3月5日", "2021-03-05"),
    ("early 2021", "2021-01-01/2021-04-30"),
    ("mid-2021", "2021-05-01/2021-08-31"),
    ("late 2021", "2021-09-01/2021-12-31"),
    ("late March 2021", "2021-03-21/2021-03-31"),
    ("ต้นปี 2564", "2021-01-01/2021-04-30"),
    ("cuối năm 2021", "2021-09-01/2021-12-31"),
    ("about March 2021", "2021-02-01/2021-04-30"),
    ("circa 2018", "2017-01-01/2019-12-31"),
    ("ประมาณปี 2564", "2020-01-01/2022-12-31"),
    ("2021 Q3", "2021-07-01/2021-09-30"),
    ("ไตรมาส 3/2564", "2021-07-01/2021-09-30"),
    ("2019-2020", "2019-01-01/2020-12-31"),
    ("Jan 2020 - Mar 2021", "2020-01-01/2021-03-31"),
    ("between 2019 and 2020", "2019-01-01/2020-12-31"),
    ("between 1 Feb and 20 Mar 2021", "2021-02-01/2021-03-20"),
    ("1 Feb 2021 to 20 Mar", "2021-02-01/2021-03-20"),
    ("1-20 Mar 2021", "2021-03-01/2021-03-20"),
    ("1 to 20 March 2021", "2021-03-01/2021-03-20"),
    ("1-20/3/2564", "2021-03-01/2021-03-20"),
    ("Feb-Mar 2021", "2021-02-01/2021-03-31"),
    ("1 ก.พ. - 20 มี.ค. 2564", "2021-02-01/2021-03-20"),
    ("ระหว่างวันที่ 10 ก.พ. ถึง 20 มี.ค. พ.ศ. 2564", "2021-02-10/2021-03-20"),
    ("ระหว่าง 1 ก.พ. และ 20 มี.ค. 2564", "2021-02-01/2021-03-20"),
    ("từ 1 tháng 2 đến 20 tháng 3 năm 2021", "2021-02-01/2021-03-20"),
    ("antara 1 Feb dan 20 Mar 2021", "2021-02-01/2021-03-20"),
    ("ចន្លោះពី ១ កុម្ភៈ ដល់ ២០ មីនា ២០២១", "2021-02-01/2021-03-20"),
    ("រវាង 1 កុម្ភៈ និង 20 មីនា 2021", "2021-02-01/2021-03-20"),
    ("2021 ဖေဖော်ဝါရီ 1 မှ မတ် 20 အထိ", "2021-02-01/2021-03-20"),
    ("giữa tháng 2/2021", "2021-02-11/2021-02-20"),
    ("before 2020", "2010-01-01/2019-12-31"),
    ("after March 2020", "2020-04-01/2030-03-31"),
]


@pytest.mark.parametrize(("written", "meant"), ONE_SPELLING)
def test_a_written_date_means_these_days(written: str, meant: str) -> None:
    assert PartialDate.parse(written).text == meant


def test_a_range_without_an_order_holds_both_readings_of_its_first_day() -> None:
    assert PartialDate.parse("from 1/2 to 20/3/2021").text == "2021-01-02/2021-03-20"
    assert PartialDate.parse("from 1/2 to 20/3/2021", order="dmy").text == "2021-02-01/2021-03-20"


def test_a_short_first_date_is_no_year_of_two_digits_in_a_column_of_the_buddhist_era() -> None:
    assert PartialDate.parse("10 ก.พ. - 20 มี.ค. 2564", era="be").text == "2021-02-10/2021-03-20"
    assert PartialDate.parse("3/2/64 - 5/3/64", era="be", order="dmy").text == "2021-02-03/2021-03-05"


def test_a_date_in_two_orders_is_every_day_from_one_reading_to_the_other() -> None:
    assert PartialDate.parse("03/04/2021").text == "2021-03-04/2021-04-03"
    assert PartialDate.parse("03/04/2021", order="dmy").text == "2021-04-03"
    assert PartialDate.parse("03/04/2021", order="mdy").text == "2021-03-04"
    assert PartialDate.parse("05/05/2021").text == "2021-05-05"


def test_the_order_that_was_set_is_not_bent_to_make_a_date_possible() -> None:
    with pytest.raises(DateProblem) as refused:
        PartialDate.parse("13/04/2021", order="mdy")
    assert refused.value.code == "date-month"


@pytest.mark.parametrize(
    "value", [date(2021, 2, 3), datetime(2021, 2, 3, 4, 5), 44230, 44230.0, date(2564, 2, 3)]
)
def test_a_spreadsheet_value_is_read_as_its_day(value: object) -> None:
    assert PartialDate.parse(value).text == "2021-02-03"


def test_a_two_digit_year_is_refused_until_someone_says_which_century() -> None:
    with pytest.raises(DateProblem) as refused:
        PartialDate.parse("3/2/64")
    assert refused.value.code == "date-two-digit-year"
    assert PartialDate.parse("3/2/64", era="be", order="dmy").text == "2021-02-03"
    assert PartialDate.parse("3/2/64", era="ce", order="dmy").text == "2064-02-03"
    assert PartialDate.parse("3/2/94", era="ce", order="dmy").text == "1994-02-03"


def test_an_era_beside_the_year_wins_over_the_setting() -> None:
    assert PartialDate.parse("พ.ศ. 2564", era="ce").text == "2021"
    assert PartialDate.parse("ค.ศ. 2021", era="be").text == "2021"


NO_DATES = (
    "", "   ", "hello", "29/2/2021", "2021-13-01", "31/31/2021", "2999", "1/2", "12345678901", "mayor 2021",
    "Q5 2021", "0000-00-00", "nan", "2020 to 2019", "x" * 500, "3/2/021", "٣", "²", "before", "about",
    "early", "2021-02-03-04", "1-44230", "1-2021-02-03", "2019 - 20", "1 Dec - 20 Jan 2021", "20-1 Mar 2021",
    "30-31 Feb 2021", "1 - 2021", "Feb - 2021",
)  # fmt: skip


@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_date_is_refused_with_a_way_to_mend_it(written: str) -> None:
    with pytest.raises(DateProblem) as refused:
        PartialDate.parse(written)
    assert refused.value.why
    assert refused.value.mend


@pytest.mark.parametrize("value", [None, True, float("nan"), float("inf"), b"2021", [], object()])
def test_a_value_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(DateProblem):
        PartialDate.parse(value)


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return draw(
        st.sampled_from(
            [
                PartialDate.exact(first),
                PartialDate.month(first.year, first.month),
                PartialDate.year(first.year),
                PartialDate.between(first, last),
            ]
        )
    )


@given(partial_dates())
def test_the_canonical_text_is_read_back_as_the_same_days(known: PartialDate) -> None:
    assert PartialDate.from_text(known.text) == known
    assert PartialDate.parse(known.text) == known


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal_and_never_ends_before_it_begins(text: str) -> None:
    try:
        known = PartialDate.parse(text)
    except DateProblem as refused:
        assert refused.why and refused.mend
    else:
        assert known.earliest <= known.latest


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%Y%m%d"]))
def test_a_day_survives_every_usual_way_of_writing_it(day: date, form: str) -> None:
    assert PartialDate.parse(day.strftime(form), order="dmy").text == day.isoformat()


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_buddhist_year_is_the_common_year_plus_543(day: date) -> None:
    written = f"{day.day}/{day.month}/{day.year + 543}"
    assert PartialDate.parse(written, order="dmy").text == day.isoformat()


@given(DAYS)
def test_an_ambiguous_date_holds_both_of_its_readings(day: date) -> None:
    written = f"{day.day}/{day.month}/{day.year}"
    read = PartialDate.parse(written)
    assert read.earliest <= day <= read.latest


def test_partial_dates_sort_by_their_first_day() -> None:
    known = [PartialDate.year(2021), PartialDate.month(2021, 2), PartialDate.exact(date(2020, 5, 1))]
    assert [k.text for k in sorted(known)] == ["2020-05-01", "2021", "2021-02"]
