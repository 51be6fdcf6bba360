"""What a file may be at most. Stated in the refusal that a larger one gets, and in the documentation."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

LARGEST_TABLE = 512 * MEGABYTE  # text tables: read as a stream
LARGEST_WORKBOOK = 64 * MEGABYTE
LARGEST_SUBMISSION = 64 * MEGABYTE  # JSON and XML: held in memory
LARGEST_UNPACKED = 768 * MEGABYTE  # all parts of a workbook together
LARGEST_RATIO = 200  # unpacked to packed, once more than RATIO_FROM is unpacked
RATIO_FROM = 16 * MEGABYTE
MOST_PARTS = 2_000
MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
# A workbook is held in memory as a full rectangle of cells; a text table is not.
MOST_WORKBOOK_CELLS = 10_000_000
LONGEST_CELL = 131_072
