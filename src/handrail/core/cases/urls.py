"""Pages about cases, their consent and their referrals."""

from __future__ import annotations

from django.urls import path

from handrail.core.cases.views import changing, editing, files, handing_over, intake, lists, reading
from handrail.core.consent import views as consent
from handrail.core.referrals import views as referrals

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("work/", lists.work, name="work"),
    path("search/", lists.search_page, name="search"),
    path("cases/", lists.case_list, name="case_list"),
    path("cases/new/", intake.intake, name="case_new"),
    path("cases/hand-over/", handing_over.hand_over_page, name="hand_over"),
    path(CASE, reading.case_page, name="case_page"),
    path(f"{CASE}edit/", editing.edit, name="case_edit"),
    path(f"{CASE}notes/", changing.add_note, name="note_add"),
    path(f"{CASE}steps/", changing.add_step, name="step_add"),
    path(f"{CASE}steps/<slug:kind>/", changing.take_back_step, name="step_take_back"),
    path(f"{CASE}status/", changing.change_status, name="case_status"),
    path(f"{CASE}assign/", changing.assign, name="case_assign"),
    path(f"{CASE}files/", files.add_file, name="file_add"),
    path(f"{CASE}files/<uuid:attachment_id>/", files.open_file, name="file_open"),
    path(f"{CASE}consent/", consent.add_consent, name="consent_add"),
    path(f"{CASE}consent/without/", consent.without_consent, name="consent_without"),
    path("recalls/<uuid:recall_id>/", consent.recall_answer, name="recall_answer"),
    path(f"{CASE}consent/<uuid:grant_id>/withdraw/", consent.withdraw, name="consent_withdraw"),
    path(f"{CASE}referrals/", referrals.send, name="referral_send"),
    path(f"{CASE}referrals/<uuid:referral_id>/end/", referrals.end, name="referral_end"),
    path("referrals/<uuid:referral_id>/", referrals.answer, name="referral_answer"),
]
