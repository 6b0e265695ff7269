"""Detail levels as bytes, made ahead, kept by a plan and taken from it."""

from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PySide6.QtGui import QImage

from app.canvas import RenderOptions, View, build_scene
from app.canvas.levels import VERSION, LevelDamaged, Lines, decoded, encoded, on_grid, packed, unpacked
from app.canvas.plane import Plane
from app.canvas.pyramid import Pyramid, level_for
from app.canvas.render import render_image
from layers.flat import flat_shapes
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore, levels
from layers.plan.schema import LEVEL_TABLE

from .conftest import EPSG, X0, Y0, stored


def lines_at(x, y, tolerance):
    corner = np.array([x, y])
    ring = corner + np.array([(0, 0), (70.3, 1.2), (60.8, 55.5), (0, 0)])
    hole = corner + np.array([(20, 5), (40, 20), (41.5, 10), (20, 5)])
    line = np.array([(-500_000.0, 3.0), (12.0, 9_000_000.0)])
    xy = on_grid(np.concatenate([ring, hole, line, ring]), tolerance)
    return Lines(xy, np.array([4, 4, 2, 4]), np.array([True, True, False, True]), np.array([7, 7, 8, 20]))


@pytest.mark.parametrize("tolerance", [0.25, 2.0, 256.0])
def test_lines_come_back_from_bytes_to_the_last_digit(tolerance):
    lines = lines_at(450_000.0, 4_400_000.0, tolerance)
    back = decoded(encoded(lines, tolerance), tolerance)
    assert np.array_equal(back.xy, lines.xy)
    assert back.length.tolist() == lines.length.tolist()
    assert back.closed.tolist() == lines.closed.tolist()
    assert np.diff(back.owner).tolist() == [0, 1, 1]
    nothing = Lines(np.zeros((0, 2)), *(np.zeros(0, dtype=kind) for kind in (np.intp, bool, np.intp)))
    assert len(decoded(encoded(nothing, 1.0), 1.0).xy) == 0


def test_the_grid_is_finer_than_a_thirtieth_of_a_pixel():
    xy = np.random.default_rng(1).uniform(0, 1e6, (1000, 2))
    for level in (0, 5, 9):
        assert np.abs(on_grid(xy, 0.5 * 2.0**level) - xy).max() < 2.0**level / 60


def test_any_damaged_byte_of_a_level_is_noticed():
    chunk = encoded(lines_at(0.0, 0.0, 1.0), 1.0)
    data = packed(np.array([[0.0, 0, 1, 1], [1, 1, 2, 2]]), [chunk, chunk])
    bounds, chunks = unpacked(data)
    assert bounds.tolist() == [[0, 0, 1, 1], [1, 1, 2, 2]]
    assert [bytes(one) for one in chunks] == [chunk, chunk]
    for at in range(0, len(data), 7):
        with pytest.raises(LevelDamaged):
            unpacked(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
    for end in (0, 3, 15, len(data) - 1):
        with pytest.raises(LevelDamaged):
            unpacked(data[:end])
    with pytest.raises(LevelDamaged):
        decoded(chunk[:-3], 1.0)


# --- in a plan ---------------------------------------------------------------------------------------


def woods(count=900, *, seed=3):
    rng = np.random.default_rng(seed)
    places = rng.uniform([X0, Y0], [X0 + 60_000, Y0 + 40_000], (count, 2))
    shapes = [shapely.Point(x, y).buffer(rng.uniform(100, 900), quad_segs=8) for x, y in places]
    return gpd.GeoDataFrame(
        {"uid": [f"w{i}" for i in range(count)], "name": ""}, geometry=[stored(shape) for shape in shapes], crs=4490
    )


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="t", reference_date=date(2026, 1, 1)) as store, store.change("layer_added"):
        store.add_layer(LayerRecord("wood", "wood", Role.FOREST, Shape.POLYGON, Origin.READ, ""), woods())
    return path


def opened(path, qapp):
    """The scene of a plan, and its wood."""
    with PlanStore.open(path, read_only=True) as store:
        scene = build_scene(store)
    (part,) = scene.layer("wood").parts
    return scene, part.shapes


def keep(path, qapp):
    """Make all levels ahead and let the plan keep them; return them."""
    _, shapes = opened(path, qapp)
    for _ in shapes.pyramid.build_ahead():
        pass
    found = shapes.pyramid.new_levels()
    assert len(found) >= 3
    with PlanStore.open(path) as store:
        store.keep_levels([(shapes.level_key, level, data) for level, data in found.items()])
        assert store._db.execute(f"SELECT count(*) FROM {LEVEL_TABLE}").fetchall() == [(len(found),)]
        assert store.writes == 0, "a copy of the plan is still up to date"
    return found


def picture(scene, family, mpp=80.0):
    view = View((X0 + 30_000, Y0 + 20_000), mpp, (500.0, 400.0))
    return render_image(scene, view, RenderOptions(family))


def same(a, b):
    return a == b and a.format() == QImage.Format.Format_RGB32


def test_a_plan_opened_again_draws_the_same_and_simplifies_nothing(path, qapp, family, monkeypatch):
    cold = {mpp: picture(opened(path, qapp)[0], family, mpp) for mpp in (80.0, 40.0, 300.0)}
    keep(path, qapp)
    scene, shapes = opened(path, qapp)
    monkeypatch.setattr(Pyramid, "_simplified", None)  # calling it would fail
    for mpp, before in cold.items():
        assert same(picture(scene, family, mpp), before), mpp
    assert shapes.pyramid.new_levels() == {}, "nothing to keep again"


def test_a_damaged_level_is_made_again_in_silence(path, qapp, family, caplog):
    before = picture(opened(path, qapp)[0], family)
    found = keep(path, qapp)
    with PlanStore.open(path) as store:
        store._db.execute(
            f"UPDATE {LEVEL_TABLE} SET data = CAST(substr(data, 1, 40) || x'01' || substr(data, 42) AS BLOB)"
        )
    scene, shapes = opened(path, qapp)
    assert same(picture(scene, family), before)
    assert not caplog.records
    for _ in shapes.pyramid.build_ahead():
        pass
    assert shapes.pyramid.new_levels() == found, "and kept anew"


def test_a_level_is_read_when_it_is_drawn_and_made_again_when_it_is_gone_by_then(path, qapp, family, monkeypatch):
    before = {mpp: picture(opened(path, qapp)[0], family, mpp) for mpp in (40.0, 10.0)}
    keep(path, qapp)
    asked, read = [], levels.read
    monkeypatch.setattr(levels, "read", lambda db, key, level: asked.append(level) or read(db, key, level))
    scene, shapes = opened(path, qapp)
    assert min(asked, default=0) <= 0, "what is no level is read at once"
    asked.clear()
    assert same(picture(scene, family, 40.0), before[40.0])
    assert asked == [level_for(40.0)]
    path.unlink()
    assert same(picture(scene, family, 10.0), before[10.0])
    assert list(shapes.kept_levels) and shapes.kept_levels.get(level_for(40.0)) is None


def test_rows_that_are_no_levels_are_passed_over(path, qapp, family):
    before = picture(opened(path, qapp)[0], family)
    keep(path, qapp)
    with PlanStore.open(path) as store:
        store._db.execute(f"UPDATE {LEVEL_TABLE} SET data = 'text'")
    assert same(picture(opened(path, qapp)[0], family), before)
    with PlanStore.open(path) as store:
        store._db.execute(f"DROP TABLE {LEVEL_TABLE}")
        store._db.execute(f"CREATE TABLE {LEVEL_TABLE} (something TEXT)")
    assert same(picture(opened(path, qapp)[0], family), before)


def test_levels_of_other_features_are_never_used_and_go_with_their_layer(path, qapp, family):
    keep(path, qapp)
    with PlanStore.open(path) as store, store.change("layer_replaced"):
        store.remove_layer("wood")
        store.add_layer(LayerRecord("wood", "wood", Role.FOREST, Shape.POLYGON, Origin.READ, ""), woods(700, seed=8))
    scene, shapes = opened(path, qapp)
    assert shapes.kept_levels == {}
    bare = replace(scene, layers=())
    assert not same(picture(scene, family), picture(bare, family))
    with PlanStore.open(path, read_only=True) as store:
        assert store._db.execute(f"SELECT count(*) FROM {LEVEL_TABLE}").fetchall() == [(0,)]


def test_the_map_offers_what_it_made_and_no_layer_waits_for_it(path, qapp, qtbot, family):
    from app.canvas import MapCanvas

    scene, shapes = opened(path, qapp)
    canvas = MapCanvas(font_family=family)
    qtbot.addWidget(canvas, before_close_func=lambda widget: widget.close_worker())
    canvas.resize(400, 300)
    canvas.show()
    with qtbot.waitSignal(canvas.levels_built, timeout=20_000) as signal:
        canvas.set_scene(scene)
    keys = {key for key, _, _ in signal.args[0]}
    assert keys == {shapes.level_key, f"{shapes.level_key.partition('|')[0]}|facts|{VERSION}"}
    assert canvas.is_settled


def test_a_zoomed_out_map_draws_from_the_coarsest_kept_level(qapp):
    flat = flat_shapes(np.asarray(woods().geometry.values, dtype=object))
    pyramid = Pyramid(lambda: flat, Plane(EPSG))
    coarsest = pyramid.levels_to_keep[0]
    extent = (X0, Y0, X0 + 60_000.0, Y0 + 40_000.0)
    assert list(pyramid.paths(coarsest + 3, extent)) == list(pyramid.paths(coarsest, extent))


# --- and the plan does not mind ----------------------------------------------------------------------


def test_what_the_map_keeps_changes_nothing_of_what_a_plan_says(path, tmp_path, qapp):
    from layers.plan.package import pack, unpack
    from layers.plan.salvage import salvage
    from layers.plan.verify import verify

    before = verify(path)
    keep(path, qapp)
    after = verify(path)
    assert (after.findings, after.content_hash) == (before.findings, before.content_hash)
    salvaged = tmp_path / "salvaged.lianfang.gpkg"
    report = salvage(path, salvaged)
    assert verify(salvaged).content_hash == before.content_hash
    assert all(table.rows.lost == 0 for table in report.tables)
    with PlanStore.open(path) as store:
        assert [change.code for change in store.history()] == ["layer_added"]
        with store.reader() as reader:
            pack(reader, tmp_path / "p.联防包")
    travelled = unpack(tmp_path / "p.联防包", tmp_path / "other")
    with PlanStore.open(travelled, read_only=True) as store:
        assert not store._db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (LEVEL_TABLE,)).fetchall()
