"""Where on its feature a label may stand: beside a point, in the visible middle of an area, along a line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtGui import QFont, QFontMetricsF

from app.canvas.labels import Candidate, Spot
from app.canvas.scene import LabelSet, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.view import Box, View, intersects
from app.fonts import sized

#: More labels than this in one set are not worth placing: the heaviest are tried.
_MOST = 600
#: A line says its name again after so much of it in sight, and nowhere nearer to the same name; logical pixels.
_REPEAT_PX, _REPEAT_GAP_PX = 760.0, 320.0
_CHORD_MIN = 0.96  # a line bends too much for a straight text below this chord-to-arc ratio


def candidates(layer: SceneLayer, view: View, family: str, layer_rank: int) -> Iterator[Candidate]:
    """Yield the labels a layer wants in a view, in device pixels."""
    for number, labels in enumerate(layer.labels):
        style = labels.style
        if view.metres_per_px <= min(style.max_mpp, labels.object_max_mpp):
            font = sized(family, style.size * view.dpr, bold=style.bold, spacing_px=style.spacing * view.dpr)
            yield from _of_set(labels, view, font, (layer_rank, number))


def _of_set(labels: LabelSet, view: View, font: QFont, tie: tuple[int, int]) -> Iterator[Candidate]:
    style, shapes = labels.style, labels.shapes
    seen = shapes.in_box(view.extent)
    weights = np.nan_to_num(labels.weights, nan=-1.0) if labels.weights is not None else np.zeros(len(shapes))
    seen = seen[np.lexsort((seen, -weights[seen]))][:_MOST]
    metrics, known = QFontMetricsF(font), _sizes(font.toString())
    for index in seen:
        text = labels.texts[index]
        if not text:
            continue
        size = known.get(text) or known.setdefault(text, _size(text, metrics, font))
        color = labels.colors[index] if labels.colors else ""
        if color:
            height = size[1] * 1.3
            size = (max(size[0] + 0.6 * height, height), height)
        # A long line says its name again; all first ones have their place before any second one.
        for number, spots in enumerate(_groups_of_spots(labels, int(index), size, view)):
            rank = (-float(style.priority), float(number), -float(weights[index]), *map(float, tie), float(index))
            gap = _REPEAT_GAP_PX * view.dpr if style.placement == "line" else 0.0
            yield Candidate(text, size, spots, rank, style, font, color, style.clearance * view.dpr, gap)


@lru_cache(maxsize=64)
def _sizes(font: str) -> dict[str, tuple[float, float]]:
    """Return the sizes of texts that were measured in a font before."""
    return {}


def _size(text: str, metrics: QFontMetricsF, font: QFont) -> tuple[float, float]:
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines) - font.letterSpacing()
    return width, metrics.height() * len(lines)


def _groups_of_spots(labels: LabelSet, index: int, size: tuple[float, float], view: View) -> Sequence[tuple[Spot, ...]]:
    """Return the spots of each label a feature is to have; most have one."""
    if labels.style.placement == "line":
        return _along(labels.shapes.shape(index), size, view)
    spots = _spots(labels, index, size, view)
    return [spots] if spots else []


def _spots(labels: LabelSet, index: int, size: tuple[float, float], view: View) -> tuple[Spot, ...]:
    if labels.style.placement == "area":
        return _in_area(labels, index, size, view)
    x, y = _anchor(labels, index)
    px, py = _device(view, x, y)
    if labels.style.placement == "disc":
        return (Spot(px, py),)
    return _beside(px, py, size, (labels.offset_px + 3.0) * view.dpr)


def _beside(px: float, py: float, size: tuple[float, float], gap: float) -> tuple[Spot, ...]:
    across, down = gap + size[0] / 2, gap + size[1] / 2
    sides = (Spot(px + across, py), Spot(px - across, py), Spot(px, py - down), Spot(px, py + down))
    # Corners last: near enough, but the eye takes longer to join name and point.
    up, aside = 0.75 * down, gap * 0.6 + size[0] / 2
    corners = [Spot(px + right * aside, py + low * up) for low in (-1, 1) for right in (1, -1)]
    return (*sides, *corners)


def _in_area(labels: LabelSet, index: int, size: tuple[float, float], view: View) -> tuple[Spot, ...]:
    """Return the middle of what is seen of an area, when the text fits there with room to spare."""
    bounds = labels.shapes.metric_box(index)
    room = max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / view.metres_per_device_px
    if room < size[0] * 0.9:
        return ()
    x, y = _anchor(labels, index)
    xmin, ymin, xmax, ymax = view.extent
    if not (xmin < x < xmax and ymin < y < ymax):
        if not intersects(bounds, view.extent):
            return ()
        tolerance = view.metres_per_device_px * 2.0
        seen = shapely.clip_by_rect(_thinned(labels.shapes.shape(index), tolerance), *view.extent)
        if seen.is_empty or seen.area < size[0] * size[1] * 3.0 * view.metres_per_device_px**2:
            return ()
        x, y = inner_point(seen)
    px, py = _device(view, x, y)
    step = size[1] * 1.1
    return (Spot(px, py), Spot(px, py - step), Spot(px, py + step), Spot(px, py - 2 * step), Spot(px, py + 2 * step))


def inner_point(geometry: shapely.Geometry) -> tuple[float, float]:
    """Return a point deep inside the largest part of an area: the middle of its largest inscribed circle."""
    part = _largest(geometry)
    if part.is_empty or part.area == 0.0:
        point = shapely.centroid(geometry)
        return float(point.x), float(point.y)
    side = math.sqrt(part.area)
    coarse = _largest(_thinned(_thinned(part, side / 400.0), side / 40.0))  # a thin neck may have parted
    if coarse.is_empty or coarse.area == 0.0:
        coarse = part
    radius = shapely.maximum_inscribed_circle(coarse, tolerance=side / 15.0)
    (x, y), _ = shapely.get_coordinates(radius)
    # A long even shape has many such circles: the eye expects its centroid where that is deep inside too.
    middle = shapely.centroid(coarse)
    if coarse.contains(middle) and coarse.exterior.distance(middle) >= 0.75 * radius.length:
        x, y = middle.x, middle.y
    return float(x), float(y)


def _largest(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(geometry)
    return parts[int(np.argmax(shapely.area(parts)))] if len(parts) else geometry


def _thinned(area: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    """Return an area with fewer vertices: much faster than keeping watch over its topology, which rarely breaks.

    What is left of a collection may be a single polygon, and parts smaller than the tolerance may be lost.
    """
    quick = shapely.simplify(area, tolerance, preserve_topology=False)
    is_good = not quick.is_empty and shapely.get_dimensions(quick) == 2 and quick.is_valid
    return quick if is_good else shapely.simplify(area, tolerance)


def _along(line: shapely.Geometry, size: tuple[float, float], view: View) -> list[tuple[Spot, ...]]:
    """Return spots on nearly straight stretches of the visible line, text upright, one group for each label.

    A line gets one label, and one more for every further ``_REPEAT_PX`` of it in sight.
    """
    seen = shapely.clip_by_rect(shapely.simplify(line, view.metres_per_device_px), *view.extent)
    parts = shapely.get_parts(shapely.line_merge(seen) if seen.geom_type == "MultiLineString" else seen)
    parts = parts[shapely.get_dimensions(parts) == 1]
    need = size[0] * view.metres_per_device_px
    repeat = _REPEAT_PX * view.metres_per_px
    first: list[Spot] = []
    more: list[tuple[Spot, ...]] = []
    for part in parts[np.argsort(-shapely.length(parts), kind="stable")][:2]:
        length = part.length
        if length < need * 1.8:
            continue
        windows = 1 + int(length // repeat)
        # The label in the middle comes first, so that a line with room for one has it where it always was.
        order = sorted(range(windows), key=lambda i: (abs(i - (windows - 1) / 2), i))
        groups = [_in_window(part, i / windows, (i + 1) / windows, need, size, view) for i in order]
        first += groups[0]
        more += [tuple(group) for group in groups[1:] if group]
    return [tuple(first), *more] if first else more


def _in_window(
    part: shapely.Geometry, start: float, end: float, need: float, size: tuple[float, float], view: View
) -> list[Spot]:
    """Return spots on the stretch of a line between two shares of its length."""
    length, spots = part.length, []
    for share in (0.5, 0.3, 0.7, 0.15, 0.85):
        middle = length * (start + share * (end - start))
        begin = min(max(middle - need / 2, 0.0), length - need)
        a, b = shapely.get_coordinates(shapely.line_interpolate_point(part, np.array([begin, begin + need])))
        if math.dist(a, b) >= _CHORD_MIN * need:
            spots.append(_turned(a, b, size, view))
    return spots


def _turned(a: NDArray[np.float64], b: NDArray[np.float64], size: tuple[float, float], view: View) -> Spot:
    if a[0] > b[0]:
        a, b = b, a
    angle = -math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    px, py = _device(view, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    # Stand on the line, not in it.
    lift = size[1] * 0.55
    return Spot(px + lift * math.sin(math.radians(angle)), py - lift * math.cos(math.radians(angle)), angle)


def _anchor(labels: LabelSet, index: int) -> tuple[float, float]:
    """Return the point a feature's label belongs to."""
    return anchor(labels.shapes, index)


def anchor(shapes: Shapes, index: int) -> tuple[float, float]:
    """Return the point a feature's label belongs to; worked out once per feature."""
    known = shapes.anchors
    if index not in known:
        geometry = shapes.shape(index)
        if shapely.get_dimensions(geometry) == 2:
            known[index] = inner_point(geometry)
        else:
            point = shapely.centroid(geometry)
            known[index] = (float(point.x), float(point.y))
    return known[index]


def _device(view: View, x: float, y: float) -> tuple[float, float]:
    px, py = view.to_px(x, y)
    return px * view.dpr, py * view.dpr


def device_area(view: View) -> Box:
    """Return the picture's box in device pixels."""
    return 0.0, 0.0, view.size_px[0] * view.dpr, view.size_px[1] * view.dpr
