"""What an earlier picture of the same scale shows already is copied; only what it leaves bare is drawn.

Names are placed for a whole picture at a time and written last; what they cover is kept, so that one picture in memory
serves both as the map and as what the next one is copied from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from app.canvas.scene import Scene
from app.canvas.view import View

#: Views that lie this far from whole pixels of each other are not taken for pixels of one picture.
_OFF_PX = 1e-3


@dataclass(frozen=True)
class Base:
    """A finished picture, what it shows, and what lies under its names: pictures and where they belong."""

    image: QImage
    view: View
    scene: Scene
    under_names: Sequence[tuple[QRect, QImage]] = ()

    def lay(self, painter: QPainter, at: QPoint) -> None:
        """Copy the picture without its names, device pixel for device pixel."""
        painter.drawImage(QRect(at, self.image.size()), self.image, self.image.rect())
        for place, image in self.under_names:
            painter.drawImage(place.translated(at), image)


def copies(image: QImage, places: Sequence[QRect]) -> list[tuple[QRect, QImage]]:
    """Return what a picture shows in some places, as far as they lie in it."""
    inside = [place.intersected(image.rect()) for place in places]
    return [(place, image.copy(place)) for place in inside if not place.isEmpty()]


def place_in(base: Base | None, scene: Scene, view: View) -> QPoint | None:
    """Return where a base lies in the picture of a view, in device pixels; None when it is of no use there."""
    if base is None or base.scene is not scene or base.view.dpr != view.dpr:
        return None
    mpp = view.metres_per_device_px
    if abs(base.view.metres_per_device_px / mpp - 1.0) > 1e-9:
        return None
    x = (base.view.extent[0] - view.extent[0]) / mpp
    y = (view.extent[3] - base.view.extent[3]) / mpp
    at = QPoint(round(x), round(y))
    if abs(x - at.x()) > _OFF_PX or abs(y - at.y()) > _OFF_PX:
        return None
    return at if QRect(at, base.image.size()).intersects(_area(view)) else None


def bare_parts(covered: QRect, view: View) -> list[QRect]:
    """Return the rectangles of a view's picture that a covered one leaves bare, in device pixels."""
    return [QRect(part) for part in QRegion(_area(view)).subtracted(QRegion(covered))]  # type: ignore[attr-defined]


def part_of(view: View, part: QRect) -> View:
    """Return the view of some device pixels of a view's picture."""
    mpp, (left, _, _, top) = view.metres_per_device_px, view.extent
    middle = left + (part.x() + part.width() / 2.0) * mpp, top - (part.y() + part.height() / 2.0) * mpp
    return replace(view, center=middle, size_px=(part.width() / view.dpr, part.height() / view.dpr))


def _area(view: View) -> QRect:
    return QRect(0, 0, *(max(1, round(size * view.dpr)) for size in view.size_px))
