"""The built-in sample: whole, honest about itself, consistent, and opened as a plan in one gesture."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import shapely

from layers import sample
from layers.agreements import covering, non_adjacent_parties, problems
from layers.agreements.books import BOOKS, Book, row_problems
from layers.borders import build_network
from layers.inventory import scoring
from layers.inventory.view import inventory_of
from layers.kinds import Role, Shape
from layers.plan.schema import Table
from layers.plan.store import PlanStore
from layers.sources import gazetteer

FOLDER = Path(str(files("resources") / "sample"))
NAMES = (
    *("怀柔", "延庆", "密云", "平谷", "昌平", "门头沟", "赤城", "怀来", "涿鹿", "丰宁", "滦平"),
    *("承德县", "兴隆", "蓟州", "三河"),
)


@pytest.fixture(scope="module")
def layers():
    return {layer.record.title.removeprefix("示例数据："): layer for layer in sample.sample_layers()}


@pytest.fixture(scope="module")
def counties(layers):
    return layers["县级行政区"].frame


@pytest.fixture(scope="module")
def network(counties):
    return build_network(counties)


@pytest.fixture(scope="module")
def heights():
    import rasterio

    with rasterio.open(FOLDER / "terrain.tif") as source:
        assert source.crs.to_epsg() == 4490
        values = source.read(1, masked=True).astype(float).filled(np.nan)
        west, north, step = source.bounds.left, source.bounds.top, source.res

    def at(lon, lat):
        row = np.floor((north - np.asarray(lat)) / step[1]).astype(int)
        return values[row, np.floor((np.asarray(lon) - west) / step[0]).astype(int)]

    return at


def county_of(frame, counties):
    tree = shapely.STRtree(counties.geometry.to_numpy())
    feature, county = tree.query(frame.geometry.to_numpy(), predicate="intersects")
    return [set(counties["code"].to_numpy()[county[feature == row]]) for row in range(len(frame))]


# --- the files -------------------------------------------------------------------------------------------------


def test_files_are_those_of_the_manifest_and_small():
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    for name, facts in manifest["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == facts["sha256"], name
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if "__pycache__" not in path.parts) < 4_000_000
    data = {path.name for path in FOLDER.iterdir() if path.suffix in {".gz", ".tif", ".json"}}
    assert data == {*manifest["files"], "manifest.json"}


def test_licences_lie_beside_the_data():
    notice = (FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    for word in ("MIT", "LGPL-3.0-or-later", "CC BY 4.0", "GeoNames", "界线示意，不作划界依据"):
        assert word in notice
    for named in re.findall(r"`(licenses/[^`]+)`", notice):
        assert (FOLDER / named).stat().st_size > 500


def test_the_document_counts_what_is_there():
    counts = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["features"]
    document = (Path(__file__).parents[2] / "docs" / "sample.md").read_text(encoding="utf-8")
    told = {int(number) for number in re.findall(r"\d+", document)}
    for name in ("forest", "villages", "rivers_small", "roads", "towns", "depots", "checkpoints", "boundary_markers"):
        assert counts[name] in told, name


# --- the layers ------------------------------------------------------------------------------------------------


def test_every_layer_says_what_it_is(layers):
    assert len(layers) == 17
    for layer in layers.values():
        record = layer.record
        assert record.title.startswith("示例数据：")
        assert record.is_sample
        assert record.source.credit.startswith("示例数据，界线示意，不作划界依据")
        assert re.search(r"MIT|LGPL|CC BY 4\.0|Apache-2\.0", record.source.credit)
        assert len(record.source.sha256) == 64
    assert "GeoNames" in layers["城镇（GeoNames）"].record.source.credit
    assert len({layer.record.uid for layer in layers.values()}) == 17
    assert [layer.record.position for layer in layers.values()] == list(range(17))


def test_frames_are_sound(layers):
    for layer in layers.values():
        if layer.record.shape is Shape.RASTER:
            assert layer.frame is None
            continue
        frame = layer.frame
        assert frame.crs.to_epsg() == 4490
        assert frame.geometry.is_valid.all()
        assert not frame.geometry.is_empty.any()
        assert frame["uid"].is_unique
        assert frame["name"].str.len().gt(0).all()
        expected = {Shape.POINT: "Point", Shape.LINE: "LineString", Shape.POLYGON: "Polygon"}[layer.record.shape]
        assert frame.geom_type.str.endswith(expected).all()


def test_uids_are_the_same_every_time(layers):
    again = {layer.record.title.removeprefix("示例数据："): layer for layer in sample.sample_layers()}
    for title, layer in layers.items():
        assert layer.record.uid == again[title].record.uid
        if layer.frame is not None:
            assert layer.frame["uid"].tolist() == again[title].frame["uid"].tolist()


def test_counties_are_the_gazetteers(counties):
    assert {gazetteer.short_name(name) for name in counties["name"]} == set(NAMES)
    original = gazetteer.polygons(counties["code"])
    stored = counties.set_index("code").geometry[original["code"]].to_numpy()
    assert shapely.equals(original.geometry.to_numpy(), stored).all()


def test_county_lines_are_clean(network):
    assert network.is_exact
    assert len(network.issues) == 0
    pairs = set(network.segments["pair"])
    assert {"110116|130826", "110114|130730", "110117|120119", "110119|130730"} <= pairs


# --- what is missing on purpose --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "silent"), [("村庄", "130731"), ("城镇（GeoNames）", "130731"), ("物资库", "130732")]
)
def test_a_silent_county_has_nothing_and_is_not_spoken_for(layers, counties, title, silent):
    layer = layers[title]
    assert layer.record.speaks_for == set(counties["code"]) - {silent}
    assert all(silent not in codes for codes in county_of(layer.frame, counties))


def test_all_other_layers_speak_for_every_county(layers, counties):
    for title, layer in layers.items():
        if title not in ("村庄", "城镇（GeoNames）", "物资库"):
            assert layer.record.speaks_for == set(counties["code"]), title


def test_some_people_are_unknown_and_none_are_zero(layers):
    for title in ("村庄", "城镇（GeoNames）"):
        people = layers[title].frame["people"]
        assert people.isna().any()
        assert (people.dropna() > 0).all()
    assert layers["村庄"].frame["people"].isna().mean() < 0.3


def phones(layers):
    """Return every number in the registers of the inventory."""
    tables = sample.sample_inventory(list(layers.values()), date(2026, 9, 1)).values()
    columns = [frame[name] for frame in tables for name in ("phone", "backup_phone") if name in frame.columns]
    return [number for column in columns for number in column if number]


def test_every_telephone_is_a_placeholder(layers):
    contacts = sample.sample_contacts()
    numbers = [
        *layers["物资库"].frame["phone"],
        *layers["扑火队伍"].frame["phone"],
        *contacts["phone"],
        *contacts["backup"],
        *phones(layers),
    ]
    assert numbers
    assert all(re.fullmatch(r"010-0000-000\d", number) for number in numbers)


# --- consistency -----------------------------------------------------------------------------------------------


def test_rivers_cross_follow_and_graze_the_lines(layers, counties, network):
    from layers.hazards.river import classify_reaches
    from layers.zones.model import LayerInput, Parameters

    found: set[str] = set()
    for title in ("大河（GSHHG）", "河流"):
        layer = layers[title]
        rivers = LayerInput(layer.record.uid, Role.RIVER, layer.frame, layer.record.speaks_for)
        reaches = classify_reaches(rivers, counties, network, Parameters(), network.metric_epsg)
        inner = reaches[(reaches["left"] != "") & (reaches["right"] != "")]
        found |= set(inner["reach_type"])
        assert reaches["direction_known"].all()
    assert {"crossing", "bordering", "grazing", "interior"} <= found


def test_rivers_run_downhill(layers, heights):
    rivers = layers["河流"].frame
    first = shapely.get_coordinates(shapely.get_point(rivers.geometry.to_numpy(), 0))
    last = shapely.get_coordinates(shapely.get_point(rivers.geometry.to_numpy(), -1))
    fall = heights(first[:, 0], first[:, 1]) - heights(last[:, 0], last[:, 1])
    # Lines wind within a cell or two of the channel they come from, so some ends read the bank.
    assert np.mean(fall > -20) > 0.95
    assert np.median(fall) > 80
    assert rivers["directed"].all()


def test_the_ground_rises_to_the_north_west(heights):
    plain = heights([117.05, 117.40], [39.95, 39.90])
    basins = heights([115.97, 115.55], [40.46, 40.40])
    crests = heights(*np.meshgrid(np.linspace(115.4, 115.6, 40), np.linspace(39.95, 40.1, 40)))
    assert (plain < 60).all()
    assert ((basins > 400) & (basins < 650)).all()
    assert np.nanmax(crests) > 1700


def test_forest_stands_on_the_mountains_and_across_the_lines(layers, counties, heights):
    forest = layers["森林"].frame
    assert 500 <= len(forest) <= 2500
    assert shapely.get_num_interior_rings(forest.geometry.to_numpy()).sum() > 100
    across = [codes for codes in county_of(forest, counties) if len(codes) > 1]
    assert len(across) > 60
    assert {"110116", "130826"} <= set().union(*across)
    middle = shapely.get_coordinates(shapely.point_on_surface(forest.geometry.to_numpy()))
    assert np.nanmedian(heights(middle[:, 0], middle[:, 1])) > 500
    south_east = shapely.box(116.7, 39.75, 117.25, 40.02)  # the plain of 三河
    assert not shapely.intersects(forest.geometry.to_numpy(), south_east).any()


def test_villages_stand_low_and_dry(layers, heights):
    villages = layers["村庄"].frame
    lakes = shapely.union_all(layers["水库"].frame.geometry.to_numpy())
    assert not villages.intersects(lakes).any()
    forest = shapely.STRtree(layers["森林"].frame.geometry.to_numpy())
    inside, _ = forest.query(villages.geometry.to_numpy(), predicate="within")
    assert len(set(inside.tolist())) < 0.15 * len(villages)
    assert np.nanmedian(heights(villages.geometry.x, villages.geometry.y)) < 500


def test_boundary_markers_stand_on_the_lines(layers, counties, network):
    markers = layers["界桩"].frame
    assert markers["name"].str.fullmatch(r"9\d{6}Q").all()
    assert markers["name"].is_unique
    lines = shapely.union_all(network.segments.geometry.to_numpy())
    assert shapely.distance(markers.geometry.to_numpy(), lines).max() < 2e-5
    assert set(markers["keeper"]) <= set(counties["code"])


def test_levees_of_neighbours_differ(layers):
    years = layers["堤防"].frame["flood_standard_years"]
    assert set(years.dropna()) == {20.0, 50.0}


def test_the_outline_lies_on_both_sides(counties):
    [row] = sample.sample_patrol_outline().to_dict("records")
    area = row["geometry"]
    assert area.is_valid
    assert 20 <= len(area.exterior.coords) - 1 <= 40
    shapes = counties.set_index("code").geometry
    shares = {code: area.intersection(shapes[code]).area / area.area for code in ("110116", "130824")}
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-6)
    assert min(shares.values()) > 0.25
    assert "示例" in row["name"]


# --- the register ----------------------------------------------------------------------------------------------


def test_the_register_has_no_errors():
    found = problems(sample.sample_agreements())
    assert {one.code for one in found} <= {"term_unknown"}


@pytest.mark.parametrize(
    "words",
    [
        "平安边界",
        "昌平–怀来",
        "怀冀边界防火线",
        "京津晋冀蒙交界区",
        "法治建设合作框架协议",
        "森林草原火灾防控合作协议",
        "救灾物资协同保障协议",
        "行政执法监察合作意向书",
        "指挥中心应急联动",
        "防汛工作联络会",
        "延庆–张家口",
        "平谷–蓟州",
        "通州–武清–廊坊",
        "地震应急区域协作联动",
        "区域警务合作",
        "危险化学品道路运输",
        "跨区域消防警务",
        "餐饮食品安全",
        "周边地区大气污染防治",
        "交通一体化",
        "第三分会",
        "动物疫病",
        "粤港联合声明",
        "长三角地区环境保护",
        "改善区域空气质量的指导意见",
        "“十二五”规划",
        "大气污染防治行动计划",
        "2008年奥运会",
        "2014年APEC",
        "泛珠三角",
        "H7N9",
    ],
)
def test_published_agreements_are_there_without_an_invented_term(words):
    register = sample.sample_agreements()
    [row] = register[register["name"].str.contains(words, regex=False)].to_dict("records")
    assert row["end"] == ""
    assert "虚构" not in row["remark"]


def test_only_those_marked_are_made_up():
    register = sample.sample_agreements()
    made_up = register["remark"].str.contains("虚构")
    assert (register["name"].str.startswith("示例：") == made_up).all()
    assert 3 <= made_up.sum() <= 6


def test_bodies_meetings_and_drills_are_sound_and_made_up_only_where_they_say_so():
    books = sample.sample_books()
    known = {Book.AGREEMENT: set(sample.sample_agreements()["uid"]), Book.BODY: set(books[Book.BODY]["uid"])}
    for book, rows in books.items():
        for row in rows.to_dict("records"):
            assert row_problems(book, row, known=known) == []
            assert ("虚构" in row["remark"]) == str(row[BOOKS[book].title]).startswith("示例：")


def test_parties_that_do_not_touch_are_told(network):
    register = sample.sample_agreements()
    [row] = register[register["name"].str.contains("平安边界")].to_dict("records")
    gaps = {(gap.first, gap.second) for gap in non_adjacent_parties(row, network.segments["pair"])}
    assert ("110109", "130726") in gaps
    assert ("110109", "130730") not in gaps


def test_borders_are_covered_in_different_ways():
    register = sample.sample_agreements()
    on = date(2026, 6, 1)

    def states(pair):
        frame = covering(register, pair, "forest", on)
        return {(how, force) for how, force in zip(frame["how"], frame["in_force"], strict=True)}

    assert ("party", True) in states(("110116", "130826"))
    assert ("party", None) in states(("110114", "130730"))
    assert ("party", False) in states(("110118", "130822"))
    assert {how for how, _ in states(("110119", "130730"))} == {"superior"}


# --- as a plan -------------------------------------------------------------------------------------------------


def assert_inventory_shows_what_it_is_for(inventory):
    """Both sides hold something, something is short together, something stale, a hazard source overdue."""
    assert {"110116", "130826"} == set(inventory.parties) <= {row.county for row in inventory.rows}
    short = {one.item: one.joint.short for one in inventory.balances() if one.joint.is_short}
    assert short["pump.fire"] == 27 and short["team.diver"] == 4
    saved = {one.item: one.saved for one in inventory.balances()}
    assert saved["tent"] == 180, "one side has what the other lacks"
    ages = {scoring.age(row, inventory.on, inventory.settings.stale_days) for row in inventory.rows}
    assert ages == set(scoring.Age)
    assert [row.source.name for row in inventory.hazards() if row.is_overdue] == ["示例加油站 11"]
    linked = [row for row in inventory.rows if row.holder_uid]
    assert len(linked) > 25 and {row.holder_uid for row in linked} <= {one.uid for one in inventory.around.holders}
    assert all("示例" in row.holder for row in inventory.rows), "fictional, and named so"
    assert inventory.scores()["130732"].total is None, "赤城 has given no list"


def test_the_plan_opens_complete_and_undoes_as_one(tmp_path, layers):
    path = tmp_path / "sample.lianfang.gpkg"
    with sample.build_sample_plan(path, date(2026, 6, 1)) as store:
        assert store.info().is_sample
        assert store.info().metric_epsg == 4548
        records = store.layers()
        assert [record.uid for record in records] == [layer.record.uid for layer in layers.values()]
        assert len(store.frame(layers["森林"].record.uid)) == len(layers["森林"].frame)
        assert len(store.agreements()) == len(sample.sample_agreements())
        assert len(store.contacts()) == len(sample.sample_contacts())
        assert len(store.patrol_areas()) == 1
        terrain = next(record for record in records if record.role is Role.TERRAIN)
        assert (tmp_path / terrain.raster_path).read_bytes() == (FOLDER / "terrain.tif").read_bytes()
        assert len(store.history()) == 1
        assert_inventory_shows_what_it_is_for(inventory_of(store))
        store.undo()
        assert store.layers() == []
        assert store.patrol_areas().empty
        assert store.agreements().empty
        assert store.inventory(Table.STOCK).empty
        store.redo()
        assert len(store.layers()) == 17
    with PlanStore.open(path, read_only=True) as again:
        assert len(again.layers()) == 17
    with pytest.raises(FileExistsError):
        sample.build_sample_plan(path, date(2026, 6, 1))


def test_an_untitled_plan_leaves_nothing_beside_it(tmp_path):
    store = PlanStore.temporary(title=sample.TITLE, reference_date=date(2026, 6, 1), is_sample=True, directory=tmp_path)
    sample.add_sample(store)
    terrain = next(record for record in store.layers() if record.role is Role.TERRAIN)
    assert Path(terrain.raster_path).is_absolute()
    assert Path(terrain.raster_path).is_file()
    store.discard()
    assert list(tmp_path.iterdir()) == []


def test_progress_runs_from_start_to_end_and_can_cancel(tmp_path):
    from layers.progress import Cancelled

    seen: list[float] = []
    sample.build_sample_plan(tmp_path / "a.lianfang.gpkg", date(2026, 6, 1), lambda f, step: seen.append(f)).close()
    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0

    def cancel(fraction: float, step: str) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        sample.build_sample_plan(tmp_path / "b.lianfang.gpkg", date(2026, 6, 1), cancel)
    assert {path.name for path in tmp_path.iterdir()} == {"a.lianfang.gpkg", "a_terrain.tif"}


# --- the recipe ------------------------------------------------------------------------------------------------


def test_water_leaves_a_tilted_plane_and_nothing_is_lost():
    from resources.sample.generator import terrain
    from resources.sample.generator.window import Grid

    grid = Grid(116.0, 40.0, 0.005, 0.004, 12, 9)
    plane = np.add.outer(np.arange(9, 0, -1.0), np.linspace(0.0, 0.05, 12)) * 10
    plane[4, 5] -= 25.0  # a hollow without a way out
    fixed = np.zeros(plane.shape, dtype=bool)
    fixed[-1] = True
    receiver, order = terrain.route(plane, fixed, grid)
    assert sorted(order.tolist()) == list(range(plane.size))
    area = terrain.accumulated(receiver, order, np.ones(plane.shape))
    assert area[fixed].sum() == plane.size  # every cell's water arrives
    assert (area >= 1).all()
    assert (receiver[fixed.ravel()] == np.flatnonzero(fixed.ravel())).all()


def test_the_recipe_is_seeded():
    from resources.sample.generator import terrain
    from resources.sample.generator.window import VALLEYS, Grid

    grid = Grid(116.0, 40.0, 0.005, 0.004, 40, 30)
    first, again = (terrain.noise("moisture", grid, 3.0) for _ in range(2))
    assert np.array_equal(first, again)
    assert first.mean() == pytest.approx(0.0, abs=1e-9)
    assert first.std() == pytest.approx(1.0)
    name, _, points = VALLEYS[0]
    places = [(lon, lat) for lon, lat, _ in points]
    line = terrain.winding(name, places)
    assert line.equals(terrain.winding(name, places))
    assert shapely.distance(shapely.points(places), line).max() < 1e-9  # it passes through the known places


def test_the_drawn_valleys_are_those_of_the_recipe(layers):
    """The stored rivers come from the recipe as it stands: 白河 passes within 600 m of its known places."""
    from resources.sample.generator.window import VALLEYS

    rivers = layers["河流"].frame
    for name, _, points in VALLEYS[:2]:
        drawn = shapely.union_all(rivers[rivers["name"] == name].geometry.to_numpy())
        inner = shapely.points([(lon, lat) for lon, lat, _ in points[2:-2]])
        assert shapely.distance(inner, drawn).max() < 0.008


def test_the_sample_has_flood_standards_that_do_not_match_across_a_line(tmp_path):
    """Water of 平谷, guarded against 50 years, is passed on to 三河 behind 20."""
    from layers.rivers.land import river_land
    from layers.rivers.settings import RiverSettings
    from layers.rivers.standards import mismatches

    with closing(sample.build_sample_plan(tmp_path / "sample.lianfang", date(2026, 4, 1))) as store:
        found = mismatches(river_land(store), RiverSettings())
    orange = found[found["severity"] == "orange"]
    pushed = orange[orange["pushed_down"] & (orange["county_b"] == "131082")]
    assert set(pushed["bank"]) == {"left", "right"}
    assert set(pushed["standard_a"]) == {50.0} and set(pushed["standard_b"]) == {20.0}
