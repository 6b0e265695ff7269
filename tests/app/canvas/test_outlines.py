"""County outlines before an analysis."""

from __future__ import annotations

import numpy as np
import shapely

from app.canvas.outlines import shared_outlines


def test_a_shared_edge_is_drawn_once():
    west, east = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    lines = shared_outlines(np.array([west, east], dtype=object))
    assert shapely.length(lines).sum() == 70  # 2 × 40 − the shared 10


def test_counties_of_several_parts_have_outlines_too():
    two = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(30, 0, 40, 10)])
    assert shapely.length(shared_outlines(np.array([two], dtype=object))).sum() == 80
