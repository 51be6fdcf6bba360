"""Lantessara, a country that does not exist: its provinces, agencies, and the offices of each.

Every name is invented; tests/site/demo compares them with the registers of real places. Country code "XL"
is one of those that ISO 3166-1 leaves to its users for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

COUNTRY = "Lantessara"
COUNTRY_CODE = "XL"


@dataclass(frozen=True, slots=True)
class Province:
    """A province, its towns, and how much of the country's work lands there (weights, any unit)."""

    name: str
    towns: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Office:
    """One unit of an organisation: `id` is unique in the country, `head` has the others below it."""

    id: str
    name: str
    province: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation. `share` is its part of all cases; `kind` an AgencyKind."""

    id: str
    name: str
    short_name: str
    kind: str
    share: float
    offices: tuple[Office, ...]


ONDRELAY = "Ondrelay"
KESMARROW = "Kesmarrow"
VALLORIM = "Vallorim"
TIRRASINE = "Tirrasine"
QUORRIMEL = "Quorrimel"
PELLANDRY = "Pellandry"
YLLIBETH = "Yllibeth"

PROVINCES: Mapping[str, Province] = MappingProxyType(
    {
        p.name: p
        for p in (
            Province(ONDRELAY, ("Ondrel Quay", "Sorvenna", "Halimbry"), 0.26),  # the capital
            Province(KESMARROW, ("Kesmarl", "Dovrin Mills", "Attaleme"), 0.14),  # workshops and factories
            Province(VALLORIM, ("Vallor Bridge", "Immerhold", "Ruswick Fen"), 0.16),
            Province(TIRRASINE, ("Tirras Haven", "Osk Lantern", "Merrowind"), 0.15),  # fishing ports
            Province(QUORRIMEL, ("Quorr Crossing", "Lemmerby", "Nostrale"), 0.15),  # the river border
            Province(PELLANDRY, ("Pellan Moor", "Ardusk", "Oversill"), 0.07),  # hill farms
            Province(YLLIBETH, ("Ylli Sands", "Corravane", "Thessenby"), 0.07),  # islands, hotels
        )
    }
)


def _offices(agency: str, head: str, **below: str) -> tuple[Office, ...]:
    """A head office in the capital and one office for each named province (keys in lower case)."""
    offices = [Office(f"{agency}-head", head, ONDRELAY, head=True)]
    offices += [
        Office(f"{agency}-{province}", name, province.capitalize()) for province, name in below.items()
    ]
    return tuple(offices)


POLICE, IMMIGRATION, LABOUR, PROSECUTION = "police", "immigration", "labour", "prosecution"
WELFARE, MORNING, STEADFAST, HOTLINE, INTEGRITY = "welfare", "morning", "steadfast", "hotline", "integrity"
COORDINATION = "coordination"

AGENCIES: Mapping[str, Agency] = MappingProxyType(
    {
        a.id: a
        for a in (
            Agency(
                POLICE,
                "Lantessaran Constabulary, Trafficking Desk",
                "LCTD",
                "police",
                0.25,
                _offices(
                    POLICE,
                    "Headquarters",
                    ondrelay="Ondrel Quay station",
                    kesmarrow="Kesmarl station",
                    vallorim="Vallor Bridge station",
                    tirrasine="Tirras Haven harbour station",
                    quorrimel="Quorr Crossing river post",
                    pellandry="Pellan Moor station",
                    yllibeth="Ylli Sands station",
                ),
            ),
            Agency(
                IMMIGRATION,
                "Lantessaran Entry and Residence Service",
                "LERS",
                "immigration",
                0.19,
                _offices(
                    IMMIGRATION,
                    "Headquarters",
                    ondrelay="Ondrel Quay airport office",
                    vallorim="Vallorim office",
                    tirrasine="Tirras Haven port office",
                    quorrimel="Quorrimel border office",
                    yllibeth="Yllibeth island office",
                ),
            ),
            Agency(
                LABOUR,
                "Inspectorate of Fair Work",
                "IFW",
                "labour",
                0.09,
                _offices(
                    LABOUR,
                    "Headquarters",
                    kesmarrow="Kesmarrow factory inspection",
                    vallorim="Vallorim inspection",
                    tirrasine="Tirrasine sea and port inspection",
                    pellandry="Pellandry farm inspection",
                ),
            ),
            Agency(
                PROSECUTION,
                "Public Prosecution of Lantessara",
                "PPL",
                "prosecution",
                0.14,
                _offices(
                    PROSECUTION,
                    "Office of the Chief Prosecutor",
                    ondrelay="Prosecutors at the Court of Ondrelay",
                    kesmarrow="Prosecutors at the Court of Kesmarrow",
                    vallorim="Prosecutors at the Court of Vallorim",
                    tirrasine="Prosecutors at the Court of Tirrasine",
                    quorrimel="Prosecutors at the Court of Quorrimel",
                ),
            ),
            Agency(
                WELFARE,
                "Department of Family and Social Care",
                "DFSC",
                "welfare",
                0.13,
                _offices(
                    WELFARE,
                    "Headquarters",
                    ondrelay="Ondrelay care office",
                    kesmarrow="Kesmarrow care office",
                    vallorim="Vallorim care office",
                    tirrasine="Tirrasine care office",
                    quorrimel="Quorrimel care office",
                    pellandry="Pellandry care office",
                    yllibeth="Yllibeth care office",
                ),
            ),
            Agency(
                MORNING,
                "Morning Orchard House",
                "MORNING",
                "shelter",
                0.075,
                _offices(
                    MORNING,
                    "Main house",
                    tirrasine="House in Tirras Haven",
                    kesmarrow="House in Kesmarl",
                ),
            ),
            Agency(
                STEADFAST,
                "Steadfast Gate Foundation",
                "STEADFAST",
                "shelter",
                0.055,
                _offices(
                    STEADFAST,
                    "Main house",
                    vallorim="House in Immerhold",
                    quorrimel="House in Lemmerby",
                ),
            ),
            Agency(
                HOTLINE,
                "Lantern Line",
                "LINE",
                "hotline",
                0.05,
                _offices(HOTLINE, "Call room", kesmarrow="Kesmarl night desk"),
            ),
            Agency(
                INTEGRITY,
                "Commission for Clean Office",
                "CCO",
                "anticorruption",
                0.02,
                _offices(
                    INTEGRITY,
                    "Headquarters",
                    vallorim="Vallorim desk",
                    quorrimel="Quorrimel desk",
                ),
            ),
            # It keeps no cases: it reads what is published and says where the system fails.
            Agency(
                COORDINATION,
                "National Coordination Desk",
                "NCD",
                "coordination",
                0.0,
                _offices(COORDINATION, "Head office"),
            ),
        )
    }
)

CASE_AGENCIES: tuple[Agency, ...] = tuple(agency for agency in AGENCIES.values() if agency.share)


def office(office_id: str) -> Office:
    """Return an office by its id. Raises KeyError."""
    return _OFFICES[office_id]


def agency_of(office_id: str) -> Agency:
    """Return the agency that an office belongs to. Raises KeyError."""
    return _AGENCY_OF[office_id]


_OFFICES = {o.id: o for agency in AGENCIES.values() for o in agency.offices}
_AGENCY_OF = {o.id: agency for agency in AGENCIES.values() for o in agency.offices}
