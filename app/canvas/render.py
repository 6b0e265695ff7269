"""The one renderer: the window's worker, printed plates and golden pictures all draw through it.

``render`` draws into the box (0, 0)–(width · dpr, height · dpr) of whatever coordinates the painter has:
one unit is one device pixel of the view.  A plate translates the painter to its frame first.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPen, QTransform

from app.canvas import anchors, labels
from app.canvas.line_mask import CELL_PX, LineMask
from app.canvas.paths import draw_once
from app.canvas.patterns import draw_pattern_lines, pattern_brush
from app.canvas.pyramid import level_for
from app.canvas.scene import Group, Part, Scene, SceneLayer
from app.canvas.styles import Style, color
from app.canvas.symbols import draw_symbol, symbol_image, symbol_size_px
from app.canvas.view import Box, View, intersects
from layers.styling.colors import Sight

_log = logging.getLogger(__name__)

#: Symbols nearer than this (device pixels) hide each other; one of them is drawn.
_CROWDED = 4000
_CROWDED_CELL_PX = 5.0
#: Layers whose lines names had better not cover.
_LINES_TO_AVOID = frozenset({Group.BORDER, Group.ZONE, Group.PATROL})


def _note(layer: SceneLayer, error: Exception) -> None:
    _log.warning("layer %s is not drawn: %s", layer.uid, error)


class LayerUnreadable(Exception):
    """Says why a layer has nothing to draw although it should."""


@dataclass(frozen=True)
class RenderOptions:
    """How to draw, apart from what and where.

    Attributes
    ----------
    font_family : the window's font, or the packaged one for documents and golden pictures
    is_vector : the device keeps shapes (a PDF): patterns become lines, text stays text
    with_shapes : False lays names over shapes that are there already
    with_labels : False draws shapes only
    with_ground : False leaves the background as it is
    sight : how the finished picture is looked at; for pictures in the window only
    placed : names where :func:`placed_names` has put them; they are placed anew otherwise
    cancelled : asked between paths; True ends the drawing early
    before_names : told what names are about to be written over, device pixels
    after_layer : called when a layer is done, and while it is drawn, so that a first picture can be shown early
    failed : told the layer and why when one cannot be drawn; the others are drawn all the same
    """

    font_family: str
    is_vector: bool = False
    with_shapes: bool = True
    with_labels: bool = True
    with_ground: bool = True
    sight: Sight = Sight.FULL
    placed: Sequence[labels.Placement] | None = None
    cancelled: Callable[[], bool] = lambda: False
    before_names: Callable[[Sequence[QRect]], None] = lambda _: None
    after_layer: Callable[[], None] = lambda: None
    failed: Callable[[SceneLayer, Exception], None] = _note


class RenderCancelled(Exception):
    """Raised inside a drawing that nobody waits for any more."""


def render(painter: QPainter, scene: Scene, view: View, options: RenderOptions) -> None:
    """Draw a scene.  The painter's state is as before afterwards, also when drawing fails."""
    painter.save()
    try:
        _Drawing(painter, scene, view, options).draw()
    finally:
        painter.restore()


def placed_names(scene: Scene, view: View, options: RenderOptions) -> list[labels.Placement]:
    """Return the names of a view where :func:`render` would write them."""
    drawing = _Drawing(QPainter(), scene, view, options)
    drawing.find_obstacles()
    return drawing.placed()


def render_image(scene: Scene, view: View, options: RenderOptions) -> QImage:
    """Return a picture of a scene, ``size_px · dpr`` device pixels large."""
    image = blank_image(view)
    painter = QPainter(image)
    try:
        render(painter, scene, view, options)
    finally:
        painter.end()
    return image


def blank_image(view: View) -> QImage:
    """Return an opaque picture of a view's size, its pixels not yet set."""
    width, height = (max(1, round(size * view.dpr)) for size in view.size_px)
    return QImage(width, height, QImage.Format.Format_RGB32)


class _Drawing:
    """One run of the renderer over one view."""

    def __init__(self, painter: QPainter, scene: Scene, view: View, options: RenderOptions) -> None:
        self.painter, self.scene, self.view, self.options = painter, scene, view, options
        self.outer = painter
        self.area = QRectF(0, 0, view.size_px[0] * view.dpr, view.size_px[1] * view.dpr)
        self.to_device = view.device_transform()
        self.level = level_for(view.metres_per_device_px)
        self.scratch: QImage | None = None
        self.obstacles: list[Box] = []

    def draw(self) -> None:
        painter = self.painter
        painter.setClipRect(self.area, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.options.with_shapes:
            self._shapes()
        if self.options.with_labels:
            if not self.options.with_shapes and self.options.placed is None:
                self.find_obstacles()
            self._labels()

    def _shapes(self) -> None:
        if self.options.with_ground:
            self.painter.fillRect(self.area, color(self.scene.theme.ground))
        for layer in self._shown():
            with self._or_left_out(layer), self._saved():
                self._faded_layer(layer)
            self.options.after_layer()

    def _shown(self) -> list[SceneLayer]:
        return [layer for layer in self.scene.layers if layer.visible and layer.opacity > 0.0]

    # -- layers ------------------------------------------------------------------------------------

    def _is_seen(self, layer: SceneLayer) -> bool:
        return layer.raster is not None or any(self._part_is_seen(part) for part in layer.parts)

    def _part_is_seen(self, part: Part) -> bool:
        extent = part.shapes.extent
        return (
            extent is not None and self.view.metres_per_px <= part.style.max_mpp and intersects(extent, self._reach())
        )

    def _reach(self) -> Box:
        """The extent and a little more, for lines and symbols whose middle is just outside."""
        margin = 24.0 * self.view.metres_per_px
        xmin, ymin, xmax, ymax = self.view.extent
        return xmin - margin, ymin - margin, xmax + margin, ymax + margin

    @contextmanager
    def _or_left_out(self, layer: SceneLayer) -> Iterator[None]:
        """Go on without a layer that cannot be drawn: a lost file must not take the whole map away."""
        try:
            yield
        except RenderCancelled:
            raise
        except Exception as error:
            self.options.failed(layer, error)

    def _faded_layer(self, layer: SceneLayer) -> None:
        with self._composited(layer.opacity, any_content=self._is_seen(layer)):
            self._layer(layer)

    def _layer(self, layer: SceneLayer) -> None:
        if layer.problem:
            raise LayerUnreadable(layer.problem)
        if layer.raster is not None:
            self._raster(layer)
            if layer.raster.problem:
                raise LayerUnreadable(layer.raster.problem)
        seen = [part for part in layer.parts if self._part_is_seen(part)]
        # Fills of all parts first, then lines of all: a neighbour's fill must not cover half an outline.
        for part in seen:
            if part.style.is_point:
                self._symbols(part)
            else:
                self._fill(part, is_land=layer.group is Group.LAND)
        for draw_stroke in (self._band, self._line, self._core):
            for part in seen:
                if not part.style.is_point and layer.group is not Group.LAND:
                    draw_stroke(part)

    def _paths(self, part: Part, *, as_lines: bool = False) -> Iterator[QPainterPath]:
        for path in part.shapes.pyramid.paths(self.level, self._reach(), as_lines=as_lines):
            if self.options.cancelled():
                raise RenderCancelled
            yield path
            # What is drawn aside shows only when it is complete.
            if self.painter is self.outer:
                self.options.after_layer()

    @contextmanager
    def _saved(self) -> Iterator[None]:
        """Give the painter back as it was: clips and opacity of one layer end with it."""
        painter = self.painter
        painter.save()
        try:
            yield
        finally:
            painter.restore()

    @contextmanager
    def _world(self) -> Iterator[QPainter]:
        """Give the painter in metres; pens must be cosmetic."""
        self.painter.save()
        self.painter.setWorldTransform(self.to_device, True)
        try:
            yield self.painter
        finally:
            self.painter.restore()

    @contextmanager
    def _composited(self, opacity: float, *, any_content: bool = True) -> Iterator[None]:
        """Draw opaque aside, then lay the result over the picture: overlaps do not add up, and it is fast."""
        if opacity >= 0.999 or not any_content:
            yield
            return
        if self.options.is_vector or self.painter.opacity() < 0.999:
            before = self.painter.opacity()
            self.painter.setOpacity(before * opacity)
            yield
            self.painter.setOpacity(before)
            return
        outer, aside = self.painter, self._scratch_image()
        # Scratch pictures nest (a faint layer with a faint fill); the inner one gets its own.
        self.scratch = None
        self.painter = QPainter(aside)
        try:
            self.painter.setRenderHints(outer.renderHints())
            yield
        finally:
            self.painter.end()
            self.painter = outer
        outer.setOpacity(opacity)
        outer.drawImage(self.area, aside, QRectF(aside.rect()))
        outer.setOpacity(1.0)
        self.scratch = aside

    def _scratch_image(self) -> QImage:
        image = self.scratch
        if image is None:
            size = self.area.size().toSize()
            image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        return image

    # -- areas and lines ---------------------------------------------------------------------------

    def _fill(self, part: Part, *, is_land: bool) -> None:
        style = part.style
        if style.fill:
            with self._composited(style.fill_opacity), self._world() as painter:
                painter.setBrush(color(style.fill))
                # Neighbouring counties are simplified apart: a hairline of their own colour closes the seams.
                painter.setPen(_pen(style.fill, 1.0) if is_land else Qt.PenStyle.NoPen)
                for path in self._paths(part):
                    draw_once(painter, path)
        if style.pattern and self.view.metres_per_px <= style.pattern_below_mpp:
            self._pattern(part)

    def _pattern(self, part: Part) -> None:
        style, dpr = part.style, self.view.dpr
        if self.options.is_vector:
            for path in self._paths(part):
                device_path = self.to_device.map(path)
                draw_pattern_lines(self.painter, device_path, style.pattern, style.pattern_color, dpr, self.area)
            return
        brush, period = pattern_brush(style.pattern, style.pattern_color, dpr)
        brush.setTransform(self._ground_fixed(period))
        for path in self._paths(part):
            self.painter.fillPath(self.to_device.map(path), QBrush(brush))

    def _ground_fixed(self, period: int) -> QTransform:
        """Return the shift that keeps a pattern on the ground while the view moves over it by whole pixels."""
        xmin, _, _, ymax = self.view.extent
        mpp = self.view.metres_per_device_px
        return QTransform.fromTranslate(-(round(xmin / mpp) % period), round(ymax / mpp) % period)

    def _band(self, part: Part) -> None:
        style = part.style
        if style.band:
            with self._composited(style.band_opacity):
                self._stroke(part, _pen(style.band, style.band_width * self._unit(style)))

    def _line(self, part: Part) -> None:
        style = part.style
        if style.line and self.view.metres_per_px <= style.line_below_mpp:
            with self._composited(style.line_opacity):
                self._stroke(part, self._line_pen(style))

    def _core(self, part: Part) -> None:
        if part.style.core:
            self._stroke(part, _pen(part.style.core, part.style.core_width * self._unit(part.style)))

    def _unit(self, style: Style) -> float:
        """Device pixels to one pixel of a line's width."""
        return self.view.dpr * style.line_scale(self.view.metres_per_px)

    def _dash(self, style: Style) -> tuple[float, ...]:
        """Return the dash pattern in units of the pen's width, as Qt wants it."""
        if self.view.metres_per_px > style.solid_mpp:
            return ()
        width = max(style.width * style.line_scale(self.view.metres_per_px), 0.1)
        return tuple(length / width for length in style.dash)

    def _line_pen(self, style: Style) -> QPen:
        """Return a pen; a plain line hardly broader than a pixel is drawn as one, five times as fast."""
        width, dash = style.width * self._unit(style), self._dash(style)
        return _pen(style.line, 1.0 if 1.0 < width <= 1.2 and not dash else width, dash)

    def _stroke(self, part: Part, pen: QPen) -> None:
        with self._world() as painter:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            # On paper a ring stays one line: its dashes run through.
            for path in self._paths(part, as_lines=not self.options.is_vector):
                draw_once(painter, path)

    # -- symbols, rasters, labels ------------------------------------------------------------------

    def _symbols(self, part: Part) -> None:
        style = part.style
        size = self._symbol_size(style)
        image = None if self.options.is_vector else symbol_image(style, size)
        points = self._visible_points(part)
        for x, y in points:
            if image is None:
                draw_symbol(self.painter, style, QPointF(x, y), size)
            else:
                self.painter.drawImage(QPointF(round(x - image.width() / 2), round(y - image.height() / 2)), image)
        self._keep_clear(style, points)

    def _symbol_size(self, style: Style) -> float:
        return symbol_size_px(style, self.view.metres_per_px) * self.view.dpr

    def _keep_clear(self, style: Style, points: np.ndarray) -> None:
        """Have names keep clear of symbols."""
        if style.symbol != "dot":
            half = self._symbol_size(style) / 2
            self.obstacles += [(x - half, y - half, x + half, y + half) for x, y in points]

    def find_obstacles(self) -> None:
        """Find the symbols that names keep clear of without drawing them."""
        for layer in self._shown():
            if layer.raster is None and not layer.problem:
                with self._or_left_out(layer):
                    for part in layer.parts:
                        if part.style.is_point and self._part_is_seen(part):
                            self._keep_clear(part.style, self._visible_points(part))

    def _visible_points(self, part: Part) -> np.ndarray:
        xmin, ymin, xmax, ymax = self._reach()
        xy = part.shapes.xy
        xy = xy[(xy[:, 0] >= xmin) & (xy[:, 0] <= xmax) & (xy[:, 1] >= ymin) & (xy[:, 1] <= ymax)]
        mpp = self.view.metres_per_device_px
        device = np.column_stack([(xy[:, 0] - self.view.extent[0]) / mpp, (self.view.extent[3] - xy[:, 1]) / mpp])
        if len(device) > _CROWDED:
            cells = np.floor(device / (_CROWDED_CELL_PX * self.view.dpr)).astype(np.int64)
            _, first = np.unique(cells, axis=0, return_index=True)
            device = device[np.sort(first)]
        # Southern symbols overlap northern ones, as things standing on the ground do.
        return device[np.argsort(device[:, 1], kind="stable")]

    def _raster(self, layer: SceneLayer) -> None:
        assert layer.raster is not None
        is_relief = layer.group is Group.RELIEF
        if is_relief and self.options.is_vector:
            self.painter.setClipPath(self._land_path(), Qt.ClipOperation.IntersectClip)
        mpp = self.view.metres_per_device_px
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        self.painter.setRenderHint(smooth, layer.raster.is_smooth)
        for tile in layer.raster.tiles(self.view.extent, mpp):
            if self.options.cancelled():
                raise RenderCancelled
            with self._saved():
                # Whole pixels, so that neighbouring tiles meet without a seam.
                self.painter.setClipRect(_whole(self._device_box(tile.core)), Qt.ClipOperation.IntersectClip)
                self.painter.drawImage(self._device_box(tile.box), tile.image, QRectF(tile.image.rect()))
        self.painter.setRenderHint(smooth)
        if is_relief and not self.options.is_vector and self.painter is not self.outer:
            self._keep_on_land()

    def _device_box(self, box: Box) -> QRectF:
        return self.to_device.mapRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]))

    def _land(self) -> list[Part]:
        return [part for layer in self.scene.layers if layer.group is Group.LAND for part in layer.parts]

    def _land_path(self) -> QPainterPath:
        """Return the counties as one path in device pixels, everything when there are none."""
        whole = QPainterPath()
        whole.setFillRule(Qt.FillRule.WindingFill)
        for part in self._land():
            for path in self._paths(part):
                whole.addPath(self.to_device.map(path))
        if whole.isEmpty():
            whole.addRect(self.area)
        return whole

    def _keep_on_land(self) -> None:
        """Cut what was just drawn aside to the counties: relief beyond them only distracts."""
        land = self._land()
        if not land:
            return
        mask = QImage(self.area.size().toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        mask.fill(Qt.GlobalColor.transparent)
        aside, self.painter = self.painter, QPainter(mask)
        try:
            for part in land:
                with self._world() as painter:
                    painter.setPen(_pen("#000000", 1.0))
                    painter.setBrush(color("#000000"))
                    for path in self._paths(part):
                        painter.drawPath(path)
        finally:
            self.painter.end()
            self.painter = aside
        aside.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        aside.drawImage(0, 0, mask)
        aside.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _lines_to_avoid(self, wanted: Sequence[labels.Candidate]) -> LineMask | None:
        """Return where the lines are that names should not cover: county lines, zones and patrol areas."""
        if not any(len(one.spots) > 1 and not one.disc_color for one in wanted):
            return None
        cell = CELL_PX * self.view.dpr
        width, height = (max(1, math.ceil(side / cell)) for side in (self.area.width(), self.area.height()))
        image = QImage(width, height, QImage.Format.Format_Grayscale8)
        image.fill(0)
        outer, self.painter = self.painter, QPainter(image)
        try:
            self.painter.scale(1.0 / cell, 1.0 / cell)
            pen = _pen("#FFFFFF", 1.0)
            for layer in self._shown():
                if layer.group in _LINES_TO_AVOID:
                    with self._or_left_out(layer):
                        for part in layer.parts:
                            if part.style.line and self._part_is_seen(part):
                                self._stroke(part, pen)
        finally:
            self.painter.end()
            self.painter = outer
        return LineMask(image, cell)

    def placed(self) -> list[labels.Placement]:
        """Return the names and their places."""
        if self.options.placed is not None:
            return list(self.options.placed)
        wanted: list[labels.Candidate] = []
        for rank, layer in enumerate(reversed(self.scene.layers)):
            if layer.visible and layer.opacity > 0.0 and layer.labels:
                with self._or_left_out(layer):
                    wanted.extend(anchors.candidates(layer, self.view, self.options.font_family, rank))
            if self.options.cancelled():
                raise RenderCancelled
        return labels.place(wanted, anchors.device_area(self.view), self.obstacles, self._lines_to_avoid(wanted))

    def _labels(self) -> None:
        placed = self.placed()
        self.options.before_names(labels.areas(placed, self.view.dpr))
        labels.paint(self.painter, placed, self.scene.theme.halo, self.view.dpr, as_text=self.options.is_vector)


def _pen(line: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    pen = QPen(color(line), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern(list(dash))
    return pen


def _whole(box: QRectF) -> QRect:
    """Return a box with its edges rounded, so that boxes that share an edge share it still."""
    left, top = round(box.left()), round(box.top())
    return QRect(left, top, round(box.right()) - left, round(box.bottom()) - top)
