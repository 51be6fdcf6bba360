"""The words of going back, of contacts, and of how life goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.protect.afterwards.domain.factors import Tier
from handrail.protect.afterwards.domain.going import Lacking, Wish
from handrail.protect.afterwards.domain.schedule import ContactState

if TYPE_CHECKING:
    from django.utils.functional import Promise

WISHES: dict[Wish, str | Promise] = {
    Wish.UNSURE: _("Does not know yet"),
    Wish.BACK: _("To go back"),
    Wish.STAY: _("To stay here"),
    Wish.ELSEWHERE: _("To go somewhere else"),
}
RISKS: dict[str, str | Promise] = {
    "": _("Not assessed yet"),
    "low": _("Assessed: little risk"),
    "some": _("Assessed: some risk, with a plan for it"),
    "high": _("Assessed: high risk"),
}
LACKING: dict[Lacking, str | Promise] = {
    Lacking.WISH: _("The person does not say that they want to go."),
    Lacking.RISK: _("The risks of going were not assessed."),
    Lacking.DETAINED: _("The person is detained: nobody decides freely there."),
    Lacking.CHILD: _("For a child, a determination of its best interests about going is missing."),
}
CONTACTS: dict[ContactState, str | Promise] = {
    ContactState.PLANNED: _("Planned"),
    ContactState.REACHED: _("Reached"),
    ContactState.MISSED: _("Not reached"),
    ContactState.UNWANTED: _("The person wants no more contact"),
}
CONTACT_TONES = {
    ContactState.PLANNED: "accent",
    ContactState.REACHED: "ok",
    ContactState.MISSED: "warn",
    ContactState.UNWANTED: "",
}
WAYS: dict[str, str | Promise] = {
    "phone": _("By phone"),
    "visit": _("A visit"),
    "partner": _("A partner organisation, also abroad"),
    "message": _("A message"),
    "here": _("The person came"),
}
DIMENSIONS: dict[str, str | Promise] = {
    "housing": _("A safe home"),
    "body": _("Body"),
    "mind": _("Mind"),
    "papers": _("Legal status and papers"),
    "income": _("Income"),
    "education": _("School and skills"),
    "family": _("Family and friends"),
    "safety": _("Safe from who exploited"),
    "services": _("Gets help when it is needed"),
    "case": _("The case at court"),
    "debt": _("Debt"),
}
RATINGS: dict[str, str | Promise] = {
    "": _("Not talked about"),
    "0": _("Very bad"),
    "1": _("Bad"),
    "2": _("So-so"),
    "3": _("Good"),
    "4": _("Very good"),
}
FACTORS: dict[str, str | Promise] = {
    "exploiter_near": _("Who exploited has a way to the person"),
    "owes_trafficker": _("Debt owed to who recruited or exploited"),
    "child_to_recruiters": _("A child that goes back to the family that recruited it"),
    "young": _("Was very young the first time"),
    "same_place": _("Goes back to the same place without work"),
    "debt": _("Other debt"),
    "no_school": _("No schooling or training"),
    "violence": _("Conflict or violence in the family"),
    "stigma": _("Is shunned for what happened"),
    "mind": _("Ill from what happened, without care"),
    "substances": _("Alcohol or drugs"),
    "no_papers": _("No papers"),
    "deported": _("Was deported, not helped to return"),
    "no_help": _("No help after the return"),
    "minority": _("Belongs to a minority, or is stateless"),
    "single_parent": _("Alone with children"),
    "disaster": _("War, disaster or hunger in the place"),
    "impunity": _("Nobody there acts against traffickers"),
    "witness": _("Testified, and is not protected"),
}
TIERS: dict[Tier, str | Promise] = {
    Tier.ROUTINE: _("Look again as planned"),
    Tier.ENHANCED: _("Look again sooner"),
    Tier.URGENT: _("Talk about it this week"),
}
TIER_TONES = {Tier.ROUTINE: "", Tier.ENHANCED: "warn", Tier.URGENT: "danger"}
