from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from layers.agreements.register import AGREEMENT_COLUMNS, CONTACT_COLUMNS, normalised
from layers.borders.model import ISSUE_COLUMNS, SEGMENT_COLUMNS
from layers.borders.verdicts import VERDICT_COLUMNS
from layers.kinds import Origin, Role, Shape
from layers.patrol.model import PATROL_COLUMNS
from layers.plan import LayerRecord, PlanStore
from layers.zones.model import PART_COLUMNS, REACH_COLUMNS, STRADDLING_COLUMNS, ZONE_COLUMNS
from tests.layers.plan.builders import county_record, make_plan, make_result, spatial, zone_row


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return make_plan(tmp_path)


def test_empty_plan_has_the_model_columns(store: PlanStore) -> None:
    expected = {
        "zones": ZONE_COLUMNS,
        "parts": PART_COLUMNS,
        "straddling": STRADDLING_COLUMNS,
        "reaches": REACH_COLUMNS,
        "borders": SEGMENT_COLUMNS,
        "border_issues": ISSUE_COLUMNS,
        "border_verdicts": VERDICT_COLUMNS,
        "patrol_areas": PATROL_COLUMNS,
        "agreements": AGREEMENT_COLUMNS,
        "contacts": CONTACT_COLUMNS,
    }
    for name, columns in expected.items():
        frame = getattr(store, name)()
        assert tuple(frame.columns) == tuple(columns), name
        assert len(frame) == 0
        if "geometry" in columns:
            assert frame.crs == "EPSG:4490", name


def test_result_frames_come_back_exactly(store: PlanStore) -> None:
    result = make_result(zone_row(), zone_row(uid="z2", rank=2, people=np.nan, hazard_share={}, cuts=[]))
    with store.change("zones_derived"):
        store.save_result(result, {"zone_names": {"z1": "怀柔–丰宁 01"}})
    for name in ("zones", "parts", "straddling", "reaches", "borders", "border_issues"):
        assert_geodataframe_equal(getattr(store, name)(), getattr(result, name))


def test_zone_names_are_for_other_programs(store: PlanStore) -> None:
    with store.change("zones_derived"):
        store.save_result(make_result(), {"zone_names": {"z1": "怀柔–丰宁 01"}, "inputs": {"l1": "sha"}})
    assert store._db.execute("SELECT name FROM lf_zone").fetchall() == [("怀柔–丰宁 01",)]
    assert "zone_names" not in store.result_facts()
    assert store.result_facts()["inputs"] == {"l1": "sha"}
    assert store.result_facts()["metric_epsg"] == 4548


def test_numpy_values_in_facts_become_plain(store: PlanStore) -> None:
    reasons = [{"code": "x", "share": np.float64(0.25), "count": np.int64(3), "missing": np.nan}]
    with store.change("zones_derived"):
        store.save_result(make_result(zone_row(reasons=reasons)), {})
    assert store.zones()["reasons"][0] == [{"code": "x", "share": 0.25, "count": 3, "missing": None}]


def test_read_layer_comes_back_with_all_its_columns(store: PlanStore) -> None:
    frame = gpd.GeoDataFrame(
        {
            "uid": ["a", "b", "c"],
            "name": ["松林", None, "x\"y'z"],
            "NAME": ["A", "B", "C"],  # SQLite takes it for the column before
            "fid": [9, 8, 7],
            "geom": ["not", "the", "shape"],
            '林种 "主"': ["油松", "侧柏", "栎"],
            "stock_m3": [1.5, np.nan, 3.0],
            "count": np.array([1, 2, 3], dtype="int32"),
            "flag": [True, False, True],
            "maybe": pd.array([True, None, False], dtype="boolean"),
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "day": pd.to_datetime(["2025-01-02T00:00:00", None, "2026-03-04T05:06:07"]).as_unit("ms"),
            "list": [[1, 2], None, [3]],
            "object": pd.Series(["p", None, "q"], dtype=object),
            "shape": [
                shapely.box(0, 0, 1, 1),
                shapely.MultiPolygon([shapely.box(2, 2, 3, 3)]),
                shapely.Polygon([(0, 0), (4, 0), (4, 4)], [[(2, 1), (3, 1), (3, 2)]]),
            ],
            "last": [0.1, 0.2, 0.3],
        },
        geometry="shape",
        crs=4490,
    )
    with store.change("layer_added"):
        record = store.add_layer(county_record(title="森林", role=Role.FOREST), frame)
    assert_geodataframe_equal(store.frame(record.uid), frame)
    assert record.feature_count == 3
    assert record.bounds == (0, 0, 4, 4)


def test_table_without_shapes_and_empty_layer(store: PlanStore) -> None:
    table = pd.DataFrame({"uid": ["p1"], "code": ["110116"], "people": [41000.0]})
    empty = gpd.GeoDataFrame({"uid": pd.array([], dtype="str"), "geometry": []}, geometry="geometry", crs=4490)
    with store.change("layers_added"):
        census = store.add_layer(county_record(title="人口", role=Role.POPULATION, shape=Shape.TABLE), table)
        nothing = store.add_layer(county_record(title="空", role=Role.LAKE), empty)
    assert_frame_equal(store.frame(census.uid), table)
    assert len(store.frame(nothing.uid)) == 0 and nothing.bounds is None


def test_a_frame_in_another_crs_is_refused(store: PlanStore) -> None:
    frame = gpd.GeoDataFrame({"uid": ["a"], "geometry": [shapely.Point(1, 2)]}, crs=4326)
    with pytest.raises(ValueError, match="4490"), store.change("layer_added"):
        store.add_layer(county_record(), frame)
    assert store.layers() == [] and store.history() == []


def test_two_features_with_one_uid_are_refused(store: PlanStore) -> None:
    frame = gpd.GeoDataFrame({"uid": ["a", "a"], "geometry": [shapely.Point(1, 2)] * 2}, crs=4490)
    with pytest.raises(Exception, match="UNIQUE"), store.change("layer_added"):
        store.add_layer(county_record(), frame)
    assert store.layers() == []


def test_raster_layers_have_no_features(store: PlanStore) -> None:
    raster = LayerRecord(
        "dem",
        "高程",
        Role.TERRAIN,
        Shape.RASTER,
        Origin.READ,
        "",
        raster_path="dem.tif",
        raster_sha256="00",
        bounds=(1, 2, 3, 4),
    )
    with store.change("layer_added"):
        store.add_layer(raster, None)
    assert store.layer("dem").raster_path == "dem.tif"
    assert store.layer("dem").bounds == (1, 2, 3, 4)
    with pytest.raises(KeyError):
        store.frame("dem")


def test_layer_record_comes_back(store: PlanStore) -> None:
    from tests.layers.plan.builders import county_frame

    wanted = county_record(opacity=0.4, visible=False, verified_none=frozenset({"110116"}), is_sample=True)
    with store.change("layer_added"):
        made = store.add_layer(wanted, county_frame())
    assert store.layers() == [made]
    assert store.layer(made.uid).source == wanted.source
    assert made.uid and made.table


def test_new_layers_go_on_top_and_others_move_down(store: PlanStore) -> None:
    from tests.layers.plan.builders import county_frame

    for title in ("first", "second", "third"):
        with store.change("layer_added"):
            store.add_layer(county_record(title=title), county_frame())
    assert [layer.title for layer in store.layers()] == ["third", "second", "first"]
    assert [layer.position for layer in store.layers()] == [0, 1, 2]


def test_registers_come_back_exactly(store: PlanStore) -> None:
    agreements = normalised(
        pd.DataFrame(
            {
                "name": ["京冀联防协议", "无年份"],
                "year": [2016, None],
                "parties": [[{"code": "110116"}, {"code": "130826"}], []],
                "borders": [["130826|110116"], []],
                "hazards": [["forest"], []],
            }
        )
    )
    contacts = pd.DataFrame(
        [["k1", "110116", "应急局", "", "值班", "010-1", "", "怀柔1"]], columns=list(CONTACT_COLUMNS), dtype=object
    )
    with store.change("registers_changed"):
        store.put_agreements(agreements)
        store.put_contacts(contacts)
    assert_frame_equal(store.agreements(), agreements)
    assert_frame_equal(store.contacts(), contacts)


def test_twenty_thousand_polygons_take_about_a_second(store: PlanStore) -> None:
    rng = np.random.default_rng(1)
    centres = rng.uniform([115, 39], [118, 42], (20_000, 2))
    angle = np.linspace(0, 2 * np.pi, 54)[:-1]
    ring = 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    polygons = shapely.polygons([np.vstack([c + ring, c + ring[:1]]) for c in centres])
    frame = gpd.GeoDataFrame({"uid": [f"f{i:06d}" for i in range(20_000)], "geometry": polygons}, crs=4490)
    started = time.process_time()
    with store.change("layer_added"):
        record = store.add_layer(county_record(title="森林", role=Role.FOREST), frame)
    written = time.process_time()
    back = store.frame(record.uid)
    read = time.process_time()
    assert shapely.equals_exact(back.geometry.to_numpy(), polygons, 0).all()
    assert written - started < 4.0  # about 0.5 s on an idle 2-core machine
    assert read - written < 3.0


def test_repeated_analysis_leaves_a_small_change_row(store: PlanStore) -> None:
    ring = shapely.Point(117, 40).buffer(0.1, quad_segs=500)
    rows = [
        {
            "uid": f"s{i}",
            "layer_uid": "l",
            "object_uid": f"o{i}",
            "name": "",
            "counties": ["110116", "130826"],
            "area_ha": 1.0,
            "shares": {"110116": 1.0},
            "areas_ha": {"110116": 1.0},
            "geometry": ring,
        }
        for i in range(50)
    ]
    patches = spatial(rows, STRADDLING_COLUMNS)
    for score in (0.5, 0.6):
        with store.change("zones_derived"):
            store.save_result(make_result(zone_row(score=score), straddling=patches), {})
    first, second = (row[0] for row in store._db.execute("SELECT length(changeset) FROM lf_change ORDER BY fid"))
    assert first > 1_000_000
    assert second < 5_000
    store.undo()
    assert len(store.straddling()) == 50
    store.undo()
    assert len(store.straddling()) == 0


def test_plan_facts(store: PlanStore) -> None:
    from tests.layers.plan.builders import add_counties

    assert store.info().metric_epsg == 0
    add_counties(store)
    assert store.info().metric_epsg == 4548  # extent 116–118, centre 117°E
    store.set_info(title="新名", reference_date=date(2027, 1, 1))
    assert (store.info().title, store.info().reference_date) == ("新名", date(2027, 1, 1))
    store.undo()
    assert store.info().title == "怀柔–丰宁 2026"
