"""Cells that cannot be what their column says, one row each."""

from __future__ import annotations

from collections.abc import Iterator

BAD_DATES = (
    "31/02/2021", "29/02/2021", "2021-13-01", "2021-00-10", "00/00/2021", "32/01/2021",
    "2021-02-30", "hello",
    "yesterday", "3/2/64", "03-04-21", "2021/2022/2023", "1/2", "12/2021/05/06", "2021 Q7",
    "Febuary 2021x",
    "2021-02-03 to", "2022 to 2020", "99999999", "20211301", "2021-2-3-4", "3000", "1066",
    "0", "1.5", "-5",
    "=TODAY()", "#REF!", "#VALUE!", "2021-02-03; 2021-05-06", "after", "about", "mid",
    "??/??/2021", "xx.03.2021",
    "2600", "2567-13-01", "2021年13月", "tháng 13/2021", "วันที่ 40 มีนาคม 2564", "2999-01-01",
    "2030-01-01",
)  # fmt: skip
BAD_AGES = ("abc", "-3", "300", "17-15", "born 2001", "15 16 17", "1700", "=1+1", "½ or so", "old")
BAD_CODES = (
    ("Gender", "Fmale"), ("Gender", "3"), ("Gender", "Feminine; Masculine"), ("Citizenship",
    "Atlantis"),
    ("Citizenship", "Thailand; Narnia"), ("Type of Exploitation", "Forced labor and others"),
    ("Type of Exploitation", "ForcedLabour;;Nonsense"), ("Status", "Maybe"),
    ("Trafficking Status", "Yes"),
    ("Forced Labour Industry", "Weaving"), ("Method of Recruitment", "At a plaice of business"),
    ("hr_ClosedBecause", "sleeping"), ("hr_Sex", "Q"), ("hr_AgeBand", "5-99"),
    ("hr_ReasonNotAssisted", "why not"),
    ("Primary Language", "Elvish"), ("Relationship to Trafficker", "Boss of boss"),
)  # fmt: skip
BAD_OTHERS = (
    ("Consent", "perhaps"), ("Consent", "2"), ("Deceased", "unclear"), ("Number of Children",
    "two"),
    ("Number of Children", "2.5"), ("Number of Children", "-1"), ("Number of Children", "1e99"),
    ("Number of Children", "nan"), ("prs_MailingLatitude", "91"), ("prs_MailingLatitude", "north"),
    ("prs_MailingLongitude", "181"), ("prs_MailingLongitude", "inf"), ("hte_Latitude", "13,75"),
)  # fmt: skip
INJECTIONS = (
    "=cmd|' /C calc'!A0", "=1+1", '=HYPERLINK("http://127.0.0.1","x")', "@SUM(1+1)*cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "=DDE(\"cmd\")", "@import", "=IMPORTXML(1)", "-@x",
)  # fmt: skip

Cell = tuple[str, str, str]  # header, text, expected code ("" for any)


def bad_cells() -> Iterator[Cell]:
    for text in BAD_DATES:
        yield "hr_DetectedOn", text, ""
    for text in BAD_AGES:
        yield "Age when Trafficked", text, ""
    for header, text in BAD_CODES:
        yield header, text, "code-unknown"
    for header, text in BAD_OTHERS:
        yield header, text, ""
