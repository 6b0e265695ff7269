"""Whatever a person can change is one row of the history, and undone and redone, also after closing the plan."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import box

from app import change_words, i18n
from app.document import Document
from layers import block_workflow, workflow
from layers.agreements import CONTACT_COLUMNS, normalised
from layers.borders.verdicts import Verdict, verdict_rows
from layers.georeference import ControlPoint, Placement, Transformation
from layers.kinds import Origin, RecordKind, Role, Shape, ZoneStatus
from layers.patrol.area_checks import Accepted
from layers.patrol.block_model import BlockParameters
from layers.plan.content_hash import content_hash
from layers.plan.model import LayerRecord, SourceInfo
from layers.plan.schema import TRACKED_TABLES
from layers.recording import recorded_layers
from layers.sources import ReadLayer, gazetteer
from layers.styling.model import LayerStyle, Look, Mode
from tests.app.conftest import EAST, WEST, forest

SQUARE = box(116.49, 40.63, 116.51, 40.65)
WIDER = box(116.48, 40.62, 116.52, 40.66)
LEFT, RIGHT = box(116.49, 40.63, 116.50, 40.65), box(116.50, 40.63, 116.51, 40.65)
PLACEMENT = Placement(100, 80, (ControlPoint(1, 2, 116.4, 40.7),), Transformation.SIMILARITY)
PLACE = ((116.5, 40.65), (20_000.0, 11_000.0))
NEXT = box(116.49, 40.65, 116.51, 40.67)


@dataclass(frozen=True)
class Edit:
    """One thing a person can do: how, the code of its row, what it says, whether the plan then says something else."""

    act: Callable[[Document], Any]
    code: str
    text: str  # in English
    changes_content: bool = True


def uid_of(document: Document, role: Role) -> str:
    return next(record.uid for record in document.layers() if record.role is role)


def area_of(document: Document, place: int = 0) -> str:
    return str(document.patrol_areas()["uid"].iloc[place])


def scene_of(document: Document) -> str:
    return document.scenes()[0].uid


def zone_of(document: Document) -> str:
    return str(document.zones()["uid"].iloc[0])


def a_picture(title: str) -> LayerRecord:
    placement = Placement(100, 80, (ControlPoint(0, 0, 116.4, 40.7), ControlPoint(100, 80, 116.6, 40.6)))
    return LayerRecord(
        "",
        title,
        Role.BASEMAP,
        Shape.RASTER,
        Origin.READ,
        "",
        raster_path="老地图.png",
        placement=placement.as_stored(),
    )


def read_layer(title: str) -> ReadLayer:
    source = SourceInfo(path=f"/来自林业局/{title}.geojson", sha256="0" * 64, crs_used="EPSG:4490")
    return ReadLayer(title, Role.FOREST, Shape.POLYGON, forest(), None, source, frozenset({WEST}))


def built_in_counties() -> ReadLayer:
    """Return what adding counties of the built-in list adds."""
    source = SourceInfo(crs_used="EPSG:4490", credit=gazetteer.CREDIT)
    frame = gazetteer.polygons(["110118"])
    return ReadLayer("内置县界", Role.COUNTY, Shape.POLYGON, frame, None, source, frozenset({"110118"}))


def areas_of_a_file() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"name": ["东段", "西段"], "note": ["", ""]}, geometry=[SQUARE, WIDER], crs=4490)


def an_agreement() -> pd.DataFrame:
    parties = [{"code": WEST, "name": "怀柔区"}, {"code": EAST, "name": "丰宁满族自治县"}]
    return normalised(pd.DataFrame([{"name": "森林防火联防协议", "year": 2024, "parties": parties}]))


def a_contact() -> pd.DataFrame:
    row = {**dict.fromkeys(CONTACT_COLUMNS, ""), "uid": "k1", "county": WEST, "body": "区应急局", "name": "值班室"}
    return pd.DataFrame([row])[list(CONTACT_COLUMNS)]


def verdicts(*uids: str, third: str = EAST) -> gpd.GeoDataFrame:
    """Return verdicts on strips of the small plan's line; those after the first lie between other counties."""
    strips = [shapely.box(116.5, 40.61 + 0.01 * k, 116.501, 40.615 + 0.01 * k) for k in range(len(uids))]
    counties = [[WEST, EAST], *[[WEST, third]] * (len(uids) - 1)]
    kinds, pairs = ["gap"] * len(uids), ["|".join(group) for group in counties]
    found = gpd.GeoDataFrame(
        {"uid": list(uids), "kind": kinds, "counties": pd.Series(counties, dtype=object), "pair": pairs,
         "area_m2": 100.0, "width_m": 2.0, "length_m": 50.0, "is_open": False},
        geometry=strips,
        crs=4490,
    )  # fmt: skip
    return verdict_rows(found, [Verdict((WEST,), EAST)] * len(uids), judged_by="王工", judged_at="2026-05-01T08:00:00Z")


def other_parameters(document: Document) -> None:
    parameters = document.parameters()
    document.set_parameters(replace(parameters, forest_band_m=parameters.forest_band_m * 2))


def reorder(document: Document) -> None:
    document.set_layer_order([record.uid for record in reversed(document.layers())])


def derive_again(document: Document) -> None:
    """Derive with other counties spoken for, so that the zones differ."""
    with document.store.reader() as reader:
        inputs, parameters = workflow.build_inputs(reader), reader.parameters()
    from layers.zones import derive

    document.store_result(derive(inputs, replace(parameters, forest_band_m=3000.0)))


def make_blocks(document: Document, band_m: float) -> None:
    """Make blocks of the county line alone, one on each side of it."""
    parameters = BlockParameters(roads=False, rivers=False, ridges=False, firebreaks=False, band_m=band_m)
    document.on_writer(lambda: block_workflow.save(document.store, block_workflow.make(document.store, parameters)))


LOOK = False
EDITS: dict[str, Edit] = {
    "layers added": Edit(lambda d: d.add_read_layers([read_layer("新林班")]), "layers_added", "Add 新林班"),
    "counties of the list added": Edit(
        lambda d: d.add_read_layers([built_in_counties()]), "layers_added", "Add 内置县界"
    ),
    "layer removed": Edit(lambda d: d.remove_layer(uid_of(d, Role.FOREST)), "layer_removed", "Remove 森林"),
    "layer hidden": Edit(
        lambda d: d.set_layer_visible(uid_of(d, Role.FOREST), False), "layer_hidden", "Hide 森林", LOOK
    ),
    "layer shown": Edit(
        lambda d: d.set_layer_visible(uid_of(d, Role.SETTLEMENT), True), "layer_shown", "Show 村庄", LOOK
    ),
    "layer opacity": Edit(
        lambda d: d.set_layer_opacity(uid_of(d, Role.FOREST), 0.4), "layer_opacity", "森林: opacity", LOOK
    ),
    "layer colour": Edit(
        lambda d: d.set_layer_color(uid_of(d, Role.FOREST), "#4477AA"),
        "layer_color",
        "森林: colour",
        LOOK,
    ),
    "layer look": Edit(
        lambda d: d.set_layer_style(uid_of(d, Role.FOREST), LayerStyle(Mode.CATEGORIES, column="name")),
        "layer_look",
        "森林: look",
        LOOK,
    ),
    "derived layer look": Edit(
        lambda d: d.set_derived_look("borders", style=LayerStyle(look=Look(width_px=3.0))),
        "layer_look",
        "County lines: look",
        LOOK,
    ),
    "layers ordered": Edit(reorder, "layers_ordered", "Reorder the layers", LOOK),
    "scene kept": Edit(
        lambda d: d.add_scene("会议", *PLACE, derived=("zones",)), "scene_added", "Keep the scene 会议", LOOK
    ),
    "scene brought up to date": Edit(
        lambda d: d.update_scene(scene_of(d), *PLACE, derived=("zones",)),
        "scene_updated",
        "Scene 全貌: as seen now",
        LOOK,
    ),
    "scene renamed": Edit(
        lambda d: d.rename_scene(scene_of(d), "开场"), "scene_renamed", "Rename the scene to 开场", LOOK
    ),
    "scene removed": Edit(lambda d: d.remove_scene(scene_of(d)), "scene_removed", "Remove the scene 全貌", LOOK),
    "scenes ordered": Edit(
        lambda d: d.set_scene_order([one.uid for one in reversed(d.scenes())]),
        "scenes_ordered",
        "Reorder the scenes",
        LOOK,
    ),
    "scene shown": Edit(lambda d: d.show_scene(scene_of(d)), "scene_shown", "Scene: 全貌", LOOK),
    "picture placed": Edit(
        lambda d: d.place_picture(uid_of(d, Role.BASEMAP), PLACEMENT),
        "picture_placed",
        "Place 老地图 by control points",
    ),
    "picture added": Edit(lambda d: d.add_picture(a_picture("另一张")), "layers_added", "Add 另一张"),
    "layer renamed": Edit(
        lambda d: d.set_layer_title(uid_of(d, Role.FOREST), "林地"), "layer_renamed", "Rename to 林地"
    ),
    "layer role": Edit(lambda d: d.set_layer_role(uid_of(d, Role.FOREST), Role.LAND_COVER), "layer_role", "森林: role"),
    "layer columns": Edit(
        lambda d: d.set_layer_fields(uid_of(d, Role.FOREST), {"species": None}), "layer_columns", "森林: columns"
    ),
    "counties of a layer": Edit(
        lambda d: d.set_layer_speaks_for(uid_of(d, Role.FOREST), frozenset({WEST}), frozenset({EAST})),
        "layer_speaks_for",
        "森林: counties",
    ),
    "derived layer hidden": Edit(
        lambda d: d.set_derived_look("zones", visible=False), "layer_hidden", "Hide Shared zones", LOOK
    ),
    "derived layer shown": Edit(
        lambda d: d.set_derived_look("reaches", visible=True), "layer_shown", "Show Rivers on the line", LOOK
    ),
    "derived layer opacity": Edit(
        lambda d: d.set_derived_look("zones", opacity=0.5),
        "layer_opacity",
        "Shared zones: opacity",
        LOOK,
    ),
    "derived layer colour": Edit(
        lambda d: d.set_derived_look("patrol_areas", color="#882255"),
        "layer_color",
        "Patrol areas: colour",
        LOOK,
    ),
    "layers hidden": Edit(
        lambda d: d.set_layers_visible([uid_of(d, Role.FOREST), uid_of(d, Role.COUNTY), "zones"], False),
        "layers_hidden",
        "Hide 3 layers",
        LOOK,
    ),
    "layers shown": Edit(
        lambda d: d.set_layers_visible([uid_of(d, Role.SETTLEMENT), "reaches"], True),
        "layers_shown",
        "Show 2 layers",
        LOOK,
    ),
    "blocks made": Edit(lambda d: make_blocks(d, 3000.0), "blocks_made", "Make 2 blocks", LOOK),
    "blocks removed": Edit(lambda d: d.remove_blocks(), "blocks_removed", "Remove the blocks", LOOK),
    "blocks joined": Edit(
        lambda d: d.reshape_patrol_areas("blocks_joined", {}, added=[("两块", WIDER)]),
        "blocks_joined",
        "Join blocks into 两块",
    ),
    "patrol area drawn": Edit(lambda d: d.add_patrol_area(WIDER, "云蒙山"), "patrol_area_added", "Draw 云蒙山"),
    "patrol area reshaped": Edit(
        lambda d: d.set_patrol_geometry(area_of(d), WIDER), "patrol_area_reshaped", "Reshape 老联防区"
    ),
    "patrol area renamed": Edit(
        lambda d: d.rename_patrol_area(area_of(d), "云蒙山"), "patrol_area_renamed", "Rename to 云蒙山"
    ),
    "patrol area noted": Edit(
        lambda d: d.set_patrol_note(area_of(d), "逢集加派"), "patrol_area_noted", "老联防区: note"
    ),
    "patrol area removed": Edit(lambda d: d.remove_patrol_area(area_of(d)), "patrol_area_removed", "Remove 老联防区"),
    "patrol area split": Edit(
        lambda d: d.reshape_patrol_areas("patrol_areas_split", {area_of(d): LEFT}, added=[("东半", RIGHT)]),
        "patrol_areas_split",
        "Split 老联防区",
    ),
    "patrol areas merged": Edit(
        lambda d: d.reshape_patrol_areas("patrol_areas_merged", {area_of(d): WIDER}, removed=[area_of(d, 1)]),
        "patrol_areas_merged",
        "Merge into 老联防区",
    ),
    **{
        code: Edit(
            lambda d, code=code: d.reshape_patrol_areas(code, {area_of(d): WIDER, area_of(d, 1): LEFT}), code, text
        )
        for code, text in {
            "patrol_areas_holed": "Cut a hole into 老联防区, 邻区",
            "patrol_areas_filled": "Fill the holes of 老联防区, 邻区",
            "patrol_areas_buffered": "Widen or narrow 老联防区, 邻区",
            "patrol_areas_clipped": "Clip 老联防区, 邻区 to counties",
            "patrol_areas_subtracted": "Subtract from 老联防区, 邻区",
            "patrol_areas_simplified": "Simplify 老联防区, 邻区",
            "patrol_areas_smoothed": "Smooth 老联防区, 邻区",
            "patrol_areas_moved": "Move 老联防区, 邻区",
            "patrol_areas_transformed": "Turn or scale 老联防区, 邻区",
            "patrol_areas_typed": "Type coordinates of 老联防区, 邻区",
            "patrol_areas_joined": "Reshape 老联防区, 邻区 together",
            "patrol_areas_mended": "Mend 老联防区, 邻区",
            "blocks_added": "Add blocks to 老联防区, 邻区",
            "blocks_taken": "Take blocks from 老联防区, 邻区",
        }.items()
    },
    "limit of size": Edit(
        lambda d: d.set_check_rules("area_limit_set", replace(d.check_rules(), largest_ha=5000.0)),
        "area_limit_set",
        "Change the largest size of a patrol area",
    ),
    "finding let stand": Edit(
        lambda d: d.set_check_rules(
            "area_finding_accepted",
            replace(d.check_rules(), accepted=(Accepted("hole|x||", "两县同意"),)),
            name="老联防区",
        ),
        "area_finding_accepted",
        "Let a finding about 老联防区 stand",
    ),
    "findings told again": Edit(
        lambda d: d.set_check_rules("area_findings_restored", replace(d.check_rules(), largest_ha=6000.0)),
        "area_findings_restored",
        "Tell ignored findings again",
    ),
    "zone copied": Edit(
        lambda d: d.reshape_patrol_areas("zone_copied", {}, added=[("怀柔–丰宁 01", WIDER)]),
        "zone_copied",
        "Copy a zone into 怀柔–丰宁 01",
    ),
    "patrol areas imported": Edit(
        lambda d: d.import_patrol_areas(areas_of_a_file()), "patrol_areas_imported", "Import patrol areas"
    ),
    "zone status": Edit(
        lambda d: d.set_zone_status(zone_of(d), ZoneStatus.NEGOTIATING),
        "zone_status",
        "Change the status of 怀柔–丰宁 01",
    ),
    "plan renamed": Edit(lambda d: d.set_title("新名"), "plan_info_changed", "Change the plan's facts"),
    "reference date": Edit(
        lambda d: d.set_reference_date(date(2026, 9, 1)), "plan_info_changed", "Change the plan's facts"
    ),
    "title and date": Edit(
        lambda d: d.set_facts("新名", date(2026, 9, 1)), "plan_info_changed", "Change the plan's facts"
    ),
    "parameters": Edit(other_parameters, "parameters_set", "Change the parameters"),
    "analysis": Edit(derive_again, "analysed", "Derive the zones"),
    "a gap judged": Edit(
        lambda d: d.judge_slivers(verdicts("v1")), "sliver_judged", "Judge a gap or overlap of 怀柔–丰宁"
    ),
    "gaps of a pair judged": Edit(
        lambda d: d.judge_slivers(verdicts("v1", "v2")),
        "slivers_judged_pair",
        "Judge 2 gaps and overlaps of 怀柔–丰宁",
    ),
    "gaps judged": Edit(
        lambda d: d.judge_slivers(verdicts("v1", "v2", third="130827")), "slivers_judged", "Judge 2 gaps and overlaps"
    ),
    "a gap judged anew": Edit(
        lambda d: d.judge_slivers(verdicts("v1"), instead_of=["v0"]),
        "sliver_judged",
        "Judge a gap or overlap of 怀柔–丰宁",
    ),
    "verdict taken back": Edit(
        lambda d: d.unjudge_slivers(["v0"]), "slivers_unjudged", "Take back 1 verdict(s) on gaps and overlaps"
    ),
    "agreements": Edit(
        lambda d: d.set_agreements(an_agreement()), "agreements_changed", "Change the agreement register"
    ),
    "contacts": Edit(lambda d: d.set_contacts(a_contact()), "contacts_changed", "Change the contacts"),
    "patrol areas removed": Edit(
        lambda d: d.remove_patrol_areas([area_of(d), area_of(d, 1)]), "patrol_areas_removed", "Remove 老联防区, 邻区"
    ),
    "first of a kind recorded": Edit(
        lambda d: d.record_feature(RecordKind.TEAM, shapely.Point(116.45, 40.65), {"name": "一队"}),
        "recorded_added",
        "Record Team 一队",
    ),
    "recorded": Edit(
        lambda d: d.record_feature(RecordKind.DEPOT, shapely.Point(116.46, 40.65), {"name": "新库"}),
        "recorded_added",
        "Record Depot 新库",
    ),
    "record changed": Edit(
        lambda d: d.change_recorded(*key_of(d), values={"phone": "123"}), "recorded_changed", "Change Depot 老库"
    ),
    "record moved": Edit(
        lambda d: d.change_recorded(*key_of(d), shape=shapely.Point(116.55, 40.66)),
        "recorded_moved",
        "Move Depot 老库",
    ),
    "record removed": Edit(lambda d: d.remove_recorded([key_of(d)]), "recorded_removed", "Remove Depot 老库"),
    "records removed": Edit(
        lambda d: d.remove_recorded([key_of(d), key_of(d, 1)]), "recorded_removed_several", "Remove 2 records"
    ),
}

#: Codes whose gestures have their own tests: not edits of this door.
ELSEWHERE = {
    "plan_created",  # a plan begins without a row; kept for plans that have one
    "sample_added",  # below
    "raster_relinked",  # tests of rasters
    *("forest_made", "forest_made_again"),  # tests of land cover (layers/test_forest_cover.py, app/test_landcover.py)
    "rebuilt_from_memory",  # tests of plans that were lost from under the window
}


@pytest.fixture
def full(document: Document) -> Document:
    """The small plan, analysed, with a patrol area and things hidden."""
    for name, lon in (("老库", 116.45), ("邻库", 116.55), ("远库", 116.41)):
        document.record_feature(RecordKind.DEPOT, shapely.Point(lon, 40.65), {"name": name})
    document.judge_slivers(verdicts("v0"))
    document.add_picture(a_picture("老地图"))
    document.on_writer(lambda: workflow.analyse(document.store))
    document.add_patrol_area(SQUARE, "老联防区")
    document.add_patrol_area(NEXT, "邻区")
    for name in ("全貌", "界线"):
        document.add_scene(name, *PLACE, derived=("zones", "reaches"))
    make_blocks(document, 2000.0)
    document.set_layer_visible(uid_of(document, Role.SETTLEMENT), False)
    document.set_derived_look("reaches", visible=False)
    return document


def rows_of(document: Document) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that undo has to bring back, column by column."""

    def rows() -> dict[str, list[tuple[Any, ...]]]:
        recorded = [record.table for record in recorded_layers(document.store.layers()).values()]
        read = document.store._db.execute
        return {table: list(read(f"SELECT * FROM {table} ORDER BY 1")) for table in [*TRACKED_TABLES, *recorded]}

    return document.on_writer(rows)


def key_of(document: Document, place: int = 0) -> tuple[str, str]:
    """Return layer and uid of a recorded depot."""
    return document.records_of(RecordKind.DEPOT)[place].key


def hash_of(document: Document) -> str:
    return document.on_writer(lambda: content_hash(document.store))


def frames_of(document: Document) -> list[int]:
    return [len(document.frame(record.uid)) for record in document.layers() if record.table]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_is_one_row_and_comes_and_goes(full: Document, edit: Edit) -> None:
    before, hashed, count = rows_of(full), hash_of(full), full.undo_stack.count()
    heard: list[str] = []
    full.changed.connect(lambda change: heard.append(change.code))
    edit.act(full)
    after, hashed_after = rows_of(full), hash_of(full)
    assert heard == [edit.code] and full.undo_stack.count() == count + 1
    assert full.past.records[-1].code == edit.code
    assert after != before and (hashed_after != hashed) is edit.changes_content

    full.undo_stack.undo()
    assert rows_of(full) == before and hash_of(full) == hashed and all(frames_of(full))
    full.undo_stack.redo()
    assert rows_of(full) == after and hash_of(full) == hashed_after and all(frames_of(full))

    path = full.path
    full.close()
    full.open(path)
    kept = rows_of(full)
    full.undo_stack.undo()
    assert _without_bounds(rows_of(full)) == _without_bounds(before) and hash_of(full) == hashed
    full.close()
    full.open(path)
    full.undo_stack.redo()
    assert _without_bounds(rows_of(full)) == _without_bounds(kept) and hash_of(full) == hashed_after
    assert all(frames_of(full))


def _without_bounds(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Leave out what closing refreshes for other programs: extents and dates of tables."""
    return {**rows, "gpkg_contents": [row[:3] for row in rows["gpkg_contents"]]}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_says_what_it_did(qapp, full: Document, edit: Edit) -> None:
    edit.act(full)
    record = full.past.records[-1]
    i18n.install(qapp, "en")
    assert change_words.change_text(record.code, record.facts) == edit.text
    i18n.install(qapp, "zh_CN")
    text = change_words.change_text(record.code, record.facts)
    assert text and "{" not in text and text.strip() == text


def test_doing_the_same_again_is_no_gesture(full: Document) -> None:
    forest_uid, count = uid_of(full, Role.FOREST), full.undo_stack.count()
    record = full.layer(forest_uid)
    full.set_layer_visible(forest_uid, record.visible)
    full.set_layer_opacity(forest_uid, record.opacity)
    full.set_layer_color(forest_uid, "")
    full.set_layer_title(forest_uid, record.title)
    full.set_layer_role(forest_uid, record.role)
    full.set_layer_fields(forest_uid, {})
    full.set_layer_order([one.uid for one in full.layers()])
    full.set_derived_look("zones", visible=True)
    full.set_derived_look("zones", color="")
    full.set_facts(full.info().title, full.info().reference_date)
    full.set_parameters(full.parameters())
    full.set_agreements(full.agreements())
    full.set_contacts(full.contacts())
    full.rename_scene(scene_of(full), full.scenes()[0].name)
    full.set_scene_order([one.uid for one in full.scenes()])
    assert full.undo_stack.count() == count


def test_every_kind_of_change_is_tried_here() -> None:
    tried = {edit.code for edit in EDITS.values()}
    assert set(change_words.CHANGES) == tried | ELSEWHERE


def test_every_gesture_in_the_source_has_words() -> None:
    """Codes are literals: whatever begins a change anywhere is found here."""
    root = Path(__file__).resolve().parents[2]
    found = set()
    for path in [*(root / "layers").rglob("*.py"), *(root / "app").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and getattr(node.func, "attr", "") in {"change", "_edit"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and first.value:
                    found.add(first.value)
    assert {"layers_added", "analysed", "layer_removed"} <= found
    assert found <= set(change_words.CHANGES)


def test_the_sample_is_one_row_and_can_be_undone(qapp, tmp_path: Path) -> None:
    from layers.sample import TITLE, add_sample

    document = Document()
    document.create(tmp_path / "示例.lianfang.gpkg", title=TITLE, reference_date=date(2026, 5, 1))
    before = rows_of(document)
    document.on_writer(lambda: add_sample(document.store))
    assert [record.code for record in document.past.records] == ["sample_added"]
    after = rows_of(document)
    document.undo_stack.undo()
    assert rows_of(document) == before and document.layers() == []
    document.undo_stack.redo()
    assert rows_of(document) == after and document.layers()
    document.shut_down()


# -- jumps -----------------------------------------------------------------------------------------


def test_a_jump_moves_plan_stack_and_views_together(full: Document) -> None:
    states = [(full.past.position, rows_of(full))]
    for name in ("layer role", "patrol area reshaped", "derived layer opacity", "parameters", "agreements"):
        EDITS[name].act(full)
        states.append((full.past.position, rows_of(full)))
    heard = []
    full.changed.connect(lambda change: heard.append((change.direction, full.undo_stack.index())))
    start = full.undo_stack.index()
    for target, direction, steps in ((0, "undo", 5), (3, "redo", 3), (1, "undo", 2), (5, "redo", 4)):
        heard.clear()
        full.go_to(states[target][0])
        assert rows_of(full) == states[target][1]
        assert heard == [(direction, start - 5 + target)], f"once, after {steps} steps, the stack in step"
        assert full.past.position == states[target][0]
        assert all(frames_of(full)), "features of a recast layer are read again"
        assert [record.uid for record in full.layers()] == [
            record.uid for record in full.on_writer(lambda: full.store.layers())
        ]
    full.undo_stack.undo()
    assert rows_of(full) == states[4][1], "the stack goes on from where the jump led"
    path = full.path
    full.go_to(0)
    assert full.undo_stack.index() == 0 and full.layers() == []
    full.close()
    full.open(path)
    assert full.undo_stack.index() == 0 and full.undo_stack.count() == start
    full.go_to(states[5][0])
    assert _without_bounds(rows_of(full)) == _without_bounds(states[5][1])


def test_a_jump_that_fails_leaves_plan_and_stack(full: Document) -> None:
    EDITS["layer renamed"].act(full)
    here, index = rows_of(full), full.undo_stack.index()
    first = full.past.records[0].id
    full.on_writer(lambda: full.store._db.execute("UPDATE lf_patrol_area SET name = '外来' WHERE number = 1"))
    from layers.errors import PlanDamaged

    with pytest.raises(PlanDamaged):
        full.go_to(first)
    full.on_writer(lambda: full.store._db.execute("UPDATE lf_patrol_area SET name = '老联防区' WHERE number = 1"))
    assert rows_of(full) == here and full.undo_stack.index() == index and full.past.position > first
    full.go_to(first)
    assert full.undo_stack.index() == 1


def test_only_what_a_change_touches_is_read_again(full: Document) -> None:
    """A hidden layer leaves an analysis fresh, and a jump over looks alone as well."""
    assert full.analysis_state() == "fresh"
    here = full.past.position
    for name in ("layer hidden", "layer colour", "derived layer opacity", "layer renamed"):
        EDITS[name].act(full)
    changes = []
    full.changed.connect(changes.append)
    full.go_to(here)
    assert [change.is_look for change in changes] == [True] and full.analysis_state() == "fresh"
    EDITS["parameters"].act(full)
    assert full.analysis_state() == "stale"
    full.go_to(here)
    assert full.analysis_state() == "fresh" and not changes[-1].is_look
