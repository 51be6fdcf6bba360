"""What a screening comes to, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.identify.domain.determination import Flag, Result

RESULTS = {
    Result.TRAFFICKING.value: _("Signs of trafficking"),
    Result.CHILD_TRAFFICKING.value: _("Signs of trafficking of a child"),
    Result.BOTH.value: _("Signs of trafficking and of smuggling"),
    Result.SMUGGLING.value: _("Signs of smuggling"),
    Result.AGGRAVATED_SMUGGLING.value: _("Signs of smuggling that endangered the person"),
    Result.LABOUR_VIOLATION_ONLY.value: _("Signs of a breach of labour law"),
    Result.OTHER_OFFENCE.value: _("Signs of another offence"),
    Result.NONE_INDICATED.value: _("No signs of an offence"),
    Result.INSUFFICIENT_INFORMATION.value: _("Not enough is known"),
}
FLAGS = {
    Flag.CHILD_PROTECTION: _("A child, or somebody who may be one: child protection at once, no detention."),
    Flag.AGE_PRESUMED: _("Treated as a child until the age is settled."),
    Flag.POTENTIAL_VICTIM: _("Treat as a possible victim of trafficking until it is settled."),
    Flag.NON_PUNISHMENT_CHECK: _("Before any charge: was it done because of the trafficking?"),
    Flag.NOT_LIABLE_FOR_BEING_SMUGGLED: _("Nobody is liable under the Protocol for having been smuggled."),
    Flag.FORCED_LABOUR_CHECK: _("Forced labour is an offence of its own: have it looked at."),
    Flag.CONSENT_IRRELEVANT: _("That the person agreed does not count."),
    Flag.DEBT_BONDAGE_FOR_CROSSING: _("A crossing that is worked off under control is debt bondage."),
}

SOURCE = "Palermo Protocol 3; Smuggling Protocol 3, 5, 6"
# What tells the two apart: the criterion, on the side of trafficking, on the side of smuggling.
BOTH_SIDES = (
    (
        _("Agreeing"),
        _("Does not count where a means was used; of a child it never counts."),
        _("Usually there, to the movement."),
    ),
    (
        _("Exploitation"),
        _("What it is done for; it need not have happened yet."),
        _("No part of it; it makes it graver."),
    ),
    (
        _("A border"),
        _("Not needed: one town is enough."),
        _("Always crossed, without what the law asks for."),
    ),
    (
        _("Where the money comes from"),
        _("From the person’s work or body, often for a long time."),
        _("From the fee for the crossing; it usually ends on arrival."),
    ),
    (
        _("Against whom"),
        _("Against the person."),
        _("Against the State; the person can be the victim of other crimes."),
    ),
    (_("The entry"), _("Lawful or not."), _("Unlawful.")),
)
