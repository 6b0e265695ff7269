"""What exactly is agreed on, and its hash.

``docs/versions.md``, section *The hash*, defines the form so that another program can compute it too.  It is that of
the plan's content hash (:mod:`layers.plan.canonical`), over one thing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.plan import canonical, canonical_geometry
from layers.versions.model import ThingKind

PREFIX = b"lianfang-version 1\n"

#: Columns that may change without changing what was agreed: where an agreement stands, scans of the signed paper,
#: remarks; what the zones say beside a responsibility.
LEFT_OUT: Mapping[str, frozenset[str]] = {
    ThingKind.PATROL_AREA: frozenset(),
    ThingKind.AGREEMENT: frozenset({"state", "files", "remark"}),
    "duty": frozenset({"filled"}),
}


@dataclass(frozen=True)
class Part:
    """A patrol area in the annex of an agreement."""

    uid: str
    attributes: Mapping[str, Any]
    geometry: BaseGeometry


@dataclass(frozen=True)
class Content:
    """One thing, whole.

    Attributes
    ----------
    attributes : mapping
        Columns by name, those that say nothing left out; see :func:`said`.
    geometry : shapely geometry or None
        EPSG:4490, of a patrol area.
    areas : tuple of Part
        Of an agreement's annex, by uid.
    duties : tuple of mapping
        Rows of the responsibility list of the agreement's zones, by uid.
    clauses : tuple of str
        Paragraphs of the agreement's text.
    """

    kind: ThingKind
    uid: str
    attributes: Mapping[str, Any]
    geometry: BaseGeometry | None = None
    areas: tuple[Part, ...] = ()
    duties: tuple[Mapping[str, Any], ...] = ()
    clauses: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the thing is called."""
        return str(self.attributes.get("name") or "")

    @property
    def shapes(self) -> BaseGeometry | None:
        """All shapes together, as a plan keeps them: a polygon, or a collection in the order of ``areas``."""
        if self.kind is ThingKind.PATROL_AREA:
            return self.geometry
        return shapely.GeometryCollection([part.geometry for part in self.areas]) if self.areas else None

    def as_dict(self) -> dict[str, Any]:
        """Return all but the shapes as plain data."""
        told: dict[str, Any] = {"attributes": dict(self.attributes)}
        if self.areas:
            told["areas"] = [{"uid": part.uid, "attributes": dict(part.attributes)} for part in self.areas]
        if self.duties:
            told["duties"] = [dict(row) for row in self.duties]
        if self.clauses:
            told["clauses"] = list(self.clauses)
        return told

    @classmethod
    def from_dict(cls, kind: ThingKind, uid: str, told: Mapping[str, Any], shapes: BaseGeometry | None) -> Content:
        """Return what :meth:`as_dict` wrote.

        Raises
        ------
        ValueError
            Names and shapes of the annex are not of one number, or it is not what was written.
        """
        listed = told.get("areas", [])
        each = list(shapely.get_parts(shapes)) if listed and shapes is not None else []
        if len(listed) != len(each):
            raise ValueError(f"{len(listed)} areas are named and {len(each)} shapes kept")
        try:
            parts = tuple(
                Part(str(one["uid"]), one["attributes"], shape) for one, shape in zip(listed, each, strict=True)
            )
            return cls(
                kind,
                uid,
                dict(told["attributes"]),
                geometry=shapes if kind is ThingKind.PATROL_AREA else None,
                areas=parts,
                duties=tuple(told.get("duties", ())),
                clauses=tuple(str(text) for text in told.get("clauses", ())),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"the content cannot be read: {error}") from error


def said(row: Mapping[str, Any], kind: str, columns: Sequence[str]) -> dict[str, Any]:
    """Return the columns of a row that say something and count, as plain data.

    What is empty is left out, so that a column that a later format adds does not change the hash of what was signed
    before there was such a column.
    """
    left_out = LEFT_OUT[kind]
    told: dict[str, Any] = {}
    for name in columns:
        value = _plain(row.get(name))
        if name not in left_out and value not in (None, "", [], {}):
            told[name] = value
    return told


def content_hash(content: Content) -> str:
    """Return the SHA-256 over a thing, 64 hex digits.

    Equal for two plans that say the same of it, whatever else they say, and however rings start and turn.
    """
    return content_hashes([content])[0]


def content_hashes(contents: Sequence[Content]) -> list[str]:
    """Return the hashes of many things; their shapes are put in order all at once."""
    shapes = [shape for one in contents for shape in (one.geometry, *(part.geometry for part in one.areas))]
    written = iter(_shapes(shapes))
    found = []
    for one in contents:
        digest = hashlib.sha256(PREFIX)
        digest.update(canonical.text(one.kind.value) + canonical.text(one.uid))
        digest.update(canonical.plain(dict(one.attributes)) + next(written))
        areas = [(part, next(written)) for part in one.areas]
        for part, shape in sorted(areas, key=lambda pair: pair[0].uid):
            digest.update(b"A" + canonical.text(part.uid) + canonical.plain(dict(part.attributes)) + shape)
        for row in sorted(one.duties, key=lambda duty: str(duty.get("uid", ""))):
            digest.update(b"D" + canonical.plain(dict(row)))
        for clause in one.clauses:
            digest.update(b"C" + canonical.text(clause))
        found.append(digest.hexdigest())
    return found


def _shapes(geometries: Sequence[BaseGeometry | None]) -> list[bytes]:
    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    bodies = canonical_geometry.bodies(shapes)
    return [canonical.NULL if body is None else b"g%d:%b" % (len(body), body) for body in bodies]


def _plain(value: Any) -> Any:
    """Return a value of a frame or a row as JSON has it; unknown is None."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return None if np.isnan(value) else float(value)
    return None if value != value or str(value) == "<NA>" else str(value)
