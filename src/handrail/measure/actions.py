"""The room's writes: a snapshot is published, figures are loaded. Each with its event, or not at all."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from handrail.core import audit
from handrail.core.access import Refused
from handrail.core.clock import now
from handrail.core.norms import norms_in_force
from handrail.measure import snapshot_source
from handrail.measure.domain.glotip import Figure, Reading
from handrail.measure.domain.published import last_whole_quarter, snapshot_bytes, tables
from handrail.measure.models import PublishedFigure, PublishedSource, Snapshot
from handrail.measure.sql import AsOf

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


@transaction.atomic
def publish_snapshot(*, by: Account, today: date) -> Snapshot:
    """Publish everybody up to the last quarter that is over. Once a quarter, and never again.

    Two snapshots of the same quarters, subtracted, would tell what was recorded in between. A correction is
    in the next quarter's.
    Raises Refused: "may-not-publish", "nobody-to-publish" or "published-already".
    """
    if not by.may("measure:snapshot:publish"):
        raise Refused("may-not-publish")
    last, day = last_whole_quarter(today)
    if Snapshot.objects.filter(last_quarter__gte=last).exists():
        raise Refused("published-already", {"last_quarter": last})
    as_of = AsOf(day, later_unknown=True)
    norms = norms_in_force(by.organisation.country, day)
    deadlines = {stage: norm.days if norm else None for stage, norm in norms.items()}
    rows = snapshot_source.everybody(as_of, last)
    first = snapshot_source.first_quarter(rows)
    if not first:
        raise Refused("nobody-to-publish", {"last_quarter": last})
    menu = snapshot_source.menu()
    made = [
        table
        for universe in snapshot_source.universes(rows, as_of, deadlines)
        for table in tables(universe, menu.rule, menu.fold)
    ]
    known = {stage.value: days for stage, days in deadlines.items() if days is not None}
    body = snapshot_bytes(made, rule=menu.rule, as_of=day, first=first, last=last, deadlines=known)
    return _keep(body, by=by, day=day, first=first, last=last)


def _keep(body: bytes, *, by: Account, day: date, first: str, last: str) -> Snapshot:
    try:
        with transaction.atomic():
            snapshot = Snapshot.objects.create(
                published_at=now(),
                published_by=by.id,
                as_of=day,
                first_quarter=first,
                last_quarter=last,
                body=body.decode(),
                sha256=hashlib.sha256(body).hexdigest(),
            )
    except IntegrityError as problem:  # somebody else published in the same moment
        raise Refused("published-already", {"last_quarter": last}) from problem
    audit.record(
        action="measure:snapshot:published",
        kind="snapshot",
        ids=[snapshot.id],
        actor=by.id,
        organisation=by.organisation_id,
    )
    return snapshot


@transaction.atomic
def load_figures(
    reading: Reading, *, name: str, citation: str, sha256: str, actor: UUID | None
) -> tuple[PublishedSource, bool]:
    """Replace what was loaded under this name. Returns the source, and whether anything changed."""
    known = PublishedSource.objects.filter(name=name).first()
    if known is not None and known.sha256 == sha256:
        return known, False
    if known is not None:
        known.delete()
    source = PublishedSource.objects.create(
        name=name,
        citation=citation,
        sha256=sha256,
        loaded_at=now(),
        rows_in=reading.rows_in,
        rows_kept=len(reading.figures),
        dropped=reading.dropped_by_reason,
    )
    PublishedFigure.objects.bulk_create(
        (_figure(source, figure) for figure in reading.figures), batch_size=2000
    )
    audit.record(
        action="measure:figures:loaded", kind="source", ids=[source.id], actor=actor, organisation=None
    )
    return source, True


def _figure(source: PublishedSource, figure: Figure) -> PublishedFigure:
    return PublishedFigure(
        source=source,
        iso3=figure.iso3,
        country=figure.country[:120],
        subregion=figure.subregion[:80],
        indicator=figure.indicator[:80],
        dimension=figure.dimension[:60],
        category=figure.category[:200],
        sex=figure.sex[:20],
        age=figure.age[:30],
        year=figure.year,
        low=figure.low,
        high=figure.high,
        damaged=figure.damaged,
    )
