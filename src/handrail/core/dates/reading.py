"""Reading a date as it was written: one text or spreadsheet value in, a PartialDate or a DateProblem out.

What vague words come to, so that the width of the interval never surprises:

- early / mid / late YEAR: January-April, May-August, September-December; of a MONTH: 1-10, 11-20, 21-end;
- about / circa: a day becomes 7 days either side, a month one month, a year one year, an interval 30 days;
- before / after X: the ten years before X begins, the ten years after X ends (X itself is not included);
- 2021 Q3, 2019-2020, "Jan 2020 to Mar 2021", "between 2019 and 2020": what they say;
- "1 Feb to 20 Mar 2021", "1-20 Mar 2021": the date without a year (and month) has those of the other;
- 03/04/2021 without a set order: every day from one reading to the other.

Years 2400-2700 are Buddhist era unless `era="ce"`. Two-digit years are refused under `era="auto"`:
"64" is 2021 in one file and 1964 in the next; `era="be"` reads 25yy, `era="ce"` reads 1970-2069.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handrail.core.dates import words
from handrail.core.dates.partial import DateProblem, Era, Order, PartialDate, checked_day, translatable

OPEN_YEARS = 10
ABOUT_DAYS = {"day": 7, "interval": 30}
BUDDHIST_OFFSET = 543
# Excel's day 0. It takes 1900 for a leap year, so this is right for every date after February 1900.
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_FIRST, EXCEL_LAST = 3654, 73415  # 1910 to 2100; smaller numbers are years or counts

_MONTH = re.compile(words.any_of(words.MONTHS) + r"\.?")
_VIETNAMESE_MONTH = re.compile(r"tháng (\d{1,2})")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_FILLER = re.compile(words.any_of(words.FILLERS))
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?![a-z])")
_ERA_BE = re.compile(words.any_of(words.ERA_BE))
_ERA_CE = re.compile(words.any_of(words.ERA_CE))
_TIME = re.compile(r"(?<=\d)[t ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|น\.|z|[+-]\d{2}:?\d{2})?$")
_ABOUT = re.compile(rf"^{words.any_of(words.ABOUT)}\s*|\s*\?+$|\s*\((?:about|approx\.?|circa)\)$")
_BEFORE = re.compile(rf"^(?:{words.any_of(words.BEFORE)}|<)\s*(.+)$")
_AFTER = re.compile(rf"^(?:{words.any_of(words.AFTER)}|>)\s*(.+)$")
_THIRD = {third: re.compile(rf"^{words.any_of(names)}[\s-]*(.+)$") for third, names in words.THIRDS.items()}
_Q = words.any_of(words.QUARTER).replace(f"(?!{words.LATIN})", "")
_QUARTER = re.compile(
    rf"(?:(?P<y1>\d{{4}})\s*[-/ ]?\s*{_Q}\s*(?P<q1>[1-4])|{_Q}\s*(?P<q2>[1-4])\s*[-/, ]?\s*(?P<y2>\d{{4}}))"
)
_TO = words.joint(words.TO)
_RANGE_WORDS = re.compile(rf"{_TO}|\s+[-–—]\s+|\s*[–—]\s*|\s*\.\.\.?\s*")
_BETWEEN = re.compile(rf"^{words.any_of(words.BETWEEN)}\s*(?=.*(?:{_TO}|\s[-–—]\s|[–—]))")
_RANGE_END = re.compile(rf"\s*{words.any_of(words.RANGE_ENDS)}$")
# "1-20 Mar 2021", "1-20/3/2021", "Feb-Mar 2021": no spaces, and the date after it in words or with strokes.
_HYPHEN = re.compile(r"([^-]*[^-\s])-([^-\s][^-]*)")
_STROKES = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_YEARS = re.compile(r"(\d{4})\s*[-/]\s*(\d{4})")
_ISO_PAIR = re.compile(r"(\d{4}(?:-\d{2}){0,2})/(\d{4}(?:-\d{2}){0,2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY, _DAY_AND_MONTH = re.compile(r"\d{1,2}"), re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})")
_TWO_NUMBERS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class _Settings:
    era: Era
    order: Order | None

    def year(self, written: str) -> int:
        """The common-era year that was written, or a DateProblem."""
        number = int(written)
        if len(written) <= 2:
            return self._short_year(number)
        if len(written) == 3:
            raise unreadable(written)
        if self.era == "be" or (self.era == "auto" and 2400 <= number <= 2700):
            return number - BUDDHIST_OFFSET
        return number

    def _short_year(self, number: int) -> int:
        match self.era:
            case "be":
                return 2500 + number - BUDDHIST_OFFSET
            case "ce":
                return 2000 + number if number < 70 else 1900 + number
        raise DateProblem(
            translatable(
                "The year “%(year)s” has two digits: it could be of several centuries, or Buddhist era."
            ),
            translatable("Write the year with four digits, or set the era of this column."),
            code="date-two-digit-year",
            year=f"{number:02}",
        )


def read_date(value: object, *, era: Era = "auto", order: Order | None = None) -> PartialDate:
    """A PartialDate from text, a date, a datetime or an Excel serial. Raises DateProblem, nothing else."""
    settings = _Settings(era, order)
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        # A cell formatted as a date may still hold a Buddhist year that was typed as if it were a common one.
        return _exact(settings.year(f"{value.year:04}"), value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise unreadable(str(value))
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        raise unreadable(str(value))
    # What machines write is most of what is read: no need to look for words in it.
    if isinstance(value, str) and (iso := _ISO.fullmatch(value)):
        return _exact(settings.year(iso[1]), int(iso[2]), int(iso[3]))
    text = words.plain(str(value))
    if len(text) > 80:
        raise DateProblem(
            translatable("The text is too long for a date."),
            translatable("Write only the date here, and the rest in notes."),
        )
    return _read(text, settings)


def unreadable(text: str) -> DateProblem:
    return DateProblem(
        translatable("“%(text)s” is not a date that we can read."),
        translatable("Write it as 2021-02-03, or 2021-02, or 2021, or “early 2021”."),
        text=text,
    )


def _read(text: str, settings: _Settings) -> PartialDate:
    if not text:
        raise DateProblem(
            translatable("The date is empty."),
            translatable("Write a date, or leave the whole cell empty."),
            code="date-empty",
        )
    text, settings = _take_era(text, settings)
    for reader in (_read_number, _read_about, _read_open, _read_third, _read_quarter, _read_range):
        found = reader(text, settings)
        if found is not None:
            return found
    return _read_single(text, settings)


def _take_era(text: str, settings: _Settings) -> tuple[str, _Settings]:
    """An era written beside the year wins over the setting."""
    for pattern, era in ((_ERA_BE, "be"), (_ERA_CE, "ce")):
        if pattern.search(text):
            stripped = re.sub(r"\s+", " ", pattern.sub(" ", text)).strip()
            return stripped, _Settings(era, settings.order)  # type: ignore[arg-type]
    return text, settings


def _read_number(text: str, settings: _Settings) -> PartialDate | None:
    """A bare number: a year, 20210203, or an Excel serial (with or without the part of a day)."""
    if re.fullmatch(r"\d{8}", text):
        return _exact(settings.year(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{4}(?:\.0+)?", text):
        return PartialDate.year(settings.year(text[:4]))
    if re.fullmatch(r"\d{4,5}\.\d+|\d{5}", text):
        days = int(float(text))
        if EXCEL_FIRST <= days <= EXCEL_LAST:
            return PartialDate.exact(EXCEL_EPOCH + timedelta(days=days))
    return None


def _read_about(text: str, settings: _Settings) -> PartialDate | None:
    rest = _ABOUT.sub("", text).strip()
    if rest == text:
        return None
    inner = _read(rest, settings)
    match inner.precision:
        case "month":
            return PartialDate(
                _shift(inner.earliest, months=-1), _last_of_month(_shift(inner.latest, months=1))
            )
        case "year":
            return PartialDate(_shift(inner.earliest, months=-12), _shift(inner.latest, months=12))
        case precision:
            margin = timedelta(days=ABOUT_DAYS[precision])
            return PartialDate(inner.earliest - margin, inner.latest + margin)


def _read_open(text: str, settings: _Settings) -> PartialDate | None:
    if found := _BEFORE.match(text):
        inner = _read(found[1], settings)
        end = inner.earliest - timedelta(days=1)
        return PartialDate(_shift(inner.earliest, months=-12 * OPEN_YEARS), end)
    if found := _AFTER.match(text):
        inner = _read(found[1], settings)
        return PartialDate(inner.latest + timedelta(days=1), _shift(inner.latest, months=12 * OPEN_YEARS))
    return None


def _read_third(text: str, settings: _Settings) -> PartialDate | None:
    if _BETWEEN.match(text):
        return None
    for third, pattern in _THIRD.items():
        found = pattern.match(text)
        if not found:
            continue
        inner = _read(found[1], settings)
        year = inner.earliest.year
        if inner.precision == "year":
            return PartialDate(date(year, 4 * third + 1, 1), PartialDate.month(year, 4 * third + 4).latest)
        if inner.precision == "month":
            last = inner.latest if third == 2 else inner.earliest.replace(day=10 * third + 10)
            return PartialDate(inner.earliest.replace(day=10 * third + 1), last)
        raise unreadable(text)
    return None


def _read_quarter(text: str, settings: _Settings) -> PartialDate | None:
    found = _QUARTER.fullmatch(text)
    if not found:
        return None
    year = settings.year(found["y1"] or found["y2"])
    quarter = int(found["q1"] or found["q2"])
    return PartialDate(
        PartialDate.month(year, 3 * quarter - 2).earliest, PartialDate.month(year, 3 * quarter).latest
    )


def _read_range(text: str, settings: _Settings) -> PartialDate | None:
    if found := (_YEARS.fullmatch(text) or _ISO_PAIR.fullmatch(text)):
        return _span(found[1], found[2], settings)
    text = _BETWEEN.sub("", _RANGE_END.sub("", text))
    parts = _RANGE_WORDS.split(text)
    if len(parts) == 2 and all(part.strip() for part in parts):
        return _span(parts[0].strip(), parts[1].strip(), settings)
    found = _HYPHEN.fullmatch(text)
    if found and (_month_in(found[2]) or _STROKES.fullmatch(found[2])) and not _YEAR.search(found[1]):
        last = _read(found[2].strip(), settings)
        first = _completed(found[1].strip(), last, settings)
        return PartialDate(first.earliest, last.latest) if first else None
    return None


def _span(first: str, last: str, settings: _Settings) -> PartialDate:
    """From the first day of one date to the last of the other; one may leave out what the other one tells."""
    if not _YEAR.search(first):
        ends = _read(last, settings)
        begins = _completed(first, ends, settings) or _read(first, settings)
    else:
        begins = _read(first, settings)
        ends = (None if _YEAR.search(last) else _completed(last, begins, settings)) or _read(last, settings)
    return PartialDate(begins.earliest, ends.latest)


def _completed(text: str, other: PartialDate, settings: _Settings) -> PartialDate | None:
    """The date of "1 Feb", "Feb", "1/2" or "1" beside a date that tells the rest; else None."""
    year = other.earliest.year
    if year != other.latest.year or other.precision == "year":
        return None
    settings = _Settings("ce", settings.order)
    if named := _month_in(text):
        month, rest = named
        numbers = _numbers(rest, text)
        if len(numbers) > 1 or any(len(number) > 2 for number in numbers):
            return None
        if not numbers and other.precision == "interval":
            return None
        return _from_parts(str(year), str(month), numbers[0] if numbers else None, settings)
    cleaned = _cleaned(text)
    if found := _DAY_AND_MONTH.fullmatch(cleaned):
        return _three(found[1], found[2], str(year), settings, text)
    if _DAY.fullmatch(cleaned) and other.precision == "day":
        return _exact(year, other.earliest.month, int(cleaned))
    return None


def _read_single(text: str, settings: _Settings) -> PartialDate:
    """One date written once: numbers, or a month by name with numbers around it."""
    text = _TIME.sub("", text)
    if found := _CHINESE.fullmatch(text):
        return _from_parts(found[1], found[2], found[3], settings)
    if named := _month_in(text):
        month, rest = named
        return _with_month(_numbers(rest, text), str(month), settings, text)
    return _numeric(_cleaned(text), settings, text)


def _month_in(text: str) -> tuple[int, str] | None:
    """The month that a text names, and the text without it."""
    if found := _VIETNAMESE_MONTH.search(text):
        month = int(found[1])
    elif found := _MONTH.search(text):
        month = words.MONTHS.get(found[0]) or words.MONTHS[found[0].rstrip(".")]
    else:
        return None
    return month, f"{text[: found.start()]} {text[found.end() :]}"


def _cleaned(text: str) -> str:
    return " ".join(_FILLER.sub(" ", _ORDINAL.sub("", text)).replace(",", " ").split())


def _numbers(rest: str, text: str) -> list[str]:
    """The numbers that stand around a month's name; any other word makes the text unreadable."""
    cleaned = _FILLER.sub(" ", _ORDINAL.sub("", rest))
    cleaned = re.sub(r"[-,./]", " ", cleaned)
    parts = cleaned.split()
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):
        raise unreadable(text)
    return parts


def _with_month(numbers: list[str], month: str, settings: _Settings, text: str) -> PartialDate:
    match numbers:
        case [year] if len(year) != 3 and len(year) != 1:
            return _from_parts(year, month, None, settings)
        case [year, day] if len(year) == 4 and len(day) <= 2:
            return _from_parts(year, month, day, settings)
        case [day, year] if len(day) <= 2:
            return _from_parts(year, month, day, settings)
    raise unreadable(text)


def _from_parts(year: str, month: str | None, day: str | None, settings: _Settings) -> PartialDate:
    if month is None:
        return PartialDate.year(settings.year(year))
    if day is None:
        return PartialDate.month(settings.year(year), int(month))
    return _exact(settings.year(year), int(month), int(day))


def _numeric(cleaned: str, settings: _Settings, text: str) -> PartialDate:
    if re.fullmatch(r"\d{4}", cleaned):
        return PartialDate.year(settings.year(cleaned))
    if settings.era != "auto" and re.fullmatch(r"\d{2}", cleaned):
        return PartialDate.year(settings.year(cleaned))
    if found := _NUMBERS.fullmatch(cleaned):
        return _three(found[1], found[2], found[3], settings, text)
    if found := _TWO_NUMBERS.fullmatch(cleaned):
        first, second = found[1], found[2]
        if len(first) == 4 and len(second) <= 2:
            return PartialDate.month(settings.year(first), int(second))
        if len(second) == 4 and len(first) <= 2:
            return PartialDate.month(settings.year(second), int(first))
    raise unreadable(text)


def _three(first: str, second: str, third: str, settings: _Settings, text: str) -> PartialDate:
    if len(first) == 4 and len(third) <= 2:
        return _exact(settings.year(first), int(second), int(third))
    if len(first) > 2:
        raise unreadable(text)
    if settings.order == "ymd":
        if (
            len(third) > 2
        ):  # the year stands last all the same: the setting cannot say which of the others is the month
            return _both_readings(int(first), int(second), settings.year(third))
        return _exact(settings.year(first), int(second), int(third))
    year = settings.year(third)
    match settings.order:
        case "dmy":
            return _exact(year, int(second), int(first))
        case "mdy":
            return _exact(year, int(first), int(second))
    return _both_readings(int(first), int(second), year)


def _both_readings(first: int, second: int, year: int) -> PartialDate:
    """Day-month and month-day, as far as they exist, as one interval that holds them."""
    if first > 12 or second > 12:
        day, month = (first, second) if first > 12 else (second, first)
        return _exact(year, month, day)
    one, other = checked_day(year, second, first), checked_day(year, first, second)
    return PartialDate(min(one, other), max(one, other))


def _exact(year: int, month: int, day: int) -> PartialDate:
    return PartialDate.exact(checked_day(year, month, day))


def _shift(day: date, *, months: int) -> date:
    """The same day so many months away, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    checked_day(year, month + 1, 1)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
