"""Features whose vertices are read when somebody asks, and what is known of them before."""

import threading
import time

import numpy as np
import pytest
import shapely

from layers.flat import EXACT_VERTICES, flat_shapes, from_batches
from layers.flat_later import Facts, FactsDamaged, LaterFlat

SHAPES = np.array(
    [
        shapely.box(116.0, 40.0, 116.5, 40.5).difference(shapely.box(116.1, 40.1, 116.2, 40.2)),
        shapely.Polygon(),
        shapely.LineString([(117.0, 40.0), (117.5, 40.25), (118.0, 40.1)]),
    ],
    dtype=object,
)


def later(read=None):
    flat = flat_shapes(SHAPES)
    return LaterFlat(Facts.of(flat), read or (lambda _: flat))


def test_facts_say_dimension_vertices_and_box():
    facts = Facts.of(flat_shapes(SHAPES))
    assert facts.dimension.tolist() == [2, -1, 1]
    assert facts.vertices.tolist() == [10, 0, 3]
    assert facts.vertex_count == 13
    assert facts.boxes[0].tolist() == [116.0, 40.0, 116.5, 40.5]
    assert np.isnan(facts.boxes[1]).all()
    assert facts.total_bounds().tolist() == [116.0, 40.0, 118.0, 40.5]
    assert facts.take(np.array([2])).total_bounds().tolist() == [117.0, 40.0, 118.0, 40.25]
    assert np.isnan(facts.take(np.array([1])).total_bounds()).all()


def test_facts_come_back_from_bytes_and_any_damage_is_noticed():
    facts = Facts.of(flat_shapes(SHAPES))
    data = facts.packed()
    again = Facts.unpacked(data)
    assert np.array_equal(again.boxes, facts.boxes, equal_nan=True)
    assert again.vertices.tolist() == facts.vertices.tolist()
    assert again.dimension.tolist() == facts.dimension.tolist()
    for at in range(len(data)):
        with pytest.raises(FactsDamaged):
            Facts.unpacked(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
    for end in (0, 5, len(data) - 1):
        with pytest.raises(FactsDamaged):
            Facts.unpacked(data[:end])


def test_features_are_read_once_for_all_who_ask():
    calls, flat = [], flat_shapes(SHAPES)

    def read(_):
        calls.append(threading.current_thread().name)
        time.sleep(0.02)
        return flat

    whole = later(read)
    part = whole.subset(np.array([2]))
    assert len(part) == 1
    assert part.source is whole
    assert not whole.is_read
    found = []
    threads = [threading.Thread(target=lambda: found.append(part.flat)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert whole.is_read
    assert part.is_read
    assert whole.flat is flat
    assert shapely.equals_exact(found[0].shape(0), SHAPES[2])


def test_who_reads_beside_stands_still_while_others_are_busy_unless_somebody_waits():
    steps = []

    def read(between):
        for number in range(3):
            steps.append(number)
            between()
        return flat_shapes(SHAPES)

    whole = later(read)
    asked = threading.Event()

    def is_busy():
        asked.set()
        return True

    whole.begin(is_busy)
    assert asked.wait(10.0)
    assert steps == [0]
    assert not whole.is_read
    assert whole.flat.count == 3, "whoever asks need not wait for the busy ones"
    assert steps == [0, 1, 2]
    whole.begin(is_busy)
    assert steps == [0, 1, 2], "not again"


def test_what_reading_raised_is_told_to_all_who_ask():
    def read(_):
        raise OSError("the file is gone")

    whole = later(read)
    for one in (whole, whole.subset(np.array([0]))):
        with pytest.raises(OSError, match="gone"):
            _ = one.flat


def test_where_many_vertices_are_expected_they_are_compact_from_the_start():
    flat = from_batches([SHAPES], EXACT_VERTICES + 1)
    assert flat.is_compact
    for index in (0, 2):
        assert shapely.equals_exact(flat.shape(index), flat_shapes(SHAPES).shape(index), 1e-9)
    long = np.array([shapely.LineString([(100.0, 30.0), (110.0, 31.0)])], dtype=object)
    assert not from_batches([long], EXACT_VERTICES + 1).is_compact, "steps do not reach so far"
