"""Records in a plan: gestures, undo, checksums, counties spoken for, analysis, salvage and package."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, date, datetime

import pytest
import shapely

from layers import recording, workflow
from layers.kinds import Origin, RecordKind, Role, Shape
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash, features_sha256
from layers.plan.records import columns_of
from layers.plan.verify import verify
from tests.layers.plan.builders import county_frame, county_record

WEST, EAST = "110116", "130826"
NOON = datetime(2026, 4, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="手工", reference_date=date(2026, 4, 1)) as made:
        with made.change("layers_added", titles=["县界"]):
            made.add_layer(county_record(), county_frame())
        yield made


def put(store, what, shape, /, **values):
    counties = workflow.counties_frame(store)
    with store.change("recorded_added", kind=what.value):
        return recording.put_record(store, what, shape, values, counties=counties, now=NOON)


def depot(store, name, lon, lat, **values):
    return put(store, RecordKind.DEPOT, shapely.Point(lon, lat), name=name, **values)


def the_layer(store, kind):
    return recording.recorded_layers(store.layers())[kind]


def frame_of(store, kind):
    return store.frame(the_layer(store, kind).uid)


def is_true(store):
    """Count, bounds and checksum in the registration are those of the rows."""
    for record in recording.recorded_layers(store.layers()).values():
        frame = store.frame(record.uid)
        bounds = tuple(frame.total_bounds) if len(frame) else None
        sha256 = features_sha256(store._db, record.table, columns_of(store._db, record.uid))
        assert (record.feature_count, record.content_sha256) == (len(frame), sha256)
        assert record.bounds == (pytest.approx(bounds) if bounds else None)


@pytest.mark.parametrize("form", recording.FORMS.values(), ids=lambda form: form.kind.value)
def test_every_kind_makes_a_layer_of_its_role_and_comes_back_as_it_was(store, form):
    shapes = {
        Shape.POINT: shapely.Point(116.5, 40.5),
        Shape.LINE: shapely.LineString([(116.5, 40.5), (116.6, 40.6)]),
        Shape.POLYGON: shapely.box(116.5, 40.5, 116.6, 40.6),
    }
    typed = {"text": "某", "number": 12.5, "date": "2026-05-01", "yes": True}
    values = {one.name: typed[one.kind.value] for one in form.fields}
    put(store, form.kind, shapes[form.shape], **values)
    put(store, form.kind, shapely.transform(shapes[form.shape], lambda xy: xy + 0.01))
    record = the_layer(store, form.kind)
    assert (record.role, record.shape, record.origin) == (form.role, form.shape, Origin.RECORDED)
    assert record.title == form.title and record.feature_count == 2
    first, second = frame_of(store, form.kind).to_dict("records")
    assert {name: first[name] for name in values} == values
    assert first["geometry"].equals_exact(shapes[form.shape], 0.0)
    for one in form.fields:  # what was not typed is unknown, never zero
        assert second[one.name] == "" if one.kind.value in ("text", "date") else second[one.name] is not True
    is_true(store)


def test_depots_and_teams_have_the_columns_of_files(store):
    from layers.sources.aliases import canonical_columns

    for form in recording.FORMS.values():
        if form.role not in (Role.OTHER, Role.ROAD):
            assert set(canonical_columns(form.role)) <= set(form.columns), form.kind


def test_each_gesture_is_one_step_there_and_back(store):
    said = [content_hash(store)]
    first = depot(store, "西库", 116.5, 40.5, phone="123")
    said.append(content_hash(store))
    depot(store, "东库", 117.5, 40.5)
    said.append(content_hash(store))
    counties = workflow.counties_frame(store)
    with store.change("recorded_moved"):
        recording.change_record(store, first.layer_uid, first.uid, counties=counties, shape=shapely.Point(116.6, 40.6))
    said.append(content_hash(store))
    with store.change("recorded_changed"):
        recording.change_record(store, first.layer_uid, first.uid, counties=counties, values={"phone": "456"})
    said.append(content_hash(store))
    with store.change("recorded_removed"):
        recording.remove_records(store, first.layer_uid, [first.uid])
    said.append(content_hash(store))
    assert len(set(said)) == len(said), "every gesture changes what the plan says"
    for expected in said[-2::-1]:
        store.undo()
        assert content_hash(store) == expected
        is_true(store)
    for expected in said[1:]:
        store.redo()
        assert content_hash(store) == expected
        is_true(store)
    store.go_to(2)
    assert list(frame_of(store, RecordKind.DEPOT)["name"]) == ["西库"]


def test_a_removed_layer_comes_back_with_its_records_and_a_new_one_may_take_its_place(store):
    first = depot(store, "西库", 116.5, 40.5)
    depot(store, "东库", 117.5, 40.5)
    with store.change("layer_removed"):
        store.remove_layer(first.layer_uid)
    assert not recording.recorded_layers(store.layers())
    other = depot(store, "新库", 116.4, 40.4)
    assert other.layer_uid != first.layer_uid and list(frame_of(store, RecordKind.DEPOT)["name"]) == ["新库"]
    store.undo()
    store.undo()
    assert list(frame_of(store, RecordKind.DEPOT)["name"]) == ["西库", "东库"]


def test_verify_passes_after_work_undone_closed_and_opened_again(store):
    first = depot(store, "西库", 116.5, 40.5)
    depot(store, "东库", 117.5, 40.5)
    put(store, RecordKind.CLOSED_ROAD, shapely.LineString([(116.9, 40.5), (117.1, 40.5)]), name="丰怀路", reason="塌方")
    with store.change("recorded_removed"):
        recording.remove_records(store, first.layer_uid, [first.uid])
    store.undo()
    path = store.path
    before = content_hash(store)
    store.close()
    found = verify(path)
    assert not found.findings, [finding.code for finding in found.findings]
    assert found.content_hash == before and found.counts["steps"] == 5
    with PlanStore.open(path) as again:
        assert again.can_redo and again.can_undo
        again.redo()
        assert list(frame_of(again, RecordKind.DEPOT)["name"]) == ["东库"]
        again.undo()
        assert content_hash(again) == before


def test_a_row_another_program_changed_is_found(store):
    depot(store, "西库", 116.5, 40.5)
    table, path = the_layer(store, RecordKind.DEPOT).table, store.path
    store.close()
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE {table} SET name = '别的'")
    db.close()
    assert "layer_content_differs" in {finding.code for finding in verify(path).findings}


def test_features_of_files_do_not_change(store):
    county = store.layers()[0]
    with pytest.raises(TypeError), store.change("recorded_removed"):
        store.edit_features(county.uid, removed=["c1"])
    depot(store, "西库", 116.5, 40.5)
    record = the_layer(store, RecordKind.DEPOT)
    wrong = store.frame(record.uid).drop(columns="phone")
    with pytest.raises(ValueError, match="columns"), store.change("recorded_changed"):
        store.edit_features(record.uid, wrong)
    line = store.frame(record.uid).set_geometry([shapely.LineString([(116.0, 40.0), (116.1, 40.0)])], crs=4490)
    with pytest.raises(ValueError, match="LINESTRING"), store.change("recorded_changed"):
        store.edit_features(record.uid, line)
    with pytest.raises(KeyError), store.change("recorded_removed"):
        recording.remove_records(store, record.uid, ["nobody"])
    is_true(store)


# -- counties spoken for ----------------------------------------------------------------------------


def test_a_county_is_spoken_for_from_its_first_record_to_its_last(store):
    first = depot(store, "西库", 116.5, 40.5)
    assert the_layer(store, RecordKind.DEPOT).speaks_for == {WEST}, "the other is unknown, not zero"
    second = depot(store, "东库", 117.5, 40.5)
    assert the_layer(store, RecordKind.DEPOT).speaks_for == {WEST, EAST}
    depot(store, "西库二", 116.6, 40.5)
    with store.change("recorded_removed"):
        recording.remove_records(store, first.layer_uid, [first.uid, second.uid])
    assert the_layer(store, RecordKind.DEPOT).speaks_for == {WEST}
    store.undo()
    assert the_layer(store, RecordKind.DEPOT).speaks_for == {WEST, EAST}


def test_the_planner_has_the_last_word_on_what_is_complete(store):
    first = depot(store, "西库", 116.5, 40.5)
    with store.change("layer_speaks_for"):
        store.update_layer(first.layer_uid, speaks_for=frozenset({EAST}), verified_none=frozenset({EAST}))
    depot(store, "西库二", 116.6, 40.5)
    assert the_layer(store, RecordKind.DEPOT).speaks_for == {EAST}, "ticked off it stays off"
    found = depot(store, "东库", 117.5, 40.5)
    record = the_layer(store, RecordKind.DEPOT)
    assert (record.speaks_for, record.verified_none) == ({EAST}, frozenset()), "something was found there after all"
    with store.change("recorded_removed"):
        recording.remove_records(store, found.layer_uid, [found.uid])
    assert the_layer(store, RecordKind.DEPOT).speaks_for == frozenset()


def test_a_record_that_moves_to_the_neighbour_takes_its_county_along(store):
    first = depot(store, "库", 116.5, 40.5)
    with store.change("recorded_moved"):
        counties = workflow.counties_frame(store)
        recording.change_record(store, first.layer_uid, first.uid, counties=counties, shape=shapely.Point(117.5, 40.5))
    record = the_layer(store, RecordKind.DEPOT)
    assert record.speaks_for == {EAST} and list(frame_of(store, RecordKind.DEPOT)["county"]) == [EAST]


def test_what_lies_outside_every_county_speaks_for_none(store):
    depot(store, "外库", 120.0, 40.5)
    assert the_layer(store, RecordKind.DEPOT).speaks_for == frozenset()


# -- what depends on it -----------------------------------------------------------------------------


def test_the_stamp_follows_what_an_analysis_reads_and_nothing_else(store):
    before = store.input_stamp()
    depot(store, "西库", 116.5, 40.5)
    first = store.input_stamp()
    depot(store, "西库二", 116.51, 40.5)
    second = store.input_stamp()
    assert len({before, first, second}) == 3
    put(store, RecordKind.NOTE, shapely.Point(116.5, 40.5), name="会面点")
    put(store, RecordKind.LOOKOUT, shapely.Point(116.5, 40.5), name="塔")
    assert store.input_stamp() == second, "a note changes no zone"
    store.go_to(2)
    assert store.input_stamp() == first


def test_points_lie_on_lines_and_lines_on_areas(store):
    put(store, RecordKind.FOREST, shapely.box(116.5, 40.5, 116.6, 40.6))
    depot(store, "库", 116.5, 40.5)
    put(store, RecordKind.ROAD, shapely.LineString([(116.5, 40.5), (116.6, 40.5)]))
    put(store, RecordKind.TEAM, shapely.Point(116.5, 40.5), name="队")
    roles = [record.role for record in store.layers()]
    assert roles == [Role.TEAM, Role.DEPOT, Role.ROAD, Role.FOREST, Role.COUNTY]
    assert [record.position for record in store.layers()] == [0, 1, 2, 3, 4]


def test_zones_and_nearest_depots_see_what_was_recorded(store):
    put(store, RecordKind.FOREST, shapely.box(116.97, 40.48, 117.03, 40.52), name="界山林")
    for name, lon in (("西村", 116.98), ("东村", 117.02)):
        put(store, RecordKind.VILLAGE, shapely.Point(lon, 40.5), name=name, people=100.0)
    depot(store, "西库", 116.95, 40.5)
    depot(store, "东库", 117.05, 40.5)
    result = workflow.analyse(store)
    parts = result.parts.set_index("county")
    assert set(result.zones["zone_class"]) & {"S1", "S2", "S3"}
    assert parts.loc[WEST, "depot_own"] == "西库" and parts.loc[WEST, "depot_across"] == "东库"
    assert result.zones["people"].iloc[0] == pytest.approx(200.0) and result.zones["villages"].iloc[0] == 2
    assert not store.analysis_is_stale()
    inputs = {one["title"]: one for one in store.result_facts()["inputs"]}
    assert inputs["手工登记：仓库"]["file_date"] == "2026-04-02" and inputs["手工登记：仓库"]["content_sha256"]
    depot(store, "西库二", 116.99, 40.5)
    assert store.analysis_is_stale()
    store.undo()
    assert not store.analysis_is_stale()


def test_a_package_a_copy_and_a_salvaged_plan_hold_what_was_recorded(store, tmp_path):
    from layers.plan import package
    from layers.plan.salvage import salvage

    first = depot(store, "西库", 116.5, 40.5)
    depot(store, "东库", 117.5, 40.5)
    with store.change("recorded_removed"):
        recording.remove_records(store, first.layer_uid, [first.uid])
    store.undo()
    said = content_hash(store)
    store.save_copy(tmp_path / "copy.lianfang.gpkg")
    unpacked = package.unpack(package.pack(store, tmp_path).path, tmp_path / "out")
    path = store.path
    store.close()
    report = salvage(path, tmp_path / "saved.lianfang.gpkg")
    assert all(not layer.rows.lost for layer in report.layers)
    for one in (tmp_path / "copy.lianfang.gpkg", unpacked, tmp_path / "saved.lianfang.gpkg"):
        with PlanStore.open(one) as again:
            assert content_hash(again) == said and again.can_undo and again.can_redo
            record = the_layer(again, RecordKind.DEPOT)
            assert record.origin is Origin.RECORDED and record.feature_count == 2
            again.redo()
            assert list(frame_of(again, RecordKind.DEPOT)["name"]) == ["东库"]
            is_true(again)
            again.undo()
            depot(again, "新库", 116.4, 40.4)
            is_true(again)


def test_other_programs_see_the_records_with_their_columns(store):
    import pyogrio

    depot(store, "西库", 116.5, 40.5, phone="123")
    depot(store, "东库", 117.5, 40.5)
    table, path = the_layer(store, RecordKind.DEPOT).table, store.path
    store.close()
    frame = pyogrio.read_dataframe(path, layer=table)
    assert list(frame["name"]) == ["西库", "东库"] and list(frame["phone"]) == ["123", ""]
    assert pyogrio.read_info(path, layer=table, force_total_bounds=False)["geometry_type"] == "Point"
    with sqlite3.connect(path) as db:
        ((box, content),) = db.execute(
            "SELECT min_x || ' ' || max_x, (SELECT content FROM qgis_projects) FROM gpkg_contents WHERE table_name = ?",
            (table,),
        )
    db.close()
    assert box == "116.5 117.5" and content, "the extent other programs go by, and a project that opens it"


def test_layers_that_lost_their_last_record_do_not_stop_an_analysis(store):
    shapes = {
        Shape.POINT: shapely.Point(116.99, 40.5),
        Shape.LINE: shapely.LineString([(116.9, 40.5), (117.1, 40.6)]),
        Shape.POLYGON: shapely.box(116.9, 40.4, 117.1, 40.6),
    }
    for form in recording.FORMS.values():
        made = put(store, form.kind, shapes[form.shape], name="某")
        with store.change("recorded_removed"):
            recording.remove_records(store, made.layer_uid, [made.uid])
    result = workflow.analyse(store)
    assert len(result.zones) == 0 and not store.analysis_is_stale()
    put(store, RecordKind.FOREST, shapes[Shape.POLYGON], name="林")
    put(store, RecordKind.RIVER, shapes[Shape.LINE], name="河", directed=True)
    result = workflow.analyse(store)
    assert "forest" in set(result.zones["hazard"]) and "河" in set(result.reaches["name"])


def test_the_day_of_a_layer_is_that_of_the_clock_here(store, monkeypatch):
    """What is recorded at seven in the morning in China was yesterday by UTC."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        counties, early = workflow.counties_frame(store), datetime(2026, 4, 1, 23, 0, tzinfo=UTC)
        for lon in (116.5, 116.6):  # the layer is made, then changed
            with store.change("recorded_added", kind="depot"):
                recording.put_record(
                    store, RecordKind.DEPOT, shapely.Point(lon, 40.5), {}, counties=counties, now=early
                )
            assert the_layer(store, RecordKind.DEPOT).source.file_date == "2026-04-02"
        (uid, _other) = frame_of(store, RecordKind.DEPOT)["uid"]
        with store.change("recorded_removed", kind="depot"):
            recording.remove_records(store, the_layer(store, RecordKind.DEPOT).uid, [uid], now=early.replace(day=2))
        assert the_layer(store, RecordKind.DEPOT).source.file_date == "2026-04-03"
    finally:
        monkeypatch.undo()
        time.tzset()
