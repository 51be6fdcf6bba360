"""Adding a file to a case, and giving it back as a download."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core import vault
from handrail.core.access.disclosure import disclosure
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.attachments import attach, give_back
from handrail.core.cases.forms.files import FileForm
from handrail.core.cases.models import Attachment
from handrail.core.cases.refusals import words_for
from handrail.core.cases.views.changing import WRITE, form_page, to_case
from handrail.core.cases.views.opening import case_to_change, refusal_page, tells_refusals
from handrail.core.clock import now


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def add_file(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Keep a file. One that is refused leaves nothing behind, and the page says why."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            attach(case, form.cleaned_data["file"], note=form.cleaned_data["note"], by=account, at=now())
        except Refused as refused:
            form.add_error("file", words_for(refused))
    if not form.is_valid():
        return form_page(
            request, case, form, heading=_("Add a file"), submit=_("Add the file"), multipart="yes"
        )
    messages.success(request, _("The file is kept."))
    return to_case(case, "files")


@permission_required("core:case:read")
def open_file(request: HttpRequest, case_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """Give a file back as a download. No browser is asked to show it: what is inside is not ours to trust."""
    account: Account = request.user  # type: ignore[assignment]
    found = Attachment.objects.visible_to(account).filter(id=attachment_id, case_id=case_id)
    attachment = found.select_related("case").first()
    if attachment is None or not disclosure(account, attachment.case).whole:
        raise Http404
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    try:
        name, pieces = give_back(attachment, by=account)
    except (vault.Erased, vault.Damaged, vault.NoFile) as problem:
        return refusal_page(request, Refused(f"file-{problem.code}"), case_id=case_id)
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["Content-Length"] = str(attachment.size)
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer
