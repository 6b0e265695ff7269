"""A plan opened again is drawn from what the map has kept; vertices are read when somebody needs them."""

import numpy as np
import pytest

from app.canvas import MapCanvas, anchors
from app.canvas.levels import ANCHORS_LEVEL, FACTS_LEVEL
from layers.flat_later import LaterFlat
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from layers.plan.schema import LEVEL_TABLE

from .conftest import X0, Y0
from .test_levels import opened, path, picture, same, woods

__all__ = ["path"]


@pytest.fixture
def kept(path, qapp, family):
    """A plan that keeps all the map has made; what it draws cold."""
    scene, _ = opened(path, qapp)
    cold = {mpp: picture(scene, family, mpp) for mpp in (300.0, 80.0, 8.0, 0.5)}
    shapes = scene.layer("wood").parts[0].shapes
    for _ in shapes.pyramid.build_ahead():
        pass
    with PlanStore.open(path) as store:
        store.keep_levels(shapes.new_rows())
    assert shapes.new_rows() == []
    return cold


def test_a_plan_opened_again_is_drawn_at_any_scale_without_reading_a_vertex(path, kept, qapp, family):
    scene, shapes = opened(path, qapp)
    assert shapes.to_read is not None
    for mpp, cold in kept.items():
        assert same(picture(scene, family, mpp), cold), mpp
    assert shapes.extent is not None
    assert shapes.to_read is not None, "nobody has asked for vertices"


def test_vertices_are_there_for_whoever_asks(path, kept, qapp):
    _, shapes = opened(path, qapp)
    frame = woods()
    assert shapes.stored_shape(5).normalize().equals_exact(frame.geometry.iloc[5].normalize(), 1e-9)
    assert shapes.to_read is None
    near = shapes.shape(7).centroid
    assert 7 in shapes.near(near.x, near.y, 10.0)


def test_the_map_reads_them_when_it_has_nothing_else_to_do(path, kept, qapp, qtbot, family):
    scene, shapes = opened(path, qapp)
    canvas = MapCanvas(font_family=family)
    qtbot.addWidget(canvas, before_close_func=lambda widget: widget.close_worker())
    canvas.resize(400, 300)
    canvas.show()
    canvas.set_scene(scene)
    qtbot.waitUntil(lambda: canvas.is_settled and shapes.to_read is None, timeout=20_000)


def test_a_plan_that_has_other_features_by_then_says_so(path, kept, qapp):
    _, shapes = opened(path, qapp)
    with PlanStore.open(path) as store, store.change("layer_replaced"):
        store.remove_layer("wood")
        store.add_layer(LayerRecord("wood", "wood", Role.FOREST, Shape.POLYGON, Origin.READ, ""), woods(700, seed=8))
    with pytest.raises(Exception, match="other features"):
        _ = shapes.flat


def test_damaged_facts_are_passed_over_and_kept_anew(path, kept, qapp, family):
    with PlanStore.open(path) as store:
        store._db.execute(f"UPDATE {LEVEL_TABLE} SET data = x'00' WHERE level = {FACTS_LEVEL}")
    scene, shapes = opened(path, qapp)
    assert shapes.to_read is None, "read as ever"
    assert same(picture(scene, family), kept[80.0])
    assert [level for _, level, _ in shapes.new_rows()] == [FACTS_LEVEL]


def test_names_stand_where_they_stood_and_nothing_is_worked_out_again(path, qapp, family, monkeypatch):
    with PlanStore.open(path) as store, store.change("renamed"):
        store.remove_layer("wood")
        store.add_layer(
            LayerRecord("wood", "wood", Role.FOREST, Shape.POLYGON, Origin.READ, ""), woods().assign(name="林")
        )
    _, shapes = opened(path, qapp)
    places = [anchors.anchor(shapes, index) for index in range(len(shapes))]
    boxes = [shapes.metric_box(index) for index in range(len(shapes))]
    rows = shapes.new_rows()
    assert ANCHORS_LEVEL in [level for _, level, _ in rows]
    with PlanStore.open(path) as store:
        store.keep_levels(rows)
    _, again = opened(path, qapp)
    monkeypatch.setattr(anchors, "inner_point", None)  # calling it would fail
    assert [anchors.anchor(again, index) for index in range(len(again))] == places
    assert [again.metric_box(index) for index in range(len(again))] == boxes
    box = (X0 + 1_000.0, Y0 + 1_000.0, X0 + 9_000.0, Y0 + 8_000.0)
    assert np.array_equal(again.in_box(box), shapes.in_box(box))
    with PlanStore.open(path) as store:
        store._db.execute(f"UPDATE {LEVEL_TABLE} SET data = x'00' WHERE level = {ANCHORS_LEVEL}")
    assert opened(path, qapp)[1].anchors == {}, "damaged ones are worked out again"


def test_only_read_layers_of_a_plan_are_read_later(path, qapp):
    _, shapes = opened(path, qapp)
    assert shapes.to_read is None, "nothing is kept yet"
    assert not isinstance(shapes._later, LaterFlat)


def test_a_name_without_a_place_keeps_no_level_from_the_plan(path, qapp, qtbot, family, monkeypatch, caplog):
    from app.canvas import worker

    with PlanStore.open(path) as store, store.change("renamed"):
        store.remove_layer("wood")
        store.add_layer(
            LayerRecord("wood", "wood", Role.FOREST, Shape.POLYGON, Origin.READ, ""), woods().assign(name="林")
        )
    scene, shapes = opened(path, qapp)
    assert shapes.may_offer_anchors

    def fails(*_):
        raise ValueError("no place")

    monkeypatch.setattr(worker, "anchor", fails)
    canvas = MapCanvas(font_family=family)
    qtbot.addWidget(canvas, before_close_func=lambda widget: widget.close_worker())
    canvas.resize(400, 300)
    canvas.show()
    with qtbot.waitSignal(canvas.levels_built, timeout=20_000) as signal:
        canvas.set_scene(scene)
    kinds = {level for _, level, _ in signal.args[0]}
    assert FACTS_LEVEL in kinds
    assert ANCHORS_LEVEL not in kinds
    assert not shapes.may_offer_anchors


@pytest.fixture
def partly_kept(path, qapp, family, monkeypatch):
    """A plan that keeps the coarse levels only; what it draws cold at scales without one."""
    monkeypatch.setattr("app.canvas.pyramid._KEPT_WHOLE", 0)
    monkeypatch.setattr("app.canvas.pyramid._FINER_KEPT", 1)
    scene, shapes = opened(path, qapp)
    cold = {mpp: picture(scene, family, mpp) for mpp in (6.0, 0.5)}
    for _ in shapes.pyramid.build_ahead():
        pass
    with PlanStore.open(path) as store:
        store.keep_levels(shapes.new_rows())
    return cold


def test_closer_than_what_is_kept_only_the_features_in_sight_are_read(path, partly_kept, qapp, family):
    scene, shapes = opened(path, qapp)
    for mpp, cold in partly_kept.items():
        assert nearly(picture(scene, family, mpp), cold), mpp
    assert shapes.to_read is not None, "nobody has asked for all"
    _ = shapes.flat
    for mpp, cold in partly_kept.items():
        assert nearly(picture(opened(path, qapp)[0], family, mpp), cold), mpp


def test_features_of_another_numbering_are_read_all_together(path, partly_kept, qapp, family):
    with PlanStore.open(path) as store:
        table = store.layer("wood").table
        store._db.execute(f"UPDATE {table} SET fid = fid + 5000 WHERE fid > 500")
    scene, shapes = opened(path, qapp)
    assert nearly(picture(scene, family, 6.0), partly_kept[6.0])
    assert shapes.to_read is None


def test_some_features_are_those_of_the_whole(path, kept, qapp):
    _, shapes = opened(path, qapp)
    rows = np.array([3, 4, 77, 899])
    some = shapes.to_read.some(rows)
    assert some.equals(shapes.flat.subset(rows)) or all(
        some.shape(i).equals_exact(shapes.flat.shape(int(row)), 1e-9) for i, row in enumerate(rows)
    )


def nearly(one, other):
    """Chunks of other features begin elsewhere; half a pixel of tolerance is the same either way."""
    a, b = (np.frombuffer(image.constBits(), dtype=np.uint8).astype(int) for image in (one, other))
    return a.shape == b.shape and float((np.abs(a - b) > 40).mean()) < 0.002
