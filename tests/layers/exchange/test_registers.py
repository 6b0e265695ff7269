"""Registers, inventories, zones, layers and the plan's own facts merge by the same rules as areas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from layers.crs import STORAGE_CRS
from layers.exchange.model import ANALYSIS, Change, Choice, Who
from layers.kinds import Origin, Role, Shape
from layers.minutes import Minute, MinuteKind, Picture
from layers.plan import LayerRecord, PlanStore
from layers.plan.schema import SPECS, Table
from tests.layers.exchange.counties import compared, copy_for, first_plan, hash_of, taken_in
from tests.layers.plan.builders import county_frame, county_record, make_result, zone_row


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return first_plan(tmp_path / "a", analysed=True)


@pytest.fixture
def theirs(ours: Path, tmp_path: Path) -> Path:
    return copy_for(ours, tmp_path / "b")


def change(plan: Path, step: Callable[[PlanStore], Any]) -> None:
    with PlanStore.open(plan) as store, store.change("changed"):
        step(store)


def agree(ours: Path, theirs: Path) -> None:
    """Both accept all, ours first; then both say the same."""
    taken_in(ours, theirs, Choice.OURS)
    taken_in(theirs, ours, Choice.THEIRS)
    assert hash_of(ours) == hash_of(theirs)


def put(table: Table, uid: str, **values: Any) -> Callable[[PlanStore], None]:
    return lambda store: store.write_rows(table, {uid: values})


def registers() -> list[Table]:
    """Tables of rows of their own with two columns of text, those that other fields of work bring along included."""
    from layers.exchange.state import _APART, _OWN

    kept = [table for table in sorted(SPECS) if table not in _APART | {Table.LAYER} and str(table) not in _OWN]
    # What is signed, and what is said of it, is read as a whole: its rows cannot be made up here.
    made = ("lf_version", "lf_consent", "lf_comment")
    return [table for table in kept if len(_texts(table)) >= 2 and str(table) not in made]


def _texts(table: Table) -> list[str]:
    return [name for name, kind in SPECS[table].columns.items() if kind.value in ("text", "nullable")]


@pytest.mark.parametrize("table", registers())
def test_every_register_merges_row_by_row(ours: Path, theirs: Path, table: Table) -> None:
    texts = [name for name in _texts(table) if name != "kind"][:2]
    before = {name: "[]" for name, kind in SPECS[table].columns.items() if kind.value == "json"}
    for plan in (ours, theirs):
        change(plan, put(table, "r1", **before, **dict.fromkeys(texts, "旧")))
    change(ours, put(table, "r2", **before, **{texts[0]: "甲"}))
    change(theirs, put(table, "r3", **before, **{texts[0]: "乙"}))
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        uids = {str(uid) for (uid,) in store._db.execute(f"SELECT uid FROM {table}")}
    assert {"r1", "r2", "r3"} <= uids


def test_two_columns_of_one_stock_row_both_hold(ours: Path, theirs: Path) -> None:
    change(ours, put(Table.STOCK, "s1", item="pump", name="泵", quantity=2.0, unit="台", county="110116"))
    theirs.write_bytes(ours.read_bytes())
    change(ours, put(Table.STOCK, "s1", quantity=3.0))
    change(theirs, put(Table.STOCK, "s1", contact="赵"))
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        (row,) = store.inventory(Table.STOCK).to_dict("records")
    assert (row["quantity"], row["contact"]) == (3.0, "赵")


def test_lists_of_both(ours: Path, theirs: Path) -> None:
    change(ours, put(Table.MEETING, "m1", title="联席会议", decisions='[{"text":"一"}]'))
    theirs.write_bytes(ours.read_bytes())
    change(ours, put(Table.MEETING, "m1", decisions='[{"text":"一"},{"text":"甲提"}]'))
    change(theirs, put(Table.MEETING, "m1", decisions='[{"text":"一"},{"text":"乙提"}]'))
    (one,) = compared(ours, theirs).comparison.conflicts
    assert one.fields[0].name == "decisions"
    other = copy_for(ours, ours.parent / "other")
    taken_in(ours, theirs, Choice.BOTH)
    taken_in(theirs, other, Choice.BOTH)
    with PlanStore.open(ours, read_only=True) as store:
        texts = [item["text"] for item in store.book(Table.MEETING)["decisions"].iloc[0]]
    assert texts[0] == "一"
    assert set(texts) == {"一", "甲提", "乙提"}
    assert hash_of(ours) == hash_of(theirs)


def test_minutes_of_both_and_their_maps(ours: Path, theirs: Path) -> None:
    def said(uid: str) -> Minute:
        at = f"2026-03-20T01:0{uid[-1]}:00.000+00:00"
        return Minute(uid, "m1", MinuteKind.REMARK, at, at, text=uid)

    change(ours, lambda store: store.put_minutes([said("a1")]))
    change(theirs, lambda store: store.put_minutes([said("b2")]))
    picture = Picture(b"\x89PNG\r\n\x1a\n", 10, 10, 2.5)
    with PlanStore.open(theirs) as store:
        store.put_minute_picture("b2", picture)
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        assert [one.uid for one in store.minutes()] == ["a1", "b2"]
        assert store.minute_picture("b2") == picture


def test_facts_and_parameters_of_the_plan(ours: Path, theirs: Path) -> None:
    change(ours, lambda store: store.set_info(title="新题目"))
    change(theirs, lambda store: store.set_info(reference_date=date(2026, 9, 1)))
    change(ours, lambda store: store.set_paper_facts({"limits": {"a1": "东至河"}}))
    change(theirs, lambda store: store.set_paper_facts({"limits": {"a2": "西至路"}, "answers": {"x": "是"}}))
    found = compared(ours, theirs)
    assert not found.comparison.conflicts
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        assert (store.info().title, store.info().reference_date) == ("新题目", date(2026, 9, 1))
        assert store.paper_facts() == {"limits": {"a1": "东至河", "a2": "西至路"}, "answers": {"x": "是"}}


def test_a_limit_in_words_both_wrote_is_asked(ours: Path, theirs: Path) -> None:
    change(ours, lambda store: store.set_paper_facts({"limits": {"a1": "东至河"}}))
    change(theirs, lambda store: store.set_paper_facts({"limits": {"a1": "东至路"}}))
    (one,) = compared(ours, theirs).comparison.conflicts
    (field,) = one.fields
    assert (field.path, field.ours, field.theirs) == (("limits", "a1"), "东至河", "东至路")
    taken_in(ours, theirs, Choice.THEIRS)
    with PlanStore.open(ours, read_only=True) as store:
        assert store.paper_facts()["limits"] == {"a1": "东至路"}


# --- zones and the analysis ------------------------------------------------------------------------------


def test_what_hands_said_of_a_zone_merges_by_field(ours: Path, theirs: Path) -> None:
    lead = {"lead": {"value": "130826", "derived": "110116", "at": "2026-05-01", "by": "王"}}
    name = {"name": {"value": "喇叭沟", "derived": "", "at": "2026-05-02", "by": "赵"}}
    change(ours, lambda store: store.update_zone("z1", {"lead": "130826", "edited": lead}))
    change(theirs, lambda store: store.update_zone("z1", {"name": "喇叭沟", "edited": name}))
    (one,) = compared(ours, theirs).comparison.differences
    assert not one.is_conflict
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        zone = store.zones().iloc[0]
    assert zone["edited"] == {**lead, **name}
    assert zone["lead"] == "130826"


def test_a_zones_outline_brings_its_figures_and_parts(ours: Path, theirs: Path) -> None:
    shape = shapely.MultiPolygon([shapely.box(116.95, 40.4, 117.1, 40.6)])
    parts = [{"county": "110116", "area_ha": 700.0, "geometry": shapely.box(116.95, 40.4, 117.0, 40.6)}]
    columns = {"geometry": shape, "area_ha": 1800.0, "villages": 5}
    change(theirs, lambda store: store.update_zone("z1", columns, parts))
    (one,) = compared(ours, theirs).comparison.differences
    assert [(field.name, field.who) for field in one.fields] == [("geometry", Who.THEIRS)]
    assert one.fields[0].is_shape is False  # its figures hang on it: ours or theirs, nothing in between
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        zone, found = store.zones().iloc[0], store.parts()
    assert (zone["area_ha"], zone["villages"]) == (1800.0, 5)
    assert list(found["area_ha"]) == [700.0]


def test_an_analysis_of_theirs_comes_as_a_whole_and_fresh(ours: Path, theirs: Path) -> None:
    result = make_result(zone_row(), zone_row(uid="z2", rank=2, number=2))
    change(theirs, lambda store: store.save_result(result, {"inputs": [{"title": "新", "role": "forest"}]}))
    with PlanStore.open(theirs, read_only=True) as store:
        assert not store.analysis_is_stale()
    found = compared(ours, theirs).comparison
    assert {(one.table, one.uid): one.change for one in found.differences} == {
        (ANALYSIS, "only"): Change.CHANGED,
        (str(Table.ZONE), "z2"): Change.ADDED,
    }
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        assert not store.analysis_is_stale()
        assert set(store.parts()["zone_uid"]) == {"z1", "z2"}
        assert list(store.zones()["rank"]) == [1, 2]


def test_two_analyses_are_asked_and_theirs_of_other_inputs_is_out_of_date(ours: Path, theirs: Path) -> None:
    for plan, title in ((ours, "甲"), (theirs, "乙")):
        facts = {"inputs": [{"title": title, "role": "forest"}]}
        change(plan, lambda store, facts=facts: store.save_result(make_result(), facts))
    change(ours, lambda store: store.set_paper_facts({"limits": {"a1": "东至河"}}))
    (one,) = compared(ours, theirs).comparison.conflicts
    assert one.table == ANALYSIS
    taken_in(ours, theirs, Choice.THEIRS)
    with PlanStore.open(ours, read_only=True) as store:
        assert store.result_facts()["inputs"][0]["title"] == "乙"
        assert store.analysis_is_stale()


def test_ranks_stay_one_each(ours: Path, theirs: Path) -> None:
    from tests.layers.plan.builders import part_rows

    for plan, uid in ((ours, "zo"), (theirs, "zt")):
        change(plan, lambda store, uid=uid: store.add_zone(zone_row(uid=uid, rank=1), part_rows(uid)))
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        assert dict(zip(store.zones()["uid"], store.zones()["rank"], strict=True)) == {"zo": 1, "zt": 2, "z1": 3}


# --- layers ----------------------------------------------------------------------------------------------


def point_layer(title: str) -> LayerRecord:
    return LayerRecord("", title, Role.DEPOT, Shape.POINT, Origin.RECORDED, "", speaks_for=frozenset({"110116"}))


def points(**names: str) -> gpd.GeoDataFrame:
    rows = {"uid": list(names), "name": list(names.values())}
    shapes = [shapely.Point(116.5 + 0.1 * place, 40.5) for place in range(len(names))]
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=STORAGE_CRS)


@pytest.fixture
def recorded(ours: Path, theirs: Path) -> str:
    with PlanStore.open(ours) as store, store.change("layers_added"):
        uid = store.add_layer(point_layer("仓库"), points(p1="一号库", p2="二号库")).uid
    theirs.write_bytes(ours.read_bytes())
    return uid


def test_records_of_both_are_in_one_layer(ours: Path, theirs: Path, recorded: str) -> None:
    change(ours, lambda store: store.edit_features(recorded, points(p3="我方新库")))
    change(theirs, lambda store: store.edit_features(recorded, points(p4="对方新库"), removed=["p1"]))
    change(theirs, lambda store: store.update_layer(recorded, speaks_for=frozenset({"110116", "130826"})))
    agree(ours, theirs)
    with PlanStore.open(ours) as store:
        assert set(store.frame(recorded)["uid"]) == {"p2", "p3", "p4"}
        layer = store.layer(recorded)
        assert (layer.feature_count, layer.speaks_for) == (3, frozenset({"110116", "130826"}))
        store.undo()
        assert set(store.frame(recorded)["uid"]) == {"p1", "p2", "p3"}


def test_what_a_layer_speaks_for_is_what_either_added(ours: Path, theirs: Path, recorded: str) -> None:
    change(ours, lambda store: store.update_layer(recorded, speaks_for=frozenset({"110116", "1"})))
    change(theirs, lambda store: store.update_layer(recorded, speaks_for=frozenset({"2"})))
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        assert store.layer(recorded).speaks_for == frozenset({"1", "2"})


def test_layers_come_and_go(ours: Path, theirs: Path) -> None:
    with PlanStore.open(ours, read_only=True) as store:
        (county,) = store.layers()
    with PlanStore.open(theirs) as store, store.change("layers_added"):
        upper = store.add_layer(county_record(title="丰宁的县界", position=0), county_frame())
        store.add_layer(point_layer("对方仓库"), points(p1="一号库"))
    agree(ours, theirs)
    with PlanStore.open(ours) as store:
        assert {layer.title for layer in store.layers()} == {"县界", "丰宁的县界", "对方仓库"}
        order = [layer.uid for layer in store.layers() if layer.role is Role.COUNTY]
        assert order == [upper.uid, county.uid]
        assert len(store.frame(upper.uid)) == 2
        with store.change("layer_removed"):
            store.remove_layer(upper.uid)
    taken_in(theirs, ours)
    assert hash_of(ours) == hash_of(theirs)


def test_the_order_of_county_layers_is_theirs_when_they_changed_it(ours: Path, theirs: Path) -> None:
    with PlanStore.open(ours) as store, store.change("layers_added"):
        second = store.add_layer(county_record(title="第二份", position=1), county_frame())
        first = store.layers()[0]
    theirs.write_bytes(ours.read_bytes())
    with PlanStore.open(theirs) as store, store.change("layer_moved"):
        store.update_layer(second.uid, position=0)
        store.update_layer(first.uid, position=1)
    agree(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        assert [layer.title for layer in store.layers()] == ["第二份", "县界"]


def test_a_raster_comes_with_its_file(ours: Path, theirs: Path, tmp_path: Path) -> None:
    from layers.exchange.handing import hand_over
    from layers.plan.rasters import RasterCode, resolve
    from tests.layers.plan.test_package import add_raster, write_raster

    (ours.parent / "rasters").mkdir()
    (ours.parent / "rasters/dem.tif").write_bytes(b"something else")
    with PlanStore.open(theirs) as store:
        add_raster(store, write_raster(theirs.parent / "terrain/dem.tif"))
        package = hand_over(store, tmp_path / "stick.联防包").packed.path
    taken_in(ours, package)
    with PlanStore.open(ours, read_only=True) as store:
        (layer,) = [layer for layer in store.layers() if layer.shape is Shape.RASTER]
        assert resolve(layer, store.path).code is RasterCode.OK
    assert (ours.parent / "rasters/dem.tif").read_bytes() == b"something else"
    assert hash_of(ours) == hash_of(theirs)


def test_a_layer_they_removed_and_we_worked_on_is_asked(ours: Path, theirs: Path, recorded: str) -> None:
    change(ours, lambda store: store.edit_features(recorded, points(p3="我方新库")))
    change(theirs, lambda store: store.remove_layer(recorded))
    (one,) = compared(ours, theirs).comparison.differences
    assert one.change is Change.REMOVED_THEIRS
    taken_in(ours, theirs, Choice.OURS)
    with PlanStore.open(ours, read_only=True) as store:
        assert len(store.frame(recorded)) == 3
