"""A read layer in another role: the same features, with that role's columns found among their attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.kinds import Role
from layers.sources.fields import map_fields

if TYPE_CHECKING:
    import geopandas as gpd


def recast(frame: gpd.GeoDataFrame, role: Role) -> gpd.GeoDataFrame:
    """Return the features of a layer with the canonical columns of a role.

    Parameters
    ----------
    frame : GeoDataFrame
        As :func:`layers.sources.read` returned it for another role; left as it was.
    role : Role
        What the layer is to be.

    Returns
    -------
    GeoDataFrame
        Same rows, uids, shapes and CRS.  A canonical column without a source is unknown, never zero.
    """
    import geopandas as gpd
    import pandas as pd

    shapes = frame.geometry
    attributes = pd.DataFrame(frame.drop(columns=["uid", shapes.name]))
    mapped = map_fields(attributes, role)
    columns = pd.concat([frame["uid"], mapped.canonical, mapped.rest], axis=1)
    return gpd.GeoDataFrame(columns, geometry=shapes.rename("geometry"), crs=frame.crs)
