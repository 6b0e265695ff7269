"""Features as arrays and back."""

import numpy as np
import pytest
import shapely

from layers import flat
from layers.flat import FlatShapes, LineKind, flat_shapes, from_batches
from layers.vertex_file import VertexFile


def objects(*geometries):
    out = np.empty(len(geometries), dtype=object)
    out[:] = geometries
    return out


HOLED = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
MIXED = objects(
    shapely.MultiPolygon([HOLED, shapely.box(20, 0, 21, 1)]),
    shapely.Polygon(),
    shapely.LineString([(0, 0), (3, 4)]),
    shapely.Point(7, 8),
    shapely.GeometryCollection([shapely.MultiPoint([(1, 1), (2, 2)]), shapely.box(0, 0, 1, 1)]),
    shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3), (4, 2)]]),
)


def test_features_come_back_as_they_went_in():
    made = flat_shapes(MIXED)
    assert len(made) == len(MIXED)
    for i, shape in enumerate(MIXED):
        assert shapely.equals(made.shape(i), shape) or (shape.is_empty and made.shape(i).is_empty)
    assert made.dimensions().tolist() == [2, -1, 1, 0, 2, 1]
    assert made.feature_boxes()[0].tolist() == [0, 0, 21, 10]
    assert np.isnan(made.feature_boxes()[1]).all()
    assert made.total_bounds().tolist() == [0, 0, 21, 10]


def test_shells_run_one_way_and_holes_the_other_whatever_the_file_had():
    for shape in (HOLED, shapely.reverse(HOLED)):
        made = flat_shapes(objects(shape))
        assert made.kind.tolist() == [LineKind.SHELL, LineKind.HOLE]
        rings = [shapely.LinearRing(made.vertices[a:b]) for a, b in zip(made.starts, made.ends, strict=True)]
        assert [shapely.is_ccw(ring) for ring in rings] == [True, False]


def test_many_vertices_are_kept_in_half_the_memory_to_a_tenth_of_a_millimetre(monkeypatch):
    rng = np.random.default_rng(1)
    shapes = objects(*(shapely.Point(x, y).buffer(0.01) for x, y in rng.uniform([73, 18], [135, 53], (200, 2))))
    exact = flat_shapes(shapes)
    monkeypatch.setattr(flat, "EXACT_VERTICES", 5000)
    small = flat_shapes(shapes)
    assert not exact.is_compact and small.is_compact
    assert small.vertices.nbytes * 2 == exact.vertices.nbytes
    every = np.arange(len(exact.vertices))
    off = small.lonlat(every, small.line_of(every)) - exact.vertices
    assert np.abs(off).max() <= 0.51e-9
    # Rings stay closed: the first and the last vertex are one place.
    assert all(small.shape(i).is_valid for i in range(0, 200, 20))
    assert np.array_equal(
        small.stretches(small.starts, small.ends, np.arange(200)), small.lonlat(every, small.line_of(every))
    )


def test_a_line_longer_than_steps_can_reach_keeps_all_exact(monkeypatch):
    monkeypatch.setattr(flat, "EXACT_VERTICES", 10)
    near = shapely.Point(100, 30).buffer(0.1)
    far = shapely.LineString([(80, 30), (100.123456789012, 31)])
    made = from_batches([objects(near), objects(near, near), objects(far), objects(near)])
    assert not made.is_compact
    assert made.shape(3).equals(far)
    assert made.shape(0).equals_exact(made.shape(4), 1e-9), "what was turned into steps before is right again"


def test_some_features_are_numbered_anew():
    some = flat_shapes(MIXED).subset(np.array([0, 3, 5]))
    assert len(some) == 3
    assert [some.shape(i).geom_type for i in range(3)] == ["MultiPolygon", "Point", "MultiLineString"]


def test_equal_means_every_vertex():
    one, same = flat_shapes(MIXED), flat_shapes(MIXED)
    moved = MIXED.copy()
    moved[3] = shapely.Point(7, 8.0000001)
    assert one.equals(same)
    assert not one.equals(flat_shapes(moved))


@pytest.mark.parametrize("shapes", [objects(), objects(shapely.Polygon()), objects(shapely.MultiPolygon())])
def test_nothing(shapes):
    made = flat_shapes(shapes)
    assert isinstance(made, FlatShapes)
    assert (len(made), len(made.vertices), len(made.kind)) == (len(shapes), 0, 0)
    assert np.isnan(made.total_bounds()).all()


def woods(count: int) -> np.ndarray:
    """Squares of a tenth of a degree in a row."""
    return objects(*(shapely.box(i, 0.0, i + 0.1, 0.1) for i in range(count)))


def test_many_vertices_lie_in_a_file_and_those_of_some_features_are_not_copied(monkeypatch):
    held = flat_shapes(woods(8))
    monkeypatch.setattr(flat, "EXACT_VERTICES", 12)
    made = from_batches([woods(8)[:2], woods(8)[2:5], woods(8)[5:]])
    assert held.file is None and made.file is not None
    assert not made.vertices.flags.writeable
    some = made.subset(np.array([1, 6]))
    assert some.vertices is made.vertices and some.vertex_count == 10
    made.rest()
    some.rest()
    for one, features in ((made, range(8)), (some, (1, 6))):
        assert shapely.equals_exact(one.shapes(), held.shapes()[list(features)], tolerance=1e-9).all()
    assert some.equals(flat_shapes(woods(8)[[1, 6]])) is False, "those are exact"
    assert some.equals(made.subset(np.array([1, 6]))) and not some.equals(made.subset(np.array([1, 7])))


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_full_disk_costs_memory_and_nothing_else(monkeypatch, written):
    monkeypatch.setattr(flat, "EXACT_VERTICES", 4)
    whole = from_batches([woods(6)])
    append, left = VertexFile.append, [written]

    def full(self, rows):
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        append(self, rows)

    monkeypatch.setattr(VertexFile, "append", full)
    made = from_batches([woods(6)[i : i + 2] for i in range(0, 6, 2)])
    assert made.file is None and made.equals(whole)


def test_without_a_folder_for_scratch_files_vertices_stay_in_memory(monkeypatch):
    monkeypatch.setattr(flat, "EXACT_VERTICES", 4)
    whole = from_batches([woods(6)])
    monkeypatch.setattr(VertexFile, "__init__", lambda _: (_ for _ in ()).throw(OSError("no folder")))
    made = flat_shapes(woods(6))
    assert made.file is None and made.equals(whole)


def test_a_line_too_long_for_steps_takes_what_was_in_the_file_back(monkeypatch):
    monkeypatch.setattr(flat, "EXACT_VERTICES", 4)
    long = objects(shapely.LineString([(0.0, 0.0), (100.0, 50.0)]))
    made = from_batches([woods(3), long])
    assert made.file is None and not made.is_compact
    assert shapely.equals_exact(made.shapes()[:3], woods(3), tolerance=1e-9).all()
    assert made.shapes()[3].equals(long[0])
