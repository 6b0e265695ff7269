"""Which labels are shown where: a pure function over boxes, then the painting of those that won."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from app.canvas.line_mask import LineMask
from app.canvas.painted import to_keep
from app.canvas.styles import LabelStyle
from app.canvas.unlocked import stroke_path
from app.canvas.view import Box, intersects
from app.fonts import sized

_CELL_PX = 96.0
#: Shares of a label that is covered by lines are told apart in so many steps.
_COVER_STEPS = 12
#: Around a name: the halo, and what leans out of its line.
_MARGIN_PX = 3.0


@dataclass(frozen=True)
class Spot:
    """One place where a label could go: the middle of its text and its turn, in device pixels."""

    x: float
    y: float
    angle_deg: float = 0.0


@dataclass(frozen=True)
class Candidate:
    """A label that wants a place.  ``spots`` are tried in order; ``rank`` orders all candidates, smallest first."""

    text: str
    size: tuple[float, float]
    spots: tuple[Spot, ...]
    rank: tuple[float, ...]
    style: LabelStyle
    font: QFont
    disc_color: str = ""
    clearance: float = 0.0  # to other labels of the same style, device pixels
    repeat_gap: float = 0.0  # to other labels with the same text and style, between their middles, device pixels


@dataclass(frozen=True)
class Placement:
    """A label and the spot it got."""

    candidate: Candidate
    spot: Spot


def place(
    candidates: Iterable[Candidate], area: Box, obstacles: Sequence[Box] = (), lines: LineMask | None = None
) -> list[Placement]:
    """Choose spots so that no two labels touch, the most important first.

    Of the spots that are free a label takes the one that covers the least of the lines; the order of its spots
    decides between those that cover about as much.

    Parameters
    ----------
    candidates : labels in any order; sorted here by ``rank``, then text, so that the order given does not matter
    area : the box of the picture; a label must lie in it whole
    obstacles : boxes that labels of ordinary rank keep clear of (symbols)
    lines : where lines are that are better not covered (county lines, outlines of zones and patrol areas)
    """
    taken = _Grid()
    for box in obstacles:
        taken.add(box)
    numbers = _Grid()
    alike: dict[LabelStyle, _Grid] = {}
    said: dict[tuple[str, LabelStyle], list[Spot]] = {}
    placed = []
    ordered = sorted(candidates, key=lambda one: (one.rank, one.text))
    for candidate, spots in zip(ordered, _by_cover(ordered, lines), strict=True):
        # Numbers of zones stand above everything, symbols included; they only avoid each other.
        grids = (numbers,) if candidate.disc_color else (taken, numbers)
        for spot, boxes in spots:
            if not all(_inside(box, area) for box in boxes) or any(g.hits(box) for g in grids for box in boxes):
                continue
            if candidate.repeat_gap:
                others = said.setdefault((candidate.text, candidate.style), [])
                if any(math.hypot(spot.x - one.x, spot.y - one.y) < candidate.repeat_gap for one in others):
                    continue
            if candidate.clearance:
                same = alike.setdefault(candidate.style, _Grid())
                if any(same.hits(_grown(box, candidate.clearance)) for box in boxes):
                    continue
                for box in boxes:
                    same.add(box)
            if candidate.repeat_gap:
                said[candidate.text, candidate.style].append(spot)
            for box in boxes:
                (numbers if candidate.disc_color else taken).add(box)
            placed.append(Placement(candidate, spot))
            break
    return placed


_Spots = list[tuple[Spot, list[Box]]]


def _by_cover(candidates: Sequence[Candidate], lines: LineMask | None) -> list[_Spots]:
    """Return the spots of each candidate with their boxes, those that cover few lines first."""
    every: list[_Spots] = [[(spot, spot_boxes(spot, one.size)) for spot in one.spots] for one in candidates]
    choose = [i for i, one in enumerate(candidates) if len(one.spots) > 1 and not one.disc_color]
    if lines is None or not choose:
        return every
    # All boxes of the picture at once: one by one they would take longer than finding the places.
    shares = iter(lines.shares(np.array([box for i in choose for _, boxes in every[i] for box in boxes])).tolist())
    for i in choose:
        spots = every[i]
        # In steps, so that a few cells more or less do not move a name away from its usual side.
        covered = [round(max(next(shares) for _ in boxes) * _COVER_STEPS) for _, boxes in spots]
        every[i] = [spots[k] for k in sorted(range(len(spots)), key=lambda k: (covered[k], k))]
    return every


def spot_boxes(spot: Spot, size: tuple[float, float]) -> list[Box]:
    """Return upright boxes that cover a text; a turned text is covered by several small ones."""
    width, height = size
    if abs(spot.angle_deg) < 4.0:
        return [(spot.x - width / 2, spot.y - height / 2, spot.x + width / 2, spot.y + height / 2)]
    count = max(2, round(width / height))
    cos, sin = math.cos(math.radians(spot.angle_deg)), math.sin(math.radians(spot.angle_deg))
    half = height * 0.6
    out = []
    for i in range(count):
        along = width * ((i + 0.5) / count - 0.5)
        x, y = spot.x + along * cos, spot.y + along * sin
        out.append((x - half, y - half, x + half, y + half))
    return out


def areas(placements: Sequence[Placement], dpr: float) -> list[QRect]:
    """Return what :func:`paint` will paint over at most, in device pixels."""
    found = []
    for one in placements:
        (width, height), angle = one.candidate.size, math.radians(one.spot.angle_deg)
        # Turned letters may lean farther out of their line than those that are laid down as a picture.
        margin = _MARGIN_PX * dpr + (height if angle else 0.0)
        width, height, cos, sin = width + 2 * margin, height + 2 * margin, abs(math.cos(angle)), abs(math.sin(angle))
        across, down = width * cos + height * sin + 4.0, width * sin + height * cos + 4.0
        found.append(QRectF(one.spot.x - across / 2, one.spot.y - down / 2, across, down).toAlignedRect())
    return found


def paint(painter: QPainter, placements: Sequence[Placement], halo: str, dpr: float, *, as_text: bool) -> None:
    """Draw placed labels.  ``as_text`` keeps real text (for a PDF); else outlines are filled, which looks the same."""
    # On a plain picture each label is set once and laid down whole; anywhere else it must stay sharp between pixels.
    in_place = not as_text and painter.worldTransform().isIdentity()
    for placement in reversed(placements):  # the most important last, on top
        spot, candidate = placement.spot, placement.candidate
        if in_place and spot.angle_deg == 0.0:
            image = _image_of(candidate, halo, dpr)
            painter.drawImage(QPoint(round(spot.x - image.width() / 2), round(spot.y - image.height() / 2)), image)
            continue
        painter.save()
        painter.translate(placement.spot.x, placement.spot.y)
        painter.rotate(placement.spot.angle_deg)
        if placement.candidate.disc_color:
            _paint_disc(painter, placement.candidate, dpr, as_text=as_text)
        else:
            _paint_text(painter, placement.candidate, halo, dpr, as_text=as_text)
        painter.restore()


class MadeAhead:
    """Makes the pictures of labels in another thread while what lies under them is drawn; leaving it ends that."""

    def __init__(self, placements: Sequence[Placement], halo: str, dpr: float) -> None:
        wanted = [one.candidate for one in reversed(placements) if one.spot.angle_deg == 0.0]
        self._made = [_thread().submit(_image_of, candidate, halo, dpr) for candidate in wanted]

    def __enter__(self) -> None:
        return None

    def __exit__(self, *exception: object) -> None:
        for future in self._made:
            future.cancel()


@lru_cache(maxsize=1)
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="map-names")


def _image_of(candidate: Candidate, halo: str, dpr: float) -> QImage:
    family = candidate.font.family()
    return _image(candidate.text, candidate.size, candidate.style, candidate.disc_color, family, halo, dpr)


@lru_cache(maxsize=1024)
def _image(
    text: str, size: tuple[float, float], style: LabelStyle, disc_color: str, family: str, halo: str, dpr: float
) -> QImage:
    """Return a label as a picture: outlining letters takes longer than everything else about them."""
    font = sized(family, style.size * dpr, bold=style.bold, spacing_px=style.spacing * dpr)
    margin = _MARGIN_PX * dpr
    width, height = (math.ceil(length + 2 * margin) for length in size)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(width / 2, height / 2)
        candidate = Candidate(text, size, (), (), style, font, disc_color)
        if disc_color:
            _paint_disc(painter, candidate, dpr, as_text=False)
        else:
            _paint_text(painter, candidate, halo, dpr, as_text=False)
    finally:
        painter.end()
    return to_keep(image)


def _paint_disc(painter: QPainter, candidate: Candidate, dpr: float, *, as_text: bool) -> None:
    width, height = candidate.size
    box = QRectF(-width / 2, -height / 2, width, height)
    painter.setPen(QPen(QColor("#FFFFFF"), 1.6 * dpr))
    painter.setBrush(QColor(candidate.disc_color))
    painter.drawRoundedRect(box.adjusted(dpr, dpr, -dpr, -dpr), height / 2, height / 2)
    if as_text:
        painter.setPen(QColor(candidate.style.color))
        painter.setFont(candidate.font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, candidate.text)
        return
    # Outlines here too: rasterised letters leave FreeType in a state that moves later outlines by 1/64 px, and
    # the same map would not give the same picture twice.
    metrics = QFontMetricsF(candidate.font)
    path = QPainterPath()
    x = -metrics.horizontalAdvance(candidate.text) / 2
    path.addText(QPointF(x, (metrics.ascent() - metrics.descent()) / 2), candidate.font, candidate.text)
    painter.fillPath(path, QColor(candidate.style.color))


def _paint_text(painter: QPainter, candidate: Candidate, halo: str, dpr: float, *, as_text: bool) -> None:
    height = candidate.size[1]
    lines = candidate.text.split("\n")
    metrics = QFontMetricsF(candidate.font)
    path = QPainterPath()
    positions = []
    for i, line in enumerate(lines):
        advance = metrics.horizontalAdvance(line) - candidate.font.letterSpacing()
        x = -advance / 2
        y = -height / 2 + i * metrics.height() + metrics.ascent()
        positions.append((QPointF(x, y), line))
        path.addText(QPointF(x, y), candidate.font, line)
    pen = QPen(QColor(candidate.style.halo or halo), 4.0 * dpr)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setOpacity(painter.opacity() * 0.85)
    stroke_path(painter, path, pen)
    painter.setOpacity(painter.opacity() / 0.85)
    if as_text:
        painter.setPen(QColor(candidate.style.color))
        painter.setFont(candidate.font)
        for point, line in positions:
            painter.drawText(point, line)
    else:
        painter.fillPath(path, QColor(candidate.style.color))


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _inside(box: Box, area: Box) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


class _Grid:
    """Boxes by coarse cell, so that thousands of labels need no all-pairs test."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for cell in self._cells_of(box):
            self._cells.setdefault(cell, []).append(box)

    def hits(self, box: Box) -> bool:
        return any(intersects(box, other) for cell in self._cells_of(box) for other in self._cells.get(cell, ()))

    @staticmethod
    def _cells_of(box: Box) -> Iterable[tuple[int, int]]:
        for row in range(int(box[1] // _CELL_PX), int(box[3] // _CELL_PX) + 1):
            for column in range(int(box[0] // _CELL_PX), int(box[2] // _CELL_PX) + 1):
                yield column, row
