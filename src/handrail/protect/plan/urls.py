"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.plan import views

HELP = "cases/<uuid:case_id>/help/"

urlpatterns: list[URLPattern] = [
    path(f"{HELP}plan/copy/", views.plan_copy, name="plan_copy"),
    path(f"{HELP}goals/new/", views.goal_add, name="goal_add"),
    path(f"{HELP}goals/<uuid:goal_id>/", views.goal_state, name="goal_state"),
    path(f"{HELP}goals/<uuid:goal_id>/steps/new/", views.step_add, name="step_add"),
    path(f"{HELP}steps/<uuid:step_id>/", views.step_state, name="step_state"),
]
