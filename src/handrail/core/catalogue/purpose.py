"""The purpose of exploitation as the cascade counts it: one word a case, derived from the fine codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Purpose(StrEnum):
    SEXUAL = "sexual"
    LABOUR = "labour"
    CRIMINALITY = "criminality"
    BEGGING = "begging"
    MARRIAGE = "marriage"
    ORGAN = "organ"
    SEVERAL = "several"
    OTHER = "other"
    UNKNOWN = "unknown"


# Codes of vic_TypeOfExploitation, hr_OtherExploitation and hr_ctdc_Exploitation; any other is "other".
_PURPOSE: Mapping[str, Purpose] = MappingProxyType(
    {
        "SexualExploitation": Purpose.SEXUAL,
        "ForcedLabour": Purpose.LABOUR,
        "ChildLabour": Purpose.LABOUR,
        "Servitude": Purpose.LABOUR,
        "Slavery": Purpose.LABOUR,
        "SlaveryAndPractices": Purpose.LABOUR,
        "DebtBondage": Purpose.LABOUR,
        "SexAndLabour": Purpose.SEVERAL,
        "ForcedCriminality": Purpose.CRIMINALITY,
        "OnlineScam": Purpose.CRIMINALITY,
        "DrugCultivationOrTransport": Purpose.CRIMINALITY,
        "Theft": Purpose.CRIMINALITY,
        "ForcedBegging": Purpose.BEGGING,
        "ForcedMarriage": Purpose.MARRIAGE,
        "OrganRemoval": Purpose.ORGAN,
    }
)


def purpose_of(codes: Iterable[str]) -> Purpose:
    """The one purpose that the codes share, `several` when they name two, `unknown` when there is no code.

    A plain "Other" beside a named purpose changes nothing: forced criminality, for one, has no HTCDS code and
    is written as Other with the detail in hr_OtherExploitation.
    """
    found = {_PURPOSE.get(code, Purpose.OTHER) for code in codes}
    if not found:
        return Purpose.UNKNOWN
    named = found - {Purpose.OTHER}
    if not named:
        return Purpose.OTHER
    return named.pop() if len(named) == 1 else Purpose.SEVERAL
