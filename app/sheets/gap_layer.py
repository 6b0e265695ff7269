"""The gap map as a layer of a plate: the classes, colours and dashes of the screen's gap map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from app.canvas.gap_lines import LOOKS
from app.canvas.scene import BORDERS, Group, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import Style
from app.numbers import number
from layers.agreements.gaps import OUTER, GapReport
from layers.crs import STORAGE_CRS, transform
from layers.export.words import Words

PREFIX = "gap_"
_UID = "_gaps"


def with_gaps(scene: Scene, report: GapReport, words: Words) -> Scene:
    """Return a scene with the borders drawn as they stand; the plain county lines stay beneath.

    The legend names each class with its length on the whole plan, in km.
    """
    shapes = np.asarray(report.segments.geometry.array, dtype=object)
    states = np.array(report.states, dtype=object)
    length_m = {one.code: one.length_m for one in report.classes}
    parts = []
    # What is worst is drawn last, on top.
    for code, look in LOOKS.items():
        lines = shapes[states == code]
        if len(lines) == 0 or code == OUTER:  # beyond which nothing is loaded: the line of the map says so
            continue
        style = Style(
            line=look.light,
            width=look.width_px,
            dash=tuple(length * look.width_px for length in look.dash),
            band="#FFFFFF",
            band_width=look.width_px + 2.0,
        )
        metric = transform(lines, STORAGE_CRS, f"EPSG:{scene.metric_epsg}")
        told = words.text("plate.gap_length", km=number(length_m[code] / 1000.0, 1))
        parts.append(Part(f"{PREFIX}{code}", style, Shapes.of_metric(shapely.force_2d(metric)), title=told))
    layer = SceneLayer(_UID, _UID, "", Group.BORDER, parts=tuple(parts), is_pickable=False)
    layers = list(scene.layers)
    above = next((place + 1 for place, one in enumerate(layers) if one.uid == BORDERS), len(layers))
    layers.insert(above, layer)
    return replace(scene, layers=tuple(layers))
