"""The cascade's pages: plain at a glance, honest about choice and whose deadline it is, closed to others."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import handrail.measure
from handrail.core.audit.models import AuditEvent
from handrail.core.clock import today
from handrail.core.milestones.domain.stages import PARENT, End, Stage
from handrail.measure.csv_out import safe_cell
from handrail.measure.domain.cohort import DIMENSIONS
from handrail.measure.domain.steps import STEPS
from handrail.measure.words import (
    DEFINITIONS,
    OUTCOMES,
    STAGES,
    STEP_LEADS,
    missed_words,
    value_words,
)
from handrail.measure.words import DIMENSIONS as DIMENSION_WORDS
from tests.cast import Cast, client_for
from tests.measure.invented import insert_rows, invent

pytestmark = pytest.mark.django_db

PAGES = ["/cascade/", "/cascade/cascade.csv", "/cascade/gap/assisted/", "/cascade/by/sex/"]
ROOM = Path(handrail.measure.__file__).parent


def life(**days: int | None) -> dict[str, Any]:
    """A person's row with stages so many days before today."""
    row: dict[str, Any] = {"sex": "female", "province": "Rung Arun", "purpose": "labour"}
    return row | {f"{k}_on": None if v is None else today() - timedelta(days=v) for k, v in days.items()}


LEFT = life(detected=400, screened=399, presumed=398)
HELPED = life(detected=400, screened=399, presumed=398, assisted=390)
CHOSE = life(detected=400, screened=399, presumed=398, declined_assistance=395)


def page(account: Any, address: str) -> str:
    response = client_for(account).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_gap_is_said_in_one_sentence(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT, LEFT, HELPED, HELPED, HELPED])
    assert "2 of 5 presumed victims were not assisted within 30 days." in page(cast.dao, "/cascade/")


def test_choice_is_shown_as_choice_and_is_not_in_the_gap(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [CHOSE, HELPED, LEFT])
    shown = page(cast.dao, "/cascade/gap/assisted/")
    assert "1 of 3 presumed victims was not assisted within 30 days." in shown
    assert "Decided against it in time: their choice" in shown and "Not part of the gap" in shown


def cells_of(shown: str, caption: str, step: str) -> list[int]:
    """The numbers in a step's line of one of the page's tables."""
    body = shown.split(f"{caption}<span", 1)[1].split("</table>", 1)[0]
    line = next(line for line in body.split("<tr>") if re.search(rf">\s*{step}\s*<", line))
    return [int(n) for n in re.findall(r">\s*(\d+)\s*<", line)]


def test_the_columns_of_each_table_add_up_as_its_caption_says(cast: Cast) -> None:
    late = life(detected=400, screened=399, presumed=398, assisted=300)
    young = life(detected=9, screened=8, presumed=5)
    insert_rows(cast.shelter_house, [CHOSE, HELPED, HELPED, LEFT, LEFT, LEFT, late, young])
    shown = page(cast.dao, "/cascade/")
    due, in_time, missed, waiting, choice, ended = cells_of(shown, "When the deadline passed", "Assisted")
    assert (due, in_time, missed, waiting, choice, ended) == (7, 2, 4, 3, 1, 0)
    assert due == in_time + missed + choice + ended and waiting <= missed
    everybody, *parts = cells_of(shown, "Where everybody stands today", "Assisted")
    assert everybody == sum(parts) == 8 and parts == [3, 3, 1, 1, 0]


def test_nothing_points_at_a_line_of_accountability_that_has_nothing_to_show(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT, HELPED])
    for address in ("/cascade/", "/cascade/gap/assisted/", "/cascade/by/sex/"):
        shown = page(cast.dao, address).casefold()
        assert not any(word in shown for word in ("accountability", "complicit", "inquired"))


def test_every_deadline_says_that_it_is_ours_and_not_a_norm(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT])
    shown = page(cast.dao, "/cascade/")
    assert shown.count("Our own default, not a norm.") >= 9
    assert "not verified" in shown


def test_a_country_s_own_norm_is_shown_with_its_source(cast: Cast) -> None:
    from handrail.core.norms import deadlines

    own = settings.HANDRAIL_HOME / "deadlines.yaml"
    own.write_text(
        "- {id: own, from: presumed, to: assisted, days: 12, in_force_from: 2020-01-01, country: TH,"
        " source: 'Invented Act, section 4', ours: false, verified: false}\n",
        encoding="utf-8",
    )
    deadlines.cache_clear()
    try:
        insert_rows(cast.shelter_house, [LEFT])
        shown = page(cast.dao, "/cascade/gap/assisted/")
    finally:
        own.unlink()
        deadlines.cache_clear()
    assert "within 12 days" in shown
    assert "Norm: Invented Act, section 4. Not yet verified against the text." in shown


def test_an_own_file_with_a_mistake_is_told_at_start_up(cast: Cast) -> None:
    from handrail.core.norms import deadlines
    from handrail.measure.apps import own_deadlines_can_be_read

    own = settings.HANDRAIL_HOME / "deadlines.yaml"
    own.write_text("- id: half\n", encoding="utf-8")
    deadlines.cache_clear()
    try:
        (error,) = own_deadlines_can_be_read()
    finally:
        own.unlink()
        deadlines.cache_clear()
    assert "half: missing" in str(error.msg)
    assert own_deadlines_can_be_read() == []


def test_what_is_not_yet_observable_is_said_and_not_guessed(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [life(detected=20)])
    assert "not yet observable" in page(cast.dao, "/cascade/")


def test_with_nobody_to_count_the_page_says_what_to_do(cast: Cast) -> None:
    assert "Choose other quarters, or import or add cases first." in page(cast.dao, "/cascade/")


def test_impossible_quarters_are_told_and_everybody_is_shown(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT])
    shown = page(cast.dao, "/cascade/?from=2026Q2&until=2025Q1")
    assert "These quarters cannot be shown, so everybody is." in shown and "1 people detected" in shown


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_closed_to_roles_that_do_not_read_the_cascade(cast: Cast, address: str) -> None:
    for account in (cast.nok, cast.vichai, cast.anan):
        assert client_for(account).get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_another_agency_s_people_are_not_counted(cast: Cast, address: str) -> None:
    insert_rows(cast.shelter_house, [LEFT] * 7)
    answer = client_for(cast.sothea).get(address).content.decode()
    assert "Rung Arun" not in answer.split("<main", 1)[-1]
    assert "7" not in re.findall(r">(\d+)<", answer)


@pytest.mark.parametrize(
    "address",
    [
        "/cascade/gap/detected/",
        "/cascade/gap/x/",
        "/cascade/by/number/",
        "/cascade/gap/assisted/?by=number",
        "/cascade/side-by-side/?by=number",
        "/cascade/cascade.csv?by=number",
    ],
)
def test_what_is_no_step_and_no_grouping_does_not_exist(cast: Cast, address: str) -> None:
    assert client_for(cast.dao).get(address).status_code == 404


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_grouping_has_its_page_and_its_csv(cast: Cast, dimension: str) -> None:
    invent(cast.shelter_house, 40, seed=3)
    assert str(DIMENSION_WORDS[dimension]) in page(cast.pim, f"/cascade/by/{dimension}/")
    assert client_for(cast.pim).get(f"/cascade/cascade.csv?by={dimension}").status_code == 200


@pytest.mark.parametrize("step", [step.id for step in STEPS])
def test_every_gap_opens(cast: Cast, step: str) -> None:
    invent(cast.shelter_house, 60, seed=4)
    shown = page(cast.pim, f"/cascade/gap/{step}/")
    assert str(STEP_LEADS[step]).partition("%")[0] in shown


def test_the_list_of_a_gap_leads_to_the_cases_and_is_logged_as_one_event(cast: Cast) -> None:
    ids = insert_rows(cast.shelter_house, [LEFT, LEFT, HELPED])
    shown = page(cast.dao, "/cascade/gap/assisted/")
    assert [str(id) in shown for id in ids] == [True, True, False]
    event = AuditEvent.objects.get(action="measure:gap:listed")
    assert event.kind == "case" and event.actor == cast.dao.id


def test_reading_the_gap_s_list_further_shows_the_rest(cast: Cast) -> None:
    ids = insert_rows(
        cast.shelter_house, [life(detected=400, screened=399, presumed=300 - i) for i in range(30)]
    )
    first = client_for(cast.dao).get("/cascade/gap/assisted/").content.decode()
    more = re.search(r'rel="next"\s+href="([^"]+)"', first)
    assert more
    second = client_for(cast.dao).get(more[1].replace("&amp;", "&")).content.decode()
    shown = [(str(id) in first) + (str(id) in second) for id in ids]
    assert shown == [1] * 30


def test_a_made_up_place_in_the_list_shows_its_beginning(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT])
    assert "Case" in page(cast.dao, "/cascade/gap/assisted/?after=yesterday_nobody")


def test_two_groups_stand_side_by_side_with_what_the_difference_can_say(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [HELPED] * 20 + [LEFT | {"sex": "male"}] * 20)
    shown = page(cast.pim, "/cascade/side-by-side/?by=sex&first=female&second=male")
    assert "+100 points" in shown and "Female beside Male" in shown
    alike = page(cast.pim, "/cascade/side-by-side/?by=province&first=Rung+Arun&second=Nowhere")
    assert "Nobody in one of the groups" in alike
    assert "Twice the same group" in page(cast.pim, "/cascade/side-by-side/?by=sex&first=male&second=male")


def test_the_picture_is_well_formed_has_a_title_and_says_everything_in_words(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT, HELPED, CHOSE])
    answer = client_for(cast.dao).get("/cascade/").content.decode()
    drawn = re.search(r'<svg class="chart cascade".*?</svg>', answer, re.S)
    assert drawn
    picture = ElementTree.fromstring(drawn[0])  # noqa: S314 (our own drawing)
    assert picture.get("role") == "img" and picture.find("title") is not None
    said = picture.find("desc")
    assert said is not None and said.text and "1 of 3 presumed victims was not assisted" in said.text


def test_the_number_of_queries_of_a_page_does_not_depend_on_the_caseload(cast: Cast) -> None:
    def asked(address: str) -> int:
        client = client_for(cast.pim)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    addresses = ["/cascade/", "/cascade/gap/assisted/", "/cascade/by/sex/"]
    invent(cast.shelter_house, 30, seed=1)
    few = [asked(address) for address in addresses]
    invent(cast.shelter_house, 300, seed=2)
    assert [asked(address) for address in addresses] == few


def test_the_csv_holds_every_measure_with_its_definition(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT, HELPED, CHOSE])
    text = client_for(cast.dao).get("/cascade/cascade.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert all(row["definition"] for row in rows)
    measures = {(row["step"], row["measure"]): row["value"] for row in rows}
    assert measures[("assisted", "due_missed")] == "1"
    assert measures[("assisted", "by_choice")] == "1"
    assert {row["step"] for row in rows} == {"detected", *(step.id for step in STEPS)}


def test_the_csv_says_whose_deadline_it_is_and_why_people_wait_group_by_group(cast: Cast) -> None:
    for_want_of = LEFT | {"reasons": {"assisted": "no_place"}}
    insert_rows(cast.shelter_house, [for_want_of, for_want_of, for_want_of | {"sex": "male"}])
    text = client_for(cast.dao).get("/cascade/cascade.csv?by=sex").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["step"] == "assisted"]
    (ours, *_) = [row["definition"] for row in rows if row["measure"] == "deadline_days"]
    assert "Our own default, not a norm." in ours
    why = {row["group"]: row["value"] for row in rows if row["measure"] == "reason_no_place"}
    assert why == {"": "3", "female": "2", "male": "1"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cast: Cast, text: str) -> None:
    assert str(safe_cell(text)).startswith("'")
    insert_rows(cast.shelter_house, [LEFT | {"province": text}])
    body = client_for(cast.dao).get("/cascade/cascade.csv?by=province").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(body, newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_numbers_stay_numbers_in_the_csv() -> None:
    assert safe_cell(12) == 12 and safe_cell("12") == "12"


def templates() -> Iterator[Path]:
    return (ROOM / "templates").rglob("*.html")


def test_no_template_holds_a_style_or_a_script_that_the_policy_refuses() -> None:
    for path in templates():
        text = path.read_text("utf-8")
        handler = r"\son(click|load|change|submit|error|focus)="
        assert not re.search(rf"\sstyle=|<style|<script|{handler}", text), path.name


def test_every_stage_step_end_and_grouping_has_words() -> None:
    assert set(STAGES) == set(DEFINITIONS) == {stage.value for stage in Stage}
    assert set(STEP_LEADS) == {stage.value for stage in PARENT}
    assert {end.value for end in End if end is not End.DECLINED} <= set(OUTCOMES)
    assert set(DIMENSIONS) <= set(DIMENSION_WORDS)
    for stage in PARENT:
        for missed in (1, 2):
            sentence = missed_words(stage, missed=missed, due=1038, days=30)
            assert "1,038" in sentence and "30 days" in sentence and sentence.endswith(".")


@pytest.mark.parametrize(
    ("dimension", "value", "words"),
    [
        ("origin", "KH", "Cambodia"),
        ("origin", "stateless", "Stateless"),
        ("origin", "", "Not recorded"),
        ("age_band", "48+", "48 and older"),
        ("age_band", "9-17", "9–17"),
        ("quarter", "2024Q3", "2024, quarter 3"),
        ("agency", "shelter", "Shelter or service provider"),
        ("province", "Khao Wang", "Khao Wang"),
    ],
)
def test_groups_are_named_in_words(dimension: str, value: str, words: str) -> None:
    assert value_words(dimension, value) == words


def test_a_day_of_detection_that_is_missing_is_told(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [LEFT, life(detected=None)])
    assert "1 case has no day of detection" in page(cast.dao, "/cascade/")
