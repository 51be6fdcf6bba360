"""The people of the demonstration whose place a visitor can take. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.site.demo.domain.country import AGENCIES, Agency, Office, agency_of, office

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Try:
    """One thing to do as a persona: the page where it begins, with its arguments and its query."""

    says: Words
    page: str
    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Persona:
    """A member of staff.

    staff       their place among the people of the office, None for a place apart
    everywhere  the role is held in every organisation, not only in their own
    """

    id: str
    name: str
    office_id: str
    role: str
    title: Words
    sees: Words
    tries: tuple[Try, ...]
    staff: int | None = None
    everywhere: bool = False

    @property
    def username(self) -> str:
        return f"demo-{self.id}"

    @property
    def office(self) -> Office:
        return office(self.office_id)

    @property
    def agency(self) -> Agency:
        return agency_of(self.office_id)


PERSONAS: tuple[Persona, ...] = (
    Persona(
        id="officer",
        name="Marvune Rimmerdew",
        office_id="police-quorrimel",
        role="frontline_officer",
        title=_("Front-line officer"),
        sees=_("Only the cases that are hers: people whom she met at the river border."),
        tries=(
            Try(_("See what waits in your work today."), "work"),
            Try(_("Open a new case: somebody without papers, about 16, who is afraid."), "case_new"),
            Try(
                _("Look at the way of the children whom you met: how far did they get?"),
                "cascade",
                (),
                "age_band=9-17",
            ),
        ),
        staff=0,
    ),
    Persona(
        id="immigration",
        name="Ostelane Vellamoor",
        office_id="immigration-head",
        role="supervisor",
        title=_("Supervisor, immigration"),
        sees=_("Every case of the Entry and Residence Service, in all its offices."),
        tries=(
            Try(
                _("Split the cascade by province: one of them screens fewer than the others."),
                "cascade_by",
                ("province",),
            ),
            Try(
                _("Open that gap for children: where are they lost, and which reasons were written down?"),
                "cascade_gap",
                ("screened",),
                "age_band=9-17&by=province",
            ),
            Try(_("Find the newest of those cases in the list."), "case_list"),
        ),
        staff=2,
    ),
    Persona(
        id="shelter",
        name="Lummivay Ashenlode",
        office_id="morning-head",
        role="case_worker",
        title=_("Case worker, shelter"),
        sees=_("The cases of Morning Orchard House, and those that others referred to it with consent."),
        tries=(
            Try(_("Bring in the spreadsheet that your shelter keeps today."), "import_new"),
            Try(
                _("Open a case that the police referred: it is here because the person agreed."), "case_list"
            ),
            Try(_("See where your people are lost, and open a gap."), "cascade"),
        ),
        staff=0,
    ),
    Persona(
        id="shelter-supervisor",
        name="Thandolin Merrisand",
        office_id="morning-head",
        role="supervisor",
        title=_("Supervisor, shelter"),
        sees=_("The same cases; gives them to people, undoes an import, looks at emergency openings."),
        tries=(
            Try(_("See what waits in the whole house."), "work"),
            Try(_("Undo an import that the case worker made."), "import_list"),
            Try(_("Compare women and men in the cascade."), "cascade_by", ("sex",)),
        ),
        staff=2,
    ),
    Persona(
        id="nurse",
        name="Ollivane Thessermoor",
        office_id="morning-head",
        role="health_worker",
        title=_("Health worker, shelter"),
        sees=_("The cases of Morning Orchard House, and answers about health, which nobody else there sees."),
        tries=(
            Try(_("Open somebody’s help page, and fill in a screening under “Health”."), "case_list"),
            Try(_("Come back as the case worker: the answers are not there."), "demo"),
        ),
    ),
    Persona(
        id="guardian",
        name="Hestrill Quimbelow",
        office_id="morning-head",
        role="guardian",
        title=_("Guardian of children"),
        sees=_("The cases of Morning Orchard House. Writes what a child needs and what is best for it."),
        tries=(
            Try(_("Find a child, and look at what it is owed."), "case_list"),
            Try(_("See which services take children."), "service_list"),
        ),
    ),
    Persona(
        id="gatekeeper",
        name="Belvombry Quillfen",
        office_id="steadfast-head",
        role="case_worker",
        title=_("Case worker, another shelter"),
        sees=_("The cases of Steadfast Gate Foundation, which takes only those who testify."),
        tries=(
            Try(_("See in the cascade who is not helped here."), "cascade_gap", ("assisted",)),
            Try(_("Open one of those cases: what reason was written down?"), "case_list"),
        ),
        staff=0,
    ),
    Persona(
        id="investigator",
        name="Quellusk Dorrowind",
        office_id="police-head",
        role="investigator",
        title=_("Investigator, police"),
        sees=_("Every case of the Trafficking Desk, those in which an officer is named included."),
        tries=(
            Try(_("Search for a name as it sounds, or for the end of a phone number."), "search"),
            Try(
                _("See which investigations wait longer than they should."), "cascade_gap", ("investigated",)
            ),
        ),
        staff=1,
    ),
    Persona(
        id="river-post",
        name="Jorrusk Harrowmint",
        office_id="police-quorrimel",
        role="supervisor",
        title=_("Supervisor of the river post"),
        sees=_(
            "The cases of the post, but for those in which one of its own is named. Nothing tells him so."
        ),
        tries=(
            Try(_("Look through the list: count the cases of the newest month."), "case_list"),
            Try(_("Come back as the investigator: headquarters sees some that the post does not."), "demo"),
        ),
        staff=2,
    ),
    Persona(
        id="prosecutor",
        name="Essaleth Kestermay",
        office_id="prosecution-head",
        role="investigator",
        title=_("Chief prosecutor’s office"),
        sees=_("Every case that the public prosecution keeps."),
        tries=(
            Try(_("Split the cascade by province: at one court nothing moves."), "cascade_by", ("province",)),
            Try(_("Open the people who wait for a judgment there."), "cascade_gap", ("convicted",)),
        ),
        staff=1,
    ),
    Persona(
        id="steward",
        name="Tillerra Ullathorn",
        office_id="welfare-head",
        role="data_steward",
        title=_("Data steward, social welfare"),
        sees=_("Every case of the Department of Family and Social Care."),
        tries=(
            Try(_("Bring in a workbook and mend what it refuses."), "import_new"),
            Try(_("Take records out, locked with a password."), "export"),
            Try(_("Follow the same people through the cascade by quarter."), "cascade_by", ("quarter",)),
        ),
    ),
    Persona(
        id="coordinator",
        name="Vessimor Soldrake",
        office_id="coordination-head",
        role="coordinator",
        title=_("National coordinator"),
        sees=_("Published figures of all agencies together, and no case."),
        tries=(
            Try(_("Read the published cascade: small numbers are hidden."), "cascade_published"),
            Try(_("Set the official figures of a country beside what is known of it."), "countries"),
        ),
    ),
    Persona(
        id="overseer",
        name="Irrune Ilverbrook",
        office_id="integrity-head",
        role="overseer",
        title=_("Overseer"),
        sees=_("The log of every organisation: who opened what and when, without a name. No case."),
        tries=(
            Try(_("Find in the log what you did as somebody else a minute ago."), "log"),
            Try(_("Take a checkpoint away: with it nobody can change the log unseen."), "log"),
        ),
        everywhere=True,
    ),
    Persona(
        id="administrator",
        name="Marvassen Vantisholm",
        office_id="welfare-head",
        role="administrator",
        title=_("System administrator"),
        sees=_("Accounts and units of the welfare department. No case, no search, no log."),
        tries=(
            Try(_("Give somebody a role, and see what it will let them do."), "team"),
            Try(_("Help somebody back in who has lost a phone: it takes two."), "team"),
        ),
    ),
)

BY_ID = {persona.id: persona for persona in PERSONAS}

# Roles of the people who fill an office, in order; a persona takes one of these places.
STAFF_ROLES: dict[str, tuple[str, str, str]] = {
    "police": ("frontline_officer", "investigator", "supervisor"),
    "immigration": ("frontline_officer", "frontline_officer", "supervisor"),
    "labour": ("frontline_officer", "frontline_officer", "supervisor"),
    "prosecution": ("investigator", "investigator", "supervisor"),
    "anticorruption": ("investigator", "investigator", "supervisor"),
    "welfare": ("case_worker", "case_worker", "supervisor"),
    "shelter": ("case_worker", "case_worker", "supervisor"),
    "hotline": ("case_worker", "case_worker", "supervisor"),
    "coordination": ("coordinator", "coordinator", "coordinator"),
}
# Besides these, the head office of each organisation has two who manage accounts: a way back in needs two.
HEAD_ROLES = ("administrator", "administrator", "data_steward")

assert all(agency.kind in STAFF_ROLES for agency in AGENCIES.values())
