"""Outlines made of two alternatives of a patrol area (:mod:`layers.plan.alternatives`)."""

from __future__ import annotations

import shapely

from layers.errors import AlternativesAlike, NothingInCommon
from layers.patrol import shaping
from layers.plan.alternatives import Origin, same_outline


def combined(origin: Origin, one: shapely.Geometry, other: shapely.Geometry, *, epsg: int) -> shapely.Geometry:
    """Return the outline that two alternatives give.

    Parameters
    ----------
    origin : UNION, COMMON or DIFFERENCE
        DIFFERENCE is the first without the second.
    one, other : Polygon or MultiPolygon, EPSG:4490
    epsg : int
        The plan's metric CRS, in which edges are straight.

    Raises
    ------
    AlternativesAlike
        Nothing new would come of it: one lies in the other, or they are the same.
    NothingInCommon, NothingLeft
        They lie apart, or the second covers the first.
    ValueError
        Another origin.
    """
    if origin is Origin.DIFFERENCE:
        return shaping.subtract(one, [other], epsg=epsg)
    # In one order whoever asks: both counties get the same corners.
    first, second = sorted((one, other), key=lambda shape: shapely.to_wkb(shapely.normalize(shape)))
    if origin is Origin.UNION:
        made = shaping.merge([first, second], epsg=epsg)
    elif origin is Origin.COMMON:
        try:
            made = shaping.clip(first, [second], epsg=epsg)
        except NothingInCommon as error:
            if error.facts.get("outside") is not False:
                raise
            raise AlternativesAlike from error
    else:
        raise ValueError(f"no outline is made by {origin}")
    if same_outline(made, one) or same_outline(made, other):
        raise AlternativesAlike
    return made
