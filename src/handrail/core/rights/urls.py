"""Pages about the rights of the person."""

from __future__ import annotations

from django.urls import path

from handrail.core.rights import views

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("keeping/", views.keeping, name="keeping"),
    path(f"{CASE}keeping/", views.keeping_decide, name="keeping_decide"),
    path(f"{CASE}rights/new/", views.right_new, name="right_new"),
    path(f"{CASE}rights/<uuid:request_id>/", views.right_page, name="right_page"),
    path(f"{CASE}rights/<uuid:request_id>/<slug:step>/", views.right_step, name="right_step"),
    path(f"{CASE}own-copy/", views.own_copy_page, name="own_copy"),
]
