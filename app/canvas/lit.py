"""Very many selected features, lit up in a picture of their own: it is drawn in a thread and only moved in the window.

A few are drawn anew with every frame, each with a glow (:mod:`app.canvas.overlay`).  Thousands would take longer than a
frame, so their outlines, simplified for the scale as the renderer has them, are drawn onto a transparent picture a
little larger than the view: as hairlines, which Qt draws several times faster than strokes, made wider afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app import unforeseen
from app.canvas.hit import rows_of
from app.canvas.pictures import OVERSCAN, same_scale, still_good
from app.canvas.pyramid import level_for
from app.canvas.scene import Scene
from app.canvas.shapes import Shapes
from app.canvas.styles import Style
from app.canvas.symbols import symbol_image, symbol_size_px
from app.canvas.view import View

Features = Sequence[tuple[str, str]]
_LINE_PX = 2.0
#: A ring stands so far around its symbol; of rings nearer than this to each other one is drawn.
_RING_PX, _CROWDED_PX = 7.0, 4.0


@dataclass(frozen=True)
class _Wish:
    """What to light up, in which colour, and where; ``features`` are told apart by identity."""

    features: Features
    scene: Scene
    view: View
    ink: str

    def shows_the_same(self, other: _Wish) -> bool:
        """Whether only the place differs."""
        return self.features is other.features and self.scene is other.scene and self.ink == other.ink


@dataclass(frozen=True)
class LitPart:
    """Selected features of one part of a layer.

    Lines and areas are features of their own; of points, which look like ``symbol``, ``rows`` are those meant.
    """

    shapes: Shapes
    symbol: Style | None = None
    rows: NDArray[np.intp] | None = None


def lit_parts(scene: Scene, features: Features) -> list[LitPart]:
    """Return what is selected; features that the scene does not have are left out."""
    wanted: dict[str, set[str]] = {}
    for layer_uid, uid in features:
        wanted.setdefault(layer_uid, set()).add(uid)
    found = []
    for layer in scene.layers:
        for part in layer.parts if layer.uid in wanted else ():
            rows = rows_of(part.shapes, wanted[layer.uid])
            if len(rows) and part.style.is_point:
                found.append(LitPart(part.shapes, part.style, rows))
            elif len(rows):
                # All of them: the layer's own detail levels are there already.
                shapes = part.shapes if len(rows) == len(part.shapes) else part.shapes.subset(rows)
                found.append(LitPart(shapes))
    return found


def draw_lit(
    parts: Sequence[LitPart], view: View, ink: str, cancelled: Callable[[], bool] = lambda: False
) -> QImage | None:
    """Return a transparent picture of a view with outlines and rings; None when it was cancelled on the way."""
    width, height = (max(1, round(size * view.dpr)) for size in view.size_px)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        painter.setWorldTransform(view.device_transform())
        pen = QPen(QColor(ink), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        level = level_for(view.metres_per_device_px)
        for part in parts:
            for path in part.shapes.pyramid.paths(level, view.extent, as_lines=True) if part.symbol is None else ():
                if cancelled():
                    return None
                painter.drawPath(path)
        painter.resetTransform()
        _widen(painter, image, round(_LINE_PX * view.dpr))
        for part in parts:
            if part.symbol is not None and not _rings(painter, part, view, ink, cancelled):
                return None
    finally:
        painter.end()  # a painter still active on an image that is freed crashes the process
    image.setDevicePixelRatio(view.dpr)
    return image


def _widen(painter: QPainter, image: QImage, width: int) -> None:
    """Make lines of one device pixel ``width`` wide by laying the picture over itself, each time twice as far."""
    done = 1
    while done < width:
        step = min(done, width - done)
        for dx, dy in ((step, 0), (0, step)):
            painter.drawImage(dx, dy, image.copy())
        done += step


def _rings(painter: QPainter, part: LitPart, view: View, ink: str, cancelled: Callable[[], bool]) -> bool:
    """Draw a ring around each symbol in sight, one where they crowd; return False when it was cancelled."""
    assert part.symbol is not None
    size = (symbol_size_px(part.symbol, view.metres_per_px) + _RING_PX) * view.dpr
    ring = symbol_image(Style(symbol="ring", line=ink), size)
    xmin, ymin, xmax, ymax = view.extent
    xy = part.shapes.xy[part.rows]
    xy = xy[(xy[:, 0] >= xmin) & (xy[:, 0] <= xmax) & (xy[:, 1] >= ymin) & (xy[:, 1] <= ymax)]
    device = (xy - (xmin, ymax)) * (1.0, -1.0) / view.metres_per_device_px - ring.width() / 2.0
    cells = np.floor(device / (_CROWDED_PX * view.dpr)).astype(np.int64)
    _, first = np.unique(cells, axis=0, return_index=True)
    for number, (x, y) in enumerate(device[np.sort(first)].tolist()):
        if number % 500 == 0 and cancelled():
            return False
        painter.drawImage(QPointF(round(x), round(y)), ring)
    return True


class LitFeed(QObject):
    """Draws what is selected in a thread of its own, which begins when first needed; the newest wish wins."""

    arrived = Signal()
    _made = Signal(object, object)  # _Wish, QImage

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: _Wish | None = None
        self._shown: tuple[_Wish, QImage] | None = None
        self._condition = threading.Condition()
        self._waiting: _Wish | None = None
        self._is_drawing = self._cancel = self._closing = False
        self._thread: threading.Thread | None = None
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self.close)

    @property
    def is_settled(self) -> bool:
        """Whether the picture shows what was asked for last."""
        return self._asked is None or (self._shown is not None and self._shown[0] is self._asked)

    def light(self, features: Features, scene: Scene, view: View, ink: str) -> None:
        """Light these features up, and no others; an empty sequence lights none."""
        if not features:
            self._asked = self._shown = None
            with self._condition:
                self._waiting, self._cancel = None, True
            return
        if self._shown is not None and self._shown[0].features is not features:
            self._shown = None
        self._ask(_Wish(features, scene, view, ink))

    def follow(self, view: View, ink: str) -> None:
        """Go along with the view; nothing is drawn while what there is still leaves some margin."""
        asked = self._asked
        if asked is not None and not (asked.ink == ink and still_good(asked.view, view)):
            self._ask(replace(asked, view=view, ink=ink))

    def paint(self, painter: QPainter, view: View) -> None:
        """Lay the picture where it belongs, scaled for the moment when the scale is another."""
        if self._shown is None:
            return
        wish, image = self._shown
        drawn = wish.view.widened(OVERSCAN)
        left, top = view.to_px(drawn.extent[0], drawn.extent[3])
        if same_scale(drawn, view):
            painter.drawImage(QPointF(round(left * view.dpr) / view.dpr, round(top * view.dpr) / view.dpr), image)
            return
        scale = drawn.metres_per_px / view.metres_per_px
        width, height = drawn.size_px
        painter.drawImage(QRectF(left, top, width * scale, height * scale), image, QRectF(image.rect()))

    def close(self) -> None:
        """Stop drawing and wait for the thread."""
        with self._condition:
            self._closing = self._cancel = True
            self._waiting = None
            self._condition.notify()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=10.0)

    # -- the thread --------------------------------------------------------------------------------

    def _ask(self, wish: _Wish) -> None:
        before, self._asked = self._asked, wish
        with self._condition:
            if self._closing:
                return
            self._waiting = wish
            is_other = before is None or not before.shows_the_same(wish)
            self._cancel = self._is_drawing and (is_other or not same_scale(before.view, wish.view))  # type: ignore[union-attr]
            self._condition.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="map-lit", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        made: tuple[_Wish, list[LitPart]] | None = None
        while True:
            with self._condition:
                while self._waiting is None and not self._closing:
                    self._is_drawing = False
                    self._condition.wait()
                if self._closing:
                    return
                wish, self._waiting = self._waiting, None
                self._is_drawing, self._cancel = True, False
            assert wish is not None
            try:
                if made is None or not made[0].shows_the_same(wish):
                    made = None  # the shapes of the selection before are let go first
                    made = (wish, lit_parts(wish.scene, wish.features))
                image = draw_lit(made[1], wish.view.widened(OVERSCAN), wish.ink, lambda: self._cancel)
            except Exception as error:
                unforeseen.tell(error, "lighting up a selection")
                continue
            if image is not None and not self._closing:
                self._made.emit(wish, image)

    def _take(self, wish: _Wish, image: QImage) -> None:
        asked = self._asked
        if asked is not None and wish.features is asked.features:
            self._shown = (wish, image)
            self.arrived.emit()
