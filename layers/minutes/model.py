"""An entry of the minutes, and what follows from all of them: which meeting runs, what is settled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shapely.geometry.base import BaseGeometry


class MinuteKind(StrEnum):
    """What an entry is."""

    BEGUN = "begun"
    DECISION = "decision"  # 议定
    REMARK = "remark"  # 发言
    OBJECTION = "objection"  # 异议
    TASK = "task"  # 任务
    SHAPE = "shape"  # 联防区：自动记入
    CLOSED = "closed"
    REOPENED = "reopened"


#: What a person records.
SPOKEN = (MinuteKind.DECISION, MinuteKind.REMARK, MinuteKind.OBJECTION, MinuteKind.TASK)
#: What becomes a line of the meeting's decisions in the register.
LISTED = frozenset({MinuteKind.DECISION, MinuteKind.TASK})
#: What begins and ends a sitting.
FRAME = frozenset({MinuteKind.BEGUN, MinuteKind.CLOSED, MinuteKind.REOPENED})


class AboutKind(StrEnum):
    """What an entry can be about."""

    NOTHING = ""
    ZONE = "zone"
    BORDER = "border"
    PATROL_AREA = "patrol_area"
    AGREEMENT = "agreement"


class ShapeAct(StrEnum):
    """What became of an area or agreement while the meeting ran."""

    DRAWN = "drawn"
    EDITED = "edited"
    REMOVED = "removed"
    ALTERNATIVE = "alternative"  # one of several proposals was accepted
    BEGUN = "begun"  # a version was begun
    NEGOTIATED = "negotiated"
    AGREED = "agreed"
    DECLINED = "declined"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


#: Acts by which counties accept a shape.
ACCEPTING = frozenset({ShapeAct.ALTERNATIVE, ShapeAct.NEGOTIATED, ShapeAct.AGREED, ShapeAct.SIGNED})


@dataclass(frozen=True)
class About:
    """A zone (uid), a border (``"110116|130826"``), a patrol area or an agreement (uid), or nothing.

    ``title`` is what it was called when the entry was written, so that it can be told when it is gone.
    """

    kind: AboutKind = AboutKind.NOTHING
    key: str = ""
    title: str = ""


@dataclass(frozen=True)
class Minute:
    """One entry.

    Attributes
    ----------
    meeting : str
        Uid of the meeting in the register.
    at : str
        UTC, ISO 8601: when it was said.  Corrections keep it; ``changed_at`` says when they were made.
    county : str
        GB/T 2260 code of the county that speaks; "" for the meeting as a whole.
    speaker : str
        Name or role, where somebody wants it written down.
    owner, due : str
        Of a decision or task: who does it, and by which day (ISO).  The register's line counts where there is one.
    facts : mapping
        ``bounds`` of the map (xmin, ymin, xmax, ymax, EPSG:4490); of a shape ``act``, ``number`` and ``state`` of its
        version, ``sha256`` of its content.
    geometry : shapely geometry or None
        EPSG:4490: the area as it was then.
    """

    uid: str
    meeting: str
    kind: MinuteKind
    at: str
    changed_at: str
    text: str = ""
    county: str = ""
    speaker: str = ""
    about: About = About()
    owner: str = ""
    due: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    geometry: BaseGeometry | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """Where the map was when it was written, EPSG:4490; None when that is not known or makes no sense."""
        try:
            xmin, ymin, xmax, ymax = (float(value) for value in self.facts["bounds"])
        except (TypeError, ValueError, KeyError):
            return None
        is_sound = -180.0 <= xmin < xmax <= 180.0 and -90.0 <= ymin < ymax <= 90.0
        return (xmin, ymin, xmax, ymax) if is_sound else None

    @property
    def act(self) -> ShapeAct:
        """What became of a shape; a code of a later program counts as an edit."""
        told = self.facts.get("act")
        return ShapeAct(told) if told in set(ShapeAct) else ShapeAct.EDITED


@dataclass(frozen=True)
class Picture:
    """The map when something was decided: PNG, its size, and what a pixel is on the ground (nan: not known)."""

    png: bytes
    width_px: int
    height_px: int
    metres_per_px: float = math.nan


def of_meeting(minutes: Iterable[Minute], meeting: str) -> list[Minute]:
    """Return the entries of a meeting by time; those of one moment as they were written."""
    return sorted((one for one in minutes if one.meeting == meeting), key=lambda one: one.at)


def is_running(minutes: Iterable[Minute], meeting: str) -> bool:
    """Return whether a meeting was begun and is not closed."""
    frame = [one.kind for one in of_meeting(minutes, meeting) if one.kind in FRAME]
    return bool(frame) and frame[-1] is not MinuteKind.CLOSED


def running_meeting(minutes: Sequence[Minute]) -> str:
    """Return the uid of the meeting that runs, of several the one begun last; "" when none does."""
    last: dict[str, Minute] = {}
    for one in sorted((one for one in minutes if one.kind in FRAME), key=lambda one: one.at):
        last[one.meeting] = one
    running = [one for one in last.values() if one.kind is not MinuteKind.CLOSED]
    return max(running, key=lambda one: one.at).meeting if running else ""


def standing(minutes: Iterable[Minute]) -> dict[str, str]:
    """Return how the zones, borders and areas stand that were spoken of, by uid or pair: ``decided`` or ``open``.

    Something is decided by a decision or by counties accepting its shape, and open again by a later objection.
    """
    found: dict[str, str] = {}
    for one in sorted(minutes, key=lambda one: one.at):
        if not one.about.key or one.kind in FRAME:
            continue
        if one.kind is MinuteKind.DECISION or (one.kind is MinuteKind.SHAPE and one.act in ACCEPTING):
            found[one.about.key] = "decided"
        elif one.kind is MinuteKind.OBJECTION or one.about.key not in found:
            found[one.about.key] = "open"
    return found
