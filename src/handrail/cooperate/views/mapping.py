"""Saying what the columns of a file mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.cooperate import jobs
from handrail.cooperate.actions.payload import About, about
from handrail.cooperate.actions.reading import kept_file
from handrail.cooperate.actions.uploads import (
    choose_mapping,
    headers_token,
    save_mapping,
    saved_document,
)
from handrail.cooperate.domain.guess import guess, guess_header_row, likely_columns
from handrail.cooperate.domain.mapping import ALL_SHEETS, Mapping, MappingRefused, join_headers
from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.mapping_writing import write_mapping
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.mapping_form import (
    MOST_SKIPS,
    Choice,
    choice_of,
    mapping_of_choice,
    says_all,
    targets,
    typed_choice,
)
from handrail.cooperate.models import RUN, ImportRun, RunStatus, SavedMapping
from handrail.cooperate.queries import find_import, saved_mappings
from handrail.cooperate.readers import Look, SheetLook, look, open_book
from handrail.cooperate.readers.proposals import header_words
from handrail.cooperate.views.answers import attachment, tells_refusals
from handrail.cooperate.views.steps import steps_of
from handrail.core.access import Refused, permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now

LOOKED_AT = 60
MOST_COLOURS = 8
LONGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Shape:
    """Which sheet, and which of its rows are the header: what the columns follow from."""

    sheet: SheetLook
    header_rows: tuple[int, ...]
    data_from: int
    every: bool = False  # all sheets that have these columns

    @property
    def chosen(self) -> str:
        """What the mapping says of the sheet."""
        return ALL_SHEETS if self.every else self.sheet.name

    @property
    def headers(self) -> list[str]:
        return join_headers([self.sheet.rows[n - 1] for n in self.header_rows if n <= len(self.sheet.rows)])

    @property
    def samples(self) -> list[list[str]]:
        first = self.data_from or max(self.header_rows) + 1
        return self.sheet.rows[first - 1 :]


@require_http_methods(["GET", "POST"])
@permission_required(RUN)
@tells_refusals
def import_map(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The columns of the file with a proposal for each; posting checks the file by what was chosen."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    if run.has_rows or run.account_id != account.id:
        raise Refused("import-state", {"run": run.id, "now": run.status, "wanted": RunStatus.MAPPED})
    told = about(run)
    with kept_file(run) as stream:
        seen = look(stream, name=told.name, rows=LOOKED_AT)
    if request.method == "POST":
        return _posted(request, run, told, seen)
    mapping = _start_from(request, run, told, seen)
    shape = _shape(request.GET, seen, mapping)
    guesses = guess(shape.headers, shape.samples, header_words())
    shown = _on(mapping, shape, guesses)
    choice = choice_of(shown, shape.headers, shape.samples, guesses)
    text = "" if says_all(choice, shown) else write_mapping(shown)
    return _page(request, run, told, seen, shape, choice, text=text)


def _start_from(request: HttpRequest, run: ImportRun, told: About, seen: Look) -> Mapping | None:
    """The mapping that fills the form: a kept one that was chosen, or the one given before."""
    wanted = request.GET.get("saved", "")
    if wanted:
        saved = [each for each, _fits in saved_mappings(run, seen) if str(each.id) == wanted]
        if not saved:
            raise Http404
        return read_mapping(saved_document(saved[0]))
    return read_mapping(told.mapping) if told.mapping and "header" not in request.GET else None


def _shape(given: Any, seen: Look, mapping: Mapping | None) -> Shape:
    """The shape that was asked for; else the mapping's; else the likeliest."""
    wanted = given.get("sheet") or (mapping.sheet if mapping else "")
    sheet = next((s for s in seen.sheets if s.name == wanted), None) or max(
        seen.sheets, key=lambda s: sum(bool(cell.strip()) for row in s.rows for cell in row)
    )
    rows = tuple(int(part) for part in given.get("header", "").split(",") if part.strip().isdecimal())[:2]
    if not rows or list(rows) != sorted(set(rows)) or not 0 < rows[0] <= rows[-1] <= LOOKED_AT:
        rows = mapping.header_rows if mapping else (guess_header_row(sheet.rows, header_words()),)
    data_from = given.get("data_from", "")
    begins = int(data_from) if data_from.isdecimal() and len(data_from) < 7 else 0
    every = wanted == ALL_SHEETS and len(seen.sheets) > 1
    return Shape(sheet, rows, begins if begins > max(rows) else 0, every)


def _on(mapping: Mapping | None, shape: Shape, guesses: list[Any]) -> Mapping:
    """The mapping on this shape; where there is none, what the headers propose."""
    if mapping is None:
        likely = likely_columns(guesses, shape.headers, shape.samples)
        mapping = Mapping(name="draft", columns=likely)
    return replace(mapping, sheet=shape.chosen, header_rows=shape.header_rows, data_from=shape.data_from)


def _posted(request: HttpRequest, run: ImportRun, told: About, seen: Look) -> HttpResponseBase:
    """Take the mapping from wherever it was given: a file, a kept one as it is, text, or the form."""
    account: Account = request.user  # type: ignore[assignment]
    shape = _shape(request.POST, seen, None)
    choice = typed_choice(request.POST, shape.headers, shape.samples)
    try:
        document = _document(request, run, seen, choice)
        mapping = read_mapping(document)
        if choice.name and "columns" in request.POST:
            run.headers_token = headers_token(run.organisation_id, shape.headers)
            save_mapping(run, choice.name, document, by=account, at=now())
        choose_mapping(run, document, name=mapping.name)
    except MappingRefused as refused:
        problems = [("", f"{_where(p.where)} {p.why} {p.mend}") for p in refused.problems]
        return _page(request, run, told, seen, shape, choice, problems=problems, status=422)
    jobs.check.enqueue(run_id=str(run.id), account_id=str(account.id))
    return redirect("import_page", run.id)


def _where(where: str) -> str:
    """Lines of the document mean nothing on a form; the column does."""
    _line, _comma, rest = where.partition(", ")
    return f"{rest.removeprefix('columns / ')}:" if rest else ""


def _document(request: HttpRequest, run: ImportRun, seen: Look, choice: Choice) -> str:
    given = request.FILES.get("mapping_file")
    if given is not None:
        return bytes(given.read(LONGEST_FILE)).decode("utf-8", "replace")
    if request.POST.get("use"):
        for saved, _fits in saved_mappings(run, seen):
            if str(saved.id) == request.POST["use"]:
                return saved_document(saved)
        raise Http404
    if request.POST.get("text", "").strip():
        return request.POST["text"]
    return write_mapping(mapping_of_choice(choice))


def _page(
    request: HttpRequest,
    run: ImportRun,
    told: About,
    seen: Look,
    shape: Shape,
    choice: Choice,
    *,
    problems: list[tuple[str, str]] | None = None,
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    choice.sheet, choice.header = shape.chosen, ",".join(map(str, shape.header_rows))
    wants_colours = bool(request.GET.get("colours") or request.POST.get("colours") or choice.colours)
    shown = {
        "run": run,
        "steps": steps_of(run, at=1),
        "told": told,
        "seen": seen,
        "choice": choice,
        "problems": problems or _file_problems(told),
        "head": [(number, row) for number, row in enumerate(shape.sheet.rows[:8], start=1)],
        "saved": saved_mappings(run, seen),
        "targets": targets(),
        "colours": _colours(run, told, shape, choice) if wants_colours else [],
        "wants_colours": wants_colours,
        "skips": (choice.skips + [("", "")] * MOST_SKIPS)[:MOST_SKIPS],
        "text": text or request.POST.get("text", ""),
        "says_more": bool(text),
    }
    return render(request, "cooperate/map.html", shown, status=status)


def _file_problems(told: About) -> list[tuple[str, str]]:
    """Why the last check was refused as a whole, if it was."""
    return [
        ("", " ".join(part for part in (p["where"], p["why"], p["mend"]) if part))
        for p in told.preview.get("refused", [])
    ]


def _colours(run: ImportRun, told: About, shape: Shape, choice: Choice) -> list[dict[str, Any]]:
    """The fills of the sheet, the most frequent first, with what was said that each means."""
    counts: Counter[str] = Counter()
    try:
        with kept_file(run) as stream:
            for sheet in open_book(stream, name=told.name).sheets:
                if sheet.name == shape.sheet.name:
                    first = shape.data_from or max(shape.header_rows) + 1
                    for row in sheet.rows(True):
                        if row.number >= first:
                            counts.update(row.colours.values())
    except FileRefused as refused:
        return [{"refused": f"{refused.why} {refused.mend}"}]
    said = {rule.colour: rule for rule in choice.colours}
    return [
        {"colour": colour, "count": count, "rule": said.get(colour)}
        for colour, count in counts.most_common(MOST_COLOURS)
    ]


@require_GET
@permission_required(RUN)
@tells_refusals
def mapping_file(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The mapping of an import, to keep or to use with `handrail import --mapping`."""
    account: Account = request.user  # type: ignore[assignment]
    told = about(find_import(account, run_id))
    if not told.mapping:
        raise Http404
    name = _("mapping")
    return attachment(told.mapping.encode(), f"{told.mapping_name or name}.yaml", "application/yaml")


@require_http_methods(["POST"])
@permission_required(RUN)
def forget_mapping(request: HttpRequest, run_id: UUID, mapping_id: UUID) -> HttpResponseBase:
    """Remove a kept mapping of the organisation."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    SavedMapping.objects.filter(id=mapping_id, organisation=run.organisation_id).delete()
    return redirect("import_map", run.id)
