"""The legend: one entry for each look on the map, its swatch drawn by the map's own renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.canvas.render import RenderOptions, render
from app.canvas.scene import CellClass, Group, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import Style, Theme
from app.canvas.view import View, contains, intersects
from layers.styling.cover import STRANGE_VALUE

#: The English words of every look, by its key; ``word`` translates them.
TEXTS: dict[str, Any] = {
    "county": QT_TRANSLATE_NOOP("Legend", "County"),
    "township": QT_TRANSLATE_NOOP("Legend", "Township"),
    "border_county": QT_TRANSLATE_NOOP("Legend", "County line"),
    "border_prefecture": QT_TRANSLATE_NOOP("Legend", "Prefecture line"),
    "border_province": QT_TRANSLATE_NOOP("Legend", "Province line"),
    "border_disputed": QT_TRANSLATE_NOOP("Legend", "Disputed strip of a county line"),
    "border_outer": QT_TRANSLATE_NOOP("Legend", "Neighbour not loaded"),
    "forest": QT_TRANSLATE_NOOP("Legend", "Forest"),
    "straddling": QT_TRANSLATE_NOOP("Legend", "Forest across a county line"),
    "firebreak": QT_TRANSLATE_NOOP("Legend", "Firebreak"),
    "lake": QT_TRANSLATE_NOOP("Legend", "Lake or reservoir"),
    "river_1": QT_TRANSLATE_NOOP("Legend", "Large river"),
    "river_2": QT_TRANSLATE_NOOP("Legend", "River"),
    "river_3": QT_TRANSLATE_NOOP("Legend", "Stream"),
    "reach_bordering": QT_TRANSLATE_NOOP("Legend", "River along a county line"),
    "reach_crossing": QT_TRANSLATE_NOOP("Legend", "River crosses a county line"),
    "border_road_following": QT_TRANSLATE_NOOP("Legend", "Road along a county line"),
    "border_road_crossing": QT_TRANSLATE_NOOP("Legend", "Road crosses a county line"),
    "road": QT_TRANSLATE_NOOP("Legend", "Road"),
    "levee": QT_TRANSLATE_NOOP("Legend", "Levee"),
    "farmland": QT_TRANSLATE_NOOP("Legend", "Farmland"),
    "building": QT_TRANSLATE_NOOP("Legend", "Building"),
    "land_cover": QT_TRANSLATE_NOOP("Legend", "Land cover"),
    "hazard_map": QT_TRANSLATE_NOOP("Legend", "Hazard map"),
    "history": QT_TRANSLATE_NOOP("Legend", "Past event"),
    "population": QT_TRANSLATE_NOOP("Legend", "Population"),
    "settlement": QT_TRANSLATE_NOOP("Legend", "Settlement"),
    "depot": QT_TRANSLATE_NOOP("Legend", "Depot"),
    "team": QT_TRANSLATE_NOOP("Legend", "Team"),
    "lookout": QT_TRANSLATE_NOOP("Legend", "Lookout"),
    "hazard_source": QT_TRANSLATE_NOOP("Legend", "Hazard source"),
    "boundary_marker": QT_TRANSLATE_NOOP("Legend", "Boundary marker"),
    "checkpoint": QT_TRANSLATE_NOOP("Legend", "Checkpoint"),
    "installation": QT_TRANSLATE_NOOP("Legend", "Installation"),
    "water_intake": QT_TRANSLATE_NOOP("Legend", "Water intake"),
    "bridge_gate": QT_TRANSLATE_NOOP("Legend", "Bridge or gate"),
    "basemap": QT_TRANSLATE_NOOP("Legend", "Base map"),
    "other": QT_TRANSLATE_NOOP("Legend", "Other"),
    "zone_S1": QT_TRANSLATE_NOOP("Legend", "Zone S1: the hazard itself crosses"),
    "zone_S2": QT_TRANSLATE_NOOP("Legend", "Zone S2: starts in one county, reaches several"),
    "zone_S3": QT_TRANSLATE_NOOP("Legend", "Zone S3: hazard and exposure in different counties"),
    "zone_pending": QT_TRANSLATE_NOOP("Legend", "Zone waiting for the neighbour's data"),
    "patrol": QT_TRANSLATE_NOOP("Legend", "Joint-patrol area"),
}

#: Looks too plain or too common to need explaining on paper.
_UNSAID = frozenset({"county"})
_ORDER = ("zone_S1", "zone_S2", "zone_S3", "zone_pending")


@dataclass(frozen=True)
class LegendEntry:
    """One look: ``key`` names it in the theme and in ``TEXTS``; ``title`` is its layer's own title.

    ``row`` is what its features have in common where a layer is told apart by a column.
    """

    key: str
    title: str
    layer_uid: str
    style: Style
    dimension: int  # 0 points, 1 lines, 2 areas
    own_name: str = ""  # of a layer in a colour of its own, which its look alone does not name
    row: str = ""
    opacity: float = 1.0  # of the layer
    row_number: int | None = None  # of the row in the layer's style

    @property
    def appearance(self) -> tuple[object, ...]:
        """What is seen of it: without the scales at which it shows and without its label."""
        looks = {name: value for name, value in vars(self.style).items() if name not in _UNSEEN}
        return self.dimension, round(self.opacity, 3), *looks.values()

    def text(self, key_word: str) -> str:
        """Return its words: those of its look are given in the language wanted."""
        name = self.own_name or key_word
        if self.row:
            return f"{name} · {self.row}"
        return f"{name} · {key_word}" if self.own_name and self.own_name != key_word else name


#: Fields of a style that no swatch shows.
_UNSEEN = frozenset({"label", "max_mpp", "thin_mpp", "solid_mpp", "line_below_mpp", "pattern_below_mpp"})


def word(key: str) -> str:
    """Return the words of a look in the language in force."""
    return QCoreApplication.translate("Legend", TEXTS.get(key, key))


def legend_entries(scene: Scene, view: View | None = None, *, waits: bool = True) -> list[LegendEntry]:
    """Return what is drawn, top first, each look once; with a view, only what it shows.

    Without ``waits``, layers whose search tree is not built yet are listed when their box is in the view.

    Layers that look alike share an entry.  Where the same words would stand for different looks, the layers' own names
    tell them apart.
    """
    unique: dict[object, LegendEntry] = {}
    for layer in reversed(scene.layers):
        if layer.visible and layer.opacity > 0.0:
            for entry in layer_entries(layer, view, waits=waits):
                if entry.key not in _UNSAID or entry.own_name:
                    unique.setdefault((entry.key, entry.row, entry.own_name, entry.appearance), entry)
    entries = _told_apart(list(unique.values()))
    # Patrol areas, then zones by class, whatever their order on the map; everything else as it is stacked.
    first = {key: place for place, key in enumerate(("patrol", *_ORDER))}
    return sorted(entries, key=lambda entry: first.get(entry.key, len(first)))


def _told_apart(entries: list[LegendEntry]) -> list[LegendEntry]:
    said = Counter((entry.key, entry.row, entry.own_name) for entry in entries)
    return [
        replace(entry, own_name=entry.title) if said[entry.key, entry.row, entry.own_name] > 1 else entry
        for entry in entries
    ]


def layer_entries(layer: SceneLayer, view: View | None = None, *, waits: bool = True) -> Iterator[LegendEntry]:
    """Yield the looks of one layer, for the layer panel.

    Zones of a class differ in weight by their rank; the entry has that of the first.
    """
    seen = set()
    own_name = layer.title if layer.has_own_look and layer.kind != layer.uid else ""
    for part in reversed(layer.parts):
        dimension = _dimension(layer, part)
        look = (part.key, part.row, dimension)
        if look in seen or (view is not None and not _is_shown(part, view, waits=waits)):
            continue
        seen.add(look)
        name = "" if part.row is not None else own_name
        yield LegendEntry(
            part.key, layer.title, layer.uid, part.style, dimension, name, part.title, layer.opacity, part.row
        )
    for cell in _cells(layer, view):
        style = Style(fill=cell.color)
        yield LegendEntry("land_cover", layer.title, layer.uid, style, 2, "", cell.title, layer.opacity)


def _cells(layer: SceneLayer, view: View | None) -> list[CellClass]:
    """Return the classes of a raster: those in the tiles that were drawn for the view, as far as that is known."""
    raster = layer.raster
    if raster is None or not layer.cells:
        return []
    values = raster.values_in(view.extent, view.metres_per_device_px) if view is not None else None
    if values is None:
        values = raster.present
    known = {cell.value for cell in layer.cells}
    strange = bool(values - known - raster.void)
    return [cell for cell in layer.cells if cell.value in values or (cell.value == STRANGE_VALUE and strange)]


def draw_swatch(
    painter: QPainter,
    box: QRectF,
    entry: LegendEntry,
    theme: Theme,
    family: str,
    *,
    dpr: float = 1.0,
    is_vector: bool = False,
) -> None:
    """Draw an entry's sample into a box given in the painter's units; ``dpr`` of them make a logical pixel."""
    size = (box.width() / dpr, box.height() / dpr)
    # One metre to the pixel: close enough for everything to show at full size.
    view = View((0.0, 0.0), 1.0, size, dpr)
    style = replace(entry.style, size=min(entry.style.size, size[1] * 0.8), label=None)
    shapes = Shapes.of_metric(np.array([_sample(entry.dimension, style, size)], dtype=object))
    part = Part(entry.key, style, shapes)
    layer = SceneLayer("swatch", entry.key, "", Group.AREA, parts=(part,), opacity=entry.opacity)
    options = RenderOptions(family, is_vector=is_vector, with_labels=False, with_ground=False)
    painter.save()
    painter.translate(box.topLeft())
    render(painter, Scene((layer,), 0, theme), view, options)
    painter.restore()


def swatch_image(entry: LegendEntry, theme: Theme, family: str, size: QSize, dpr: float = 1.0) -> QImage:
    """Return an entry's sample as a transparent picture of ``size`` logical pixels."""
    image = QImage(size * dpr, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        draw_swatch(painter, QRectF(image.rect()), entry, theme, family, dpr=dpr)
    finally:
        painter.end()
    image.setDevicePixelRatio(dpr)
    return image


def _sample(dimension: int, style: Style, size: tuple[float, float]) -> shapely.Geometry:
    if dimension == 0:
        return shapely.Point(0.0, 0.0)
    inset = max(style.width, style.band_width) / 2.0 + 1.0
    half_w, half_h = size[0] / 2.0 - inset, size[1] / 2.0 - inset
    if dimension == 1:
        return shapely.LineString([(-half_w, 0.0), (half_w, 0.0)])
    return shapely.box(-half_w, -half_h, half_w, half_h)


def _dimension(layer: SceneLayer, part: Part) -> int:
    if part.style.is_point:
        return 0
    if layer.group in (Group.LINE, Group.BORDER, Group.REACH) and part.key != "border_disputed":
        return 1
    known = part.shapes.dimension
    return 2 if known is None else known


def _is_shown(part: Part, view: View, *, waits: bool) -> bool:
    """Return whether a view shows some of a part; without waiting for its search tree, whether it may."""
    extent, shapes = part.shapes.extent, part.shapes
    if extent is None or view.metres_per_px > part.style.max_mpp or not intersects(extent, view.extent):
        return False
    if contains(view.extent, extent) or not (waits or shapes.is_ready):
        return True
    return shapes.any_in(view.extent)
