"""Verdicts on slivers: whose line holds, who said so, and what follows for the coverage that is analysed.

Two lines enclose a sliver.  Where they overlap, the county whose line holds keeps the strip; where they leave a
gap, its neighbour reaches up to that line and gets it.  A disputed strip (争议保留) stays as it was read.
The lines themselves, in layers and files, are never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.borders import slivers
from layers.borders.coverage import polygonal
from layers.borders.hashing import DEGREE_GRID
from layers.geodesy import geodesic_lengths_m
from layers.parallel import united_by

#: Columns of the verdicts of a plan.
VERDICT_COLUMNS = (
    "uid",  # that of the sliver as it was judged
    "kind",  # "gap" | "overlap"
    "counties",  # list[str], as the sliver's
    "verdict",  # "line" | "disputed"
    "lines",  # list[str]: the counties whose line holds; [] when disputed
    "holder",  # county the strip is counted for; "" when disputed
    "judged_by",  # name as the planner typed it
    "judged_at",  # UTC, ISO 8601
    "note",
    "meeting",  # where it was agreed, "" when nowhere
    "area_m2",
    "width_m",
    "length_m",
    "is_open",
    "geometry",  # Polygon as judged, EPSG:4490
)

LINE, DISPUTED = "line", "disputed"

#: Least likeness (common area / united area) of a sliver and the shape that was judged to be taken for the same one …
ALIKE = 0.5
#: … and for the verdict to hold unasked.
SAME = 0.98
#: A strip lies in a county from this share on, and outside below its complement; between them it has changed.
_INSIDE = 0.98
#: How far an open strip reaches into its neighbours before they are cut off again, in degrees (2 mm).  It was found
#: in the plane and lies a hair beside their lines; without this a crack would stay.
_SEAM_DEG = 2e-8


@dataclass(frozen=True)
class Verdict:
    """What was decided about one sliver: the choice, not who made it."""

    lines: tuple[str, ...] = ()  # whose line holds; () leaves it disputed
    holder: str = ""

    @property
    def is_disputed(self) -> bool:
        """Whether the strip stays disputed."""
        return not self.holder


def by_line(kind: str, counties: Sequence[str], code: str) -> Verdict:
    """Return the verdict that a county's line holds.

    Raises
    ------
    ValueError
        The county does not lie along the sliver, or more than two do and the line leaves open who gets a gap.
    """
    if code not in counties:
        raise ValueError(f"{code} does not lie along this sliver")
    if kind == slivers.OVERLAP:
        return Verdict((code,), code)
    others = [other for other in counties if other != code]
    if len(others) != 1:
        raise ValueError("a gap between more than two counties is given to one of them")
    return Verdict((code,), others[0])


def by_holder(counties: Sequence[str], code: str, kind: str) -> Verdict:
    """Return the verdict that a strip belongs to a county: in a gap the lines of all others hold."""
    if kind == slivers.OVERLAP:
        return by_line(kind, counties, code)
    return Verdict(tuple(other for other in counties if other != code), code)


def verdict_rows(
    found: gpd.GeoDataFrame,
    verdicts: Sequence[Verdict],
    *,
    judged_by: str,
    judged_at: str,
    note: str = "",
    meeting: str = "",
) -> gpd.GeoDataFrame:
    """Return the records (columns :data:`VERDICT_COLUMNS`) of verdicts on slivers, one for each row of ``found``."""
    rows = found[["uid", "kind", "counties", "area_m2", "width_m", "length_m", "is_open", "geometry"]].copy()
    rows["verdict"] = [DISPUTED if one.is_disputed else LINE for one in verdicts]
    rows["lines"] = pd.Series([list(one.lines) for one in verdicts], index=rows.index, dtype=object)
    rows["holder"] = [one.holder for one in verdicts]
    rows["judged_by"], rows["judged_at"], rows["note"], rows["meeting"] = judged_by, judged_at, note, meeting
    return rows[list(VERDICT_COLUMNS)].reset_index(drop=True)


def matched(found: gpd.GeoDataFrame, verdicts: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return which verdict speaks of each sliver.

    The uid decides; else, among slivers and verdicts of one kind and the same counties, the greatest common
    area, each verdict once.

    Returns
    -------
    DataFrame, index of ``found``
        ``verdict`` (uid or ""), ``likeness`` (common area / united area, 0–1).  Below :data:`SAME` the sliver has
        changed since it was judged.
    """
    result = pd.DataFrame({"verdict": "", "likeness": 0.0}, index=found.index)
    if len(found) == 0 or len(verdicts) == 0:
        return result
    same = found["uid"].isin(set(verdicts["uid"]))
    result.loc[same, "verdict"], result.loc[same, "likeness"] = found.loc[same, "uid"], 1.0
    left = np.flatnonzero(~same)
    rest = verdicts[~verdicts["uid"].isin(set(found["uid"]))]
    if len(left) == 0 or len(rest) == 0:
        return result
    shapes, judged = np.asarray(found.geometry.array)[left], np.asarray(rest.geometry.array)
    at, to = shapely.STRtree(judged).query(shapes, predicate="intersects")
    key = found["kind"] + "|" + found["counties"].str.join("|")
    key_judged = (rest["kind"] + "|" + rest["counties"].str.join("|")).to_numpy()
    alike = key.to_numpy()[left][at] == key_judged[to]
    at, to = at[alike], to[alike]
    common = shapely.area(shapely.intersection(shapes[at], judged[to]))
    likeness = common / (shapely.area(shapes[at]) + shapely.area(judged[to]) - common)
    taken: set[int] = set()
    done: set[int] = set()
    for row in np.argsort(-likeness, kind="stable"):
        if likeness[row] < ALIKE or int(at[row]) in done or int(to[row]) in taken:
            continue
        done.add(int(at[row]))
        taken.add(int(to[row]))
        label = found.index[left[at[row]]]
        result.loc[label, "verdict"], result.loc[label, "likeness"] = str(rest["uid"].iloc[to[row]]), likeness[row]
    return result


def still_open(verdicts: gpd.GeoDataFrame, layers: Sequence[gpd.GeoDataFrame]) -> NDArray[np.bool_]:
    """Tell which verdicts speak of a strip about which the read layers still disagree.

    They do not when exactly one county claims the strip, and does so in every layer that carries it, nor when
    a county claims only a part of it: then a line was drawn anew since, and the verdict is about another strip.

    Parameters
    ----------
    verdicts : GeoDataFrame, columns ``VERDICT_COLUMNS``
    layers : sequence of GeoDataFrame
        ``code``, ``geometry``: every county layer of the plan, clean.
    """
    strips = np.asarray(verdicts.geometry.array, dtype=object)
    whole = shapely.area(strips)
    claims: list[list[tuple[str, bool]]] = [[] for _ in strips]
    changed = np.zeros(len(strips), dtype=bool)
    for frame in layers:
        polygons = np.asarray(frame.geometry.array, dtype=object)
        codes = frame["code"].to_numpy(dtype=object)
        at, owner = shapely.STRtree(polygons).query(strips, predicate="intersects")
        share = shapely.area(shapely.intersection(polygons[owner], strips[at])) / whole[at]
        changed[at[(share > 1 - _INSIDE) & (share < _INSIDE)]] = True
        inside = {(int(k), str(codes[o])): s >= _INSIDE for k, o, s in zip(at, owner, share, strict=True)}
        known = set(codes)
        for index, group in enumerate(verdicts["counties"]):
            for code in group:
                if code in known:
                    claims[index].append((code, inside.get((index, code), False)))
    agreed = np.zeros(len(strips), dtype=bool)
    for index, said in enumerate(claims):
        claimants = {code for code, is_inside in said if is_inside}
        agreed[index] = len(claimants) == 1 and all(is_inside for code, is_inside in said if code in claimants)
    return ~changed & ~agreed


def applied(
    counties: gpd.GeoDataFrame, verdicts: gpd.GeoDataFrame, layers: Sequence[gpd.GeoDataFrame]
) -> gpd.GeoDataFrame:
    """Return the counties with every strip that was decided counted for the county that holds it.

    Disputed strips, strips that nobody judged and strips that the layers agree about by now stay as they are.
    Where nothing was decided the frame is returned as it is.

    Parameters
    ----------
    counties : GeoDataFrame
        ``code``, ``geometry`` and other columns; one row per county, valid, EPSG:4490.
    layers : sequence of GeoDataFrame
        As for :func:`still_open`.
    """
    decided = verdicts[(verdicts["verdict"] == LINE).to_numpy() & verdicts["holder"].isin(counties["code"]).to_numpy()]
    decided = decided[still_open(decided, layers)] if len(decided) else decided
    if len(decided) == 0:
        return counties
    polygons = np.asarray(counties.geometry.array, dtype=object).copy()
    strips = np.asarray(decided.geometry.array, dtype=object).copy()
    position = {code: at for at, code in enumerate(counties["code"])}
    holder = np.array([position[code] for code in decided["holder"]], dtype=np.int64)
    at, owner = shapely.STRtree(polygons).query(strips, predicate="intersects")
    loses = owner != holder[at]
    losing, lost = united_by(owner[loses], strips[at[loses]])
    for index, shape in zip(losing, lost, strict=True):
        polygons[index] = polygonal(shapely.difference(polygons[index], shape)) or shapely.Polygon()
    held = shapely.area(shapely.intersection(polygons[holder], strips)) >= _INSIDE * shapely.area(strips)
    is_open = decided["is_open"].to_numpy(dtype=bool)
    tree = shapely.STRtree(polygons)
    for at_strip in np.flatnonzero(is_open & ~held):
        reaching = shapely.buffer(strips[at_strip], _SEAM_DEG, join_style="mitre")
        around = tree.query(reaching, predicate="intersects")
        others = shapely.union_all(polygons[around[around != holder[at_strip]]])
        strips[at_strip] = shapely.difference(reaching, others)
    gaining, gained = united_by(holder[~held], strips[~held])
    for index, shape in zip(gaining, gained, strict=True):
        polygons[index] = polygonal(shapely.union(polygons[index], shape)) or polygons[index]
    # Where a strip runs out into a hair crack, the crack stays on either side as a line there and back of no width.
    changed = np.union1d(losing, gaining)
    smooth = np.asarray(shapely.set_precision(polygons[changed], DEGREE_GRID), dtype=object)
    polygons[changed] = [polygonal(shape) or before for shape, before in zip(smooth, polygons[changed], strict=True)]
    result = counties.copy()
    result["geometry"] = gpd.GeoSeries(polygons, index=counties.index, crs=counties.crs)
    return result


def disputed_stretches(segments: gpd.GeoDataFrame, verdicts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the stretches of border that run along a disputed strip: their course is not agreed.

    Parameters
    ----------
    segments : GeoDataFrame, columns ``SEGMENT_COLUMNS``
    verdicts : GeoDataFrame, columns ``VERDICT_COLUMNS``

    Returns
    -------
    GeoDataFrame
        ``pair``, ``length_m`` (geodesic), ``geometry`` (lines, EPSG:4490); one row per pair, by pair.
    """
    strips = np.asarray(verdicts.geometry.array, dtype=object)[(verdicts["verdict"] == DISPUTED).to_numpy()]
    inner = segments[segments["right"].notna()] if len(segments) else segments
    rows: list[tuple[str, float, shapely.Geometry]] = []
    if len(strips) and len(inner):
        # A cleaned network may run a little beside the strip: look as far as a seam is wide.
        zone = shapely.union_all(shapely.buffer(strips, 1e-6))
        near = inner[shapely.intersects(np.asarray(inner.geometry.array), zone)]
        for pair, group in near.groupby("pair", sort=True):
            line = shapely.intersection(shapely.union_all(np.asarray(group.geometry.array)), zone)
            metres = float(geodesic_lengths_m(np.array([line], dtype=object))[0])
            if metres > 0:
                rows.append((str(pair), metres, line))
    return gpd.GeoDataFrame(rows, columns=["pair", "length_m", "geometry"], geometry="geometry", crs=segments.crs)


#: What :func:`listed` adds to the columns of slivers.
LISTED_COLUMNS = (
    "state",  # "undecided" | "line" | "disputed" | "changed": judged, but a line was drawn anew since
    "verdict_uid",  # "" where nobody judged
    "lines",
    "holder",
    "judged_by",
    "judged_at",
    "note",
    "meeting",
    "is_found",  # bool; False: known from its verdict only, by now smaller than asked for or gone
)

UNDECIDED, CHANGED = "undecided", "changed"


def listed(found: gpd.GeoDataFrame, verdicts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return every sliver with what was decided about it, and the verdicts whose sliver is not among them.

    Parameters
    ----------
    found : GeoDataFrame, columns ``SLIVER_COLUMNS``
    verdicts : GeoDataFrame, columns ``VERDICT_COLUMNS``

    Returns
    -------
    GeoDataFrame
        Columns ``SLIVER_COLUMNS`` and :data:`LISTED_COLUMNS`, in the order of ``found``.
    """
    match = matched(found, verdicts)
    said = {row["uid"]: row for row in verdicts.to_dict("records")}
    rows = []
    for row, uid, likeness in zip(found.to_dict("records"), match["verdict"], match["likeness"], strict=True):
        verdict = said.get(uid)
        state = UNDECIDED if verdict is None else verdict["verdict"] if likeness >= SAME else CHANGED
        rows.append({**row, **_said(verdict), "state": state, "is_found": True})
    spoken = set(match["verdict"])
    for uid, verdict in said.items():
        if uid not in spoken:
            pair = "|".join(verdict["counties"])
            plain = {**verdict, **_said(verdict), "pair": pair, "is_found": False}
            rows.append({**plain, "state": verdict["verdict"]})
    columns = [*found.columns, *LISTED_COLUMNS]
    data = {name: pd.Series([row[name] for row in rows], dtype=None if rows else object) for name in columns}
    return gpd.GeoDataFrame(data, geometry="geometry", crs=found.crs)


def _said(verdict: Mapping[str, Any] | None) -> dict[str, Any]:
    names = ("holder", "judged_by", "judged_at", "note", "meeting")
    if verdict is None:
        return {"verdict_uid": "", "lines": [], **dict.fromkeys(names, "")}
    texts = {name: verdict[name] if isinstance(verdict[name], str) else "" for name in names}
    return {"verdict_uid": verdict["uid"], "lines": list(verdict["lines"]), **texts}
