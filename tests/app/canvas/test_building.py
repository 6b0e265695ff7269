"""From the rows of a plan to a scene."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from app.canvas import MapWords, build_scene
from app.canvas.building import river_sizes
from app.canvas.hit import QUIET_GROUPS, hit
from app.canvas.view import View
from app.canvas.words import window_words
from layers.kinds import Origin, Role, Shape

from .conftest import EPSG, at, box, frame, record, stored, zone


def keys(scene, uid):
    return [part.key for part in scene.layer(uid).parts]


def test_local_zones_are_left_out(plan, qapp):
    scene = build_scene(plan)
    uids = {uid for part in scene.layer("zones").parts for uid in part.shapes.uids}
    assert uids == {"z1", "z2"}


def test_zone_names_use_short_county_names_and_the_words_given(plan, qapp):
    scene = build_scene(plan, words=MapWords(zone="{counties} No. {number}", disclaimer="For show"))
    names = {name for part in scene.layer("zones").parts for name in part.shapes.names}
    assert "西山–东河 No. 1" in names
    assert scene.disclaimer == "For show"


def test_only_the_side_without_data_of_a_pending_zone_is_hatched(plan, qapp):
    from layers.zones.model import PART_COLUMNS, ZONE_COLUMNS

    row = zone(2, "pending", 2, box(8, 3, 12, 5)) | {"unknown": [{"county": "110102", "role": "forest"}]}
    plan._zones = frame(ZONE_COLUMNS, [dict(row)])
    whole, hatched = build_scene(plan).layer("zones").parts
    assert hatched.shapes.metric[0].area == pytest.approx(whole.shapes.metric[0].area), "no part known: all of it"
    plan.part_rows = frame(
        PART_COLUMNS,
        [
            {"zone_uid": "z2", "county": "110101", "geometry": box(8, 3, 10, 5)},
            {"zone_uid": "z2", "county": "110102", "geometry": box(10, 3, 12, 5)},
        ],
    )
    whole, hatched = build_scene(plan).layer("zones").parts
    assert (whole.style.pattern, hatched.style.pattern) == ("wide", "hatch")
    assert list(hatched.shapes.uids) == ["z2"]
    assert hatched.shapes.metric[0].bounds == pytest.approx(box(10, 3, 12, 5).bounds, abs=0.01)


def test_numbers_come_in_three_tiers_by_rank(plan, qapp):
    rows = [zone(i, "S1", i, box(i, 0, i + 0.5, 1)) for i in range(1, 15)]
    from layers.zones.model import ZONE_COLUMNS

    plan._zones = frame(ZONE_COLUMNS, rows)
    tiers = [
        [text for text in labels.texts if text]
        for labels in build_scene(plan).layer("zones").labels
        if labels.style.placement == "disc"
    ]
    assert [len(tier) for tier in tiers] == [3, 7, 4]


def test_the_patrol_label_has_name_and_geodesic_area(plan, qapp):
    (labels,) = build_scene(plan).layer("patrol_areas").labels
    name, area = labels.texts[0].split("\n")
    assert name == "一号联防区"
    # 4 km × 3 km on the map; the projection's scale at 3° of the central meridian is within 0.1 %.
    assert area.endswith(" hm²")
    assert float(area[:-4].replace("\u202f", "")) == pytest.approx(1200, rel=2e-3)


def test_the_patrol_label_says_what_the_list_and_the_annex_say(plan, qapp):
    """Edges are straight in the metric CRS; geodesic ones would give another area of so large a shape."""
    from layers.patrol.division import CountyIndex

    plan.patrol.loc[plan.patrol.index[0], "geometry"] = stored(box(-300, 0, -100, 200))
    (labels,) = build_scene(plan).layer("patrol_areas").labels
    shape = plan.patrol_areas().geometry.iloc[0]
    counties = next(plan.frame(one.uid) for one in plan.layers() if one.role is Role.COUNTY)
    listed = CountyIndex(counties, EPSG).divide(shape).total_ha
    assert labels.texts[0].split("\n")[1] == f"{listed:,.0f} hm²".replace(",", "\u202f")


def test_a_plan_that_is_no_sample_prints_no_disclaimer(plan, qapp):
    plan.records = [replace(one, is_sample=False) for one in plan.records]
    facts = replace(plan.info(), is_sample=False)
    plan.info = lambda: facts
    assert build_scene(plan).disclaimer == ""


def test_before_an_analysis_every_county_line_shows_once(plan, qapp):
    (part,) = build_scene(plan).layer("borders").parts
    assert shapely.length(part.shapes.metric).sum() == pytest.approx(70_000, rel=1e-4)


def test_analysed_lines_replace_plain_outlines_by_level(plan, qapp):
    line = shapely.LineString([at(10, 0), at(10, 10)])
    plan.border_rows = frame(
        plan.border_rows.columns,
        [
            {
                "uid": "b",
                "left": "110101",
                "right": "110102",
                "pair": "110101|110102",
                "level": "province",
                "geometry": line,
            },
            {"uid": "o", "left": "110101", "right": None, "pair": "110101|", "level": "outer", "geometry": line},
        ],
    )
    scene = build_scene(plan)
    assert keys(scene, "borders") == ["border_outer", "border_province"]
    assert list(scene.layer("borders").parts[1].shapes.names) == ["西山–东河"]


def test_a_county_added_after_the_analysis_still_has_an_outline(plan, qapp):
    line = shapely.LineString([at(0, 0), at(0, 10)])
    plan.border_rows = frame(
        plan.border_rows.columns,
        [{"uid": "o", "left": "110101", "right": None, "pair": "110101|", "level": "outer", "geometry": line}],
    )
    parts = build_scene(plan).layer("borders").parts
    assert [part.key for part in parts] == ["border_county", "border_outer"]
    assert shapely.length(parts[0].shapes.metric).sum() == pytest.approx(40_000, rel=1e-4)


def test_settlements_may_be_points_and_areas_at_once(plan, qapp):
    plan.frames["mixed"] = frame(
        ("uid", "name"),
        [
            {"uid": "a", "name": "甲村", "geometry": shapely.Point(at(1, 1))},
            {"uid": "b", "name": "乙村", "geometry": box(3, 1, 4, 2)},
        ],
    )
    plan.records.append(record("mixed", Role.SETTLEMENT, Shape.POINT, 9))
    parts = build_scene(plan).layer("mixed").parts
    assert sorted(len(part.shapes) for part in parts) == [1, 1]
    assert {part.style.is_point for part in parts} == {True, False}


def test_a_lookout_given_as_an_area_is_still_drawn(plan, qapp):
    plan.frames["odd"] = frame(("uid", "name"), [{"uid": "a", "name": "塔", "geometry": box(1, 1, 2, 2)}])
    plan.records.append(record("odd", Role.LOOKOUT, Shape.POLYGON, 9))
    (part,) = build_scene(plan).layer("odd").parts
    assert not part.style.is_point
    assert part.style.fill and part.style.line


def test_empty_and_derived_records_are_no_trouble(plan, qapp):
    plan.frames["none"] = plan.frames["wood"].iloc[:0]
    plan.records += [
        record("none", Role.FOREST, Shape.POLYGON, 9),
        replace(record("zones table", Role.OTHER, Shape.POLYGON, 9), origin=Origin.DERIVED),
        replace(record("table", Role.POPULATION, Shape.TABLE, 9)),
    ]
    scene = build_scene(plan)
    assert scene.layer("none").parts == ()
    assert scene.layer("zones table") is None
    assert scene.layer("table") is None


def test_an_empty_plan_makes_an_empty_scene(plan, qapp):
    plan.records = []
    plan._zones = plan._zones.iloc[:0]
    plan.patrol = plan.patrol.iloc[:0]
    facts = replace(plan.info(), metric_epsg=0)
    plan.info = lambda: facts
    scene = build_scene(plan)
    assert scene.extent is None
    assert scene.metric_epsg > 4000


def test_river_sizes():
    rivers = gpd.GeoDataFrame(
        {
            "name": ["", "白河", "", "", "潮河", None],
            "order": [np.nan, np.nan, 1.0, 3.0, 4.0, np.nan],
            "width_m": [np.nan, np.nan, np.nan, np.nan, np.nan, 80.0],
        },
        geometry=[shapely.LineString([(0, 0), (1, 1)])] * 6,
    )
    assert river_sizes(rivers).tolist() == [3, 2, 3, 1, 1, 1]
    assert river_sizes(rivers[["name", "geometry"]]).tolist() == [3, 2, 3, 3, 2, 3]


def test_hovering_skips_background_and_layers_that_are_not_ready(plan, qapp):
    scene = build_scene(plan)
    view = View(at(10, 5), 40.0, (800.0, 600.0))
    x, y = at(2, 9)
    assert hit(scene, view, x, y, ready_only=True) is None
    assert hit(scene, view, x, y).layer_uid == "wood"
    assert hit(scene, view, x, y, ready_only=True).layer_uid == "wood"
    assert hit(scene, view, *at(0.3, 5), skip=QUIET_GROUPS) is None
    assert hit(scene, view, *at(0.3, 5)).name == "西山县"


def test_a_clearing_is_not_the_wood(plan, qapp):
    view = View(at(10, 5), 4.0, (800.0, 600.0))
    assert hit(build_scene(plan), view, *at(5, 7.8)).layer_uid == "counties"


def test_the_windows_words_need_no_catalogue(qapp):
    assert "{area}" in window_words().hectares


def test_every_look_has_its_word_in_the_catalogue(monkeypatch):
    from app import qtcore
    from app.canvas.legend import TEXTS

    monkeypatch.setattr(qtcore, "_catalogue", {})
    qtcore.install_catalogue("zh_CN")
    assert [text for text in TEXTS.values() if qtcore.translate("Legend", text) == text] == []
