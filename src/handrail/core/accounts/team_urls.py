"""The team's pages, and the way back in."""

from __future__ import annotations

from django.urls import path

from handrail.core.accounts import team_views, unit_views, way_back_views
from handrail.core.rolereviews import views as role_reviews

urlpatterns = [
    path("team/", team_views.team, name="team"),
    path("team/new/", team_views.account_new, name="account_new"),
    path("team/review/", role_reviews.role_review, name="role_review"),
    path("team/units/", unit_views.units, name="units"),
    path("team/units/new/", unit_views.unit_new, name="unit_new"),
    path("team/units/<uuid:unit_id>/", unit_views.unit_page, name="unit_page"),
    path("team/units/<uuid:unit_id>/merge/", unit_views.unit_merge, name="unit_merge"),
    path("team/way-back/<uuid:recovery_id>/", way_back_views.way_back_confirm, name="way_back_confirm"),
    path("team/<uuid:account_id>/", team_views.account_page, name="account_page"),
    path("team/<uuid:account_id>/roles/new/", team_views.role_give, name="role_give"),
    path("team/<uuid:account_id>/roles/<uuid:grant_id>/end/", team_views.role_end, name="role_end"),
    path("team/<uuid:account_id>/unit/", team_views.account_move, name="account_move"),
    path("team/<uuid:account_id>/suspend/", team_views.account_suspend, name="account_suspend"),
    path("team/<uuid:account_id>/reinstate/", team_views.account_reinstate, name="account_reinstate"),
    path("team/<uuid:account_id>/way-back/", way_back_views.way_back_ask, name="way_back_ask"),
    path("way-back/", way_back_views.way_back, name="way_back"),
]
