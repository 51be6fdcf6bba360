"""The reference of the API as a page."""

from __future__ import annotations

from django.urls import path

from handrail.core.api.reference import reference_page

urlpatterns = [path("help/api/", reference_page, name="api_reference")]
