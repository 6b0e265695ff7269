"""What a meeting goes through, one after the other: the zones by rank, or the lines between counties.

Plain values.  What was left out or moved for this meeting is an :class:`Arrangement`, kept in the settings of this
computer by plan: it says how a meeting is led, nothing about the plan.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from layers.kinds import ZoneClass

if TYPE_CHECKING:
    from app.document import Document

ZONES, BORDERS = "zones", "borders"
KINDS = (ZONES, BORDERS)


@dataclass(frozen=True)
class Item:
    """One point of the agenda.

    Attributes
    ----------
    kind : ``zones`` or ``borders``
    key : uid of the zone, or the pair of counties joined by |
    number : the rank of the zone, or the place of the pair; what is typed to go there
    """

    kind: str
    key: str
    number: int
    title: str


@dataclass(frozen=True)
class Arrangement:
    """How one meeting goes through a plan: which agenda, what is left out, what comes first."""

    kind: str = ZONES
    left_out: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()  # keys that were moved stand as they are here; others keep their places after them

    def as_text(self) -> str:
        """Return it for the settings."""
        return json.dumps(
            {"kind": self.kind, "left_out": sorted(self.left_out), "order": list(self.order)}, ensure_ascii=False
        )

    @classmethod
    def of_text(cls, text: str) -> Arrangement:
        """Return what was kept; what makes no sense counts as nothing."""
        try:
            found = json.loads(text) if text else {}
            kind = found.get("kind", ZONES)
            return cls(
                kind if kind in KINDS else ZONES,
                frozenset(map(str, found.get("left_out", ()))),
                tuple(map(str, found.get("order", ()))),
            )
        except (ValueError, AttributeError, TypeError, RecursionError):
            return cls()


@dataclass(frozen=True)
class Agenda:
    """The points in the order of this meeting; those that are left out are listed, and passed over."""

    items: tuple[Item, ...] = ()
    arrangement: Arrangement = field(default_factory=Arrangement)

    @property
    def taken(self) -> tuple[Item, ...]:
        """The points that are gone through."""
        return tuple(one for one in self.items if one.key not in self.arrangement.left_out)

    def item(self, key: str) -> Item | None:
        """Return a point by its key."""
        return next((one for one in self.items if one.key == key), None)

    def numbered(self, number: int) -> Item | None:
        """Return the point with a number, also one that is left out."""
        return next((one for one in self.items if one.number == number), None)

    def step(self, key: str, by: int) -> Item | None:
        """Return the point so many further on that is not left out; the last or first where there is none."""
        taken = self.taken
        if not taken:
            return None
        keys = [one.key for one in taken]
        if key in keys:
            return taken[min(max(keys.index(key) + by, 0), len(taken) - 1)]
        # One that is left out is shown: on from its place.
        order = [one.key for one in self.items]
        at = order.index(key) if key in order else (-1 if by > 0 else len(order))
        ahead = [one for one in taken if (order.index(one.key) > at) == (by > 0) and order.index(one.key) != at]
        if not ahead:
            return taken[-1] if by > 0 else taken[0]
        return ahead[0] if by > 0 else ahead[-1]

    def with_left_out(self, key: str, is_out: bool) -> Agenda:
        """Return the agenda with a point left out, or taken in again."""
        out = self.arrangement.left_out
        return replace(self, arrangement=replace(self.arrangement, left_out=(out | {key}) if is_out else (out - {key})))

    def with_moved(self, key: str, by: int) -> Agenda:
        """Return the agenda with a point so many places further down."""
        keys = [one.key for one in self.items]
        if key not in keys:
            return self
        place = keys.index(key)
        keys.insert(min(max(place + by, 0), len(keys) - 1), keys.pop(place))
        others = (one for one in self.arrangement.order if one not in set(keys))  # of the other agenda
        return arranged(self.items, replace(self.arrangement, order=(*keys, *others)))


def arranged(items: Sequence[Item], arrangement: Arrangement) -> Agenda:
    """Return the agenda of points in their own order, as a meeting wants them.

    Points that the arrangement does not know, because the plan went on, keep their own order after those it knows.
    """
    known = {key: place for place, key in enumerate(arrangement.order)}
    ordered = sorted(items, key=lambda one: known.get(one.key, len(known)))
    return Agenda(tuple(ordered), arrangement)


def points(document: Document, kind: str) -> list[Item]:
    """Return the points of a plan in their own order: zones by rank, pairs of counties by their codes."""
    if not document.is_open:
        return []
    if kind == BORDERS:
        pairs = sorted({pair for pair in document.borders()["pair"].astype(str) if _is_pair(pair)})
        short = document.short_county_name
        return [
            Item(BORDERS, pair, at, "–".join(short(code) for code in pair.split("|")))
            for at, pair in enumerate(pairs, start=1)
        ]
    names: Mapping[str, str] = document.zone_names()
    zones = document.zones()
    shared = zones[zones["zone_class"] != ZoneClass.LOCAL.value].sort_values("rank", kind="stable")
    return [
        Item(ZONES, str(uid), int(rank), names.get(uid, str(uid)))
        for uid, rank in zip(shared["uid"], shared["rank"], strict=True)
    ]


def _is_pair(pair: str) -> bool:
    return "|" in pair and all(pair.split("|"))
