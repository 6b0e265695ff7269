"""What part of the plane is seen, how large, on how many pixels: plain values and pure functions."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtGui import QTransform

#: One logical pixel is 1/96 inch, as Qt's styles and CSS take it; the printed scale follows from it.
METRES_PER_LOGICAL_PX = 0.0254 / 96.0

#: Closest and farthest view: 2 cm and 20 km to the pixel.
MIN_MPP = 0.02
MAX_MPP = 20_000.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """A north-up window on the metric plane.

    Attributes
    ----------
    center : (x, y) in metres, the plan's metric CRS
    metres_per_px : metres to one logical pixel
    size_px : (width, height) in logical pixels
    dpr : device pixels to one logical pixel; printing at 300 dpi is ``300 / 96``
    """

    center: tuple[float, float]
    metres_per_px: float
    size_px: tuple[float, float]
    dpr: float = 1.0

    @property
    def extent(self) -> Box:
        """The box that is seen: xmin, ymin, xmax, ymax in metres."""
        half_w = self.size_px[0] * self.metres_per_px / 2.0
        half_h = self.size_px[1] * self.metres_per_px / 2.0
        x, y = self.center
        return x - half_w, y - half_h, x + half_w, y + half_h

    @property
    def metres_per_device_px(self) -> float:
        """Ground size of one device pixel."""
        return self.metres_per_px / self.dpr

    @property
    def scale_denominator(self) -> float:
        """N of the scale 1:N."""
        return self.metres_per_px / METRES_PER_LOGICAL_PX

    def device_transform(self) -> QTransform:
        """Return metres → device pixels, origin at the top left, y down."""
        k = 1.0 / self.metres_per_device_px
        xmin, _, _, ymax = self.extent
        return QTransform(k, 0.0, 0.0, -k, -xmin * k, ymax * k)

    def to_px(self, x: float, y: float) -> tuple[float, float]:
        """Return the logical pixel of a point in metres."""
        xmin, _, _, ymax = self.extent
        return (x - xmin) / self.metres_per_px, (ymax - y) / self.metres_per_px

    def to_map(self, px: float, py: float) -> tuple[float, float]:
        """Return the point in metres of a logical pixel."""
        xmin, _, _, ymax = self.extent
        return xmin + px * self.metres_per_px, ymax - py * self.metres_per_px

    def panned(self, dx_px: float, dy_px: float) -> View:
        """Return the view after the picture was dragged by logical pixels."""
        x, y = self.center
        return replace(self, center=(x - dx_px * self.metres_per_px, y + dy_px * self.metres_per_px))

    def zoomed(self, factor: float, at_px: tuple[float, float] | None = None) -> View:
        """Return the view magnified by ``factor``; the point under ``at_px`` (default the middle) stays put."""
        mpp = min(max(self.metres_per_px / factor, MIN_MPP), MAX_MPP)
        px, py = at_px if at_px is not None else (self.size_px[0] / 2.0, self.size_px[1] / 2.0)
        x, y = self.to_map(px, py)
        return replace(
            self,
            metres_per_px=mpp,
            center=(x + (self.size_px[0] / 2.0 - px) * mpp, y - (self.size_px[1] / 2.0 - py) * mpp),
        )

    def resized(self, width_px: float, height_px: float, dpr: float | None = None) -> View:
        """Return the view on another number of pixels, centre and scale kept."""
        return replace(self, size_px=(width_px, height_px), dpr=self.dpr if dpr is None else dpr)

    def widened(self, factor: float) -> View:
        """Return a view of the same centre and scale on whole pixels ``factor`` times as many."""
        # Even growth in whole device pixels, so that the picture can be moved by whole pixels under the view.
        grown = []
        for size in self.size_px:
            margin = round(size * (factor - 1.0) / 2.0 * self.dpr) / self.dpr
            grown.append(size + 2.0 * margin)
        return replace(self, size_px=(grown[0], grown[1]))

    @classmethod
    def fitting(cls, extent: Box, size_px: tuple[float, float], dpr: float = 1.0, margin: float = 0.05) -> View:
        """Return the view that shows a whole box with a margin on every side (share of the box)."""
        xmin, ymin, xmax, ymax = extent
        width = max(xmax - xmin, 1.0) * (1.0 + 2.0 * margin)
        height = max(ymax - ymin, 1.0) * (1.0 + 2.0 * margin)
        mpp = max(width / max(size_px[0], 1.0), height / max(size_px[1], 1.0))
        return cls(((xmin + xmax) / 2.0, (ymin + ymax) / 2.0), min(max(mpp, MIN_MPP), MAX_MPP), size_px, dpr)


def intersects(a: Box, b: Box) -> bool:
    """Return whether two boxes share a point."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def contains(outer: Box, inner: Box) -> bool:
    """Return whether a box holds another one whole."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def round_length_m(limit_m: float) -> float:
    """Return the largest 1, 2 or 5 × 10ⁿ metres not above a limit: what a scale bar shows."""
    if limit_m <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(limit_m))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= limit_m * (1 + 1e-12))
