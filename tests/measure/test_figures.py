"""Figures that others published: loaded whole, each row counted, shown as published, never as one funnel."""

from __future__ import annotations

import argparse
import csv
import json
import os
from pathlib import Path

import pytest

from handrail.core.audit.models import AuditEvent
from handrail.measure.domain.glotip import read_rows
from handrail.measure.domain.multiples import panel
from handrail.measure.figure_files import FiguresProblem, read_file
from handrail.measure.models import PublishedFigure, PublishedSource
from handrail.measure.seed_facts import REGION, seed_facts
from handrail.measure.verbs import figures
from tests.cast import Cast, client_for

INVENTED = Path(__file__).parent / "figures_invented.csv"
SHARED = Path(__file__).parents[2].parent / "shared" / "data"


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not beside the repository, and it must be here")
        pytest.skip(f"needs ../shared/data/{name}, which may not be handed on with the code")
    return path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    figures.add_arguments(parser)
    return figures.run(parser.parse_args(list(words)))


@pytest.mark.django_db
def test_a_table_is_loaded_and_every_row_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(INVENTED), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows_in"], answer["rows_kept"], answer["rows_dropped"]) == (8, 6, 2)
    assert answer["dropped"] == {"exact-duplicate": 1, "too-large": 1}
    assert PublishedFigure.objects.count() == 6
    assert AuditEvent.objects.filter(action="measure:figures:loaded").count() == 1


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(INVENTED), "--json")
    before = set(PublishedFigure.objects.values_list("id", flat=True))
    capsys.readouterr()
    assert run(str(INVENTED), "--json") == 0
    assert json.loads(capsys.readouterr().out)["changed"] is False
    assert set(PublishedFigure.objects.values_list("id", flat=True)) == before


@pytest.mark.django_db
def test_a_newer_file_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    run(str(INVENTED))
    newer = tmp_path / "newer.csv"
    newer.write_text(INVENTED.read_text("utf-8").replace("1,541", "1,542"), encoding="utf-8")
    assert run(str(newer)) == 0
    assert PublishedSource.objects.count() == 1
    assert PublishedFigure.objects.filter(low=1542).exists()
    assert not PublishedFigure.objects.filter(low=1541).exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"\x1f\x8b half a gzip",
        b"PK\x03\x04 half a workbook",
        b"\xff\xfe\x00 not text",
        b"\x00" * 99,
    ],
)
@pytest.mark.django_db
def test_another_file_is_refused_with_what_to_do_and_nothing_is_written(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(content)
    assert run(str(wrong)) == 2
    said = capsys.readouterr().err
    assert "wrong.csv" in said and "dataunodc.un.org" in said and "Traceback" not in said
    assert not PublishedSource.objects.exists()


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(FiguresProblem, match="no such file"):
        read_file(Path("nowhere.csv"))


def test_the_whole_published_table_58769_rows_in_each_dropped_one_with_its_reason() -> None:
    reading = read_rows(read_file(shared("unodc/glotip-2003-2022.csv.gz")))
    assert reading.rows_in == 58_769
    assert reading.dropped_by_reason == {"exact-duplicate": 336, "too-large": 128}
    assert len(reading.figures) == 58_305
    assert all((f.low, f.high) == (0, 4) or f.low == f.high for f in reading.figures)


def test_the_workbook_and_the_csv_hold_the_same_figures() -> None:
    from_csv = read_rows(read_file(shared("unodc/glotip-2003-2022.csv.gz")))
    from_workbook = read_rows(read_file(shared("unodc/data_glotip.xlsx")))
    assert from_workbook.figures == from_csv.figures
    assert from_workbook.rows_in == 58_769


def test_the_seed_facts_that_ship_are_those_that_were_given() -> None:
    given = list(csv.DictReader(shared("seed_facts.csv").read_text("utf-8").splitlines()))
    ours = {fact.id: fact for fact in seed_facts()}
    assert len(given) == len(ours) == 50
    for row in given:
        fact = ours[row["id"]]
        assert (fact.value, fact.low, fact.high, fact.unit) == (
            row["value"],
            row["low"],
            row["high"],
            row["unit"],
        )
        assert (fact.place, fact.year, fact.citation) == (row["place"], row["year"], row["source_note"])


def test_every_seed_fact_has_a_citation_and_is_about_something() -> None:
    known = {"WORLD", "OTHER", "EAP", "SEA", "ASEAN", "BGD"} | REGION
    for fact in seed_facts():
        assert fact.citation and fact.about and fact.about <= known


@pytest.mark.parametrize(
    ("id", "amount"),
    [
        ("SF004", "150 or more USD billion per year"),
        ("SF019", "7,800 persons"),
        ("SF021", "up to 1 USD billion per year"),
        ("SF033", "4 to 23 percent of irregular migrants"),
        ("SF034", ""),
    ],
)
def test_a_bound_is_shown_as_a_bound(id: str, amount: str) -> None:
    assert next(fact for fact in seed_facts() if fact.id == id).amount == amount


@pytest.mark.django_db
def test_a_fresh_installation_shows_the_seed_facts_and_says_how_to_load_the_table(cast: Cast) -> None:
    page = client_for(cast.vichai).get("/countries/THA/").content.decode()
    assert "62 persons convicted" in page and "Straits Times" in page
    assert "handrail import-figures FILE" in page


@pytest.mark.django_db
def test_a_country_page_shows_masked_counts_as_intervals_names_units_and_says_it_is_no_funnel(
    cast: Cast,
) -> None:
    run(str(INVENTED), "--extract-date", "1 May 2026")
    page = client_for(cast.dao).get("/countries/XXA/").content.decode()
    assert "0–4" in page and "1,541" in page
    assert "0–4 or 11" in page, "two published figures for one thing are both shown"
    assert "not one funnel" in page and "(victims)" in page and "(suspects, persons)" in page
    assert "extract of 1 May 2026" in page


@pytest.mark.django_db
def test_a_country_that_nothing_is_known_about_does_not_exist(cast: Cast) -> None:
    client = client_for(cast.dao)
    assert client.get("/countries/QQQ/").status_code == 404
    assert client.get("/countries/tha/").status_code == 302
    assert client.get("/countries/").status_code == 200


@pytest.mark.django_db
def test_who_is_not_signed_in_is_sent_to_sign_in(client) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/countries/").status_code == 302


def test_a_small_chart_is_on_its_own_scale_and_leaves_missing_years_empty() -> None:
    chart = panel([2019, 2020, 2021], {2019: (0, 4), 2021: (40, 40)})
    small, large = chart.bars
    assert (small.masked, large.masked) == (True, False)
    assert large.height == pytest.approx(10 * small.height, rel=0.01)
    assert [bar.year for bar in chart.bars] == [2019, 2021]
    assert chart.highest == 40


def test_a_chart_of_nothing_is_empty() -> None:
    assert panel([], {}).bars == ()
