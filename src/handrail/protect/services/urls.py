"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.services import views

HELP = "cases/<uuid:case_id>/help/"
NEED = f"{HELP}needs/<uuid:need_id>/services/"

urlpatterns: list[URLPattern] = [
    path("services/", views.service_list, name="service_list"),
    path("services/new/", views.service_add, name="service_add"),
    path("services/<uuid:service_id>/", views.service_page, name="service_page"),
    path("services/<uuid:service_id>/edit/", views.service_edit, name="service_edit"),
    path("services/<uuid:service_id>/still-right/", views.service_confirm, name="service_confirm"),
    path(NEED, views.services_for_need, name="services_for_need"),
    path(f"{NEED}<uuid:service_id>/", views.ask, name="service_ask"),
    path(f"{HELP}requests/<uuid:request_id>/", views.outcome, name="request_outcome"),
]
