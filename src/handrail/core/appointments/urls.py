"""Pages about appointments."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.core.appointments import views

ONE = "cases/<uuid:case_id>/appointments/<uuid:appointment_id>/"

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/appointments/new/", views.add, name="appointment_add"),
    path(ONE, views.appointment, name="appointment"),
    path(f"{ONE}who/", views.companion_add, name="companion_add"),
    path(f"{ONE}who/<uuid:companion_id>/", views.companion_yes, name="companion_yes"),
    path("work/calendar.ics", views.calendar_file, name="calendar_file"),
]
