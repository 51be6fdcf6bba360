"""The list of imports, a new one, and the blank workbook."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handrail.cooperate import jobs
from handrail.cooperate.actions.payload import about
from handrail.cooperate.actions.uploads import choose_mapping, start_import
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.exporting.workbook import blank_template
from handrail.cooperate.models import RUN, ImportRun
from handrail.cooperate.queries import newest_imports, units_to_import_to
from handrail.cooperate.views.answers import attachment
from handrail.core import vault
from handrail.core.access import permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.organisations.models import Unit

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """A file, and the unit that its new cases go to (asked only where there is a choice)."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls), LibreOffice (.ods), CSV, or submissions of a survey. It is kept encrypted."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("New cases go to"), empty_label=None, required=False
    )

    def __init__(self, *args: object, units: list[Unit], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choice: forms.ModelChoiceField[Unit] = self.fields["unit"]  # type: ignore[assignment]
        choice.queryset = Unit.objects.filter(id__in=[unit.id for unit in units]).order_by("path")
        choice.label_from_instance = lambda unit: unit.name  # type: ignore[method-assign, assignment]
        if units:
            choice.initial = units[0]
        if len(units) < 2:
            choice.widget = forms.HiddenInput()


@require_GET
@permission_required(RUN)
def import_list(request: HttpRequest) -> HttpResponse:
    """Imports, newest first, a page at a time."""
    account: Account = request.user  # type: ignore[assignment]
    page = newest_imports(account, before=request.GET.get("before", ""))
    shown = {
        "imports": page.imports,
        "older_url": f"?before={page.older}" if page.older else "",
        "newest_url": reverse("import_list") if request.GET.get("before") else "",
    }
    return render(request, "cooperate/list.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(RUN)
def import_new(request: HttpRequest) -> HttpResponseBase:
    """Choose a file. A file that we cannot read is refused here, and nothing of it is kept."""
    account: Account = request.user  # type: ignore[assignment]
    units = units_to_import_to(account)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["file"]
        try:
            run = start_import(
                chosen.file,
                name=chosen.name or _("file"),
                by=account,
                unit=form.cleaned_data["unit"] or units[0],
                at=now(),
            )
        except FileRefused as refused:
            form.add_error("file", f"{refused.why} {refused.mend}")
        except vault.TooLarge:
            form.add_error("file", _("The file is too large. Split it by year."))
        else:
            return redirect(_first_step(run, account))
    return render(request, "cooperate/upload.html", {"form": form}, status=200 if not form.errors else 422)


def _first_step(run: ImportRun, account: Account) -> str:
    """Straight to the check where the columns are known; to the mapping where they are not."""
    if run.layout or about(run).mended:
        choose_mapping(run, "")
        jobs.check.enqueue(run_id=str(run.id), account_id=str(account.id))
        return reverse("import_page", args=[run.id])
    return reverse("import_map", args=[run.id])


@require_GET
@permission_required(RUN)
def template(request: HttpRequest) -> HttpResponse:
    """The blank workbook."""
    return attachment(blank_template(), "handrail-htcds-template.xlsx", WORKBOOK)
