"""Parts in a rectangle: those of ``clip_by_rect``, and of an intersection where that fails."""

import numpy as np
import pytest
import shapely

from layers.clipping import in_rectangle

#: A spike 2,747 vertices of a real county come down to: GEOS makes a ring of three points of its tip.
SPIKE = shapely.Polygon(
    [
        (542021.883792712, 4501821.335863706),
        (541960.4415642424, 4501967.206108538),
        (542020.4844035321, 4501824.658159257),
    ]
)
BOX = (541899.9999999992, 4501915.451133781, 542387.2884432839, 4503921.684630026)


def test_a_square_is_cut_as_ever():
    assert in_rectangle(shapely.box(0, 0, 4, 4), 2, -1, 9, 9).equals(shapely.box(2, 0, 4, 4))
    assert in_rectangle(shapely.box(0, 0, 1, 1), 2, 2, 3, 3).is_empty


def test_what_the_fast_way_cannot_cut_is_intersected():
    with pytest.raises(shapely.GEOSException):
        shapely.clip_by_rect(SPIKE, *BOX)
    assert in_rectangle(SPIKE, *BOX).area == pytest.approx(SPIKE.intersection(shapely.box(*BOX)).area)
    assert shapely.get_dimensions(in_rectangle(SPIKE, *BOX)) != 1, "the tip is no line"
    found = in_rectangle(np.array([shapely.box(*BOX), SPIKE, shapely.Point(0, 0)], dtype=object), *BOX)
    assert found[0].equals(shapely.box(*BOX)) and found[1].area < 1.0 and found[2].is_empty


def test_one_that_crosses_itself_there_too(monkeypatch):
    def fails(*_):
        raise shapely.GEOSException("as for the spike")

    monkeypatch.setattr(shapely, "clip_by_rect", fails)
    bow = shapely.Polygon([(0, 0), (4, 4), (4, 0), (0, 4)])
    assert in_rectangle(bow, 0, 0, 2, 4).area == pytest.approx(4.0)
