"""What a briefing is about: zones or borders, which of them, and what may stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from layers.agreements.gaps import is_inner
from layers.zones.model import shared_zones


class By(StrEnum):
    """What gets a page."""

    ZONE = "zone"
    BORDER = "border"


@dataclass(frozen=True)
class Choice:
    """What a briefing is made of.

    Attributes
    ----------
    by : By
    first : int
        At most so many, what ranks first first; 0 for all.
    county : str
        Only what concerns this county; "" for all.
    border : str
        Only this border, ``110116|130826``, or the zones on it.
    hazard : str
        Only zones of this hazard; of borders the gap map of it.  "" for all, and for the gap map of forest fire.
    with_phones : bool
        Telephone numbers are personal data: without this they are left out.
    with_drills : bool
        Layers about drills are drawn too.
    """

    by: By = By.ZONE
    first: int = 0
    county: str = ""
    border: str = ""
    hazard: str = ""
    with_phones: bool = False
    with_drills: bool = False


def chosen_zones(zones: pd.DataFrame, choice: Choice) -> list[str]:
    """Return the uids of the zones that get a page, by rank; what stays in one county gets none.

    Parameters
    ----------
    zones : DataFrame
        Columns ``uid``, ``zone_class``, ``counties``, ``hazard``, ``rank``.
    """
    found = zones_of(zones, choice)
    uids = [str(uid) for uid in found["uid"]]
    return uids[: choice.first] if choice.first > 0 else uids


def zones_of(zones: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the rows of the zones a choice is about, by rank."""
    if len(zones) == 0:
        return zones
    found = shared_zones(zones)  # type: ignore[arg-type]  # only columns are looked at
    wanted = {code for code in (choice.county, *choice.border.split("|")) if code}
    is_in = [wanted <= set(counties) for counties in found["counties"]]
    found = found[is_in]
    if choice.hazard:
        found = found[found["hazard"] == choice.hazard]
    return pd.DataFrame(found.sort_values(["rank", "uid"], na_position="last", kind="stable"))


def border_pairs(pairs: Sequence[str], choice: Choice) -> list[str]:
    """Return the borders that get a page, of those in the order in which they are to be taken up."""
    found = [pair for pair in pairs if is_inner(pair) and (not choice.border or pair == choice.border)]
    if choice.county:
        found = [pair for pair in found if choice.county in pair.split("|")]
    return found[: choice.first] if choice.first > 0 else found
