"""When a row is not a case: several persons in one row, and several rows for the services of one case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handrail.cooperate.domain.draft import Draft
from handrail.cooperate.domain.mapping import PersonSplit
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.values import Unreadable

# Rows of one case may lie far apart, so a table of services is held in memory as a whole.
MOST_SERVICE_ROWS = 200_000


def persons_in_row(
    texts: list[str], index_of: Mapping[str, int], split: PersonSplit
) -> list[dict[int, str]] | Unreadable:
    """The parts of the split columns by column index, person by person; [{}] when nothing is split."""
    if not split.columns:
        return [{}]
    pattern = "(?:" + "|".join(re.escape(s) for s in split.separators) + r")\s*"
    parts: dict[int, list[str]] = {}
    for header in split.columns:
        index = index_of[header]
        text = re.sub(rf"^(?:{pattern})+|(?:{pattern})+$", "", texts[index]) if index < len(texts) else ""
        if text:
            parts[index] = [part.strip() for part in re.split(pattern, text)]
    counts = {len(p) for p in parts.values()}
    if len(counts) > 1:
        return Unreadable(
            "persons-uneven",
            "The cells of this row hold different numbers of persons.",
            "Give every split column as many parts as there are names; write “-” for what is not known.",
        )
    count = counts.pop() if counts else 1
    return [{index: each[n] for index, each in parts.items()} for n in range(count)]


def cases_of_services(drafts: Iterator[Draft], group_by: tuple[str, ...]) -> Iterator[Draft]:
    """One draft a case. A row whose group columns are all empty belongs to nobody and is refused."""
    cases: dict[tuple[str, ...], Draft] = {}
    for count, draft in enumerate(drafts):
        if count >= MOST_SERVICE_ROWS:
            raise FileRefused(
                "too-many-service-rows",
                f"A table with several rows a case may have {MOST_SERVICE_ROWS:,} rows.",
                "Split it so that all rows of a case stay in one part, such as by the first digits of the"
                " case number, and import the parts one after the other.",
            )
        key = tuple(draft.raw.get(header, "") for header in group_by)
        if not any(key):
            fault = Unreadable(
                "case-not-named",
                "The row does not say whose service it is.",
                "Fill " + " or ".join(f"“{name}”" for name in group_by) + ".",
            )
            draft.say(group_by[0], fault)
            yield draft
        elif key in cases:
            cases[key].take_in(draft)
        else:
            cases[key] = draft
    yield from cases.values()
