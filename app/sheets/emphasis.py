"""What a plate adds to the plan's scene: the area stands out, its boundary points carry their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely

from app.canvas.rasters import RasterLayer, Tile
from app.canvas.scene import BORDERS, Group, LabelSet, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import LabelStyle, Style
from app.canvas.view import Box, View
from layers.crs import STORAGE_CRS, transform
from layers.export.coordinates import CoordinateTable

#: Looks that are not things: they have no entry in the legend.
UNSAID = frozenset({"_veil", "_area", "_line"})

_TEAL, _PAPER = "#00796B", "#FFFFFF"
_VEIL = Style(fill=_PAPER, fill_opacity=0.42)
_AREA = Style(band=_PAPER, band_width=6.0, line=_TEAL, width=3.2)
_LINE = Style(line=_TEAL, width=13.0, line_opacity=0.38)
_POINT = Style(symbol="dot", fill=_PAPER, line=_TEAL, keyline=_TEAL, width=1.6, size=6.5, small_size=6.5)
_NUMBER = LabelStyle(color="#00594F", size=11.0, bold=True, priority=1000, placement="beside")
#: Pictures below the map are drawn at this resolution on paper: relief needs no more.
_RASTER_DPI = 150.0


def emphasised(
    scene: Scene,
    view: View,
    subject: shapely.Geometry | None,
    *,
    is_area: bool,
    table: CoordinateTable | None = None,
    is_vector: bool,
) -> Scene:
    """Return a scene for paper.

    Parameters
    ----------
    scene : the plan's scene
    view : what the sheet shows
    subject : what is brought out, in the scene's metric CRS; None for nothing
    is_area : it is a joint-patrol area, whose outline is drawn stronger
    table : its boundary points, which get their numbers
    is_vector : the device keeps shapes
    """
    # A raster that is not there is told in the notes.
    found = [layer for layer in scene.layers if layer.raster is None or not layer.raster.is_missing]
    layers = [_for_paper(layer, view, is_vector=is_vector) for layer in found]
    above = next((i for i, layer in enumerate(layers) if layer.uid == BORDERS), len(layers))
    if subject is not None and shapely.get_dimensions(subject) == 2:
        veil = shapely.difference(shapely.box(*view.extent).buffer(view.metres_per_px * 20.0), subject)
        layers.insert(above, _layer("_veil", Group.ZONE, _VEIL, [veil]))
    elif subject is not None:
        layers.insert(above, _layer("_line", Group.LINE, _LINE, [subject]))
    if subject is not None and is_area:
        layers.append(_layer("_area", Group.PATROL, _AREA, [subject]))
    if table is not None:
        layers.append(_points(scene, table))
    return replace(scene, layers=tuple(layers))


def _layer(key: str, group: Group, style: Style, geometries: list[shapely.Geometry]) -> SceneLayer:
    shapes = Shapes.of_metric(np.array(geometries, dtype=object))
    return SceneLayer(key, key, "", group, parts=(Part(key, style, shapes),), is_pickable=False)


def _points(scene: Scene, table: CoordinateTable) -> SceneLayer:
    rows = [point for point in table.points if point.side_m is not None]
    lonlat = shapely.points([(point.longitude_deg, point.latitude_deg) for point in rows])
    shapes = Shapes.of_metric(transform(lonlat, STORAGE_CRS, f"EPSG:{scene.metric_epsg}"))
    # Where there is no room for all numbers, J1 and then every fifth come first.
    weights = np.array([2.0 if p.number == 1 else float(p.number % 5 == 0) for p in rows])
    labels = LabelSet(_NUMBER, shapes, tuple(point.label for point in rows), weights=weights, offset_px=1.0)
    part = Part("boundary_point", _POINT, shapes)
    return SceneLayer("boundary_point", "boundary_point", "", Group.POINT, (part,), (labels,), is_pickable=False)


def _for_paper(layer: SceneLayer, view: View, *, is_vector: bool) -> SceneLayer:
    if layer.raster is not None:
        return replace(layer, raster=_Calm(layer.raster, view.metres_per_px * 96.0 / _RASTER_DPI))
    if not is_vector:
        return layer
    # Qt scales absolute letter spacing by the resolution of a PDF but not in the outline behind the letters.
    labels = tuple(replace(one, style=replace(one.style, spacing=0.0)) for one in layer.labels)
    return replace(layer, labels=labels)


class _Calm(RasterLayer):
    """A raster that gives no finer picture than paper needs."""

    def __init__(self, raster: RasterLayer, finest_mpp: float) -> None:
        # Everything but the tiles is the raster's own, its lock and its cache of pictures included.
        self.__dict__.update(raster.__dict__)
        self._raster, self._finest_mpp = raster, finest_mpp

    @property
    def is_smooth(self) -> bool:
        """Whether cells blend into each other, which the raster knows when it has been read."""
        return self._raster.is_smooth

    def tiles(self, extent: Box, metres_per_device_px: float) -> Iterator[Tile]:
        """Yield the pictures of the raster below."""
        return self._raster.tiles(extent, max(metres_per_device_px, self._finest_mpp))
