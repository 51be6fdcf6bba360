"""Pages about leave and deputies."""

from __future__ import annotations

from django.urls import path

from handrail.core.absences import views

urlpatterns = [
    path("leave/", views.leave, name="leave_list"),
    path("leave/new/", views.leave_new, name="leave_new"),
    path("leave/<uuid:absence_id>/end/", views.leave_end, name="leave_end"),
]
