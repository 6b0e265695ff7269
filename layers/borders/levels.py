"""Which division a border separates, read from GB/T 2260 codes."""

from __future__ import annotations

from layers.kinds import BorderLevel

#: Province codes of the municipalities: their whole area is one province with no prefectures.
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})

_ORDER = (BorderLevel.OUTER, BorderLevel.COUNTY, BorderLevel.PREFECTURE, BorderLevel.PROVINCE)


def county_level(code_a: str, code_b: str | None) -> BorderLevel:
    """Return the highest division that the line between two counties separates.

    GB/T 2260: digits 1–2 are the province, 3–4 the prefecture, 5–6 the county.  In a municipality
    digits 3–4 only tell districts from counties, so they separate nothing.
    """
    if not code_b:
        return BorderLevel.OUTER
    if code_a[:2] != code_b[:2]:
        return BorderLevel.PROVINCE
    if code_a[:4] != code_b[:4] and code_a[:2] not in MUNICIPALITIES:
        return BorderLevel.PREFECTURE
    return BorderLevel.COUNTY


def highest(levels: list[BorderLevel]) -> BorderLevel:
    """Return the highest of some levels; :attr:`BorderLevel.OUTER` when there are none."""
    return max(levels, key=_ORDER.index, default=BorderLevel.OUTER)
