"""Plain data: things that have versions, their versions, and what people said to them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shapely.geometry.base import BaseGeometry


class ThingKind(StrEnum):
    """What has versions."""

    PATROL_AREA = "patrol_area"
    AGREEMENT = "agreement"


class VersionState(StrEnum):
    """How far a version has come."""

    DRAFT = "draft"
    NEGOTIATED = "negotiated"
    SIGNED = "signed"  # by one party at least; from then on it is frozen
    WITHDRAWN = "withdrawn"  # was signed, and is no longer in force; it stays on record


class Act(StrEnum):
    """What somebody said to a thing."""

    NEGOTIATED = "negotiated"  # the text is settled at the table
    AGREED = "agreed"
    DECLINED = "declined"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Thing:
    """A joint-patrol area or an agreement: which it is, and what it is called."""

    kind: ThingKind
    uid: str
    title: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and uid, as rows name it."""
        return (self.kind.value, self.uid)


@dataclass(frozen=True)
class Version:
    """One version of a thing.

    Attributes
    ----------
    uid : str
        Of thing and number (:func:`version_uid`), so that the same version begun on two laptops is one row.
    number : int
        1 for the first; an amendment has the next.
    sha256 : str
        Content hash of exactly what was negotiated or signed; "" while it is a draft.
    content : mapping
        What was hashed, whole, as :class:`~layers.versions.content.Content` writes it; {} while it is a draft.
    geometry : shapely geometry or None
        EPSG:4490: the area, or all areas of the annex together; None while it is a draft, or without areas.
    annex : tuple of str
        Uids of the patrol areas that belong to an agreement.
    clauses : tuple of str
        The agreement's text, one paragraph each; empty where only the register's row was agreed on.
    note : str
        Why this version was begun.
    """

    uid: str
    kind: ThingKind
    thing: str
    number: int
    state: VersionState
    title: str = ""
    sha256: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    geometry: BaseGeometry | None = None
    annex: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    note: str = ""
    created_at: str = ""  # UTC, ISO 8601
    changed_at: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and uid of the thing."""
        return (self.kind.value, self.thing)


@dataclass(frozen=True)
class Consent:
    """Who said what to a thing, when, and to which content of it.

    ``on`` is the day it was said, as the planner wrote it (ISO 8601); ``created_at`` when the row was written.
    """

    uid: str
    kind: ThingKind
    thing: str
    act: Act
    version: int
    sha256: str
    county: str = ""  # GB/T 2260 code; "" for a body without one
    party: str = ""  # name of the county or body
    name: str = ""
    role: str = ""
    on: str = ""
    note: str = ""
    created_at: str = ""
    changed_at: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and uid of the thing."""
        return (self.kind.value, self.thing)


def version_uid(kind: ThingKind | str, thing: str, number: int) -> str:
    """Return the uid of a version, 32 hex digits, from what it is a version of and its number."""
    said = f"{ThingKind(kind).value}|{thing}|{number}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
