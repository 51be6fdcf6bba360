"""Ages as people give them ("about 17", "15-17", "under 18"), and what they say about a day of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handrail.core.dates import words
from handrail.core.dates.partial import DateProblem, PartialDate, translatable

OLDEST = 120
# What "about" is worth: "about 17" may be 15 or 19, so that a possible child is never ruled out.
ABOUT_YEARS = 2
ADULT = 18

# The bands that CTDC publishes; the cascade is split by the same ones.
AGE_BANDS: tuple[tuple[str, int, int], ...] = (
    ("0-8", 0, 8),
    ("9-17", 9, 17),
    ("18-20", 18, 20),
    ("21-23", 21, 23),
    ("24-26", 24, 26),
    ("27-29", 27, 29),
    ("30-38", 30, 38),
    ("39-47", 39, 47),
    ("48+", 48, OLDEST),
)

_ABOUT = re.compile(rf"\((?:about|approx\.?|circa)\)|{words.any_of(words.ABOUT)}|[?]|(?<=\d)(?:-ish|ish)")
_UNDER = re.compile(
    r"(?:under|below|less than|younger than|<|ต่ำกว่า|น้อยกว่า|ไม่ถึง|dưới|nhỏ hơn|chưa đủ|chưa đến|di bawah|bawah"
    r"|kurang dari|ក្រោម|តិចជាង)\s*(\d{1,3})|(\d{1,3})\s*(?:အောက်|ထက်ငယ်)"
)
_AT_MOST = re.compile(r"(?:up to|at most|<=|≤|ไม่เกิน)\s*(\d{1,3})")
_OVER = re.compile(
    r"(?:over|at least|from|>=|≥|ตั้งแต่|มากกว่า|trên|di atas|លើស)\s*(\d{1,3})"
    r"|(?:(?:ตั้งแต่|từ)\s*)?(\d{1,3})\s*(?:\+|plus|and over|or over|ขึ้นไป|ke atas|trở lên|ឡើងទៅ|အထက်)"
)
_MORE = re.compile(r"(?:more than|older than|>)\s*(\d{1,3})")
_TO_OR = words.any_of((*words.TO, "or", "หรือ", "hoặc", "hay", "atau", "ឬ", "ຫຼື", "သို့မဟုတ်"))
_RANGE = re.compile(
    rf"(?:{words.any_of(words.BETWEEN)}\s*)?(\d{{1,3}})\s*(?:-{{1,2}}|–|—|~|/|{_TO_OR})\s*"
    rf"(\d{{1,3}})(?:\s*{words.any_of(words.RANGE_ENDS)})?"
)
_DECADE = re.compile(
    r"(?:(early|mid|late)[\s-]*)?(?:(teens?)|([2-9])0'?s|(twenties|thirties|forties|fifties|sixties))"
)
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}
_THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_YEARS_WORD = re.compile(words.any_of(words.YEARS_OLD))
_MONTHS_OLD = re.compile(rf"(\d{{1,3}})\s*{words.any_of(words.MONTHS_OLD)}")
_WORDS = {
    "minor": (0, ADULT - 1),
    "child": (0, ADULT - 1),
    "infant": (0, 1),
    "baby": (0, 1),
    "adult": (ADULT, OLDEST),
    "เด็ก": (0, ADULT - 1),
    "ผู้ใหญ่": (ADULT, OLDEST),
    "trẻ em": (0, ADULT - 1),
    "người lớn": (ADULT, OLDEST),
    "anak": (0, ADULT - 1),
    "dewasa": (ADULT, OLDEST),
}


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """Completed years, from `low` to `high`, both included and both possible."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= OLDEST:
            raise DateProblem(
                translatable("An age from %(low)s to %(high)s is not possible."),
                translatable("Write an age from 0 to %(oldest)s, the lower one first."),
                code="age-impossible",
                low=self.low,
                high=self.high,
                oldest=OLDEST,
            )

    @classmethod
    def parse(cls, text: object) -> Age:
        """Read a number, a range or a vague word, in the region's scripts. Raises DateProblem."""
        if isinstance(text, Age):
            return text
        if isinstance(text, bool) or not isinstance(text, int | float | str):
            raise _unreadable(str(text))
        plain = words.plain(str(text))
        if not plain or len(plain) > 60:
            raise _unreadable(plain[:60])
        return _read(plain)

    @property
    def text(self) -> str:
        """ "17", "15-17" or "48+"; `Age.parse` reads it back."""
        if self.low == self.high:
            return str(self.low)
        return f"{self.low}+" if self.high == OLDEST else f"{self.low}-{self.high}"

    @property
    def band(self) -> str:
        """The band that holds every possible age, or "unknown" when two bands are possible."""
        for name, low, high in AGE_BANDS:
            if low <= self.low and self.high <= high:
                return name
        return "unknown"

    @property
    def child(self) -> bool | None:
        """Under 18, 18 or over, or None when both are possible."""
        if self.high < ADULT:
            return True
        return False if self.low >= ADULT else None

    def __str__(self) -> str:
        return self.text


def _unreadable(text: str) -> DateProblem:
    return DateProblem(
        translatable("“%(text)s” is not an age that we can read."),
        translatable("Write a number (17), a range (15-17), “about 17” or “under 18”."),
        code="age-unreadable",
        text=text,
    )


def _read(plain: str) -> Age:
    if plain in _WORDS:
        return Age(*_WORDS[plain])
    about = _ABOUT.search(plain) is not None
    text = re.sub(r"\s+", " ", _ABOUT.sub(" ", plain)).strip() if about else plain
    if found := _DECADE.fullmatch(_YEARS_WORD.sub(" ", text).strip()):
        return _decade(found)
    if found := _MONTHS_OLD.fullmatch(text):
        return Age(int(found[1]) // 12, int(found[1]) // 12)
    if found := re.fullmatch(r"(\d{1,3})\s*y(?:rs?)?\.?\s*\d{1,2}\s*m(?:o|os)?\.?", text):
        return _widen(Age(int(found[1]), int(found[1])), about)
    text = re.sub(
        rf"(?<=\d)\s*{_YEARS_WORD.pattern}\s*\d{{1,2}}\s*{words.any_of(words.MONTHS_OLD)}$", "", text
    )
    text = re.sub(r"\s+", " ", _YEARS_WORD.sub(" ", text)).strip(" .:")
    for pattern, low_of, high_of in (
        (_UNDER, None, -1),
        (_AT_MOST, None, 0),
        (_MORE, 1, None),
        (_OVER, 0, None),
    ):
        if found := pattern.fullmatch(text):
            number = int(next(g for g in found.groups() if g))
            low = 0 if low_of is None else number + low_of
            return Age(low, OLDEST if high_of is None else number + high_of)
    if found := _RANGE.fullmatch(text):
        return _widen(Age(int(found[1]), int(found[2])), about)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d+)?", text):
        number = int(re.split(r"[.,]", text)[0])
        return _widen(Age(number, number), about)
    raise _unreadable(plain)


def _widen(age: Age, about: bool) -> Age:
    if not about:
        return age
    return Age(max(0, age.low - ABOUT_YEARS), min(OLDEST, age.high + ABOUT_YEARS))


def _decade(found: re.Match[str]) -> Age:
    third, teens, tens, named = found.groups()
    if teens:
        return {None: Age(13, 19), "early": Age(13, 14), "mid": Age(15, 17), "late": Age(18, 19)}[third]
    start = int(tens) * 10 if tens else _DECADES[named]
    first, last = _THIRDS[third] if third else (0, 9)
    return Age(start + first, start + last)


def birth_interval(age: Age, on: PartialDate) -> PartialDate:
    """Every day on which a person of that age, at some day of `on`, can have been born."""
    earliest = _years_before(on.earliest, age.high + 1) + timedelta(days=1)
    return PartialDate(earliest, _years_before(on.latest, age.low))


def age_between(birth: PartialDate, on: PartialDate) -> Age:
    """Every age that the person can have had on a day of `on`. Raises DateProblem when born after it."""
    high = _completed(birth.earliest, on.latest)
    if high < 0:
        raise DateProblem(
            translatable("The birth (%(birth)s) is after the day of the event (%(day)s)."),
            translatable("Check both dates."),
            code="age-before-birth",
            birth=birth.text,
            day=on.text,
        )
    return Age(min(max(0, _completed(birth.latest, on.earliest)), OLDEST), min(high, OLDEST))


def _completed(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _years_before(day: date, years: int) -> date:
    year = max(1, day.year - years)
    if day.month == 2 and day.day == 29 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return date(year, 2, 28)
    return day.replace(year=year)
