"""Who may see what: the team, the way back in, the log, emergency openings."""

from __future__ import annotations

from django.urls import include, path

from handrail.core.access import breakglass_views, log_views

urlpatterns = [
    path("", include("handrail.core.accounts.team_urls")),
    path("", include("handrail.core.absences.urls")),
    path("", include("handrail.core.notices.urls")),
    path("", include("handrail.core.rights.urls")),
    path("log/", log_views.log, name="log"),
    path("log/checkpoints/new/", log_views.checkpoint_new, name="checkpoint_new"),
    path("log/checkpoints/<uuid:checkpoint_id>/", log_views.checkpoint_file, name="checkpoint_file"),
    path("emergency/", breakglass_views.emergency, name="emergency"),
    path("emergency/<uuid:opening_id>/", breakglass_views.emergency_review, name="emergency_review"),
]
