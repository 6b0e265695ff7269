"""Touch everything the render thread will use once in the window's thread first.

PySide6 makes its classes and enums when they are first used, and two threads doing so at the same
moment crash the process.  Drawing one of everything before the thread starts takes a few milliseconds
and leaves it nothing to make.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from PySide6.QtCore import QRectF

from app.canvas.rasters import Tile, rgba_image
from app.canvas.render import RenderOptions, render_image
from app.canvas.scene import Group, LabelSet, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import LabelStyle, Style, theme
from app.canvas.view import Box, View
from app.fonts import packaged_family

_AREA, _LINE, _POINT = shapely.box(-20, -20, 20, 20), shapely.LineString([(-30, 0), (30, 0)]), shapely.Point(0, 0)
_STYLES: tuple[tuple[Style, shapely.Geometry], ...] = (
    *(
        (Style(fill="#fff", fill_opacity=0.5, pattern=kind, pattern_color="#000"), _AREA)
        for kind in ("dots", "hatch", "sparse")
    ),
    (Style(line="#000", dash=(3, 2), band="#fff", band_width=4, band_opacity=0.5, core="#000", core_width=1), _LINE),
    *(
        (Style(fill="#000", symbol=shape, glyph="depot"), _POINT)
        for shape in ("dot", "square", "circle", "triangle", "diamond")
    ),
)


class _Picture:
    """Stands in for a raster layer."""

    problem = ""
    is_smooth = True

    def tiles(self, extent: Box, metres_per_device_px: float) -> list[Tile]:
        box = (0.0, 0.0, 4.0, 4.0)
        return [Tile(rgba_image(np.full((4, 4, 4), 255, dtype=np.uint8)), box, box)]


@lru_cache(maxsize=1)
def warm_up() -> None:
    """Draw one of everything into a small picture.  Call in the window's thread."""
    layers = [SceneLayer("raster", "", "", Group.PICTURE, raster=_Picture(), opacity=0.5)]  # type: ignore[arg-type]
    for number, (style, geometry) in enumerate(_STYLES):
        shapes = Shapes.of_metric(np.array([geometry], dtype=object))
        labels = tuple(
            LabelSet(
                LabelStyle(placement=placement), shapes, ("a\nb",), colors=("#000",) if placement == "disc" else ()
            )
            for placement in ("point", "beside", "area", "line", "disc")
        )
        layers.append(SceneLayer(str(number), "", "", Group.AREA, (Part("", style, shapes),), labels, opacity=0.9))
    view = View((0.0, 0.0), 1.0, (64.0, 64.0))
    image = render_image(Scene(tuple(layers), 0, theme("light")), view, RenderOptions(packaged_family()))
    image.copy()
    QRectF(image.rect())
