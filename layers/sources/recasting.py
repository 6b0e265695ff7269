"""A read layer in another role, or with other columns: the same features, mapped again from their attributes.

The frame in a plan has canonical columns in front; where each came from stands in the notes of its source.  They
are turned back into the columns they came from, and mapped anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers.kinds import Role
from layers.sources.aliases import canonical_columns
from layers.sources.census import ORDER
from layers.sources.converting import texts
from layers.sources.fields import map_fields

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.plan.model import LayerRecord

#: Notes that tell of the mapping, and those that come out of it: written anew when it changes.
_MAPPING = frozenset({"field_mapped", "field_given", "field_none"})
_FOUND = frozenset(
    [
        "field_missing",
        "field_renamed",
        "codes_mended",
        "codes_unrecognised",
        "codes_of_larger",
        "codes_superseded",
        "codes_unlisted",
        "code_name_differ",
        "numbers_unreadable",
        "numbers_bounded",
        "numbers_scaled",
        "stock_per_area",
        "people_unknown",
        "hazard_scale",
        "hazard_order_unknown",
        "hazard_order_given",
    ]
)

Note = Mapping[str, Any]


def recast_record(
    record: LayerRecord, frame: gpd.GeoDataFrame, role: Role, given: Mapping[str, str | None] | None = None
) -> tuple[LayerRecord, gpd.GeoDataFrame]:
    """Return a layer of a plan in another role or with other columns; see :func:`recast_with_notes`."""
    cast, notes = recast_with_notes(frame, role, record.role, notes=record.source.notes, given=given)
    speaks = record.speaks_for
    if role is record.role and role in (Role.COUNTY, Role.POPULATION) and speaks == _codes(frame):
        speaks = _codes(cast)  # a list of counties speaks for those it names
    source = replace(record.source, notes=notes)
    verified = record.verified_none & speaks
    return replace(record, role=role, source=source, speaks_for=speaks, verified_none=verified), cast


def _codes(frame: gpd.GeoDataFrame) -> frozenset[str]:
    return frozenset(str(code) for code in frame["code"] if code)


def recast(frame: gpd.GeoDataFrame, role: Role) -> gpd.GeoDataFrame:
    """Return the features of a layer with the canonical columns of a role; see :func:`recast_with_notes`."""
    return recast_with_notes(frame, role, role)[0]


def recast_with_notes(
    frame: gpd.GeoDataFrame,
    role: Role,
    before: Role,
    *,
    notes: Sequence[Note] = (),
    given: Mapping[str, str | None] | None = None,
) -> tuple[gpd.GeoDataFrame, tuple[dict[str, Any], ...]]:
    """Return the features of a layer with the canonical columns of a role, and the notes of its source.

    Parameters
    ----------
    frame : GeoDataFrame
        As :func:`layers.sources.read` returned it for the role ``before``; left as it was.
    role, before : Role
        What the layer is to be, and what it was.
    notes : sequence of mapping
        :attr:`SourceInfo.notes`; those about columns are written anew, and others are kept.
    given : mapping, optional
        What the planner said: canonical column → column of :func:`source_columns`, or None for none.  Without it
        what was said before holds for the canonical columns that both roles have.

    Returns
    -------
    (GeoDataFrame, tuple of dict)
        Same rows, uids, shapes and CRS.  A canonical column without a source is unknown, never zero.
    """
    import geopandas as gpd
    import pandas as pd

    shapes = frame.geometry
    said = given_in(notes) if given is None else given
    mapped = map_fields(source_columns(frame, before, notes), role, given=said)
    columns = pd.concat([frame["uid"], mapped.canonical, mapped.rest], axis=1)
    fresh = [problem.as_note() for problem in (*mapped.problems, *mapped.told())]
    kept = [dict(note) for note in notes if note.get("code") not in _MAPPING | _FOUND]
    return gpd.GeoDataFrame(columns, geometry=shapes.rename("geometry"), crs=frame.crs), (*kept, *fresh)


def source_columns(frame: gpd.GeoDataFrame, role: Role, notes: Iterable[Note]) -> pd.DataFrame:
    """Return a layer's attributes as its source had them: canonical columns under the names they came from.

    A canonical column whose source is still there beside it, or that is wholly unknown, is left out.
    """
    import pandas as pd

    attributes = pd.DataFrame(frame.drop(columns=["uid", frame.geometry.name]))
    came_from = {
        str(note["canonical"]): str(note["field"])
        for note in notes
        if note.get("code") in ("field_mapped", "field_given")
    }
    for name in canonical_columns(role):
        if name not in attributes.columns:
            continue
        source = came_from.get(name, name)
        beside = f"{source}_source"  # the source's column where it differs from the canonical one only in case
        is_derived = beside in attributes.columns or (source != name and source in attributes.columns)
        is_unknown = name not in came_from and bool((texts(attributes[name]) == "").all())
        if is_derived or is_unknown:
            attributes = attributes.drop(columns=name)
        elif source != name:
            attributes = attributes.rename(columns={name: source})
        if beside in attributes.columns and source not in attributes.columns:
            attributes = attributes.rename(columns={beside: source})
    return attributes


def given_in(notes: Iterable[Note]) -> dict[str, str | None]:
    """Return what the planner said about columns: canonical column → column, or None for none; and about classes."""
    said: dict[str, str | None] = {}
    for note in notes:
        if note.get("code") == "field_given":
            said[str(note["canonical"])] = str(note["field"])
        elif note.get("code") == "field_none":
            said[str(note["canonical"])] = None
        elif note.get("code") == "hazard_order_given":
            said[ORDER] = str(note["order"])
    return said
