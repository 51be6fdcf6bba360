"""Whatever stops an import, and wherever: what is in is whole, and the rest comes in once when it goes on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from handrail.cooperate.actions import earlier_rows, running, writing
from handrail.cooperate.actions.running import LEASE, confirm_import, run_import
from handrail.cooperate.actions.undoing import may_undo, undo_import
from handrail.cooperate.models import ImportRow, ImportRun, RunStatus
from handrail.core.access import Refused, acting_as
from handrail.core.cases import writing as case_writing
from handrail.core.clock import now
from tests.cast import Cast
from tests.cooperate.importing.bringing import (
    PEOPLE,
    bring,
    carry_out,
    cases_of,
    confirm,
    outcomes,
    table,
    upload,
)

STEPS: dict[str, tuple[Any, str]] = {
    "reading the file": (running, "walked"),
    "beginning a chunk": (running, "_claim"),
    "writing the first cases": (writing, "write_cases"),
    "sealing": (case_writing.vault, "seal_many"),
    "indexing": (case_writing.vault, "index_persons"),
    "updating a case": (writing, "change_case"),
    "adding a note": (writing, "add_entries"),
    "registering ids": (writing, "register"),
    "keeping the rows": (running, "kept_rows"),
    "settling what was mended": (running, "settle_mended"),
}
LAST_STEPS: dict[str, tuple[Any, str]] = {
    "letting go of the file": (running, "let_go_of_file"),
    "the log": (running, "record"),
}
MORE = [
    {**PEOPLE[0], "Helped on": "2026-02-01", "Note": "New."},
    *PEOPLE[1:],
    {"No": "R-9", "Name": "Dara Keo"},
]
CAME_TO = ["updated", "unchanged", "unchanged", "created"]


class PowerCut(BaseException):
    """The process ends: nothing of ours runs after it."""


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two records."""
    monkeypatch.setattr(earlier_rows, "CHUNK", 2)


def cut_at(
    monkeypatch: pytest.MonkeyPatch,
    step: tuple[Any, str],
    error: Callable[[], BaseException],
    *,
    call: int = 1,
) -> None:
    """Let the step fail when it is taken for the `call`th time."""
    module, name = step
    real, calls = getattr(module, name), []

    def stop(*args: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == call:
            raise error()
        return real(*args, **named)

    monkeypatch.setattr(module, name, stop)


def everything() -> dict[str, int]:
    """How many rows there are of everything but the run itself."""
    names = ["person", "case", "entry", "party", "milestone", "cascaderow", "externalreference"]
    models = [apps.get_model("core", name) for name in names]
    models += [apps.get_model("vault", "PersonKey"), apps.get_model("vault", "BlindIndex"), ImportRow]
    return {model.__name__: model._base_manager.count() for model in models}  # the tests count past the door


def values_of(cast: Cast) -> list[dict[str, Any]]:
    return [case.values for case in cases_of(cast.dao)]


def fresh(run: ImportRun | UUID) -> ImportRun:
    id = run if isinstance(run, UUID) else run.id
    return ImportRun._base_manager.select_related("organisation", "unit").get(id=id)


def rows_kept(run: ImportRun) -> list[tuple[int, str]]:
    rows = ImportRow._base_manager.filter(run=run)
    return list(rows.order_by("row").values_list("row", "outcome"))


def over_the_lease(run: ImportRun) -> ImportRun:
    ImportRun._base_manager.filter(id=run.id).update(beat_at=now() - LEASE - timedelta(seconds=1))
    return fresh(run)


@pytest.mark.parametrize("step", STEPS)
def test_an_error_at_any_step_leaves_nothing_of_its_chunk_and_the_run_says_failed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    bring(cast.dao, table(PEOPLE))
    before = everything(), values_of(cast)
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        cut_at(patch, STEPS[step], lambda: RuntimeError("out of disk"))
        run_import(run.id, cast.dao)

    assert (everything(), values_of(cast)) == before
    stopped = fresh(run)
    assert (stopped.status, stopped.failed_because, stopped.rows_in) == (RunStatus.FAILED, "stopped", 0)
    with acting_as(cast.dao):
        confirm_import(stopped, by=cast.dao)
    assert outcomes(carry_out(run, cast.dao)) == CAME_TO


@pytest.mark.parametrize("step", STEPS | LAST_STEPS)
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.usefixtures("pairs")
def test_a_power_cut_at_any_step_keeps_whole_chunks_and_the_rest_comes_in_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str, call: int
) -> None:
    bring(cast.dao, table(PEOPLE))
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    heard: list[Any] = []

    with monkeypatch.context() as patch:
        cut_at(patch, (STEPS | LAST_STEPS)[step], PowerCut, call=call)
        patch.setattr(running, "_marked_failed", lambda *_: nullcontext())
        try:
            run_import(run.id, cast.dao, tell=heard.append)
        except PowerCut:
            left = fresh(run)
            assert left.status == RunStatus.RUNNING
            assert len(rows_kept(run)) == left.rows_in == len(heard), (
                "a record is in exactly if it is counted"
            )
            assert left.rows_in in (0, 2, 4)
            with acting_as(cast.dao), pytest.raises(Refused):
                confirm_import(left, by=cast.dao)
            with acting_as(cast.dao):
                confirm_import(over_the_lease(run), by=cast.dao)
        else:
            assert call == 2, "the step is taken at least once"
            return

    run_import(run.id, cast.dao, tell=heard.append)

    assert fresh(run).status == RunStatus.DONE
    assert [plan.outcome.value for plan in heard] == CAME_TO
    assert [outcome for _, outcome in rows_kept(run)] == CAME_TO
    assert len(cases_of(cast.dao)) == 4


@pytest.mark.usefixtures("pairs")
def test_a_run_that_was_started_again_meanwhile_writes_nothing_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    real = running.settle_mended
    chunks: list[int] = []

    def overtaken(*args: Any) -> int:
        chunks.append(1)
        if len(chunks) == 2:
            ImportRun._base_manager.filter(id=run.id).update(attempt=7)
        return real(*args)

    monkeypatch.setattr(running, "settle_mended", overtaken)
    with pytest.raises(Refused, match="import-overtaken"):
        run_import(run.id, cast.dao)
    assert fresh(run).status == RunStatus.RUNNING, "the run is the other attempt's"
    assert fresh(run).finished_at is None


@pytest.mark.usefixtures("pairs")
def test_an_attempt_believed_dead_writes_no_chunk_after_the_next_has_begun(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    real = running._claim
    late: list[int] = []

    def slow(*args: Any) -> None:
        if not late:
            late.append(1)
            real(*args)
        else:
            # While it slept, another process has begun, and has brought a chunk in.
            ImportRun._base_manager.filter(id=run.id).update(attempt=7, rows_in=4)
            real(*args)

    monkeypatch.setattr(running, "_claim", slow)
    with pytest.raises(Refused, match="import-overtaken"):
        run_import(run.id, cast.dao)
    assert [row for row, _ in rows_kept(run)] == [2, 3], "only what was in before"


def stopped_in_the_second_chunk(cast: Cast, monkeypatch: pytest.MonkeyPatch, *, dead: bool) -> ImportRun:
    """A run of which two rows are in: its process is gone, or could still say that it failed."""
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        cut_at(patch, STEPS["keeping the rows"], PowerCut, call=2)
        if dead:
            patch.setattr(running, "_marked_failed", lambda *_: nullcontext())
        run_import(run.id, cast.dao)
    assert fresh(run).rows_in == 2
    return run


@pytest.mark.usefixtures("pairs")
@pytest.mark.parametrize(("dead", "says"), [(True, RunStatus.RUNNING), (False, RunStatus.FAILED)])
def test_a_job_that_was_given_back_goes_on_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, dead: bool, says: str
) -> None:
    run = stopped_in_the_second_chunk(cast, monkeypatch, dead=dead)
    assert fresh(run).status == says

    with pytest.raises(Refused):
        run_import(run.id, cast.dao)
    run_import(run.id, cast.dao, taken_back=True)

    assert (fresh(run).status, fresh(run).rows_in) == (RunStatus.DONE, 4)
    assert len(cases_of(cast.dao)) == 4


@pytest.mark.usefixtures("pairs")
def test_what_is_in_of_a_failed_run_can_be_taken_back_and_nothing_else_done_to_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handrail.cooperate.actions.payload import about
    from handrail.cooperate.actions.uploads import choose_mapping, throw_away

    bring(cast.dao, table(PEOPLE[:1]))
    before = values_of(cast)
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        cut_at(patch, STEPS["keeping the rows"], lambda: RuntimeError("out of disk"), call=2)
        run_import(run.id, cast.dao)
    assert (fresh(run).status, len(cases_of(cast.dao))) == (RunStatus.FAILED, 2)

    with acting_as(cast.dao):
        with pytest.raises(Refused):
            throw_away(fresh(run), by=cast.dao)
        with pytest.raises(Refused):
            choose_mapping(fresh(run), "")
    with acting_as(cast.minh):
        assert may_undo(cast.minh, fresh(run), at=now()), "her supervisor need not wait for her"
        with pytest.raises(Refused):
            confirm_import(fresh(run), by=cast.minh)
    with acting_as(cast.dao):
        undo_import(fresh(run), by=cast.dao, at=now())

    assert values_of(cast) == before
    done = fresh(run)
    assert (done.status, done.file_id, about(done).preview) == (RunStatus.UNDONE, None, {})


@pytest.mark.usefixtures("pairs")
def test_a_file_that_reads_otherwise_than_when_it_was_begun_goes_no_further(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        cut_at(patch, STEPS["keeping the rows"], lambda: RuntimeError("out of disk"), call=2)
        run_import(run.id, cast.dao)
    ImportRun._base_manager.filter(id=run.id).update(last_row=7)
    with acting_as(cast.dao):
        confirm_import(fresh(run), by=cast.dao)

    with pytest.raises(Refused, match="import-reads-otherwise"):
        run_import(run.id, cast.dao)
    assert (fresh(run).status, fresh(run).rows_in) == (RunStatus.FAILED, 2)


@pytest.mark.usefixtures("pairs")
def test_days_are_read_as_on_the_day_of_the_first_attempt(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upload(cast.dao, table(MORE))
    confirm(cast.dao, run)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        cut_at(patch, STEPS["keeping the rows"], lambda: RuntimeError("out of disk"), call=2)
        run_import(run.id, cast.dao)
    began = fresh(run).started_at
    with acting_as(cast.dao):
        confirm_import(fresh(run), by=cast.dao)
    run_import(run.id, cast.dao)
    assert fresh(run).started_at == began
