"""Where things lie on a plate, from the upper left corner of its outer line.

Landscape sheets have legend, overview and notes in a column on the right, portrait sheets in a row below the map.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

#: Room for the figures of the grids around the map.
FRAME_MM = 4.5
_TITLE_MM, _FOOT_MM = 13.0, 13.0
#: Up to this long side, mm, what stands around the map is drawn this many times as large as on A4.
_FACTORS = ((300.0, 1.0), (410.0, 1.1), (math.inf, 1.35))


@dataclass(frozen=True)
class Rect:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height."""
        return self.width, self.height


@dataclass(frozen=True)
class Layout:
    """Rectangles in units of ``factor`` mm; ``map`` is the ground itself, without the frame of figures around it."""

    width: float
    height: float
    map: Rect
    side: Rect
    foot: Rect
    is_column: bool  # the side lies beside the map, else below it
    factor: float = 1.0

    @property
    def map_mm(self) -> tuple[float, float]:
        """Return width and height of the map on paper, mm."""
        return self.map.width * self.factor, self.map.height * self.factor


def layout_of(width_mm: float, height_mm: float) -> Layout:
    """Return the layout of a plate; on larger paper, which is looked at from farther away, everything is larger."""
    factor = next(factor for most, factor in _FACTORS if max(width_mm, height_mm) <= most)
    width, height = width_mm / factor, height_mm / factor
    made = _landscape(width, height) if width >= height else _portrait(width, height)
    return replace(made, factor=factor)


def _landscape(width: float, height: float) -> Layout:
    side = min(max(width * 0.215, 54.0), 88.0)
    frame = Rect(
        FRAME_MM + 2.5,
        _TITLE_MM + FRAME_MM,
        width - side - 2 * FRAME_MM - 6.0,
        height - _TITLE_MM - _FOOT_MM - 2 * FRAME_MM,
    )
    column = Rect(width - side - 1.0, _TITLE_MM, side - 1.5, height - _TITLE_MM - 2.5)
    foot = Rect(2.5, height - _FOOT_MM + 0.5, width - side - 6.5, _FOOT_MM - 2.5)
    return Layout(width, height, frame, column, foot, is_column=True)


def _portrait(width: float, height: float) -> Layout:
    side = min(max(height * 0.24, 66.0), 92.0)
    frame = Rect(
        FRAME_MM + 2.5,
        _TITLE_MM + FRAME_MM,
        width - 2 * FRAME_MM - 5.0,
        height - _TITLE_MM - _FOOT_MM - side - 2 * FRAME_MM - 2.0,
    )
    foot = Rect(2.5, frame.bottom + FRAME_MM + 0.5, width - 5.0, _FOOT_MM - 2.5)
    row = Rect(2.5, height - side - 2.5, width - 5.0, side)
    return Layout(width, height, frame, row, foot, is_column=False)
