"""The view as a picture that may travel alone: the map, and below it title, time, statements and credits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.canvas import decorations
from app.canvas.grids import GridOverlay
from app.canvas.render import RenderOptions, render
from app.canvas.scene import Scene
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized
from layers.progress import Progress, silent

#: Pixels of a picture to one of the screen: sharp in a document.
FOR_DOCUMENTS = 2.0
#: A projector's picture, and how much larger all that is written and drawn is than on the screen.
PROJECTOR_PX = (1920.0, 1080.0)
PROJECTOR_SCALE = 1.6

_MARGIN_PX, _GAP_PX = 14.0, 4.0
_TITLE_PX, _TEXT_PX = 15.0, 11.5
#: What a line may have of its height in advance: the font's own leading is tight.
_LEADING = 1.25


@dataclass(frozen=True)
class PictureWords:
    """What stands below the map; ``statements`` are never cut, credits are shortened to two lines."""

    title: str
    stamp: str
    statements: tuple[str, ...]
    credits: str

    def as_text(self) -> str:
        """Return all of it, for the text inside a PNG."""
        return "\n".join(filter(None, (self.title, self.stamp, *self.statements, self.credits)))


@dataclass(frozen=True)
class _Line:
    text: str
    size: float
    is_bold: bool = False
    is_muted: bool = False


def view_picture(
    scene: Scene,
    view: View,
    words: PictureWords,
    family: str,
    grids: GridOverlay,
    *,
    progress: Progress = silent,
) -> QImage:
    """Return the picture of a view; any thread may draw it.

    Parameters
    ----------
    scene, view : what is shown; ``view.dpr`` is the pixels of the picture to one of the screen
    words : PictureWords
    family : str
        The window's font.
    grids : GridOverlay
        One of the caller's own, for its lines are made anew.
    """
    lines = _lines(words, family, view.size_px[0])
    strip = _strip_height(lines, family)
    size = (view.size_px[0], view.size_px[1] + strip)
    image = QImage(round(size[0] * view.dpr), round(size[1] * view.dpr), QImage.Format.Format_RGB32)
    image.fill(QColor(scene.theme.land))
    progress(0.05, "drawing")
    painter = QPainter(image)
    try:
        render(painter, scene, view, RenderOptions(family))
        progress(0.9, "drawing")
        painter.scale(view.dpr, view.dpr)
        decorations.draw_furniture(painter, view, scene, family, grids)
        _draw_strip(painter, QRectF(0, view.size_px[1], size[0], strip), lines, words.stamp, scene.theme, family)
    finally:
        painter.end()
    image.setText("Description", words.as_text())
    image.setDevicePixelRatio(1.0)
    return image


def projector_view(view: View, words: PictureWords, family: str) -> View:
    """Return the view that, with its strip of words, fills a projector: same place, at least what was seen."""
    return fitting_view(view, words, family, PROJECTOR_PX, PROJECTOR_SCALE)


def fitting_view(view: View, words: PictureWords, family: str, picture_px: tuple[float, float], dpr: float) -> View:
    """Return the view that, with its strip of words, fills a picture: same place, at least what was seen.

    Parameters
    ----------
    picture_px : (width, height)
        Pixels of the picture, words and all.
    dpr : float
        Pixels of the picture to one of the screen: how large all that is written and drawn is.
    """
    width, height = picture_px[0] / dpr, picture_px[1] / dpr
    height -= _strip_height(_lines(words, family, width), family)
    seen = (view.size_px[0] * view.metres_per_px, view.size_px[1] * view.metres_per_px)
    mpp = max(seen[0] / width, seen[1] / height)
    return replace(view, size_px=(width, height), metres_per_px=mpp, dpr=dpr)


def _lines(words: PictureWords, family: str, width: float) -> list[_Line]:
    """Return the lines of the strip as they fit into a width."""
    room = width - 2 * _MARGIN_PX
    stamp = QFontMetricsF(sized(family, _TEXT_PX)).horizontalAdvance(words.stamp) + 16.0
    title = QFontMetricsF(sized(family, _TITLE_PX, bold=True)).elidedText(
        words.title, Qt.TextElideMode.ElideMiddle, max(room - stamp, 80.0)
    )
    out = [_Line(title, _TITLE_PX, is_bold=True)]
    for statement in words.statements:
        out += [_Line(line, _TEXT_PX) for line in _wrapped(statement, family, room)]
    credits = _wrapped(words.credits, family, room)
    if len(credits) > 2:
        metrics = QFontMetricsF(sized(family, _TEXT_PX))
        credits = [credits[0], metrics.elidedText("".join(credits[1:]), Qt.TextElideMode.ElideRight, room)]
    return out + [_Line(line, _TEXT_PX, is_muted=True) for line in credits]


def _wrapped(text: str, family: str, room: float) -> list[str]:
    """Return a text in lines no wider than ``room``: broken at spaces, and anywhere within Chinese."""
    metrics = QFontMetricsF(sized(family, _TEXT_PX))
    lines: list[str] = []
    rest = text
    while rest:
        end = len(rest)
        while end > 1 and metrics.horizontalAdvance(rest[:end]) > room:
            end -= 1
        if end < len(rest) and rest[end - 1].isascii() and rest[end].isascii() and " " in rest[:end]:
            end = rest.rindex(" ", 0, end) + 1
        lines.append(rest[:end].rstrip())
        rest = rest[end:]
    return lines


def _height(line: _Line, family: str) -> float:
    return QFontMetricsF(sized(family, line.size, bold=line.is_bold)).height() * _LEADING


def _strip_height(lines: list[_Line], family: str) -> float:
    return float(round(sum(_height(line, family) for line in lines) + 2 * _GAP_PX + 6.0))


def _draw_strip(painter: QPainter, box: QRectF, lines: list[_Line], stamp: str, theme: Theme, family: str) -> None:
    painter.save()
    painter.fillRect(box, QColor(theme.land))
    painter.setPen(QPen(QColor(theme.muted), 0.8))
    painter.drawLine(box.topLeft(), box.topRight())
    y = box.top() + _GAP_PX + 2.0
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for place, line in enumerate(lines):
        high = _height(line, family)
        row = QRectF(box.left() + _MARGIN_PX, y, box.width() - 2 * _MARGIN_PX, high)
        painter.setFont(sized(family, line.size, bold=line.is_bold))
        painter.setPen(QColor(theme.muted if line.is_muted else theme.ink))
        painter.drawText(row, left, line.text)
        if place == 0:
            painter.setFont(sized(family, _TEXT_PX))
            painter.setPen(QColor(theme.ink))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, stamp)
        y += high
    painter.restore()
