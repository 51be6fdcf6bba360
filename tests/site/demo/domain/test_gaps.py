"""The three planted failures stand out of the figures, and nothing else looks like them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.site.demo.domain.country import AGENCIES, PROVINCES, STEADFAST
from handrail.site.demo.domain.gaps import (
    CHILDREN_AS_MIGRANTS,
    PLANTED,
    STALLED_COURT,
    TESTIMONY_FOR_SHELTER,
)
from tests.site.demo.told import AS_OF, Row, country, share

SEEDS = (7, 11, 42)


def reached(stage: str):
    return lambda row: row[f"{stage}_on"] is not None


def rows_of(seed: int, **wanted: object) -> list[Row]:
    return [
        row
        for row in country(seed)
        if all(
            (row.story.agency in value if column == "agencies" else row[column] == value)  # type: ignore[operator]
            for column, value in wanted.items()
        )
    ]


@pytest.mark.parametrize("seed", SEEDS)
class TestChildrenAsMigrants:
    gap = CHILDREN_AS_MIGRANTS

    def met(self, seed: int, *, child: bool, here: bool) -> list[Row]:
        rows = rows_of(seed, agencies=self.gap.agency_ids, child=child)
        return [row for row in rows if (row["province"] == self.gap.province) is here]

    def test_children_met_there_are_not_screened(self, seed: int) -> None:
        assert share(self.met(seed, child=True, here=True), reached("screened")) < 0.2

    def test_children_elsewhere_and_adults_there_are(self, seed: int) -> None:
        assert share(self.met(seed, child=True, here=False), reached("screened")) > 0.7
        assert share(self.met(seed, child=False, here=True), reached("screened")) > 0.65

    def test_they_are_gone_and_the_record_says_why(self, seed: int) -> None:
        here = self.met(seed, child=True, here=True)
        assert share(here, lambda r: r["ended_because"] == "departed") > 0.6
        assert share(here, lambda r: r["reasons"].get("screened") == self.gap.reason) > 0.8

    def test_other_agencies_there_do_not_do_so(self, seed: int) -> None:
        others = [a for a in AGENCIES if a not in self.gap.agency_ids]
        rows = rows_of(seed, agencies=others, child=True, province=self.gap.province)
        assert share(rows, reached("screened")) > 0.6


@pytest.mark.parametrize("seed", SEEDS)
class TestStalledCourt:
    gap = STALLED_COURT

    def charged(self, seed: int, province: str) -> list[Row]:
        """Charged well after the court stood still (dates are vague), two years ago: time for a judgment."""
        first, last = AS_OF - timedelta(days=365 * (self.gap.years - 1)), AS_OF - timedelta(days=730)
        return [
            row
            for row in country(seed)
            if row["province"] == province and row["prosecuted_on"] and first < row["prosecuted_on"] < last
        ]

    def test_nobody_is_convicted_or_acquitted_there(self, seed: int) -> None:
        there = self.charged(seed, self.gap.province)
        assert share(there, reached("convicted")) == 0
        assert share(there, lambda r: r["ended_because"] == "acquitted") == 0
        assert share(there, lambda r: r["reasons"].get("convicted") == self.gap.reason) > 0.8

    def test_charges_are_brought_there_as_elsewhere(self, seed: int) -> None:
        there = [r for r in country(seed) if r["province"] == self.gap.province and r["investigated_on"]]
        rest = [r for r in country(seed) if r["province"] != self.gap.province and r["investigated_on"]]
        assert abs(share(there, reached("prosecuted")) - share(rest, reached("prosecuted"))) < 0.15

    def test_every_other_court_decides(self, seed: int) -> None:
        rest = [
            row
            for province in PROVINCES
            if province != self.gap.province
            for row in self.charged(seed, province)
        ]
        assert share(rest, reached("convicted")) > 0.4


@pytest.mark.parametrize("seed", SEEDS)
class TestTestimonyForShelter:
    gap = TESTIMONY_FOR_SHELTER

    def wanted_help(self, seed: int, agency: str, *, testifies: bool) -> list[Row]:
        return [
            row
            for row in rows_of(seed, agencies=(agency,))
            if row["presumed_on"]
            and (AS_OF - row["presumed_on"]).days > 60
            and not row["declined_assistance_on"]
            and (row["declined_justice_on"] is None) is testifies
        ]

    def test_whoever_declines_the_justice_process_is_turned_away(self, seed: int) -> None:
        turned_away = self.wanted_help(seed, STEADFAST, testifies=False)
        assert share(turned_away, reached("assisted")) == 0
        assert share(turned_away, lambda r: r["reasons"].get("assisted") == self.gap.reason) == 1

    def test_whoever_testifies_is_helped(self, seed: int) -> None:
        assert share(self.wanted_help(seed, STEADFAST, testifies=True), reached("assisted")) > 0.8

    def test_the_other_shelter_asks_for_nothing(self, seed: int) -> None:
        free, bound = (self.wanted_help(seed, "morning", testifies=t) for t in (False, True))
        assert share(free, reached("assisted")) > 0.75
        assert share(bound, reached("assisted")) > 0.75


def test_each_failure_is_described_by_data_that_the_country_knows() -> None:
    assert len({gap.id for gap in PLANTED}) == 3
    for gap in PLANTED:
        assert gap.says.endswith(".")
        assert gap.province in {"", *PROVINCES}
        assert set(gap.agency_ids) <= set(AGENCIES)
        assert gap.province or gap.agency_ids
