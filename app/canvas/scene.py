"""What the map shows, as plain values: layers of styled shapes in drawing order.

Layers that were read lie as the planner ordered them; ``app.canvas.stacking`` says where all others lie.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.canvas.rasters import RasterLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import LabelStyle, Style, Theme
from app.canvas.view import Box


class Group(IntEnum):
    """What a layer is to the drawing; also the order of derived layers among themselves, the lowest first."""

    LAND = 0
    PICTURE = 1
    AREA = 2
    STRADDLING = 3
    RELIEF = 4
    LINE = 5
    ZONE = 6
    REACH = 7
    BORDER = 8
    PATROL = 9
    POINT = 10
    COVER = 11  # classes of land cover as a raster: on the land, below everything else


#: Identities of what no file holds: the derived and drawn layers.
BORDERS, ZONES, STRADDLING, REACHES, PATROL = "borders", "zones", "straddling", "reaches", "patrol_areas"
BORDER_ROADS = "border_roads"


@dataclass(frozen=True)
class Part:
    """Features of one layer that look the same; ``key`` names the look in the theme and in the legend.

    ``title`` is what the features have in common in words, where a layer is told apart by a column; ``row`` is the
    number of the row of its style then.
    """

    key: str
    style: Style
    shapes: Shapes
    title: str = ""
    row: int | None = None


@dataclass(frozen=True)
class CellClass:
    """One class of a raster's cells in the legend: its value, words and colour."""

    value: int
    title: str
    color: str


@dataclass(frozen=True)
class LabelSet:
    """Texts for features, one each; empty ones are skipped.  ``weights`` decide who is placed first."""

    style: LabelStyle
    shapes: Shapes
    texts: tuple[str, ...]
    weights: NDArray[np.float64] | None = None
    colors: tuple[str, ...] = ()  # of the disc behind each text, for ``placement == "disc"``
    offset_px: float = 0.0  # how far beside the anchor: half the symbol
    object_max_mpp: float = 1e9  # beyond it the features are not drawn, and no name stands without its thing


@dataclass(frozen=True)
class SceneLayer:
    """One entry of the layer tree as it is drawn."""

    uid: str
    kind: str  # a Role value, or one of the derived identities above
    title: str
    group: Group
    parts: tuple[Part, ...] = ()
    labels: tuple[LabelSet, ...] = ()
    raster: RasterLayer | None = None
    cells: tuple[CellClass, ...] = ()  # what the cells of the raster mean
    opacity: float = 1.0
    visible: bool = True
    position: int = 0
    is_pickable: bool = True
    color: str = ""  # chosen by the planner in place of the theme's, ``#RRGGBB``
    has_own_look: bool = False  # the planner chose how it looks
    problem: str = ""  # why it could not be read; it is left out then

    @property
    def extent(self) -> Box | None:
        """The box of everything in it, in metres."""
        boxes = [part.shapes.extent for part in self.parts]
        if self.raster is not None:
            boxes.append(self.raster.extent)
        return union([box for box in boxes if box is not None])


@dataclass(frozen=True)
class Scene:
    """All layers, bottom first, in one metric CRS with one theme."""

    layers: tuple[SceneLayer, ...]
    metric_epsg: int
    theme: Theme
    disclaimer: str = ""  # printed on the map, e.g. 界线示意，不作划界依据
    credits: tuple[str, ...] = ()
    cache: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def layer(self, uid: str) -> SceneLayer | None:
        """Return a layer by uid."""
        return next((layer for layer in self.layers if layer.uid == uid), None)

    def with_layers(self, **changes: dict[str, Any]) -> Scene:
        """Return the scene with fields of some layers changed: ``scene.with_layers(zones={"visible": False})``."""
        layers = tuple(replace(one, **changes[one.uid]) if one.uid in changes else one for one in self.layers)
        return replace(self, layers=layers)

    @property
    def extent(self) -> Box | None:
        """What *full extent* shows: the counties when there are any, else everything."""
        land = [layer for layer in self.layers if layer.group is Group.LAND]
        drawn = [layer for layer in self.layers if layer.raster is None]  # a basemap may show the whole earth
        boxes = [layer.extent for layer in (land or drawn)]
        if not any(boxes):
            boxes = [layer.extent for layer in self.layers]
        return union([box for box in boxes if box is not None])


def union(boxes: list[Box]) -> Box | None:
    """Return the box around boxes; None when there are none."""
    if not boxes:
        return None
    values = np.array(boxes)
    xmin, ymin = values[:, :2].min(axis=0)
    xmax, ymax = values[:, 2:].max(axis=0)
    return float(xmin), float(ymin), float(xmax), float(ymax)
