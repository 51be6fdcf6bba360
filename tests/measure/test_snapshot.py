"""The published snapshot: the same bytes for everybody, no small count, and nothing later than its day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from handrail.core.access import Refused
from handrail.core.audit.models import AuditEvent
from handrail.measure.actions import publish_snapshot
from handrail.measure.models import Snapshot
from handrail.measure.snapshot_source import menu
from tests.cast import Cast, client_for
from tests.measure.invented import TODAY, insert_rows, invent

pytestmark = pytest.mark.django_db


def people(detected: date, count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"detected_on": detected, "sex": "female", "province": "Rung Arun", **more} for _ in range(count)]


def table(snapshot: Snapshot, id: str) -> dict[str, Any]:
    return next(t for t in json.loads(snapshot.body)["tables"] if t["id"] == id)


def test_the_coordinator_publishes_counts_of_everybody_though_she_sees_no_case(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(date(2026, 1, 5), 30))
    insert_rows(cast.border_post, people(date(2026, 2, 5), 25))
    snapshot = publish_snapshot(by=cast.vichai, today=TODAY)
    assert table(snapshot, "people-by-sex")["cells"][-1] == [55]
    assert AuditEvent.objects.filter(action="measure:snapshot:published").count() == 1


def test_only_quarters_that_are_over_are_in_it_and_what_happened_later_is_not_known_yet(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(date(2026, 1, 5), 30, screened_on=date(2026, 10, 5)))
    insert_rows(cast.shelter_house, people(date(2026, 10, 2), 40))
    snapshot = publish_snapshot(by=cast.vichai, today=TODAY)
    assert (snapshot.last_quarter, snapshot.as_of) == ("2026Q3", date(2026, 9, 30))
    assert table(snapshot, "people-by-sex")["cells"][-1] == [30]
    stood = table(snapshot, "screened-by-outcome")
    counts = dict(zip(stood["row_values"], [cell for (cell,) in stood["cells"]], strict=True))
    assert (counts["missed"], counts["in_time"], counts["total"]) == (30, 0, 30)


def test_everybody_is_served_the_same_bytes(cast: Cast) -> None:
    invent(cast.shelter_house, 200, seed=1)
    snapshot = publish_snapshot(by=cast.vichai, today=TODAY)
    served = {
        client_for(account).get(f"/cascade/published/{snapshot.id}.json").content
        for account in (cast.vichai, cast.anan, cast.dao, cast.kham)
    }
    assert served == {snapshot.body.encode()}


def test_the_same_records_give_the_same_bytes_and_are_not_published_twice(cast: Cast) -> None:
    invent(cast.shelter_house, 200, seed=1)
    first = publish_snapshot(by=cast.vichai, today=TODAY)
    with pytest.raises(Refused, match="published-already"):
        publish_snapshot(by=cast.vichai, today=TODAY)
    Snapshot.objects.all().delete()
    assert publish_snapshot(by=cast.vichai, today=TODAY).body == first.body


def test_a_quarter_is_published_once_so_that_two_of_them_cannot_be_subtracted(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(date(2026, 1, 5), 32))
    first = publish_snapshot(by=cast.vichai, today=TODAY)
    client = client_for(cast.vichai)
    assert "Publish now" not in client.get("/cascade/published/").content.decode()
    insert_rows(cast.shelter_house, people(date(2026, 1, 5), 1))  # 33 would show as 35
    with pytest.raises(Refused, match="published-already"):
        publish_snapshot(by=cast.vichai, today=TODAY)
    answer = client.post("/cascade/published/publish/", follow=True).content.decode()
    assert "one snapshot a quarter" in answer
    assert Snapshot.objects.get() == first
    publish_snapshot(by=cast.vichai, today=date(2027, 1, 1))
    assert [s.last_quarter for s in Snapshot.objects.order_by("as_of")] == ["2026Q3", "2026Q4"]


def test_the_database_itself_keeps_one_snapshot_a_quarter(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(date(2026, 1, 5), 30))
    first = publish_snapshot(by=cast.vichai, today=TODAY)
    with pytest.raises(IntegrityError, match=r"last_quarter|once_a_quarter"), transaction.atomic():
        Snapshot.objects.create(
            published_at=first.published_at,
            published_by=first.published_by,
            as_of=first.as_of,
            first_quarter=first.first_quarter,
            last_quarter=first.last_quarter,
            body="{}",
            sha256="0" * 64,
        )


def test_no_number_in_it_is_small_and_none_is_exact(cast: Cast) -> None:
    invent(cast.shelter_house, 300, seed=2)
    document = json.loads(publish_snapshot(by=cast.vichai, today=TODAY).body)
    shown = [cell for t in document["tables"] for row in t["cells"] for cell in row if cell is not None]
    assert shown and all(cell % 5 == 0 and (cell == 0 or cell >= 10) for cell in shown)


def test_it_holds_the_fixed_menu_and_nothing_else(cast: Cast) -> None:
    invent(cast.shelter_house, 300, seed=2)
    document = json.loads(publish_snapshot(by=cast.vichai, today=TODAY).body)
    chosen = menu()
    of_people = {t["id"] for t in document["tables"] if t["of"] == "people"}
    assert of_people == {f"people-by-{name}" for name in chosen.people_one} | {
        f"people-by-{rows}-and-{columns}" for rows, columns in chosen.people_two
    }
    each = {t["of"] for t in document["tables"]} - {"people"}
    assert len(each) == 9
    assert len(document["tables"]) == len(of_people) + 9 * (len(chosen.steps_one) + len(chosen.steps_two))


def test_who_may_not_publish_is_refused(cast: Cast) -> None:
    insert_rows(cast.shelter_house, people(date(2026, 1, 5), 30))
    for account in (cast.dao, cast.anan, cast.nok):
        with pytest.raises(Refused, match="may-not-publish"):
            publish_snapshot(by=account, today=TODAY)
    assert client_for(cast.anan).post("/cascade/published/publish/").status_code == 404
    assert not Snapshot.objects.exists()


def test_with_nobody_to_publish_it_says_so(cast: Cast) -> None:
    with pytest.raises(Refused, match="nobody-to-publish"):
        publish_snapshot(by=cast.vichai, today=TODAY)
    page = client_for(cast.vichai).post("/cascade/published/publish/", follow=True).content.decode()
    assert "nobody to publish" in page


def test_the_page_reads_the_stored_snapshot_and_counts_nothing(
    cast: Cast, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    invent(cast.shelter_house, 300, seed=2)
    publish_snapshot(by=cast.vichai, today=TODAY)
    client = client_for(cast.anan)
    with django_assert_max_num_queries(16) as captured:  # the frame of every page, and one more
        page = client.get("/cascade/published/?of=assisted").content.decode()
    assert not any("core_cascaderow" in query["sql"] for query in captured)
    assert "hidden" in page or "Not in time" in page


def test_a_part_that_is_not_on_the_menu_does_not_exist(cast: Cast) -> None:
    invent(cast.shelter_house, 100, seed=2)
    publish_snapshot(by=cast.vichai, today=TODAY)
    assert client_for(cast.vichai).get("/cascade/published/?of=secret").status_code == 404


def test_an_administrator_has_no_snapshot_page(cast: Cast) -> None:
    assert client_for(cast.nok).get("/cascade/published/").status_code == 404
