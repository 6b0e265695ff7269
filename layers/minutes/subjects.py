"""What an entry is about, found again in a plan: its shape, and by county its area."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from layers.minutes.model import About, AboutKind, Minute

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.patrol.division import Division
    from layers.patrol.model import AreaShare


class Shapes(Protocol):
    """Where shapes come from: a plan store and the open document both answer."""

    def zones(self) -> gpd.GeoDataFrame:
        """Return the zones."""
        ...

    def borders(self) -> gpd.GeoDataFrame:
        """Return the border segments."""
        ...

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return the patrol areas."""
        ...


def shape_of(plan: Shapes, about: About) -> BaseGeometry | None:
    """Return the shape of a zone, border or area, EPSG:4490; None when it is gone or has none."""
    if about.kind is AboutKind.BORDER:
        rows = plan.borders()
        rows = rows[rows["pair"] == about.key]
    elif about.kind in (AboutKind.ZONE, AboutKind.PATROL_AREA):
        rows = plan.zones() if about.kind is AboutKind.ZONE else plan.patrol_areas()
        rows = rows[rows["uid"] == about.key]
    else:
        return None
    return shapely.union_all(list(rows.geometry)) if len(rows) else None


def shape_then(plan: Shapes, one: Minute) -> BaseGeometry | None:
    """Return the shape an entry is about: as it was then where that was kept, else as it is now."""
    return one.geometry if one.geometry is not None else shape_of(plan, one.about)


def shares_of(minutes: Iterable[Minute], counties: gpd.GeoDataFrame | None) -> dict[str, tuple[AreaShare, ...]]:
    """Return the areas of the entries that kept a shape of land, by county.

    Parameters
    ----------
    minutes : iterable of Minute
    counties : GeoDataFrame or None
        Columns ``code``, ``name``, ``geometry``, EPSG:4490; without them nothing is told.

    Returns
    -------
    dict of str to tuple of AreaShare
        By uid of the entry; what lies in no county has the code "".  Ellipsoidal (CGCS2000).
    """
    from layers.patrol.division import CountyIndex

    shaped = [one for one in minutes if one.geometry is not None and one.about.kind is AboutKind.PATROL_AREA]
    if counties is None or not shaped:
        return {}
    index = CountyIndex(counties)
    return {one.uid: _shares(index.divide(one.geometry)) for one in shaped}


def _shares(division: Division) -> tuple[AreaShare, ...]:
    from layers.patrol.model import AreaShare

    outside_ha = division.outside_ha
    beyond = AreaShare("", "", outside_ha, outside_ha / division.total_ha) if outside_ha > 0.0 else None
    return (*division.shares, *([beyond] if beyond is not None else []))
