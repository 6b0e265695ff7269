"""Two proposals for one patrol area against each other: what both have, what only one of them has, by county.

The land of both is cut once into three pieces (only the first, only the second, both) and each piece by county; every
other figure is a sum of those, so |A ∪ B| = |A| + |B| − |A ∩ B| holds exactly, for the whole and for each county.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import shapely

from layers.geodesy import HA_PER_M2, MU_PER_HA
from layers.patrol.division import NOTHING_M2, CountyIndex, polygonal


class Piece(StrEnum):
    """A part of what two proposals cover."""

    FIRST = "first"  # all of the first
    SECOND = "second"
    UNION = "union"
    COMMON = "common"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"


_MADE_OF: Mapping[Piece, tuple[Piece, ...]] = {
    Piece.FIRST: (Piece.COMMON, Piece.ONLY_FIRST),
    Piece.SECOND: (Piece.COMMON, Piece.ONLY_SECOND),
    Piece.UNION: (Piece.COMMON, Piece.ONLY_FIRST, Piece.ONLY_SECOND),
    Piece.COMMON: (Piece.COMMON,),
    Piece.ONLY_FIRST: (Piece.ONLY_FIRST,),
    Piece.ONLY_SECOND: (Piece.ONLY_SECOND,),
}
_CUT = (Piece.COMMON, Piece.ONLY_FIRST, Piece.ONLY_SECOND)


@dataclass(frozen=True)
class Overlap:
    """Two proposals against each other.

    Attributes
    ----------
    shapes : mapping of Piece to Polygon or MultiPolygon
        ``COMMON``, ``ONLY_FIRST`` and ``ONLY_SECOND`` in the metric CRS of the counties; empty where there is none.
    by_county : mapping of Piece to (mapping of str to float)
        hm² of those three by county code, "" outside every county; areas are geodesic on CGCS2000.
    """

    shapes: Mapping[Piece, shapely.Geometry]
    by_county: Mapping[Piece, Mapping[str, float]]

    @property
    def counties(self) -> tuple[str, ...]:
        """Codes of the counties with a part in either, in their order; "" (outside every county) last."""
        found = {code for shares in self.by_county.values() for code in shares}
        return tuple(sorted(found, key=lambda code: (code == "", code)))

    def area_ha(self, piece: Piece, county: str | None = None) -> float:
        """Return hm² of a piece, in one county or in all."""
        parts = [self.by_county[one] for one in _MADE_OF[piece]]
        if county is None:
            return math.fsum(value for part in parts for value in part.values())
        return math.fsum(part.get(county, 0.0) for part in parts)

    def area_mu(self, piece: Piece, county: str | None = None) -> float:
        """Return 亩 of a piece, in one county or in all."""
        return self.area_ha(piece, county) * MU_PER_HA

    @property
    def agreed_share(self) -> float:
        """Share of the union that both have, 0–1."""
        whole = self.area_ha(Piece.UNION)
        return self.area_ha(Piece.COMMON) / whole if whole > 0.0 else math.nan

    @property
    def disputed_ha(self) -> float:
        """What only one of them has, hm²."""
        return math.fsum((self.area_ha(Piece.ONLY_FIRST), self.area_ha(Piece.ONLY_SECOND)))

    def swapped(self) -> Overlap:
        """Return the same with first and second exchanged."""
        other = {
            Piece.COMMON: Piece.COMMON,
            Piece.ONLY_FIRST: Piece.ONLY_SECOND,
            Piece.ONLY_SECOND: Piece.ONLY_FIRST,
        }
        return Overlap(
            {other[piece]: shape for piece, shape in self.shapes.items()},
            {other[piece]: shares for piece, shares in self.by_county.items()},
        )


def overlap(index: CountyIndex, first: shapely.Geometry, second: shapely.Geometry) -> Overlap:
    """Hold two proposals against each other.

    Parameters
    ----------
    index : CountyIndex
    first, second : Polygon or MultiPolygon, EPSG:4490
        One that crosses itself is taken for what it encloses.

    Returns
    -------
    Overlap
        The same, exchanged, when first and second are.
    """
    is_swapped = shapely.to_wkb(second) < shapely.to_wkb(first)  # one order of work, so that both ask alike
    one, other = (index.outline(shape) for shape in ((second, first) if is_swapped else (first, second)))
    made = {
        Piece.COMMON: polygonal(shapely.intersection(one, other)),
        Piece.ONLY_FIRST: polygonal(shapely.difference(one, other)),
        Piece.ONLY_SECOND: polygonal(shapely.difference(other, one)),
    }
    shapes = {piece: _without_specks(shape) for piece, shape in made.items()}
    shares: dict[Piece, Mapping[str, float]] = {}
    for piece in _CUT:
        division = index.divide_outline(shapes[piece])
        hectares = (division.areas_m2 * HA_PER_M2).tolist()
        shares[piece] = dict(zip(division.counties, hectares, strict=True))
    found = Overlap(shapes, shares)
    return found.swapped() if is_swapped else found


def _without_specks(shape: shapely.Geometry) -> shapely.Geometry:
    """Leave out what the rounding of coordinates leaves between edges that run along each other."""
    parts = shapely.get_parts(shape)
    kept = parts[shapely.area(parts) > NOTHING_M2] if len(parts) else parts
    if len(kept) == len(parts):
        return shape
    return shapely.MultiPolygon(list(kept)) if len(kept) else shapely.Polygon()
