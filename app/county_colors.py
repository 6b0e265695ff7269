"""Colours that tell the counties around a place apart: its own is grey, the others differ to colour-blind eyes too."""

from __future__ import annotations

from collections.abc import Iterable

#: Okabe & Ito (2008), without black and yellow, which do not stand out on either ground; vermilion, the colour of
#: zones, comes last.
_OTHERS = ("#0072B2", "#CC79A7", "#E69F00", "#56B4E9", "#009E73", "#D55E00")
OWN = "#7D8A88"
#: Ground that no county of the plan holds.
OUTSIDE = "#B9BFBD"


def county_colors(own: int, others: Iterable[int]) -> dict[int, str]:
    """Return county row → colour; the first of the others gets the strongest, −1 is no county."""
    found = {own: OWN, -1: OUTSIDE}
    for row in others:
        if row not in found:
            found[row] = _OTHERS[(len(found) - 2) % len(_OTHERS)]
    return found
