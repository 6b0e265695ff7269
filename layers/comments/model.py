"""A comment, a thread of them, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import shapely
from shapely.geometry.base import BaseGeometry


class CommentState(StrEnum):
    """How a thread stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


class TargetKind(StrEnum):
    """What a comment is pinned to."""

    PLACE = "place"
    PATROL_AREA = "patrol_area"
    ZONE = "zone"


@dataclass(frozen=True)
class Comment:
    """One comment or reply.

    Attributes
    ----------
    thread : str
        Uid of the comment it replies to; "" for the first of a thread.
    geometry : shapely geometry or None
        EPSG:4490: the point it is pinned to, also where it is about a shape; None for a reply.
    target_kind, target : str
        What it is about; the uid is "" for a place.
    target_title : str
        What that was called when the comment was written, so that it can be told when it is gone.
    county : str
        GB/T 2260 code or name of whom the author speaks for.
    state : CommentState
        Of the thread; of a reply always ``open``, it says nothing.
    created_at, changed_at : str
        UTC, ISO 8601.
    """

    uid: str
    text: str
    author: str
    county: str
    created_at: str
    changed_at: str
    geometry: BaseGeometry | None = None
    thread: str = ""
    target_kind: TargetKind = TargetKind.PLACE
    target: str = ""
    target_title: str = ""
    state: CommentState = CommentState.OPEN


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, oldest first."""

    first: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def uid(self) -> str:
        """Uid of the first comment."""
        return self.first.uid

    @property
    def state(self) -> CommentState:
        """How it stands."""
        return self.first.state

    @property
    def changed_at(self) -> str:
        """UTC time of the last word."""
        return max([self.first.changed_at, *(reply.changed_at for reply in self.replies)])

    @property
    def place(self) -> shapely.Point | None:
        """Where its pin stands, EPSG:4490."""
        shape = self.first.geometry
        if shape is None or shape.is_empty:
            return None
        return shape if isinstance(shape, shapely.Point) else shapely.point_on_surface(shape)


def threads(comments: Sequence[Comment]) -> list[Thread]:
    """Return threads, the one spoken in last first; replies whose comment is gone are left out."""
    replies: dict[str, list[Comment]] = {}
    for one in comments:
        if one.thread:
            replies.setdefault(one.thread, []).append(one)
    made = [
        Thread(one, tuple(sorted(replies.get(one.uid, ()), key=lambda reply: (reply.created_at, reply.uid))))
        for one in comments
        if not one.thread
    ]
    return sorted(made, key=lambda thread: (thread.changed_at, thread.uid), reverse=True)
