"""Which way rivers run, as people and tables say it: read from the features before they are joined.

Terrain is asked afterwards, on whole lines (:mod:`layers.rivers.network`).  The order of a river (河流级别) is not
read as a direction: Chinese tables count the main river first, Strahler's order counts it last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.rivers.settings import Verdict
from layers.zones.model import LayerInput

Signs = NDArray[np.int8]


class Evidence(StrEnum):
    """What a direction rests on, the strongest first."""

    USER = "user"
    ATTRIBUTE = "attribute"  # a column says so
    TERRAIN = "terrain"  # its ends differ in height by more than the terrain's noise
    CONTINUITY = "continuity"  # all else flows into a node, so it leaves by this reach
    NONE = "none"


#: Columns that say whether a line is drawn with the flow, and their values.
_FLOW_COLUMNS = frozenset({"流向", "水流方向", "河流流向", "flowdir", "flowdirection", "flow", "liuxiang"})
_WITH = frozenset(
    {"1", "1.0", "顺", "顺流", "顺向", "正", "正向", "withdigitized", "with", "downstream", "ft", "true", "yes"}
)
_AGAINST = frozenset(
    {"-1", "-1.0", "逆", "逆流", "逆向", "反", "反向", "againstdigitized", "against", "upstream", "tf"}
)
#: Columns that name the node the water comes from and the one it goes to.  ArcInfo's FNODE_ and TNODE_ only say how a
#: line was digitised and are left out.
_FROM_COLUMNS = frozenset({"fromnode", "起始节点", "上游节点", "起点编码", "upnode", "upstreamnode"})
_TO_COLUMNS = frozenset(
    {"tonode", "终止节点", "下游节点", "终点编码", "dnnode", "downnode", "downstreamnode", "nodeto"}
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


def told(
    layers: Sequence[LayerInput], verdicts: Sequence[Verdict] = ()
) -> tuple[tuple[LayerInput, ...], frozenset[str]]:
    """Turn every feature that something speaks about downstream.

    Parameters
    ----------
    layers : sequence of LayerInput
        Of role river; ``directed`` and any column named above is heard.
    verdicts : sequence of Verdict
        They go before every column.

    Returns
    -------
    layers : tuple of LayerInput
        The same features; those spoken about run downstream and have ``directed`` True.  The columns that were heard
        are gone, so that nothing is turned twice; a layer nothing speaks about is returned as it is.
    judged : frozenset of str
        ``uid`` of the features a verdict spoke about.
    """
    by_uid = {verdict.object_uid: verdict for verdict in verdicts}
    turned, judged = [], set()
    for layer in layers:
        frame = layer.frame
        uids = frame["uid"].astype(str).to_numpy(dtype=object)
        meant = np.flatnonzero(np.isin(uids, list(by_uid)))
        heard = [_column(frame, names) for names in (_FLOW_COLUMNS, _FROM_COLUMNS, _TO_COLUMNS)]
        if len(meant) == 0 and heard == [None, None, None]:
            turned.append(layer)
            continue
        sign = _by_columns(frame)
        for row in meant:
            sign[row] = _by_verdict(frame.geometry.iloc[int(row)], by_uid[uids[row]])
            judged.add(str(uids[row]))
        frame = _turned(frame, sign).drop(columns=[name for name in heard if name is not None])
        # What a person says is not in the file: its checksum no longer stands for the features.
        turned.append(replace(layer, frame=frame, checksum="" if len(meant) else layer.checksum))
    return tuple(turned), frozenset(judged)


def _turned(frame: gpd.GeoDataFrame, sign: Signs) -> gpd.GeoDataFrame:
    """Return a frame whose features run downstream where the sign is known."""
    geometry = frame.geometry.to_numpy(dtype=object).copy()
    back = np.flatnonzero(sign < 0)
    geometry[back] = [_reversed(shape) for shape in geometry[back]]
    result = frame.set_geometry(gpd.GeoSeries(geometry, index=frame.index, crs=frame.crs))
    return result.assign(directed=pd.Series(sign != 0, index=frame.index).astype(object))


def _reversed(shape: shapely.Geometry) -> shapely.Geometry:
    """Return lines run through from their other end, the parts in the other order too."""
    if shape.geom_type == "MultiLineString":
        return shapely.MultiLineString([part.reverse() for part in reversed(shape.geoms)])
    return shapely.reverse(shape)


def _by_columns(frame: gpd.GeoDataFrame) -> Signs:
    """Return +1 where a column says the line runs downstream, −1 against, 0 where nothing is said."""
    sign = np.zeros(len(frame), dtype=np.int8)
    nodes = _by_nodes(frame)
    sign[nodes != 0] = nodes[nodes != 0]
    if "directed" in frame.columns:
        sign[frame["directed"].isin([True]).to_numpy(dtype=bool)] = 1
    column = _column(frame, _FLOW_COLUMNS)
    if column is not None:
        said = frame[column].map(lambda value: "" if pd.isna(value) else _plain(str(value), keep="-."))
        sign[said.isin(list(_WITH)).to_numpy(dtype=bool)] = 1
        sign[said.isin(list(_AGAINST)).to_numpy(dtype=bool)] = -1
    return sign


def _plain(text: str, keep: str = "") -> str:
    return "".join(_NOT_A_LETTER.sub("", part) if part not in keep else part for part in text).strip().lower()


def _column(frame: pd.DataFrame, names: frozenset[str]) -> str | None:
    return next((str(name) for name in frame.columns if _plain(str(name)) in names), None)


def _by_nodes(frame: gpd.GeoDataFrame) -> Signs:
    """Return the sign by from-node and to-node: a node lies where most ends of the features that name it lie."""
    sign = np.zeros(len(frame), dtype=np.int8)
    source, target = _column(frame, _FROM_COLUMNS), _column(frame, _TO_COLUMNS)
    if source is None or target is None:
        return sign
    first, last = _ends(frame.geometry.to_numpy(dtype=object))
    names = np.column_stack([frame[source].astype(str), frame[target].astype(str)])
    ends: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, pair in enumerate(names):
        for name in pair:
            ends[name] += [first[row], last[row]]
    for row, (a, b) in enumerate(names):
        votes = 0
        for name, here, there in ((a, first[row], last[row]), (b, last[row], first[row])):
            votes += ends[name].count(here) - ends[name].count(there)
        sign[row] = np.sign(votes)
    return sign


def _ends(shapes: NDArray[np.object_]) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return first and last vertex of each feature, rounded to about 0.1 m."""
    first, last = [], []
    for shape in shapes:
        xy = shapely.get_coordinates(shape)
        at = xy[[0, -1]] if len(xy) else np.full((2, 2), np.nan)
        (x0, y0), (x1, y1) = np.round(at, 6).tolist()
        first.append((x0, y0))
        last.append((x1, y1))
    return first, last


def _by_verdict(shape: shapely.Geometry, verdict: Verdict) -> int:
    """Return +1 when the first vertex is the end the water comes from, −1 when the last is."""
    xy = shapely.get_coordinates(shape)
    if len(xy) == 0:
        return 0
    away = np.hypot((xy[[0, -1], 0] - verdict.lon) * np.cos(np.radians(verdict.lat)), xy[[0, -1], 1] - verdict.lat)
    return 1 if away[0] <= away[1] else -1
