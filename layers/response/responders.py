"""Those who set out: depots and teams of the plan, where they begin, and after how many minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS
from layers.exposure.location import county_of, representative_points, speaking_counties
from layers.kinds import Role
from layers.response.settings import ResponseSettings

if TYPE_CHECKING:
    from layers.zones.model import ZoneInputs

#: Columns of :func:`responders`.
RESPONDER_COLUMNS = (
    "uid",
    "role",  # "depot" | "team"
    "name",
    "county",  # code; "" outside every county
    "strength",  # float, nan unknown
    "turnout_min",  # float
    "turnout_known",  # bool: said by the layer, not the usual
    "contact",
    "phone",
    "geometry",  # Point in the metric CRS
)

#: Columns that may say how long it takes to set out.
_TURNOUT = ("turnout_min", "mobilise_min", "mobilize_min")


def responders(
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    settings: ResponseSettings,
    roles: tuple[Role, ...] = (Role.DEPOT, Role.TEAM),
) -> gpd.GeoDataFrame:
    """Return the depots and teams of a plan, those of one uid once, by county, role, name and uid.

    Parameters
    ----------
    inputs : ZoneInputs
    counties : GeoDataFrame
        ``code``, ``geometry`` in a metric CRS.
    settings : ResponseSettings
    roles : tuple of Role

    Returns
    -------
    GeoDataFrame
        :data:`RESPONDER_COLUMNS`, in the CRS of ``counties``.
    """
    rows = []
    for role in roles:
        usual = settings.depot_turnout_min if role is Role.DEPOT else settings.team_turnout_min
        for layer in inputs.of_role(role):
            shapes = layer.frame.geometry.to_numpy()
            usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
            frame = pd.DataFrame(layer.frame)[usable]
            said = _turnout(frame)
            row = {name: _text(frame, name) for name in ("uid", "name", "contact", "phone")}
            points = gpd.GeoSeries(representative_points(shapes[usable]), crs=layer.frame.crs or STORAGE_CRS)
            rows.append(
                pd.DataFrame(
                    {
                        **row,
                        "role": role.value,
                        "strength": _number(frame, "strength"),
                        "turnout_min": np.where(np.isfinite(said), said, usual),
                        "turnout_known": np.isfinite(said),
                        "geometry": points.to_crs(counties.crs).to_numpy(),
                    }
                )
            )
    rows = [frame for frame in rows if len(frame)]
    if not rows:
        empty = {
            name: pd.Series(dtype=float if name.endswith("min") or name == "strength" else object)
            for name in RESPONDER_COLUMNS[:-1]
        }
        return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs=counties.crs))
    table = pd.concat(rows, ignore_index=True).drop_duplicates("uid", ignore_index=True)
    table["county"] = county_of(table["geometry"].to_numpy(), counties)
    table = table.sort_values(["county", "role", "name", "uid"], kind="stable", ignore_index=True)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=counties.crs)[list(RESPONDER_COLUMNS)]


def silent_counties(inputs: ZoneInputs, codes: pd.Series, role: Role) -> frozenset[str]:
    """Return the counties no layer of a role speaks for."""
    return frozenset(codes) - speaking_counties(inputs.of_role(role), codes)


def _turnout(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Return what the layer says; nan where it says nothing, or what cannot be a time."""
    said = np.full(len(frame), np.nan)
    for name in _TURNOUT:
        value = _number(frame, name)
        said = np.where(np.isfinite(said), said, np.where(value >= 0.0, value, np.nan))
    return said


def _number(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    if name not in frame.columns:
        return np.full(len(frame), np.nan)
    return pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)


def _text(frame: pd.DataFrame, name: str) -> NDArray[np.object_]:
    if name not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    return frame[name].astype(object).where(frame[name].notna(), "").astype(str).to_numpy(dtype=object)
