"""The words of services and of requests to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.referrals.words import COOPERATION, REASONS
from handrail.protect.services.domain.fit import Bar
from handrail.protect.services.domain.states import RequestState

if TYPE_CHECKING:
    from django.utils.functional import Promise

__all__ = ["BARS", "COOPERATION", "HELPED", "REASONS", "SEXES", "STATES", "TONES"]

STATES: dict[RequestState, str | Promise] = {
    RequestState.ASKED: _("Asked, no answer yet"),
    RequestState.WAITING: _("On the waiting list"),
    RequestState.ACCEPTED: _("Accepted"),
    RequestState.ARRIVED: _("Arrived: the service has taken over"),
    RequestState.ENDED: _("Ended"),
    RequestState.DECLINED: _("Refused by the service"),
    RequestState.NO_ANSWER: _("No answer came"),
    RequestState.WITHDRAWN: _("Not wanted any more"),
}
TONES = {
    RequestState.ASKED: "accent",
    RequestState.WAITING: "warn",
    RequestState.ACCEPTED: "accent",
    RequestState.ARRIVED: "ok",
    RequestState.ENDED: "ok",
    RequestState.DECLINED: "danger",
    RequestState.NO_ANSWER: "danger",
    RequestState.WITHDRAWN: "",
}
BARS: dict[Bar, str | Promise] = {
    Bar.SEX: _("does not take this sex"),
    Bar.AGE: _("does not take this age"),
    Bar.NATIONALITY: _("does not take this nationality"),
    Bar.FULL: _("is full: ask for the waiting list"),
    Bar.COOPERATION: _("asks for cooperation with the police: no person owes that for help"),
}
HELPED: dict[str, str | Promise] = {
    "": _("Not asked"),
    "yes": _("It helped"),
    "partly": _("It helped in part"),
    "no": _("It did not help"),
}
SEXES: dict[str, str | Promise] = {
    "female": _("Women and girls"),
    "male": _("Men and boys"),
    "other": _("Others"),
}
