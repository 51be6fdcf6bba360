"""Pages of the room: importing and exporting."""

from __future__ import annotations

from django.urls import path

from handrail.cooperate.views import exporting, lists, mapping, rows, running, undoing

RUN = "import/<uuid:run_id>/"

urlpatterns = [
    path("import/", lists.import_list, name="import_list"),
    path("import/new/", lists.import_new, name="import_new"),
    path("import/template/", lists.template, name="import_template"),
    path(RUN, running.import_page, name="import_page"),
    path(f"{RUN}map/", mapping.import_map, name="import_map"),
    path(f"{RUN}mapping/", mapping.mapping_file, name="import_mapping_file"),
    path(f"{RUN}mapping/<uuid:mapping_id>/forget/", mapping.forget_mapping, name="import_mapping_forget"),
    path(f"{RUN}confirm/", running.confirm, name="import_confirm"),
    path(f"{RUN}progress/", running.progress, name="import_progress"),
    path(f"{RUN}refused.<slug:ending>", rows.refused_rows, name="import_refused"),
    path(f"{RUN}leave-out/", rows.leave_rows_out, name="import_leave_out"),
    path(f"{RUN}rows/<uuid:row_id>/", rows.decide_row, name="import_decide"),
    path(f"{RUN}undo/", undoing.undo, name="import_undo"),
    path(f"{RUN}remove/", undoing.remove, name="import_remove"),
    path("export/", exporting.export, name="export"),
    path("export/xlsform/", exporting.xlsform, name="export_xlsform"),
]
