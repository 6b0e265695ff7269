"""What a planner changed on a zone by hand, and what becomes of it when the zone is derived again.

Zone rows hold what is in force.  Beside it ``edited`` remembers, for each field a hand changed,
``{"value", "derived", "at", "by"}``: what the hand wrote, what the analysis had there, when and who.  When a later
analysis derives something else underneath, the hand's value stays in force and the entry gains ``"now"``: that is a
conflict until somebody keeps his own or takes the new one.

The outline is a field like the others, ``geometry``: its value is in the row; what the analysis had is kept whole
(outline, figures and parts by county, see :class:`~layers.zones.outlines.Outline`), so that going back is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from layers.wkb import shape_of

Row = Mapping[str, Any]

#: What a hand may change, in the order it is shown.
EDITABLE = ("name", "geometry", "zone_class", "lead", "supports", "responsibility")
#: Fields that follow another one by themselves: a lead chosen by hand does not rotate.
FOLLOWS: Mapping[str, tuple[str, ...]] = {"lead": ("rotation",)}
#: Entries that are no fields of the row: a zone that no analysis derives any more was kept; one was divided.
KEPT, SPLIT = "kept", "split"

#: Outlines that differ by no more than this share of their area are the same.
SAME_OUTLINE_SHARE = 0.001
#: Shares closer than this are the same.
_SAME_SHARE = 1e-6


@dataclass(frozen=True)
class Conflict:
    """One place where a hand and the analysis say different things.

    Attributes
    ----------
    uid : str
        The zone.
    kind : str
        ``changed``: the derived value of ``field`` is another one now.  ``split``: the zone was divided, what it
        lost went to ``into``.  ``vanished``: the edited zone is not derived any more.  ``aside``: a zone that was
        set aside (no zone, or merged into another) is derived differently now.
    field : str
        One of :data:`EDITABLE` for ``changed``, else "".
    mine, before, now : object
        What the hand wrote, what the analysis said then, and what it says now.
    at, by : str
        When the hand wrote it, and whose it was.
    into : tuple of str
        Zones that took what a divided zone lost; the zone a merged one went to.
    """

    uid: str
    kind: str
    field: str = ""
    mine: Any = None
    before: Any = None
    now: Any = None
    at: str = ""
    by: str = ""
    into: tuple[str, ...] = ()


def edits_of(row: Row) -> dict[str, dict[str, Any]]:
    """Return the edits of a zone row by field; {} when no hand changed it."""
    stored = row.get("edited")
    return {str(name): dict(entry) for name, entry in stored.items()} if isinstance(stored, Mapping) else {}


def as_derived(row: Row) -> dict[str, Any]:
    """Return a zone row with what the last analysis said in place of what hands wrote; the outline stays as it is."""
    said = {
        field: entry.get("now", entry["derived"])
        for field, entry in edits_of(row).items()
        if field not in (KEPT, SPLIT, "name", "geometry")
    }
    return {**row, **said}


def edit(row: Row, values: Mapping[str, Any], *, at: str, by: str = "") -> dict[str, Any]:
    """Return the columns of a zone row that change when a hand sets some fields.

    Parameters
    ----------
    row : mapping
        The zone as it stands, ``edited`` included; for ``name`` and ``geometry`` the caller puts what is derived
        under the same key: the derived name, the derived :meth:`~layers.zones.outlines.Outline.as_dict`.
    values : mapping
        Field of :data:`EDITABLE` → value.  A value that is what the analysis says takes the edit back.
    at, by : str
        When (UTC, ISO 8601) and who.

    Raises
    ------
    ValueError
        A field that no hand may change.
    """
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"these fields of a zone are not edited by hand: {', '.join(sorted(unknown))}")
    edited = edits_of(row)
    columns: dict[str, Any] = {}
    wanted = dict(values)
    if "lead" in values and row.get("rotation") and "rotation" not in edited:
        wanted["rotation"] = False
    for field, value in wanted.items():
        entry = edited.get(field)
        derived = entry.get("now", entry["derived"]) if entry else row.get(field)
        ends_rotation = field == "lead" and "rotation" in wanted  # the same lead, but no longer in turn
        if same(field, value, derived) and not ends_rotation:
            if entry:
                columns.update(_taken_back(edited, field))
            continue
        edited[field] = {"value": _kept(field, value), "derived": derived, "at": at, "by": by.strip()}
        columns[field] = value
    return {**columns, "edited": edited}


def revert(row: Row, fields: Iterable[str]) -> dict[str, Any]:
    """Return the columns that change when some fields go back to what the analysis says now."""
    edited = edits_of(row)
    columns: dict[str, Any] = {}
    for field in fields:
        if field in edited:
            columns.update(_taken_back(edited, field))
    return {**columns, "edited": edited}


def keep(row: Row, field: str) -> dict[str, Any]:
    """Return the columns that change when a conflict is settled for the hand: its value stays, the news is accepted."""
    edited = edits_of(row)
    for name in (field, *FOLLOWS.get(field, ())):
        if "now" in edited.get(name, {}):
            edited[name]["derived"] = edited[name].pop("now")
    if field == SPLIT:
        edited.pop(SPLIT, None)
    return {"edited": edited}


def carried(fresh: Row, before: Row) -> dict[str, Any]:
    """Return the columns of a freshly derived zone that the edits of the same zone before change.

    Parameters
    ----------
    fresh : mapping
        As derived; ``name`` and ``geometry`` as for :func:`edit`.
    before : mapping
        The zone of the same uid as it stood.
    """
    edited = edits_of(before)
    columns: dict[str, Any] = {}
    counties = set(fresh.get("counties") or ())
    for field, entry in edited.items():
        if field in (KEPT, SPLIT):
            continue
        now = fresh.get(field)
        fits = field not in ("lead", "supports") or set(_codes(entry["value"])) <= counties
        mine = before.get("geometry") if field == "geometry" else entry["value"]
        agrees = same(field, entry["derived"], now) or same(field, mine, now)
        if field == "name" or (agrees and fits):
            edited[field] = {**{key: entry[key] for key in entry if key != "now"}, "derived": now}
        else:
            edited[field] = {**entry, "now": now}
        columns[field] = entry["value"]
    edited.pop(KEPT, None)  # it is derived again
    return {**columns, "edited": edited} if edited or edits_of(before) else {}


def conflicts_of(row: Row) -> list[Conflict]:
    """Return where the edits of one zone row and the last analysis say different things."""
    found = []
    uid = str(row["uid"])
    edited = edits_of(row)
    for field in EDITABLE:
        entry = edited.get(field, {})
        if "now" in entry:
            found.append(
                Conflict(
                    *(uid, "changed", field, entry["value"], entry["derived"], entry["now"]),
                    *(str(entry.get("at", "")), str(entry.get("by", ""))),
                )
            )
    if SPLIT in edited:
        latest = max((entry for name, entry in edited.items() if name != SPLIT), key=_when, default={})
        into = tuple(str(one) for one in edited[SPLIT]["value"])
        found.append(Conflict(uid, "split", at=_when(latest), by=str(latest.get("by", "")), into=into))
    return found


def same(field: str, one: Any, other: Any) -> bool:
    """Tell whether two values of a field say the same."""
    if one is None or other is None:
        return one is other
    if field == "geometry":
        return same_outline(_shape(one), _shape(other))
    if field == "supports":
        return set(one) == set(other)
    if field == "responsibility":
        return all(
            abs(float(one.get(code) or 0.0) - float(other.get(code) or 0.0)) <= _SAME_SHARE for code in {*one, *other}
        )
    return bool(one == other)


def same_outline(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    """Tell whether two outlines (EPSG:4490) differ by no more than :data:`SAME_OUTLINE_SHARE` of their area."""
    if one.equals_exact(other, 0.0):
        return True
    larger = max(one.area, other.area)
    return bool(larger > 0.0 and _valid(one).symmetric_difference(_valid(other)).area <= SAME_OUTLINE_SHARE * larger)


def _taken_back(edited: dict[str, dict[str, Any]], field: str) -> dict[str, Any]:
    """Take a field and those that follow it out of the edits; return what is in force then."""
    columns = {}
    for name in (field, *FOLLOWS.get(field, ())):
        entry = edited.pop(name, None)
        if entry is not None:
            columns[name] = entry.get("now", entry["derived"])
    return columns


def _kept(field: str, value: Any) -> Any:
    """Return what the edit itself remembers of a value; an outline is in the row."""
    return None if field == "geometry" else value


def _shape(value: Any) -> shapely.Geometry:
    """Return the outline of a value of ``geometry``: a shape, or what is stored of a derived one."""
    return shape_of(value["outline"]) if isinstance(value, Mapping) else value


def _valid(shape: shapely.Geometry) -> shapely.Geometry:
    return shape if shape.is_valid else shapely.make_valid(shape)


def _codes(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _when(entry: Mapping[str, Any]) -> str:
    return str(entry.get("at", ""))
