"""An analysis that was made again meets what hands did to the zones before: nothing is lost without being told.

Which new zone is which old one is settled by :func:`layers.zones.identity.kept_from` on the outlines the analysis
had derived, not on those that hands drew: an unchanged derivation finds its own zones again whatever was edited.

Zones that a planner set aside (no zone, or merged into another) leave the frame of zones and are kept beside it,
together with edited zones that are not derived any more and wait for a decision.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS
from layers.wkb import shape_of
from layers.zones.edits import KEPT, SPLIT, Conflict, carried, conflicts_of, edits_of, same_outline
from layers.zones.model import PART_COLUMNS, ZoneResult
from layers.zones.outlines import NUMBERS, Outline
from layers.zones.reranking import reranked

#: Why a zone is aside.
DROPPED, MERGED, VANISHED = "dropped", "merged", "vanished"

#: Columns of the frame of zones that are aside.
ASIDE_COLUMNS = (
    "uid",
    "why",  # dropped | merged | vanished
    "into",  # uid of the zone it was merged into, "" otherwise
    "at",  # UTC, ISO 8601
    "by",
    "note",
    "zone",  # dict: its row as it would stand, without geometry
    "parts",  # list[dict]: its rows of the parts, geometry as hexadecimal WKB
    "before",  # dict: class, counties and area it was set aside with, when they are others now; {} otherwise
    "geometry",  # its outline as derived
)

#: A part of this share of an edited zone that went to a new zone divides it.
SPLIT_SHARE = 0.1
#: A zone set aside whose outline has less than this share in common with what it was is another one now.
SAME_PLACE_SHARE = 0.5

Row = Mapping[str, Any]
#: Measures an outline drawn by hand with the data of now: zone row, outline, its parts before → outline.
Recount = Callable[[Row, shapely.Geometry, Sequence[Row]], Outline]


@dataclass(frozen=True)
class Carried:
    """A new analysis with the hands' work on it; ``conflicts`` are listed for the planner."""

    result: ZoneResult
    aside: gpd.GeoDataFrame
    conflicts: list[Conflict] = field(default_factory=list)


def no_aside() -> gpd.GeoDataFrame:
    """Return an empty frame of zones that are aside."""
    columns = {name: pd.Series(dtype=object) for name in ASIDE_COLUMNS[:-1]}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=STORAGE_CRS))


def derived_outline(row: Row) -> shapely.Geometry:
    """Return the outline the analysis gave a zone, whatever a hand drew."""
    entry = edits_of(row).get("geometry")
    return row["geometry"] if entry is None else shape_of(entry.get("now", entry["derived"])["outline"])


def previous(zones: gpd.GeoDataFrame, aside: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what identity is settled by: every zone, those aside too, with its derived outline.

    Returns
    -------
    GeoDataFrame
        The columns of the zones frame that identity reads: uid, hazard, status, geometry (EPSG:4490).
    """
    if not len(aside) and not _touched(zones):
        return zones[["uid", "hazard", "status", "geometry"]]
    rows = [(row["uid"], row["hazard"], row["status"], derived_outline(row)) for row in zones.to_dict("records")]
    rows += [
        (uid, zone["hazard"], zone["status"], shape)
        for uid, zone, shape in zip(aside["uid"], aside["zone"], aside.geometry, strict=True)
    ]
    columns = {name: [row[at] for row in rows] for at, name in enumerate(("uid", "hazard", "status"))}
    return gpd.GeoDataFrame(columns, geometry=[row[3] for row in rows], crs=STORAGE_CRS)


def carry(
    result: ZoneResult,
    zones: gpd.GeoDataFrame,
    parts: gpd.GeoDataFrame,
    aside: gpd.GeoDataFrame,
    *,
    recount: Recount,
) -> Carried:
    """Put what hands did onto a new analysis.

    Parameters
    ----------
    result : ZoneResult
        As derived with :func:`previous`, so that zones which are there again have their uids.
    zones, parts, aside : GeoDataFrame
        As the plan held them before.
    recount : callable
        Measures outlines drawn by hand; asked only for zones that have one.

    Returns
    -------
    Carried
        States, edits and zones set aside are those of before.  An edit stays in force; where the derivation
        underneath changed, the zone was divided, or is not derived any more, that is a conflict.
    """
    if not len(aside) and not _touched(zones):
        return Carried(result, aside)
    before = {str(row["uid"]): row for row in zones.to_dict("records")}
    set_aside = {str(row["uid"]): row for row in aside.to_dict("records")}
    fresh = result.zones.to_dict("records")
    live: list[dict[str, Any]] = []
    rows_of = _by_zone(result.parts)
    parts_of: dict[str, list[Row]] = {}
    kept_aside: list[dict[str, Any]] = []
    for row in fresh:
        uid = str(row["uid"])
        waiting = set_aside.pop(uid, None)
        if waiting is not None and waiting["why"] != VANISHED:
            kept_aside.append(_refreshed(waiting, row, rows_of.get(uid, [])))
            continue
        old: Row | None = before.pop(uid, None)
        if old is None and waiting is not None:
            old = {**waiting["zone"], "geometry": _hand_outline(waiting)}
        parts_of[uid] = rows_of.get(uid, [])
        live.append(row if old is None else _merged(row, old, parts_of, recount))
    _mark_divided(live, zones, set(map(str, zones["uid"])) | set(map(str, aside["uid"])))
    old_parts = _by_zone(parts)
    for uid, row in before.items():  # not derived any more
        if KEPT in edits_of(row):
            live.append(row)
            parts_of[uid] = old_parts.get(uid, [])
        elif edits_of(row) or row.get("states"):
            kept_aside.append(aside_row(row, old_parts.get(uid, []), VANISHED))
    kept_aside += list(set_aside.values())
    kept_aside, alone = _without_survivor(kept_aside, {str(row["uid"]) for row in live}, fresh)
    for row in alone:
        live.append(row)
        parts_of[str(row["uid"])] = rows_of.get(str(row["uid"]), [])
    live = _ranked(live, result.zones, result.parameters.weights)
    frame = _zone_frame(live, result.zones)
    new_aside = _aside_frame(kept_aside)
    found = conflicts(frame, new_aside)
    every = [{**part, "zone_uid": row["uid"]} for row in live for part in parts_of.get(str(row["uid"]), [])]
    return Carried(replace(result, zones=frame, parts=_part_frame(every, result.parts)), new_aside, found)


def conflicts(zones: gpd.GeoDataFrame, aside: gpd.GeoDataFrame) -> list[Conflict]:
    """Return every place where a hand and the last analysis say different things, in the order of the zones."""
    is_touched = [bool(edited) for edited in zones["edited"]]
    touched = zones[is_touched].to_dict("records") if any(is_touched) else []
    found = [one for row in touched for one in conflicts_of(row)]
    if not len(aside):
        return found
    for row in aside.to_dict("records"):
        said = (str(row["at"]), str(row["by"]))
        into = (str(row["into"]),) if row["into"] else ()
        if row["why"] == VANISHED:
            latest = max((str(entry.get("at", "")) for entry in edits_of(row["zone"]).values()), default="")
            found.append(Conflict(str(row["uid"]), "vanished", at=latest, by=said[1]))
        elif row["before"]:
            now = {name: row["zone"][name] for name in row["before"]}
            found.append(
                Conflict(str(row["uid"]), "aside", str(row["why"]), True, row["before"], now, *said, into=into)
            )
    return found


def _touched(zones: gpd.GeoDataFrame) -> bool:
    """Tell whether a hand did anything to any zone."""
    return any(map(bool, zones["edited"])) or any(map(bool, zones["states"]))


def aside_row(
    zone: Row, parts: Iterable[Row], why: str, *, into: str = "", at: str = "", by: str = "", note: str = ""
) -> dict[str, Any]:
    """Return a zone as a row of those aside (:data:`ASIDE_COLUMNS`)."""
    return {
        "uid": str(zone["uid"]),
        "why": why,
        "into": into,
        "at": at,
        "by": by,
        "note": note,
        "zone": _plain_zone(zone)
        | ({} if "geometry" not in edits_of(zone) else {"hand_outline": shapely.to_wkb(zone["geometry"], hex=True)}),
        "parts": Outline(zone["geometry"], {}, list(parts)).as_dict()["parts"],
        "before": {},
        "geometry": derived_outline(zone),
    }


def back_from_aside(row: Row) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a zone that was aside and its parts, ready to stand among the zones again."""
    stored = dict(row["zone"])
    stored.pop("hand_outline", None)
    zone = {name: math.nan if value is None and name in NUMBERS else value for name, value in stored.items()}
    outline = Outline.from_dict(
        {"outline": shapely.to_wkb(_hand_outline(row), hex=True), "numbers": {}, "parts": row["parts"]}
    )
    return zone | {"uid": str(row["uid"]), "geometry": outline.shape}, [dict(part) for part in outline.parts]


def _hand_outline(row: Row) -> shapely.Geometry:
    """Return the outline that was in force when a zone went aside."""
    drawn = row["zone"].get("hand_outline")
    return shape_of(drawn) if drawn else row["geometry"]


def _refreshed(waiting: Row, fresh: Row, parts: Sequence[Row]) -> dict[str, Any]:
    """Return a zone that stays aside with its new row; what is different is remembered until somebody looks."""
    was = waiting["before"] or {name: waiting["zone"][name] for name in ("zone_class", "counties", "area_ha")}
    made = aside_row(
        {**fresh, "states": waiting["zone"].get("states") or []},
        parts,
        *(str(waiting["why"]),),
        **{name: str(waiting[name]) for name in ("into", "at", "by", "note")},
    )
    is_same = (
        was["zone_class"] == fresh["zone_class"]
        and list(was["counties"]) == list(fresh["counties"])
        and _in_common(waiting["geometry"], fresh["geometry"]) >= SAME_PLACE_SHARE
    )
    return {**made, "before": {} if is_same else was}


def _without_survivor(
    aside: list[dict[str, Any]], live: set[str], fresh: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return who stays aside, and the zones whose survivor of a merger is gone: they stand for themselves again."""
    known = live | {str(row["uid"]) for row in aside}
    orphans = {str(row["uid"]) for row in aside if row["why"] == MERGED and str(row["into"]) not in known}
    if not orphans:
        return aside, []
    kept = [row for row in aside if str(row["uid"]) not in orphans]
    return kept, [row for row in fresh if str(row["uid"]) in orphans]


def _in_common(one: shapely.Geometry, other: shapely.Geometry) -> float:
    if same_outline(one, other):
        return 1.0
    one, other = shapely.make_valid(one), shapely.make_valid(other)
    common = one.intersection(other).area
    return float(common / (one.area + other.area - common))


def _merged(row: dict[str, Any], old: Row, parts_of: dict[str, list[Row]], recount: Recount) -> dict[str, Any]:
    """Return a derived zone with the states and edits it had."""
    uid = str(row["uid"])
    made = {**row, "states": list(old.get("states") or []), "status": old["status"]}
    edited = edits_of(old)
    if not edited:
        return made
    fresh = {**row, "name": edited.get("name", {}).get("derived")}
    if "geometry" in edited:
        fresh["geometry"] = Outline(row["geometry"], {name: row[name] for name in NUMBERS}, parts_of[uid]).as_dict()
    columns = carried(fresh, old)
    columns.pop("geometry", None)
    columns.pop("name", None)
    made |= columns
    if "geometry" in edited:
        outline = recount(made, old["geometry"], parts_of[uid])
        made |= {**outline.numbers, "geometry": outline.shape}
        parts_of[uid] = list(outline.parts)
    return made


def _mark_divided(live: list[dict[str, Any]], zones: gpd.GeoDataFrame, known: set[str]) -> None:
    """Note on edited zones which new zones took a part of them."""
    new = [row for row in live if str(row["uid"]) not in known]
    edited = {str(row["uid"]): derived_outline(row) for row in zones.to_dict("records") if edits_of(row)}
    if not new or not edited:
        return
    shapes = np.array([row["geometry"] for row in new], dtype=object)
    tree = shapely.STRtree(shapes)
    for row in live:
        outline = edited.get(str(row["uid"]))
        if outline is None:
            continue
        outline = shapely.make_valid(outline)
        took = [
            str(new[at]["uid"])
            for at in sorted(tree.query(outline, predicate="intersects").tolist())
            if new[at]["hazard"] == row["hazard"]
            and shapely.make_valid(shapes[at]).intersection(outline).area >= SPLIT_SHARE * outline.area
        ]
        if took:
            row["edited"] = {**edits_of(row), SPLIT: {"value": took, "derived": [], "at": "", "by": ""}}


def _ranked(live: list[dict[str, Any]], fresh: gpd.GeoDataFrame, weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """Close the gaps in the ranks; zones kept by hand come last, with numbers of their own."""
    derived = set(map(str, fresh["uid"]))
    ordered = sorted(live, key=lambda row: (str(row["uid"]) not in derived, int(row["rank"]), str(row["uid"])))
    taken: dict[str, set[int]] = {}
    for row in ordered:
        if str(row["uid"]) in derived:
            taken.setdefault(row["border"], set()).add(int(row["number"]))
    ranked = []
    for rank, row in enumerate(ordered, start=1):
        number = int(row["number"])
        if str(row["uid"]) not in derived:
            numbers = taken.setdefault(row["border"], set())
            if number in numbers:
                number = max(numbers) + 1
            numbers.add(number)
        ranked.append({**row, "rank": rank, "number": number})
    if ranked and any(weights.values()):
        firm = reranked(pd.DataFrame(ranked), weights)["stability"]
        ranked = [{**row, "stability": stability} for row, stability in zip(ranked, firm, strict=True)]
    return ranked


def _by_zone(parts: gpd.GeoDataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in parts.to_dict("records"):
        found.setdefault(str(row["zone_uid"]), []).append(row)
    return found


def _plain_zone(zone: Row) -> dict[str, Any]:
    """Return a zone row as plain data without its outline."""
    plain = {name: value for name, value in zone.items() if name not in ("geometry", "hand_outline")}
    return {
        name: None
        if isinstance(value, float) and math.isnan(value)
        else value.item()
        if isinstance(value, np.generic)
        else value
        for name, value in plain.items()
    }


def _zone_frame(rows: list[dict[str, Any]], like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    names = [str(name) for name in like.columns if name != "geometry"]
    data = {name: _series([row.get(name) for row in rows], like[name]) for name in names}
    shapes = np.array([row["geometry"] for row in rows] or [None], dtype=object)[: len(rows)]
    return gpd.GeoDataFrame(data, geometry=shapes, crs=STORAGE_CRS)[[*names, "geometry"]]


def _part_frame(rows: list[dict[str, Any]], like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    names = [str(name) for name in like.columns if name != "geometry"] or list(PART_COLUMNS[:-1])
    data = {name: _series([row.get(name) for row in rows], like[name]) for name in names}
    shapes = np.array([row["geometry"] for row in rows] or [None], dtype=object)[: len(rows)]
    return gpd.GeoDataFrame(data, geometry=shapes, crs=STORAGE_CRS)[[*names, "geometry"]]


def _series(values: list[Any], like: pd.Series) -> pd.Series:
    """Return values as a column of the kind the derivation gives."""
    column = pd.Series(values, dtype=object)
    return column if like.dtype == object else column.astype(like.dtype)


def _aside_frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    if not rows:
        return no_aside()
    ordered = sorted(rows, key=lambda row: str(row["uid"]))
    data = {name: pd.Series([row[name] for row in ordered], dtype=object) for name in ASIDE_COLUMNS[:-1]}
    return gpd.GeoDataFrame(data, geometry=[row["geometry"] for row in ordered], crs=STORAGE_CRS)
