"""The directory, what fits a person, and what was asked of services for a case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from handrail.core.access.disclosure import disclosure
from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.reading import values_of
from handrail.core.cases.records import open_words
from handrail.core.cases.words import code_words
from handrail.core.catalogue import CODELISTS
from handrail.core.consent.models import ConsentGrant
from handrail.core.dates import PartialDate
from handrail.core.dates.age import age_between
from handrail.core.milestones.domain.row import age_at_detection, sex_of
from handrail.core.referrals.queries import live_grants
from handrail.protect.needs.words import KINDS
from handrail.protect.services.domain.age import looked_at_before
from handrail.protect.services.domain.fit import SOFT, Bar, Seeker, bars, rank
from handrail.protect.services.domain.states import RequestState, is_late
from handrail.protect.services.models import Service, ServiceRequest
from handrail.protect.services.targets import ask_again_days
from handrail.protect.services.words import BARS, REASONS, SEXES, STATES, TONES

DAYS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the directory; empty: anything."""

    kind: str = ""
    province: str = ""
    language: str = ""
    unconditional: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service in words, as of a day; `bars`: what stands in the way of one person, if one was named."""

    service: Service
    on: date
    bars: tuple[Bar, ...] = ()

    @property
    def ask_again(self) -> bool:
        """Whether nobody has looked at the entry for so long that it may be wrong by now."""
        return self.service.checked_on < looked_at_before(self.on, ask_again_days())

    @property
    def kinds(self) -> list[str]:
        return [str(KINDS[kind]) for kind in self.service.kind_list]

    @property
    def languages(self) -> list[str]:
        return [code_words(CODELISTS["language"], code) for code in self.service.languages]

    @property
    def sexes(self) -> list[str]:
        return [str(SEXES[code]) for code in self.service.sexes]

    @property
    def nationalities(self) -> list[str]:
        return [code_words(CODELISTS["country"], code) for code in self.service.nationalities]

    @property
    def bar_words(self) -> list[str]:
        return [str(BARS[bar]) for bar in self.bars]

    @property
    def fits(self) -> bool:
        return not [bar for bar in self.bars if bar not in SOFT]


@dataclass(frozen=True, slots=True)
class RequestLine:
    request: ServiceRequest
    words: str
    answer: str
    late: bool

    @property
    def kind(self) -> str:
        return str(KINDS[self.request.kind])

    @property
    def state(self) -> str:
        return str(STATES[RequestState(self.request.state)])

    @property
    def reason(self) -> str:
        return str(REASONS[self.request.reason]) if self.request.reason else ""

    @property
    def tone(self) -> str:
        return "danger" if self.late else TONES[RequestState(self.request.state)]


def find_services(wanted: Wanted, on: date) -> list[ServiceLine]:
    """Return the open entries that match, by name: those to be asked about again last, none left out."""
    found = Service.objects.filter(closed_on__isnull=True).select_related("organisation", "unit")
    if wanted.kind:
        found = found.filter(kinds__contains=f"|{wanted.kind}|")
    if wanted.province:
        found = found.filter(Q(province="") | Q(province=wanted.province))
    if wanted.unconditional:
        found = found.exclude(asks_cooperation=True)
    if wanted.free:
        found = found.exclude(free=0)
    services = [
        each
        for each in found.order_by("name", "id")
        if not wanted.language or wanted.language in each.languages
    ]
    return sorted((ServiceLine(each, on) for each in services), key=lambda line: line.ask_again)


def provinces() -> list[str]:
    """Return the places that the directory names."""
    named = Service.objects.filter(closed_on__isnull=True).exclude(province="")
    return list(named.order_by("province").values_list("province", flat=True).distinct())


def seeker_of(account: Account, case: Case, on: date) -> Seeker:
    """Return what the account may know of the person of a case. Ages are those of `on`."""
    values = disclosure(account, case).values(values_of(case))
    born = values.get("prs_Birthdate")
    citizenship = values.get("prs_Citizenship") or ()
    known = frozenset([citizenship] if isinstance(citizenship, str) else citizenship)
    if isinstance(born, PartialDate) and born.earliest <= on:
        age = age_between(born, PartialDate(on, on))
        return Seeker(sex_of(values), age.low, age.high, known)
    at_detection = age_at_detection(values, None)
    if at_detection is None:
        return Seeker(sex_of(values), None, None, known)
    # Some birthdays may have passed since: an age at detection must not stay for ever.
    since = max(0, (on - case.opened_on).days) // DAYS_IN_A_YEAR + 1
    return Seeker(sex_of(values), at_detection.low, at_detection.high + since, known)


def services_for(kind: str, seeker: Seeker, on: date) -> list[ServiceLine]:
    """Return who offers a kind of help, what fits first, each with what stands in the way.

    Of two that fit alike, the one that is to be asked about again comes last.
    """
    lines = [
        ServiceLine(each.service, on, bars(each.service, seeker))
        for each in find_services(Wanted(kind=kind), on)
    ]
    return sorted(lines, key=lambda line: (*rank(line.service, seeker), line.ask_again, line.service.name))


def to_ask_again(account: Account, on: date, limit: int) -> list[ServiceLine]:
    """Return the open entries of the account's own house that nobody has looked at for long, oldest first."""
    found = Service.objects.filter(
        organisation=account.organisation_id,
        closed_on__isnull=True,
        checked_on__lt=looked_at_before(on, ask_again_days()),
    )
    return [ServiceLine(each, on) for each in found.order_by("checked_on", "name", "id")[:limit]]


def grants_for(account: Account, case: Case, service: Service, on: date) -> list[ConsentGrant]:
    """Return the live grants under which the person may be named to a service."""
    # Only the house that keeps the case names the person to a third one.
    if service.unit is None or not disclosure(account, case).whole:
        return []
    house = service.unit.organisation_id
    return [grant for grant in live_grants(account, case, on) if grant.recipient_id == house]


def requests_of(account: Account, case: Case, at: datetime) -> list[RequestLine]:
    """Return what was asked of services for a case, the newest first. One query, and one for the key."""
    found = (
        ServiceRequest.objects.visible_to(account)
        .filter(case=case)
        .select_related("service")
        .order_by("-created_at", "id")
    )
    return [
        RequestLine(
            each,
            words.get("words", ""),
            words.get("answer", ""),
            is_late(RequestState(each.state), each.answer_by, at),
        )
        for each, words in open_words(found, case.person_id)
    ]


def late_requests(account: Account, at: datetime, limit: int) -> QuerySet[ServiceRequest]:
    """Return requests of the account's open cases (or of whom it stands in for) without an answer in time."""
    return (
        ServiceRequest.objects.visible_to(account)
        .filter(state=RequestState.ASKED, answer_by__lt=at, case__owner__in=owners_for(account))
        .exclude(case__status__in=CLOSED)
        .select_related("case", "service")
        .order_by("answer_by", "id")[:limit]
    )


def refusals_of(account: Account, service: Service) -> list[tuple[str, int]]:
    """Return why a service refused people of the account's own reach: (words, how many), most first."""
    reasons = ServiceRequest.objects.visible_to(account).filter(service=service).exclude(reason="")
    counted = Counter(reasons.values_list("reason", flat=True))
    return [(str(REASONS[reason]), so_many) for reason, so_many in counted.most_common()]
