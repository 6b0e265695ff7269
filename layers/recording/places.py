"""Places as they are typed: degrees in any notation, or metres of a Gauss–Krüger grid, one point a line."""

from __future__ import annotations

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.errors import UnsoundShape
from layers.kinds import Shape
from layers.patrol.corner_table import parse_places
from layers.sources.parcel_systems import place
from layers.sources.parcel_text import Parcel, Ring

_HEADER = {"坐标系": "2000国家大地坐标系"}
#: Where a place in China can lie, degrees: a slip of the pen should not put a depot into the sea.
_LONGITUDES, _LATITUDES = (73.0, 136.0), (3.0, 54.5)
_LEAST = {Shape.POINT: 1, Shape.LINE: 2, Shape.POLYGON: 3}


def parse_shape(text: str, shape: Shape, *, epsg: int) -> shapely.Geometry:
    """Return the point, line or area that a text describes, EPSG:4490.

    Parameters
    ----------
    text : str
        Two numbers a line, in degrees (``116°38′12.5″E 40°45′N``, ``116.6368, 40.75``, either first) or in metres
        (X north before Y east unless the numbers say otherwise).
    shape : Shape
        POINT, LINE or POLYGON; an area need not be closed.
    epsg : int
        The grid of eastings without a zone number before them; one with a number, like 39 512 345, names its own
        3° (25–45) or 6° (13–23) zone of CGCS2000.

    Raises
    ------
    ValueError
        A line has no two numbers, or they are no place in China; its number, from 1, is the argument.
    UnsoundShape
        Too few points, or sides cross (``facts['reason']``: ``few_points``, ``few_corners`` or ``crossing``).
    """
    lonlat = _degrees(parse_places(_parted(text)), epsg)
    if len(lonlat) < _LEAST[shape]:
        raise UnsoundShape(reason="few_corners" if shape is Shape.POLYGON else "few_points")
    if shape is Shape.POINT:
        if len(lonlat) > 1:
            raise ValueError(2)
        return shapely.Point(lonlat[0])
    if shape is Shape.LINE:
        line = shapely.LineString(lonlat)
        if line.length == 0.0:
            raise UnsoundShape(reason="few_points")
        return line
    area = shapely.Polygon(lonlat)
    if not area.is_valid or area.area == 0.0:
        raise UnsoundShape(reason="crossing")
    return shapely.orient_polygons(area)


def coordinates_text(shape: shapely.Geometry) -> str:
    """Return the points of a shape (EPSG:4490) as :func:`parse_shape` reads them: 1e-7° is a centimetre."""
    if shape.geom_type == "Polygon":
        shape = shapely.LineString(shape.exterior.coords[:-1])
    return "\n".join(f"{lon:.7f}, {lat:.7f}" for lon, lat in shapely.get_coordinates(shape))


def _parted(text: str) -> str:
    """Return a text whose lines of two bare numbers have a comma between them: 4512345 39512345."""
    lines = []
    for line in text.splitlines():
        halves = line.split()
        is_plain = len(halves) == 2 and all(half.replace(".", "", 1).isdigit() for half in halves)
        lines.append(", ".join(halves) if is_plain else line)
    return "\n".join(lines)


def _degrees(pairs: list[tuple[float, float]], epsg: int) -> list[tuple[float, float]]:
    """Return longitude and latitude of pairs in the order and the unit their sizes tell."""
    found = []
    for number, (first, second) in enumerate(pairs, start=1):
        placing = place(Parcel((), _HEADER, 0, [Ring("", [first], [second])]))
        x, y = (second, first) if placing.north_first else (first, second)
        point = shapely.Point(x * placing.factor, y * placing.factor)
        source = placing.crs or f"EPSG:{epsg}"
        lon, lat = shapely.get_coordinates(transform(point, source, STORAGE_CRS))[0]
        if not (_within(lon, _LONGITUDES) and _within(lat, _LATITUDES)):
            raise ValueError(number)
        found.append((float(lon), float(lat)))
    return found


def _within(value: float, span: tuple[float, float]) -> bool:
    return bool(np.isfinite(value)) and span[0] <= value <= span[1]
