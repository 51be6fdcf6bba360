"""The room's pages."""

from __future__ import annotations

from django.urls import path

from handrail.measure import cascade_views, country_views, gap_views, published_views, report_views

urlpatterns = [
    path("cascade/", cascade_views.cascade_page, name="cascade"),
    path("cascade/cascade.csv", cascade_views.cascade_csv, name="cascade_csv"),
    path("cascade/by/<slug:dimension>/", cascade_views.by_page, name="cascade_by"),
    path("cascade/side-by-side/", cascade_views.side_by_side_page, name="cascade_side_by_side"),
    path("cascade/gap/<slug:step>/", gap_views.gap_page, name="cascade_gap"),
    path("cascade/published/", published_views.published_page, name="cascade_published"),
    path("cascade/published/publish/", published_views.publish_page, name="cascade_publish"),
    path(
        "cascade/published/<uuid:snapshot_id>.json",
        published_views.published_file,
        name="cascade_published_file",
    ),
    path("reports/", report_views.reports_page, name="reports"),
    path("reports/table/", report_views.report_page, name="report"),
    path("reports/table.<slug:format>", report_views.report_file, name="report_file"),
    path("reports/save/", report_views.save_page, name="report_save"),
    path("reports/saved/<uuid:report_id>/remove/", report_views.remove_page, name="report_remove"),
    path("reports/hand-out/", report_views.hand_out_page, name="report_hand_out"),
    path("reports/hand-out/make/", report_views.hand_out_now, name="report_hand_out_now"),
    path("reports/hand-out.<slug:format>", report_views.hand_out_file, name="report_hand_out_file"),
    path("countries/", country_views.countries_page, name="countries"),
    path("countries/<slug:iso3>/", country_views.country_page, name="country"),
]
