"""Vietnamese: the day first; months have numbers."""

from __future__ import annotations

DATE_FORMAT = r"j \t\h\á\n\g n, Y"
SHORT_DATE_FORMAT = "d/m/Y"
YEAR_MONTH_FORMAT = r"\t\h\á\n\g n, Y"
MONTH_DAY_FORMAT = r"j \t\h\á\n\g n"
DATETIME_FORMAT = r"j \t\h\á\n\g n, Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y, H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
