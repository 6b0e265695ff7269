"""The boundary-point table (界址点坐标表) of a joint-patrol area, and the way back from it.

Points are numbered J1…Jn.  Each ring starts at its north-west-most vertex: the one with the largest
``X − Y`` (north minus east) in the table's Gauss–Krüger zone, compared to the millimetre; of equals the
more northern one.  It is the first vertex met by a line at 45° coming from the north-west, so it does not
depend on where the polygon was begun or which way it was drawn.  Outer rings run clockwise and holes
anticlockwise, so that the area is always on the right hand.  Each ring ends by repeating its first point.

X is north and Y is east with the zone number before it, as Chinese survey practice has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.polygon import orient

from layers.crs import STORAGE_CRS, densified, gk_epsg, transform, zone_number
from layers.geodesy import HA_PER_M2, MU_PER_HA, areas_m2, cgcs2000

PolygonLike: TypeAlias = shapely.Polygon | shapely.MultiPolygon

_MILLION = 1_000_000.0
#: Per metre: y/R² is 4e-9 at 1.5° from a central meridian, once on either side.
_CURVATURE = 8e-9
_ZONES = range(25, 46)


@dataclass(frozen=True)
class BoundaryPoint:
    """One row of the table: a point and the side that leaves it.

    ``number`` is 1…n over all rings.  ``side_m`` and ``azimuth_deg`` (clockwise from true north) are of
    the geodesic to the next point of the ring; both are None in the row that closes a ring.
    """

    number: int
    ring: int
    is_hole: bool
    longitude_deg: float
    latitude_deg: float
    x_north_m: float
    y_east_m: float  # with the zone number in front: 39 512 345.67 m in zone 39
    side_m: float | None
    azimuth_deg: float | None

    @property
    def label(self) -> str:
        """Return the point's number as printed, ``J1``."""
        return f"J{self.number}"


@dataclass(frozen=True)
class ZoneChoice:
    """A Gauss–Krüger zone the area could be put in, and how far its plane area is from the truth."""

    epsg: int
    central_meridian_deg: int
    width_deg: int
    area_ppm: float  # plane area against the ellipsoid, parts per million
    is_used: bool


@dataclass(frozen=True)
class ClosingCheck:
    """What re-reading the printed table gives."""

    misclosure_x_m: float  # Σ ΔX over all rings, from the printed figures
    misclosure_y_m: float
    largest_shift_m: float  # of a printed point from the drawn one
    area_difference_m2: float  # ellipsoidal area of the printed polygon minus the stated area
    area_tolerance_m2: float  # the printed digits, and edges straight in another zone

    @property
    def passes(self) -> bool:
        """Return whether the rings close and points and area agree within the printed digits."""
        return (
            abs(self.misclosure_x_m) < 0.005
            and abs(self.misclosure_y_m) < 0.005
            and self.largest_shift_m <= 0.01
            and abs(self.area_difference_m2) <= self.area_tolerance_m2
        )


@dataclass(frozen=True)
class CoordinateTable:
    """The whole table with what must be printed beside it."""

    points: tuple[BoundaryPoint, ...]
    zone: int
    central_meridian_deg: int
    epsg: int  # with zone prefix
    area_m2: float
    perimeter_m: float
    crossed_deg: tuple[float, ...]  # zone edges the area crosses, e.g. (115.5,)
    choices: tuple[ZoneChoice, ...]  # the zones on either side and the 6° zone, when it crosses one
    check: ClosingCheck

    @property
    def rings(self) -> int:
        """Return how many rings there are."""
        return self.points[-1].ring

    @property
    def area_ha(self) -> float:
        """Return the area in hm²."""
        return self.area_m2 * HA_PER_M2

    @property
    def area_mu(self) -> float:
        """Return the area in 亩."""
        return self.area_m2 * HA_PER_M2 * MU_PER_HA

    @property
    def corner_count(self) -> int:
        """Return the number of different points (closing rows not counted)."""
        return max(point.number for point in self.points)


def coordinate_table(area: PolygonLike, *, area_m2: float | None = None) -> CoordinateTable:
    """Return the boundary-point table of an area.

    Parameters
    ----------
    area : Polygon or MultiPolygon, EPSG:4490
        Holes and further parts become further rings.
    area_m2 : float, optional
        The area that other tables print, so that a document has one figure only.  Measured here when absent.

    Raises
    ------
    ValueError
        The area is empty or not a polygon.

    Notes
    -----
    The zone is the 3° zone of the centroid.  Zone number ``floor((lon + 1.5) / 3)``, central meridian three
    times that, false easting 500 000 m after the zone number (GB/T 17798; EPSG:4513–4533).
    """
    polygons = _polygons(area)
    longitude = float(area.centroid.x)
    zone = min(max(zone_number(longitude), _ZONES[0]), _ZONES[-1])
    epsg = gk_epsg(longitude, prefixed=True)
    points: list[BoundaryPoint] = []
    for ring_number, (ring, is_hole) in enumerate(_rings(polygons, epsg), start=1):
        points.extend(_ring_points(ring, ring_number, is_hole, epsg, first=_next_number(points)))
    stated = area_m2 if area_m2 is not None else ellipsoidal_area_m2(area)
    perimeter = float(sum(point.side_m for point in points if point.side_m is not None))
    crossed = crossed_zone_edges(area)
    return CoordinateTable(
        points=tuple(points),
        zone=zone,
        central_meridian_deg=3 * zone,
        epsg=epsg,
        area_m2=stated,
        perimeter_m=perimeter,
        crossed_deg=crossed,
        choices=_zone_choices(area, zone, crossed),
        check=_closing_check(points, epsg, stated, perimeter),
    )


def ellipsoidal_area_m2(area: PolygonLike) -> float:
    """Return the area in m² on the CGCS2000 ellipsoid, edges straight in the area's own 3° zone."""
    plane = f"EPSG:{gk_epsg(float(area.centroid.x))}"
    dense = densified(transform(area, STORAGE_CRS, plane))
    return float(areas_m2(np.array([dense], dtype=object), plane)[0])


def crossed_zone_edges(area: PolygonLike) -> tuple[float, ...]:
    """Return the 3° zone edges (…, 115.5, 118.5, … °E) that run through an area."""
    west, _, east, _ = area.bounds
    edges = np.arange(zone_number(west), zone_number(east) + 1) * 3.0 + 1.5
    return tuple(float(edge) for edge in edges if west < edge < east)


def _polygons(area: PolygonLike) -> list[shapely.Polygon]:
    if area.is_empty or not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
        raise ValueError("a coordinate table needs a polygon with an area")
    return list(area.geoms) if isinstance(area, shapely.MultiPolygon) else [area]


def _rings(polygons: list[shapely.Polygon], epsg: int) -> list[tuple[NDArray[np.float64], bool]]:
    """Return the rings in printing order: parts from the north-west, each followed by its holes."""
    parts = []
    for polygon in polygons:
        # sign −1: outer rings clockwise, holes anticlockwise.
        turned = orient(polygon, sign=-1.0)
        outer = _start_north_west(np.asarray(turned.exterior.coords)[:, :2], epsg)
        holes = [_start_north_west(np.asarray(ring.coords)[:, :2], epsg) for ring in turned.interiors]
        parts.append((outer, sorted(holes, key=lambda ring: _north_west_key(ring, epsg))))
    parts.sort(key=lambda part: _north_west_key(part[0], epsg))
    rings: list[tuple[NDArray[np.float64], bool]] = []
    for outer, holes in parts:
        rings.append((outer, False))
        rings.extend((hole, True) for hole in holes)
    return rings


def _to_plane(lonlat: NDArray[np.float64], epsg: int) -> NDArray[np.float64]:
    """Return X north, Y east in metres of longitude, latitude rows."""
    forward = pyproj.Transformer.from_crs(STORAGE_CRS, f"EPSG:{epsg}", always_xy=True)
    east, north = forward.transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([north, east])


def _north_westness(plane: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return sort keys in millimetres, rows (north − east, north): the largest row is the start."""
    millimetres = np.rint(plane * 1000.0).astype(np.int64)
    return np.column_stack([millimetres[:, 0] - millimetres[:, 1], millimetres[:, 0]])


def _north_west_key(ring: NDArray[np.float64], epsg: int) -> tuple[int, int]:
    north_minus_east, north = _north_westness(_to_plane(ring[:1], epsg))[0]
    return -int(north_minus_east), -int(north)


def _start_north_west(ring: NDArray[np.float64], epsg: int) -> NDArray[np.float64]:
    """Return the ring unclosed, without repeated points, rolled to begin at its north-west-most vertex."""
    corners = ring[:-1]
    plane = np.rint(_to_plane(corners, epsg) * 100.0)
    different = np.any(plane != np.roll(plane, 1, axis=0), axis=1)
    # Points that print alike would give a side without direction; three corners must stay.
    if different.sum() >= 3:
        corners = corners[different]
    keys = _north_westness(_to_plane(corners, epsg))
    start = int(np.lexsort((keys[:, 1], keys[:, 0]))[-1])
    return np.roll(corners, -start, axis=0)


def _next_number(points: Sequence[BoundaryPoint]) -> int:
    return max((point.number for point in points), default=0) + 1


def _ring_points(
    ring: NDArray[np.float64], ring_number: int, is_hole: bool, epsg: int, *, first: int
) -> list[BoundaryPoint]:
    plane = _to_plane(ring, epsg)
    following = np.roll(ring, -1, axis=0)
    azimuths, _, sides = cgcs2000().inv(ring[:, 0], ring[:, 1], following[:, 0], following[:, 1])
    rows = [
        BoundaryPoint(
            number=first + i,
            ring=ring_number,
            is_hole=is_hole,
            longitude_deg=float(ring[i, 0]),
            latitude_deg=float(ring[i, 1]),
            x_north_m=float(plane[i, 0]),
            y_east_m=float(plane[i, 1]),
            side_m=float(sides[i]),
            azimuth_deg=float(azimuths[i]) % 360.0,
        )
        for i in range(len(ring))
    ]
    start = rows[0]
    closing = BoundaryPoint(
        start.number, ring_number, is_hole, start.longitude_deg, start.latitude_deg,
        start.x_north_m, start.y_east_m, None, None,
    )  # fmt: skip
    return [*rows, closing]


def _zone_choices(area: PolygonLike, zone: int, crossed: tuple[float, ...]) -> tuple[ZoneChoice, ...]:
    """Return the zones one could argue for, when the area reaches over a zone edge."""
    if not crossed:
        return ()
    true_area = ellipsoidal_area_m2(area)
    wide_meridian = 6 * int(np.floor(area.centroid.x / 6.0)) + 3
    meridians = [(3 * number, 3) for number in range(int((crossed[0] - 1.5) / 3), int((crossed[-1] + 1.5) / 3) + 1)]
    meridians.append((wide_meridian, 6))
    choices = []
    for meridian, width in meridians:
        epsg = (4534 + meridian // 3 - 25) if width == 3 else (4502 + (meridian - 75) // 6)
        plane = f"EPSG:{epsg}"
        plane_area = float(shapely.area(densified(transform(area, STORAGE_CRS, plane))))
        choices.append(
            ZoneChoice(
                epsg=epsg,
                central_meridian_deg=meridian,
                width_deg=width,
                area_ppm=(plane_area / true_area - 1.0) * _MILLION,
                is_used=width == 3 and meridian == 3 * zone,
            )
        )
    return tuple(choices)


def _closing_check(points: Sequence[BoundaryPoint], epsg: int, stated_m2: float, perimeter_m: float) -> ClosingCheck:
    printed = parse_table([printed_row(point) for point in points])
    rounded = np.array([[round(p.x_north_m, 2), round(p.y_east_m, 2)] for p in points])
    exact = np.array([[p.x_north_m, p.y_east_m] for p in points])
    same_ring = np.diff([p.ring for p in points]) == 0
    steps = np.diff(rounded, axis=0)[same_ring]
    return ClosingCheck(
        misclosure_x_m=float(steps[:, 0].sum()),
        misclosure_y_m=float(steps[:, 1].sum()),
        largest_shift_m=float(np.hypot(*(rounded - exact).T).max()),
        area_difference_m2=ellipsoidal_area_m2(printed) - stated_m2,
        area_tolerance_m2=1.0 + 0.01 * perimeter_m + _bulge_m2(points),
    )


def _bulge_m2(points: Sequence[BoundaryPoint]) -> float:
    """Return how much area lies at most between edges straight in two neighbouring 3° zones.

    The stated area may have been measured in another zone.  A straight line there bends here by no more than
    :data:`_CURVATURE`; between an arc of curvature κ and its chord of length L lie L³·κ/12.
    """
    return sum(_CURVATURE * point.side_m**3 / 12.0 for point in points if point.side_m is not None)


# Printing -----------------------------------------------------------------------------------------------


def format_dms(value_deg: float, *, axis: str = "", digits: int = 2) -> str:
    """Return an angle as degrees, minutes and seconds, carried so that 60 never appears.

    Parameters
    ----------
    value_deg : float
        Degrees.
    axis : {"", "lon", "lat"}
        Adds E/W or N/S; without it a negative value gets a minus sign.
    digits : int
        Decimals of the seconds.

    Examples
    --------
    >>> format_dms(116.99999999, axis="lon")
    '117°00′00.00″E'
    """
    # Rounded once, in whole units of the last printed digit: then divmod can only carry.
    units = 10**digits
    total = round(abs(value_deg) * 3600 * units)
    seconds, fraction = divmod(total, units)
    minutes, second = divmod(seconds, 60)
    degree, minute = divmod(minutes, 60)
    tail = f".{fraction:0{digits}d}" if digits else ""
    text = f"{degree}°{minute:02d}′{second:02d}{tail}″"
    is_negative = value_deg < 0 and total > 0
    if axis == "lon":
        return text + ("W" if is_negative else "E")
    if axis == "lat":
        return text + ("S" if is_negative else "N")
    return ("-" if is_negative else "") + text


def format_azimuth(azimuth_deg: float) -> str:
    """Return an azimuth in [0°, 360°) to the whole second; 359°59′59.6″ prints as 0°00′00″."""
    seconds = round(azimuth_deg * 3600) % (360 * 3600)
    return format_dms(seconds / 3600.0, digits=0)


def ring_text(point: BoundaryPoint, hole_word: str = "hole") -> str:
    """Return the ring column: ``1`` for an outer ring, ``2 (hole)`` for a hole."""
    return f"{point.ring} ({hole_word})" if point.is_hole else str(point.ring)


def printed_row(point: BoundaryPoint, hole_word: str = "hole") -> tuple[str, ...]:
    """Return the texts of a row: number, ring, longitude, latitude, X, Y, side, azimuth."""
    return (
        point.label,
        ring_text(point, hole_word),
        format_dms(point.longitude_deg, axis="lon"),
        format_dms(point.latitude_deg, axis="lat"),
        f"{point.x_north_m:.2f}",
        f"{point.y_east_m:.2f}",
        "" if point.side_m is None else f"{point.side_m:.2f}",
        "" if point.azimuth_deg is None else format_azimuth(point.azimuth_deg),
    )


# Reading back -------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"^J\d+$")
_RING = re.compile(r"^(\d+)(.*)$")


def parse_table(rows: Iterable[Sequence[str]]) -> PolygonLike:
    """Return the polygon that printed rows describe; rows that are not points are passed over.

    Parameters
    ----------
    rows : iterable of texts
        As :func:`printed_row` makes them, from a document, a spreadsheet or a CSV file, in any language.

    Returns
    -------
    Polygon or MultiPolygon, EPSG:4490

    Raises
    ------
    ValueError
        No point, a ring of fewer than three points, a hole without an outer ring, or points of two zones.
    """
    rings: list[tuple[bool, list[tuple[float, float]]]] = []
    zones: set[int] = set()
    current: int | None = None
    for row in rows:
        cells = [str(cell).strip() for cell in row]
        ring = _RING.match(cells[1]) if len(cells) >= 6 and _NUMBER.match(cells[0]) else None
        if ring is None:
            continue
        north, east = float(cells[4]), float(cells[5])
        zones.add(int(east // _MILLION))
        if int(ring[1]) != current:
            current = int(ring[1])
            rings.append((bool(ring[2].strip()), []))
        rings[-1][1].append((east, north))
    if not rings:
        raise ValueError("no boundary points found")
    if len(zones) != 1 or not zones <= set(_ZONES):
        raise ValueError(f"Y must carry one zone number between 25 and 45, found {sorted(zones)}")
    plane = _assembled(rings)
    source = f"EPSG:{gk_epsg(3.0 * zones.pop(), prefixed=True)}"
    return transform(plane, source, STORAGE_CRS)


def _assembled(rings: list[tuple[bool, list[tuple[float, float]]]]) -> PolygonLike:
    parts: list[tuple[list[tuple[float, float]], list[list[tuple[float, float]]]]] = []
    for is_hole, corners in rings:
        if len(set(corners)) < 3:
            raise ValueError("a ring needs three points")
        if not is_hole:
            parts.append((corners, []))
        elif parts:
            parts[-1][1].append(corners)
        else:
            raise ValueError("a hole comes before its outer ring")
    polygons = [shapely.Polygon(outer, holes) for outer, holes in parts]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def format_ddm(value_deg: float, *, axis: str = "", digits: int = 3) -> str:
    """Return an angle as degrees and decimal minutes, as pilots and GPS receivers show it.

    Parameters
    ----------
    value_deg : float
        Degrees.
    axis : {"", "lon", "lat"}
        Adds E/W or N/S; without it a negative value gets a minus sign.
    digits : int
        Decimals of the minutes; three are about 1.9 m.

    Examples
    --------
    >>> format_ddm(40.75141, axis="lat")
    '40°45.085′N'
    """
    units = 10**digits
    total = round(abs(value_deg) * 60 * units)
    minutes, fraction = divmod(total, units)
    degree, minute = divmod(minutes, 60)
    tail = f".{fraction:0{digits}d}" if digits else ""
    text = f"{degree}°{minute:02d}{tail}′"
    is_negative = value_deg < 0 and total > 0
    if axis == "lon":
        return text + ("W" if is_negative else "E")
    if axis == "lat":
        return text + ("S" if is_negative else "N")
    return ("-" if is_negative else "") + text
