"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.afterwards import views

HELP = "cases/<uuid:case_id>/help/"

urlpatterns: list[URLPattern] = [
    path(f"{HELP}going/", views.going, name="going"),
    path(f"{HELP}contacts/", views.contacts_plan, name="contacts_plan"),
    path(f"{HELP}contacts/<uuid:contact_id>/", views.contact, name="contact"),
    path(f"{HELP}talk/", views.talk, name="talk"),
]
