"""Parties of agreements and what their codes say: who lies inside whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from layers.agreements.vocabulary import LEVEL_DIGITS, PartyKind, PartyLevel
from layers.sources.gazetteer import division_name, division_prefix

Party = Mapping[str, Any]
#: Digits of a county code; parties with fewer digits are superiors of counties.
COUNTY_DIGITS = LEVEL_DIGITS[PartyLevel.COUNTY]

_LEVEL_OF_DIGITS = {digits: level for level, digits in LEVEL_DIGITS.items()}


def level_of(code: str) -> PartyLevel | None:
    """Return the level that a code's digits tell; None when it is no division code."""
    digits = division_prefix(code)
    return _LEVEL_OF_DIGITS.get(len(digits)) if digits.isdigit() else None


def party(code: str, name: str = "", *, kind: PartyKind | str = PartyKind.GOVERNMENT) -> dict[str, str]:
    """Return a party as the register stores it.

    Parameters
    ----------
    code : str
        Division code of 2, 4, 6, 9 or 12 digits; zeros that only pad it are taken off.
    name : str
        Left empty, a province, prefecture or county gets its name from the gazetteer.
    """
    digits = division_prefix(code)
    level = level_of(digits)
    return {
        "code": digits,
        "name": name or division_name(digits),
        "level": level.value if level else "",
        "kind": str(kind),
    }


def is_within(county: str, code: str) -> bool:
    """Tell whether a party is the county itself or a township or village in it."""
    digits = division_prefix(code)
    return len(digits) >= COUNTY_DIGITS and digits.startswith(county)


def is_above(county: str, code: str) -> bool:
    """Tell whether a party is the province or prefecture of a county.

    Counties of a municipality (北京 110101 …, 重庆 500101 … and 500229 …) have no prefecture in between:
    1101 and 11 both mean the municipality.
    """
    digits = division_prefix(code)
    return 0 < len(digits) < COUNTY_DIGITS and county.startswith(digits)


def reach_of(county: str, parties: Iterable[Party]) -> Literal["own", "above", ""]:
    """Tell how a county takes part: by itself or its townships (``own``), only by a superior (``above``), or not."""
    above = False
    for one in parties:
        code = str(one["code"])
        if is_within(county, code):
            return "own"
        above = above or is_above(county, code)
    return "above" if above else ""


def county_codes(parties: Iterable[Party]) -> list[str]:
    """Return the codes of the counties that take part, themselves or by a township or village, in order."""
    digits = (division_prefix(str(one["code"])) for one in parties)
    return sorted({code[:COUNTY_DIGITS] for code in digits if len(code) >= COUNTY_DIGITS})
