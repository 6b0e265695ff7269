"""What counties propose for a patrol area: alternatives A, B, C …, and which of them is in force.

Alternatives are drafts.  They travel with the plan and are exchanged row by row, but they are no part of what the plan
says: not in its content hash and in no document.  Putting one into the area is what changes the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import shapely

from layers.plan import canonical_geometry, geometry_blob

#: In place of a county's code: proposed by all together.
JOINT = "joint"


class Origin(StrEnum):
    """How an alternative came about.  The value is stored in files: never rename one."""

    COPIED = "copied"  # of the area as it was then, or of another alternative
    DRAWN = "drawn"
    UNION = "union"  # of two alternatives
    COMMON = "common"  # what two alternatives have in common
    DIFFERENCE = "difference"  # one without another
    FORMER = "former"  # the area's outline before another was put into it


@dataclass(frozen=True)
class Alternative:
    """One proposal for a patrol area.

    Attributes
    ----------
    area : str
        Uid of the patrol area.
    label : str
        A, B, C …; two copies of a plan may each have made a B, see :func:`titles`.
    outline : Polygon or MultiPolygon, EPSG:4490
    county : str
        GB/T 2260 code of the county that proposes it, :data:`JOINT`, or "".
    chosen_at, created_at, changed_at : str
        UTC, ISO 8601; ``chosen_at`` is "" for one that was never put into the area.
    """

    uid: str
    area: str
    label: str
    outline: shapely.Geometry
    county: str = ""
    origin: Origin = Origin.DRAWN
    note: str = ""
    chosen_at: str = ""
    created_at: str = ""
    changed_at: str = ""


@dataclass(frozen=True)
class Choice:
    """Which alternative an area came from.

    Attributes
    ----------
    uid : str
        Of the alternative; "" where none was chosen.
    is_in_force : bool
        Whether the area still has its outline; corners may have been moved since.
    """

    uid: str = ""
    is_in_force: bool = False


def letters(number: int) -> str:
    """Return A, B … Z, AA, AB … for 0, 1, …"""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def next_label(siblings: Iterable[Alternative]) -> str:
    """Return the first letter that no alternative of the area has."""
    taken = set(titles(list(siblings)).values())
    number = 0
    while (label := letters(number)) in taken:
        number += 1
    return label


def titles(siblings: Sequence[Alternative]) -> dict[str, str]:
    """Return uid → what each alternative of one area is called; no two are called alike.

    Two copies of a plan that are put together may each bring a B: the older stays B, the younger is called B2, in
    whichever order and on whichever side this is asked.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    ordered = sorted(siblings, key=lambda one: (one.created_at, one.uid))
    for one in ordered:
        label = one.label.strip() or letters(0)
        name, number = label, 1
        while name in taken:
            number += 1
            name = f"{label}{number}"
        taken.add(name)
        made[one.uid] = name
    return made


def same_outline(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    """Return whether two outlines (EPSG:4490) say the same: up to 1e-9 degree and where a ring begins."""
    first, second = canonical_geometry.column(geometry_blob.encode([one, other]))
    return bytes(first) == bytes(second)


def chosen_of(siblings: Iterable[Alternative], outline: shapely.Geometry | None) -> Choice:
    """Return which alternative of an area is the chosen one.

    Of several that were chosen, which happens when two plans are put together, the one counts whose outline the area
    has; where it has none of theirs, the one chosen last.
    """
    chosen = [one for one in siblings if one.chosen_at]
    if not chosen:
        return Choice()
    there = [one for one in chosen if outline is not None and same_outline(one.outline, outline)]
    last = max(there or chosen, key=lambda one: (one.chosen_at, one.uid))
    return Choice(last.uid, bool(there))
