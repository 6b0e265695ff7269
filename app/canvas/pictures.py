"""The newest picture from the render thread, laid under the view however that has moved since."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, QRectF, QSizeF, Signal
from PySide6.QtGui import QPainter

from app.canvas.render import RenderOptions
from app.canvas.scene import Scene
from app.canvas.styles import color
from app.canvas.view import View, contains
from app.canvas.worker import Picture, RenderWorker, Request
from layers.styling.colors import Sight

#: The picture is this many times as wide and high as the view: what a quick drag uncovers is already there.
OVERSCAN = 1.5
#: A new picture is asked for when less than this share of the margin is left.
_MARGIN_LEFT = 0.45


class PictureFeed(QObject):
    """Asks the render thread for pictures as the view moves and keeps the best one to show."""

    arrived = Signal(bool)  # whether the picture is complete and of the scene asked for last
    prepared = Signal(object)  # Scene whose search trees are ready
    failed = Signal(object, str)  # SceneLayer that is left out, and why
    levels_built = Signal(object)  # list of (key, level, bytes) that a plan may keep

    def __init__(self, font_family: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = RenderOptions(font_family)
        self._picture: Picture | None = None
        self._asked: tuple[Scene, View] | None = None
        self._is_bare = False  # the picture under way has no surroundings
        self.worker = RenderWorker()
        self.worker.drawn.connect(self._take)
        self.worker.prepared.connect(self.prepared.emit)
        self.worker.failed.connect(self.failed.emit)
        self.worker.levels_built.connect(self.levels_built.emit)
        # The thread must be gone before Qt tears its objects down.
        self.destroyed.connect(self.worker.close)
        self.destroyed.connect(self.worker.deleteLater)  # or the application would hold it, and its listeners
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.worker.close)

    def ask(self, scene: Scene, view: View) -> None:
        """Ask for a picture of a view and its surroundings."""
        if self._picture is not None and self._picture.scene.metric_epsg != scene.metric_epsg:
            self._picture = None  # another plan: its metres mean another place
        shows_early = self._picture is None or not _overlaps_well(self._picture.view, view)
        self._asked = (scene, view)
        # Where the picture shows nothing of its scale, what is seen comes first, in less than half the time; its
        # surroundings follow.
        self._is_bare = (
            self._picture is None
            or not same_scale(self._picture.view, view)
            or not contains(self._picture.view.extent, view.extent)
        )
        self._request(scene, view, 1.0 if self._is_bare else OVERSCAN, shows_early=shows_early)

    def _request(self, scene: Scene, view: View, wider: float, *, shows_early: bool) -> None:
        is_margin = wider > 1.0 and self.is_sharp(scene, view)
        self.worker.request(Request(scene, view.widened(wider), self._options, shows_early, is_margin))

    @property
    def sight(self) -> Sight:
        """How pictures are looked at."""
        return self._options.sight

    def set_sight(self, sight: Sight) -> None:
        """Have pictures drawn as other eyes see them, from the next one on."""
        self._options = replace(self._options, sight=sight)
        self._asked = None

    def ask_if_needed(self, scene: Scene, view: View) -> None:
        """Ask unless what was asked for last still leaves some margin around the view."""
        asked = self._asked
        if asked is None or asked[0] is not scene or not still_good(asked[1], view):
            self.ask(scene, view)

    def is_sharp(self, scene: Scene, view: View) -> bool:
        """Return whether a complete picture of this scene and scale covers the view."""
        picture = self._picture
        return (
            picture is not None
            and picture.is_complete
            and picture.scene is scene
            and picture.sight is self.sight
            and same_scale(picture.view, view)
            and contains(picture.view.extent, view.extent)
        )

    def paint(self, painter: QPainter, area: QRect, scene: Scene, view: View, magnification: float = 1.0) -> None:
        """Lay the picture where it belongs: copied when the scale is its own, else scaled for the moment.

        The painter is in widget pixels, ``magnification`` of them to one logical pixel of the view.
        """
        picture = self._picture
        if picture is None or not contains(picture.view.extent, view.extent):
            painter.fillRect(area, color(scene.theme.ground))
        if picture is None:
            return
        xmin, _, _, ymax = picture.view.extent
        left, top = view.to_px(xmin, ymax)
        image, dpr = picture.image, view.dpr
        if same_scale(picture.view, view):
            screen = dpr / magnification  # device pixels to one of the widget
            at = QPointF(round(left * dpr) / screen, round(top * dpr) / screen)
            if magnification == 1.0:
                painter.drawImage(at, image)
            else:  # pixel by pixel all the same
                size = QSizeF(image.width() / screen, image.height() / screen)
                painter.drawImage(QRectF(at, size), image, QRectF(image.rect()))
            return
        scale = picture.view.metres_per_px / view.metres_per_px * magnification
        width, height = picture.view.size_px
        target = QRectF(left * magnification, top * magnification, width * scale, height * scale)
        painter.drawImage(target, image, QRectF(image.rect()))

    def close(self) -> None:
        """Stop the render thread."""
        self.worker.close()

    def _take(self, picture: Picture) -> None:
        old, asked = self._picture, self._asked
        if asked is None or picture.sight is not self.sight:
            return
        # An early picture must not replace a complete one that shows more.
        if not picture.is_complete and old is not None and old.is_complete and _overlaps_well(old.view, asked[1]):
            return
        self._picture = picture
        is_current = picture.is_complete and picture.scene is asked[0]
        # One that was on its way when the view moved on has nothing to say about the view as it is now.
        if self._is_bare and is_current and self.is_sharp(*asked):
            self._is_bare = False
            self._request(*asked, OVERSCAN, shows_early=False)
        self.arrived.emit(is_current)


def same_scale(a: View, b: View) -> bool:
    """Return whether a picture of one view can be copied into the other."""
    return math.isclose(a.metres_per_px, b.metres_per_px, rel_tol=1e-9) and a.dpr == b.dpr


def still_good(asked: View, now: View) -> bool:
    """Return whether a picture asked for leaves some margin around the view as it is now."""
    keep = 1.0 + (OVERSCAN - 1.0) * _MARGIN_LEFT
    return same_scale(asked, now) and contains(asked.widened(OVERSCAN).extent, now.widened(keep).extent)


def _overlaps_well(picture: View, view: View) -> bool:
    """Return whether an old picture, moved and scaled, fills enough of the view to look at."""
    a, b = picture.extent, view.extent
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return False
    share = width * height / ((b[2] - b[0]) * (b[3] - b[1]))
    return share > 0.3 and picture.metres_per_px / view.metres_per_px < 8.0
