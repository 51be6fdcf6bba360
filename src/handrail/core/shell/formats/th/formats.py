"""Thai: the day first, months in letters, years of the Buddhist era (shell/calendars.py)."""

from __future__ import annotations

DATE_FORMAT = "j F พ.ศ. Y"
SHORT_DATE_FORMAT = "j M Y"
YEAR_MONTH_FORMAT = "F พ.ศ. Y"
MONTH_DAY_FORMAT = "j F"
DATETIME_FORMAT = "j F พ.ศ. Y, H:i น."
SHORT_DATETIME_FORMAT = "j M Y, H:i น."
TIME_FORMAT = "H:i น."
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
